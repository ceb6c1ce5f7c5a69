"""What a number takes from another: subsets, breakdowns, daily changes, lists and elided nouns."""

from __future__ import annotations

import re
from itertools import pairwise

from tollbook.figures import set_bound
from tollbook.heads import CRAFT, MUNITIONS, OF_PEOPLE, PLACES, STRUCTURES, Reading
from tollbook.settling import settle
from tollbook.tagging import Tagged

_ANY_UNIT = frozenset(("destroyed", "lost", "launched", "hit", "damaged", "captured", "casualties"))
_OF_PEOPLE = ("persons", "families")
_ONLY_PEOPLE = frozenset(("killed", "wounded"))
_ADDING = ("as well as", "along with", "together with", "plus", "in addition to")
_AGAINST = re.compile(r"\b(?:against|versus|compared with|compared to|up from|down from)$")
_STARTS_ANEW = re.compile(r"while|whereas|but|as|when|[a-z]{3,}ed(?<!wounded)(?<!red)")
_OWN_OUTCOME = re.compile(r"c(?:b[nxq]{0,2}|h[bxq]{0,2}|[xq]?)([KIJD])")
_SO_DID = re.compile(r"\b(?:as|so) (?:did|were|was|have|had) (?:\w+ )?$")
_OPENED = re.compile(r"(?:[^KVIRb;.]{0,9}|[^;.]{0,6})(?::|\(|-)[xWbq]{0,3}$")


def inherit(tagged: Tagged, reading: Reading, done: list[Reading], before: Reading | None) -> None:
    """Let ``reading`` take what it lacks from the number it hangs on.

    Parameters
    ----------
    tagged, reading : Tagged, Reading
        The sentence and the number.
    done : list of Reading
        The numbers before it in the sentence.
    before : Reading or None
        The last number of the sentence before.
    """
    last = next((r for r in reversed(done) if r.measure), None)
    if last is not None and any(hangs(tagged, reading, last) for hangs in _DEPENDENT):
        return
    source = last or before
    if reading.elided and reading.measure and not reading.unit:
        if source is not None:
            _take_unit(tagged, reading, source)
    elif last is not None and not reading.measure:
        _take_predicate(tagged, reading, last)


def copy_from(reading: Reading, source: Reading, rule: str) -> None:
    """Take unit, measure and predicate of ``source``, and its population where ``reading`` has none."""
    reading.unit, reading.population = source.unit, reading.population or source.population
    reading.take_outcome(source.measure, source.pred, rule)


def _daily_change(tagged: Tagged, reading: Reading, last: Reading) -> bool:
    """As in "tanks ‒ 11,352 (+8)"."""
    bracketed = re.search(r"\([xq.+\-]*$", tagged.s[max(0, reading.n - 3) : reading.n])
    if not bracketed or not re.search(r"[+＋]\s*$", tagged.text[: tagged.a[reading.n]]):
        return False
    copy_from(reading, last, "daily-change")
    reading.change, reading.parent = True, None
    return True


def _subset(tagged: Tagged, reading: Reading, last: Reading) -> bool:
    """As in "12 people, including three children"."""
    included = re.search(r"(?<!b)c[qdex]{0,2}$", tagged.s[max(0, reading.n - 5) : reading.n])
    if not included or reading.unit not in ("persons", last.unit, ""):
        return False
    own = reading.rules[-1:] in (["outcome-noun"], ["predicate-after"], ["outcome-after-noun"])
    reading.unit = reading.unit or last.unit
    reading.population = reading.population or last.population
    reading.measure, reading.parent = (own and reading.measure) or last.measure, last
    reading.rules.append("subset")
    return True


def _of_whom(tagged: Tagged, reading: Reading, last: Reading) -> bool:
    """As in "12 people, three of whom died"."""
    if tagged.s[reading.n + 1 : reading.n + 2] != "c":
        return False
    if reading.unit not in ("", last.unit) and "predicate-after" in reading.rules:
        return False
    if reading.rules[-1:] == ["verb-before"] and last.n < reading.pred < reading.n:
        return False
    own = _OWN_OUTCOME.match(tagged.s, reading.n + 1)
    outcome = tagged.term_at(own.start(1)).measure.removesuffix("_weak") if own else ""
    population = reading.population if reading.unit == "persons" else ""
    copy_from(reading, last, "of-whom")
    reading.population = population or last.population
    reading.measure, reading.parent = outcome or last.measure, last
    return True


def _as_did(tagged: Tagged, reading: Reading, last: Reading) -> bool:
    """As in "three protesters died, as did at least three officers"."""
    if not _SO_DID.search(tagged.text[: tagged.a[reading.n]]) or reading.unit not in ("", last.unit):
        return False
    population = reading.population
    copy_from(reading, last, "as-did")
    reading.population = population or last.population
    return True


