"""Claims and references → crosschecks: which dated total from outside fits a claim, and how the two stand."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from tollbook.intervals import Interval, admitted_by, counted_until, first_day, interval_of, last_day, meet, value_of
from tollbook.lexicon import load
from tollbook.schema import VERDICTS, frame_of, rows_of
from tollbook.speakers import NAMED, OFFICIALS, speaker_of

if TYPE_CHECKING:
    import pandas as pd

_SIGN = {"at_least": "≥", "at_most": "≤", "about": "~", "nearly": "just under "}
_KEY = "side unit measure population scope period_start period_end as_of low best high bound modality".split()


@dataclass(frozen=True, slots=True)
class _Check:
    """One comparison, whoever made the claim."""

    reference: Any
    verdict: str
    difference: float
    arithmetic: str
    days_off: int = 0

    @property
    def rank(self) -> tuple[int, int, float, str]:
        far = math.inf if math.isnan(self.difference) else abs(self.difference)
        return (VERDICTS.index(self.verdict), self.days_off, far, self.reference.reference_id)


class _Series:
    """One claimant's totals of one thing, by day."""

    def __init__(self, rows: list[Any]) -> None:
        self.rows = sorted(rows, key=lambda row: (first_day(row.date), row.reference_id))
        self.days = [_ordinal(first_day(row.date)) for row in self.rows]
        self.head = self.rows[0]

    def between(self, first: int, last: int, slack: int) -> Iterator[tuple[Any, int]]:
        """Give the totals of some days, each with the days it lies outside them; one dated by month, in its month."""
        for row in self.rows[bisect_left(self.days, first - slack - 365) : bisect_right(self.days, last + slack)]:
            begin, end = _ordinal(first_day(row.date)), _ordinal(last_day(row.date))
            off = max(0, begin - last, first - end)
            if off <= slack:
                yield row, off

    def near(self, day: int, slack: int) -> Any:
        """Give the total nearest to a day, None when none is near."""
        found = sorted(self.between(day, day, slack), key=lambda pair: (pair[1], pair[0].reference_id))
        return found[0][0] if found else None

    def passing(self, value: float, first: int, last: int) -> str:
        """Tell between which two totals, a month apart at most, the count passes a value."""
        for k in range(max(1, bisect_left(self.days, first)), bisect_right(self.days, last)):
            one, two = self.rows[k - 1], self.rows[k]
            if one.best <= value <= two.best and self.days[k] - self.days[k - 1] <= 31:
                return f"; passed between {one.date} ({one.best:,.0f}) and {two.date} ({two.best:,.0f})"
        return ""


def check_against(
    claims: pd.DataFrame, references: pd.DataFrame, tolerance: int = 3, within: float = 5.0
) -> pd.DataFrame:
    """Set every claim against the dated totals of the same side, measure and unit.

    A total is compared with a series' value of its day, ``tolerance`` days either way; one dated by month, or undated,
    with the day whose value it states. A period's count is compared with the difference of two totals. A claim of
    deaths or wounded that is exactly the casualties of its day is ``exact``, and the arithmetic tells the difference.
    An undated number, and one less than half of the reference's, may count something else and never conflicts.

    Parameters
    ----------
    claims, references : pandas.DataFrame
        The tables of these names.
    tolerance : int
        Days that a report may lag behind what it reports.
    within : float
        Percent up to which a claim is ``within`` reach of a reference that it does not meet.

    Returns
    -------
    pandas.DataFrame
        The table ``crosschecks``: the best check per claim and series, sorted; where no series fits, one row
        ``not_checkable`` with the reason. ``difference`` is in percent of the reference. ``independent`` is ``no``
        where one is known to follow the other, both speak for one state, or nobody is named.

    Examples
    --------
    >>> from tollbook import read_claims
    >>> from tollbook.reference import read_reference
    >>> said = "Russia has lost over 50,000 vehicles since 2022. In Peru 12 people were killed."
    >>> checks = check_against(read_claims(said, published="2025-06-12"), read_reference())
    >>> print(checks[["verdict", "independent", "arithmetic"]].to_string(index=False, header=False))
       consistent no                       ≥50,000 against 51,715 on 2025-06-12
    not_checkable    no reference on killed, persons, of Peru, dated 2025-06-12
    """
    series = _series_of(references)
    known: dict[tuple[Any, ...], list[_Check] | str] = {}
    rows: list[dict[str, Any]] = []
    for claim in rows_of(claims.sort_values("claim_id")):
        key = tuple(str(getattr(claim, name)) for name in _KEY)
        if key not in known:
            known[key] = _checks(claim, series[(claim.side, claim.unit)], tolerance, within)
        found = known[key]
        if isinstance(found, str):
            rows.append({"claim_id": claim.claim_id, "verdict": "not_checkable", "arithmetic": found})
        else:
            rows += [_row(claim, check) for check in found]
    rows.sort(key=lambda row: (row["claim_id"], row.get("reference_id", "")))
    return frame_of(rows, "crosschecks")


