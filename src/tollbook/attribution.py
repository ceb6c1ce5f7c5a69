"""Who asserts what a sentence says: cues with direction and scope, after the ConText model (Harkema et al. 2009).

A cue is a reporting verb with its subject, a phrase such as "according to", or a label ("UN: …"). It reaches forward
to the end of its sentence, or over all of it when it stands at the end; a noun or pronoun that points back ("the
report said") carries the last claimant on; a plain new sentence is nobody's.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from tollbook.claimants import SPEAKING, Named, Speakers, name_claimant
from tollbook.lexicon import Lexicon
from tollbook.tagging import Tagged

_NP = re.compile(r'[dAGOkxCPUTNso"\-e&p./f]+(?:[io][dAGOkxCPUTs\-]{1,6})?$')
_AFTER_LOWER = re.compile(r"x(d[CAOGk][xCAGOkPU]{0,4})$")
_RELATIVE = re.compile(r"([dAGOkxCPUs]+)W[^,;RW]{1,12}$")
AUXILIARY = re.compile(r"(?:[hM](?:[nxeqm]|im){0,3}|[mq]|im)$")
_TAIL = re.compile(r'[timyf]?[dimtwoxeCAGk\-&qOUT"Npy]*(?:[.,;:"]|$)')
MEDIA = frozenset(
    "Reuters AP AFP CNN BBC TASS Interfax Xinhua Meduza Military.com SANA WANA Anadolu Ukrinform".split()
) | {
    "The New York Times",
    "The Guardian",
    "Al Jazeera",
    "Wall Street Journal",
    "Washington Post",
    "Kyiv Independent",
    "state media",
    "state television",
    "local media",
    "media",
    "state TV",
    "state news agency",
}
_AFTERWARDS = frozenset(
    "acknowledged added adds admitted announced announces asserted asserts believe believes claim claimed claims "
    "confirmed confirms declared estimate estimated estimates explained insisted insists noted notes recall "
    "recalled recalls reckon reckons report reported reports revealed said say says split stated states stressed "
    "warn warned warns writes wrote".split()
)
_TOLD_OF = ("alleged", "believed", "said", "thought", "reported", "claimed")
_ADVERB = re.compile(r"\W*(?:[A-Za-z]+ly|meanwhile|later|earlier|however|elsewhere|also|today|yesterday)", re.I)
_TAKES_A_THING = frozenset("confirmed confirms denied denies announced announces responded rejected rejects".split())
_NEXT_CLAUSE = re.compile(r"[,;]|&(?![dqe]{0,2}N)")
_SHOWS = ("show", "shows", "showed", "shown", "showing")
_FOOTAGE = re.compile(r"\b(?:videos?|footage|clips?|photo(?:graph)?s?|images?|pictures?)\b", re.I)
_CONJUNCTIONS = ("after", "before", "while", "when", "despite", "without", "by", "in")
_QUOTED = re.compile(r"\bquoted(?: [\w ]{2,40})? as $")
_AS_SAYING = re.compile(r"(?: [\w ,’'-]{2,50})? as (?:saying|telling)\b")
_TAKES_LIVES = re.compile(r"[^.;]{0,40}?\b(?:lives|life)\b")
_ASSERTIONS = frozenset("claim claims report reports estimate estimates statement statements figures".split())
_NO_SPEAKERS = frozenset(
    "live update updates breaking watch video videos exclusive analysis explainer factbox photos opinion victims "
    "losses casualties killed dead wounded injured location date".split()
)
_COUNTING = frozenset(
    "count reckoning tally estimate telling account figures numbers calculation estimates calculations "
    "assessment".split()
)


@dataclass(frozen=True, slots=True)
class Attribution:
    """One claimant with its reach (units ``start`` to ``stop``), its words (``a`` to ``z``), the relay and the cue."""

    claimant: str
    surface: str
    start: int
    stop: int
    via: str = ""
    modality: str = ""
    cue: str = ""
    polity: str = ""
    a: int = -1
    z: int = -1


def find_attributions(
    tagged: Tagged, lexicon: Lexicon, speakers: Speakers, headline: bool = False
) -> list[Attribution]:
    """Read who speaks in a sentence.

    Parameters
    ----------
    tagged : Tagged
        The sentence.
    lexicon : Lexicon
        Offices and canonical names.
    speakers : Speakers
        Who spoke before, for "the report said" and "he added".
    headline : bool
        Headlines inherit nothing, and may name the speaker after a colon or dash ("…: UN").

    Returns
    -------
    list of Attribution
        In order of their cues; empty when nobody is named.
    """
    found: list[Attribution] = []
    for k, letter in enumerate(tagged.s):
        goes_on = found and letter == "R" and tagged.low[k].endswith("ing") and tagged.s[k - 1] in ",&"
        if letter in "QR:-yU" and not goes_on and (made := _read_cue(tagged, k, lexicon, speakers, headline)):
            found.append(made)
    return _relays(found)


def _read_cue(tagged: Tagged, k: int, lexicon: Lexicon, speakers: Speakers, headline: bool) -> Attribution | None:
    letter = tagged.s[k]
    if letter == "Q":
        return _from_phrase(tagged, k, lexicon, speakers)
    if letter == "R":
        return _from_verb(tagged, k, lexicon, speakers)
    if letter == "y":
        return _from_reckoning(tagged, k, lexicon, speakers)
    if letter == "U":
        return _from_noun(tagged, k, lexicon, speakers)
    return _from_label(tagged, k, lexicon, headline)


def _relays(found: list[Attribution]) -> list[Attribution]:
    """As in "According to Military.com, the General Staff announced": the medium relays the office."""
    media = [item for item in found if item.claimant in MEDIA]
    others = [item for item in found if item.claimant not in MEDIA]
    if not media or not others:
        return found
    return [
        replace(item, via=media[0].claimant) for item in others if item.start <= media[0].start or media[0].start == 0
    ] + [item for item in others if item.start > media[0].start > 0]


def _made(named: Named | None, start: int, stop: int, modality: str, cue: str, a: int, z: int) -> Attribution | None:
    return Attribution(named.name, named.surface, start, stop, "", modality, cue, named.polity, a, z) if named else None


def _from_phrase(tagged: Tagged, k: int, lexicon: Lexicon, speakers: Speakers) -> Attribution | None:
    """As in "according to X", "citing X", "figures from X": X asserts the whole sentence."""
    s, stop = tagged.s, k + 1
    while (
        stop < len(s)
        and s[stop] not in ',;:()RVWbhM"'
        and not (s[stop] == "." and (stop + 1 == len(s) or tagged.low[stop] != "."))
    ):
        if stop > k + 1 and s[stop] in "KgmwNI":
            break
        if stop > k + 1 and s[stop] == "&" and re.match(r"&[dx]{0,2}N|&[gK]", s[stop : stop + 4]):
            break
        stop += 1
    term = tagged.term[k]
    if tagged.low[k].startswith("claimed by") and s[k - 1 : k] in ("b", "x"):
        return None
    if k and re.search(
        r"\b(?:photo(?:graph)?s?|videos?|footage|images?|pictures)\s*$", tagged.text[: tagged.a[k]], re.I
    ):
        return None
    start = 0 if k == 0 or not (semi := s.rfind(";", 0, k)) > 0 else semi
    return _made(
        name_claimant(tagged, k + 1, stop, lexicon, speakers),
        start,
        len(s),
        term.measure if term else "",
        f"{tagged.low[k]}→",
        k,
        stop,
    )


def _from_reckoning(tagged: Tagged, k: int, lexicon: Lexicon, speakers: Speakers) -> Attribution | None:
    """As in "by the Pentagon's count", "in the priest's reckoning"."""
    found = re.compile(r"y([dAGOkxCPT]{1,5}s|d[AGOkxCPT]{1,4}s?)[x]?([xURZ])").match(tagged.s, k)
    if not found or tagged.low[found.start(2)] not in _COUNTING:
        return None
    stop = found.end(1) - (tagged.s[found.end(1) - 1] == "s")
    return _made(
        name_claimant(tagged, k + 1, stop, lexicon, speakers), 0, len(tagged), "", "by … count", k, found.end()
    )


def _from_noun(tagged: Tagged, k: int, lexicon: Lexicon, speakers: Speakers) -> Attribution | None:
    """As in "denied Russian claims that 12 had died": the owner of the claim asserts what it holds."""
    owner = re.search(r"[dx]?([AGO])s?x?$", tagged.s[:k])
    if owner is None or tagged.s[k + 1 : k + 2] != "W" or tagged.low[k] not in _ASSERTIONS:
        return None
    a = owner.start(1)
    named = name_claimant(tagged, a, a + 1, lexicon, speakers)
    return _made(named, k + 1, len(tagged), "", f"{tagged.low[k]} that→", a, a + 1)


def _from_label(tagged: Tagged, k: int, lexicon: Lexicon, headline: bool) -> Attribution | None:
    """As in "UN: 2,000 bodies collected", "132 villagers slain: government"."""
    s = tagged.s
    nobody = Speakers()
    if s[k] == ":" and re.fullmatch(r'["\-.x]{0,2}[dAGOkxCPUs]{1,7}', s[:k]) and k + 2 < len(s):
        named = name_claimant(tagged, 0, k, lexicon, nobody)
        speaker = named and (
            tagged.s[0] == "O"
            or (tagged.s[0] == "A" and tagged.low[k - 1] in SPEAKING)
            or (headline and not set(s[:k]) & set("Gk") and tagged.low[0] not in _NO_SPEAKERS)
            or any(t and t.kind == "claimant" for t in tagged.term[:k])
        )
        return _made(named, 0, len(s), "", "label:", 0, k) if speaker else None
    if (
        headline
        and s[k] in ":-"
        and 0 < len(s) - k - 1 <= 5
        and re.fullmatch(r"[dAGOkxCPU]{1,5}\.?", s[k + 1 :])
        and " " in tagged.text[tagged.a[k] : tagged.a[k + 1]]
    ):
        end = len(s) - (s[-1] == ".")
        return _made(name_claimant(tagged, k + 1, end, lexicon, nobody), 0, len(s), "", ":label", k, end)
    return None


def _from_verb(tagged: Tagged, k: int, lexicon: Lexicon, speakers: Speakers) -> Attribution | None:
    s = tagged.s
    term = tagged.term[k]
    assert term is not None
    passive = re.search(r"b[nxeqm]{0,2}$", s[max(0, k - 3) : k])
    if tagged.low[k] == "quoted" and (quoted := _quoted_span(tagged, k, len(passive[0]) if passive else 0)):
        a, z, start, cue = quoted
        return _made(name_claimant(tagged, a, z, lexicon, speakers), start, len(s), "", cue, a, z)
    if (passive and not tagged.low[k].endswith("ing")) or _asserts_nothing(tagged, k):
        return None
    if (inverted := _inverted(tagged, k)) is not None:
        a, z, start, stop = inverted
    else:
        aux = AUXILIARY.search(s, max(0, k - 4), k)
        z = aux.start() if aux else k
        joined = tagged.low[k].endswith("ing") and tagged.low[k - 1] in _CONJUNCTIONS
        a, z = (z, z) if joined else find_subject(tagged, z)
        if a >= z and tagged.low[k].endswith("ing"):
            a, z = (0, len(s) - len(s.lstrip("dAGOkC"))) if joined else _opening_subject(s)
        if a >= z or (
            a > 1 and tagged.low[a - 1] == "that" and s[a - 2] in "xUTDP" and re.match(r"[,.]|$", s[k + 1 :])
        ):
            return None
        start, stop = _scope(tagged, a, k)
    denies = term.measure == "denied" or bool(re.search(r"[bhM]n", s[max(0, k - 3) : k]))
    modality = "denied" if denies else term.measure
    return _made(
        name_claimant(tagged, a, z, lexicon, speakers),
        start,
        stop,
        modality,
        f"{tagged.low[k]}→" if start >= a else f"←{tagged.low[k]}",
        a,
        z,
    )


def _asserts_nothing(tagged: Tagged, k: int) -> bool:
    """As in "claimed responsibility", "talks continued", "men alleged to have …", "strikes claimed 12 lives"."""
    s, low = tagged.s, tagged.low[k]
    if tagged.low[k + 1 : k + 2] in (["responsibility"], ["credit"], ["victory"]):
        return True
    if low == "continued" and (k == 0 or s[k - 1] not in ',"'):
        return True
    if low in _TOLD_OF and s[k + 1 : k + 3] in ("th", "tb"):
        return True
    if low in ("saying", "telling") and _QUOTED.search(tagged.text[: tagged.a[k]]):
        return True
    if low in _SHOWS and _FOOTAGE.search(tagged.text[tagged.a[0] : tagged.a[k]]):
        return True
    return low.startswith("claim") and _TAKES_LIVES.match(tagged.text, tagged.z[k]) is not None


def _quoted_span(tagged: Tagged, k: int, passive: int) -> tuple[int, int, int, str] | None:
    """Who is quoted as saying something (units ``a`` to ``z``), from where it reaches, and the cue."""
    if passive:
        if not _AS_SAYING.match(tagged.text, tagged.z[k]):
            return None
        a, z = find_subject(tagged, k - passive)
        return a, z, tagged.s.rfind(";", 0, a) + 1 if _closes(tagged, k) else a, "quoted as saying"
    spoken = _quoted_object(tagged, k)
    return (*spoken, k, "quoted as") if spoken else None


def _quoted_object(tagged: Tagged, k: int) -> tuple[int, int] | None:
    """As in "the agency quoted medics as saying": who is quoted asserts."""
    for z in range(k + 2, min(len(tagged), k + 12)):
        if tagged.low[z] == "as" and z + 1 < len(tagged) and tagged.low[z + 1].endswith("ing"):
            return k + 1, z
    return None


def _closes(tagged: Tagged, k: int) -> bool:
    """Does "was quoted as saying (by …)" end the sentence?"""
    return re.match(r"[^,;“\"]{0,60}[.]?$", tagged.text[tagged.z[k] :]) is not None


def _inverted(tagged: Tagged, k: int) -> tuple[int, int, int, int] | None:
    """As in "…, said X": the subject follows the verb."""
    s = tagged.s
    closing = re.match(r"d?[OC]{1,3}\.", s[k + 1 :]) and tagged.low[k] in ("said", "says", "reported")
    if (
        k == 0
        or (s[k - 1] not in ',"' and not (closing and s[k - 1] in "GCT"))
        or k + 1 >= len(s)
        or s[k + 1] not in "dAGOkCxUP"
        or tagged.low[k].removeprefix("also ").removeprefix("has ").removeprefix("have ") not in _AFTERWARDS
    ):
        return None
    if tagged.low[k].endswith((" on", " of", " to", " at")) or tagged.low[k] in (
        "told",
        "tells",
        "told reporters",
        "told journalists",
    ):
        return None
    if tagged.low[k + 1] in ("that", "there", "it", "he", "she"):
        return None
    stop = k + 1
    while stop < len(s) and (s[stop] in "dAGOkCxUPs-&op" or (s[stop] == "." and stop + 1 < len(s))):
        stop += 1
    if stop < len(s) and s[stop] in "VKbhMTD" and stop > k + 1:
        return None
    if stop < len(s) and s[stop] == ",":
        name = re.compile(r",([dxAOGkoCsU]{1,9})[,.]").match(s, stop)
        if name and re.fullmatch(r"[xC]{2,3}", s[k + 1 : stop]) is None and re.search(r"C{2}", name[1]):
            stop = name.end(1)
    return (k + 1, stop, 0, len(s)) if stop > k + 1 else None


def find_subject(tagged: Tagged, stop: int) -> tuple[int, int]:
    """Units of the noun phrase before ``stop``; steps over an apposition or relative clause ("X, who …, said")."""
    s = tagged.s
    if stop and s[stop - 1] == ",":
        comma = max(s.rfind(",", 0, stop - 1), s.rfind("(", 0, stop - 1))
        if comma > 0 and stop - comma < 24:
            found = _NP.search(s, max(0, comma - 16), comma)
            if found:
                inner = s[comma + 1 : stop - 1]
                if _ADVERB.fullmatch(tagged.text[tagged.a[found.start()] : tagged.z[comma - 1]]):
                    return comma + 1, stop - 1
                words = tagged.text[tagged.a[comma + 1] : tagged.z[stop - 2]] if inner else ""
                if (
                    re.match(r"(?:[A-Z]\w+\.? )*[A-Z][\w’'-]+$", words)
                    and " " in words
                    and not re.search(r"C{2}|O|^x?C", s[found.start() : comma])
                ):
                    return found.start(), stop - 1
                return found.start(), comma
        found = _NP.search(s, max(0, stop - 14), stop - 1)
        return (found.start(), stop - 1) if found else (stop, stop)
    if stop > 2 and s[stop - 1] == ")" and (opened := s.rfind("(", 0, stop)) > 0:
        stop = opened
    if stop and s[stop - 1] == "W":
        stop -= 1 + (s[stop - 2 : stop - 1] == ",")
    found = _NP.search(s, max(0, stop - 18), stop)
    if not found and (relative := _RELATIVE.search(s, max(0, stop - 18), stop)):
        return relative.span(1)
    if not found:
        return stop, stop
    a = max(found.start(), s.rfind("/", 0, stop) + 1)
    unparted = _AFTER_LOWER.search(s, a, stop) if s[a] == "x" else None
    a = unparted.start(1) if unparted else a
    if a and s[a - 1] == "i" and a > 1:
        a = _over_place(s, a)
    if (
        a
        and s[a - 1] == ","
        and re.fullmatch(r"[xC]{1,4}", s[a:stop])
        and (title := re.search(r'(?:^|[,"W;.])([dAGOkxUPso]{2,9}),$', s[:a]))
    ):
        return title.start(1), stop
    return a, stop


def _opening_subject(s: str) -> tuple[int, int]:
    """As in ", stating that …": the subject that opens the sentence."""
    found = re.compile(r"(?:[im][^,]{0,8},)?([dAGOkxCPUs]{1,8})").match(s)
    return (found.start(1), found.end(1)) if found else (0, 0)


def _over_place(s: str, a: int) -> int:
    """As in "officials in Brussels said": the place belongs to the subject when a speaker stands before it."""
    found = re.search(r"[dAGOkxCPUs]{1,6}i$", s[:a])
    return found.start() if found and not (found.start() and s[found.start() - 1] in "KVgNI") else a


def _scope(tagged: Tagged, a: int, k: int) -> tuple[int, int]:
    """Forward from the subject to the end; back over its clause too when the verb closes it."""
    s = tagged.s
    has_object = s[k + 1 : k + 2] == "d" and not tagged.low[k].startswith(("told", "tells", "said", "says"))
    closes = not has_object and bool(
        _TAIL.fullmatch(s[k + 1 :]) or re.match(r"[,.;\"\-)]|[imC][dimxCGk]{0,4}[,.;\"]|$", s[k + 1 :])
    )
    if (has_object and tagged.low[k].split()[-1] in _TAKES_A_THING) or tagged.text.startswith(" of ", tagged.z[k]):
        clause = _NEXT_CLAUSE.search(s, k)
        return a, clause.start() if clause else len(s)
    return (s.rfind(";", 0, a) + 1 if closes else a), len(s)
