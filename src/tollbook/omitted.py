"""Claims and their sources → ends of ranges left out on the way, and counts that a source contradicts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from tollbook.intervals import counted_until, days_between, value_of
from tollbook.phrases import date_text, in_or_on, list_text, name_text, sentence_case
from tollbook.speakers import nearness
from tollbook.survey import Found, Survey, counted, is_named, said, shown, voice

_RANGE_DAYS = 31


def dropped_bounds(survey: Survey) -> Iterator[Found]:
    """Find one end of a claimant's range quoted as if it were all, and upper bounds that stand alone.

    Grounds: the range as another article or a reference figure gives it. False alarm: a claimant that gives one number
    for another date; so the dates must be within a month. An article that gives the range itself is left alone; an
    upper bound of which no range is known is a note.
    """
    known = defaultdict(list)
    for row in (c for c in survey.counts if c.bound == "between"):
        for end in (row.low, row.high):
            known[(row.side, row.measure, row.unit, end)].append(row)
    cut: dict[Any, list[Any]] = defaultdict(list)
    whole: dict[Any, list[Any]] = defaultdict(list)
    for claim in survey.counts:
        if claim.bound == "between" or (claim.bound != "at_most" and not is_named(claim)):
            continue
        value = value_of(claim)
        rows = known[(claim.side, claim.measure, claim.unit, value)]
        full = [row for row in rows if _is_its_range(claim, row)] or _reference_range(survey, claim)
        if any(row.document_id == claim.document_id for row in rows):
            continue
        if full or (claim.bound == "at_most" and claim.unit == "persons"):
            key = (claim.claimant, claim.side, claim.measure, claim.bound, value, bool(full))
            cut[key].append(claim)
            whole[key] = whole[key] or full
    told = {(claim.document_id, key[4]) for key, claims in cut.items() if key[-1] for claim in claims}
    for key in sorted(cut, key=repr):
        if key[-1] or any((claim.document_id, key[4]) not in told for claim in cut[key]):
            yield _dropped(survey, cut[key], whole[key])


def _is_its_range(claim: Any, row: Any) -> bool:
    end = {"at_most": row.high, "at_least": row.low}.get(claim.bound, value_of(claim))
    near = nearness(voice(claim), voice(row))
    if end != value_of(claim) or (near not in (0, 1) and claim.claimant != "article"):
        return False
    mine, theirs = counted_until(claim), counted_until(row)
    return not (mine and theirs) or days_between(*sorted((mine, theirs)))[0] <= _RANGE_DAYS


def _reference_range(survey: Survey, claim: Any) -> list[Any]:
    """The claimant's own reference range of which the claim is one end."""
    ends = {"at_most": ("upper_end_of",), "at_least": ("lower_end_of",)}.get(
        claim.bound, ("upper_end_of", "lower_end_of")
    )
    return [
        reference
        for check, reference in survey.checks.get(claim.claim_id, ())
        if check.verdict in ends and (check.independent == "same_source" or claim.claimant == "article")
    ]


def _dropped(survey: Survey, claims: list[Any], full: list[Any]) -> Found:
    claim = claims[0]
    titles = list_text(sorted({survey.title(c.document_id) for c in claims}))
    verb = "gives" if len({c.document_id for c in claims}) == 1 else "give"
    opening = f"{sentence_case(titles)} {verb} {counted(claim)}"
    if not full:
        alone = f"{opening}, an upper bound alone: nothing says how low it may be."
        return Found("dropped_bound", "note", tuple(claims), said(claim), alone)
    row, rows = full[0], tuple(r for r in full if hasattr(r, "document_id"))
    where = survey.title(row.document_id) if rows else f"a reference figure of {date_text(row.date)}"
    span = shown((row.low, row.high))
    return Found(
        "dropped_bound",
        "question",
        (*claims, *rows),
        f"{said(claim)} of {span}",
        f"{opening}, where {where} has a range of {span}: one end of it is missing.",
        tuple(sorted({r.reference_id for r in full if not rows})),
    )


def reference_conflicts(survey: Survey) -> Iterator[Found]:
    """Find claims that a reference figure of their date contradicts.

    Grounds: the cross-checks. False alarm: a count of part of the people; so numbers below half of the reference's are
    not compared, and category errors are told as such. It is a question: either may be wrong.
    """
    told: dict[Any, list[tuple[Any, Any, Any]]] = defaultdict(list)
    for claim in survey.counts:
        for check, reference in survey.checks.get(claim.claim_id, ()):
            if check.verdict == "conflicts":
                key = (claim.claimant, claim.side, claim.measure, said(claim), reference.claimant)
                told[key].append((claim, check, reference))
    for key in sorted(told):
        claim, check, reference = told[key][0]
        day = reference.date
        yield Found(
            "reference_conflict",
            "question",
            tuple(c for c, _, _ in told[key]),
            check.arithmetic,
            f"{sentence_case(survey.who(claim))} counts {counted(claim)} by {date_text(counted_until(claim))}; "
            f"{name_text(reference.claimant)} has {_reference_text(reference)} {in_or_on(day)} {date_text(day)}.",
            tuple(sorted({r.reference_id for _, _, r in told[key]})),
        )


def _reference_text(row: Any) -> str:
    ends = [value for value in (row.low, row.best, row.high) if value == value]
    if len(ends) == 1 and row.best != row.best:
        return f"{'at least' if row.low == row.low else 'up to'} {shown((ends[0], ends[0]))}"
    return shown((ends[0], ends[-1]))
