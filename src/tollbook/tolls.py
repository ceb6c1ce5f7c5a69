"""Numbers that a toll, a tally or a bulletin's label gives: "the death toll rose to 45", "tanks ‒ 11,352 (+8)"."""

from __future__ import annotations

import re

from tollbook.heads import OF_PEOPLE, Reading
from tollbook.predicates import AMONG, right_predicate
from tollbook.tagging import Tagged

_TOLL_LEFT = re.compile(
    r"([ZD])[\-:]?[^,;.NZDKVI]{0,14}$|(K)[^,;.NZDV]{0,3}i$|(L)(?:NU[oimdGAxCkO]{0,9}|[dAGOkxCPimU]{1,8})(?:[Vxb]?t)?$"
)
_LABEL_LEFT = re.compile(r"(?:^|[;.,(])[;\-\d.]*([^N;:]{0,16}?[PDTKJ][^N;:]{0,8}?)[\-:][xqd]{0,3}$")
_WERE = re.compile(r"(?:d([JKD])|(c))b[xdqe]{0,2}$")
_COUNTED_NOUN = re.compile(r"(?:^|[^N])o[dAxCe]{0,3}([TPKJ]+)[^N;.,]{0,12}?[bhxRitM][tixqm]{0,3}$")
_NUMBER_OF = re.compile(r"\b(?:number|tally|total|toll|count)\s+of\b", re.I)
_JOINED = re.compile(r"D(?:&|i[dxC]{0,2}[Gk]?\-)[qdxe]{0,2}$")
_POINTER = re.compile(r"\b(?:figure|number|total|tally|count|toll|estimate|sum)s?\b", re.I)
_PUT_AT = re.compile(r"R[qdx]{0,2}$|R.{0,16}&[imo]{1,3}q?$")
_AS_FIGURE = re.compile(r"\s+as\s+(?:the|its|an?)\s+(?:\w+\s+){0,2}(?:figure|number|total|toll|count)\b")
_COPULA = re.compile(
    r"\b(?:number(?:ed|s)?|total(?:led|ling|s)?|amount(?:ed|s|ing)? to|st(?:an|oo)ds? at|stood at|c[ao]me to|comes to"
    r"|reach(?:ed|es|ing)?|r[ai]n at|running at|put at|estimated at|at|hit|climbed to|rose to|risen to"
    r"|rises to)\s+(?:an? |the )?(?:\w+ )?$",
    re.I,
)
_LOSSES_LISTED = re.compile(r"[DL][^;KVI]{0,6}:[NTq.,()x]{0,30}$")
_PERSONNEL = frozenset(("personnel", "troops", "servicemen", "soldiers", "military personnel", "manpower"))


def points_back(tagged: Tagged, reading: Reading) -> bool:
    """Does the number restate what was counted before: "put the figure at 35", "bringing the total to 1,497"?"""
    left = tagged.text[max(0, tagged.a[reading.n] - 60) : tagged.a[reading.n]]
    after = tagged.s[reading.n + 1 : reading.n + 2]
    if _PUT_AT.search(tagged.s[max(0, reading.n - 22) : reading.n]) and after in (",", ".", ";", "", "&"):
        return tagged.low[reading.n] != "one"
    return bool(_POINTER.search(left.rsplit(";", 1)[-1])) and after in (",", ".", ";", "", "m", "W", "&", "i", "y")


def number_of(tagged: Tagged, reading: Reading) -> bool:
    """Read "the number of air strikes is 44", "the number of displaced people has passed 2 million"."""
    if reading.head >= 0 and tagged.s[reading.head] == "T":
        return False
    start = max(0, reading.n - 22)
    found = _COUNTED_NOUN.search(tagged.s[start : reading.n])
    if not found or not _NUMBER_OF.search(tagged.text[tagged.a[start] : tagged.a[reading.n]]):
        return False
    for k in range(start + found.end(1) - 1, start + found.start(1) - 1, -1):
        _take_counted_noun(tagged, reading, k)
        if reading.measure:
            reading.mods = tuple(range(start + found.start(), k))
            reading.rules.append("number-of")
            return True
    return False


_NUMBER_AFTER = re.compile(
    r"\s+(?:the|its|their|his)\s+(?:[\w-]+\s+){0,2}?(?:number|toll|tally|total|count|figure)\b", re.I
)


def number_after(tagged: Tagged, reading: Reading) -> bool:
    """Read "brought to 18 the number of soldiers killed", "raising to 45 the death toll"."""
    if reading.head >= 0 and "of" not in tagged.low[reading.n + 1 : reading.head]:
        return False
    if not _NUMBER_AFTER.match(tagged.text, tagged.z[reading.n]):
        return False
    for k in range(reading.n + 1, min(len(tagged), reading.n + 12)):
        if tagged.s[k] in ";N.":
            break
        if tagged.s[k] in "ZDKJIL" and tagged.term_at(k).measure in OF_PEOPLE:
            reading.unit, reading.elided, reading.mods = "persons", False, tuple(range(reading.n + 1, k))
            reading.population = _population_between(tagged, reading.n, k)
            return reading.take_outcome(tagged.term_at(k).measure, k, "number-after")
    return False


def _population_between(tagged: Tagged, n: int, k: int) -> str:
    people = [tagged.term_at(i).population for i in range(n, k + 1) if tagged.s[i] in "PD"]
    return next((population for population in people if population), "unknown")


