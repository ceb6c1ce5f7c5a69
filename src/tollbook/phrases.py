"""Values → words: numbers with their bound, dates at their precision, names, nouns that agree in number."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import Any

from tollbook.intervals import value_of

_ONES = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
SIGNS = {
    "exact": "",
    "about": "~",
    "nearly": "≲",
    "at_least": "≥",
    "at_most": "≤",
    "between": "",
    "vague": "?",
}

_UNITS = {
    "persons": ("person", "people"),
    "armored_vehicles": ("armoured vehicle", "armoured vehicles"),
    "artillery": ("artillery piece", "artillery pieces"),
    "mlrs": ("rocket launcher", "rocket launchers"),
    "air_defence": ("air-defence system", "air-defence systems"),
    "aircraft": ("aircraft", "aircraft"),
    "equipment": ("piece of equipment", "pieces of equipment"),
    "families": ("family", "families"),
    "percent": ("per cent", "per cent"),
    "ratio": ("times", "times"),
    "other": ("thing", "things"),
}
_PEOPLE = {
    "military": ("soldier", "soldiers"),
    "civilian": ("civilian", "civilians"),
    "children": ("child", "children"),
    "mixed": ("soldier or civilian", "soldiers and civilians"),
}
_DONE = {
    "casualties": "killed or wounded",
    "killed_or_missing": "killed or missing",
    "returned_bodies": "returned dead",
    "intercepted": "shot down",
    "other": "affected",
}
_BODIES = frozenset(
    "administration agency army authority brigade center centre command commission committee corps council cross "
    "department directorate force forces government guard institute kremlin military ministry nations navy "
    "observatory office organisation organization pentagon police service services staff union".split()
)

_ABBREVIATED = frozenset("EU FSB ICRC IDF OHCHR RSF SBU SDF UK UN US WHO".split())
_WITH_ARTICLE = frozenset(("United States", "United Kingdom", "Soviet Union", "Philippines", "Netherlands", "Houthis"))
ANYBODY = frozenset(
    "analysts authorities doctors medics observers officials police rescuers residents witnesses".split()
)


def number_text(value: float) -> str:
    """Write a value: millions in words where that loses nothing, else all its digits.

    >>> [number_text(v) for v in (1_200_000, 1_118_000, 325_000, 15, 2.5)]
    ['1.2 million', '1,118,000', '325,000', '15', '2.5']
    """
    for size, word in ((1e9, "billion"), (1e6, "million")):
        if value >= size and math.isclose(value / size, round(value / size, 2), rel_tol=1e-12):
            return f"{value / size:.2f}".rstrip("0").rstrip(".") + f" {word}"
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.2f}".rstrip("0").rstrip(".")


def count_text(value: float) -> str:
    """Write a count inside a sentence: up to nine in words.

    >>> [count_text(v) for v in (0, 3, 12)]
    ['no', 'three', '12']
    """
    return _ONES[int(value)] if 0 <= value < len(_ONES) and float(value).is_integer() else number_text(value)


def claim_text(claim: Any) -> str:
    """Write a claim's number with the words that bound it; a vague one as the article has it.

    Parameters
    ----------
    claim : row of the claims table
        Needs ``bound, low, best, high, surface``.

    Examples
    --------
    >>> from types import SimpleNamespace as Row
    >>> nan = float("nan")
    >>> claim_text(Row(bound="at_most", low=nan, best=nan, high=325_000.0, surface="up to 325,000"))
    'up to 325,000'
    """
    if claim.bound == "between":
        return f"between {number_text(claim.low)} and {number_text(claim.high)}"
    value = value_of(claim)
    if value is None:
        return " ".join(claim.surface.lower().split())
    return f"{bound_words(claim)} {count_text(value)}".strip()


def bound_words(claim: Any) -> str:
    """Give the words for a claim's bound, keeping the article's shade: "at least" is not "more than"."""
    said = claim.surface.lower()
    if claim.bound == "at_least":
        strict = re.search(r"\b(more than|over|exceed\w*|surpass\w*|top(s|ped)?|pass(es|ed)?|above)\b", said)
        return "more than" if strict else "at least"
    if claim.bound == "at_most":
        return "fewer than" if re.search(r"\b(fewer|less) than\b|\bunder\b|\bbelow\b", said) else "up to"
    return {"about": "about", "nearly": "nearly"}.get(claim.bound, "")


def sign_text(claim: Any) -> str:
    """Write a claim's number the short way, with a sign: ``≥ 1 million``, ``500,000–600,000``."""
    if claim.bound == "between":
        return f"{number_text(claim.low)}–{number_text(claim.high)}"
    value = value_of(claim)
    if value is None:
        return " ".join(claim.surface.lower().split())
    sign = SIGNS[claim.bound]
    return f"{sign} {number_text(value)}" if sign else number_text(value)


