"""Tables that stand in chapters: the articles, and who claims what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tollbook.intervals import counted_until
from tollbook.phrases import claim_text, measure_text, number_text, side_text
from tollbook.prose.articles import BASES, article_link, claims_per_article, documents_of, earliest, latest
from tollbook.prose.linked import Prose, cite, say, when, who
from tollbook.prose.totals import find_totals, publishers_of
from tollbook.tabular import Cell, csv_link, csv_text, html_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tollbook.reading import Book


@dataclass(frozen=True)
class Table:
    """A table in a chapter, with its data to take away."""

    name: str
    caption: str
    head: Sequence[str]
    rows: Sequence[Sequence[str | Prose]]
    numeric: frozenset[int] = frozenset()

    def _repr_html_(self) -> str:
        if not self.rows:
            return f"<p>{say(self.caption).html}: nothing to show.</p>"
        data: list[list[Cell]] = [list(row) for row in self.rows]
        download = csv_link(f"{self.name}.csv", csv_text(self.head, data))
        return f"{html_table(self.head, self.rows, self.caption, self.numeric)}<p>{download}</p>"

    def __str__(self) -> str:
        return csv_text(self.head, [list(row) for row in self.rows])


def articles_table(book: Book) -> Table:
    """List the articles: publisher, headline, day, how the day is known, words and claims, each linked."""
    claims = claims_per_article(book)
    rows = [_article_row(row, claims.get(row.document_id, 0)) for row in documents_of(book)]
    head = ("Publisher", "Headline", "Published", "Date is", "Words", "Claims")
    return Table("articles", "The articles of this book", head, rows, frozenset({4, 5}))


def _article_row(document: Any, claims: int) -> list[str | Prose]:
    start, end = earliest(document), latest(document)
    day = (
        say("unknown")
        if not (start or end)
        else when(start)
        if start == end
        else say(_or_dash(start), "–", _or_dash(end))
    )
    return [
        article_link(document, document.publisher or "not named"),
        article_link(document, document.headline or "no headline"),
        day,
        BASES[document.published_basis],
        article_link(document, number_text(document.n_words)),
        article_link(document, number_text(claims)),
    ]


def _or_dash(iso: str) -> Prose:
    return when(iso) if iso else say("…")


def totals_table(book: Book) -> Table:
    """List each claimant's newest total for every side and measure."""
    publishers = publishers_of(book)
    found = find_totals(book.claims, ("cumulative", "period"))
    rows = [_total_row(claim, publishers) for totals in found for claim in totals.claims]
    head = ("Claimant", "Side", "Measure", "Claim", "Counted")
    return Table("totals", "Each claimant's newest total", head, rows)


def _total_row(claim: Any, publishers: dict[str, str]) -> list[str | Prose]:
    day = counted_until(claim)
    until = say("by " if claim.scope == "cumulative" else "in ", when(day)) if day else say("no date")
    return [
        who(claim, publishers),
        side_text(claim.side),
        measure_text(claim.measure),
        cite(claim, claim_text(claim)),
        until,
    ]
