"""The noun a number counts, to its right: "12 Russian soldiers", "two of the drones", "12 Palestinians".

Patterns here and in the modules after it are regular expressions over the unit letters of :mod:`tollbook.tagging`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from tollbook.figures import Figure
from tollbook.tagging import Tagged, looks_like_people

MUNITIONS = frozenset(("drones", "missiles", "rockets", "bombs", "shells"))
CRAFT = frozenset(("aircraft", "helicopters", "ships", "submarines"))
PLACES = frozenset(("settlements", "regions"))
STRUCTURES = frozenset(("buildings", "homes", "sites", "depots"))
OF_PEOPLE = frozenset("killed wounded casualties missing killed_or_missing displaced captured exchanged".split())
"""Measures that happen to people, so that a number of them needs no noun."""

_OF_TIME_OR_SPACE = frozenset(("duration", "distance", "area", "money", "time"))
_OUTCOME_WORDS = frozenset("dead missing injured wounded killed".split())
_MINORS = frozenset(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen".split()
)
_MODS = (
    r"(?:o[dpAGOkxCNs]{0,2})?(?:[UTP]s|[adAGOkxCesq\"\-&](?![bhM])|[AxJ],(?=[AxJC]{1,2}[PDT&])|[KJ](?=[xACe]{0,2}[PDT])"
    r"|[gR](?=[PDT])|m(?=[PDT])|[UTPx]-[xKJg](?=[xAC]{0,2}[PDT])){0,6}?"
)
_NOUN_RIGHT = re.compile(rf"({_MODS})([PDTU]+)(?!s|-[xKJg][xAC]{{0,2}}[PDT])")
_OF_MORE = re.compile(rf"(?:xo|o)[dq]{{0,2}}(?:[TPUCGAkx]s)?N{_MODS}([PT]+)")
_OF_THEM = re.compile(r"o[dp]?(?:[bhMKI,.;)]|$)|o[dp]")
_SUFFERS = re.compile(r"(?:[bh][bnxq]{0,2})?([KIJc])")
_VERB_LEFT = re.compile(r"([KVg])[qdex]{0,2}$")
_OF_A_FORCE = re.compile(r"(?:\([CxO]{1,2}\))?P")
_AGED = re.compile(r"a+(?![PTDU])")
_DEMONYM = re.compile(r"(?:o?d?)([KJ]?)[xeC]?([AO])(?![AGOPDTUC\-s]|x(?![bhKI]))")


@dataclass(slots=True)
class Reading:
    """What one number of a sentence counts; ``n`` is its unit, ``head`` its noun's, ``pred`` its predicate's."""

    n: int
    fig: Figure
    head: int = -1
    stop: int = 0
    unit: str = ""
    measure: str = ""
    raw: str = ""
    population: str = ""
    pred: int = -1
    active: bool = False
    parent: Reading | None = None
    elided: bool = False
    change: bool = False
    mods: tuple[int, ...] = ()
    rules: list[str] = field(default_factory=list)

    def take_outcome(self, measure: str, pred: int, rule: str) -> bool:
        """Note what happened, the unit that says so, and the rule that read it; always True."""
        self.measure, self.pred = measure, pred
        self.rules.append(rule)
        return True

    def take_head(self, head: int, stop: int, unit: str, population: str) -> bool:
        """Note the noun, where it ends, what it counts and whom; always True."""
        self.head, self.stop, self.unit, self.population = head, stop, unit, population
        return True


def find_head(tagged: Tagged, reading: Reading) -> None:
    """Find the noun of ``reading``, with its unit, population and modifiers; mark it elided where there is none."""
    for find in (_bodies, _noun_right, _someone_aged, _demonym, _unknown_plural, _noun_of_more):
        if find(tagged, reading):
            return
    them = _OF_THEM.match(tagged.s, reading.n + 1)
    reading.stop = reading.n + 1 + (2 if them and tagged.s[reading.n + 2 : reading.n + 3] in ("d", "p") else 0)
    reading.elided = True


def _bodies(tagged: Tagged, reading: Reading) -> bool:
    """As in "12 bodies of soldiers were handed over": the dead, or their return where something is exchanged."""
    k = reading.n + 1
    if tagged.s[k : k + 1] != "L" or tagged.term_at(k).measure != "bodies":
        return False
    verb = _VERB_LEFT.search(tagged.s, max(0, reading.n - 4), reading.n)
    given = verb is not None and tagged.term_at(verb.start(1)).measure == "exchanged"
    reading.measure = "returned_bodies" if given or speaks_of_exchange(tagged) else "killed"
    reading.pred, reading.active = verb.start(1) if verb and given else k, given
    return reading.take_head(k, k + 1, "persons", "unknown")


def _held_or_freed(tagged: Tagged, n: int, k: int) -> str:
    """Measure of the participle at ``k``; who frees "180 imprisoned men" lets them go."""
    measure = tagged.term_at(k).measure
    verb = _VERB_LEFT.search(tagged.s, max(0, n - 4), n) if measure == "captured" else None
    freed = verb is not None and tagged.term_at(verb.start(1)).measure == "exchanged"
    return "exchanged" if freed else measure


def speaks_of_exchange(tagged: Tagged, start: int = 0) -> bool:
    """Does the sentence, from unit ``start`` on, speak of an exchange?"""
    return any(term is not None and term.measure == "exchanged" for term in tagged.term[start:])


def _noun_right(tagged: Tagged, reading: Reading) -> bool:
    s, n = tagged.s, reading.n
    found = _NOUN_RIGHT.match(s, n + 1)
    if not found:
        return False
    first, last = found.start(2), found.end(2) - 1
    stop = found.end(2)
    dash = next((k for k in range(n + 2, last) if s[k] == "-" and tagged.text[tagged.a[k] - 1] == " "), 0)
    if dash and s[dash - 1] in "PTU":
        first, last, stop = dash - 1, dash - 1, dash
    if s[first] == "U" and tagged.term_at(first).kind in _OF_TIME_OR_SPACE and last > first:
        return reading.take_head(first, first + 1, "", "")
    if last > first and tagged.low[last] in _OUTCOME_WORDS:
        reading.pred, reading.measure = last, tagged.term_at(last).measure
        last = next((k for k in range(last - 1, first - 1, -1) if s[k] in "PT"), last)
    if s[last] == "U" and (members := _OF_A_FORCE.match(s, stop)):
        last, stop = members.end() - 1, members.end()
    term = tagged.term_at(last)
    reading.mods = tuple(range(n + 1, last))
    reading.take_head(last, stop, term.unit, term.population)
    for k in reading.mods:
        modifier = tagged.term[k]
        if modifier and modifier.cls == "P" and modifier.population:
            reading.population = modifier.population
        if s[k] in "KJ" and not reading.measure:
            reading.take_outcome(_held_or_freed(tagged, n, k), k, "participle-before-noun")
    return True


def _someone_aged(tagged: Tagged, reading: Reading) -> bool:
    """As in "two 12-year-olds", "a 41-year-old"."""
    found = _AGED.match(tagged.s, reading.n + 1)
    if not found:
        return False
    years = re.search(r"\d+", tagged.text[tagged.a[reading.n + 1] : tagged.z[found.end() - 1]])
    young = tagged.low[reading.n + 1] in _MINORS or (years is not None and int(years[0]) < 18)
    return reading.take_head(found.end() - 1, found.end(), "persons", "children" if young else "civilian")


def _demonym(tagged: Tagged, reading: Reading) -> bool:
    """As in "12 Palestinians", "three Hezbollah"."""
    found = _DEMONYM.match(tagged.s, reading.n + 1)
    if not found:
        return False
    k = found.start(2)
    reading.mods = (k,)
    if found[1]:
        k = found.start(1)
        reading.take_outcome(_held_or_freed(tagged, reading.n, k), k, "participle-before-noun")
    return reading.take_head(
        k, k + 1, "persons", "military" if tagged.s[k] == "O" and "ethnic" not in tagged.low[k] else "unknown"
    )


def _unknown_plural(tagged: Tagged, reading: Reading) -> bool:
    """As in "12 beekeepers": a word the lexicon lacks, that names people by its ending."""
    k = reading.n + 1
    if tagged.s[k : k + 1] not in ("x", "C") or not tagged.low[k].endswith("s"):
        return False
    if not looks_like_people(tagged.low[k]) and not _suffers_as_people_do(tagged, k + 1):
        return False
    return reading.take_head(k, k + 1, "persons", "unknown")


def _suffers_as_people_do(tagged: Tagged, k: int) -> bool:
    """As in "12 midwives were among the dead", "two oxherds were wounded"."""
    found = _SUFFERS.match(tagged.s, k)
    if not found:
        return False
    term = tagged.term_at(found.start(1)) if tagged.s[found.start(1)] != "c" else None
    return term.measure in ("killed", "wounded") if term else tagged.low[found.start(1)].startswith("among the")


def _noun_of_more(tagged: Tagged, reading: Reading) -> bool:
    """As in "three out of 12 drones": the noun stands after the larger number."""
    found = _OF_MORE.match(tagged.s, reading.n + 1)
    if not found:
        return False
    term = tagged.term_at(found.end(1) - 1)
    return reading.take_head(found.end(1) - 1, found.end(1), term.unit, term.population)