def is_one(claim: Any) -> bool:
    """Whether the noun after a claim's number stands in the singular."""
    return claim.bound != "between" and value_of(claim) == 1


def unit_noun(unit: str, one: bool = False) -> str:
    """Name what a unit counts.

    >>> unit_noun("drones", one=True), unit_noun("persons")
    ('drone', 'people')
    """
    single, many = _UNITS.get(unit, (unit.removesuffix("s"), unit))
    return single if one else many


def what_text(claim: Any, one: bool = False) -> str:
    """Name what a claim counts: "soldiers killed or wounded", "drone launched"."""
    noun = unit_noun(claim.unit, one)
    if claim.unit == "persons" and claim.population in _PEOPLE:
        noun = _PEOPLE[claim.population][0 if one else 1]
    return f"{noun} {measure_text(claim.measure)}"


def noun_after(claim: Any) -> str:
    """Name what a claim counts as it follows the number: "person killed", "of people killed" after "dozens"."""
    of = "of " if claim.bound == "vague" and claim.surface.rstrip().lower().endswith("s") else ""
    return of + what_text(claim, is_one(claim))


def measure_text(measure: str) -> str:
    """Name a measure as a participle: ``casualties`` is "killed or wounded"."""
    return _DONE.get(measure, measure.replace("_", " "))


def date_text(iso: str) -> str:
    """Write a date at the precision it has.

    >>> date_text("2025-06-12"), date_text("2025-10"), date_text("2025")
    ('12 June 2025', 'October 2025', '2025')
    """
    parts = iso.split("-")
    if len(parts) == 1:
        return iso
    month = _MONTHS[int(parts[1]) - 1]
    return f"{month} {parts[0]}" if len(parts) == 2 else f"{int(parts[2])} {month} {parts[0]}"


def short_date(iso: str) -> str:
    """Write a date at the precision it has, its month in three letters.

    >>> short_date("2025-06-12")
    '12 Jun 2025'
    """
    return re.sub(r"([A-Z][a-z]{2})[a-z]+", r"\1", date_text(iso))


def in_or_on(iso: str) -> str:
    """Give the preposition a date of this precision takes."""
    return "on" if len(iso) == 10 else "in"


def list_text(items: Sequence[str], last: str = "and") -> str:
    """Join words: ``a``, ``a and b``, ``a, b and c``."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def name_text(name: str) -> str:
    """Write a claimant's name inside a sentence, with the article a body takes.

    >>> name_text("UK Ministry of Defence"), name_text("CSIS"), name_text("local officials")
    ('the UK Ministry of Defence', 'CSIS', 'local officials')
    """
    if name in _ABBREVIATED:
        return f"the {name}"
    words = re.findall(r"[\w'’]+", name)
    if len(words) == 1 and name.lower() in ANYBODY:
        return name.lower()
    own = bool(words) and bool(re.search(r"['’]s?$", words[0]))
    if len(words) < 2 or own or words[0].lower() in ("the", "a", "an"):
        return name
    return f"the {name}" if any(word.lower() in _BODIES for word in words) else name


def side_text(side: str) -> str:
    """Name a side inside a sentence."""
    if side in _WITH_ARTICLE:
        return f"the {side}"
    return {"both": "both sides together", "unknown": "a side the articles do not name"}.get(side, name_text(side))


def sentence_case(text: str) -> str:
    """Raise the first letter, leaving the others as they are."""
    return text[:1].upper() + text[1:]
