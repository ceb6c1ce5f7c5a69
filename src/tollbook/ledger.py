"""Chapter 02: every claim in one table that reads without script and is searched and sorted with it."""

from __future__ import annotations

import html
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tollbook.categories import suspect_ids
from tollbook.intervals import counted_until, last_day, value_of
from tollbook.phrases import claim_text, count_text, is_one, measure_text, noun_after, side_text, what_text
from tollbook.prose.articles import documents_of, title_of
from tollbook.prose.linked import (
    Answer,
    Prose,
    capital,
    cite,
    cite_document,
    counted,
    counted_documents,
    say,
    when,
    who,
)
from tollbook.prose.totals import publishers_of
from tollbook.schema import rows_of
from tollbook.tabular import csv_link, csv_text

if TYPE_CHECKING:
    from tollbook.reading import Book

_HEAD = ("Number", "What", "Side", "Who says so", "Counted", "Article")
_FILTERS = (("side", "Side"), ("measure", "Measure"), ("bound", "Bound"), ("claimant", "Who says so"))
_DATA = (
    "claim_id",
    "document_id",
    "surface",
    "low",
    "best",
    "high",
    "bound",
    "unit",
    "measure",
    "side",
    "population",
    "scope",
    "claimant",
    "via",
    "period_start",
    "period_end",
    "as_of",
    "modality",
)


@dataclass(frozen=True)
class Ledger:
    """The ledger of a book; shows itself in a notebook."""

    book: Book

    def _repr_html_(self) -> str:
        return ledger_html(self.book)

    def __str__(self) -> str:
        return csv_text(_DATA, self.book.claims[list(_DATA)].to_numpy().tolist())


def ledger(book: Book) -> Ledger:
    """Give the ledger of all claims of a book."""
    return Ledger(book)


def answer(book: Book) -> Answer:
    """Answer the chapter's question: how many claims, of what, the largest first."""
    rows = rows_of(book.claims)
    if not rows:
        return Answer("ledger-answer", (say("The ledger is empty: these articles make no claim of loss or attack."),))
    number = capital(counted(count_text(len(rows)), "every claim", rows))
    people = [row for row in rows if row.unit == "persons"]
    about = counted(count_text(len(people)), "claims about people", people)
    first = say(number, " claim is in the ledger" if len(rows) == 1 else " claims are in the ledger", "; ")
    rest = say(about, " of them about people, the others about things, attacks, shares or ratios.")
    if not people:
        return Answer("ledger-answer", (say(first, "none is about people."),))
    if len(people) == len(rows):
        rest = say("it is about people." if len(rows) == 1 else "all are about people.")
    wrong = suspect_ids(book.claims)
    held = [row for row in people if row.modality in ("asserted", "estimated") and row.claim_id not in wrong]
    if not any(value_of(row) for row in held):
        return Answer("ledger-answer", (say(first, rest),))
    largest = max(held, key=lambda row: value_of(row) or 0)
    most = say(
        " The largest number of people is ",
        cite(largest),
        f" {_what(largest)} for {side_text(largest.side)} (",
        who(largest, publishers_of(book)),
        ").",
    )
    return Answer("ledger-answer", (say(first, rest, most),))


def ledger_html(book: Book) -> str:
    """Write the ledger: controls (shown by the script), a live count, the table and its data."""
    rows = rows_of(book.claims)
    if not rows:
        return '<div class="tb-ledger"><p>No claim to list.</p></div>'
    publishers = publishers_of(book)
    heads = "".join(f'<th scope="col" role="columnheader">{label}</th>' for label in _HEAD)
    body = "".join(_row(row, publishers) for row in rows)
    data = csv_link("ledger.csv", csv_text(_DATA, [[getattr(row, name) for name in _DATA] for row in rows]))
    return (
        f'<div class="tb-ledger">{_controls(rows)}{_status(book, len(rows))}'
        '<table class="tb-rows" role="table"><caption>Every claim, with the words it came from</caption>'
        f'<thead role="rowgroup"><tr role="row">{heads}</tr></thead>'
        f'<tbody role="rowgroup">{body}</tbody></table>'
        f'<p class="tb-none" hidden>No claim matches. Take away a word or a filter.</p><p>{data}</p></div>'
    )


