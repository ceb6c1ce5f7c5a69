"""Dated counts of one claimant → counts a day, and the pace a projection needs."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import combinations, pairwise
from typing import TYPE_CHECKING, Any

from tollbook.intervals import Interval, admitted_by, counted_until, days_between, first_day, interval_of, last_day
from tollbook.schema import frame_of, rows_of
from tollbook.speakers import speaker_of

if TYPE_CHECKING:
    import pandas as pd

_SEASONS = {"spring": ("03-01", "05-31"), "summer": ("06-01", "08-31"),
            "autumn": ("09-01", "11-30"), "fall": ("09-01", "11-30")}  # fmt: skip
_PER = re.compile(
    r"\b(?:(?:a|an|per|each|every)\s+(?:single\s+)?(day|week|month|year)\b|(dai|week|month|annual|year)ly\b)", re.I
)
_DAYS = {"day": (1, 1), "dai": (1, 1), "week": (7, 7), "month": (28, 31), "year": (365, 366), "annual": (365, 366)}
_MANY = 12


@dataclass(frozen=True, slots=True)
class Count:
    """One total: who counts what, from when until between which days, and what the words allow."""

    claim_ids: str
    claimant: str
    voice: str
    total: bool
    side: str
    measure: str
    unit: str
    people: str
    start: str
    first: str
    last: str
    span: Interval

    @property
    def what(self) -> tuple[str, ...]:
        """Who counts what: only totals alike in this are set against each other."""
        return (self.voice, self.side, self.measure, self.unit, self.people)


def find_rates(claims: pd.DataFrame, sentences: pd.DataFrame | None = None) -> pd.DataFrame:
    """Compute how many a day the claims imply, state or need.

    ``implied`` is the growth between two running totals of one claimant by the days between them, ``so_far`` a total
    by the days it covers, ``needed`` what is missing to a projection of the same claimant by the days left (totals of
    two sides add up to those of both), ``stated`` a rate as told. Every end of a bound, a rounding word and a date
    of less than a day's precision is carried through: the slowest is the least over the most days. No midpoints.

    Parameters
    ----------
    claims : pandas.DataFrame
        The table ``claims``.
    sentences : pandas.DataFrame, optional
        The table ``sentences``; without it, stated rates are left out, as no claim tells of its "a day".

    Returns
    -------
    pandas.DataFrame
        The table ``rates``, a count a day, sorted; an open end is empty. Beyond a dozen totals of one kind, only
        neighbours are set against each other.

    Examples
    --------
    >>> from tollbook import read_claims
    >>> said = "The Red Cross said on 1 May 2024 that 1,000 soldiers had been killed in the war. "
    >>> said += "The Red Cross said on 11 May 2024 that more than 1,200 soldiers had been killed in the war."
    >>> rates = find_rates(read_claims(said, published="2024-06-01"))
    >>> rates[rates.kind == "implied"].arithmetic.tolist()
    ['(≥1,200 - 1,000) / 10 days']
    >>> len(find_rates(read_claims("Nine people were killed in Taiz.")))
    0
    """
    totals = summed(totals_of(claims))
    rows = [*_implied(totals), *_so_far(totals), *_needed(claims, totals), *_stated(claims, sentences)]
    return frame_of(sorted({row["rate_id"]: row for row in rows}.values(), key=_order), "rates")


def totals_of(claims: pd.DataFrame) -> list[Count]:
    """Give the dated totals that somebody asserts, one of each, by the claim with the first id."""
    chosen = claims[
        claims["modality"].isin(("asserted", "estimated"))
        & claims["scope"].isin(("cumulative", "period"))
        & ~claims["unit"].isin(("percent", "ratio", "other"))
    ]
    seen: dict[tuple[Any, ...], Count] = {}
    for claim in rows_of(chosen.sort_values("claim_id")):
        count = _count(claim, loosened(claim))
        if count is not None:
            seen.setdefault((*count.what, count.start, count.first, count.last, count.span), count)
    return list(seen.values())


def _count(claim: Any, span: Interval | None) -> Count | None:
    until = counted_until(claim)
    if span is None or not until or (claim.scope == "period" and not claim.period_start):
        return None
    return Count(
        claim.claim_id, claim.claimant, speaker_of(claim.claimant, claim.document_id).name,
        claim.scope == "cumulative", claim.side, claim.measure, claim.unit,
        claim.population if claim.population in ("civilian", "children") else "", claim.period_start,
        *_deadline(until, claim.period_surface), span,
    )  # fmt: skip


def _deadline(until: str, surface: str) -> tuple[str, str]:
    """Give the first and last day a date may mean; a season narrows a year: "by the spring" of 2026."""
    season = next((word for word in re.findall(r"\w+", surface.lower()) if word in _SEASONS), "")
    if len(until) == 4 and season:
        first, last = _SEASONS[season]
        return f"{until}-{first}", f"{until}-{last}"
    return first_day(until), last_day(until)


def loosened(claim: Any) -> Interval | None:
    """Give what the words allow; only "about" and "nearly" loosen a number."""
    return admitted_by(claim) if claim.bound in ("about", "nearly") else interval_of(claim)


def summed(totals: list[Count]) -> list[Count]:
    """Add the sums over both sides where one claimant gives a total of each for the same days."""
    groups: dict[tuple[str, ...], list[Count]] = defaultdict(list)
    for count in totals:
        key = (count.voice, count.measure, count.unit, count.people, count.start, count.first, count.last)
        groups[key].append(count)
    sums = []
    for group in groups.values():
        named = [count for count in group if count.side not in ("both", "unknown")]
        if len(named) == 2 and named[0].side != named[1].side:
            one, two = named
            span = (one.span[0] + two.span[0], one.span[1] + two.span[1])
            ids = " ".join(sorted((one.claim_ids, two.claim_ids)))
            sums.append(replace(one, claim_ids=ids, side="both", span=span))
    return [*totals, *sums]


def _implied(totals: list[Count]) -> Iterator[dict[str, Any]]:
    groups: dict[tuple[str, ...], list[Count]] = defaultdict(list)
    for count in totals:
        if count.side != "both":
            groups[(*count.what, "" if count.total else count.start)].append(count)
    for group in groups.values():
        group.sort(key=lambda count: (count.last, count.first, count.claim_ids))
        pairs = combinations(group, 2) if len(group) <= _MANY else pairwise(group)
        yield from (_growth("implied", one, two) for one, two in pairs if _can_grow(one, two))


def _can_grow(one: Count, two: Count) -> bool:
    same = not (one.start and two.start) or _near(one.start, two.start)
    return same and one.last < two.first and two.span[1] > one.span[0]


def _growth(kind: str, one: Count, two: Count) -> dict[str, Any]:
    """Give the pace from one total to a later one; an open end or a fall leaves an end open."""
    fewest, most = days_between(one.last, two.first)[0], days_between(one.first, two.last)[1]
    low = max(0.0, two.span[0] - one.span[1]) / most
    high = (two.span[1] - one.span[0]) / fewest
    arithmetic = f"({less(two.span, one.span)}) / {_days(fewest, most)}"
    return _row(kind, two, one.claim_ids, (fewest, most), (low, high), (one.last, two.last), arithmetic)


def _so_far(totals: list[Count]) -> Iterator[dict[str, Any]]:
    for count in totals:
        if count.start:
            yield from _pace(count)


def _pace(count: Count) -> Iterator[dict[str, Any]]:
    """Give the pace over a total's own days; a month or year named alone is meant whole."""
    whole = first_day(count.start) == count.first
    most = days_between(count.start, count.last)[1] + 1
    fewest = most if whole else days_between(count.start, count.first)[0] + 1
    if fewest < 2:
        return
    low, high = count.span[0] / most, count.span[1] / fewest
    arithmetic = f"{text_of(count.span)} / {_days(fewest, most)}"
    period = (first_day(count.start), count.last)
    yield _row("so_far", count, "", (fewest, most), (low, high), period, arithmetic)


