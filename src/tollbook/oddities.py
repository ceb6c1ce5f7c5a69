"""Claims → what is odd: totals that fall or leap, the day of print for the event's, ratios, one side's word alone."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from functools import partial
from itertools import pairwise
from typing import Any

from tollbook.intervals import Interval, value_of
from tollbook.lexicon import load
from tollbook.phrases import (
    claim_text,
    count_text,
    date_text,
    list_text,
    name_text,
    noun_after,
    number_text,
    sentence_case,
    side_text,
)
from tollbook.speakers import GENERAL, NOBODY
from tollbook.survey import (
    COUNTED,
    Found,
    Survey,
    allows,
    counted,
    day_of,
    group_by,
    is_named,
    said,
    same_voice,
    start_of,
    voice,
    war_month,
)

_SMALL = 100
_PART = 3
_LEAP = 5
_GROWN = 1.05
_WEEK = 7
_MANY = 100
_MARGIN = 1.4
RATIO = (1.4, 17.0)
"""Wounded for each man killed: 1.4 where 42 % of those hit died (American Revolution; Gawande 2004), 17 in Fazal."""


def _series(survey: Survey) -> Iterator[list[Any]]:
    """Running totals of one claimant that begin alike, by day; on each day the largest."""
    totals = [c for c in survey.counts if c.scope == "cumulative" and is_named(c) and day_of(c) and not c.part_of]
    for _, group in group_by(totals, lambda c: c.side):
        for _, rows in group_by(group, partial(_total_key, war=war_month(group))):
            days: dict[int, Any] = {}
            for row in sorted(rows, key=lambda c: (allows(c), c.claim_id)):
                days[day_of(row)] = row
            yield [days[day] for day in sorted(days)]


def _total_key(claim: Any, war: str) -> tuple[str, ...]:
    return (claim.claimant, claim.measure, claim.unit, claim.population, start_of(claim, war))


def falling_series(survey: Survey) -> Iterator[Found]:
    """Find a running total that is lower than the same claimant's was before.

    Grounds: a cumulative count cannot fall unless it is corrected. False alarm: rounding, which is allowed for; the
    count of one front after one of all, so a third or less is left alone; a correction, which makes it a note.
    """
    for rows in _series(survey):
        top = rows[0]
        for row in rows[1:]:
            if allows(row)[1] < allows(top)[0]:
                if (value_of(row) or 0) * _PART > (value_of(top) or 0):
                    yield _fall(survey, top, row)
            elif allows(row)[0] >= allows(top)[0]:
                top = row


def _fall(survey: Survey, top: Any, row: Any) -> Found:
    corrects = {top.document_id, row.document_id} & survey.corrected
    severity = "note" if corrects else "contradiction" if (value_of(row) or 0) >= _SMALL else "question"
    days = [date_text(date.fromordinal(day_of(c)).isoformat()) for c in (top, row)]
    return Found(
        "falling_series",
        severity,
        (top, row),
        f"{said(top)} on {days[0]}, {said(row)} on {days[1]}",
        f"{sentence_case(survey.who(row))}'s running total falls: {counted(top)} until {days[0]}, {claim_text(row)} "
        f"until {days[1]}{', with a correction' if corrects else ''}.",
    )


def jumps(survey: Survey) -> Iterator[Found]:
    """Find a running total that grows at least five times faster than it did before.

    Grounds: the claimant's own earlier pace. False alarm: a great battle, or a list opened at last; so it is a
    question, and only where the total grows by a twentieth or more.
    """
    for rows in _series(survey):
        for number, (one, two) in enumerate(pairwise(rows), 1):
            pace = _pace(one, two)
            before = _pace(rows[number - 2], one) if number > 1 else _since_start(one)
            if pace and before and before[1] > 0 and pace[0] > _LEAP * before[1] and _grown(one, two):
                days = [date_text(date.fromordinal(day_of(c)).isoformat()) for c in (one, two)]
                yield Found(
                    "jump",
                    "question",
                    (*((rows[number - 2],) if number > 1 else ()), one, two),
                    f"{_rate(pace)} a day after {_rate(before)} a day",
                    f"{sentence_case(survey.who(two))}'s total goes from {claim_text(one)} on {days[0]} to "
                    f"{claim_text(two)} {noun_after(two)} on {days[1]}: {_rate(pace)} a day after "
                    f"{_rate(before)} a day before.",
                )


def _grown(one: Any, two: Any) -> bool:
    return allows(two)[0] > _GROWN * allows(one)[1] and (value_of(two) or 0) >= _SMALL


def _pace(one: Any, two: Any) -> Interval | None:
    (low, high), (least, most), days = allows(one), allows(two), day_of(two) - day_of(one)
    return (max(0.0, least - high) / days, max(0.0, most - low) / days) if high < float("inf") else None


def _since_start(one: Any) -> Interval | None:
    if len(one.period_start) != 10:
        return None
    days = day_of(one) - date.fromisoformat(one.period_start).toordinal() + 1
    return (allows(one)[0] / days, allows(one)[1] / days) if days > _WEEK else None


def _rate(pace: Interval) -> str:
    low, high = (number_text(round(end)) if end < float("inf") else "" for end in pace)
    return low if low == high else f"at least {low}" if not high else f"{low} to {high}"


def print_dates(survey: Survey) -> Iterator[Found]:
    """Find articles printed days after what they call by a weekday, and others that took the day of print for its own.

    Grounds: the events' own dates, resolved from the words. False alarm: two events with the same toll; so two counts
    must be equal, both dated by the other article's day of print. A late print of nothing newer is a note.
    """
    incidents = [c for c in survey.counts if c.scope == "incident" and day_of(c)]
    for document, rows in group_by(incidents, lambda c: c.document_id):
        late = [c for c in rows if _is_late(survey, c)]
        newest = max((day_of(c) for c in rows if c.period_surface), default=0)
        if late and newest <= max(map(day_of, late)):
            first = min(late, key=lambda c: (day_of(c), c.start))
            gap = date.fromisoformat(survey.published(first)).toordinal() - day_of(first)
            event = date_text(date.fromordinal(day_of(first)).isoformat())
            yield Found(
                "print_date",
                "note",
                tuple(late),
                f"{survey.published(first)} − {date.fromordinal(day_of(first)).isoformat()} = {gap} days",
                f"{sentence_case(survey.title(document))} is dated {date_text(survey.published(first))}, "
                f"{count_text(gap)} days after the {event} it tells of.",
            )
    yield from _taken_for_event(survey, incidents)


def _is_late(survey: Survey, claim: Any) -> bool:
    """Whether a claim is dated by a weekday two days or more before the article's day."""
    published = survey.published(claim)
    if not published or not claim.period_surface.lower().rstrip(".,").endswith("day"):
        return False
    gap = date.fromisoformat(published).toordinal() - day_of(claim)
    return 3 <= gap < _WEEK


