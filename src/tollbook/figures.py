"""Sentence → every number in it with its low, best, high, bound and span; what it counts is decided later."""

from __future__ import annotations

from dataclasses import dataclass

from tollbook import numbers
from tollbook.lexicon import WORD, Lexicon

_SKIPS = frozenset(
    "a an another the additional further total record of other its their his new reported combined whopping "
    "staggering approximate confirmed estimated grand".split()
)
_MILESTONE = frozenset("milestone mark threshold figure barrier level number toll".split())
_SYMBOLS = {">": "at_least", "≥": "at_least", "<": "at_most", "≤": "at_most", "~": "about", "≈": "about", "±": "about"}
_JOINERS = frozenset(("to", "-", "or", "and", "till", "through", "‒", "—", "–", "−", "‑", "‐"))
_CHANGES = frozenset(
    "rose risen rise rises rising increased increase increases grew grown fell fallen dropped jumped climbed "
    "up "
    "down decreased soared surged went gone raised revised increasing changed cut reduced".split()
)
_MONTHS = frozenset(
    "january february march april may june july august september october november december jan feb mar apr "
    "jun jul aug sep sept oct nov dec".split()
)


@dataclass(slots=True)
class Figure:
    """One number expression: tokens ``i`` to ``j``, its values and how the words bound it."""

    i: int
    j: int
    low: float | None = None
    best: float | None = None
    high: float | None = None
    bound: str = "exact"
    digits: bool = False
    implicit: str = ""
    kind: str = ""
    why: str = ""
    core: int = 0
    magnitude: float = 1.0
    change: bool = False

    @property
    def value(self) -> float | None:
        """The one value stated, or the upper one of a range; None when vague."""
        return next((v for v in (self.best, self.low, self.high) if v is not None), None)


class Tokens:
    """The tokens of one sentence: words as written and lower case, with their character spans."""

    __slots__ = ("a", "low", "text", "words", "z")

    def __init__(self, text: str) -> None:
        self.text = text
        found = [(match[0], match.start()) for match in WORD.finditer(text)]
        if any(" " in word for word, _ in found):
            found = [part for i, token in enumerate(found) for part in _ungrouped(found, i, *token)]
        self.words = [word for word, _ in found]
        self.a = [start for _, start in found]
        self.z = [start + len(word) for word, start in found]
        self.low = [word.lower() for word in self.words]
        if "’" in text or "ʼ" in text:
            self.low = [word.replace("’", "'").replace("ʼ", "'") for word in self.low]

    def glued(self, i: int) -> bool:
        """Does token ``i`` stand directly against the one before it?"""
        return i > 0 and self.a[i] == self.z[i - 1]

    def __len__(self) -> int:
        return len(self.low)


def _ungrouped(found: list[tuple[str, int]], i: int, word: str, start: int) -> list[tuple[str, int]]:
    """As in "1 207 910" is one number; "24 300" after a month is two."""
    before = found[i - 1][0].lower() if i else ""
    if " " not in word or (
        before not in _MONTHS and not (before == "," and i > 1 and found[i - 2][0].lower() in _MONTHS)
    ):
        return [(word, start)]
    parts = []
    for part in word.split(" "):
        parts.append((part, start))
        start += len(part) + 1
    return parts


def find_figures(tokens: Tokens, lexicon: Lexicon) -> list[Figure]:
    """Read every number expression of a sentence, with qualifier and range.

    Returns
    -------
    list of Figure
        In order, not overlapping; vague ones ("dozens") have no value. No context is used beyond the number itself.
    """
    figures: list[Figure] = []
    i, free = 0, 0
    while i < len(tokens):
        word = tokens.low[i]
        if not (word[0].isdigit() or word in numbers.CAN_START) or (word == "one" and tokens.low[i - 1 : i] == ["no"]):
            i += 1
            continue
        figure = _read_at(tokens, i)
        if figure is None:
            i += 1
            continue
        _qualify(figure, tokens, lexicon, free)
        figures.append(figure)
        i = free = figure.j
    return figures