def _take_counted_noun(tagged: Tagged, reading: Reading, k: int) -> None:
    """Take unit and measure from unit ``k`` of what "the number of" counts, where it says them."""
    term = tagged.term[k]
    if term is None:
        return
    if term.unit == "attacks":
        reading.unit, reading.measure, reading.head = "attacks", "launched", k
    elif term.cls in "KJ":
        reading.measure, reading.pred, reading.unit = term.measure, k, reading.unit or "persons"
    elif term.cls == "P":
        probe = Reading(reading.n, reading.fig, k, k + 1, "persons")
        if right_predicate(tagged, probe):
            reading.measure, reading.pred = probe.measure, probe.pred
            reading.unit, reading.population = "persons", term.population


def left_toll(tagged: Tagged, reading: Reading) -> bool:
    """Read "the death toll rose to 45", "casualties passed 1 million", "among the dead were two", "Killed: 5"."""
    head = tagged.term[reading.head] if reading.head >= 0 else None
    if head is not None and head.cls == "T":
        return _after_losses(tagged, reading) or read_label(tagged, reading)
    if reading.unit in ("persons", "") and _the_dead_were(tagged, reading):
        return True
    if head is None and (_toll_comes_to(tagged, reading) or _figure_for(tagged, reading)):
        return True
    found = _TOLL_LEFT.search(tagged.s, max(0, reading.n - 16), reading.n)
    if found and not (found[1] == "D" and _JOINED.search(tagged.s, found.start(1), reading.n)):
        k = next(found.start(group) for group in (1, 2, 3) if found[group])
        term = tagged.term_at(k)
        if found[2] and not _POINTER.search(tagged.text[max(0, tagged.a[k] - 70) : tagged.a[k]]):
            return read_label(tagged, reading)
        if term.unit in ("persons", "") and term.measure:
            reading.unit = reading.unit or "persons"
            return reading.take_outcome(term.measure, k, "toll-before")
    return read_label(tagged, reading)


def _after_losses(tagged: Tagged, reading: Reading) -> bool:
    """As in "equipment losses on Monday: 63 guns, five tanks"."""
    found = _LOSSES_LISTED.search(tagged.s, 0, reading.n)
    return (
        found is not None
        and "loss" in tagged.low[found.start()]
        and reading.take_outcome("destroyed", found.start(), "losses-listed")
    )


def _the_dead_were(tagged: Tagged, reading: Reading) -> bool:
    start = max(0, reading.n - 6)
    found = _WERE.search(tagged.s[start : reading.n])
    if not found:
        return False
    k = start + found.start(1 if found[1] else 2)
    measure = tagged.term_at(k).measure if found[1] else AMONG.get(tagged.low[k], "")
    return bool(measure) and reading.take_outcome(measure, k, "the-dead-were")


def _toll_comes_to(tagged: Tagged, reading: Reading) -> bool:
    """As in "Russia's casualties, the report finds, came to 1.2 million", "soldiers killed number 400,000"."""
    if not _COPULA.search(tagged.text[: tagged.a[reading.n]]):
        return False
    start = max(0, reading.n - 22, *(tagged.s.rfind(mark, 0, reading.n) + 1 for mark in ";N"))
    outcomes = [k for k in range(reading.n - 1, start - 1, -1) if _says_loss_of_people(tagged, k)]
    nouns = (k for k in outcomes if tagged.s[k] in "DZ")
    participles = (k for k in outcomes if tagged.s[k] in "KJ" and _people_before(tagged.s, start, k, reading.n))
    k = next(nouns, next(participles, -1))
    if k < 0:
        return False
    reading.unit = "persons"
    return reading.take_outcome(tagged.term_at(k).measure, k, "toll-comes-to")


def _says_loss_of_people(tagged: Tagged, k: int) -> bool:
    term = tagged.term[k]
    return term is not None and term.measure in OF_PEOPLE


def _people_before(s: str, start: int, k: int, n: int) -> bool:
    """Do people stand before the participle at ``k``, and no comma between it and the number at ``n``?"""
    return re.search(r"P[^N,]{0,6}$", s[start:k]) is not None and "," not in s[k:n]


def _figure_for(tagged: Tagged, reading: Reading) -> bool:
    """As in "gave 1,118,000 as the overall figure for Russia's casualties"."""
    if not _AS_FIGURE.match(tagged.text[tagged.z[reading.n] : tagged.z[reading.n] + 60]):
        return False
    for k in range(reading.n + 1, min(len(tagged), reading.n + 12)):
        term = tagged.term[k]
        if tagged.s[k] in "DZ" and term is not None and term.measure:
            reading.unit = "persons"
            return reading.take_outcome(term.measure, k, "figure-for")
    return False


def read_label(tagged: Tagged, reading: Reading) -> bool:
    """Read a bulletin's line: "tanks ‒ 11,352 (+8)", "Killed: 5", "personnel – about 1,000,340 (+1,140) persons"."""
    found = _LABEL_LEFT.search(tagged.s[: reading.n])
    if not found:
        return False
    for k in range(found.end(1) - 1, found.start(1) - 1, -1):
        term = tagged.term[k]
        if term is None or term.cls not in "PDTKJ":
            continue
        if term.cls in "KJ":
            reading.measure, reading.pred, reading.unit = term.measure, k, reading.unit or "persons"
        elif term.cls == "D":
            reading.measure, reading.pred, reading.unit = term.measure, k, "persons"
        elif term.unit == "persons" and term.text in _PERSONNEL:
            after = reading.head >= 0 and right_predicate(tagged, reading)
            reading.measure = reading.measure if after else "casualties"
            reading.head, reading.unit, reading.population = k, "persons", "military"
        elif term.cls == "T":
            reading.measure, reading.head, reading.unit = "destroyed", k, term.unit
        elif term.text in ("victims", "victim"):
            reading.measure, reading.pred, reading.unit = "killed", k, "persons"
        else:
            return False
        reading.rules.append("bulletin-label")
        reading.elided = False
        return True
    return False
