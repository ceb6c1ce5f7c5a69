"""The words, verbs and symbols around a number that bound it: "at least", "surpassed", "or more", "~"."""

from __future__ import annotations

from tollbook import numbers
from tollbook.lexicon import Lexicon
from tollbook.tokens import Figure, Tokens

_SKIPS = frozenset(
    "a an another the additional further total record of other its their his new reported combined whopping "
    "staggering approximate confirmed estimated grand".split()
)
_OPENS_RANGE = ("between", "from", "anywhere", "somewhere")
_MILESTONE = frozenset("milestone mark threshold figure barrier level number toll".split())
_PARTICLE_VERBS = frozenset(
    "handed hand hands handing turned turn turns turning took taken take taking gave given".split()
)
_SYMBOLS = {">": "at_least", "≥": "at_least", "<": "at_most", "≤": "at_most", "~": "about", "≈": "about", "±": "about"}
# Words that bound a number only from this value on: "over 2" may be a place, "near 12" is one.
_LEAST_VALUE: dict[tuple[str, ...], float] = {
    ("near",): 1000.0,
    **{(word,): 2.0 for word in "over above under below beyond minimum".split()},
}


def read_bound(figure: Figure, tokens: Tokens, lexicon: Lexicon, free: int) -> None:
    """Read what bounds a number and widen its span over it; tokens before ``free`` belong to another number."""
    if figure.kind in ("ordinal", "date", "identifier"):
        return
    if tokens.low[max(free, figure.i - 3) : figure.i] == ["none", "of", "the"]:
        figure.i -= 3
        figure.low, figure.best, figure.high, figure.bound = None, 0.0, None, "exact"
        return
    before = _bound_before(figure, tokens, lexicon, free)
    after = _bound_after(figure, tokens, lexicon)
    if figure.bound == "between":
        opened = (k for k in range(max(free, figure.i - 3), figure.i) if tokens.low[k] in _OPENS_RANGE)
        figure.i = next(opened, figure.i)
    elif figure.bound != "vague" and (before or after):
        set_bound(figure, before or after)


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
            if phrase == ("over",) and k - 1 > free and low[k - 2] in _PARTICLE_VERBS:
                break
            if bound and (figure.value or 0) >= _LEAST_VALUE.get(phrase, 0):
                if phrase[0] == "as" and k - size > free and low[k - size - 1] == "twice":
                    return ""
                figure.i = k - size
                return bound
        if k <= free or low[k - 1] not in _SKIPS:
            break
        k -= 1
    if figure.i > free and low[figure.i - 1] == "another":
        figure.i -= 1
    return _bound_verb(figure, tokens, lexicon, free)


def _bound_verb(figure: Figure, tokens: Tokens, lexicon: Lexicon, free: int) -> str:
    """As in "topped 1 million", "passed the grim milestone of 1 million", "exceeded the 50,000 mark"."""
    low = tokens.low
    for k in range(figure.i - 1, max(free, figure.i - 6) - 1, -1):
        for size in (3, 2, 1):
            start = k - size + 1
            bound = lexicon.bounds_verb.get(tuple(low[start : k + 1]), "") if start >= free else ""
            if bound and _verb_reaches(figure, low, k + 1):
                figure.i = start
                return bound
    return ""


def _verb_reaches(figure: Figure, low: list[str], start: int) -> bool:
    """Does nothing but filler, or a milestone, stand between the verb and the number?"""
    between = low[start : figure.i]
    if all(word in _SKIPS or word in ("more", "than") for word in between):
        return True
    return len(between) <= 5 and not _MILESTONE.isdisjoint([*between, *low[figure.j : figure.j + 2]])


def _bound_after(figure: Figure, tokens: Tokens, lexicon: Lexicon) -> str:
    low, j = tokens.low, figure.j
    if j < len(tokens) and low[j] == "+" and tokens.glued(j):
        figure.j = j + 1
        return "at_least"
    k = j + 1 if low[j : j + 1] and low[j] in numbers.HYPHENS and low[j + 1 : j + 2] in (["odd"], ["plus"]) else j
    for size in (4, 3, 2, 1):
        phrase = tuple(low[k : k + size])
        bound = lexicon.bounds_after.get(phrase, "") if len(phrase) == size else ""
        if not bound or (phrase == ("plus",) and k == j) or low[k : k + 2] == ["and", "over"]:
            continue
        if phrase in (("plus",), ("odd",)) or low[k] in ("or", "give") or low[k : k + 2] == ["and", "above"]:
            figure.j = k + size
            return bound
        if low[k + size : k + size + 1] in ([], [","], ["."], [";"]):
            return bound
    return ""