def _taken_for_event(survey: Survey, incidents: list[Any]) -> Iterator[Found]:
    pairs: dict[tuple[str, str, int, int], list[tuple[Any, Any]]] = defaultdict(list)
    for _, rows in group_by(incidents, lambda c: (c.measure, c.unit, value_of(c))):
        printed: dict[int, list[Any]] = defaultdict(list)
        for claim in rows:
            if published := survey.published(claim):
                printed[date.fromisoformat(published).toordinal()].append(claim)
        for copy in rows:
            for source in printed.get(day_of(copy), ())[:_WEEK]:
                if copy.document_id != source.document_id and 1 <= day_of(copy) - day_of(source) <= _WEEK:
                    key = (copy.document_id, source.document_id, day_of(copy), day_of(source))
                    pairs[key].append((copy, source))
    for key in sorted(pairs):
        if len({(one.measure, value_of(one)) for one, _ in pairs[key]}) > 1:
            yield _mistaken(survey, pairs[key])


def _mistaken(survey: Survey, pairs: list[tuple[Any, Any]]) -> Found:
    copy, source = pairs[0]
    days = [date.fromordinal(day_of(claim)).isoformat() for claim in (copy, source)]
    return Found(
        "print_date",
        "question",
        tuple(claim for pair in pairs for claim in pair),
        f"{days[0]} = day of print of {source.document_id}; the event: {days[1]}",
        f"{sentence_case(survey.title(copy.document_id))} dates {counted(copy)} {date_text(days[0])}, the day "
        f"{survey.title(source.document_id)} was printed; that article puts it on {date_text(days[1])}.",
    )