def _series_of(references: pd.DataFrame) -> dict[tuple[str, str], list[_Series]]:
    groups = defaultdict(list)
    for row in rows_of(references[references["cue"] == ""]):
        groups[(row.side, row.unit, row.series, row.claimant, row.measure, row.population)].append(row)
    out: dict[tuple[str, str], list[_Series]] = defaultdict(list)
    for key in sorted(groups):
        out[key[:2]].append(_Series(groups[key]))
    return out


def _row(claim: Any, check: _Check) -> dict[str, Any]:
    return {
        "claim_id": claim.claim_id,
        "reference_id": check.reference.reference_id,
        "verdict": check.verdict,
        "difference": check.difference,
        "independent": _independent(claim.claimant, check.reference),
        "arithmetic": check.arithmetic,
    }


def _checks(claim: Any, series: list[_Series], tolerance: int, within: float) -> list[_Check] | str:
    """Compare a claim with each series that fits; why not, where none does."""
    if claim.modality in ("projected", "hypothetical", "denied"):
        return f"{claim.modality}, no count of what was"
    if interval_of(claim) is None or claim.scope == "rate":
        return "no number stated" if claim.scope != "rate" else "a rate, no total"
    until = counted_until(claim)
    fitting = [one for one in series if _people_fit(claim, one.head)]
    found = [check for one in fitting if (check := _best(claim, one, until, tolerance, within)) is not None]
    if found:
        return sorted(found, key=lambda check: check.rank)
    return f"no reference on {claim.measure}, {claim.unit}, of {claim.side}, " + ("dated " + until).strip()


def _people_fit(claim: Any, head: Any) -> bool:
    return claim.population in (head.population, "unknown", "") or (claim.population == "mixed" and not head.population)


def _best(claim: Any, series: _Series, until: str, tolerance: int, within: float) -> _Check | None:
    start = first_day(claim.period_start)
    if start and series.head.period_start and start > series.head.period_start and claim.scope != "incident":
        return _difference(claim, series, start, until, tolerance, within)
    if not until and claim.scope != "cumulative":
        return None
    first, last = (
        (_ordinal(first_day(until)), _ordinal(last_day(until))) if until else (series.days[0], series.days[-1])
    )
    checks = [_compared(claim, row, off, within) for row, off in series.between(first, last, tolerance)]
    found = min((check for check in checks if check is not None), key=lambda check: check.rank, default=None)
    wide = last - first > 31
    loose = wide or not until or _is_part(value_of(claim), found)
    if found is None or (loose and found.verdict in ("conflicts", "within")) or not (until or claim.best > 0):
        return None
    passed = (
        series.passing(claim.best, first, last) if last > first and found.reference.measure == claim.measure else ""
    )
    verdict = "consistent" if passed and found.verdict in ("within", "conflicts") else found.verdict
    return _Check(found.reference, verdict, found.difference, found.arithmetic + passed, found.days_off)


def _compared(claim: Any, row: Any, off: int, within: float) -> _Check | None:
    """Compare with one total; another measure only counts when the number is the very same."""
    span = _span(row)
    if row.measure != claim.measure:
        same = claim.unit == "persons" and claim.bound == "exact" and claim.best == row.best
        told = f"; told as {claim.measure}, counted as {row.measure}"
        return _Check(row, "exact", 0.0, _says(claim, span, row.date) + told, off) if same else None
    value = value_of(claim)
    if claim.scope != "cumulative" and not claim.period_start and not _alike(value, span):
        return None
    if claim.scope == "incident" and (claim.period_start or not _alike(value, span)):
        return None
    verdict, difference = _verdict(claim, span, within)
    return _Check(row, verdict, difference, _says(claim, span, row.date), off)


