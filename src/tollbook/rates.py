"""Dated counts of one claimant → counts a day, and the pace a projection needs; shares and multiples → counts."""

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
from tollbook.schema import frame_of
from tollbook.speakers import NAMED, speaker_of

if TYPE_CHECKING:
    import pandas as pd

_SEASONS = {"spring": ("03-01", "05-31"), "summer": ("06-01", "08-31"),
            "autumn": ("09-01", "11-30"), "fall": ("09-01", "11-30")}  # fmt: skip
_PER = re.compile(
    r"\b(?:(?:a|an|per|each|every)\s+(?:single\s+)?(day|week|month|year)\b|(dai|week|month|annual|year)ly\b)", re.I
)
_DAYS = {"day": (1, 1), "dai": (1, 1), "week": (7, 7), "month": (28, 31), "year": (365, 366), "annual": (365, 366)}
_MANY = 12
_DATE = "%Y-%m-%d"


@dataclass(frozen=True, slots=True)
class _Count:
    """One total: who counts what, from when until between which days, and what the words allow."""

    claim_ids: str
    claimant: str
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
        return (self.claimant, self.side, self.measure, self.unit, self.people)


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
    totals = _summed(_totals(claims))
    rows = [*_implied(totals), *_so_far(totals), *_needed(claims, totals), *_stated(claims, sentences)]
    return frame_of(sorted({row["rate_id"]: row for row in rows}.values(), key=_order), "rates")