def _of_them(tagged: Tagged, reading: Reading, last: Reading) -> bool:
    """As in "12 drones. Three of them fell"."""
    if not reading.elided or reading.measure or tagged.s[reading.n + 1 : reading.n + 3] not in ("op", "od"):
        return False
    copy_from(reading, last, "of-them")
    reading.parent = last
    return True


def _at_more_places(tagged: Tagged, reading: Reading, last: Reading) -> bool:
    """As in "hits at 18 sites, wreckage at another three": elided places after a preposition."""
    if not reading.elided or reading.measure or last.unit not in PLACES | STRUCTURES:
        return False
    if not re.search(r"i[qe]?$", tagged.s[: reading.n]) or tagged.s[reading.n + 1 : reading.n + 2] not in (
        "e",
        ".",
        ",",
        ";",
        "",
    ):
        return False
    copy_from(reading, last, "more-places")
    return True


def _part_of_breakdown(tagged: Tagged, reading: Reading, last: Reading) -> bool:
    """As in "44 drones: 20 over Bryansk, nine over Kursk", "4,731 (1,813 men, 1,213 women)"."""
    if reading.measure and reading.rules[-1:] != ["list"]:
        return False
    goes_on = last.rules[-1:] == ["breakdown"]
    if not (_goes_on_breaking_down if goes_on else _starts_breaking_down)(tagged, reading, last):
        return False
    population = reading.population
    copy_from(reading, last, "breakdown")
    reading.population, reading.parent = population or last.population, last.parent if goes_on else last
    return True


def _goes_on_breaking_down(tagged: Tagged, reading: Reading, last: Reading) -> bool:
    between = tagged.s[last.stop : reading.n]
    parted = re.search(r"[,;(]|&", between) and not re.search(r"[KVIRb.]", between)
    return bool(parted) and (reading.elided or reading.unit == last.unit)


def _starts_breaking_down(tagged: Tagged, reading: Reading, last: Reading) -> bool:
    """Do parts follow after a colon or bracket?"""
    between = tagged.s[last.n + 1 : reading.n]
    after = tagged.s[reading.n + 1 : reading.n + 2]
    if len(between) > 20 or not _OPENED.search(between):
        return False
    of_people = reading.unit == last.unit == "persons" and reading.head >= 0 and after != "i"
    return of_people or (reading.elided and after in ("i", "f") and last.unit != "persons")


def _running_total(tagged: Tagged, reading: Reading, last: Reading) -> bool:
    """As in "+5 tanks (11,846 total)", "+63 guns (cumulative 39,625)"."""
    n = reading.n
    bracketed = re.search(r"\([qxd]?$", tagged.s[max(0, n - 3) : n])
    around = {*tagged.low[n - 1 : n], *tagged.low[n + 1 : n + 2]}
    if not bracketed or around.isdisjoint(("total", "cumulative", "cumulatively", "overall", "altogether")):
        return False
    copy_from(reading, last, "running-total")
    return True


_DEPENDENT = (_as_did, _running_total, _daily_change, _subset, _of_whom, _of_them, _at_more_places, _part_of_breakdown)


def _take_unit(tagged: Tagged, reading: Reading, source: Reading) -> None:
    """As in "12 people were killed and 40 wounded": an elided noun is the one before, or people."""
    if tagged.s[reading.n + 1 : reading.n + 2] in ("x", "C") and reading.measure not in OF_PEOPLE:
        reading.unit, reading.elided = "other", False
        return
    of_people = reading.measure in _ONLY_PEOPLE or (
        reading.measure in OF_PEOPLE and source.unit not in ("families", *MUNITIONS, *CRAFT)
    )
    if source.measure == "returned_bodies" and reading.measure == "exchanged":
        reading.measure = "returned_bodies"
    reading.unit = "persons" if of_people or source.unit == "percent" else source.unit
    reading.population = source.population if reading.unit == "persons" else ""
    reading.rules.append("elided-noun")


def _take_predicate(tagged: Tagged, reading: Reading, last: Reading) -> None:
    """Take the predicate of the number before, over an ellipsis or along a list."""
    if re.match(r",?R", tagged.s[reading.stop : reading.stop + 2]) and reading.unit == "persons":
        return
    same_sort = (last.unit in _OF_PEOPLE) == (reading.unit in _OF_PEOPLE) or last.raw in _ANY_UNIT
    if reading.elided and _is_compared(tagged, reading):
        copy_from(reading, last, "compared")
    elif reading.elided and _is_elliptic(tagged, reading.n, last):
        copy_from(reading, last, "elided-predicate")
    elif same_sort and _is_added(tagged, reading, last):
        reading.take_outcome(last.raw or last.measure, last.pred, "list")
    elif not reading.elided and reading.unit and is_listed(tagged, last, reading.n) and same_sort:
        reading.active = last.active
        reading.take_outcome(last.raw or last.measure, last.pred, "list")
        if last.rules[-1:] in (["subset"], ["list"]) and last.unit == reading.unit:
            reading.parent = last.parent


