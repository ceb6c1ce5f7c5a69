"""A noun phrase → the name of who speaks: canonical where the lexicon knows it, else as written."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from tollbook.lexicon import Lexicon, Term
from tollbook.names import INSTITUTION, adjective, find_office, find_person, strip_lead
from tollbook.tagging import Tagged

_POINTING = re.compile(r"^(?:the|this|that|its|these|those|it|he|she|they|his|her|their|both)\b", re.I)
_SPOKES = re.compile(r"\bspokes(?:man|woman|person|people)\b", re.I)
_NOBODY = frozenset(
    "that which who there what some many you one nothing nobody everyone here this these those where how all such "
    "most none".split()
)
_REPORTS = frozenset(
    "report study statement update assessment authors author researchers researcher analysis paper survey dataset "
    "document estimate estimates investigation figures organisation organization institute centre center think-tank "
    "group think tank group's report project leader".split()
) | {"think tank"}
_STUDIES = frozenset(
    "report study analysis paper survey authors researchers research assessment dataset estimate".split()
)
_GROUPS = frozenset("group movement militia faction militants rebels insurgents jihadists guerrillas".split())
_ARMED = frozenset(("army", "military", "air force", "navy"))
_STATE_ORGANS = _ARMED | {"government", "defence ministry", "defense ministry", "foreign ministry", "interior ministry"}
_HEALTH = frozenset(("health ministry", "ministry of health", "health officials", "health authorities"))
_WITHOUT_ARMY = frozenset(("Palestine",))
SPEAKING = frozenset(
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
    "history channel broadcaster admiral lawmaker senator deputy mp firefighter firefighters volunteers "
    "authors census archive archives database tally count gunmen hospitals morgue administration office service "
    "force forces crescent staff workers agencies groups organisations organizations charities ministries".split()
)
_THINGS = frozenset(
    "attack attacks strike strikes war fighting clashes operation video photos images footage raid violence conflict "
    "blast missile drone shelling number figure figures month week day year night time city town village area region "
    "building plan move law decision situation result evidence idea fact".split()
)
_STUDY_NOUNS = ("report", "study", "research", "analysis", "survey", "paper", "assessment", "estimate")
_STUDY_BY = re.compile(
    r"\b(?:study|report|research|analysis|survey|paper|assessment|estimates?)\b[^.;]{0,40}?\b(?:by|from|of"
    r"|at)\s+(?:the\s+)?(?=[A-Z])",
    re.I,
)
_PRONOUNS = frozenset(("it", "he", "she", "they", "it also", "he also", "she also", "they also"))
_IMPERSONAL = frozenset(("it", "they", "it also", "they also"))
_WE = frozenset(("i", "we", "i personally", "i just", "we also"))
_PLACE_FIRST = re.compile(r"[if][dAx]{0,2}[GkCmxU]+(?=[dOPA])")
_TITLE_LEFT = re.compile(
    r"^(?:(?:Mr|Mrs|Ms|Dr|Gen|Lt|Col|President|Minister|Prime Minister|General|Governor|Mayor|Sir)\.?\s+)+"
)
_AFTER_HEAD = re.compile(r"\s+(?:in|at|of|from|with|on|for|who|near|inside|within|to|citing|close)\s+")
_ROLE = re.compile(r"(?:[A-Z]\S*\s)?([a-z][a-z ]{4,40}[a-z])\s(?=[A-Z]\w+\s[A-Z])")
_STUDY_THAT = re.compile(
    r"(?:(?:an?|the|its) )?(?:[\w-]+ ){0,3}?(?:study|report|paper|survey|analysis|statement|document|list|dataset)"
    r" (?:that|which) (?:the )?",
    re.I,
)
_IN_ITS_STATEMENT = re.compile(
    r"(?:(?:in|with|by) )?(?:its|their|a|an|his|her|the) (?:[\w-]+ ){0,2}"
    r"(?:statement|report|update|bulletin|briefing|communiqu[eé]|note)(?: of \w+| on \w+)?,? (?=(?:the )?[A-Z])",
    re.I,
)
_DATELINE = re.compile(r"[A-Z][A-Z .,’'/]{2,40}(?:\([^)]{2,20}\))?\s?[-–—]\s")
_ITS = ("its ", "the country's ", "their ", "the country’s ")
_ABOUT = re.compile(r"\s+(?:on|about|for|from|to|into)\s+")


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
    group: Named | None = None

    def remember(self, named: Named) -> None:
        """Keep a name for "he", "the report", a bare surname or "the ministry" further on."""
        self.last, self.group = named, None
        words = named.name.split(",")[0].split()
        if len(words) >= 2 and all(w[:1].isupper() for w in words) and not INSTITUTION.search(named.name):
            self.people[words[-1].lower()] = named
        said = strip_lead(named.surface).lower().split()
        about = _ABOUT.search(named.surface)
        core = strip_lead(named.surface[: about.start()]).lower().split() if about else said
        if role := _ROLE.match(strip_lead(named.surface)):
            self.offices[" ".join(role[1].split()[-2:])] = self.offices[role[1].split()[-1]] = named
        head = _AFTER_HEAD.split(strip_lead(named.surface).lower())[0].split()
        if len(head) == 1 and len(said) > 1:
            self.offices[head[0]] = named
        for known in (words, said, core):
            if len(known) >= 2 and not (known is words and words[-1].lower() in self.people):
                self.offices[known[-1].lower()] = named
                self.offices[" ".join(known[-2:]).lower()] = named


def name_claimant(tagged: Tagged, start: int, stop: int, lexicon: Lexicon, speakers: Speakers) -> Named | None:
    """Name of the noun phrase at units ``start`` to ``stop``; None when it names nobody who could assert a number."""
    start = _without_adverbial(tagged, start, stop)
    start, stop = _publisher_of_study(tagged, start, stop)
    if stop <= start:
        return None
    phrase = _Phrase.of(tagged, start, stop)
    low = phrase.low
    if low.startswith(("of ", "for ")) or not low or (low in _NOBODY and not phrase.words.isupper()) or low in _WE:
        return None
    if low in _IMPERSONAL and (subject := _sentence_subject(tagged, start)):
        return Named(subject, phrase.surface, subject)
    if low in _PRONOUNS:
        return phrase.same_as(speakers.last)
    person = find_person(phrase.surface, lexicon)
    known = [t for t in phrase.terms if t.kind in ("claimant", "group")]
    if known:
        return _known(phrase, known[0], person, speakers.home, lexicon)
    if person:
        return _with_institution(phrase, person, lexicon, speakers)
    if (single := _surname(phrase.words, speakers)) is not None:
        return phrase.same_as(single)
    if phrase.words.isupper() and low in speakers.offices:
        return phrase.same_as(speakers.offices[low])
    if phrase.points_back:
        return _pointing_back(phrase, lexicon, speakers)
    return _as_written(phrase, lexicon, speakers)


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A noun phrase: as it stands, without what leads in, its terms, its polities, its letters, the polity before."""

    surface: str
    words: str
    terms: list[Term]
    polities: list[str]
    letters: str
    before: str = ""

    @classmethod
    def of(cls, tagged: Tagged, start: int, stop: int) -> _Phrase:
        surface = tagged.text[tagged.a[start] : tagged.z[stop - 1]]
        terms = [t for t in tagged.term[start:stop] if t is not None]
        polities = [t.polity for k in range(start, stop) if (t := tagged.term[k]) and tagged.s[k] in "AGk" and t.polity]
        said = (t.polity for k in range(start - 1, -1, -1) if (t := tagged.term[k]) and tagged.s[k] in "AGk")
        return cls(surface, strip_lead(surface), terms, polities, tagged.s[start:stop], next(said, ""))

    @property
    def low(self) -> str:
        return self.words.lower().replace("’", "'")

    @property
    def polity(self) -> str:
        return self.polities[0] if self.polities else ""

    @property
    def points_back(self) -> bool:
        """Is it no name but a noun that points back: "the report", "its ministry"?"""
        named = self.polities or re.search(r"[A-Z]{2}|\s[A-Z]", self.surface)
        return _POINTING.match(self.surface.strip("\"“' ")) is not None and not named

    @property
    def counts_loss(self) -> bool:
        return any(letter in "TDZNKI" for letter in self.letters) or self.letters[-1] == "U"

    def same_as(self, named: Named | None) -> Named | None:
        """Someone named before, in the words of this phrase."""
        return Named(named.name, self.surface, named.polity) if named else None

    def named(self, name: str) -> Named:
        """Make a name of this phrase's first polity."""
        return Named(name, self.surface, self.polity)


