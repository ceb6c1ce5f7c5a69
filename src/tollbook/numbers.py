"""Number expressions: digits and words → a value, or a vague magnitude, without any context.

The grammar is our own: no library reads shared magnitudes ("10 to 15 thousand"), "a quarter of a million" and
Indian grouping while leaving bounds alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

UNITS = {word: value for value, word in enumerate(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen".split())}  # fmt: skip
TENS = {word: 10 * value for value, word in enumerate(
    "twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)}  # fmt: skip
MAGNITUDES = {
    "hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000, "trillion": 10**12,
    "dozen": 12, "score": 20, "lakh": 100_000, "lakhs": 100_000, "crore": 10_000_000, "crores": 10_000_000,
    "mln": 1_000_000, "mn": 1_000_000, "bn": 1_000_000_000, "k": 1_000, "thsd": 1_000, "tsd": 1_000,
}  # fmt: skip
SUFFIXES = {"k": 1_000, "m": 1_000_000, "mn": 1_000_000, "mln": 1_000_000, "b": 10**9, "bn": 10**9, "tn": 10**12}
VAGUE = frozenset("dozens scores hundreds thousands millions billions lakhs crores".split())
FEW = frozenset("several few many some couple numerous countless".split())
ORDINALS = frozenset(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth thirtieth fortieth fiftieth sixtieth seventieth "
    "eightieth ninetieth hundredth thousandth millionth".split()
)
ORDINAL_SUFFIXES = frozenset(("st", "nd", "rd", "th"))
FRACTIONS = {"half": 0.5, "third": 1 / 3, "thirds": 1 / 3, "quarter": 0.25, "quarters": 0.25}
GLYPHS = {"½": 0.5, "¼": 0.25, "¾": 0.75}
HYPHENS = frozenset("-‐‑‒–—−")
CAN_START = frozenset(
    {
        *UNITS,
        *TENS,
        *VAGUE,
        *ORDINALS,
        *FEW,
        *GLYPHS,
        "a",
        "an",
        "half",
        "quarter",
        "tens",
        "hundred",
        "thousand",
        "million",
        "billion",
        "dozen",
        "score",
        "lakh",
        "crore",
        "another",
        "both",
    }
)

AFTER_ARTICLE = frozenset((*MAGNITUDES, *VAGUE, *FEW, "half", "quarter", "third"))
_SPACES = re.compile(r"[ \u00a0\u202f\u2009'’]")
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,2}(?:,\d{2})+,\d{3}(?:\.\d+)?")
_DOTTED = re.compile(r"\d{1,3}(?:\.\d{3}){2,}")


@dataclass(frozen=True, slots=True)
class Number:
    """A number read from words ``i`` to ``j`` (end exclusive); ``value`` is None for a vague one ("dozens")."""

    value: float | None
    j: int
    digits: bool = False
    magnitude: float = 1.0


def parse_number(text: str) -> float | None:
    """Read one number expression and nothing else.

    Parameters
    ----------
    text : str
        For example ``"1,118,000"``, ``"forty-five thousand"``, ``"2,50,000"``, ``"half a million"``.

    Returns
    -------
    float or None
        None when the text is not one number, or when it is vague ("dozens").

    Examples
    --------
    >>> parse_number("a quarter of a million")
    250000.0
    >>> parse_number("one and a half million")
    1500000.0
    >>> parse_number("a few") is None
    True
    """
    words = re.findall(r"\d[\d.,]*\d|\d|[^\W\d_]+|\S", text.lower())
    number = read_number(words, 0) if words else None
    return number.value if number and number.j == len(words) else None


def read_number(words: list[str], i: int) -> Number | None:
    """Read the longest number expression that starts at ``words[i]`` (lower-cased tokens), or None."""
    word = words[i]
    if word[0].isdecimal():
        return _read_digits(words, i)
    if word in GLYPHS:
        return Number(GLYPHS[word], i + 1)
    if word in ("a", "an", "half", "quarter"):
        return _read_article(words, i)
    if word in VAGUE or word == "tens":
        return _read_vague(words, i)
    if word in FEW:
        after = words[i + 1] if i + 1 < len(words) else ""
        after2 = words[i + 2] if i + 2 < len(words) else ""
        if after in MAGNITUDES or after in VAGUE:
            return _read_vague(words, i + 1)
        return _read_vague(words, i + 2) if after == "of" and word == "couple" and after2 in MAGNITUDES else None
    return _read_words(words, i)


def digits_value(token: str) -> float | None:
    """Value of a digit token with its separators: ``1,118,000``, ``2,50,000``, ``1.207.910``, ``1 207 910``, ``3,5``.

    Returns None when the separators make no number ("27.12.2025").
    """
    if token.isdecimal():
        return float(token)
    token = _SPACES.sub("", token)
    if "," not in token and "." not in token:
        return float(token)
    if _GROUPED.fullmatch(token):
        return float(token.replace(",", ""))
    if _DOTTED.fullmatch(token):
        return float(token.replace(".", ""))
    if token.count(".") == 1 and "," not in token:
        return float(token)
    if token.count(",") == 1 and "." not in token:
        return float(token.replace(",", "."))
    return None


def _read_digits(words: list[str], i: int) -> Number | None:
    value = digits_value(words[i])
    if value is None:
        return None
    j = i + 1
    if j < len(words) and words[j] in GLYPHS:
        value, j = value + GLYPHS[words[j]], j + 1
    if words[j : j + 4] == ["and", "a", "half", "million"]:
        return Number((value + 0.5) * 1_000_000, j + 4, True, 1_000_000)
    value, j, magnitude = _magnitudes(words, j, value)
    return Number(value, j, True, magnitude)


def _magnitudes(words: list[str], j: int, value: float) -> tuple[float, int, float]:
    """Multiply by the magnitudes that follow ("2 hundred thousand", "1.2-million")."""
    total = 1.0
    while j < len(words):
        k = j + 1 if words[j] in HYPHENS and j + 1 < len(words) else j
        if words[k] not in MAGNITUDES:
            break
        total *= MAGNITUDES[words[k]]
        j = k + 1
    return round(value * total, 6), j, total


def _read_article(words: list[str], i: int) -> Number | None:
    """As in "a million", "half a dozen", "a quarter of a million", "a hundred and fifty"; not a bare article."""
    if words[i] in ("a", "an") and not (i + 1 < len(words) and words[i + 1] in AFTER_ARTICLE):
        return None
    rest = words[i + 1 : i + 5]
    for phrase, value in ((["half"], 0.5), (["quarter", "of"], 0.25), (["third", "of"], 1 / 3)):
        for lead in (["a"], []):
            full = [*lead, *phrase]
            if words[i : i + len(full)] == full:
                k = i + len(full)
                k += words[k : k + 1] in (["a"], ["an"])
                scaled, j, magnitude = _magnitudes(words, k, value)
                if magnitude > 1:
                    return Number(scaled, j, False, magnitude)
    if words[i] in ("a", "an") and rest and rest[0] in MAGNITUDES and len(rest[0]) > 2:
        return _read_words(words, i + 1, start=1)
    if words[i] in ("a", "an") and rest and (rest[0] in FEW or rest[0] in VAGUE):
        return read_number(words, i + 1)
    return None


def _read_vague(words: list[str], i: int) -> Number:
    """As in "dozens", "tens of thousands", "hundreds of thousands", "several hundred thousand": no value."""
    j = i + 1
    while True:
        if j + 1 < len(words) and words[j] == "of" and words[j + 1] in VAGUE:
            j += 2
        elif j < len(words) and words[j] in MAGNITUDES and len(words[j]) > 2:
            j += 1
        elif words[j : j + 2] in (["and", "hundreds"], ["and", "thousands"], ["if", "not"], ["or", "even"]):
            if words[j + 1] in VAGUE or (j + 2 < len(words) and words[j + 2] in VAGUE):
                j += 2 if words[j + 1] in VAGUE else 3
            else:
                return Number(None, j)
        else:
            return Number(None, j)


def _read_words(words: list[str], i: int, start: float = 0.0) -> Number | None:
    """Cardinal words: "forty-five thousand", "two hundred and six", "twelve", "a hundred and ten"."""
    total, current, j, seen, magnitude = 0.0, start, i, start > 0, 1.0
    last = ""
    while j < len(words):
        word = words[j]
        if word in UNITS and (
            not seen or (last in ("tens", "magnitude") and (last == "magnitude" or UNITS[word] < 10))
        ):
            current, last = current + UNITS[word], "unit"
        elif word in TENS and last in ("", "magnitude"):
            current, last = current + TENS[word], "tens"
        elif word in MAGNITUDES and len(word) > 2 and (seen or start):
            factor = MAGNITUDES[word]
            magnitude = max(magnitude, factor)
            if factor < 1000:
                current = (current or 1) * factor
            else:
                total, current = total + (current or 1) * factor, 0.0
            last = "magnitude"
        elif word in HYPHENS and last == "tens" and words[j + 1 : j + 2] and words[j + 1] in UNITS:
            j += 1
            continue
        elif word == "and" and seen and _and_continues(words, j, last):
            if words[j + 1] in ("a", "one"):
                scaled, j, magnitude = _magnitudes(words, j + 3, total + current + FRACTIONS[words[j + 2]])
                return Number(scaled, j, False, magnitude)
        else:
            break
        seen, j = True, j + 1
    return Number(total + current, j, False, magnitude) if seen and j > i else None


def _and_continues(words: list[str], j: int, last: str) -> bool:
    """Does the "and" at ``j`` belong to the number: "two hundred and six", "one and a half"?"""
    after = words[j + 1 : j + 3]
    if len(after) == 2 and after[0] in ("a", "one") and after[1] in ("half", "quarter", "third"):
        return last in ("unit", "tens")
    return last == "magnitude" and bool(after) and (after[0] in UNITS or after[0] in TENS) and words[j - 1] == "hundred"
