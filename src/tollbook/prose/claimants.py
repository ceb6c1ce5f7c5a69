"""Chapter 03: who says what, and how far apart they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tollbook.intervals import value_of
from tollbook.phrases import count_text, side_text
from tollbook.prose.linked import Answer, Prose, capital, cite, counted, join, say, who
from tollbook.prose.overview import dated
from tollbook.prose.totals import Totals, compare_claims, find_totals, totals_text
from tollbook.schema import rows_of

if TYPE_CHECKING:
    from tollbook.reading import Book

_RELATIONS = {
    "above": "The words leave no overlap: the first is above the second.",
    "below": "The words leave no overlap: the first is below the second.",
    "overlaps": "As worded, both can be true.",
    "same": "Both state the same number.",
}


def answer(book: Book) -> Answer:
    """Answer the chapter's question: who claims most, and how far the named claimants' totals stand apart."""
    rows = rows_of(book.claims)
    if not rows:
        return Answer("claimants", (say("Nobody says anything: these articles make no claim of loss or attack."),))
    named: dict[str, list[Any]] = {}
    for row in rows:
        if row.claimant != "article":
            named.setdefault(row.claimant, []).append(row)
    if not named:
        number = counted(count_text(len(rows)), "every claim", rows)
        only = say(
            "No claimant is named; ",
            number,
            " claim names" if len(rows) == 1 else " claims name",
            " no source.",
        )
        return Answer("claimants", (only,))
    return Answer("claimants", (_who(named), *_apart(book)))


def _who(named: dict[str, list[Any]]) -> Prose:
    firsts = [claims[0] for claims in named.values()]
    number = capital(counted(count_text(len(named)), "the first claim of each claimant", firsts))
    most = max(named.values(), key=len)
    times = counted(count_text(len(most)), "the claims of one claimant", most)
    noun = " claim" if len(most) == 1 else " claims"
    if len(named) == 1:
        return say(number, " claimant is named: ", who(most[0]), ", with ", times, noun, ".")
    tied = [claims for claims in named.values() if len(claims) == len(most)]
    if len(tied) > 1:
        return say(number, " claimants are named; none is quoted for more than ", times, noun, ".")
    return say(number, " claimants are named. The one quoted most is ", who(most[0]), ", with ", times, noun, ".")


def _apart(book: Book) -> list[Prose]:
    """Say of each side's first contested total which named claimants stand furthest apart."""
    groups: dict[str, Totals] = {}
    for totals in find_totals(book.claims):
        claims = [claim for claim in totals.claims if claim.claimant != "article"]
        if len(claims) > 1:
            groups.setdefault(f"{totals.side} {totals.measure}", totals)
    if not groups:
        if len(set(book.claims["claimant"]) - {"article"}) == 1:
            return [say("No second claimant gives a number to set beside.")]
        return [say("No two of them give a running total of the same thing, so none can be set side by side.")]
    return [_range(totals) for totals in groups.values()]


def _range(totals: Totals) -> Prose:
    claims = sorted((c for c in totals.claims if c.claimant != "article"), key=lambda c: (value_of(c) or 0, c.bound))
    low, high = claims[0], claims[-1]
    ends = [say(cite(claim), dated(claim), " (", who(claim), ")") for claim in (high, low)]
    start = capital(say(f"for {side_text(totals.side)}, {totals_text(totals)}: "))
    return say(
        start,
        "from ",
        join(ends, " down to ", " down to "),
        ". ",
        _RELATIONS.get(compare_claims(high, low), ""),
    )
