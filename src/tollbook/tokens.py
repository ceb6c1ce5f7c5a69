"""A sentence's tokens, and the record of one number expression among them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tollbook.lexicon import WORD

MONTHS = frozenset(
    "january february march april may june july august september october november december jan feb mar apr jun jul "
    "aug sep sept oct nov dec".split()
)
"""Month names and their short forms, which a day or a year stands against."""
_GROUPED = re.compile(r"\d \d")
_DIGIT = re.compile(r"\d")
_LETTERS = bytes(ord(" ") if not chr(code).isalpha() or code > 127 else code for code in range(256))


def plain_words(low: str) -> list[bytes]:
    """Split a lower-cased text into its runs of ASCII letters: the quickest look at what words it holds.

    >>> plain_words("sixty-two “spies”, 1 café")
    [b'sixty', b'two', b'spies', b'caf']
    """
    return low.encode("ascii", "replace").translate(_LETTERS).split()


def holds_digit(text: str) -> bool:
    """Does a text hold a digit or a vulgar fraction? Ten searches for one character cost less than a pattern's one."""
    return any(digit in text for digit in "1203456789½¼¾") or (not text.isascii() and _DIGIT.search(text) is not None)


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
    magnitude: float = 1.0

    @property
    def value(self) -> float | None:
        """The one value stated, or the upper one of a range; None when vague."""
        return next((v for v in (self.best, self.low, self.high) if v is not None), None)


class Tokens:
    """The tokens of one sentence: words as written and lower case, with their character spans."""

    __slots__ = ("a", "low", "text", "words", "z")

    def __init__(self, text: str) -> None:
        self.text = text
        spans = [match.span() for match in WORD.finditer(text)]
        if _GROUPED.search(text):
            spans = _ungrouped(text, spans)
        self.a: tuple[int, ...] = tuple(a for a, _ in spans)
        self.z: tuple[int, ...] = tuple(z for _, z in spans)
        self.words = [text[a:z] for a, z in spans]
        low = text.lower()
        if "’" in low or "ʼ" in low:
            low = low.replace("’", "'").replace("ʼ", "'")
        # Very few letters change their length when lower-cased; offsets then count for the text alone.
        same = len(low) == len(text)
        self.low = [low[a:z] for a, z in spans] if same else [lower_case(word) for word in self.words]

    def glued(self, i: int) -> bool:
        """Does token ``i`` stand directly against the one before it?"""
        return i > 0 and self.a[i] == self.z[i - 1]

    def __len__(self) -> int:
        return len(self.low)


def lower_case(word: str) -> str:
    """Lower-case a token, with the plain apostrophe."""
    return word.lower().replace("’", "'").replace("ʼ", "'")


def _ungrouped(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Split a grouped token after a month: "1 207 910" is one number, the "24 300" of "May 24 300 died" two."""
    words = [lower_case(text[a:z]) for a, z in spans]
    parted = []
    for i, (start, stop) in enumerate(spans):
        before = words[i - 1] if i else ""
        if " " in words[i] and (before in MONTHS or (before == "," and i > 1 and words[i - 2] in MONTHS)):
            for part in words[i].split(" "):
                parted.append((start, start + len(part)))
                start += len(part) + 1
        else:
            parted.append((start, stop))
    return parted
