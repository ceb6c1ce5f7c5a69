"""Chapter 01: who published what, when, and how the date is known."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tollbook.intervals import first_day, last_day
from tollbook.phrases import count_text
from tollbook.prose.linked import Answer, Prose, capital, cite_document, counted_documents, join, say, when

if TYPE_CHECKING:
    from tollbook.reading import Book

BASES = {
    "stated": "stated in the article",
    "counted": "counted from a number of days that the article gives",
    "context": "narrowed down from what the article mentions",
    "file": "taken from the file",
    "unknown": "not known",
}


def documents_of(book: Book) -> list[Any]:
    """Give the articles as rows, by date and then by id; undated ones last."""
    rows = list(book.documents.itertuples(index=False, name="Document"))
    return sorted(rows, key=lambda row: (first_day(earliest(row)) or "9999", latest(row), row.document_id))


def earliest(document: Any) -> str:
    """Give the earliest possible day of publication, ISO at stated precision; "" when unknown."""
    return str(document.published or document.published_earliest)


def latest(document: Any) -> str:
    """Give the latest possible day of publication, ISO at stated precision; "" when unknown."""
    return str(document.published or document.published_latest)


def title_of(document: Any) -> str:
    """Name an article by its publisher, else by its id."""
    return str(document.publisher or document.document_id)


def published_prose(document: Any) -> Prose:
    """Say when an article was published, as exactly as is known: a day, a bracket, or not at all."""
    start, end = earliest(document), latest(document)
    if not (start or end):
        return say("at an unknown date")
    if start == end:
        return say("on " if len(start) == 10 else "in ", when(start))
    if not (start and end):
        return say("not before ", when(start)) if start else say("not after ", when(end))
    return say("between ", when(start), " and ", when(end))


def newest_article(book: Book) -> Prose:
    """Say when the newest article of known date was published; nothing where no date is known."""
    dated = [row for row in documents_of(book) if latest(row)]
    return published_prose(max(dated, key=lambda row: last_day(latest(row)))) if dated else say("")


def answer(book: Book) -> Answer:
    """Answer the chapter's question: how many articles by whom, when, and how sure the dates are."""
    rows = documents_of(book)
    if not rows:
        return Answer("articles", (say("No article is left to read.", _left_out(book)),))
    number = capital(_counted(rows, "every article"))
    noun = " article" if len(rows) == 1 else " articles"
    return Answer(
        "articles",
        (say(number, noun, _by(rows), _span(rows), "."), say(_bases(rows), _left_out(book)), _kinds(rows)),
    )


def _counted(rows: list[Any], what: str) -> Prose:
    return counted_documents(count_text(len(rows)), what, [(row.document_id, title_of(row)) for row in rows])


def _by(rows: list[Any]) -> Prose:
    named = list({row.publisher: row for row in rows if row.publisher}.values())
    unnamed = [row for row in rows if not row.publisher]
    if not named:
        return say(", of which none names its publisher" if len(rows) > 1 else " that does not name its publisher")
    number = _counted(named, "one article of each publisher")
    by = say(" by ", number, " publisher" if len(named) == 1 else " publishers")
    if not unnamed:
        return by
    return say(by, " and ", _counted(unnamed, "articles that name none"), " of unnamed origin")


def _span(rows: list[Any]) -> Prose:
    dated = [row for row in rows if earliest(row)]
    if not dated:
        return say(", none with a known date" if len(rows) > 1 else ", at an unknown date")
    first = min(dated, key=lambda row: first_day(earliest(row)))
    last = max(dated, key=lambda row: last_day(latest(row)))
    if earliest(first) == latest(last):
        return say(", published ", published_prose(first))
    return say(", published between ", when(earliest(first)), " and ", when(latest(last)))


def _bases(rows: list[Any]) -> Prose:
    parts = []
    for basis, says in BASES.items():
        found = [row for row in rows if row.published_basis == basis]
        if found:
            parts.append(say("for ", _counted(found, f"articles whose day of publication is {says}"), f" it is {says}"))
    return say("How the day of publication is known: ", join(parts), ".")


def _left_out(book: Book) -> Prose:
    later, undated = book.left_out.get("later", 0), book.left_out.get("undated", 0)
    parts = []
    if later:
        parts.append(f"{_words(later)} published later than asked for")
    if undated:
        parts.append(f"{_words(undated)} of unknown date")
    return say(f" Left out: {' and '.join(parts)}.") if parts else say("")


def _words(count: int) -> str:
    """Write how many were left out; beyond nine, without a digit that nothing could back."""
    return f"{count_text(count)} article{'' if count == 1 else 's'}" if count < 10 else "more than nine articles"


def _kinds(rows: list[Any]) -> Prose:
    retold = [row for row in rows if row.text_kind == "retelling"]
    if not retold:
        return say("")
    if len(retold) == len(rows):
        return say("All are retellings in this project's own words; each evidence page names its original.")
    verb = " is a retelling" if len(retold) == 1 else " are retellings"
    return say(
        capital(_counted(retold, "retellings")),
        verb,
        " in this project's own words; the evidence page names the original.",
    )


def claims_per_article(book: Book) -> dict[str, int]:
    """Count the claims read from each article."""
    return {str(key): int(count) for key, count in book.claims["document_id"].value_counts().items()}


def article_link(document: Any, text: str = "") -> Prose:
    """Link an article's headline, publisher or number to its evidence page."""
    return cite_document(document.document_id, text or title_of(document))