def _controls(rows: list[Any]) -> str:
    selects = "".join(_select(name, label, {str(getattr(row, name)) for row in rows}) for name, label in _FILTERS)
    return (
        '<form class="tb-controls" role="search" aria-label="Search the ledger" hidden>'
        "<label>Search words or numbers "
        '<input type="search" name="q" autocomplete="off" spellcheck="false"></label>'
        f'{selects}<button type="reset">Show all</button></form>'
    )


def _select(name: str, label: str, values: Iterable[str]) -> str:
    texts = {value: _filter_text(name, value) for value in values}
    ordered = sorted(texts.items(), key=lambda item: item[1].casefold())
    options = "".join(f'<option value="{html.escape(value)}">{html.escape(text)}</option>' for value, text in ordered)
    return f'<label>{label} <select name="{name}"><option value="">all</option>{options}</select></label>'


def _filter_text(name: str, value: str) -> str:
    if name == "measure":
        return measure_text(value)
    if name == "side":
        return side_text(value)
    if value == "article":
        return "no source named"
    return value.replace("_", " ") if name == "bound" else value


def _status(book: Book, total: int) -> str:
    """Say how many rows show; the note behind the number names the articles they come from."""
    used = set(book.claims["document_id"])
    pairs = [(row.document_id, title_of(row)) for row in documents_of(book) if row.document_id in used]
    number = counted_documents(f"{total} of {total}", "rows of this table, from these articles", pairs)
    note = number.notes[0]
    shown = f"<span data-shown>{total}</span> of <span data-total>{total}</span>"
    link = f'<a class="tb-c" href="#how-ledger">{shown}</a>'
    noun = "claim" if total == 1 else "claims"
    return (
        f'<p class="tb-status" role="status" aria-live="polite">{link} {noun} shown.</p>'
        '<details class="tb-how"><summary>Where this number comes from</summary>'
        f'<ul><li id="how-ledger">{note.prose.html}</li></ul></details>'
    )


def _row(row: Any, publishers: dict[str, str]) -> str:
    day = counted_until(row)
    cells = [
        (_number(row), "-1" if value_of(row) is None else repr(value_of(row))),
        (say(what_text(row, is_one(row))), ""),
        (say(side_text(row.side)), ""),
        (_who(row), ""),
        (when(day) if day else say("no date"), last_day(day)),
        (cite_document(row.document_id, publishers.get(row.document_id, "") or row.document_id), ""),
    ]
    held = "".join(_cell(rank, prose, order) for rank, (prose, order) in enumerate(cells))
    facts = "".join(f' data-{name}="{html.escape(str(getattr(row, name)))}"' for name, _ in _FILTERS)
    values = " ".join(f"{value:.15g}" for value in (row.low, row.best, row.high) if value == value)
    return f'<tr role="row"{facts} data-values="{values}">{held}</tr>'


def _cell(rank: int, prose: Prose, order: str) -> str:
    label = f' data-label="{_HEAD[rank]}"' + (f' data-order="{html.escape(order)}"' if order else "")
    if rank == 0:
        return f'<th scope="row" role="rowheader"{label}>{prose.html}</th>'
    return f'<td role="cell"{label}>{prose.html}</td>'


def _number(row: Any) -> Prose:
    """Give the number in the book's words, and as the article writes it where that differs."""
    told, written = claim_text(row), " ".join(row.surface.split())
    return cite(row) if told.casefold() == written.casefold() else say(cite(row), " ", cite(row, f"“{written}”"))


def _what(row: Any) -> str:
    return noun_after(row)


def _who(row: Any) -> Prose:
    name = "no source named" if row.claimant == "article" else row.claimant
    via = f", through {row.via}" if row.via else ""
    put = f" ({row.modality})" if row.modality != "asserted" else ""
    text = f"{name}{via}{put}"
    return cite(row, text) if any(letter.isdigit() for letter in text) else say(text)
