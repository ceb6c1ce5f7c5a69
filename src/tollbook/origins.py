"""Claims with origins → the origins, the span of what they say at each date, and what each of them decides.

The span is taken in the manner of the UCDP (Sundberg and Melander 2013, "Introducing the UCDP Georeferenced Event
Dataset"): a low and a high over all sources, and no midpoint.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from tollbook.echoes import rank_of
from tollbook.intervals import counted_until, last_day
from tollbook.lexicon import load
from tollbook.likeness import same_people
from tollbook.schema import frame_of
from tollbook.speakers import nearness, speaker_of

if TYPE_CHECKING:
    import pandas as pd

_KIND_OF_COUNT = ("side", "measure", "unit", "population", "scope", "period_start")
_COMPARABLE = frozenset(("asserted", "estimated"))
_SUMMED_UP = frozenset(("cumulative", "period", "rate"))
_SHARES = frozenset(("percent", "ratio"))


class Origin(NamedTuple):
    """An origin as far as it is counted: the claim that stands for it, and all its claims."""

    origin_id: str
    head: Any
    claims: tuple[Any, ...]


class Span(NamedTuple):
    """Ends over some origins; an end is NaN where one of them leaves it open."""

    low: float
    high: float
    stated_low: float
    stated_high: float


def find_origins(claims: pd.DataFrame) -> pd.DataFrame:
    """Give a row per origin: who says it, how many articles carry it, and on whose count it is known to build.

    Parameters
    ----------
    claims : pandas.DataFrame
        As in :mod:`tollbook.schema`, with the origins of :func:`tollbook.with_origins`.

    Returns
    -------
    pandas.DataFrame
        Table ``origins``, key ``origin_id``. ``claim_id`` stands for the origin: the named claimant's, the tightest
        bound, the earliest. ``dependent_on`` comes from ``lexicon/dependence.csv``, where each line has its source.

    Examples
    --------
    >>> from tollbook import read_claims
    >>> origins = find_origins(read_claims("The UK Ministry of Defence said Russia had lost over 900,000 soldiers."))
    >>> origins[["claimants", "n_documents", "dependent_on"]].values.tolist()
    [['UK Ministry of Defence', 1, 'General Staff of Ukraine']]
    >>> find_origins(read_claims("CSIS said Russia had lost over 900,000 soldiers."))["dependent_on"].tolist()
    ['']
    """
    rows = []
    for origin in _origins(claims.itertuples(index=False)):
        names = sorted({row.claimant for row in origin.claims} - {"article"})
        documents = sorted({row.document_id for row in origin.claims})
        bases = {base for row in origin.claims for base in _bases(row) if row.claimant == origin.head.claimant}
        rows.append(
            {
                "origin_id": origin.origin_id,
                "claim_id": origin.head.claim_id,
                "claimants": "; ".join(names),
                "document_ids": " ".join(documents),
                "n_claims": len(origin.claims),
                "n_documents": len(documents),
                "n_claimants": len(names),
                "dependent_on": "; ".join(sorted(bases)),
            }
        )
    return frame_of(rows, "origins")


def span_origins(claims: pd.DataFrame) -> pd.DataFrame:
    """Give the span of lows and highs over origins, per side, measure, unit, population and scope, at each date.

    At each date the newest count of every claimant stands, however old, and the newest that name nobody; a period's
    count is compared with counts of the same period only. Comparable are claims asserted or estimated that are not
    vague and no part of another of the same measure (the dead among casualties are a count of their own). Shares are
    left out, and counts of single attacks left to the events. An origin counts once, with the claim that stands for it.

    Parameters
    ----------
    claims : pandas.DataFrame
        As in :mod:`tollbook.schema`, with the origins of :func:`tollbook.with_origins`.

    Returns
    -------
    pandas.DataFrame
        Table ``spans``, sorted by its key. ``low`` (``high``) is the least (greatest) end over the origins, and empty
        when one of them leaves that end open ("up to", "more than"): nothing is put where nobody put a number.
        ``stated_low`` and ``stated_high`` are the least and the greatest number that stands in any of them.

    Examples
    --------
    >>> from tollbook import read_claims
    >>> said = "CSIS said 300,000 Russian soldiers had been killed by May 2025. {} said {} had been killed by May 2025."
    >>> columns = ["low", "high", "stated_low", "stated_high", "n_origins"]
    >>> span_origins(read_claims(said.format("NATO", "250,000 Russian soldiers")))[columns].values.tolist()
    [[250000.0, 300000.0, 250000.0, 300000.0, 2.0]]
    >>> span_origins(read_claims(said.format("NATO", "up to 310,000 Russian soldiers")))[columns].values.tolist()
    [[nan, 310000.0, 300000.0, 310000.0, 2.0]]
    """
    rows = []
    for key, series in _series(claims):
        for day, newest in _newest_at(series):
            names = sorted({origin.head.claimant for origin in newest} - {"article"})
            rows.append(
                dict(zip(_KIND_OF_COUNT, key, strict=True))
                | {"as_of": day, **_span(newest)._asdict(), "n_origins": len(newest), "n_claimants": len(names)}
                | {"n_dependent": _count_dependent(newest), "claimants": "; ".join(names)}
                | {"origin_ids": " ".join(sorted(origin.origin_id for origin in newest))}
            )
    return frame_of(rows, "spans")


def drop_each(claims: pd.DataFrame) -> pd.DataFrame:
    """Leave out each claimant, origin and article in turn, and tell what the latest span becomes.

    Parameters
    ----------
    claims : pandas.DataFrame
        As in :mod:`tollbook.schema`, with the origins of :func:`tollbook.with_origins`.

    Returns
    -------
    pandas.DataFrame
        Table ``sensitivity``: for the latest date of every row of :func:`span_origins`, a row per thing left out.
        Without a claimant its origins go, with all who carry them; without an article an origin stays if another
        article carries it. ``says`` gives the move of either end.

    Examples
    --------
    >>> from tollbook import read_claims
    >>> said = "CSIS said 300,000 Russian soldiers had been killed by May 2025. {} said {} had been killed by May 2025."
    >>> table = drop_each(read_claims(said.format("NATO", "250,000 Russian soldiers")))
    >>> table[table["without_kind"] == "claimant"][["without", "says"]].values.tolist()
    [['CSIS', 'high 300,000 → 250,000'], ['NATO', 'low 250,000 → 300,000']]
    >>> len(drop_each(read_claims("Nothing was counted.")))
    0
    """
    rows = []
    for key, series in _series(claims):
        *_, (day, newest) = _newest_at(series)
        counted = [origin for origin in series if _reaches(origin, day)]
        span = _span(newest)
        for kind, name, left in _left_out(counted, newest):
            now = _span([*_newest_at(left)][-1][1] if left else [])
            says = _moves(span, now) if left else "nothing is left"
            rows.append(
                dict(zip(_KIND_OF_COUNT, key, strict=True))
                | {"as_of": day, "without_kind": kind, "without": name, "low": span.low, "high": span.high}
                | {"low_without": now.low, "high_without": now.high, "changed": "yes" if says else "no"}
                | {"says": says or "nothing moves"}
            )
    return frame_of(rows, "sensitivity")


def _origins(rows: Iterable[Any]) -> list[Origin]:
    groups: dict[str, list[Any]] = defaultdict(list)
    for row in rows:
        groups[row.origin_id or row.claim_id].append(row)
    ordered = {name: sorted(groups[name], key=rank_of) for name in sorted(groups)}
    return [Origin(name, members[0], tuple(members)) for name, members in ordered.items()]


def _series(claims: pd.DataFrame) -> Iterator[tuple[tuple[str, ...], list[Origin]]]:
    """Origins by what they count; a running total's beginning tells nothing apart, a period's does."""
    comparable = claims[
        claims["modality"].isin(_COMPARABLE)
        & claims["scope"].isin(_SUMMED_UP)
        & ~claims["unit"].isin(_SHARES)
        & (claims["bound"] != "vague")
        & ~_is_part(claims)
    ]
    groups: dict[tuple[str, ...], list[Origin]] = defaultdict(list)
    for origin in _origins(comparable.itertuples(index=False)):
        groups[_key(origin.head)].append(origin)
    yield from sorted(groups.items())


def _is_part(claims: pd.DataFrame) -> pd.Series[bool]:
    """Whether a claim is part of another that counts the same, or is none of these articles'."""
    import pandas as pd

    counts = zip(claims["measure"], claims["population"], strict=True)
    known = dict(zip(claims["claim_id"], counts, strict=True))
    apart = [
        not whole
        or (whole in known and known[whole][0] != known[own][0] and same_people(known[whole][1], known[own][1]))
        for own, whole in zip(claims["claim_id"], claims["part_of"], strict=True)
    ]
    return ~pd.Series(apart, index=claims.index, dtype=bool)