def projections(claims: pd.DataFrame, totals: list[Count]) -> Iterator[tuple[Count, Count]]:
    """Give each projected total with the last total of the same claimant that it starts from."""
    groups: dict[tuple[str, ...], list[Count]] = defaultdict(list)
    for count in totals:
        groups[count.what].append(count)
    chosen = claims[(claims["modality"] == "projected") & (claims["scope"] == "cumulative")]
    for claim in rows_of(chosen.sort_values("claim_id")):
        aim = _count(claim, loosened(claim))
        if aim is None:
            continue
        before = [count for count in groups[aim.what] if count.last < aim.last and count.first < aim.first]
        base = [count for count in before if not (count.start and aim.start) or _near(count.start, aim.start)]
        if base:
            yield aim, max(base, key=lambda count: (count.last, count.first, count.claim_ids))


def _near(one: str, two: str) -> bool:
    """Whether two dates, as stated, can be the same day."""
    return first_day(one) <= last_day(two) and first_day(two) <= last_day(one)


def _needed(claims: pd.DataFrame, totals: list[Count]) -> Iterator[dict[str, Any]]:
    for aim, base in projections(claims, totals):
        if _can_grow(base, aim):
            yield _growth("needed", base, aim)


def _stated(claims: pd.DataFrame, sentences: pd.DataFrame | None) -> Iterator[dict[str, Any]]:
    if sentences is None:
        return
    texts = dict(zip(sentences["sentence_id"], zip(sentences["start"], sentences["text"], strict=True), strict=True))
    for claim in rows_of(claims[claims["scope"] == "rate"].sort_values("claim_id")):
        start, text = texts.get(claim.sentence_id, (0, ""))
        found = _PER.search(text, max(0, claim.end - start)) or _PER.search(text)
        span = loosened(claim)
        if found is None or span is None:
            continue
        fewest, most = _DAYS[(found[1] or found[2]).lower()]
        what = (claim.side, claim.measure, claim.unit)
        count = Count(claim.claim_id, claim.claimant, "", False, *what, "", "", "", "", span)
        period = (claim.period_start, claim.period_end)
        arithmetic = f"{text_of(span)} / {_days(fewest, most)}"
        yield _row("stated", count, "", (fewest, most), (span[0] / most, span[1] / fewest), period, arithmetic)