def _read_at(tokens: Tokens, i: int) -> Figure | None:
    low = tokens.low
    word = low[i]
    if word in numbers.ORDINALS:
        return Figure(i, i + 1, kind="ordinal", why="ordinal word", core=i)
    if word == "another" or word == "both":
        return None
    if (
        word == "half"
        and low[i + 1 : i + 2]
        and low[i + 1] in ("of", "are", "were", "the", "a", "or", "have")
        and numbers.read_number(low, i) is None
    ):
        return Figure(i, i + 1, best=50.0, kind="share", why="half", core=i)
    if word[0].isdigit() and i + 1 < len(tokens) and tokens.glued(i + 1):
        special = _glued_suffix(tokens, i)
        if special is not None:
            return special
    number = numbers.read_number(low, i)
    if number is None:
        if not word[0].isdigit():
            return None
        return Figure(
            i, i + 1, kind="date" if word.count(".") == 2 else "identifier", why="digits with separators", core=i
        )
    if number.value is None:
        return Figure(i, number.j, bound="vague", core=i)
    return _range_from(tokens, i, number)


def _glued_suffix(tokens: Tokens, i: int) -> Figure | None:
    """As in "20th", "1.2bn", "5k", "600m": digits with letters against them; other letters make a name."""
    after = tokens.low[i + 1]
    if after in numbers.ORDINAL_SUFFIXES:
        return Figure(i, i + 2, kind="ordinal", why="ordinal digits", core=i)
    factor = numbers.SUFFIXES.get(after)
    value = numbers.digits_value(tokens.low[i])
    if factor and value is not None:
        scaled = numbers.Number(round(value * factor, 6), i + 2, True, factor)
        return _range_from(tokens, i, scaled)
    return None


def _range_from(tokens: Tokens, i: int, first: numbers.Number) -> Figure:
    """Extend a number to a range where the words make one."""
    low, j = tokens.low, first.j
    figure = Figure(i, j, best=first.value, digits=first.digits, core=i, magnitude=first.magnitude)
    if j >= len(tokens) or low[j] not in _JOINERS:
        return figure
    between = _opened_by(tokens, i, ("between",))
    joiner = low[j]
    if joiner == "and" and not between:
        return figure
    k = j + 1
    while k < len(tokens) and low[k] in ("about", "around", "approximately", "roughly", "nearly", "perhaps", "possibly", "even",
                                         "as", "many", "maybe"):  # fmt: skip
        k += 1
    if k >= len(tokens) or not (
        low[k][0].isdigit() or low[k] in numbers.UNITS or low[k] in numbers.TENS or low[k] in ("a", "half")
    ):
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
    low_value, high_value = first.value, second.value
    assert low_value is not None and high_value is not None
    if (
        first.magnitude == 1
        and second.magnitude >= 1000
        and low_value < 1000
        and low_value * second.magnitude < high_value
    ):
        low_value *= second.magnitude
    elif first.magnitude == 1 and second.magnitude in (100, 12) and low_value * second.magnitude < high_value:
        low_value *= second.magnitude
    hyphen = joiner in numbers.HYPHENS
    if low_value <= 31 < high_value and figure.i and tokens.low[figure.i - 1] in _MONTHS and not between:
        return figure
    years = (
        all(v is not None and 1000 <= v <= 2100 for v in (first.value, second.value))
        and first.magnitude == second.magnitude == 1
    )
    if years and first.digits and "," not in tokens.low[figure.i]:
        if hyphen or between:
            return Figure(figure.i, second.j, digits=True, kind="date", why="years", core=figure.i)
        return figure
    if hyphen and _no_range(tokens, figure, second, low_value, high_value):
        return figure
    if (
        joiner in ("to", "through", "till")
        and not between
        and (high_value <= low_value or _from_change(tokens, figure.i))
    ):
        return figure
    if joiner == "or" and not (low_value < high_value <= low_value * 2 + 1):
        return figure
    if high_value < low_value:
        return figure
    figure.j, figure.best, figure.low, figure.high, figure.bound = second.j, None, low_value, high_value, "between"
    figure.magnitude = second.magnitude
    return figure


def _no_range(tokens: Tokens, figure: Figure, second: numbers.Number, low_value: float, high_value: float) -> bool:
    if high_value <= low_value:
        return True
    after = second.j
    return (
        after < len(tokens)
        and tokens.low[after] in numbers.HYPHENS
        and tokens.glued(after)
        and tokens.low[after + 1 : after + 2] != []
        and (tokens.low[after + 1][0].isdigit())
    )


def _from_change(tokens: Tokens, i: int) -> bool:
    """As in "rose from 3 to 5" states two counts, not a range."""
    window = tokens.low[max(0, i - 8) : i]
    return "from" in window[-3:] and any(word in _CHANGES for word in window)


