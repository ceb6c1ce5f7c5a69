"""Two claims → whether they can be one statement: values, dates, what is counted, and where."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from tollbook.intervals import Interval, admitted_by, counted_until, first_day, last_day, meet, rounding_of, value_of
from tollbook.speakers import Speaker, speaker_of

NEAR_DAYS = 3
REPEATS = frozenset(("headline", "standfirst", "caption"))
_LOOSE = 0.1
_SMALL = 100
_LARGE = 1000
_DEATHS_AND_MORE = frozenset(("killed", "killed_or_missing", "casualties"))
_STATED = frozenset(("asserted", "estimated"))
_AGAIN = re.compile(r"\s*(?:another|(?:an?|one) (?:further|additional|other)|(?:a )?third|a second|\d* ?more\b)", re.I)
_SCENE = re.compile(
    r"\b(?i:in|at|near|on|around|outside|inside|across|over|against|hit|struck|of|from|to|into) (?:the )?"
    r"(?:(?:southern|northern|eastern|western|central|south|north|east|west|nearby|besieged|occupied|town|city|village"
    r"|villages|port|district|region|province|suburb|battle|outskirts|camp|capital|neighbou?rhood|of|the) )*"
    r"((?:[A-ZÀ-Ý][\w’'-]*)(?: [A-ZÀ-Ý][\w’'-]*)*)"
)
_NO_SCENE = frozenset(
    "january february march april may june july august september october november december monday tuesday wednesday "
    "thursday friday saturday sunday telegram facebook twitter x telegraph telegram's".split()
)


@dataclass(frozen=True, slots=True)
class Node:
    """A claim as echoes see it; days are ordinals, (0, 0) where nothing is said; ``text`` tells the scene."""

    claim: Any
    speaker: Speaker
    value: float
    allows: Interval
    until: tuple[int, int]
    since: tuple[int, int]
    small: bool
    ends: frozenset[float]
    text: str = ""
    before: str = ""
    role: str = ""

    @property
    def key(self) -> tuple[str, str, str, str]:
        """Claims that may be one statement share unit, side, family of measures and modality."""
        c = self.claim
        family = "lost" if c.measure in _DEATHS_AND_MORE and not self.small else c.measure
        return (c.unit, c.side, family, "stated" if c.modality in _STATED else c.modality)


def node_of(claim: Any, text: str = "", before: str = "", role: str = "") -> Node | None:
    """Make a node of a row of claims; None for a vague one."""
    value, allows = value_of(claim), _allowed(claim)
    if value is None or allows is None:
        return None
    small = value < _SMALL or claim.unit in ("percent", "ratio")
    until, since = _days(counted_until(claim)), _days(claim.period_start)
    speaker = speaker_of(claim.claimant, claim.document_id)
    ends = frozenset(x for x in (claim.low, claim.best, claim.high) if not math.isnan(x))
    return Node(claim, speaker, value, allows, until, since, small, ends, text, before, role)


def _allowed(claim: Any) -> Interval | None:
    """What a claim admits, an open end reaching no further than a writer's "more than" does."""
    span = admitted_by(claim)
    if span is None:
        return None
    low, high = span
    if math.isinf(high):
        return (low, low * (1 + _LOOSE))
    return (high * (1 - _LOOSE), high) if claim.bound == "at_most" else (low, high)


def _days(iso: str) -> tuple[int, int]:
    if not iso:
        return (0, 0)
    try:
        return (date.fromisoformat(first_day(iso)).toordinal(), date.fromisoformat(last_day(iso)).toordinal())
    except ValueError:
        return (0, 0)


def gap(one: tuple[int, int], two: tuple[int, int]) -> int | None:
    """Fewest days between two dates at their precision; None when one is unknown."""
    if not one[0] or not two[0]:
        return None
    return max(0, one[0] - two[1], two[0] - one[1])


def same_words(one: Any, two: Any) -> bool:
    """Whether two claims state equal values with equal bounds."""
    return one.bound == two.bound and all(
        a == b or (math.isnan(a) and math.isnan(b))
        for a, b in ((one.low, two.low), (one.best, two.best), (one.high, two.high))
    )