def _is_part(value: float | None, check: _Check | None) -> bool:
    """Whether a number is less than half of the reference's, so that it may count one front or one kind of people."""
    return check is not None and value is not None and value < _span(check.reference)[0] / 2


def _alike(value: float | None, span: Interval) -> bool:
    """Whether a number is of a running total's size, so that a claim without days must be one."""
    return value is not None and span[0] / 2 <= value <= span[1] * 2


def _difference(claim: Any, series: _Series, start: str, until: str, tolerance: int, within: float) -> _Check | None:
    """Compare a period's count with what a series grew by: its last total less the one before its first day."""
    if not until or series.head.measure != claim.measure:
        return None
    before = series.near(_ordinal(start) - 1, tolerance)
    after = series.near(_ordinal(last_day(until)), tolerance)
    if before is None or after is None or before.date >= after.date:
        return None
    (low, high), (least, most) = _span(after), _span(before)
    span = (max(0.0, low - most), high - least)
    verdict, difference = _verdict(claim, span, within)
    grew = f"{_text(_span(after))} on {after.date} less {_text((least, most))} on {before.date}"
    return _Check(after, verdict, difference, f"{_says(claim, span, '')}: {grew}")


def _verdict(claim: Any, span: Interval, within: float) -> tuple[str, float]:
    """Say how a claim stands to what a reference allows, and how far from it in percent."""
    said, value = interval_of(claim), value_of(claim)
    admitted = admitted_by(claim)
    if said is None or admitted is None or value is None:
        return "not_checkable", math.nan
    end = min(max(value, span[0]), span[1])
    difference = 100 * (value - end) / end if end else (0.0 if value == end else math.nan)
    if said == span and claim.bound in ("exact", "between"):
        return "exact", 0.0
    if 0 < span[0] < span[1] < math.inf:
        if value == span[1] and claim.bound != "between":
            return "upper_end_of", 0.0
        if value == span[0] and claim.bound != "between":
            return "lower_end_of", 0.0
    if meet(admitted, span):
        return "consistent", difference
    return ("within" if abs(difference) <= within else "conflicts"), difference


def _span(row: Any) -> Interval:
    """Give what a reference allows: its range, else its value, open where it states one end."""
    best = row.best
    low = row.low if not math.isnan(row.low) else (0.0 if math.isnan(best) else best)
    high = row.high if not math.isnan(row.high) else (math.inf if math.isnan(best) else best)
    return (float(low), float(high))


def _says(claim: Any, span: Interval, day: str) -> str:
    said = interval_of(claim) or (0.0, math.inf)
    told = _text(said) if claim.bound == "between" else f"{_SIGN.get(claim.bound, '')}{value_of(claim):,.0f}"
    return f"{told} against {_text(span)}" + (f" on {day}" if len(day) == 10 else f" in {day}" if day else "")


def _text(span: Interval) -> str:
    if span[0] == span[1]:
        return f"{span[0]:,.0f}"
    if math.isinf(span[1]):
        return f"≥{span[0]:,.0f}"
    return f"{span[0]:,.0f} to {span[1]:,.0f}" if span[0] else f"≤{span[1]:,.0f}"


def _independent(claimant: str, row: Any) -> str:
    """Whether a claimant and a reference count for themselves."""
    theirs = set(row.claimant.split("; "))
    if claimant in theirs:
        return "same_source"
    speaker = speaker_of(claimant, "")
    builds = load().builds_on
    related = set(row.independent_of.split("; ")).union(*(builds.get((name, row.side), ()) for name in theirs))
    if claimant in related or theirs & set(builds.get((claimant, row.side), ())) or speaker.level >= OFFICIALS:
        return "no"
    states = {speaker_of(name, "").polity for name in theirs | (related if speaker.level > NAMED else set())}
    return "no" if speaker.polity and speaker.polity in states else "yes"


@cache
def _ordinal(day: str) -> int:
    return date.fromisoformat(day).toordinal()
