"""Chapter 08: how many claims are one statement, and how many statements rest on one count."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tollbook import lexicon
from tollbook.dictionary import Page
from tollbook.echoes import rank_of
from tollbook.origins import find_origins
from tollbook.phrases import count_text, date_text, list_text, name_text, noun_after, side_text
from tollbook.prose.articles import documents_of, title_of
from tollbook.prose.linked import Answer, Prose, capital, cite, cite_document, computed, counted, join, say, who
from tollbook.prose.overview import dated
from tollbook.prose.tables import Table
from tollbook.prose.totals import publishers_of
from tollbook.schema import rows_of
from tollbook.tabular import html_table

if TYPE_CHECKING:
    from tollbook.reading import Book

_KINDS = {"same": "the same claim", "restates": "the same, reworded", "rewrite": "the same, in retold text"}
_ISO = re.compile(r"\b\d{4}-\d\d(?:-\d\d)?\b")
_TOLD = 4


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement: the claim that stands for it, all its claims, and on whose counts it is known to build."""

    head: Any
    claims: tuple[Any, ...]
    builds_on: str

    @property
    def documents(self) -> list[str]:
        """The articles that carry it."""
        return sorted({claim.document_id for claim in self.claims})

    @property
    def named(self) -> bool:
        """Whether any article says who asserts it."""
        return any(claim.claimant != "article" for claim in self.claims)


def statements_of(book: Book) -> list[Statement]:
    """Give the statements of a book: those in most articles first, then those repeated most often."""
    groups: dict[str, list[Any]] = {}
    for row in rows_of(book.claims):
        groups.setdefault(row.origin_id or row.claim_id, []).append(row)
    origins = {row.origin_id: row.dependent_on for row in rows_of(find_origins(book.claims))}
    made = []
    for name, rows in groups.items():
        rows.sort(key=rank_of)
        made.append(Statement(rows[0], tuple(rows), origins.get(name, "")))
    return sorted(made, key=lambda s: (-len(s.documents), -len(s.claims), s.head.document_id, s.head.start))


def shared_of(book: Book) -> list[Statement]:
    """Give the statements that more than one article carries."""
    return [statement for statement in statements_of(book) if len(statement.documents) > 1]


def titles_of(book: Book) -> dict[str, str]:
    """Name every article by its publisher, and by its id too where two have the same."""
    rows = documents_of(book)
    often = Counter(title_of(row) for row in rows)
    return {
        row.document_id: title_of(row) if often[title_of(row)] == 1 else f"{title_of(row)} ({row.document_id})"
        for row in rows
    }


def answer(book: Book) -> Answer:
    """Answer the chapter's question: how many claims, statements, and statements that nothing ties to another."""
    rows = rows_of(book.claims)
    if not rows:
        return Answer("echoes", (say("There is no claim, so there is no source."),))
    made = statements_of(book)
    claims = counted(count_text(len(rows)), "every claim", rows)
    number = counted(count_text(len(made)), "the claim that stands for each statement", [s.head for s in made])
    noun = " claim goes" if len(rows) == 1 else " claims go"
    start = say("Fewer than it seems: " if len(made) < len(rows) else "", claims)
    first = say(capital(start), f"{noun} back to ", number, " statement" if len(made) == 1 else " statements")
    return Answer("echoes", (say(first, _carried(book, made), _independence(made)), _leading(book)))


def _carried(book: Book, made: list[Statement]) -> Prose:
    shared = [s for s in made if len(s.documents) > 1]
    if len({row.document_id for row in rows_of(book.claims)}) < 2:
        return say(", all in one article. ")
    if not shared:
        return say("; no two articles carry the same one. ")
    number = counted(count_text(len(shared)), "statements in several articles", [s.head for s in shared])
    return say("; ", number, " stands" if len(shared) == 1 else " stand", " in more than one article. ")


def _independence(made: list[Statement]) -> Prose:
    """Say how many statements have a claimant of their own, one who builds on another, or none."""
    leaning = [s for s in made if s.builds_on]
    nobody = [s for s in made if not s.named]
    own = [s for s in made if s.named and not s.builds_on]
    parts = []
    if own:
        number = _count(own, "statements of claimants not known to build on another's count")
        parts.append(say(number, _come(own), _claimants(own), " not known to build on another's count"))
    if leaning:
        number = _count(leaning, "statements of claimants known to build on another's count")
        parts.append(say(number, _come(leaning), _claimants(leaning), " known to build on another's count"))
    if nobody:
        number = _count(nobody, "statements for which no article names a source")
        parts.append(say(number, _come(nobody), "nobody the articles name"))
    return say("Of the statements, " if len(made) > 1 else "Of this ", join(parts, "; ", "; "), ".")