def odd_ratios(survey: Survey) -> Iterator[Found]:
    """Find a claimant's soldiers wounded for each one killed outside what other wars had.

    Grounds: Gawande 2004 (doi:10.1056/NEJMp048317), 42 % of the hit died in the American Revolution, 10 % in Iraq;
    Fazal 2014 (doi:10.1162/ISEC_a_00166), up to 17 wounded for each killed. False alarm: massacres, sieges, ships lost
    with all hands; so it is a question, at a hundred soldiers killed or more, two fifths beyond the range, and never
    for one incident or for counts that do not say soldiers.
    """
    people = [c for c in survey.counts if c.unit == "persons" and c.scope != "incident" and c.population == "military"]
    seen = set()
    for _, rows in group_by(
        people, lambda c: (c.document_id, c.claimant, c.side, c.period_start, c.period_end, c.as_of)
    ):
        for dead in (c for c in rows if c.measure == "killed" and (value_of(c) or 0) >= _MANY):
            for hurt in (c for c in rows if c.measure in ("wounded", "casualties") and same_voice(c, dead)):
                ratio = _ratio(allows(dead), allows(hurt), hurt.measure)
                key = (dead.claimant, dead.side, allows(dead), allows(hurt))
                if ratio and (ratio[1] < RATIO[0] / _MARGIN or ratio[0] > RATIO[1] * _MARGIN) and key not in seen:
                    seen.add(key)
                    edge = ratio[1] if ratio[1] < RATIO[0] else ratio[0]
                    yield Found(
                        "odd_ratio",
                        "question",
                        (dead, hurt),
                        f"{_ratio_text(dead, hurt)} = {edge:.1f}, outside {RATIO[0]:g} to {RATIO[1]:g}",
                        f"{sentence_case(survey.who(dead))} gives {counted(dead)} and {counted(hurt)}: {edge:.1f} "
                        f"wounded for each one killed, where other wars had {RATIO[0]:g} to {RATIO[1]:g}.",
                    )


def _ratio(dead: Interval, hurt: Interval, measure: str) -> Interval | None:
    if measure == "casualties":
        hurt = (max(0.0, hurt[0] - dead[1]), hurt[1] - dead[0])
        if hurt[1] <= 0:
            return None
    return (hurt[0] / dead[1] if dead[1] else math.inf, hurt[1] / dead[0] if dead[0] else math.inf)


def _ratio_text(dead: Any, hurt: Any) -> str:
    over = f"({said(hurt)} − {said(dead)})" if hurt.measure == "casualties" else said(hurt)
    return f"{over} / {said(dead)}"


def one_belligerent_only(survey: Survey) -> Iterator[Found]:
    """Find a side whose dead and wounded soldiers only its enemy counts, in two articles or more.

    Grounds: Radford et al. 2023 (doi:10.1073/pnas.2307372120). False alarm: a short book; so one article alone, or one
    count, is a note, and a claim that names nobody counts for nobody.
    """
    enemies = load().enemies
    people = [
        c
        for c in survey.counts
        if c.unit == "persons"
        and c.measure in COUNTED[:4]
        and c.population in ("military", "unknown")
        and not c.part_of
    ]
    for side, rows in group_by(people, lambda c: c.side):
        named = [c for c in rows if voice(c).level < NOBODY]
        foes = set(enemies.get(side, ()))
        polities = {voice(c).polity for c in named}
        if not named or not polities <= foes or any(voice(c).level > GENERAL for c in named):
            continue
        articles = {c.document_id for c in named}
        foe = list_text(sorted(name_text(name) for name in polities))
        yield Found(
            "one_belligerent_only",
            "question" if len(articles) > 1 and len(rows) == len(named) else "note",
            tuple(named),
            f"{len(named)} of {len(named)} counts from {foe}",
            f"Every count of {side_text(side)}'s dead and wounded that names its source comes from {foe}, its enemy in "
            "this war.",
        )