def values_agree(one: Node, two: Node) -> bool:
    """Whether one value satisfies the other's bound or rounding."""
    a, b = one.claim, two.claim
    if same_words(a, b):
        return True
    if one.ends & two.ends:
        return True
    if one.small or two.small or not meet(one.allows, two.allows):
        return False
    if a.bound == b.bound == "exact":
        return abs(one.value - two.value) <= max(rounding_of(one.value), rounding_of(two.value))
    if "between" in (a.bound, b.bound):
        span, inner = (a, two) if a.bound == "between" else (b, one)
        narrow = span.high <= 1.25 * span.low
        return bool(narrow and inner.claim.bound != "between" and one.speaker.name == two.speaker.name)
    if a.bound == b.bound:
        return abs(one.value - two.value) <= max(rounding_of(one.value), rounding_of(two.value))
    return one.allows[0] <= two.value <= one.allows[1] or two.allows[0] <= one.value <= two.allows[1]


def same_people(one: str, two: str) -> bool:
    """Whether two populations can be one: equal, or one of them unknown."""
    return one == two or not {one, two}.isdisjoint(("", "unknown"))


def counts_agree(one: Node, two: Node) -> bool:
    """Whether the same people or things are counted: population, subset, and no measure mistaken for small numbers."""
    a, b = one.claim, two.claim
    if a.part_of == b.claim_id or b.part_of == a.claim_id:
        return False
    if (a.document_id, a.sentence_id) == (b.document_id, b.sentence_id):
        return False
    if not same_people(a.population, b.population):
        return False
    if a.measure != b.measure and min(one.value, two.value) < _LARGE:
        return False
    return not (_AGAIN.match(a.surface) or _AGAIN.match(b.surface)) or not one.small


def dates_agree(one: Node, two: Node) -> bool:
    """Whether two counts reach the same days, or nearly; small numbers the very same, but for an article's headline."""
    here = one.claim.document_id == two.claim.document_id
    known = here or one.speaker.name == two.speaker.name
    apart = gap(one.until, two.until)
    if apart is None:
        same_void = one.until == two.until and one.since == two.since
        return known and (here or same_void or not (one.small or two.small)) and one.value == two.value
    if here and not {one.role, two.role}.isdisjoint(REPEATS):
        return apart <= NEAR_DAYS
    if one.small or two.small or "incident" in (one.claim.scope, two.claim.scope):
        return apart == 0 and (here or _width(one) == _width(two))
    if max(_width(one), _width(two)) > 31 and _width(one) != _width(two) and not known:
        return False
    return apart <= NEAR_DAYS and (here or _starts_agree(one, two))


def dates_meet(one: Node, two: Node) -> bool:
    """Whether two counts can reach the same day, where one text is taken from the other."""
    apart = gap(one.until, two.until)
    one_day = one.small or two.small or "incident" in (one.claim.scope, two.claim.scope)
    return apart is None or apart <= (0 if one_day else NEAR_DAYS)


def precise(node: Node) -> bool:
    """Whether a number is so little rounded that two who write it have it from one source: five digits or more."""
    return node.claim.bound == "exact" and len(str(int(node.value)).rstrip("0")) >= 5


def _width(node: Node) -> int:
    return node.until[1] - node.until[0]


def _starts_agree(one: Node, two: Node) -> bool:
    """A period's count begins on the same day; a running total's beginning is the war's and need not be said."""
    scopes = {one.claim.scope, two.claim.scope}
    if scopes == {"cumulative"}:
        return True
    apart = gap(one.since, two.since)
    if apart is not None:
        return len(scopes) == 1 or "rate" not in scopes if apart <= NEAR_DAYS else False
    return (
        one.speaker.name == two.speaker.name or (len(scopes) == 1 and one.since == two.since) or _period_open(one, two)
    )


def _period_open(one: Node, two: Node) -> bool:
    """A period whose start is not said may be a running total."""
    return all(n.claim.scope == "cumulative" or (n.claim.scope == "period" and not n.since[0]) for n in (one, two))


def scenes_differ(one: Node, two: Node) -> bool:
    """Whether two small or one-day counts name places of which none is the same."""
    here, there = event_scene(one), event_scene(two)
    return bool(here) and bool(there) and not here & there


def event_scene(node: Node) -> frozenset[str]:
    """Words of the places of a small or one-day count; none of a headline's, which is about the whole article."""
    if not (node.small or node.claim.scope == "incident") or node.role in REPEATS:
        return frozenset()
    return scene_of(node)


def scene_of(node: Node) -> frozenset[str]:
    """Words of the places that a claim's sentence names, else those of the sentence before; polities left aside."""
    for text in (node.text, node.before):
        names = (word for found in _SCENE.finditer(text) for word in re.split(r"[ -]", found[1].lower()))
        if found := frozenset(re.sub(r"[’']s?$", "", name) for name in names) - _NO_SCENE - {node.claim.side.lower()}:
            return found
    return frozenset()
