"""Chapter 00, second part: the most recent attack the articles give numbers for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tollbook.intervals import value_of
from tollbook.phrases import count_text, measure_text, noun_after, side_text
from tollbook.prose.linked import Answer, Prose, capital, cite, counted, join, say, when, who
from tollbook.prose.totals import publishers_of
from tollbook.schema import rows_of

if TYPE_CHECKING:
    from tollbook.reading import Book

_PEOPLE_MEASURES = ("killed", "wounded", "casualties", "missing", "killed_or_missing")
_AIR_MEASURES = ("launched", "intercepted", "jammed", "hit")


def recent_attacks(book: Book) -> Answer:
    """Give the largest counts of the latest day on which the articles date an attack or its victims."""
    every = rows_of(book.claims)
    totals = {(row.side, row.measure, value_of(row)) for row in every if row.scope == "cumulative"}
    rows = [row for row in every if _is_attack(row) and (row.side, row.measure, value_of(row)) not in totals]
    if not rows:
        return Answer("attacks", (say("No article gives numbers for a single attack."),))
    dated = [row for row in rows if len(row.period_end or row.as_of) == 10]
    if not dated:
        return Answer(
            "attacks",
            (say("The articles give ", _numbered(rows, "figures of single attacks"), ", none with a day."),),
        )
    latest = max(row.period_end or row.as_of for row in dated)
    chosen = _largest([row for row in dated if (row.period_end or row.as_of) == latest])
    opening = say("The latest day with attack figures is ", when(latest), ". ")
    undated = [row for row in rows if len(row.period_end or row.as_of) < 10]
    return Answer("attacks", (say(opening, _day(chosen, publishers_of(book)), _undated(undated)),))


def _is_attack(row: Any) -> bool:
    people = row.unit == "persons" and row.measure in _PEOPLE_MEASURES and row.scope == "incident"
    air = row.measure in _AIR_MEASURES and row.scope in ("incident", "period")
    return (people or air) and row.modality in ("asserted", "estimated")


def _numbered(rows: list[Any], what: str) -> Prose:
    noun = what if len(rows) != 1 else what.replace("figures", "figure", 1).replace("attacks", "attack")
    return say(counted(count_text(len(rows)), what, rows), f" {noun}")


def _largest(rows: list[Any]) -> list[Any]:
    """Keep the largest count of each side, measure and unit; zeros and vague words stand back."""
    best: dict[tuple[str, str, str], Any] = {}
    for row in rows:
        key = (row.side, row.measure, row.unit)
        if key not in best or (value_of(row) or 0) > (value_of(best[key]) or 0):
            best[key] = row
    found = list(best.values())
    return [row for row in found if value_of(row)] or found


def _day(rows: list[Any], publishers: dict[str, str]) -> Prose:
    sentences = [_launched(side, rows, publishers) for side in dict.fromkeys(row.side for row in rows)]
    sentences += [_lost(side, rows, publishers) for side in dict.fromkeys(row.side for row in rows)]
    return join([sentence for sentence in sentences if sentence], " ", " ")


def _launched(side: str, rows: list[Any], publishers: dict[str, str]) -> Prose:
    items = [row for row in rows if row.side == side and row.unit != "persons"]
    if not items:
        return say("")
    parts = [say(cite(row), f" {noun_after(row)} (", who(row, publishers), ")") for row in items]
    return say(f"Sent by {side_text(side)}: ", join(parts), ".")


def _lost(side: str, rows: list[Any], publishers: dict[str, str]) -> Prose:
    items = [row for row in rows if row.side == side and row.unit == "persons"]
    if not items:
        return say("")
    if not any(value_of(row) for row in items):
        vague = [row for row in items if value_of(row) is None]
        if not vague:
            nobody = cite(items[0], "no people")
            return capital(
                say(
                    f"for {side_text(side)}, ",
                    nobody,
                    f" {measure_text(items[0].measure)} (",
                    who(items[0], publishers),
                    ").",
                )
            )
    parts = [say(cite(row), f" {noun_after(row)} (", who(row, publishers), ")") for row in items]
    return say(f"For {side_text(side)}: ", join(parts), ".")


def _undated(rows: list[Any]) -> Prose:
    if not rows:
        return say("")
    verb = "bears" if len(rows) == 1 else "bear"
    return say(" Besides, ", _numbered(rows, "figures of single attacks"), f" {verb} no day.")
