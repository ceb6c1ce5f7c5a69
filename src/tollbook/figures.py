"""Sentence → every number in it with its low, best, high, bound and span; what it counts is decided later."""

from __future__ import annotations

from tollbook import numbers
from tollbook.bounds import read_bound, set_bound
from tollbook.lexicon import Lexicon
from tollbook.tokens import MONTHS, Figure, Tokens

__all__ = ["Figure", "Tokens", "find_figures", "set_bound"]

_CAN_START = numbers.CAN_START
_JOINERS = frozenset(("to", "-", "or", "and", "till", "through", "‒", "—", "–", "−", "‑", "‐"))
_CHANGES = frozenset(
    "rose risen rise rises rising increased increase increases grew grown fell fallen dropped jumped climbed up down "
    "decreased soared surged went gone raised revised increasing changed cut reduced".split()
)
_HEDGES = frozenset("about around approximately roughly nearly perhaps possibly even as many maybe".split())
_STARTS_SECOND = frozenset((*numbers.UNITS, *numbers.TENS, "a", "half"))
_PARTS = {
    "third": 3,
    "thirds": 3,
    "quarter": 4,
    "quarters": 4,
    "fifth": 5,
    "fifths": 5,
    "sixth": 6,
    "tenth": 10,
    "tenths": 10,
}
_PERIODS = frozenset("year month week day hour decade century years months weeks days hours decades".split())
_PART_BEFORE = frozenset("first second latter other early northern southern eastern western".split())
_AFTER_HALF = ("of", "are", "were", "the", "a", "or", "have")


def find_figures(tokens: Tokens, lexicon: Lexicon) -> list[Figure]:
    """Read every number expression of a sentence, with qualifier and range.

    Returns
    -------
    list of Figure
        In order, not overlapping; vague ones ("dozens") have no value. No context is used beyond the number itself.
    """
    figures: list[Figure] = []
    low, free = tokens.low, 0
    for i in [i for i, word in enumerate(low) if word in _CAN_START or word[0].isdecimal()]:
        if i < free or (low[i] == "one" and low[i - 1 : i] == ["no"]):
            continue
        if low[i] in ("a", "an") and numbers.AFTER_ARTICLE.isdisjoint(low[i + 1 : i + 2]):
            continue
        figure = _read_at(tokens, i)
        if figure is not None:
            read_bound(figure, tokens, lexicon, free)
            figures.append(figure)
            free = figure.j
    return figures


def _read_at(tokens: Tokens, i: int) -> Figure | None:
    low = tokens.low
    word = low[i]
    if (
        word in _PARTS
        and low[i - 1 : i] in (["a"], ["one"])
        and low[i + 1 : i + 2] in (["of"], ["were"], ["are"], ["have"])
    ):
        return Figure(i, i + 1, best=round(100 / _PARTS[word], 1), kind="share", why="fraction")
    if word in numbers.ORDINALS:
        return Figure(i, i + 1, kind="ordinal", why="ordinal word")
    if word == "another" or word == "both":
        return None
    if word == "half" and low[max(0, i - 2) : i] == ["and", "a"] and low[max(0, i - 3)] in _PERIODS:
        return Figure(i, i + 1, kind="duration", why="half of a period")
    fraction = _fraction(low, i)
    if fraction is not None:
        return fraction
    if word == "half" and i and low[i - 1] in _PART_BEFORE:
        return Figure(i, i + 1, kind="other", why="half of a period")
    if word == "half" and low[i + 1 : i + 2] and low[i + 1] in _AFTER_HALF and numbers.read_number(low, i) is None:
        return Figure(i, i + 1, best=50.0, kind="share", why="half")
    compound = low[i + 1 : i + 2] and low[i + 1] in numbers.HYPHENS
    if word == "half" and not compound and numbers.read_number(low, i) is None:
        if low[i + 1 : i + 2] in (["an"], ["a"]) and low[i + 2 : i + 3] and low[i + 2] in _PERIODS | {"hour"}:
            return Figure(i, i + 1, kind="duration", why="half of a period")
        past = low[i + 1 : i + 2] == ["past"]
        return Figure(i, i + 1, kind="time" if past else "other", why="half of an hour" if past else "half of a thing")
    if word[0].isdecimal() and i + 1 < len(tokens) and tokens.glued(i + 1):
        special = _glued_suffix(tokens, i)
        if special is not None:
            return special
    number = numbers.read_number(low, i)
    if number is None:
        if not word[0].isdecimal():
            return None
        kind = "date" if word.count(".") == 2 else "identifier"
        return Figure(i, i + 1, kind=kind, why="digits with separators")
    if number.value is None:
        return Figure(i, number.j, bound="vague")
    return _range_from(tokens, i, number)


