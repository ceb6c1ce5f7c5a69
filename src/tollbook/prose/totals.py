"""Claims → the running totals a chapter sets against each other: one per claimant, newest first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tollbook.categories import suspect_ids
from tollbook.intervals import counted_until, interval_of, last_day, value_of
from tollbook.phrases import ANYBODY, what_text
from tollbook.schema import rows_of

if TYPE_CHECKING:
    import pandas as pd

    from tollbook.reading import Book

MEASURE_ORDER = (
    "casualties",
    "killed_or_missing",
    "killed",
    "wounded",
    "missing",
    "captured",
    "displaced",
    "exchanged",
    "returned_bodies",
)
_TIGHTEST = ("exact", "between", "about", "nearly", "at_most", "at_least", "vague")
_NO_SIDE = ("both", "unknown", "")


@dataclass(frozen=True, slots=True)
class Totals:
    """What is claimed of one side, measure and population, one claim per claimant, newest first.

    ``period`` is (first day, last day) for counts of one period, ("", "") for running totals.
    """

    side: str
    measure: str
    population: str
    scope: str
    period: tuple[str, str]
    claims: tuple[Any, ...]

    @property
    def newest(self) -> Any:
        """The claim to lead with: named before unnamed, newest, tightest, largest."""
        return self.claims[0]

    @property
    def others(self) -> tuple[Any, ...]:
        """The newest claim of every other claimant."""
        return self.claims[1:]


def totals_text(totals: Totals) -> str:
    """Name what totals count: soldiers only where every claim means soldiers."""
    return what_text(totals.newest._replace(population=totals.population))


def publishers_of(book: Book) -> dict[str, str]:
    """Map each article to its publisher."""
    return dict(zip(book.documents["document_id"], book.documents["publisher"], strict=True))


def find_totals(claims: pd.DataFrame, scopes: Iterable[str] = ("cumulative",)) -> list[Totals]:
    """Find the comparable totals of people lost.

    Parameters
    ----------
    claims : pandas.DataFrame
        The claims table; shares and claims that are planned, denied or vague stand aside, as do parts of a
        claim of the same measure. A period that begins where the war's counts begin is a running total.
    scopes : iterable of str
        Scopes to take, in order of preference.

    Returns
    -------
    list of Totals
        Sorted by side (largest total first), then measure, then size. Suspected category errors stand aside.
    """
    groups: dict[tuple[Any, ...], list[Any]] = {}
    for row in _comparable(claims):
        if row.scope in scopes:
            period = (row.period_start, row.period_end) if row.scope == "period" else ("", "")
            groups.setdefault((row.side, row.measure, row.scope, period), []).append(row)
    found = [
        Totals(side, measure, population, scope, period, _one_per_claimant(rows))
        for (side, measure, scope, period), together in groups.items()
        for population, rows in _by_population(together)
    ]
    sizes: dict[str, float] = {}
    for totals in found:
        sizes[totals.side] = max(sizes.get(totals.side, 0), _size(totals))
    order = list(scopes)

    def rank(t: Totals) -> tuple[Any, ...]:
        by_size = (t.side in _NO_SIDE, -sizes[t.side], t.side)
        by_kind = (order.index(t.scope), MEASURE_ORDER.index(t.measure), -_size(t), t.population, t.period)
        return by_size + by_kind

    return sorted(found, key=rank)


def _comparable(claims: pd.DataFrame) -> list[Any]:
    """Give the claims that can be totals; a part counts its whole's people, a period since the start runs."""
    rows = rows_of(claims)
    wrong = suspect_ids(claims)
    whole = {row.claim_id: row for row in rows}
    start = _first_month(rows)
    found = []
    for row in rows:
        parent = whole.get(row.part_of)
        if not is_total(row) or row.claim_id in wrong or (parent and parent.measure == row.measure):
            continue
        if parent and row.population == "unknown":
            row = row._replace(population=parent.population)
        if row.scope == "period" and start and row.period_start[:7] == start and row.period_end[:7] > start:
            row = row._replace(scope="cumulative", as_of=row.as_of or row.period_end)
        found.append(row)
    return found


def _first_month(rows: list[Any]) -> str:
    """Give the month in which counts of this war begin: the earliest any claim with a month starts from."""
    long = [row for row in rows if row.scope in ("cumulative", "period") and len(row.period_start) >= 7]
    return min((row.period_start[:7] for row in long), default="")


def _by_population(rows: list[Any]) -> list[tuple[str, list[Any]]]:
    """Part rows by whom they count; where one kind of people is known, unspecified counts stand beside it."""
    groups: dict[str, list[Any]] = {}
    for row in rows:
        groups.setdefault(row.population, []).append(row)
    known = [population for population in groups if population not in ("unknown", "")]
    if len(groups) == 2 and len(known) == 1:
        return [("unknown", rows)]
    return list(groups.items())


def is_total(row: Any) -> bool:
    """Whether a claim states a number of people lost that its claimant holds to be so."""
    return (
        row.unit == "persons"
        and row.measure in MEASURE_ORDER
        and row.modality in ("asserted", "estimated")
        and bool(value_of(row))
    )


def is_held(row: Any) -> bool:
    """Whether a claim's count is dated and its claimant holds it to be so (no projection, no hypothesis)."""
    return row.modality in ("asserted", "estimated") and bool(counted_until(row))


def _size(totals: Totals) -> float:
    return max(value_of(claim) or 0 for claim in totals.claims)


def _one_per_claimant(rows: list[Any]) -> tuple[Any, ...]:
    kept: dict[str, Any] = {}
    for row in sorted(rows, key=lambda row: _rank(row, named_first=True)):
        kept.setdefault(row.claimant, row)
    return tuple(kept.values())


def _rank(row: Any, named_first: bool) -> tuple[Any, ...]:
    day = last_day(counted_until(row))
    return (
        named_first and row.claimant == "article",
        tuple(-ord(letter) for letter in day) or (0,),
        row.claimant.lower() in ANYBODY,
        _TIGHTEST.index(row.bound),
        -(value_of(row) or 0),
        row.document_id,
        row.start,
    )


def compare_claims(one: Any, two: Any) -> str:
    """Say how one claim's number stands to another's: ``above``, ``below``, ``same``, ``overlaps``, "".

    The words decide: "more than 3" and "5" overlap; only intervals that cannot meet are above or below.
    """
    mine, theirs = interval_of(one), interval_of(two)
    if mine is None or theirs is None:
        return ""
    if mine == theirs:
        return "same"
    if mine[0] > theirs[1]:
        return "above"
    return "below" if mine[1] < theirs[0] else "overlaps"


def find_sums(totals: Totals, found: Iterable[Totals]) -> list[tuple[Any, Any]]:
    """Find claimants who give killed and wounded apart, whose sum can stand beside a count of casualties.

    Returns
    -------
    list of pair of rows
        (killed, wounded) of one claimant, side, population and day, both with a value; newest first.
    """
    parts: dict[str, dict[str, Any]] = {"killed": {}, "wounded": {}}
    for group in found:
        if group.measure in parts and (group.side, group.population, group.period) == (
            totals.side,
            totals.population,
            totals.period,
        ):
            parts[group.measure] |= {claim.claimant: claim for claim in group.claims if claim.best == claim.best}
    taken = {claim.claimant for claim in totals.claims} | {"article"}
    pairs = [
        (dead, parts["wounded"][name])
        for name, dead in parts["killed"].items()
        if name in parts["wounded"] and name not in taken
    ]
    return [pair for pair in pairs if counted_until(pair[0]) == counted_until(pair[1])]