def _key(claim: Any) -> tuple[str, ...]:
    since = claim.period_start if claim.scope == "period" else ""
    return (claim.side, claim.measure, claim.unit, claim.population, claim.scope, since)


def _newest_at(series: list[Origin]) -> Iterator[tuple[str, list[Origin]]]:
    """(date, the newest origins of every voice at that date), earliest first; what has no date comes first, alone."""
    by_day: dict[str, list[Origin]] = defaultdict(list)
    for origin in series:
        by_day[counted_until(origin.head)].append(origin)
    standing: dict[str, list[Origin]] = {}
    for day in sorted(by_day, key=lambda iso: (last_day(iso), iso)):
        fresh: dict[str, list[Origin]] = defaultdict(list)
        for origin in by_day[day]:
            fresh[origin.head.claimant].append(origin)
        total = day != "" and by_day[day][0].head.scope != "period"
        standing = {**standing, **fresh} if total else dict(fresh)
        yield day, [origin for voice in sorted(standing) for origin in standing[voice]]
        standing = standing if total else {}


def _reaches(origin: Origin, day: str) -> bool:
    """Whether an origin may stand at the latest date once others are left out."""
    until = counted_until(origin.head)
    return until == day if not day or origin.head.scope == "period" else until != ""


def _span(origins: Collection[Origin]) -> Span:
    lows, highs, stated = [], [], []
    for origin in origins:
        low, best, high = origin.head.low, origin.head.best, origin.head.high
        lows.append(low if math.isnan(best) else best)
        highs.append(high if math.isnan(best) else best)
        stated += [value for value in (low, best, high) if not math.isnan(value)]
    if not stated:
        return Span(math.nan, math.nan, math.nan, math.nan)
    low = math.nan if any(map(math.isnan, lows)) else min(lows)
    high = math.nan if any(map(math.isnan, highs)) else max(highs)
    return Span(low, high, min(stated), max(stated))


