"""Chapter 00: what is known, how well, as of when."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from tollbook.intervals import counted_until, first_day, last_day, value_of
from tollbook.phrases import count_text, in_or_on, noun_after, number_text, side_text
from tollbook.prose.articles import newest_article
from tollbook.prose.linked import Answer, Prose, capital, cite, computed, counted, join, say, when, who
from tollbook.prose.totals import Totals, compare_claims, find_sums, find_totals, is_held, publishers_of, totals_text
from tollbook.schema import rows_of

if TYPE_CHECKING:
    from tollbook.reading import Book

_NO_CLAIMS = "These articles state no number of people or things lost, and no number of attacks."
_SIDES_IN_LEAD = 2
_OTHERS_NAMED = 6


def answer(book: Book) -> Answer:
    """Answer the chapter's question: per side the newest total, who says it, as of when, and against what."""
    if book.claims.empty:
        return Answer("overview", (say(_NO_CLAIMS),))
    leads = _leading_totals(book)
    if not leads:
        return Answer("overview", (_no_totals(book),))
    publishers = publishers_of(book)
    found = find_totals(book.claims)
    parts = [_headline(totals, found, publishers) for totals in leads[:_SIDES_IN_LEAD]]
    opening = say("The newest totals: " if len(parts) > 1 else "The newest total: ", join(parts, "; ", "; "), ".")
    return Answer("overview", (opening, _how_well(book, leads, found)))


def _leading_totals(book: Book) -> list[Totals]:
    """Give one group per side: the first measure by order, a running total before a period's count."""
    found = find_totals(book.claims, ("cumulative", "period"))
    sides = dict.fromkeys(totals.side for totals in found)
    return [next(totals for totals in found if totals.side == side) for side in sides]


def _no_totals(book: Book) -> Prose:
    rows, publishers = rows_of(book.claims), publishers_of(book)
    largest = max(rows, key=lambda row: (row.unit == "persons", value_of(row) or 0))
    told = say(cite(largest), f" {noun_after(largest)}", dated(largest), " (", who(largest, publishers), ").")
    start = "No running total of people lost is given. "
    if len(rows) == 1:
        return say(start, "The one claim is ", told)
    claims = capital(counted(count_text(len(rows)), "every claim", rows))
    people = "largest number of people" if largest.unit == "persons" else "largest number"
    return say(start, claims, f" claims give single counts; the {people} is ", told)


def _headline(totals: Totals, found: list[Totals], publishers: dict[str, str]) -> Prose:
    newest = totals.newest
    said = {"estimated": "estimated by "}.get(newest.modality, "according to ")
    lead = say(
        f"for {side_text(totals.side)}, ",
        cite(newest),
        f" {noun_after(newest)}",
        dated(newest),
        f", {said}",
        who(newest, publishers),
    )
    rivals = [claim for claim in totals.others if claim.claimant != "article"]
    if rivals:
        return say(lead, ", against ", cite(rivals[0]), dated(rivals[0]), " from ", who(rivals[0], publishers))
    sums = find_sums(totals, found) if totals.measure == "casualties" else []
    if sums:
        return say(lead, ", against ", _sum(*sums[0]), dated(sums[0][0]), " from ", who(sums[0][0], publishers))
    return say(lead, ", with no other claimant's total to set against it")


def _sum(dead: Any, wounded: Any) -> Prose:
    about = "about " if {dead.bound, wounded.bound} & {"about", "nearly"} else ""
    how = say(
        "The sum of ",
        cite(dead),
        " killed and ",
        cite(wounded),
        " wounded, which one claimant gave for one date.",
    )
    return computed(about + number_text(dead.best + wounded.best), how)


def dated(claim: Any) -> Prose:
    """Say as of when a claim counts: " by 12 June 2025" for a running total, " in 2025" for a period."""
    day = counted_until(claim)
    if not day:
        return say(", at no stated date")
    if claim.scope == "cumulative":
        return say(" by ", when(day))
    if claim.scope == "period" and claim.period_start not in ("", day):
        return say(" from ", when(claim.period_start), " to ", when(day))
    return say(f" {in_or_on(day)} ", when(day))


def _how_well(book: Book, leads: list[Totals], found: list[Totals]) -> Prose:
    """Say on how many claimants the leading totals rest and how far apart they stand."""
    rests = [_rests_on(totals, found) for totals in leads[:_SIDES_IN_LEAD]]
    sentence = say("These rest on ", join(rests), ".")
    held = [c for c in rows_of(book.claims) if is_held(c) and not _ends_later(c, book)]
    dates = [(last_day(counted_until(c)), counted_until(c)) for c in held]
    newest = newest_article(book)
    if not dates or not newest:
        return sentence
    ends = say(" The latest count ends ", in_or_on(max(dates)[1]), " ", when(max(dates)[1]))
    return say(sentence, ends, "; the newest article of known date appeared ", newest, ".")


