"""What an analyst checks in a set of claims; each check names what it looks for, its grounds and its false alarms."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations, pairwise
from statistics import median
from typing import TYPE_CHECKING, Any, NamedTuple

from tollbook.categories import find_category_errors
from tollbook.intervals import Interval, admitted_by, counted_until, meet
from tollbook.lexicon import load
from tollbook.likeness import NEAR_DAYS, Node, gap, scene_of, scenes_differ
from tollbook.phrases import date_text, number_text
from tollbook.speakers import NAMED, NOBODY, nearness

if TYPE_CHECKING:
    import pandas as pd

_CORRECTED = re.compile(r"\b(?:correct(?:s|ed|ion)|revis(?:es|ed|ion)|wrong|mistake|retract\w*|amend\w*)\b", re.I)
_WEEKDAY = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b", re.I)
_LEAST_DEAD = 500
_WOUNDED_PER_KILLED = (1.0, 15.0)
_PERCENT_SLACK = 1.0
_FAR_APART = 1.25
_JUMP = 10.0
_FEW = 2
_OR_PERCENT = re.compile(r"[^.;–]{0,24}(?:,? or\b|\()")
_HEADS = ("headline", "standfirst")


class Found(NamedTuple):
    """One finding: what is wrong with which claims, how surely, the arithmetic, and what it means."""

    kind: str
    severity: str
    nodes: tuple[Node, ...]
    arithmetic: str
    meaning: str


@dataclass(frozen=True)
class Material:
    """What checks read: claims that somebody holds to be so, as nodes in order of their ids.

    ``documents`` are rows by id; ``ranges`` maps a claim's id to a reference's range of which it states one end.
    """

    claims: pd.DataFrame
    nodes: list[Node]
    documents: dict[str, Any]
    ranges: dict[str, str] = field(default_factory=dict)

    def series(self) -> dict[tuple[str, ...], list[Node]]:
        """Running totals of one claimant by what they count and from when, oldest first."""
        found: dict[tuple[str, ...], list[Node]] = defaultdict(list)
        for node in self.nodes:
            c = node.claim
            if c.scope == "cumulative" and node.until[0] and node.speaker.level <= NAMED and not c.part_of:
                key = (node.speaker.name, c.side, c.measure, c.unit, c.population)
                found[key].append(node)
        return {key: sorted(nodes, key=lambda n: (n.until, n.claim.claim_id)) for key, nodes in sorted(found.items())}

    def alike(self) -> Iterator[list[Node]]:
        """Claims that count the same: side, measure, unit and people."""
        groups: dict[tuple[str, ...], list[Node]] = defaultdict(list)
        for node in self.nodes:
            c = node.claim
            if c.side not in ("", "unknown") and c.unit not in ("percent", "ratio"):
                groups[(c.side, c.measure, c.unit, c.population)].append(node)
        yield from (groups[key] for key in sorted(groups))

    def corrected(self, *nodes: Node) -> bool:
        """Whether one of the sentences, or the one before it, speaks of a correction."""
        return any(_CORRECTED.search(f"{node.before} {node.text}") for node in nodes)


Check = Callable[[Material], Iterable[Found]]


def category_errors(m: Material) -> Iterator[Found]:
    """Deaths that equal another claim's casualties (killed or wounded): the words were confused.

    Grounds: Seybolt, Aronson and Fischhoff, Counting Civilian Casualties (2013), on the two words.
    False alarm: a toll of deaths that happens to equal another month's casualties to the digit.
    """
    by_id = {node.claim.claim_id: node for node in m.nodes}
    for error in find_category_errors(m.claims):
        nodes = tuple(by_id[c.claim_id] for c in (*error.suspects, *error.against) if c.claim_id in by_id)
        if nodes:
            one, two = error.suspects[0], error.against[0]
            sign = "=" if _value(one) == _value(two) else "≈"
            arithmetic = f"{_value(one)} {one.measure} {sign} {_value(two)} {two.measure}"
            yield Found("category_error", "contradiction", nodes, arithmetic, "Deaths and casualties were confused.")


def dropped_bounds(m: Material) -> Iterator[Found]:
    """One end of a range quoted alone, or as if it were exact.

    Grounds: UCDP codebook 23.1 keeps low, best and high apart. False alarm: the same voice gave both on purpose.
    """
    for group in m.alike():
        ranges = [node for node in group if node.claim.bound == "between"]
        for whole in ranges:
            for node in group:
                apart = gap(whole.until, node.until)
                near = nearness(whole.speaker, node.speaker)
                if near is None or node.claim.bound == "between" or (apart is not None and apart > 31):
                    continue
                if (
                    node.value in (whole.claim.low, whole.claim.high)
                    and node.claim.document_id != whole.claim.document_id
                ):
                    low, high = (number_text(x) for x in (whole.claim.low, whole.claim.high))
                    lost = "the lower end" if node.value == whole.claim.high else "the upper end"
                    arithmetic = f"{_bounded(node)} against {low} to {high}"
                    yield Found("dropped_bound", "question", (node, whole), arithmetic, f"The range lost {lost}.")
    for node in m.nodes:
        if node.claim.claim_id in m.ranges:
            arithmetic = m.ranges[node.claim.claim_id]
            yield Found("dropped_bound", "question", (node,), arithmetic, "Only one end of the range is quoted.")


def killed_above_casualties(m: Material) -> Iterator[Found]:
    """More killed than killed and wounded together, of one side and time.

    Grounds: arithmetic. False alarm: two wars, or two armies, under one name.
    """
    lost = [n for n in m.nodes if n.claim.unit == "persons" and n.claim.scope != "incident" and not n.small]
    suspects = {c.claim_id for error in find_category_errors(m.claims) for c in error.suspects}
    by_side: dict[tuple[str, str], list[Node]] = defaultdict(list)
    for node in lost:
        if node.claim.claim_id not in suspects and node.claim.side != "unknown":
            by_side[(node.claim.side, node.claim.measure)].append(node)
    for (side, measure), dead in sorted(by_side.items()):
        for k in dead if measure == "killed" else ():
            for c in by_side.get((side, "casualties"), ()):
                apart = k.claim.document_id != c.claim.document_id
                if apart and _same_people(k, c) and _within(k, c) and _span(k)[0] > _span(c)[1]:
                    arithmetic = f"{_bounded(k)} killed > {_bounded(c)} killed or wounded"
                    meaning = "The dead cannot outnumber the dead and wounded; one of the counts is wrong."
                    yield Found("killed_above_casualties", "contradiction", (k, c), arithmetic, meaning)


def falling_series(m: Material) -> Iterator[Found]:
    """A claimant's running total that falls.

    Grounds: a cumulative count never does. False alarm: a count begun anew, or of fewer people, under the same name.
    """
    for nodes in m.series().values():
        for one, two in combinations(nodes, 2):
            apart = one.claim.document_id != two.claim.document_id and one.until[1] < two.until[0]
            if apart and _starts_meet(one, two) and _span(one)[0] > _span(two)[1]:
                severity = "note" if m.corrected(one, two) else "contradiction"
                arithmetic = f"{_bounded(one)} by {_day(one)}, {_bounded(two)} by {_day(two)}"
                yield Found("falling_series", severity, (one, two), arithmetic, "A running total cannot fall.")


def odd_ratios(m: Material) -> Iterator[Found]:
    """Wounded per killed below 1 or above 15 in a count of at least 500 dead.

    Grounds: Fazal, Dead Wrong? (International Security 39:1, 2014): about 3 before modern medicine, up to 10 with it.
    False alarm: sieges, sunken ships and massacres leave few wounded.
    """
    for k, w in _pairs_of_one_count(m, "killed", "wounded"):
        least, most = _WOUNDED_PER_KILLED
        if (
            k.claim.bound == w.claim.bound == "exact"
            and k.value >= _LEAST_DEAD
            and not least <= w.value / k.value <= most
        ):
            ratio = w.value / k.value
            arithmetic = f"{_bounded(w)} wounded / {_bounded(k)} killed = {ratio:.2g}"
            meaning = f"Wars leave about {least:.0f} to {most:.0f} wounded for each killed."
            yield Found("odd_ratio", "question", (k, w), arithmetic, meaning)


def sums(m: Material) -> Iterator[Found]:
    """Parts that add up to more than their whole, or killed and wounded that miss the casualties beside them.

    Grounds: arithmetic on bounds. False alarm: parts that overlap ("women", "doctors").
    """
    by_id = {node.claim.claim_id: node for node in m.nodes}
    parts: dict[str, list[Node]] = defaultdict(list)
    for node in m.nodes:
        whole = by_id.get(node.claim.part_of)
        same = whole and (node.claim.measure, node.claim.unit) == (whole.claim.measure, whole.claim.unit)
        if whole and same and node.claim.unit != "percent":
            parts[whole.claim.claim_id].append(node)
    for whole_id, unordered in sorted(parts.items()):
        nodes = sorted(unordered, key=lambda n: n.claim.start)
        whole, people = by_id[whole_id], {node.claim.population for node in nodes}
        total = sum(_span(node)[0] for node in nodes)
        if len(nodes) > 1 and not {"children", "civilian"} <= people and total > _span(whole)[1]:
            arithmetic = f"{' + '.join(_value(n.claim) for n in nodes)} = {number_text(total)} > {_bounded(whole)}"
            meaning = "The parts add up to more than the whole."
            yield Found("sum_mismatch", "contradiction", (whole, *nodes), arithmetic, meaning)
    for k, w in _pairs_of_one_count(m, "killed", "wounded"):
        for c in _beside(m, k, "casualties"):
            low, high = (a + b for a, b in zip(_span(k), _span(w), strict=True))
            if not meet((low, high), _span(c)):
                arithmetic = f"{_bounded(k)} killed + {_bounded(w)} wounded ≠ {_bounded(c)}"
                yield Found(
                    "sum_mismatch", "question", (k, w, c), arithmetic, "Killed and wounded miss the casualties."
                )


def subsets(m: Material) -> Iterator[Found]:
    """A part larger than its whole.

    Grounds: arithmetic. False alarm: a number that only looks like a part of the one before it.
    """
    by_id = {node.claim.claim_id: node for node in m.nodes}
    for node in m.nodes:
        whole = by_id.get(node.claim.part_of)
        counted = whole and whole.value > _FEW and node.claim.unit == whole.claim.unit
        if whole and counted and _span(node)[0] > _span(whole)[1]:
            arithmetic = f"{_bounded(node)} > {_bounded(whole)}"
            meaning = "A part cannot be larger than its whole."
            yield Found("subset_above_whole", "contradiction", (node, whole), arithmetic, meaning)


def percents(m: Material) -> Iterator[Found]:
    """A count, "or so many per cent", that is another share of the whole named just before.

    Grounds: arithmetic, one point of slack. False alarm: the share of another whole.
    """
    by_document: dict[str, list[Node]] = defaultdict(list)
    for node in m.nodes:
        by_document[node.claim.document_id].append(node)
    for _, nodes in sorted(by_document.items()):
        nodes = sorted(nodes, key=lambda n: n.claim.start)
        for before, share in pairwise(nodes):
            c, p = before.claim, share.claim
            joined = (
                p.unit == "percent"
                and c.unit == "persons"
                and 0 < p.start - c.end < 40
                and p.sentence_id == c.sentence_id
            )
            wholes = [n for n in nodes if n.claim.end <= c.start and n.claim.measure == c.measure] if joined else []
            wholes = [n for n in wholes[-3:] if n.claim.unit == "persons" and n.value > before.value]
            if wholes and _says_or(c, p, share.text) and "exact" == c.bound == wholes[0].claim.bound:
                true = 100 * before.value / wholes[0].value
                if abs(true - share.value) > _PERCENT_SLACK:
                    arithmetic = f"{_value(c)} of {_value(wholes[0].claim)} is {true:.1f} per cent, not {share.value:g}"
                    meaning = "The percentage does not fit its counts."
                    yield Found("percent_mismatch", "contradiction", (before, wholes[0], share), arithmetic, meaning)


def print_dates(m: Material) -> Iterator[Found]:
    """A day of print that may be taken, or was taken, for the day of the event.

    Grounds: weekday names are resolved against the day of print. False alarm: two attacks with the same toll.
    """
    seen = set()
    for node in m.nodes:
        document = m.documents[node.claim.document_id]
        told = node.claim.scope == "incident" and len(node.claim.period_end) == len(document.published) == 10
        if told and _WEEKDAY.search(node.claim.period_surface):
            days = (date.fromisoformat(document.published) - date.fromisoformat(node.claim.period_end)).days
            if days >= NEAR_DAYS and (node.claim.document_id, days) not in seen:
                seen.add((node.claim.document_id, days))
                arithmetic = (
                    f"published {date_text(document.published)}, event {date_text(node.claim.period_end)}: {days} days"
                )
                meaning = f"“{node.claim.period_surface}” is days before the article's date."
                yield Found("print_date", "note", (node,), arithmetic, meaning)
    yield from _moved_events(m)


def _moved_events(m: Material) -> Iterator[Found]:
    """Two articles with two equal numbers of one place, days apart."""
    groups: dict[tuple[str, str, float], list[Node]] = defaultdict(list)
    for node in m.nodes:
        if node.claim.scope == "incident" and node.until[0] and not node.claim.part_of and node.value > 2:
            groups[(node.claim.measure, node.claim.unit, node.value)].append(node)
    moved: dict[tuple[str, str], list[tuple[Node, Node]]] = defaultdict(list)
    for nodes in groups.values():
        for one, two in combinations(nodes, 2):
            apart = gap(one.until, two.until)
            other = one.claim.document_id != two.claim.document_id
            if other and apart and apart <= 4 and scene_of(one) & scene_of(two):
                moved[(one.claim.document_id, two.claim.document_id)].append((one, two))
    for _, pairs in sorted(moved.items()):
        if len({one.claim.measure for one, _ in pairs}) > 1:
            one, two = pairs[0]
            arithmetic = f"{_bounded(one)} on {_day(one)}, {_bounded(two)} on {_day(two)}"
            told = tuple(node for pair in pairs for node in pair)
            yield Found(
                "print_date", "question", told, arithmetic, "One event bears two days; one may be that of print."
            )


def claimants_differ(m: Material) -> Iterator[Found]:
    """Two claimants whose counts of the same cannot both be true.

    Grounds: intervals that cannot meet, a quarter apart at least. False alarm: two attacks in one place on one day.
    """
    for group in m.alike():
        for one, two in combinations(group, 2):
            if NOBODY in (one.speaker.level, two.speaker.level) or nearness(one.speaker, two.speaker) is not None:
                continue
            a, b = sorted((_span(one), _span(two)))
            few = min(one.value, two.value) <= _FEW
            if _same_count(one, two) and not few and not meet(a, b) and b[0] > a[1] * _FAR_APART:
                times = b[0] / a[1] if a[1] else 0
                arithmetic = f"{_bounded(one)} against {_bounded(two)}" + (f": {times:.2g} times" if times else "")
                yield Found("claimants_differ", "question", (one, two), arithmetic, "They count the same and differ.")


def self_contradictions(m: Material) -> Iterator[Found]:
    """One claimant with two counts of the same that cannot both be true.

    Grounds: as above, one voice. False alarm: two attacks in one place on one day; a correction is only noted.
    """
    for group in m.alike():
        for one, two in combinations(group, 2):
            same_voice = one.speaker.level <= NAMED and one.speaker.name == two.speaker.name
            here = one.claim.sentence_id == two.claim.sentence_id
            if same_voice and not here and _same_count(one, two) and not meet(_span(one), _span(two)):
                severity = "note" if m.corrected(one, two) else "contradiction"
                arithmetic = f"{_bounded(one)} against {_bounded(two)}"
                yield Found("claimant_contradicts_itself", severity, (one, two), arithmetic, "One voice, two numbers.")


def headlines(m: Material) -> Iterator[Found]:
    """A headline whose number is above anything its article says of the same.

    Grounds: what is read first must stand below. False alarm: a body whose own number the reader missed.
    """
    by_document: dict[str, list[Node]] = defaultdict(list)
    for node in m.nodes:
        by_document[node.claim.document_id].append(node)
    for _, nodes in sorted(by_document.items()):
        body = [n for n in nodes if n.role not in _HEADS]
        for head in (n for n in nodes if n.role in _HEADS):
            c = head.claim
            same = [
                n for n in body if (n.claim.measure, n.claim.unit) == (c.measure, c.unit) and n.claim.side == c.side
            ]
            together = sum({n.value for n in same})
            if same and together < _span(head)[0] and head.value > _FEW:
                other = any(n.value == head.value for n in body) or _sum_of_two(body, head.value)
                most = max(same, key=lambda n: n.value)
                arithmetic = f"headline {_bounded(head)}, text {_bounded(most)}"
                severity = "contradiction" if other else "question"
                meaning = "The text gives less than the headline."
                yield Found("headline_against_body", severity, (head, *same), arithmetic, meaning)


def jumps(m: Material) -> Iterator[Found]:
    """A running total that suddenly grows ten times faster than before.

    Grounds: implied rate per day against the median of earlier ones. False alarm: a battle, or old dead counted late.
    """
    for nodes in m.series().values():
        steps = []
        for one, two in pairwise([n for n in nodes if n.claim.bound in ("exact", "about")]):
            days = two.until[0] - one.until[0]
            if days > 0 and _starts_meet(one, two):
                steps.append((one, two, (two.value - one.value) / days))
        for i in range(1, len(steps)):
            one, two, rate = steps[i]
            usual = median(step[2] for step in steps[:i])
            if usual > 0 and rate > _JUMP * usual and two.value > one.value * 1.1:
                arithmetic = (
                    f"{number_text(two.value - one.value)} more by {_day(two)}: {rate:,.0f} a day against {usual:,.0f}"
                )
                yield Found("jump", "question", (one, two), arithmetic, "The count jumps.")


def one_belligerent_only(m: Material) -> Iterator[Found]:
    """A side's dead that only its enemy counts.

    Grounds: Radford et al. (2023) find belligerents overstate enemy losses. False alarm: others counted unseen.
    """
    enemies = load().enemies
    by_side: dict[str, list[Node]] = defaultdict(list)
    for node in m.nodes:
        c = node.claim
        if c.unit == "persons" and c.measure in ("killed", "casualties", "killed_or_missing") and not c.part_of:
            by_side[c.side].append(node)
    for side, nodes in sorted(by_side.items()):
        foes = set(enemies.get(side, ()))
        several = min(len({n.value for n in nodes}), len({n.claim.document_id for n in nodes})) > 1
        if several and foes and {node.speaker.polity for node in nodes} <= foes:
            arithmetic = f"{len(nodes)} counts, all from {', '.join(sorted({n.claim.claimant for n in nodes}))}"
            meaning = "Only the enemy counts these dead."
            yield Found("one_belligerent_only", "question", tuple(nodes), arithmetic, meaning)


CHECKS: tuple[Check, ...] = (
    *(category_errors, dropped_bounds, killed_above_casualties, falling_series, odd_ratios, sums, subsets, percents),
    *(print_dates, claimants_differ, self_contradictions, headlines, jumps, one_belligerent_only),
)
"""Every check, in the order findings of one severity are told."""


def _span(node: Node) -> Interval:
    """What the words allow once rounding is granted; open ends stay open."""
    span = admitted_by(node.claim)
    assert span is not None
    return span


def _value(claim: Any) -> str:
    return number_text(next(x for x in (claim.best, claim.high, claim.low) if x == x))


def _bounded(node: Node) -> str:
    c = node.claim
    if c.bound == "between":
        return f"{number_text(c.low)} to {number_text(c.high)}"
    sign = {"about": "~", "nearly": "<~", "at_least": "≥ ", "at_most": "≤ "}.get(c.bound, "")
    return sign + _value(c)


def _says_or(count: Any, share: Any, text: str) -> bool:
    """As in "1,218 soldiers, or 45 per cent"."""
    at = text.find(count.surface) + len(count.surface)
    between = text[at : text.find(share.surface, at)]
    return _OR_PERCENT.match(between) is not None


def _day(node: Node) -> str:
    return date_text(counted_until(node.claim))


def _sum_of_two(nodes: list[Node], value: float) -> bool:
    """Whether killed and wounded of the text are what the headline calls one of them."""
    return any(a.value + b.value == value for a, b in combinations(nodes, 2) if a.claim.measure != b.claim.measure)


def _same_people(one: Node, two: Node) -> bool:
    return len({one.claim.population, two.claim.population} - {"unknown", ""}) <= 1


def _starts_meet(one: Node, two: Node) -> bool:
    apart = gap(one.since, two.since)
    return apart is None or apart <= NEAR_DAYS


def _within(part: Node, whole: Node) -> bool:
    """Whether the time of one count lies within that of another, as far as is said."""
    if not part.until[0] or not whole.until[0] or part.until[0] > whole.until[1] + NEAR_DAYS:
        return False
    if part.claim.scope == whole.claim.scope == "cumulative":
        return _starts_meet(part, whole)
    return bool(part.since[0] and whole.since[0]) and part.since[0] >= whole.since[0] - NEAR_DAYS


def _same_count(one: Node, two: Node) -> bool:
    """Whether two claims count the same stretch of time and, where it is one day, the same place."""
    a, b = one.claim, two.claim
    apart = gap(one.until, two.until)
    if a.scope != b.scope or a.scope == "rate" or apart is None or bool(a.part_of) != bool(b.part_of):
        return False
    if a.scope == "incident":
        exact = one.until[0] == one.until[1] and two.until[0] == two.until[1]
        return exact and apart == 0 and not scenes_differ(one, two) and bool(scene_of(one) & scene_of(two))
    since = gap(one.since, two.since)
    starts = since is not None and since <= NEAR_DAYS if a.scope == "period" else since is None or since <= NEAR_DAYS
    return starts and (one.until == two.until if a.scope == "period" else apart == 0 and one.until == two.until)


def _pairs_of_one_count(m: Material, first: str, second: str) -> Iterator[tuple[Node, Node]]:
    """Two measures of one claimant, side, people, sentence and time."""
    groups: dict[tuple[Any, ...], dict[str, list[Node]]] = defaultdict(lambda: defaultdict(list))
    for node in m.nodes:
        c = node.claim
        if c.unit == "persons" and c.scope != "incident" and not c.part_of:
            key = (node.speaker.name, c.sentence_id, c.side, c.population, c.scope, node.since, node.until)
            groups[key][c.measure].append(node)
    for key in sorted(groups, key=repr):
        yield from ((k, w) for k in groups[key][first] for w in groups[key][second])


def _beside(m: Material, node: Node, measure: str) -> list[Node]:
    """Claims of another measure that share claimant, sentence, side, people and time with one."""
    c = node.claim
    return [
        other
        for other in m.nodes
        if (other.claim.measure, other.claim.unit) == (measure, "persons")
        and (other.claim.sentence_id, other.claim.side, other.claim.population, other.speaker.name)
        == (c.sentence_id, c.side, c.population, node.speaker.name)
        and (other.since, other.until, other.claim.scope) == (node.since, node.until, c.scope)
    ]
