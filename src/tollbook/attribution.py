"""Who asserts what a sentence says: cues with direction and scope, after the ConText model (Harkema et al. 2009).

A cue is a reporting verb with its subject, or a phrase such as "according to". It reaches forward to the end of its
sentence, or over all of it when it stands at the end; a noun or pronoun that points back ("the report said") carries
the last claimant on; a plain new sentence is nobody's.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from tollbook.lexicon import Lexicon
from tollbook.tagging import Tagged

_SUBJECT = re.compile(r'[dAGOkxCPUTNsoi"\-eqZD&p.fL]+$')
_ENDS = re.compile(r'^[im]?[dimtwoxCAGk\-&qOUT"N]*(?:[.,;:"]|$)')
_MEDIA = frozenset("Reuters AP AFP CNN BBC TASS Interfax Xinhua Meduza Mediazona Military.com SANA WANA Anadolu Ukrinform".split()) | {
    "The New York Times", "The Guardian", "Al Jazeera", "Wall Street Journal", "Washington Post", "Kyiv Independent", "media", "state media", "state television"}  # fmt: skip
_POINTING = re.compile(r"^(?:the|this|that|its|these|those|it|he|she|they|his|her|their|a|another)\b", re.I)
_STRIP = re.compile(r"^(?:the|a|an|but|and|while|however|meanwhile|earlier|later|also|in|on|as|when|after|that|separately|local time|though|although|where|because|meantime|yet|still|then)\s+|[,:;\"“”]+$", re.I)
_TITLE = frozenset("president minister prime governor mayor spokesman spokeswoman spokesperson general colonel major lieutenant captain chief "
                   "commander secretary director professor dr mr mrs ms sir analyst defence defense foreign health interior deputy regional "
                   "military army police senior former official leader head king judge ambassador envoy brigadier admiral lt gen col maj "
                   "capt sgt us uk u.s kremlin rear brig state local district provincial representative senator historian expert author "
                   "researcher doctor journalist reporter chairman vice acting supreme secretary-general nato un eu chancellor premier "
                   "emergency civil service services information press bureau city region department department’s bishop father".split())  # fmt: skip
_SPOKES = re.compile(r"\bspokes(?:man|woman|person)\b|\bspox\b", re.I)
_NOT_SPEAKERS = frozenset("attack attacks strike strikes war fighting clashes incident operation video photos images footage raid violence "
                          "conflict people residents explosion blast missile missiles drones drone shelling casualties losses deaths "
                          "victims number toll soldiers year month week day".split())  # fmt: skip


@dataclass(frozen=True, slots=True)
class Attribution:
    """One claimant with its reach over a sentence (units ``start`` to ``stop``), the relay, how it is put, and the cue."""

    claimant: str
    surface: str
    start: int
    stop: int
    via: str = ""
    modality: str = ""
    cue: str = ""
    polity: str = ""


def find_attributions(tagged: Tagged, lexicon: Lexicon, last: Attribution | None) -> list[Attribution]:
    """Read who speaks in a sentence.

    Parameters
    ----------
    tagged : Tagged
        The sentence.
    lexicon : Lexicon
        Offices and canonical names.
    last : Attribution, optional
        The last claimant named before, for "the report said" and "he added".

    Returns
    -------
    list of Attribution
        In order of their cues; empty when nobody is named.
    """
    found: list[Attribution] = []
    for k, letter in enumerate(tagged.s):
        if letter == "Q":
            made = _from_phrase(tagged, k, lexicon, last)
        elif letter == "R":
            made = _from_verb(tagged, k, lexicon, last)
        else:
            continue
        if made is not None:
            found.append(made)
    return _relays(found)


def _relays(found: list[Attribution]) -> list[Attribution]:
    """"According to Military.com, the General Staff announced": the medium relays the office."""
    out = []
    for item in found:
        others = [o for o in found if o is not item and o.claimant != item.claimant]
        if item.claimant in _MEDIA and others and item.start <= others[0].start:
            continue
        relay = next((o for o in others if o.claimant in _MEDIA), None)
        out.append(Attribution(item.claimant, item.surface, item.start, item.stop, relay.claimant, item.modality, item.cue, item.polity)
                   if relay and not item.via else item)  # fmt: skip
    return out


def _from_phrase(tagged: Tagged, k: int, lexicon: Lexicon, last: Attribution | None) -> Attribution | None:
    """"according to X", "citing X", "figures from X": X asserts the whole sentence."""
    stop = k + 1
    while stop < len(tagged) and tagged.s[stop] not in ",;:()RVWbhM" and not (tagged.s[stop] in ".\"" and tagged.low[stop] != ".") and not (
            tagged.s[stop] == "." and stop + 1 == len(tagged)):  # fmt: skip
        if tagged.s[stop] in "iKgmwN" and stop > k + 1:
            break
        stop += 1
    name, surface, polity = name_claimant(tagged, k + 1, stop, lexicon, last)
    if not name:
        return None
    term = tagged.term[k]
    return Attribution(name, surface, 0, len(tagged), "", term.measure if term else "", f"{tagged.low[k]} →", polity)


def _from_verb(tagged: Tagged, k: int, lexicon: Lexicon, last: Attribution | None) -> Attribution | None:
    s = tagged.s
    term = tagged.term[k]
    assert term is not None
    helper = re.search(r"([bhM])[nxe]{0,2}$", s[max(0, k - 3):k])
    if helper and helper[1] == "b" and not tagged.low[k].endswith("ing"):
        return None
    inverted = _inverted(tagged, k)
    if inverted:
        start, stop, scope_start, scope_stop = inverted
    else:
        stop = k - len(helper[0]) if helper else k
        if stop and tagged.low[stop - 1] in ("also", "later", "earlier", "previously", "last", "n't", "not", "on"):
            stop -= 1
        start = _subject_start(tagged, stop)
        if start >= stop:
            return None
        scope_start, scope_stop = _scope(tagged, start, k)
    name, surface, polity = name_claimant(tagged, start, stop, lexicon, last)
    if not name:
        return None
    denies = term.measure == "denied" or (helper is not None and "n" in helper[0])
    return Attribution(name, surface, scope_start, scope_stop, "", "denied" if denies else term.measure,
                       f"← {tagged.low[k]} →" if scope_start < k else f"{tagged.low[k]} →", polity)  # fmt: skip


def _inverted(tagged: Tagged, k: int) -> tuple[int, int, int, int] | None:
    """"…, said X": the subject follows the verb at the end of the sentence."""
    s = tagged.s
    if k == 0 or s[k - 1] not in ',"' or k + 1 >= len(s) or s[k + 1] not in "dAGOkCxUP":
        return None
    if tagged.low[k].endswith("ing") or tagged.low[k + 1] in ("that", "there"):
        return None
    stop = k + 1
    while stop < len(s) and s[stop] in 'dAGOkCxUPs-&oq.' and not (s[stop] == "." and stop + 1 == len(s)):
        stop += 1
    return (k + 1, stop, 0, len(s)) if stop > k + 1 else None


def _subject_start(tagged: Tagged, stop: int) -> int:
    """First unit of the noun phrase that ends before ``stop``; steps over one apposition ("X, the mayor, said")."""
    s = tagged.s
    found = _SUBJECT.search(s, max(0, stop - 24), stop)
    start = found.start() if found else stop
    if start == stop and stop and s[stop - 1] == ",":
        inner = _SUBJECT.search(s, max(0, stop - 25), stop - 1)
        if inner and inner.start() and s[inner.start() - 1] == ",":
            outer = _SUBJECT.search(s, max(0, inner.start() - 14), inner.start() - 1)
            if outer:
                return outer.start()
        return inner.start() if inner else start
    if start and s[start - 1] == "," and re.match(r"C{1,3}$", s[start:stop]) and (
            before := re.search(r"(?:^|[,\"W;])([dAGOkxCUs]{1,8}),$", s[:start])):  # fmt: skip
        return before.start(1)
    return start


def _scope(tagged: Tagged, start: int, k: int) -> tuple[int, int]:
    """Forward from the subject to the end; over all of the sentence when the verb closes it."""
    s = tagged.s
    if start and s[start - 1] in ',"' and _ENDS.match(s[k + 1:]) and not re.match(r"[:]", s[k + 1:k + 2]):
        return 0, len(s)
    if start and s[start - 1] in ',"' and not re.search(r"[NR]", s[:start]):
        return 0, len(s)
    if k + 2 >= len(s) or (s[k + 1] in "im" and not re.search(r"[W:]|x?N", s[k + 1:])):
        return 0, len(s)
    return start, len(s)


def name_claimant(tagged: Tagged, start: int, stop: int, lexicon: Lexicon, last: Attribution | None) -> tuple[str, str, str]:
    """Canonical name, words and polity of the noun phrase at units ``start`` to ``stop``.

    Returns
    -------
    tuple of str
        ("", "", "") when the phrase names nobody who could assert a number. Unknown names are kept as written; a
        phrase that only points back ("the report", "he") takes the name of ``last``.
    """
    if stop <= start:
        return "", "", ""
    start = _trim_start(tagged, start, stop)
    if stop <= start:
        return "", "", ""
    surface = tagged.text[tagged.a[start]:tagged.z[stop - 1]]
    words = surface
    while (cut := _STRIP.sub("", words)) != words:
        words = cut
    low = words.lower().replace("’", "'")
    polities = [t.polity for k in range(start, stop) if (t := tagged.term[k]) and tagged.s[k] in "AGk" and t.polity]
    known = [(k, t) for k in range(start, stop) if (t := tagged.term[k]) is not None and t.kind in ("claimant", "group")]
    if not words or low in ("that", "which", "who", "there", "what", "some", "many", "i", "we", "you", "one", "people"):
        return (last.claimant, surface, last.polity) if last and low in ("i", "we") else ("", "", "")
    person = _person(tagged, start, stop)
    office = _office(low, lexicon)
    if low.split()[-1] in _NOT_SPEAKERS and not person:
        return "", "", ""
    if _POINTING.match(surface) and not known and not person and not polities:
        carried = _carry(low, last, lexicon)
        if carried:
            return carried[0], surface, carried[1]
    return _compose(words, low, known, person, office, polities, surface, last, lexicon)


def _compose(words: str, low: str, known: list, person: str, office: str, polities: list[str], surface: str,  # type: ignore[type-arg]
             last: Attribution | None, lexicon: Lexicon) -> tuple[str, str, str]:
    polity = polities[-1] if polities else next((t.polity for _, t in known if t.polity), "")
    if known and not (known[0][1].canonical in ("General Staff", "Air Force") and polities):
        name = known[0][1].canonical if known[0][1].kind == "claimant" else known[0][1].polity
        if name in ("General Staff", "Air Force"):
            return words, surface, polity
        if person and person.lower() not in name.lower() and name.lower() not in person.lower():
            return (f"{person}, {name}" if _SPOKES.search(words) else person), surface, polity
        if known[0][1].kind == "group" and office and office not in ("military",):
            return words, surface, polity
        return name, surface, polity
    if person:
        body = f"{_adjective(polities, surface)}{office}".strip()
        return (f"{person}, {body}" if _SPOKES.search(words) and office else person), surface, polity
    if office and polities:
        return f"{_adjective(polities, surface)}{office}", surface, polity
    if polities and (len(low.split()) <= 2 and low.removesuffix("'s") in lexicon.phrases or len(low.split()) == 1):
        return polities[0], surface, polity
    if re.fullmatch(r"(?:it|he|she|they)", low):
        return (last.claimant, surface, last.polity) if last else ("", "", "")
    if not re.search(r"[A-Z]", words[1:] + words[:1]) and not office and not (set(low.split()) & lexicon.back_nouns):
        return ("", "", "") if not re.search(r"(?:ers|ors|ists|men|ials|ians|ities|ses|nts|ics)$", low) else (words, surface, polity)
    return words, surface, polity


def _adjective(polities: list[str], surface: str) -> str:
    names = {"Russia": "Russian", "Ukraine": "Ukrainian", "United Kingdom": "UK", "United States": "US", "Israel": "Israeli", "Palestine": "Palestinian"}
    return (names.get(polities[0], polities[0]) + " ") if polities else ""


def _trim_start(tagged: Tagged, start: int, stop: int) -> int:
    """Cut what is not the noun phrase: leading prepositional phrases and marks."""
    for k in range(stop - 1, start - 1, -1):
        if tagged.s[k] in '"' and k < stop - 1:
            return k + 1
    while start < stop and tagged.s[start] in '"-.&ix,f' and tagged.words[start].islower() | (tagged.s[start] in '"-.,&'):
        start += 1
    return start


def _person(tagged: Tagged, start: int, stop: int) -> str:
    """Last run of two or more capitalised words that are no office or place: a personal name."""
    run: list[str] = []
    best = ""
    for k in range(start, stop):
        word = tagged.words[k]
        name_like = tagged.s[k] in "CxP" and word[:1].isupper() and tagged.low[k] not in _TITLE and len(word) > 1
        if name_like or (run and word in ("al", "bin", "de", "van", "von", "el", "ibn", "der", "Al")) or (run and tagged.s[k] == "-"):
            run.append(tagged.text[tagged.a[k]:tagged.z[k]])
        else:
            if len([w for w in run if w[:1].isupper()]) >= 2:
                best = " ".join(run)
            run = []
    if len([w for w in run if w[:1].isupper()]) >= 2:
        best = " ".join(run)
    best = re.sub(r" ?- ?", "-", best)
    return "" if re.search(r"\b(?:Ministry|Office|Institute|Centre|Center|University|Agency|Council|Service|Command|Group|Foundation|Organi[sz]ation|Society|Commission|Committee|Association|News|Times|Post|Fund|Programme|Program|Project|Crescent|Watch|Observatory|Network|Army|Force|Forces|Corps|Department|Union|Bank|Authority|Defence|Defense|Staff|Front|Movement|Party|Brigades?)\b", best) else best


def _office(low: str, lexicon: Lexicon) -> str:
    best = max((term for term in lexicon.offices if re.search(rf"\b{re.escape(term)}\b", low)), key=len, default="")
    return lexicon.offices[best] if best else ""


def _carry(low: str, last: Attribution | None, lexicon: Lexicon) -> tuple[str, str] | None:
    """"The report", "the ministry", "it", "they": the last claimant, where the noun fits it."""
    if last is None:
        return None
    noun = re.sub(r"^(?:the|this|that|its|these|those)\s+", "", low)
    if noun in ("it", "he", "she", "they"):
        return last.claimant, last.polity
    if noun in lexicon.back_nouns:
        institution = noun in ("ministry", "army", "military", "police", "council", "government", "command")
        if institution and noun not in last.claimant.lower() and noun not in last.surface.lower():
            return None
        return last.claimant, last.polity
    return None
