"""Unit and measure made to agree: tanks "killed" are destroyed, drones "destroyed" in a raid are intercepted."""

from __future__ import annotations

import re

from tollbook.heads import MUNITIONS, PLACES, STRUCTURES, Reading
from tollbook.tagging import Tagged

# What a predicate's measure becomes for what is counted; "" where it says nothing of such things.
_PERSONS = {
    **{"destroyed": "killed", "bodies": "killed", "fell": "killed"},
    **dict.fromkeys("intercepted launched launched_weak captured_weak damaged jammed repelled left".split(), ""),
}
_MUNITIONS = {
    **{"repelled": "intercepted", "missing": "jammed", "launched_weak": "launched", "fell": "launched"},
    **dict.fromkeys("wounded casualties exchanged displaced left killed_or_missing captured_weak bodies".split(), ""),
}
_SETTLEMENTS = {
    **{"lost": "captured", "fell": "captured", "captured_weak": "captured"},
    **dict.fromkeys("killed wounded launched launched_weak exchanged intercepted jammed displaced left".split(), ""),
    **dict.fromkeys("repelled casualties missing bodies".split(), ""),
}
_THINGS = {
    **dict.fromkeys("killed lost casualties killed_or_missing".split(), "destroyed"),
    **{"wounded": "damaged", "missing": ""},
    **dict.fromkeys("displaced exchanged repelled left launched_weak captured_weak launched bodies fell".split(), ""),
}
_NO_NOUN = dict.fromkeys("lost left launched_weak captured_weak repelled bodies fell".split(), "")
_OF_NOBODY_ELSE = frozenset(("killed", "wounded", "casualties", "missing", "killed_or_missing", "displaced"))
_IN_THE_AIR = re.compile(
    r"\bair[- ]defen[cs]e|\bovernight|\blaunched|\bincoming|\bnight\b|\bfired\b|\bin the air\b|\bwere heading", re.I
)
_OF_A_RAID = frozenset(("hit", "launched", "launched_weak", "intercepted", "jammed"))
_AFTER_PREPOSITION = re.compile(r"i[dexq]{0,2}$")


def settle(tagged: Tagged, reading: Reading) -> None:
    """Make unit, measure and population of ``reading`` agree; a measure that fits no such unit becomes ""."""
    if not reading.measure:
        _by_default(tagged, reading)
    measure = reading.measure
    reading.raw = reading.raw or measure
    if reading.unit == "families" and measure in ("damaged", "destroyed"):
        reading.unit = "homes"
    if measure in _OF_NOBODY_ELSE and not reading.unit:
        reading.unit = "persons"
    if measure == "lost" and not reading.unit and reading.pred >= 0 and tagged.s[reading.pred] == "L":
        reading.unit = "persons"
    if not measure:
        return
    reading.measure = _measure_of_unit(tagged, reading)
    if reading.unit in ("persons", "families"):
        reading.population = reading.population or "unknown"
    else:
        reading.unit, reading.population = reading.unit or "other", ""


def _measure_of_unit(tagged: Tagged, reading: Reading) -> str:
    measure, unit = reading.measure, reading.unit
    if unit in ("persons", "families"):
        if measure == "lost":
            head = tagged.low[reading.head] if reading.head >= 0 else ""
            return "killed" if head in ("lives", "life") else "casualties"
        return _PERSONS.get(measure, measure)
    if unit in MUNITIONS:
        if measure in ("destroyed", "lost", "killed"):
            launched = reading.parent is not None and reading.parent.measure == "launched"
            in_flight = launched or _IN_THE_AIR.search(tagged.text) is not None
            return "intercepted" if in_flight and measure == "destroyed" else "destroyed"
        return _MUNITIONS.get(measure, measure)
    if unit == "attacks":
        return "launched"
    if unit in PLACES:
        return "other" if measure == "hit" and unit == "regions" else _SETTLEMENTS.get(measure, measure)
    return _THINGS.get(measure, measure) if unit else _NO_NOUN.get(measure, measure)


def _by_default(tagged: Tagged, reading: Reading) -> None:
    """Give a number without a verb of its own the measure its sentence implies."""
    by_them = tagged.s[reading.n - 1 : reading.n] == "y"
    if reading.unit in MUNITIONS and not reading.fig.implicit and (by_them or _speaks_of_raid(tagged)):
        reading.measure = "launched"
        reading.rules.append("munition-in-attack")
    elif reading.unit in PLACES | STRUCTURES and _is_place_of_hits(tagged, reading.n):
        reading.measure = "hit"
        reading.rules.append("place-of-hits")
    elif reading.unit in STRUCTURES | {"vehicles"} and _names_damage(tagged.text):
        reading.measure = "damaged"
        reading.rules.append("damage-named")


def _speaks_of_raid(tagged: Tagged) -> bool:
    return any(term is not None and (term.unit == "attacks" or term.measure in _OF_A_RAID) for term in tagged.term)


_STRIKES_ON = re.compile(
    r"\b(?:strikes?|raids?|attacks?|bombardments?|shelling) (?:against|on|at) (?:at least |the |some |about )?$", re.I
)


def _is_place_of_hits(tagged: Tagged, n: int) -> bool:
    """As in "hits at 12 sites"."""
    if _STRIKES_ON.search(tagged.text[: tagged.a[n]]):
        return True
    hits = any(term is not None and term.measure in ("hit", "launched") and term.cls != "T" for term in tagged.term)
    return hits and _AFTER_PREPOSITION.search(tagged.s[max(0, n - 3) : n]) is not None


def _names_damage(text: str) -> bool:
    return re.search(r"\b[Dd]amage\b", text) is not None and not re.search(r"\b[Dd]amage\s+(?:worth|of)\b", text)
