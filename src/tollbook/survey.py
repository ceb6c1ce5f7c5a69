"""Tables → what a check looks at: claims with their words, articles, voices and days."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

from tollbook.categories import CategoryError
from tollbook.intervals import Interval, admitted_by, counted_until, interval_of
from tollbook.likeness import node_of, scene_of
from tollbook.phrases import ANYBODY, claim_text, name_text, noun_after, number_text
from tollbook.speakers import GENERAL, NOBODY, Speaker, nearness, speaker_of

COUNTED = ("killed", "wounded", "casualties", "killed_or_missing", "missing", "captured")
_ADDED = re.compile(
    r"\s*(?:another|(?:an?|one) (?:further|additional|other)|(?:a )?(?:third|second)|\S+ (?:more|others?)\b)", re.I
)
_CORRECTS = re.compile(
    r"\b(?:correct(?:ion|ed|s)|revis(?:ed|es|ion)|was wrong|mistake|in error|erroneous|retract\w*)\b", re.I
)


class Found(NamedTuple):
    """What one check found: rows of claims, and ids of references."""

    kind: str
    severity: str
    claims: tuple[Any, ...]
    arithmetic: str
    sentence: str
    references: tuple[str, ...] = ()


@dataclass(frozen=True)
class Survey:
    """Everything the checks look at.

    Claims are rows sorted by article and place; ``texts`` maps a sentence to its start, words and role, ``before`` to
    the words before it, ``checks`` a claim to its rows of crosschecks, each with the reference.
    """

    claims: list[Any]
    documents: dict[str, Any]
    texts: dict[str, tuple[int, str, str]] = field(default_factory=dict)
    before: dict[str, str] = field(default_factory=dict)
    checks: dict[str, list[tuple[Any, Any]]] = field(default_factory=dict)
    errors: list[CategoryError] = field(default_factory=list)

    @cached_property
    def by_id(self) -> dict[str, Any]:
        """Claims by their id."""
        return {claim.claim_id: claim for claim in self.claims}

    @cached_property
    def equal_casualties(self) -> dict[str, str]:
        """Claims of deaths that equal a reference count of casualties, and that reference."""
        return {
            claim_id: reference.reference_id
            for claim_id, checks in sorted(self.checks.items())
            for check, reference in checks
            if check.verdict == "exact"
            and (self.by_id[claim_id].measure, reference.measure) == ("killed", "casualties")
        }

    @cached_property
    def counts(self) -> list[Any]:
        """Claims that state a count, once per article and wording: no share, rate, plan, denial or category error."""
        suspects = {claim.claim_id for error in self.errors for claim in error.suspects} | set(self.equal_casualties)
        kept: dict[tuple[Any, ...], Any] = {}
        for claim in self.claims:
            if is_stated(claim) and claim.unit not in ("percent", "ratio") and claim.claim_id not in suspects:
                kept.setdefault(_wording(claim), claim)
        return list(kept.values())

    def role(self, claim: Any) -> str:
        """Give what part of the article a claim stands in; "" when unknown."""
        return self.texts.get(claim.sentence_id, (0, "", ""))[2]

    def between(self, one: Any, two: Any) -> str:
        """Give the words between two claims of one sentence; "" when unknown."""
        start, text, _ = self.texts.get(one.sentence_id, (0, "", ""))
        return text[one.end - start : two.start - start]

    def text(self, claim: Any) -> str:
        """Give the sentence of a claim; "" when unknown."""
        return self.texts.get(claim.sentence_id, (0, "", ""))[1]

    def scene(self, claim: Any) -> frozenset[str]:
        """Give the places that a claim's sentence, else the one before, names."""
        node = node_of(claim, self.text(claim), self.before.get(claim.sentence_id, ""))
        return scene_of(node) if node else frozenset()

    @cached_property
    def corrected(self) -> set[str]:
        """Articles that say they correct something."""
        return {
            sentence_id.rsplit(":", 1)[0] for sentence_id, (_, text, _) in self.texts.items() if _CORRECTS.search(text)
        }

    def title(self, document_id: str) -> str:
        """Name an article inside a sentence."""
        document = self.documents.get(document_id)
        return (
            name_text(document.publisher) if document is not None and document.publisher else f"article {document_id}"
        )

    def who(self, claim: Any) -> str:
        """Name who says a claim, inside a sentence: the claimant, else the article."""
        if claim.claimant == "article" or claim.claimant.lower() in ANYBODY:
            return self.title(claim.document_id)
        return name_text(claim.claimant)

    def published(self, claim: Any) -> str:
        """Give the day an article was published; "" when unknown."""
        document = self.documents.get(claim.document_id)
        return document.published if document is not None and len(document.published) == 10 else ""