def _sentence_subject(tagged: Tagged, start: int) -> str:
    """As in "Russia has not updated its figures since … it acknowledged": the polity that opens the sentence."""
    term = tagged.term[0] if tagged.s[:1] in ("G", "O", "k") and start > 1 else None
    if term is not None and term.kind != "claimant" and tagged.s[1:2] in "hbMRVKx":
        return term.polity
    named = re.match(r"(?:[CkGx]{1,3}-)?(d?[AGkOPCU]{2,6})(?=[xhbMKV])", tagged.s)
    if named is None or start <= named.end() or "C" not in named[1]:
        return ""
    return strip_lead(tagged.text[tagged.a[named.start(1)] : tagged.z[named.end() - 1]])


def _without_adverbial(tagged: Tagged, start: int, stop: int) -> int:
    """Step over "on Monday", "In Gaza" and marks before the noun phrase."""
    s = tagged.s
    for lead in (_DATELINE, _IN_ITS_STATEMENT) if stop > start else ():
        said = lead.match(tagged.text, tagged.a[start])
        if said and said.end() < tagged.z[stop - 1]:
            start = next((k for k in range(start, stop) if tagged.a[k] >= said.end()), start)
    while start < stop and s[start] in '"-.&,;:(m/':
        start += 1
    if start < stop and s[start] in "if" and (place := _PLACE_FIRST.match(s, start, stop)):
        return place.end()
    return stop if start < stop and s[start] == "i" and re.fullmatch(r"[imdGkCxU]+", s[start:stop]) else start


