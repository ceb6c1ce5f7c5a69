"""Claims → the pairs worth comparing, so that no claim is compared with every other."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any

from tollbook.likeness import NEAR_DAYS, Node, precise
from tollbook.speakers import NAMED, NOBODY

_MAY_BE = 1.12
_FOLLOWERS = 200
_WINDOW = 8


def find_pairs(nodes: list[Node], shares: dict[tuple[str, str], float]) -> Iterator[tuple[Node, Node]]:
    """Pairs of claims worth comparing: one kind of count, values near each other; text, voice or days in common."""
    buckets: dict[tuple[Any, ...], list[tuple[float, Node]]] = defaultdict(list)
    for group in _twins(nodes):
        yield from pairwise(group)
        in_article = {node.claim.document_id: node for node in reversed(group)}
        for node in in_article.values():
            for spot in _spots(node, shares, first=node is group[0]):
                buckets[(spot[0], *node.key, *spot)] += [(end, node) for end in sorted(node.ends)]
    for key, bucket in sorted(buckets.items(), key=lambda item: repr(item[0])):
        bucket.sort(key=lambda item: (item[0], item[1].claim.claim_id))
        known = [item for item in bucket if item[1].speaker.level != NOBODY]
        if key[0] == "window":
            yield from _close(known, bucket)
        else:
            yield from _close(bucket, bucket, _FOLLOWERS)


def _twins(nodes: list[Node]) -> Iterable[list[Node]]:
    """Claims that say the same in every column; small numbers and single days alone: places differ."""
    twins: dict[tuple[Any, ...], list[Node]] = defaultdict(list)
    for node in nodes:
        c = node.claim
        stated = (str(c.low), str(c.best), str(c.high), c.bound, c.measure, c.population, c.scope, c.part_of != "")
        alone = c.claim_id if node.small or c.scope == "incident" else ""
        twins[(node.speaker.name, *node.key, *stated, c.period_start, c.period_end, c.as_of, alone)].append(node)
    return twins.values()


def _close(
    ones: list[tuple[float, Node]], twos: list[tuple[float, Node]], most: int = 0
) -> Iterator[tuple[Node, Node]]:
    """Pairs that share or admit a value and are not two named claimants, ids in order; ``most`` follow one at most."""
    values = [value for value, _ in twos]
    for value, one in ones:
        start = bisect_left(values, value if ones is twos else value / _MAY_BE)
        stop = bisect_right(values, value * _MAY_BE)
        (low, high), voice, ends = one.allows, one.speaker, one.ends
        for _, two in twos[start : min(stop, start + most) if most else stop]:
            if (two.allows[0] > high or two.allows[1] < low) and not ends & two.ends:
                continue
            if one is two or (voice.level == two.speaker.level == NAMED and voice.name != two.speaker.name):
                continue
            yield (one, two) if one.claim.claim_id < two.claim.claim_id else (two, one)


def _spots(node: Node, shares: dict[tuple[str, str], float], first: bool) -> list[tuple[Any, ...]]:
    """Where a claim may meet its like: its article, a rewrite of it, its days, or its claimant's equal numbers."""
    begin, end = node.until
    spots: list[tuple[Any, ...]] = [("article", node.claim.document_id)]
    spots += [("text", *sorted(pair)) for pair in shares if pair[0] == node.claim.document_id]
    if not first:
        return spots
    if node.speaker.level == NOBODY and precise(node):
        spots.append(("number", node.value))
    elif node.speaker.level != NOBODY and not node.small:
        spots.append(("voice", node.speaker.name, node.value))
    if node.small or node.claim.scope == "incident":
        return [*spots, ("day", begin, end, node.value) if begin else ("voice", node.speaker.name, node.value)]
    weeks = range((begin - NEAR_DAYS) // _WINDOW, (end + NEAR_DAYS) // _WINDOW + 1) if begin else ()
    return spots + [("window", week) for week in weeks]