def is_stated(claim: Any) -> bool:
    """Whether a claim's number is held to be so and can be compared."""
    return claim.modality in ("asserted", "estimated") and claim.scope != "rate" and admitted_by(claim) is not None


def _wording(claim: Any) -> tuple[Any, ...]:
    values = (str(claim.low), str(claim.best), str(claim.high), claim.bound, claim.unit, claim.measure, claim.side)
    period = (claim.scope, claim.period_start, claim.period_end, claim.as_of)
    alone = (claim.part_of, claim.sentence_id) if claim.part_of or is_added(claim) else ()
    return (claim.document_id, claim.claimant, claim.population, *values, *period, *alone)


def is_added(claim: Any) -> bool:
    """Whether a claim's words add it to another: "another 21", "two more"."""
    return bool(_ADDED.match(claim.surface))


def allows(claim: Any) -> Interval:
    """Give what a claim that :func:`is_stated` admits, rounding included."""
    span = admitted_by(claim)
    assert span is not None
    return span


def apart(one: Any, two: Any) -> bool:
    """Whether what two claims admit cannot meet."""
    a, b = allows(one), allows(two)
    return a[0] > b[1] or b[0] > a[1]


def voice(claim: Any) -> Speaker:
    """Give whose word a claim is."""
    return speaker_of(claim.claimant, claim.document_id)


def is_named(claim: Any) -> bool:
    """Whether a claimant is the same wherever its name stands: an office, a person, a state."""
    return voice(claim).level <= GENERAL


def same_voice(one: Any, two: Any) -> bool:
    """Whether two claims are the word of one claimant."""
    return nearness(voice(one), voice(two)) in (0, 1) and NOBODY not in (voice(one).level, voice(two).level)


def same_people(one: Any, two: Any) -> bool:
    """Whether two claims may count the same kind of people; children are a part of any others."""
    kinds = {one.population, two.population}
    return len(kinds) == 1 or ("unknown" in kinds and "children" not in kinds)


def day_of(claim: Any) -> int:
    """Give the day a claim's count reaches as an ordinal; 0 when no day is stated."""
    until = counted_until(claim)
    return date.fromisoformat(until).toordinal() if len(until) == 10 else 0


def start_of(claim: Any, war: str) -> str:
    """Give the month a count begins, "" for the beginning of the war, whether or not that is said."""
    month = claim.period_start[:7]
    return "" if month in (war, war[:4]) else month


def war_month(claims: Iterable[Any]) -> str:
    """Give the month in which the counts of some claims begin: the earliest any running total starts from."""
    return min((row.period_start[:7] for row in claims if row.scope == "cumulative" and row.period_start), default="")


def group_by(claims: Iterable[Any], key: Callable[[Any], Any]) -> list[tuple[Any, list[Any]]]:
    """Part claims by a key, in the order of the keys."""
    groups: dict[Any, list[Any]] = defaultdict(list)
    for claim in claims:
        groups[key(claim)].append(claim)
    return sorted(groups.items(), key=lambda item: repr(item[0]))


def counted(claim: Any) -> str:
    """Write a claim's number with what it counts: "1,000,340 soldiers killed"."""
    return f"{claim_text(claim)} {noun_after(claim)}"


def said(claim: Any) -> str:
    """Write a claim's number as a calculation has it: "26", "≥ 45", "500,000 to 600,000"."""
    return shown(interval_of(claim) or (0.0, float("inf")))


def shown(span: Interval) -> str:
    """Write an interval: "26", "≥ 45", "≤ 140", "500,000 to 600,000"."""
    low, high = span
    if low == high:
        return number_text(low)
    if high == float("inf"):
        return f"≥ {number_text(low)}"
    return f"{number_text(low)} to {number_text(high)}" if low else f"≤ {number_text(high)}"
