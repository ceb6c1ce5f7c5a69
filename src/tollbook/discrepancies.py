"""Claims → where voices disagree: with themselves, with others, headline with body."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations
from typing import Any

from tollbook.intervals import counted_until, value_of
from tollbook.phrases import claim_text, date_text, in_or_on, sentence_case
from tollbook.speakers import nearness
from tollbook.survey import (
    COUNTED,
    Found,
    Survey,
    allows,
    apart,
    counted,
    day_of,
    group_by,
    is_added,
    is_named,
    is_stated,
    said,
    same_people,
    start_of,
    voice,
    war_month,
)

_SLACK = 1.05
_WIDE = 1.5
_FRONT = 10
_FEW = 6


def self_contradictions(survey: Survey) -> Iterator[Found]:
    """Find a claimant who gives two numbers that cannot meet for one place and day, or one period.

    Grounds: one count of one thing has one value, rounding allowed for. False alarm: a toll that rises as the
    dead are found, so an incident's later and higher number is a note, as is any where an article speaks of a
    correction; two fights on one day, so incidents need a place in common; a running total of the day before, so five
    per cent are allowed. Two numbers in one article are left alone unless it corrects itself.
    """
    rows = [c for c in survey.counts if is_named(c) and not is_added(c) and counted_until(c)]
    for _, found in group_by(rows, lambda c: (c.side, c.measure, c.unit, c.claimant, *_quantity(c))):
        kept: dict[Any, Any] = {}
        for claim in found:
            kept.setdefault((claim.document_id, allows(claim), claim.population, bool(claim.part_of)), claim)
        by_number = sorted(kept.values(), key=lambda c: (allows(c), c.claim_id))
        for one, two in _far_apart(by_number):
            if _is_conflict(survey, one, two):
                yield _contradiction(
                    survey, *sorted((one, two), key=lambda c: (survey.published(c), c.document_id, c.start))
                )
                break


def _quantity(claim: Any) -> tuple[Any, ...]:
    """What makes two counts one quantity: the day of an incident, both ends of a period, the day of a total."""
    if claim.scope == "period":
        return ("period", claim.period_start or claim.claim_id, claim.period_end)
    if claim.scope == "incident":
        return ("incident", claim.period_start or claim.claim_id, claim.period_end)
    return ("total", day_of(claim) or claim.claim_id, claim.period_start)


def _far_apart(rows: list[Any]) -> Iterator[tuple[Any, Any]]:
    """Pairs, the widest apart first: the lowest few with the highest few."""
    low, high = rows[:_FEW], rows[-_FEW:]
    pairs = {(one.claim_id, two.claim_id): (one, two) for one in low for two in reversed(high) if one is not two}
    yield from (pair for pair in pairs.values() if apart(*pair))


def _is_conflict(survey: Survey, one: Any, two: Any) -> bool:
    if not same_people(one, two) or bool(one.part_of) != bool(two.part_of) or two.claim_id == one.part_of:
        return False
    here = one.document_id == two.document_id
    if here and one.document_id not in survey.corrected:
        return False
    if one.scope == "incident":
        return bool(survey.scene(one) & survey.scene(two))
    small, large = sorted((value_of(one) or 0, value_of(two) or 0))
    return large <= _FRONT * small and (one.scope == "period" or large > small * _SLACK)


def _contradiction(survey: Survey, one: Any, two: Any) -> Found:
    corrects = {one.document_id, two.document_id} & survey.corrected
    grown = (
        one.scope == "incident"
        and (value_of(two) or 0) > (value_of(one) or 0)
        and survey.published(two) > survey.published(one)
    )
    severity = (
        "note" if corrects or grown else "question" if one.bound != "exact" or two.bound != "exact" else "contradiction"
    )
    why = (
        ", and an article speaks of a correction"
        if corrects
        else ", the later the higher"
        if grown
        else ", and neither corrects the other"
    )
    places = " and ".join(sorted({survey.title(one.document_id), survey.title(two.document_id)}))
    return Found(
        "claimant_contradicts_itself",
        severity,
        (one, two),
        f"{said(one)} ≠ {said(two)}",
        f"{sentence_case(survey.who(one))} is quoted with {counted(one)} and with {claim_text(two)} for the same count "
        f"({places}){why}.",
    )


def headlines(survey: Survey) -> Iterator[Found]:
    """Find a headline's number that none of its article's own counts bears out, alone or added up.

    Grounds: Ecker et al. 2014 (doi:10.1037/xap0000028) on headlines that mislead. False alarm: a headline that adds up
    several attacks; so any sum of up to six of the article's counts of the measure is allowed, and killed and wounded
    together for casualties; things, which headlines call now this, now that, are left alone. A headline's number below
    all of its article's is a note.
    """
    for document, rows in group_by((c for c in survey.claims if is_stated(c)), lambda c: c.document_id):
        heads = [c for c in rows if survey.role(c) == "headline" and c.unit == "persons"]
        for head in heads:
            text = [c for c in rows if survey.role(c) not in ("headline", "caption") and _is_like(head, c)]
            body = [c for c in text if same_people(head, c)]
            if not body or _is_borne_out(head, text, rows):
                continue
            nearest = min(body, key=lambda c: (abs((value_of(c) or 0) - (value_of(head) or 0)), c.start))
            over = allows(head)[0] > max(allows(c)[1] for c in body)
            yield Found(
                "headline_against_body",
                "contradiction" if over else "note",
                (head, nearest),
                f"{said(head)} ≠ {said(nearest)}",
                f"The headline of {survey.title(document)} has {counted(head)}, its text {counted(nearest)}.",
            )
            break


def _is_like(head: Any, claim: Any) -> bool:
    sides = {head.side, claim.side}
    return (claim.unit, claim.measure) == (head.unit, head.measure) and (
        len(sides) == 1 or bool(sides & {"unknown", "both", ""})
    )


def _is_borne_out(head: Any, body: list[Any], rows: list[Any]) -> bool:
    if any(not apart(head, claim) for claim in body):
        return True
    if head.measure == "casualties":
        body = body + [c for c in rows if c.measure in ("killed", "wounded") and c.side == head.side]
    parts = [c for c in body if not c.part_of][:_FEW]
    low, high = allows(head)
    for size in range(2, len(parts) + 1):
        for some in combinations(parts, size):
            if sum(allows(c)[0] for c in some) <= high and low <= sum(allows(c)[1] for c in some):
                return True
    return False


def claimants_differ(survey: Survey) -> Iterator[Found]:
    """Find two claimants whose numbers for one quantity cannot meet: one place and day, one period, one day's total.

    Grounds: Radford et al. 2023 (doi:10.1073/pnas.2307372120): each side overstates the other's losses.
    False alarm: two places on one day, so incidents need a place in common; one front beside all, so a tenfold
    difference is left alone. Half as much again is a question, less a note. The lowest and the highest claimant
    stand for all.
    """
    rows = [c for c in survey.counts if is_named(c) and not c.part_of and c.measure in COUNTED and c.unit == "persons"]
    for _, group in group_by(rows, lambda c: (c.side, c.measure)):
        war = war_month(group)
        buckets: dict[Any, list[Any]] = defaultdict(list)
        for claim in group:
            for key in _places_and_days(survey, claim, war):
                buckets[key].append(claim)
        seen: set[frozenset[str]] = set()
        for key in sorted(buckets, key=repr):
            found = sorted(buckets[key], key=lambda c: (allows(c), c.claim_id))
            pair = next((p for p in _far_apart(found) if _are_two(*p)), None)
            if pair and frozenset(c.claimant for c in pair) not in seen:
                seen.add(frozenset(c.claimant for c in pair))
                yield _difference(survey, *pair)


def _places_and_days(survey: Survey, claim: Any, war: str) -> list[tuple[Any, ...]]:
    if claim.scope == "incident":
        day = day_of(claim)
        return [("incident", day, place) for place in sorted(survey.scene(claim))] if day else []
    if claim.scope == "period":
        return [("period", claim.period_start, claim.period_end)] if claim.period_start else []
    day = day_of(claim)
    return [("total", (day + shift) // 7, shift, start_of(claim, war)) for shift in (0, 3)] if day else []


def _are_two(one: Any, two: Any) -> bool:
    small, large = sorted((value_of(one) or 0, value_of(two) or 0))
    return large <= _FRONT * small and same_people(one, two) and nearness(voice(one), voice(two)) is None


def _difference(survey: Survey, one: Any, two: Any) -> Found:
    small, large = allows(one)[1], allows(two)[0]
    times = large / small if small else float("inf")
    until = counted_until(two)
    return Found(
        "claimants_differ",
        "question" if times >= _WIDE and large - small >= _FRONT else "note",
        (one, two),
        f"{said(two)} against {said(one)}" + (f", {times:.1f} times" if times < 1e6 else ""),
        f"{sentence_case(survey.who(one))} counts {counted(one)} {in_or_on(until)} {date_text(until)}, "
        f"{survey.who(two)} {claim_text(two)}.",
    )
