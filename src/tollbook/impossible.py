"""Claims → numbers that cannot be: deaths called casualties, parts above wholes, sums and shares that do not add up."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import partial
from itertools import pairwise
from typing import Any

from tollbook.intervals import Interval, interval_of, rounding_of, value_of
from tollbook.phrases import claim_text, list_text, number_text, sentence_case
from tollbook.survey import (
    Found,
    Survey,
    allows,
    counted,
    day_of,
    group_by,
    said,
    same_people,
    start_of,
    voice,
    war_month,
)

_INCLUDES = re.compile(r"\bincluding\b|\bincludes?d?\b|\b(?:among|of) (?:whom|them|these|those|which)\b", re.I)
_PART = 3
_LIST = re.compile(r"[:–—-]\s*$|\bnamely\b", re.I)
_JOINS = re.compile(r"^[^.;:!?]{0,40}?(?:,|\band\b)\s*(?:and\s+)?$", re.I)
_SHARE = re.compile(r"^[^.;]{0,30}?(?:\bor|\(|,|\bthat is|\bi\.e\.)\s*(?:about |some |nearly |roughly )?$", re.I)
_OF_THESE = re.compile(r"\bof (?:these|those|them|whom|which|the \d|all)\b|\bamong (?:these|them|whom)\b", re.I)


def category_errors(survey: Survey) -> Iterator[Found]:
    """Find one number called deaths here and casualties there, in claims or in reference figures.

    Grounds: the definitions of the UN's casualty recording guidance (OHCHR 2019) keep killed and injured apart.
    False alarm: a round number that two counts reach by chance; so one of up to three digits before its closing
    noughts is a question, unless one article has both.
    """
    for error in survey.errors:
        wrong, value = error.suspects[0], value_of(error.suspects[0]) or 0
        right = min(error.against, key=lambda c: (abs((value_of(c) or 0) - value), not voice(c).office, c.claim_id))
        known = sorted({survey.equal_casualties.get(c.claim_id, "") for c in error.suspects} - {""})
        sure = known or (interval_of(wrong) == interval_of(right) and _digits(wrong) > 3)
        other, measure = (value, "casualties") if known else (value_of(right) or 0, right.measure)
        yield Found(
            "category_error",
            "contradiction" if sure else "question",
            (*error.suspects, *error.against),
            f"{number_text(value)} {wrong.measure} {'=' if other == value else '≈'} {number_text(other)} {measure}",
            f"{sentence_case(counted(wrong))} according to {_by(survey, error.suspects, error.against)}, "
            f"{counted(right)} according to {_by(survey, (right,), error.suspects)}{_and_reference(value, known)}: "
            "they cannot both be right about the same people.",
            tuple(known),
        )
    seen = {claim.claim_id for error in survey.errors for claim in (*error.suspects, *error.against)}
    for claim_id, reference in sorted(survey.equal_casualties.items()):
        if claim_id not in seen:
            claim = survey.by_id[claim_id]
            number = number_text(value_of(claim) or 0)
            yield Found(
                "category_error",
                "contradiction",
                (claim,),
                f"{number} killed = {number} casualties",
                f"{sentence_case(survey.who(claim))} gives {counted(claim)}; a reference count of that date has the "
                "same number as killed or wounded.",
                (reference,),
            )


def _by(survey: Survey, claims: tuple[Any, ...], others: tuple[Any, ...]) -> str:
    """Say who gives a number: claimants where any is named, articles where none is or both numbers have the same."""
    named = {survey.who(c) for c in claims if c.claimant != "article"}
    if not named or named & {survey.who(c) for c in others}:
        named = {survey.title(c.document_id) for c in claims}
    return list_text(sorted(named))


def _and_reference(value: float, known: list[str]) -> str:
    return f", and a reference count of that date has {number_text(value)} killed or wounded" if known else ""


def _digits(claim: Any) -> int:
    return len(str(int(value_of(claim) or 0)).rstrip("0"))


def killed_above_casualties(survey: Survey) -> Iterator[Found]:
    """Find more killed than killed and wounded, on one side, over one period or until one day.

    Grounds: casualties include the killed (NATO AAP-6). False alarm: a count of one front beside one of all; so a
    number above three times the other is left alone.
    """
    people = [claim for claim in survey.counts if claim.unit == "persons" and claim.scope in ("cumulative", "period")]
    for _, rows in group_by(people, lambda c: (c.side, c.scope)):
        for _, found in group_by(rows, partial(_span_key, war=war_month(rows))):
            both = sorted((c for c in found if c.measure == "casualties"), key=lambda c: (allows(c)[1], c.claim_id))
            tops = [allows(c)[1] for c in both]
            for dead in (c for c in found if c.measure == "killed"):
                for other in both[: min(bisect_left(tops, allows(dead)[0]), 3)]:
                    if allows(dead)[0] <= _PART * allows(other)[1] and same_people(dead, other):
                        yield Found(
                            "killed_above_casualties",
                            "contradiction",
                            (dead, other),
                            f"{said(dead)} killed > {said(other)} killed and wounded",
                            f"{sentence_case(survey.who(dead))} counts {counted(dead)}, more than the "
                            f"{counted(other)} that {survey.who(other)} counts for the same time.",
                        )
                        break


def _span_key(claim: Any, war: str) -> tuple[Any, ...]:
    """Periods are one when both ends are; running totals when they begin and end alike."""
    if claim.scope == "period":
        return (claim.period_start, claim.period_end, "") if claim.period_start else (claim.claim_id, "", "")
    return ("", day_of(claim) or claim.claim_id, start_of(claim, war))


def subsets(survey: Survey) -> Iterator[Found]:
    """Find a part larger than the whole it is said to be part of.

    Grounds: arithmetic. False alarm: a part read as one of the wrong whole; so both count the same unit, and the words
    between them, or just after, must say "including", "of them" or the like.
    """
    for part in survey.counts:
        whole = survey.by_id.get(part.part_of)
        if whole is None or whole.unit != part.unit or value_of(whole) is None or value_of(part) is None:
            continue
        above = part.measure in (whole.measure, "killed", "wounded") and allows(part)[0] > allows(whole)[1]
        if above and whole.measure in (part.measure, "casualties") and _is_said_to_be_part(survey, part, whole):
            yield Found(
                "subset_above_whole",
                "contradiction",
                (part, whole),
                f"{said(part)} > {said(whole)}",
                f"{sentence_case(survey.title(part.document_id))} has {counted(part)} among {counted(whole)}: the part "
                "is larger than the whole.",
            )


def _is_said_to_be_part(survey: Survey, part: Any, whole: Any) -> bool:
    start, text, _ = survey.texts.get(part.sentence_id, (0, "", ""))
    first = whole.end if whole.sentence_id == part.sentence_id else start
    return whole.start < part.start and bool(_INCLUDES.search(text[first - start : part.end - start + 25]))


def sums(survey: Survey) -> Iterator[Found]:
    """Find listed parts that do not add up to their whole, and more stopped than launched.

    Grounds: arithmetic. False alarm: parts that overlap or leave something out ("including"); so parts count only
    where a colon or dash opens the list, nothing but names stands between them and none counts "each"; something
    launched elsewhere, so the number stopped may be at most twice the number launched.
    """
    for (whole_id, _, _), parts in group_by(
        (c for c in survey.claims if c.part_of), lambda c: (c.part_of, c.unit, c.measure)
    ):
        whole = survey.by_id.get(whole_id)
        if whole is None or len(parts) < 2 or not _is_list(survey, whole, parts):
            continue
        total = _sum(parts)
        if whole.bound == "exact" and total is not None and total != (whole.best, whole.best):
            listed = " + ".join(number_text(part.best) for part in parts)
            yield Found(
                "sum_mismatch",
                "contradiction",
                (whole, *parts),
                f"{listed} = {number_text(total[0])}, not {number_text(whole.best)}",
                f"{sentence_case(survey.title(whole.document_id))} lists parts of {counted(whole)} that add up to "
                f"{number_text(total[0])}.",
            )
    yield from _stopped(survey)


def _sum(parts: list[Any]) -> Interval | None:
    if any(part.bound != "exact" for part in parts):
        return None
    total = sum(part.best for part in parts)
    return (total, total)


def _is_list(survey: Survey, whole: Any, parts: list[Any]) -> bool:
    inside = [part for part in parts if part.sentence_id == whole.sentence_id and part.start > whole.end]
    if len(inside) != len(parts) or any(part.measure != whole.measure for part in parts):
        return False
    opens = _LIST.search(survey.between(whole, parts[0]))
    shared = re.search(r"\beach\b", survey.text(whole), re.I)
    return bool(opens) and not shared and all(_JOINS.match(survey.between(one, two)) for one, two in pairwise(parts))


def _stopped(survey: Survey) -> Iterator[Found]:
    """Find more shot down and jammed than were launched, in one sentence of an article or the next."""
    air = [c for c in survey.counts if c.measure in ("launched", "intercepted", "jammed") and c.scope == "incident"]
    for _, rows in group_by(air, lambda c: (c.document_id, c.side, c.unit, c.period_start, c.period_end)):
        by = {measure: [c for c in rows if c.measure == measure] for measure in ("launched", "intercepted", "jammed")}
        if len(by["launched"]) != 1 or len(by["intercepted"]) > 1 or len(by["jammed"]) > 1:
            continue
        stopped = [*by["intercepted"], *by["jammed"]]
        launched, total = by["launched"][0], sum(allows(c)[0] for c in stopped)
        if (
            stopped
            and allows(launched)[1] < total <= 2 * allows(launched)[1]
            and all(_near(launched, c) for c in stopped)
        ):
            yield Found(
                "sum_mismatch",
                "contradiction",
                (launched, *stopped),
                f"{' + '.join(said(c) for c in stopped)} > {said(launched)}",
                f"{sentence_case(survey.title(launched.document_id))} has more {launched.unit} stopped than the "
                f"{claim_text(launched)} launched.",
            )


def _near(one: Any, two: Any) -> bool:
    places = [int(c.sentence_id.rsplit(":", 1)[-1]) for c in (one, two)]
    return abs(places[0] - places[1]) <= 1


def percents(survey: Survey) -> Iterator[Found]:
    """Find a share that is not the share of the two counts it stands with: "of 3,480, 1,218 (45 per cent)".

    Grounds: arithmetic, each number within its rounding. False alarm: a share of another whole; so the sentence must
    say "of these", and no larger count of the measure in it or the three sentences before may fit.
    """
    for _, rows in group_by((c for c in survey.claims if c.unit != "ratio"), lambda c: c.document_id):
        for number, share in enumerate(rows):
            if share.unit != "percent" or share.best != share.best:
                continue
            part = next((c for c in rows[max(0, number - 1) : number + 2] if _is_told_with(survey, c, share)), None)
            if part is None or not _OF_THESE.search(survey.text(part)):
                continue
            wholes = [c for c in rows[max(0, number - 6) : number] if _is_whole(c, part)]
            if wholes and not any(_fits(share, part, whole) for whole in wholes):
                whole = wholes[-1]
                value = 100 * part.best / whole.best
                yield Found(
                    "percent_mismatch",
                    "contradiction",
                    (share, part, whole),
                    f"{said(part)} of {said(whole)} = {value:.1f} %, not {said(share)} %",
                    f"{sentence_case(survey.title(part.document_id))} calls {number_text(part.best)} of "
                    f"{number_text(whole.best)} {number_text(share.best)} per cent; it is {value:.0f} per cent.",
                )


def _is_told_with(survey: Survey, part: Any, share: Any) -> bool:
    if part.sentence_id != share.sentence_id or part.unit == "percent" or part.best != part.best:
        return False
    one, two = sorted((part, share), key=lambda c: c.start)
    return bool(_SHARE.match(survey.between(one, two)))


def _is_whole(whole: Any, part: Any) -> bool:
    return (whole.unit, whole.measure) == (part.unit, part.measure) and whole.best > part.best


def _fits(share: Any, part: Any, whole: Any) -> bool:
    loose = [max(rounding_of(c.best), 0.05 * c.best if c.bound == "about" else 0.0) for c in (part, whole)]
    low = 100 * (part.best - loose[0]) / (whole.best + loose[1])
    high = 100 * (part.best + loose[0]) / max(whole.best - loose[1], 1)
    slack = max(
        0.5 if share.bound == "exact" and float(share.best).is_integer() else 0.05,
        0.05 * share.best * (share.bound != "exact"),
    )
    return bool(low - slack <= share.best <= high + slack)