def _is_added(tagged: Tagged, reading: Reading, last: Reading) -> bool:
    """As in "12 were killed and 40 cars", "745 civilians were killed in Homs, as well as 125 officers"."""
    if last.pred > last.n and re.fullmatch(r",?&[qdxe]{0,2}", tagged.s[last.pred + 1 : reading.n]):
        return True
    joint = tagged.s.rfind("&", max(0, reading.n - 4), reading.n)
    return joint > last.n and tagged.low[joint] in _ADDING and not reading.elided


def _is_compared(tagged: Tagged, reading: Reading) -> bool:
    """As in "91 were killed, against 80 a year earlier", "up from 80 in May"."""
    n = reading.n
    before = " ".join(tagged.low[max(0, n - 2) : n])
    return _AGAINST.search(before) is not None and tagged.s[n + 1 : n + 2] in ("m", "i", ".", ",", "d", "")


def _is_elliptic(tagged: Tagged, n: int, last: Reading) -> bool:
    """As in "killed 12 people in Tyre and 15 in Sidon": the second number elides noun and predicate."""
    between = tagged.s[last.stop : n]
    after = tagged.s[n + 1 : n + 2]
    if re.search(r"&[GAOk]$", between) and after in ("i", ".", ",", ";", "m"):
        return True
    joined = re.search(r"[,&;][xed]?$", between) is not None and len(between) < 16
    return joined and after in ("i", ",", ".", "", "f", "e", ";", "m", "&")


def is_listed(tagged: Tagged, last: Reading, n: int) -> bool:
    """Does the number at unit ``n`` stand in one list with ``last``: "three tanks, two guns and 12 drones"?"""
    between = tagged.s[last.n + 1 : n]
    joint = max(last.n + 1, tagged.s.rfind("&", 0, n), tagged.s.rfind(",", 0, n))
    if any(_STARTS_ANEW.fullmatch(word) for word in tagged.low[joint:n]):
        return False
    joined = re.search(r"(?:[,;]|&)[qdxe]{0,2}$", between) and not re.search(r"[VRW.bM]", between)
    return bool(joined) and len(between) < 24


def share_lists(tagged: Tagged, readings: list[Reading]) -> None:
    """Let a predicate after a list count for all of it, and a qualifier reach over a list of the same measure."""
    parts = [reading for reading in readings if reading.rules[-1:] != ["whole-of-part"]]
    for right, left in pairwise(reversed(parts)):
        by_default = left.rules[-1:] == ["munition-in-attack"]
        if (not left.measure or by_default) and left.unit and _has_predicate_for_list(tagged, left, right):
            left.take_outcome(right.raw or right.measure, right.pred, "list")
            settle(tagged, left)
    for left, right in pairwise(readings):
        if _bound_reaches(tagged, left, right):
            set_bound(right.fig, left.fig.bound)
            right.rules.append("bound-over-list")


def _has_predicate_for_list(tagged: Tagged, left: Reading, right: Reading) -> bool:
    """As in "three tanks and two guns were destroyed"."""
    closes = (
        right.measure
        and right.pred > right.n
        and right.rules[-1:] in (["predicate-after"], ["list"], ["among-the-dead"])
    )
    same_sort = (left.unit in _OF_PEOPLE) == (right.unit in _OF_PEOPLE) or right.raw in _ANY_UNIT
    return bool(closes) and same_sort and is_listed(tagged, left, right.n)


def _bound_reaches(tagged: Tagged, left: Reading, right: Reading) -> bool:
    """As in "at least 12 men and three women were killed"."""
    if left.fig.bound not in ("at_least", "at_most", "about", "nearly") or right.fig.bound != "exact":
        return False
    if not left.measure or left.measure != right.measure or right.parent is not None or right.rules[-1:] == ["subset"]:
        return False
    if (left.unit == "percent") != (right.unit == "percent"):
        return False
    own = right.rules[-1:] == ["predicate-after"] and 0 <= left.pred < left.n
    same = left.pred == right.pred or (right.unit == left.unit and not own)
    return same and is_listed(tagged, left, right.n) and "K" not in tagged.s[left.stop : right.n]