def _fraction(low: list[str], i: int) -> Figure | None:
    """As in "two-thirds", "three quarters": a share in percent."""
    parts = numbers.UNITS.get(low[i], 0)
    j = i + 2 if low[i + 1 : i + 2] and low[i + 1] in numbers.HYPHENS else i + 1
    whole = _PARTS.get(low[j], 0) if j < len(low) else 0
    if not 0 < parts < whole or (low[j + 1 : j + 2] == ["of"] and low[j + 2 : j + 3] == ["a"]):
        return None
    return Figure(i, j + 1, best=round(100 * parts / whole, 1), kind="share", why="fraction")


def _glued_suffix(tokens: Tokens, i: int) -> Figure | None:
    """As in "20th", "1.2bn", "5k", "600m": digits with letters against them; other letters make a name."""
    after = tokens.low[i + 1]
    if after in numbers.ORDINAL_SUFFIXES:
        return Figure(i, i + 2, kind="ordinal", why="ordinal digits")
    factor = numbers.SUFFIXES.get(after)
    value = numbers.digits_value(tokens.low[i])
    if factor and value is not None:
        scaled = numbers.Number(round(value * factor, 6), i + 2, True, factor)
        return _range_from(tokens, i, scaled)
    return None


def _range_from(tokens: Tokens, i: int, first: numbers.Number) -> Figure:
    """Extend a number to a range where the words make one."""
    low, j = tokens.low, first.j
    figure = Figure(i, j, best=first.value, digits=first.digits, magnitude=first.magnitude)
    if j >= len(tokens) or low[j] not in _JOINERS:
        return figure
    between = "between" in low[max(0, i - 4) : i]
    joiner = low[j]
    if joiner == "and" and not between:
        return figure
    k = j + 1
    while k < len(tokens) and low[k] in _HEDGES:
        k += 1
    if k >= len(tokens) or not (low[k][0].isdecimal() or low[k] in _STARTS_SECOND):
        return figure
    second = _second_number(tokens, k)
    if second is None or second.value is None or first.value is None:
        return figure
    return _joined(tokens, figure, first, second, joiner, between)


def _second_number(tokens: Tokens, k: int) -> numbers.Number | None:
    second = numbers.read_number(tokens.low, k)
    if second and second.digits and second.j < len(tokens) and tokens.glued(second.j) and second.j == k + 1:
        factor = numbers.SUFFIXES.get(tokens.low[second.j])
        if factor and second.value is not None:
            return numbers.Number(second.value * factor, second.j + 1, True, factor)
        if tokens.low[second.j].isalpha():
            return None
    return second


def _joined(
    tokens: Tokens, figure: Figure, first: numbers.Number, second: numbers.Number, joiner: str, between: bool
) -> Figure:
    low_value, high_value = _scaled(first, second)
    hyphen = joiner in numbers.HYPHENS
    if low_value <= 31 < high_value and figure.i and tokens.low[figure.i - 1] in MONTHS and not between:
        return figure
    if first.digits and _are_years(first, second) and "," not in tokens.low[figure.i]:
        if hyphen or between:
            return Figure(figure.i, second.j, digits=True, kind="date", why="years")
        return figure
    if hyphen and _no_range(tokens, second, low_value, high_value):
        return figure
    counts_up = high_value > low_value and not _from_change(tokens, figure.i)
    if joiner in ("to", "through", "till") and not between and not counts_up:
        return figure
    if joiner == "or" and not (low_value < high_value <= low_value * 2 + 1):
        return figure
    if high_value < low_value:
        return figure
    figure.j, figure.best, figure.low, figure.high, figure.bound = second.j, None, low_value, high_value, "between"
    figure.magnitude = second.magnitude
    return figure


def _scaled(first: numbers.Number, second: numbers.Number) -> tuple[float, float]:
    """Values of both ends; in "10 to 15 thousand" the magnitude is the first's too."""
    low, high = first.value, second.value
    assert low is not None
    assert high is not None
    shared = (second.magnitude >= 1000 and low < 1000) or second.magnitude in (100, 12)
    if first.magnitude == 1 and shared and low * second.magnitude < high:
        low *= second.magnitude
    return low, high


def _are_years(first: numbers.Number, second: numbers.Number) -> bool:
    plain = first.magnitude == second.magnitude == 1
    return plain and all(value is not None and 1000 <= value <= 2100 for value in (first.value, second.value))


def _no_range(tokens: Tokens, second: numbers.Number, low_value: float, high_value: float) -> bool:
    """Is it a score or a number in parts: "15-3", "12-15-40"?"""
    if high_value <= low_value:
        return True
    after = second.j
    hyphen = after + 1 < len(tokens) and tokens.low[after] in numbers.HYPHENS and tokens.glued(after)
    return hyphen and tokens.low[after + 1][0].isdecimal()


def _from_change(tokens: Tokens, i: int) -> bool:
    """As in "rose from 3 to 5", which states two counts and no range."""
    window = tokens.low[max(0, i - 8) : i]
    return "from" in window[-3:] and any(word in _CHANGES for word in window)
