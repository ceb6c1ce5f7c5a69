"""A pair of claims → the link that ties them, or none, and what it rests on."""

from __future__ import annotations

import math
from typing import Any, NamedTuple

from tollbook.intervals import counted_until
from tollbook.likeness import (
    NEAR_DAYS,
    REPEATS,
    Node,
    counts_agree,
    dates_agree,
    dates_meet,
    gap,
    precise,
    same_words,
    scene_of,
    scenes_differ,
    values_agree,
)
from tollbook.reuse import alike
from tollbook.speakers import NOBODY, nearness

_ALIKE = 0.5


class Link(NamedTuple):
    """A link that the evidence allows; ``rank`` orders links, surest first."""

    rank: tuple[Any, ...]
    kind: str
    one: Node
    two: Node
    share: float
    reused: bool


def judge_pair(one: Node, two: Node, share: float) -> Link | None:
    """Judge a pair: None where it is two statements. ``share`` is a number where one article rewrites the other."""
    near = nearness(one.speaker, two.speaker)
    if near is None or not values_agree(one, two) or not counts_agree(one, two):
        return None
    here = one.claim.document_id == two.claim.document_id
    repeats = here and bool({one.role, two.role} & REPEATS)
    taken_over = not math.isnan(share)
    if not repeats and scenes_differ(one, two):
        return None
    if not dates_agree(one, two) and not (taken_over and dates_meet(one, two)):
        return None
    small = one.small or two.small
    reused = (small or near == 4) and alike(one.text, two.text, 4) >= _ALIKE
    if small:
        allowed = repeats or reused or (near == 0 and _is_told_once(one, two, here))
    else:
        allowed = near < 4 or taken_over or reused or (precise(one) and one.value == two.value)
    return _make(one, two, near, share, reused) if allowed else None


def _is_told_once(one: Node, two: Node, here: bool) -> bool:
    """Whether a small number of one claimant's is one count: not one or two of many, nor an article's of another."""
    if one.value <= 2 and one.claim.unit not in ("percent", "ratio"):
        return not here and bool(scene_of(one) & scene_of(two))
    return one.speaker.level != NOBODY or (here and one.text != "")


def _make(one: Node, two: Node, near: int, share: float, reused: bool) -> Link:
    a, b = one.claim, two.claim
    here = a.document_id == b.document_id
    equal = same_words(a, b) and a.measure == b.measure
    same_period = one.until == two.until and (one.since == two.since or a.scope == "cumulative")
    kind = "same" if near == 0 and equal and same_period and a.scope == b.scope else "restates"
    if kind != "same" and near == 4 and not math.isnan(share):
        kind = "rewrite"
    apart = gap(one.until, two.until)
    office = one.speaker.office or two.speaker.office
    rank = (kind != "same", a.measure != b.measure, near, not office, not here, NEAR_DAYS if apart is None else apart)
    return Link((*rank, a.bound != b.bound, a.claim_id, b.claim_id), kind, one, two, share, reused)


def evidence_of(link: Link) -> str:
    """Tell in figures and names what a link rests on: who, how many, until when, and what the texts share."""
    a, b = link.one.claim, link.two.claim
    names = ["nobody named" if name == "article" else name for name in (a.claimant, b.claimant)]
    parts = [f"{names[0]} in both" if names[0] == names[1] else f"{names[0]}, {names[1]}"]
    values = [_value_text(a), _value_text(b)]
    parts.append(values[0] if values[0] == values[1] else f"{values[0]}, {values[1]}")
    periods = [_period_text(a), _period_text(b)]
    parts.append(periods[0] if periods[0] == periods[1] else f"{periods[0]}, {periods[1]}")
    if a.measure != b.measure:
        parts.append(f"{a.measure}, {b.measure}")
    if not math.isnan(link.share):
        parts.append(f"one article has {link.share:.0%} of its text from the other")
    elif link.reused:
        parts.append("in the same words")
    elif a.claimant == b.claimant == "article" and a.document_id != b.document_id:
        parts.append("the same unrounded number")
    return "; ".join(parts)


def _value_text(claim: Any) -> str:
    if claim.bound == "between":
        return f"{claim.low:,.10g} to {claim.high:,.10g}"
    value = next(v for v in (claim.best, claim.low, claim.high) if not math.isnan(v))
    return {"exact": "", "about": "~", "nearly": "<~", "at_least": "≥", "at_most": "≤"}[claim.bound] + f"{value:,.10g}"


def _period_text(claim: Any) -> str:
    until = counted_until(claim)
    since = claim.period_start if claim.scope == "period" and claim.period_start != until else ""
    return f"{since} to {until}" if since else until or "no date"