def _ends_later(claim: Any, book: Book) -> bool:
    """Whether a count would end after its article can have been published."""
    row = book.documents[book.documents["document_id"] == claim.document_id].iloc[0]
    published = last_day(row["published_latest"] or row["published"])
    return len(counted_until(claim)) == 4 or (bool(published) and first_day(counted_until(claim)) > published)


def _rests_on(totals: Totals, found: list[Totals]) -> Prose:
    """Count who gave the total, or its killed and wounded apart."""
    named = [claim for claim in totals.claims if claim.claimant != "article"]
    sums = find_sums(totals, found) if totals.measure == "casualties" else []
    named += [dead for dead, _ in sums]
    if not named:
        return say(f"no named claimant for {side_text(totals.side)}")
    number = counted(
        count_text(len(named)),
        f"claimants of a total for {side_text(totals.side)}, the newest claim of each",
        named,
    )
    return say(number, " claimant" if len(named) == 1 else " claimants", f" for {side_text(totals.side)}")


def sides(book: Book) -> Answer:
    """Set every claimant's newest total against the others', side by side and measure by measure."""
    publishers = publishers_of(book)
    found = find_totals(book.claims, ("cumulative", "period"))
    if not found:
        return Answer("sides", (say("No article gives a total for any side."),))
    paragraphs = []
    for side, groups in groupby(found, key=lambda totals: totals.side):
        sentences = [_measure_sentence(totals, publishers) for totals in groups]
        start = Prose(f"<strong>{_escaped(side)}.</strong> ", f"{_titled(side)}. ")
        paragraphs.append(say(start, join(sentences, " ", " ")))
    return Answer("sides", tuple(paragraphs))


def _titled(side: str) -> str:
    name = side_text(side).removeprefix("the ")
    return name[:1].upper() + name[1:]


def _escaped(side: str) -> str:
    return say(_titled(side)).html


def _measure_sentence(totals: Totals, publishers: dict[str, str]) -> Prose:
    newest = totals.newest
    label = capital(say(totals_text(totals), _during(totals), ": "))
    lead = say(label, cite(newest), _apart_dated(totals, newest), " (", who(newest, publishers), ")")
    if not totals.others:
        return say(lead, "; nobody else gives a number.")
    rest = [
        say(
            cite(other),
            _apart_dated(totals, other),
            " (",
            who(other, publishers),
            _difference(newest, other),
            ")",
        )
        for other in totals.others[:_OTHERS_NAMED]
    ]
    further = totals.others[_OTHERS_NAMED:]
    if further:
        number = counted(count_text(len(further)), "the newest claim of each further claimant", list(further))
        rest.append(say("the claims of ", number, " more"))
    return say(lead, "; against ", join(rest, "; ", "; and "), ".")


def _during(totals: Totals) -> Prose:
    if totals.scope != "period" or not totals.period[1]:
        return say("")
    start, end = totals.period
    return say(f" {in_or_on(end)} ", when(end)) if start in ("", end) else say(" from ", when(start), " to ", when(end))


def _apart_dated(totals: Totals, claim: Any) -> Prose:
    return say("") if totals.scope == "period" and totals.period[1] else dated(claim)


def _difference(newest: Any, other: Any) -> Prose:
    """Say how much lower or higher the other number is, where both words give one value."""
    relation = compare_claims(other, newest)
    if relation == "same" and newest.bound == other.bound:
        return say(", the same number")
    if relation not in ("above", "below") or newest.best != newest.best or other.best != other.best:
        return say("")
    if {newest.bound, other.bound} - {"exact"}:
        return say("")
    gap = abs(newest.best - other.best)
    larger, smaller = (newest, other) if relation == "below" else (other, newest)
    number = computed(number_text(gap), say("The difference: ", cite(larger), " less ", cite(smaller), "."))
    return say(", ", number, " fewer" if relation == "below" else " more")


def support(book: Book) -> Answer:
    """Say how many claims go back to how many statements, and how many name nobody."""
    rows = rows_of(book.claims)
    if not rows:
        return Answer("support", (say("There is no claim whose support could be weighed."),))
    origins = {row.origin_id or row.claim_id: row for row in reversed(rows)}
    unnamed = [row for row in rows if row.claimant == "article"]
    claims = capital(counted(count_text(len(rows)), "every claim", rows))
    one = len(rows) == 1
    first = say(claims, " claim stands" if one else " claims stand", " in these articles")
    statements = counted(count_text(len(origins)), "the first claim of every statement", list(origins.values()))
    merged = say(
        "; once repeats are merged they are ",
        statements,
        " statement." if len(origins) == 1 else " statements.",
    )
    end = say(".") if len(origins) == len(rows) else merged
    if not unnamed:
        return Answer(
            "support", (say(first, end, " It names who asserts it." if one else " Each names who asserts it."),)
        )
    none = counted(count_text(len(unnamed)), "claims for which the article names nobody", unnamed)
    verb = " names" if len(unnamed) == 1 else " name"
    return Answer("support", (say(first, end, " Of the claims, ", none, verb, " no source."),))