def _left_out(counted: list[Origin], newest: list[Origin]) -> Iterator[tuple[str, str, list[Origin]]]:
    """(kind, name, what is left) for every claimant, origin and article that the newest counts rest on."""
    for name in sorted({origin.head.claimant for origin in newest} - {"article"}):
        yield "claimant", name, [origin for origin in counted if origin.head.claimant != name]
    for origin in newest:
        yield "origin", origin.origin_id, [other for other in counted if other is not origin]
    for document in sorted({row.document_id for origin in newest for row in origin.claims}):
        left = []
        for origin in counted:
            rows = tuple(row for row in origin.claims if row.document_id != document)
            if rows and _key(rows[0]) == _key(origin.head):
                left.append(Origin(origin.origin_id, rows[0], rows))
        yield "document", document, left


def _moves(span: Span, now: Span) -> str:
    parts = []
    for end in ("low", "high"):
        before, after = getattr(span, end), getattr(now, end)
        if before != after and not (math.isnan(before) and math.isnan(after)):
            parts.append(f"{end} {_number(before)} → {_number(after)}")
    for end in ("stated_low", "stated_high"):
        before, after = getattr(span, end), getattr(now, end)
        if before != after and math.isnan(getattr(span, end.removeprefix("stated_"))) and not parts:
            parts.append(
                f"{'least' if end == 'stated_low' else 'greatest'} number {_number(before)} → {_number(after)}"
            )
    return "; ".join(parts)


def _number(value: float) -> str:
    return "open" if math.isnan(value) else f"{value:,.10g}"


def _bases(claim: Any) -> tuple[str, ...]:
    return load().builds_on.get((claim.claimant, claim.side), ())


def _count_dependent(origins: Collection[Origin]) -> int:
    """How many of the origins are of a claimant who builds on the claimant of another of them."""
    heads = {origin.head.claimant: speaker_of(origin.head.claimant, "") for origin in origins}
    leaning = 0
    for origin in origins:
        voices = [speaker_of(base, "") for base in _bases(origin.head)]
        others = [speaker for name, speaker in heads.items() if name != origin.head.claimant]
        leaning += any(nearness(voice, speaker) in (0, 1) for voice in voices for speaker in others)
    return leaning
