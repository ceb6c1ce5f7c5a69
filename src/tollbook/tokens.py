"""A sentence's tokens, and the record of one number expression among them."""

from __future__ import annotations

from dataclasses import dataclass

from tollbook.lexicon import WORD

MONTHS = frozenset(
    "january february march april may june july august september october november december jan feb mar apr jun jul "
    "aug sep sept oct nov dec".split()
)
"""Month names and their short forms, which a day or a year stands against."""


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
    """Split a grouped token after a month: "1 207 910" is one number, the "24 300" of "May 24 300 died" two."""
    before = found[i - 1][0].lower() if i else ""
    if " " not in word or (
        before not in MONTHS and not (before == "," and i > 1 and found[i - 2][0].lower() in MONTHS)
    ):
        return [(word, start)]
    parts = []
    for part in word.split(" "):
        parts.append((part, start))
        start += len(part) + 1
    return parts