def _opened_by(tokens: Tokens, i: int, words: tuple[str, ...]) -> bool:
    return any(word in words for word in tokens.low[max(0, i - 4) : i])


def _qualify(figure: Figure, tokens: Tokens, lexicon: Lexicon, free: int) -> None:
    """Read the words, verbs and symbols around a number that bound it, and widen its span over them."""
    if figure.kind in ("ordinal", "date", "identifier"):
        return
    before = _bound_before(figure, tokens, lexicon, free)
    after = _bound_after(figure, tokens, lexicon)
    bound = before or after
    if figure.bound == "between":
        for k in range(max(free, figure.i - 3), figure.i):
            if tokens.low[k] in ("between", "from", "anywhere", "somewhere"):
                figure.i = k
                break
        return
    if figure.bound == "vague" or not bound:
        return
    set_bound(figure, bound)


def set_bound(figure: Figure, bound: str) -> None:
    """Move the value to where the bound says it belongs: at_least → low, at_most → high, else best."""
    value = figure.value
    figure.low = value if bound == "at_least" else None
    figure.high = value if bound == "at_most" else None
    figure.best = value if bound in ("about", "nearly", "exact") else None
    figure.bound = bound


def _bound_before(figure: Figure, tokens: Tokens, lexicon: Lexicon, free: int) -> str:
    low, k = tokens.low, figure.i
    if k > free and low[k - 1] in _SYMBOLS:
        figure.i = k - 1
        return _SYMBOLS[low[k - 1]]
    for _ in range(4):
        for size in range(min(4, k - free), 0, -1):
            phrase = tuple(low[k - size : k])
            bound = lexicon.bounds_before.get(phrase, "")
            if bound and not (phrase in (("near",), ("over",), ("above",), ("under",), ("below",), ("beyond",), ("minimum",))
                              and (figure.value or 0) < (1000 if phrase == ("near",) else 2)):  # fmt: skip
                if phrase[0] == "as" and k - size > free and low[k - size - 1] == "twice":
                    return ""
                figure.i = k - size
                return bound
        if k > free and low[k - 1] in _SKIPS:
            k -= 1
        else:
            break
    if figure.i > free and low[figure.i - 1] == "another":
        figure.i -= 1
    return _bound_verb(figure, tokens, lexicon, free)


def _bound_verb(figure: Figure, tokens: Tokens, lexicon: Lexicon, free: int) -> str:
    """As in "topped 1 million", "passed the grim milestone of 1 million", "exceeded the 50,000 mark"."""
    low, i = tokens.low, figure.i
    start = max(free, i - 6)
    for k in range(i - 1, start - 1, -1):
        for size in (3, 2, 1):
            bound = lexicon.bounds_verb.get(tuple(low[k - size + 1 : k + 1]), "") if k - size + 1 >= free else ""
            if not bound:
                continue
            between = low[k + 1 : i]
            marked = any(word in _MILESTONE for word in between) or any(
                word in _MILESTONE for word in low[figure.j : figure.j + 2]
            )
            if all(word in _SKIPS or word in ("more", "than") for word in between) or (marked and len(between) <= 5):
                figure.i = k - size + 1
                return bound
    return ""


def _bound_after(figure: Figure, tokens: Tokens, lexicon: Lexicon) -> str:
    low, j = tokens.low, figure.j
    if j < len(tokens) and low[j] == "+" and tokens.glued(j):
        figure.j = j + 1
        return "at_least"
    k = j + 1 if j < len(tokens) and low[j] in numbers.HYPHENS and low[j + 1 : j + 2] in (["odd"], ["plus"]) else j
    for size in (4, 3, 2, 1):
        phrase = tuple(low[k : k + size])
        bound = lexicon.bounds_after.get(phrase, "") if len(phrase) == size else ""
        if (
            bound
            and not (size == 1 and low[k] == "plus" and k == j)
            and not (low[k] == "and" and low[k + 1 : k + 2] == ["over"])
        ):
            if (
                size == 1
                and low[k] in ("plus", "odd")
                or low[k] in ("or", "give")
                or low[k : k + 2] == ["and", "above"]
            ):
                figure.j = k + size
                return bound
            if low[k + size : k + size + 1] in ([], [","], ["."], [";"]):
                return bound
    return ""