def _count(made: list[Statement], what: str) -> Prose:
    return counted(count_text(len(made)), what, [s.head for s in made])


def _come(made: list[Statement]) -> str:
    return " comes from " if len(made) == 1 else " come from "


def _claimants(made: list[Statement]) -> Prose:
    firsts = list({s.head.claimant: s.head for s in made}.values())
    number = counted(count_text(len(firsts)), "a claim of each claimant", firsts)
    return say(number, " claimant" if len(firsts) == 1 else " claimants")


def _noun(made: list[Statement]) -> str:
    return " statement" if len(made) == 1 else " statements"


def _leading(book: Book) -> Prose:
    """Say which statement is carried most widely, and by whom it is made."""
    made = sorted(statements_of(book), key=lambda s: -len(s.claims))
    first = made[0]
    if len(first.claims) == 1:
        return say("No statement is made twice.")
    alone = len(made) == 1 or len(made[1].claims) < len(first.claims)
    told = say(cite(first.head), f" {noun_after(first.head)}", dated(first.head), " (", _voice(first, book), ")")
    times = say(counted(count_text(len(first.claims)), "its claims", first.claims), " times")
    start = "The one stated most often: " if alone else "No statement is made more often than this: "
    if len(first.documents) == 1:
        return say(start, told, ", ", times, " in one article.")
    number = counted(count_text(len(first.documents)), "its claims", first.claims)
    return say(start, told, ", ", times, " in ", number, " articles.")


def _voice(statement: Statement, book: Book) -> Prose:
    return who(statement.head, publishers_of(book)) if statement.named else say("nobody named")


def statements(book: Book) -> Table:
    """List the statements stated more than once: what is said, by whom, where each time."""
    titles = titles_of(book)
    rows = [_statement_row(s, book, titles) for s in statements_of(book) if len(s.claims) > 1]
    return Table("statements", "Statements made more than once", ("Statement", "Side", "By", "Stands in"), rows)


def _statement_row(statement: Statement, book: Book, titles: dict[str, str]) -> list[str | Prose]:
    head = statement.head
    places = [cite(c, titles.get(c.document_id, c.document_id)) for c in sorted(statement.claims, key=_place)]
    said = say(cite(head), f" {noun_after(head)}", dated(head))
    return [said, side_text(head.side), _voice(statement, book), join(places, "; ", "; ")]


def _place(claim: Any) -> tuple[str, int]:
    return claim.document_id, claim.start


def rewrites(book: Book) -> Answer:
    """Say which article is largely taken from which, by what share of its text, and how many statements they share."""
    titles = titles_of(book)
    rows = [row for row in rows_of(book.judged["echoes"]) if row.kind == "rewrite" and not row.source_claim_id]
    rows.sort(key=lambda row: (-row.overlap, row.echo_id))
    told = tuple(_rewrite(row, book, titles) for row in rows)
    if not told:
        told = (say("No article has a fifth or more of its text from another."),)
    return Answer("rewrites", (*told, _most_shared(book, titles)))


def _rewrite(row: Any, book: Book, titles: dict[str, str]) -> Prose:
    carrier = cite_document(row.carrier_document_id, titles[row.carrier_document_id])
    source = cite_document(row.source_document_id, titles[row.source_document_id])
    how = say("The share of the runs of five words in ", carrier, " that stand in ", source, " too.")
    share = computed(f"{row.overlap * 100:.0f} per cent", how)
    both = {row.carrier_document_id, row.source_document_id}
    common = [s for s in statements_of(book) if both <= set(s.documents)]
    start = say(carrier, " has ", share, " of its text in common with ", source)
    if not common:
        return say(start, ", but no statement.")
    return say(
        start,
        "; ",
        _count(common, "statements that both carry"),
        _noun(common),
        " are in both." if len(common) > 1 else " is in both.",
        _order(row, book),
    )


def _order(row: Any, book: Book) -> Prose:
    """Say where the days of publication do not tell which of two articles came first."""
    days = {d.document_id: (d.published_earliest, d.published_latest) for d in rows_of(book.documents)}
    early, late = days[row.carrier_document_id][0], days[row.source_document_id][1]
    if early and late and late < early:
        return say("")
    return say(" Which came first is not known from their dates.")


