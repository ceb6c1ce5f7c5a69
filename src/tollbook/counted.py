"""What each number of a sentence counts: the order in which noun, predicate, toll, list and default are tried."""

from __future__ import annotations

import re
from dataclasses import replace

from tollbook.figures import Figure
from tollbook.heads import CRAFT, MUNITIONS, PLACES, STRUCTURES, Reading, find_head
from tollbook.inherited import copy_from, inherit, is_listed, share_lists
from tollbook.kinds import kind_of_noun
from tollbook.predicates import inverted_passive, left_active, left_nominal, refine_outcome_noun, right_predicate
from tollbook.settling import settle
from tollbook.shares import read_ratio, read_share
from tollbook.tagging import Tagged
from tollbook.tolls import left_toll, number_after, number_of, points_back, read_label

__all__ = ["CRAFT", "MUNITIONS", "PLACES", "STRUCTURES", "Reading", "read_counted", "read_share"]

_OF = re.compile(r"[xq]?o[dqpe]{0,2}(?:[A-Zx]s)?")
_OF_THOSE = re.compile(r"c([KJI])")
_AROUND = (number_after, left_active, right_predicate, left_nominal, number_of, left_toll, inverted_passive)


def read_counted(tagged: Tagged, before: Reading | None = None, topic: str = "") -> list[Reading]:
    """Read what each open number of a sentence counts.

    Parameters
    ----------
    tagged : Tagged
        The sentence; figures that already have a kind are passed over.
    before : Reading, optional
        The last reading of the sentence before, for elided nouns ("two more were killed").
    topic : str
        The measure the sentence before spoke of, for "they were 15 times greater".

    Returns
    -------
    list of Reading
        One per number whose unit and measure are read; numbers of which nothing says what happened are left out.
    """
    readings: list[Reading] = []
    before = replace(before, n=-1, pred=-1, head=-1, mods=()) if before is not None else None
    for n, letter in enumerate(tagged.s):
        fig = tagged.fig[n]
        if letter != "N" or fig is None or (fig.kind and fig.kind != "share"):
            continue
        reading = read_ratio(tagged, n, fig, topic)
        if reading is None and fig.kind in ("", "share"):
            reading = _read_one(tagged, n, fig, readings, before)
        if reading is not None:
            readings.append(reading)
    share_lists(tagged, readings)
    return [reading for reading in readings if reading.measure]


def _read_one(tagged: Tagged, n: int, fig: Figure, done: list[Reading], before: Reading | None) -> Reading | None:
    reading = Reading(n, fig, stop=n + 1)
    if fig.kind == "share":
        return read_share(tagged, reading, done, before)
    find_head(tagged, reading)
    head = tagged.term[reading.head] if reading.head >= 0 else None
    if head is not None and head.cls == "U" and tagged.s[reading.head] != "a" and not read_label(tagged, reading):
        if head.kind == "force_strength" and _units_hit(tagged, reading, done[-1] if done else None):
            return reading
        fig.kind, fig.why = kind_of_noun(tagged, head), f"noun {head.text}"
        return None
    if done and _is_whole_of(tagged, reading, done[-1]) and not (head is not None and head.cls == "D"):
        if reading.unit not in MUNITIONS:
            return None
        reading.take_outcome("launched", -1, "whole-of-part")
        return reading
    _find_measure(tagged, reading, done[-1] if done else before, any(r.measure for r in done))
    inherit(tagged, reading, done, before)
    settle(tagged, reading)
    return reading


def _units_hit(tagged: Tagged, reading: Reading, last: Reading | None) -> bool:
    """As in "strikes hit two tactical units": a force that is struck counts as a thing."""
    reading.unit, reading.population = "other", ""
    listed = last is not None and last.unit == "other" and is_listed(tagged, last, reading.n)
    if listed and last is not None:
        return reading.take_outcome(last.measure, last.pred, "list")
    if left_active(tagged, reading) and reading.measure in ("hit", "destroyed"):
        return True
    reading.unit = reading.measure = ""
    return False


def _is_whole_of(tagged: Tagged, reading: Reading, part: Reading) -> bool:
    """As in "76 of 96 drones were downed": the larger number only says of how many."""
    between = tagged.s[part.n + 1 : reading.n]
    return reading.head >= 0 and part.head == reading.head and _OF.fullmatch(between) is not None


def _find_measure(tagged: Tagged, reading: Reading, last: Reading | None, same_sentence: bool) -> None:
    """Find the outcome: noun first, then the predicate around the number; "" where none."""
    head = tagged.term[reading.head] if reading.head >= 0 else None
    if reading.measure:
        reading.rules.append("outcome-after-noun")
    elif head is not None and head.measure and head.cls == "D":
        reading.measure = head.measure
        reading.rules.append("outcome-noun")
        refine_outcome_noun(tagged, reading, head)
    elif head is not None and head.unit == "attacks":
        reading.measure = "launched"
        reading.rules.append("attacks")
    elif same_sentence and last is not None and _goes_on_listing_munitions(tagged, reading, last):
        reading.active = last.active
        reading.take_outcome(last.raw or last.measure, last.pred, "list")
    elif tagged.s[reading.n - 1 : reading.n] != "L" or not left_nominal(tagged, reading):
        _find_around(tagged, reading, last, same_sentence)


def _goes_on_listing_munitions(tagged: Tagged, reading: Reading, last: Reading) -> bool:
    """As in "fired 40 drones and six missiles, three of which were shot down": the verb before is theirs too."""
    if not last.measure or reading.unit not in MUNITIONS or last.unit not in MUNITIONS:
        return False
    by_verb = last.rules[-1:] in (["verb-before"], ["list"])
    return by_verb and is_listed(tagged, last, reading.n)


def _find_around(tagged: Tagged, reading: Reading, last: Reading | None, same_sentence: bool) -> None:
    those = _OF_THOSE.match(tagged.s, reading.n + 1)
    if those and not same_sentence:
        reading.take_outcome(tagged.term_at(those.start(1)).measure, those.start(1), "of-those")
    elif any(find(tagged, reading) for find in _AROUND):
        return
    elif last is not None and reading.elided and points_back(tagged, reading):
        copy_from(reading, last, "figure-points-back")
