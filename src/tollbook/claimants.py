"""A noun phrase → the name of who speaks: canonical where the lexicon knows it, else as written."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from tollbook.lexicon import Lexicon
from tollbook.tagging import Tagged

_RUN = re.compile(r"[A-ZÀ-Ý][\w’'-]*\.?(?:\s+(?:(?:al|el|bin|ibn|de|van|von|da|der)[\s-]+)*[A-ZÀ-Ý][\w’'-]*)+")
_TITLES = frozenset(
    "president minister prime governor mayor spokesman spokeswoman spokesperson general colonel major lieutenant "
    "captain chief commander secretary director professor dr mr mrs ms sir lord analyst defence defense foreign "
    "health interior deputy regional military army police senior former official leader head king judge ambassador "
    "envoy brigadier admiral lt gen col maj capt sgt us uk u.s kremlin rear brig state local district provincial "
    "representative senator historian expert author researcher doctor journalist reporter chairman vice acting "
    "supreme nato un eu chancellor premier emergency region department bishop father the a an of and in on at "
    "mayor's civil commissioner lieutenant-general major-general brigadier-general secretary-general prosecutor "
    "inspector sheikh ayatollah imam reverend pope monday tuesday wednesday thursday friday saturday sunday january "
    "february march april may june july august september october november december".split()
)
_INSTITUTION = re.compile(
    r"\b(?:Ministry|Office|Institute|Cent(?:re|er)|University|Agency|Council|Services?|Command|Group|Foundation"
    r"|Organi[sz]ation|Society|Commission|Committee|Association|News|Times|Post|Fund|Programme?|Project|Crescent|Cross"
    r"|Watch|Observatory|Network|Army|Forces?|Corps|Department|Union|Bank|Authority|Authorities|Defen[cs]e|Staff|Front"
    r"|Movement|Party|Brigades?|Rights|Nations|Court|House|Parliament|Assembly|Mission|Tribunal|Bureau|Directorate"
    r"|Administration|Guard|Navy|Hospital|Coalition|Database|Archive|Media|Radio|Television|Borders|Children|Adom"
    r"|Physicians|Street|Journal|Tribune|Telegraph|Gazette|Herald|Guardian|Review|International|Congress|Federation"
    r"|Republic|States|Kingdom|Emirates|League)\b")  # fmt: skip
_LEAD = re.compile(
    r"^(?:the|a|an|but|and|while|however|meanwhile|earlier|later|also|as|when|after|that|separately|though|although"
    r"|where|because|yet|still|then|so|for (?:his|her|its) part|one|two|three|several|some|many|other|according to"
    r"|local time|both|what)\s+|^[,:;\"“”'‘’.\s•*▪️-]+|[,:;\"“”‘.\s]+$|[’']$", re.I)  # fmt: skip
_DATA = re.compile(
    r"\s+(?:figures?|data|records?|statistics|numbers|documents?|tall(?:y|ies)|counts?|estimates?|surveys?|reports?"
    r"|stud(?:y|ies)|analys[ei]s|statements?|assessments?|updates?|calculations?|lists?|databases?|bulletins?"
    r"|briefings?)$",
    re.I,
)
_DATA_OF = re.compile(
    r"^(?:(?:official|latest|preliminary|new|retrospective|internal|its|the|daily|confidential|initial|updated|recent"
    r"|provisional|published)\s+)*(?:figures?|data|records?|statistics|numbers|tall(?:y|ies)|counts?|estimates?"
    r"|authors?|researchers?|statements?|reports?|study|studies|assessments?|survey|analysis|sources?|lists?"
    r"|calculations?)\s+(?:of|from|by|in|at|compiled by|released by|published by|with|within"
    r"|close to)\s+(?:the\s+)?(?=[A-Z])",
    re.I,
)
_POINTING = re.compile(r"^(?:the|this|that|its|these|those|it|he|she|they|his|her|their|both)\b", re.I)
_SPOKES = re.compile(r"\bspokes(?:man|woman|person|people)\b", re.I)
_NOBODY = frozenset(
    "that which who there what some many you one nothing nobody everyone here this these those where how all such "
    "most none".split()
)
_ADJECTIVES = {"United Kingdom": "UK", "United States": "US"}


@dataclass(frozen=True, slots=True)
class Named:
    """Who a noun phrase names: canonical name, the words, and the polity spoken for ("" for none)."""

    name: str
    surface: str
    polity: str = ""


@dataclass(slots=True)
class Speakers:
    """Who has spoken so far in an article: the last one, full names by surname, offices by their noun."""

    last: Named | None = None
    people: dict[str, Named] = field(default_factory=dict)
    offices: dict[str, Named] = field(default_factory=dict)
    home: str = ""
    study: Named | None = None

    def remember(self, named: Named) -> None:
        """Keep a name for "he", "the report", a bare surname or "the ministry" further on."""
        self.last = named
        words = named.name.split(",")[0].split()
        if len(words) >= 2 and all(w[:1].isupper() for w in words) and not _INSTITUTION.search(named.name):
            self.people[words[-1].lower()] = named
        said = _strip(named.surface).lower().split()
        for known in (words, said):
            if len(known) >= 2 and not (known is words and words[-1].lower() in self.people):
                self.offices[known[-1].lower()] = named
                self.offices[" ".join(known[-2:]).lower()] = named


def name_claimant(tagged: Tagged, start: int, stop: int, lexicon: Lexicon, speakers: Speakers) -> Named | None:
    """Name of the noun phrase at units ``start`` to ``stop``; None when it names nobody who could assert a number."""
    start = _without_adverbial(tagged, start, stop)
    if stop <= start:
        return None
    surface = tagged.text[tagged.a[start] : tagged.z[stop - 1]]
    words = _strip(surface)
    low = words.lower().replace("’", "'")
    if low.startswith(("of ", "for ")) or not words or (low in _NOBODY and not words.isupper()):
        return None
    if low in ("i", "we", "i personally", "i just", "we also"):
        return None
    if low in ("it", "they", "it also", "they also") and (subject := _sentence_subject(tagged, start)):
        return Named(subject, surface, subject)
    if low in ("it", "he", "she", "they", "it also", "he also", "she also", "they also"):
        return Named(speakers.last.name, surface, speakers.last.polity) if speakers.last else None
    known = [t for k in range(start, stop) if (t := tagged.term[k]) is not None and t.kind in ("claimant", "group")]
    polities = [t.polity for k in range(start, stop) if (t := tagged.term[k]) and tagged.s[k] in "AGk" and t.polity]
    person = _person(surface, lexicon)
    if known and (found := _known(known, person, words, surface, polities, speakers.home)):
        return found
    if person:
        return _with_institution(person, words, surface, polities, lexicon)
    if (single := _surname(words, speakers)) is not None:
        return Named(single.name, surface, single.polity)
    if _POINTING.match(surface.strip("\"“' ")) and not polities and not re.search(r"[A-Z]{2}|\s[A-Z]", surface):
        return _pointing_back(low, surface, words, lexicon, speakers)
    return _as_written(tagged, start, stop, words, low, surface, polities, lexicon, speakers)


def _sentence_subject(tagged: Tagged, start: int) -> str:
    """As in "Russia has not updated its figures since … it acknowledged": the polity that opens the sentence."""
    term = tagged.term[0] if tagged.s[:1] in ("G", "O", "k") and start > 1 else None
    return term.polity if term is not None and term.kind != "claimant" and tagged.s[1:2] in "hbMRVKx" else ""


def _strip(surface: str) -> str:
    words = surface.strip()
    while (cut := _LEAD.sub("", words)) != words:
        words = cut
    if (cut := _DATA_OF.sub("", words)) != words:
        words = cut
    shorter = _DATA.sub("", words)
    if shorter != words and re.search(r"[A-Z]|ministry|government|police|army|military", shorter):
        words = re.sub(r"[’']s?$", "", shorter)
    return re.sub(r"\s+(?:has|have|had|also|just|later|already|then|now|previously|since)$", "", words)


def _without_adverbial(tagged: Tagged, start: int, stop: int) -> int:
    """Step over "on Monday", "In Gaza" and marks before the noun phrase."""
    s = tagged.s
    while start < stop and s[start] in '"-.&,;:(m/':
        start += 1
    if (
        start < stop
        and s[start] in "if"
        and (inner := re.compile(r"[if][dAx]{0,2}[GkCmxU]+(?=[dOPA])").match(s, start, stop))
    ):
        return inner.end()
    return stop if start < stop and s[start] == "i" and re.fullmatch(r"[imdGkCxU]+", s[start:stop]) else start


def _person(surface: str, lexicon: Lexicon) -> str:
    """Last run of two or more capitalised words that names a person, titles left out; "" when there is none."""
    best = ""
    for run in _RUN.finditer(surface):
        words = run[0].split()
        while words and (words[0].lower().strip(".'’") in _TITLES or _is_term(words[0], lexicon)):
            words = words[1:]
        while words and words[-1].lower().strip(".'’") in _TITLES:
            words = words[:-1]
        name = " ".join(words)
        if len(words) >= 2 and not _INSTITUTION.search(name) and not (len(words) == 2 and _is_term(words[0], lexicon)):
            best = re.sub(r"[’']s$", "", name)
    return best


def _is_term(word: str, lexicon: Lexicon) -> bool:
    low = word.lower().replace("’", "'").removesuffix("'s").strip(".")
    return any(not rest and term.cls in "AGkO" for rest, term in lexicon.phrases.get(low, ()))


def _known(known: list, person: str, words: str, surface: str, polities: list[str], home: str) -> Named | None:  # type: ignore[type-arg]
    term = known[0]
    polity = term.polity or (polities[-1] if polities else "")
    if term.kind == "group":
        if person:
            return Named(person, surface, polity)
        bare = re.sub(r"[’']s\b.*", "", words)
        return Named(
            term.polity if len(words.split()) <= 2 else words if len(words.split()) < 6 else bare, surface, term.polity
        )
    if person and person.lower() not in term.canonical.lower() and term.canonical.lower() not in person.lower():
        return Named(f"{person}, {term.canonical}" if _SPOKES.search(words) else person, surface, polity)
    if term.canonical in ("General Staff", "Air Force") and (polities or home):
        polity = polities[0] if polities else home
        return Named(f"{_adjective(polity)} {term.canonical}", surface, polity)
    return Named(term.canonical, surface, polity)


def _with_institution(person: str, words: str, surface: str, polities: list[str], lexicon: Lexicon) -> Named:
    office = _office(words.lower(), lexicon)
    polity = polities[0] if polities else ""
    if _SPOKES.search(words) and office:
        return Named(f"{person}, {(_adjective(polity) + ' ') if polity else ''}{office}", surface, polity)
    return Named(person, surface, polity)


def _surname(words: str, speakers: Speakers) -> Named | None:
    bare = re.sub(
        r"^(?:(?:Mr|Mrs|Ms|Dr|Gen|Lt|Col|President|Minister|Prime Minister|General|Governor|Mayor|Sir)\.?\s+)+",
        "",
        words,
    )
    return speakers.people.get(re.sub(r"[’']s$", "", bare).lower()) if " " not in bare else None


def _pointing_back(low: str, surface: str, words: str, lexicon: Lexicon, speakers: Speakers) -> Named | None:
    """As in "The report", "the ministry", "its health ministry": who spoke before, where the noun fits."""
    noun = re.sub(r"^(?:the|this|that|its|these|those|his|her|their|both)\s+(?:same\s+)?", "", low)
    full = speakers.offices.get(noun) or speakers.offices.get(
        noun.split()[-1] if noun in lexicon.back_nouns and " " not in noun else noun
    )
    if full is not None:
        return Named(full.name, surface, full.polity)
    if (
        surface.lower().startswith(("its ", "the country's ", "their ", "the country’s "))
        and speakers.home
        and _office(noun, lexicon)
    ):
        return Named(f"{_adjective(speakers.home)} {re.sub(r'^country.s ', '', noun)}", surface, speakers.home)
    if noun.split()[-1] in _STUDIES and speakers.study is not None:
        return Named(speakers.study.name, surface, speakers.study.polity)
    if noun in _REPORTS and speakers.last is not None:
        return Named(speakers.last.name, surface, speakers.last.polity)
    bare = re.sub(r"^(?:its|their|his|her|this|that|these|those)\s+", "", words, flags=re.I)
    if noun.split()[-1] in lexicon.back_nouns or _office(noun, lexicon) or noun.split()[-1] in _SPEAKING:
        return Named(bare, surface, speakers.home if _office(noun, lexicon) else "")
    return None


_REPORTS = frozenset(
    "report study statement update assessment authors author researchers researcher analysis paper survey dataset "
    "document estimate estimates investigation figures organisation organization institute centre center think-tank "
    "group think tank group's report project leader".split()
) | {"think tank"}
_STUDIES = frozenset(
    "report study analysis paper survey authors researchers research assessment dataset estimate".split()
)
_SPEAKING = frozenset(
    "police residents witnesses witness officials official authorities survivors doctors medics rescuers sources "
    "source villagers analysts experts historians scholars activists observers diplomats locals refugees prosecutors "
    "investigators elders paramedics rebels militants insurgents separatists soldiers commanders monitors "
    "researchers scientists lawyers journalists reporters correspondents eyewitnesses aid workers nurses surgeons "
    "teachers relatives families army military government ministry church charity coalition council navy alliance "
    "agency commission parliament court hospital company union opposition network media television radio newspaper "
    "website committee junta regime command intelligence leadership embassy mission team panel mayor governor "
    "president spokesman spokeswoman minister general colonel priest bishop deacon fireman doctor surgeon nurse "
    "resident survivor analyst expert historian commander officer coroner prosecutor chief director headmaster elder "
    "farmer woman man mother father driver guard chairman scholar economist activist monitor watchdog group "
    "observatory organisation organization institute centre center report study survey statement communique bulletin "
    "authors census archive archives database tally count gunmen hospitals morgue administration office service "
    "force forces crescent".split()
)


def _as_written(
    tagged: Tagged,
    start: int,
    stop: int,
    words: str,
    low: str,
    surface: str,
    polities: list[str],
    lexicon: Lexicon,
    speakers: Speakers,
) -> Named | None:
    office = _office(low, lexicon)
    polity = polities[0] if polities else ""
    bare = re.sub(r"'s$", "", low)
    if polities and (
        bare in lexicon.phrases or len(bare.split()) == 1 or any(bare == t.text for t in tagged.term[start:stop] if t)
    ):
        return Named(polity, surface, polity)
    if polity and (owned := re.match(r"^(?:[A-Z][\w.-]*\s?)+[’']s\s(.+)", words)):
        return Named(f"{_adjective(polity)} {owned[1]}", surface, polity)
    if polities and re.search(r"air.defen[cs]e|military officials$|army officials$", low):
        return Named(f"{_adjective(polity)} military", surface, polity)
    if office and polities:
        seated = re.fullmatch(r"(.+?) in (?:the )?[A-Z]\w+", words)
        return Named(
            f"{_adjective(polity)} {seated[1]}"
            if seated and seated[1].islower() and "official" not in seated[1]
            else words,
            surface,
            polity,
        )
    proper = bool(re.search(r"[A-Z]", words))
    if not proper and low.split()[-1] in _STUDIES and speakers.study is not None:
        return Named(speakers.study.name, surface, speakers.study.polity)
    head = re.split(r"\s+(?:in|at|of|from|with|on|for|who|near|inside|within|to|citing|close)\s+", low)[0].split()
    if proper and not head:
        return None
    if head and (
        head[-1].strip("'s") in _SPEAKING or head[-1] in _SPEAKING or office or head[-1] in lexicon.back_nouns
    ):
        full = speakers.offices.get(low) if not proper else None
        return Named(full.name, surface, full.polity) if full else Named(words, surface, polity)
    if (
        not proper
        and head
        and re.match(r"(?:the|a|an|its|their|one)\s", surface, re.I)
        and not _counts_loss(tagged, start, stop)
        and head[-1] not in _THINGS
    ):
        return Named(words, surface, polity)
    if (
        proper
        and re.match(r"^(?:\w+-)?[A-Z]", words)
        and len(words.split()) <= 8
        and not _counts_loss(tagged, start, stop)
    ):
        return Named(words, surface, polity)
    return None


_THINGS = frozenset(
    "attack attacks strike strikes war fighting clashes operation video photos images footage raid violence conflict "
    "blast missile drone shelling number figure figures month week day year night time city town village area region "
    "building plan move law decision situation result evidence idea fact".split()
)


def _counts_loss(tagged: Tagged, start: int, stop: int) -> bool:
    return any(letter in "TDZNKI" for letter in tagged.s[start:stop]) or tagged.s[stop - 1] in "U"


def _office(low: str, lexicon: Lexicon) -> str:
    best = max(
        (term for term in lexicon.offices if term in low and re.search(rf"\b{re.escape(term)}\b", low)),
        key=len,
        default="",
    )
    return best and lexicon.offices[best]


def _adjective(polity: str) -> str:
    from tollbook.lexicon import demonym

    return _ADJECTIVES.get(polity) or demonym(polity)


_STUDY_BY = re.compile(
    r"\b(?:study|report|research|analysis|survey|paper|assessment|estimates?)\b[^.;]{0,40}?\b(?:by|from|of"
    r"|at)\s+(?:the\s+)?(?=[A-Z])",
    re.I,
)


def find_study(tagged: Tagged) -> Named | None:
    """Whose study or report an article is about, from the one sentence that says so ("the study by the …")."""
    found = _STUDY_BY.search(tagged.text)
    if not found:
        return None
    for k, term in enumerate(tagged.term):
        if term is not None and term.kind == "claimant" and found.end() - 5 <= tagged.a[k] <= found.end() + 5:
            return Named(term.canonical, tagged.text[tagged.a[k] : tagged.z[k]], term.polity)
    return None