def _most_shared(book: Book, titles: dict[str, str]) -> Prose:
    pairs = pairs_of(shared_of(book))
    if not pairs:
        return say("No two articles share a statement.")
    (one, two), common = max(pairs.items(), key=lambda item: (len(item[1]), item[0]))
    names = say(cite_document(one, titles[one]), " and ", cite_document(two, titles[two]))
    number = _count(common, "statements that both carry")
    return say("No two articles share more statements than ", names, ": ", number, ".")


def pairs_of(shared: Iterable[Statement]) -> dict[tuple[str, str], list[Statement]]:
    """Group shared statements by every two articles that carry them."""
    pairs: dict[tuple[str, str], list[Statement]] = {}
    for statement in shared:
        for pair in combinations(statement.documents, 2):
            pairs.setdefault(pair, []).append(statement)
    return pairs


def dependence(book: Book) -> Answer:
    """Say which claimants are known to build on another's count, and whether that one is quoted here too."""
    groups: dict[tuple[str, str], list[Statement]] = {}
    for statement in statements_of(book):
        if statement.builds_on:
            groups.setdefault((statement.head.claimant, statement.builds_on), []).append(statement)
    if not groups:
        return Answer("dependence", (say("No claimant here is known to build on another's count."),))
    quoted = set(book.claims["claimant"])
    return Answer("dependence", tuple(_dependent(made, quoted) for made in groups.values()))


def _dependent(made: list[Statement], quoted: set[str]) -> Prose:
    bases = [name.strip() for name in made[0].builds_on.split(";")]
    here = [name for name in bases if name in quoted]
    base = list_text([name_text(name) for name in bases])
    start = capital(say(who(made[0].head), " is known to build on the count of ", _safe(base, made), ": "))
    listed = join([say(cite(s.head), dated(s.head)) for s in made[:_TOLD]])
    rest = made[_TOLD:]
    more = say(" and ", _count(rest, "the further statements"), " more") if rest else say("")
    both = " That count is quoted here too: the two are one witness." if here else ""
    return say(start, listed, more, f". Agreement between the two is no confirmation.{both}")


def _safe(name: str, made: list[Statement]) -> Prose:
    return cite(made[0].head, name) if re.search(r"\d", name) else say(name)


def dependence_table(book: Book) -> Page:
    """List the known dependences of the claimants quoted here, each with its source."""
    folder = Path(lexicon.__file__).parent
    with (folder / "dependence.csv").open(encoding="utf-8", newline="") as lines:
        known = list(csv.DictReader(lines))
    voices = {(s.head.claimant, s.head.side) for s in statements_of(book) if s.builds_on}
    rows = [
        (row["claimant"], row["builds_on"], row["side"], row["source"], row["note"])
        for row in known
        if (row["claimant"], row["side"]) in voices
    ]
    if not rows:
        return Page("")
    table = html_table(("Claimant", "Builds on", "Counting", "As said by", "Note"), rows, "Whose count builds on whose")
    named = "<p>From <code>src/tollbook/lexicon/dependence.csv</code>, a line each.</p>"
    return Page(f'<div id="source-dependence">{table}{named}</div>')


def links(book: Book) -> Table:
    """List every link between two claims: both places, what kind it is and what it rests on."""
    titles = titles_of(book)
    claims = {row.claim_id: row for row in rows_of(book.claims)}
    rows = [
        _link_row(row, claims, titles)
        for row in rows_of(book.judged["echoes"])
        if row.source_claim_id in claims and row.carrier_claim_id in claims
    ]
    head = ("Statement", "Stands in", "And in", "Taken for", "Because")
    return Table("links", "Links between claims", head, rows)


def _link_row(row: Any, claims: dict[str, Any], titles: dict[str, str]) -> list[str | Prose]:
    source, carrier = claims[row.source_claim_id], claims[row.carrier_claim_id]
    again = "the same article" if carrier.document_id == source.document_id else titles[carrier.document_id]
    because = _ISO.sub(lambda iso: date_text(iso[0]), row.evidence)
    return [
        say(cite(source), f" {noun_after(source)}"),
        cite(source, titles[source.document_id]),
        cite(carrier, again),
        _KINDS[row.kind],
        cite(carrier, because),
    ]