def find_reach(
    claims: pd.DataFrame, references: pd.DataFrame | None = None, sentences: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Turn projections, shares and multiples into counts where a base is at hand; otherwise nothing.

    A projection reaches as far as it lies above the same claimant's last total. A share or multiple needs its
    sentence: a reference whose ``cue`` stands there is its base, of the same measure for a multiple.

    Returns
    -------
    pandas.DataFrame
        The table ``reach``, sorted by claim.

    Examples
    --------
    >>> from tollbook import read_claims
    >>> len(find_reach(read_claims("Nine people were killed in Taiz.")))
    0
    """
    rows = [_further(claim, base) for claim, base in _projections(claims, _summed(_totals(claims)))]
    if references is not None and sentences is not None:
        rows += _on_bases(claims, references[references["cue"] != ""], sentences)
    rows.sort(key=lambda row: (row["claim_id"], row["kind"], row["base"]))
    return frame_of(rows, "reach")


def _totals(claims: pd.DataFrame) -> list[_Count]:
    """Give the dated totals that somebody asserts, one of each, by the claim with the first id."""
    chosen = claims[
        claims["modality"].isin(("asserted", "estimated"))
        & claims["scope"].isin(("cumulative", "period"))
        & ~claims["unit"].isin(("percent", "ratio", "other"))
    ]
    seen: dict[tuple[Any, ...], _Count] = {}
    for claim in chosen.sort_values("claim_id").itertuples(index=False):
        count = _count(claim, _loose(claim))
        if count is not None:
            seen.setdefault((*count.what, count.start, count.first, count.last, count.span), count)
    return list(seen.values())


def _count(claim: Any, span: Interval | None) -> _Count | None:
    until = counted_until(claim)
    if span is None or not until or (claim.scope == "period" and not claim.period_start):
        return None
    return _Count(
        claim.claim_id, speaker_of(claim.claimant, claim.document_id).name, claim.side, claim.measure, claim.unit,
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


def _loose(claim: Any) -> Interval | None:
    """Give what the words allow; only "about" and "nearly" loosen a number."""
    return admitted_by(claim) if claim.bound in ("about", "nearly") else interval_of(claim)


def _summed(totals: list[_Count]) -> list[_Count]:
    """Add the sums over both sides where one claimant gives a total of each for the same days."""
    groups: dict[tuple[str, ...], list[_Count]] = defaultdict(list)
    for count in totals:
        key = (count.claimant, count.measure, count.unit, count.people, count.start, count.first, count.last)
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


def _implied(totals: list[_Count]) -> Iterator[dict[str, Any]]:
    groups: dict[tuple[str, ...], list[_Count]] = defaultdict(list)
    for count in totals:
        if count.side != "both":
            groups[(*count.what, _since(count))].append(count)
    for group in groups.values():
        group.sort(key=lambda count: (count.last, count.first, count.claim_ids))
        pairs = combinations(group, 2) if len(group) <= _MANY else pairwise(group)
        yield from (_growth("implied", one, two) for one, two in pairs if _can_grow(one, two))


def _since(count: _Count) -> str:
    """Since when, as a year: a war's start is told as a day, a month, or not at all."""
    return count.start[:4] if count.start and count.start[:7] != count.first[:7] and len(count.start) > 4 else ""


def _can_grow(one: _Count, two: _Count) -> bool:
    return one.last < two.first and two.span[1] > one.span[0]


def _growth(kind: str, one: _Count, two: _Count) -> dict[str, Any]:
    """Give the pace from one total to a later one; an open end or a fall leaves an end open."""
    fewest, most = days_between(one.first, two.last)[0], days_between(one.first, two.last)[1]
    fewest = days_between(one.last, two.first)[0]
    low = max(0.0, two.span[0] - one.span[1]) / most
    high = (two.span[1] - one.span[0]) / fewest
    arithmetic = f"({_text(two.span)} - {_text(one.span)}) / {_days(fewest, most)}"
    return _row(kind, two, one.claim_ids, (fewest, most), (low, high), (one.last, two.last), arithmetic)


def _so_far(totals: list[_Count]) -> Iterator[dict[str, Any]]:
    for count in totals:
        if count.start and first_day(count.start) < count.first or (count.start and len(count.start) < 10):
            yield from _pace(count)


def _pace(count: _Count) -> Iterator[dict[str, Any]]:
    """Give the pace over a total's own days; a month or year named alone is meant whole."""
    whole = first_day(count.start) == count.first
    fewest = days_between(count.start, count.first)[0] + 1 if not whole else 0.0
    most = days_between(count.start, count.last)[1] + 1
    fewest = most if whole else fewest
    if fewest < 2:
        return
    low, high = count.span[0] / most, count.span[1] / fewest
    arithmetic = f"{_text(count.span)} / {_days(fewest, most)}"
    period = (first_day(count.start), count.last)
    yield _row("so_far", count, "", (fewest, most), (low, high), period, arithmetic)


def _projections(claims: pd.DataFrame, totals: list[_Count]) -> Iterator[tuple[_Count, _Count]]:
    """Give each projected total with the last total of the same claimant that it starts from."""
    groups: dict[tuple[str, ...], list[_Count]] = defaultdict(list)
    for count in totals:
        groups[count.what].append(count)
    chosen = claims[(claims["modality"] == "projected") & (claims["scope"] == "cumulative")]
    for claim in chosen.sort_values("claim_id").itertuples(index=False):
        aim = _count(claim, _loose(claim))
        if aim is None:
            continue
        before = [count for count in groups[aim.what] if count.last < aim.last and count.first < aim.first]
        same = [count for count in before if not (count.start and aim.start) or _near(count.start, aim.start)]
        if same:
            yield aim, max(same, key=lambda count: (count.last, count.first, count.claim_ids))


def _near(one: str, two: str) -> bool:
    """Whether two dates, as stated, can be the same day."""
    return first_day(one) <= last_day(two) and first_day(two) <= last_day(one)


def _needed(claims: pd.DataFrame, totals: list[_Count]) -> Iterator[dict[str, Any]]:
    for aim, base in _projections(claims, totals):
        if _can_grow(base, aim):
            yield _growth("needed", base, aim)


def _stated(claims: pd.DataFrame, sentences: pd.DataFrame | None) -> Iterator[dict[str, Any]]:
    if sentences is None:
        return
    texts = dict(zip(sentences["sentence_id"], zip(sentences["start"], sentences["text"], strict=True), strict=True))
    for claim in claims[claims["scope"] == "rate"].sort_values("claim_id").itertuples(index=False):
        start, text = texts.get(claim.sentence_id, (0, ""))
        found = _PER.search(text, max(0, claim.end - start)) or _PER.search(text)
        span = _loose(claim)
        if found is None or span is None:
            continue
        fewest, most = _DAYS[(found[1] or found[2]).lower()]
        count = _count(claim, span) or _Count(claim.claim_id, claim.claimant, claim.side, claim.measure, claim.unit,
                                              "", "", "", "", span)  # fmt: skip
        period = (claim.period_start, claim.period_end)
        arithmetic = f"{_text(span)} / {_days(fewest, most)}"
        yield _row("stated", count, "", (fewest, most), (span[0] / most, span[1] / fewest), period, arithmetic)


def _row(
    kind: str, count: _Count, base: str, days: Interval, pace: Interval, period: tuple[str, str], arithmetic: str
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


def _further(aim: _Count, base: _Count) -> dict[str, Any]:
    low, high = aim.span[0] - base.span[1], aim.span[1] - base.span[0]
    return {
        "claim_id": aim.claim_ids, "kind": "projection", "low": low if low > 0 else math.nan,
        "high": high if 0 < high < math.inf else math.nan, "base": base.claim_ids,
        "arithmetic": f"{_text(aim.span)} - {_text(base.span)}", "source": base.claimant,
    }  # fmt: skip


def _on_bases(claims: pd.DataFrame, bases: pd.DataFrame, sentences: pd.DataFrame) -> list[dict[str, Any]]:
    texts = dict(zip(sentences["sentence_id"], sentences["text"], strict=True))
    rows = []
    chosen = claims[claims["unit"].isin(("percent", "ratio")) & claims["modality"].isin(("asserted", "estimated"))]
    for claim in chosen.itertuples(index=False):
        text = texts.get(claim.sentence_id, "").lower()
        for base in bases.itertuples(index=False):
            if _loose(claim) is not None and any(cue.strip().lower() in text for cue in base.cue.split(";")):
                rows += _scaled(claim, base)
    return rows


def _scaled(claim: Any, base: Any) -> Iterator[dict[str, Any]]:
    """Give a share of its base, or a multiple of one of the same measure; a share's base is people of its side."""
    share = claim.unit == "percent"
    fits = base.side == claim.side and base.measure == "other" if share else base.measure == claim.measure
    if not fits:
        return
    low, high = _loose(claim) or (0.0, math.inf)
    least, most = (base.best, base.best) if not math.isnan(base.best) else (base.low, base.high)
    part, sign = (0.01, "%") if share else (1.0, " ×")
    yield {
        "claim_id": claim.claim_id, "kind": "share" if share else "multiple", "base": base.reference_id,
        "low": low * part * least or math.nan, "high": high * part * most if high < math.inf else math.nan,
        "arithmetic": f"{_text((low, high))}{sign} of {_text((least, most))}, {base.series}", "source": base.citation,
    }  # fmt: skip


def _text(span: Interval) -> str:
    if span[0] == span[1]:
        return f"{span[0]:,.10g}"
    if math.isinf(span[1]):
        return f"≥{span[0]:,.10g}"
    return f"{span[0]:,.10g} to {span[1]:,.10g}" if span[0] else f"≤{span[1]:,.10g}"


def _days(fewest: float, most: float) -> str:
    return f"{fewest:.0f} days" if fewest == most else f"{fewest:.0f} to {most:.0f} days"