def _publisher_of_study(tagged: Tagged, start: int, stop: int) -> tuple[int, int]:
    """As in "a study that the Levant Institute released": who released it."""
    if stop <= start:
        return start, stop
    found = _STUDY_THAT.match(tagged.text[tagged.a[start] : tagged.z[stop - 1]])
    if found is None:
        return start, stop
    a = tagged.a[start] + found.end()
    return next((k for k in range(start, stop) if tagged.a[k] >= a), start), stop


def _known(phrase: _Phrase, term: Term, person: str, home: str, lexicon: Lexicon) -> Named:
    """A claimant or an armed group that the lexicon knows, or the person who speaks for it."""
    surface, words = phrase.surface, phrase.words
    polity = term.polity or (phrase.polities[-1] if phrase.polities else "")
    if term.kind == "group":
        if person:
            return Named(person, surface, polity)
        count = len(words.split())
        name = term.polity if count <= 2 else words if count < 6 else re.sub(r"[’']s\b.*", "", words)
        return Named(name, surface, term.polity)
    if person and person.lower() not in term.canonical.lower() and term.canonical.lower() not in person.lower():
        return Named(f"{person}, {term.canonical}", surface, polity)
    if term.canonical in ("General Staff", "Air Force") and (phrase.polity or home):
        polity = phrase.polity or home
        return Named(f"{adjective(polity, lexicon)} {term.canonical}", surface, polity)
    return Named(term.canonical, surface, polity)


def _with_institution(phrase: _Phrase, person: str, lexicon: Lexicon, speakers: Speakers) -> Named:
    known = (speakers.offices.get(word.lower()) for word in INSTITUTION.findall(phrase.words))
    employer = next((named for named in known if named is not None and person not in named.name), None)
    if employer is not None:
        return Named(f"{person}, {employer.name}", phrase.surface, employer.polity)
    office = find_office(phrase.words.lower(), lexicon)
    if _SPOKES.search(phrase.words) and office:
        return phrase.named(f"{person}, {adjective(phrase.polity, lexicon) + ' ' if phrase.polity else ''}{office}")
    return phrase.named(person)


def _surname(words: str, speakers: Speakers) -> Named | None:
    bare = _TITLE_LEFT.sub("", words)
    return speakers.people.get(re.sub(r"[’']s$", "", bare).lower()) if " " not in bare else None


def _pointing_back(phrase: _Phrase, lexicon: Lexicon, speakers: Speakers) -> Named | None:
    """As in "The report", "the ministry", "its health ministry": who spoke before, where the noun fits."""
    noun = re.sub(r"^(?:the|this|that|its|these|those|his|her|their|both)\s+(?:same\s+)?", "", phrase.low)
    last = noun.split()[-1]
    office = find_office(noun, lexicon)
    full = speakers.offices.get(noun) or (
        speakers.offices.get(noun.split()[0]) if phrase.letters[1:2] in "UxPO" else None
    )
    if full is not None:
        return phrase.same_as(full)
    owner = phrase.before or speakers.home
    if phrase.surface.lower().startswith(_ITS) and owner and office:
        owned = re.sub(r"^country.s ", "", noun)
        return Named(f"{adjective(owner, lexicon)} {owned}", phrase.surface, owner)
    if last in _STUDIES and speakers.study is not None:
        return phrase.same_as(speakers.study)
    if last in _GROUPS and speakers.group is not None:
        return phrase.same_as(speakers.group)
    if owner and noun in _STATE_ORGANS:
        state = lexicon.enemies.get(owner, ("",))[0] if owner in _WITHOUT_ARMY and noun in _ARMED else owner
        return Named(f"{adjective(state, lexicon)} {noun}", phrase.surface, state)
    if noun in _REPORTS and speakers.last is not None:
        return phrase.same_as(speakers.last)
    if last in lexicon.back_nouns or last in SPEAKING or office:
        bare = re.sub(r"^(?:its|their|his|her|this|that|these|those)\s+", "", phrase.words, flags=re.I)
        return Named(bare, phrase.surface, speakers.home if office else "")
    return None