def _row(
    kind: str, count: Count, base: str, days: Interval, pace: Interval, period: tuple[str, str], arithmetic: str
) -> dict[str, Any]:
    key = f"{kind}|{base}|{count.claim_ids}"
    low, high = (value if 0 < value < math.inf else math.nan for value in pace)
    return {
        "rate_id": f"t{sha256(key.encode()).hexdigest()[:12]}", "claimant": count.claimant, "side": count.side,
        "measure": count.measure, "unit": count.unit, "kind": kind, "from_claim_id": base,
        "to_claim_id": count.claim_ids, "days_low": float(days[0]), "days_high": float(days[1]), "low": low,
        "high": high, "period_start": period[0], "period_end": period[1], "arithmetic": arithmetic,
    }  # fmt: skip


def _order(row: dict[str, Any]) -> tuple[str, ...]:
    return tuple(row[name] for name in ("kind", "claimant", "side", "measure", "unit", "period_end", "rate_id"))


def text_of(span: Interval) -> str:
    """Write an interval: "≥1,000", "≤325,000", "500,000 to 600,000"."""
    if span[0] == span[1]:
        return f"{span[0]:,.10g}"
    if math.isinf(span[1]):
        return f"≥{span[0]:,.10g}"
    return f"{span[0]:,.10g} to {span[1]:,.10g}" if span[0] else f"≤{span[1]:,.10g}"


def less(two: Interval, one: Interval) -> str:
    """Write a difference of intervals."""
    return " - ".join(f"({text})" if " to " in text else text for text in (text_of(two), text_of(one)))


def _days(fewest: float, most: float) -> str:
    return f"{fewest:.0f} days" if fewest == most else f"{fewest:.0f} to {most:.0f} days"
