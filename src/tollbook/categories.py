"""Claims → category errors: numbers that some call deaths and others casualties (killed or wounded)."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tollbook.intervals import counted_until, days_between, value_of
from tollbook.schema import rows_of

if TYPE_CHECKING:
    import pandas as pd

_LEAST = 1000
_NEAR = 1.02
_MONTH = 31


@dataclass(frozen=True, slots=True)
class CategoryError:
    """A number called deaths by some and casualties by others; ``suspects`` are the worse supported."""

    suspects: tuple[Any, ...]
    against: tuple[Any, ...]


def suspect_ids(claims: pd.DataFrame) -> set[str]:
    """Give the claims that look like one measure taken for another; no total or example is made of them."""
    return {claim.claim_id for error in find_category_errors(claims) for claim in error.suspects}


def find_category_errors(claims: pd.DataFrame) -> list[CategoryError]:
    """Find numbers given as deaths that other words call casualties (killed or wounded).

    Deaths and casualties of one side clash when they have the same value and were counted within a month,
    or stand in one article and the deaths round to the casualties' (at most two per cent above it).
    The reading with fewer claimants, then fewer mentions, is the suspect.

    Returns
    -------
    list of CategoryError
        One per side and value, the largest first; empty where nothing clashes.
    """
    rows = [row for row in rows_of(claims) if row.unit == "persons" and (value_of(row) or 0) >= _LEAST]
    casualties: dict[str, list[tuple[float, int, Any]]] = {}
    for number, row in enumerate(rows):
        if row.measure == "casualties":
            insort(casualties.setdefault(row.side, []), (value_of(row) or 0, number, row), key=lambda item: item[:2])
    clusters: dict[str, tuple[list[Any], list[Any]]] = {}
    for dead in (row for row in rows if row.measure == "killed"):
        same = [other for other in _near(casualties.get(dead.side, []), dead) if _is_same_number(dead, other)]
        if same:
            deaths, others = clusters.setdefault(same[0].claim_id, ([], []))
            deaths.append(dead)
            others.extend(other for other in same if other not in others)
    found = [CategoryError(*_suspects_first(*cluster)) for cluster in clusters.values() if _is_sure(*cluster)]
    return sorted(found, key=lambda error: -(value_of(error.suspects[0]) or 0))


def _near(casualties: list[tuple[float, int, Any]], dead: Any) -> list[Any]:
    """Casualties whose number is near enough to look at, in the order of the claims."""
    value = value_of(dead) or 0
    first = bisect_left(casualties, value / _NEAR, key=lambda item: item[0])
    last = bisect_right(casualties, value * _NEAR, key=lambda item: item[0])
    return [row for _, _, row in sorted(casualties[first:last], key=lambda item: item[1])]


def _is_sure(deaths: list[Any], casualties: list[Any]) -> bool:
    """Whether some deaths and casualties are equal, or close within one article; else it may be chance."""
    return any(
        dead.document_id == other.document_id or value_of(dead) == value_of(other)
        for dead in deaths
        for other in casualties
    )


def _suspects_first(deaths: list[Any], casualties: list[Any]) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
    if _support(deaths) <= _support(casualties):
        return tuple(deaths), tuple(casualties)
    return tuple(casualties), tuple(deaths)


def _support(rows: list[Any]) -> tuple[int, int]:
    return len({row.claimant for row in rows} - {"article"}), len(rows)


def _is_same_number(dead: Any, other: Any) -> bool:
    if dead.side != other.side or dead.side in ("", "unknown") or _is_apart(dead, other):
        return False
    mine, theirs = value_of(dead), value_of(other)
    if mine is None or theirs is None:
        return False
    if mine == theirs or dead.bound != "exact":
        return bool(mine == theirs)
    if other.bound in ("about", "nearly"):
        return theirs / _NEAR <= mine <= theirs * _NEAR
    return other.bound in ("at_least", "exact") and theirs <= mine <= theirs * _NEAR


def _is_apart(one: Any, two: Any) -> bool:
    if one.document_id == two.document_id:
        return False
    days = counted_until(one), counted_until(two)
    if not all(days):
        return True
    least, most = days_between(*days)
    return least > _MONTH or most < -_MONTH