def _as_written(phrase: _Phrase, lexicon: Lexicon, speakers: Speakers) -> Named | None:
    """Name a phrase by its own words, where a state, an office or a speaking noun heads it."""
    words, low, home = phrase.words, phrase.low, speakers.home
    office = find_office(low, lexicon)
    if low in _HEALTH and home:
        return phrase.named("Gaza Health Ministry" if home == "Palestine" else f"{adjective(home, lexicon)} {words}")
    speaks = re.match(r"([a-z]+) (?:in|at|from|near) ", low)
    if speaks and speaks[1] in SPEAKING:
        return phrase.named(words)
    if phrase.polity and (state := _state_or_office(phrase, office, lexicon)):
        return phrase.named(state)
    proper = re.search(r"[A-Z]", words) is not None
    if low == "statement" and speakers.last is not None:
        return phrase.same_as(speakers.last)
    if not proper and low.split()[-1] in _STUDIES and speakers.study is not None:
        return phrase.same_as(speakers.study)
    head = _AFTER_HEAD.split(low)[0].split()
    if not head:
        return None
    last = head[-1]
    if office or last.strip("'s") in SPEAKING or last in SPEAKING or last in lexicon.back_nouns:
        return phrase.same_as(None if proper else speakers.offices.get(low)) or phrase.named(words)
    if phrase.counts_loss:
        return _after_loss(phrase, last, speakers)
    if proper:
        named = re.match(r"^(?:\w+-)?[A-Z]", words) and len(words.split()) <= 8
    else:
        named = re.match(r"(?:the|a|an|its|their|one)\s", phrase.surface, re.I) and last not in _THINGS
    return phrase.named(words) if named else None


def _after_loss(phrase: _Phrase, last: str, speakers: Speakers) -> Named | None:
    """As in "hundreds of civilian casualties aid agencies said", a comma lost: who speaks stands after the loss."""
    rest = re.search(
        r"(?:casualties|deaths|dead|injuries|wounded|injured|killed|victims)\s+((?:[\w-]+\s+){0,2}[\w-]+)$",
        phrase.words,
    )
    return phrase.named(rest[1]) if rest and last in SPEAKING else None


def _state_or_office(phrase: _Phrase, office: str, lexicon: Lexicon) -> str:
    """Name of a state, or of what it owns: "Russia's defence ministry" is the Russian one; "" for neither."""
    words, low = phrase.words, phrase.low
    bare = re.sub(r"'s$", "", low)
    if bare in lexicon.phrases or len(bare.split()) == 1 or any(bare == term.text for term in phrase.terms):
        return phrase.polity
    if owned := re.match(r"^((?:[A-Z][\w.-]*\s?)+)[’']s\s(.+)", words):
        region = any(term.kind == "place" and term.text == owned[1].lower() for term in phrase.terms)
        return words if region else f"{adjective(phrase.polity, lexicon)} {owned[2]}"
    if re.search(r"air.defen[cs]e|military officials$|army officials$", low):
        return f"{adjective(phrase.polity, lexicon)} military"
    seated = re.fullmatch(r"(.+?) in (?:the )?[A-Z]\w+", words)
    if office and seated and seated[1].islower() and "official" not in seated[1]:
        return f"{adjective(phrase.polity, lexicon)} {seated[1]}"
    return words if office else ""


def find_study(tagged: Tagged) -> Named | None:
    """Whose study or report an article is about, from the one sentence that says so ("the study by the …")."""
    low = tagged.text.lower()
    found = _STUDY_BY.search(tagged.text) if any(noun in low for noun in _STUDY_NOUNS) else None
    if not found:
        return None
    for k, term in enumerate(tagged.term):
        if term is not None and term.kind == "claimant" and found.end() - 5 <= tagged.a[k] <= found.end() + 5:
            return Named(term.canonical, tagged.text[tagged.a[k] : tagged.z[k]], term.polity)
    return None
