"""The contract of the tables and the words of the book, as pages for people."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass

from tollbook.parameters import PARAMETERS
from tollbook.schema import JUDGEMENTS, TABLES, Column, Table, column_of, table_of

# One meaning a word, in code, tables and prose.
GLOSSARY: dict[str, str] = {
    "article": "A text someone published; as a claimant: the article itself, which names nobody else.",
    "as of": "The day a count was taken. It is neither the day of print nor the period the count covers.",
    "bound": "What the words say of a number: exact, about, nearly, at least, at most, between, or vague.",
    "casualty": "A person killed or wounded; some counts add missing and captured. Not only a dead person.",
    "claim": "One quantitative statement about loss or attack, with who asserts it.",
    "claimant": "Who asserts a number, whoever prints or relays it.",
    "dateline": "The line of an article that gives its place or day.",
    "echo": "Claims that are one statement, repeated; they count as one source.",
    "edition": "One publication of this book, made from exactly the same articles.",
    "evidence": "The words of an article from which a number was read.",
    "figure": "Any number in a text, in digits or in words, with its qualifier.",
    "low, best, high": "The values that a claim's words state. What they leave open stays empty.",
    "measure": "What happened to what is counted: killed, wounded, launched, destroyed and so on.",
    "modality": "How a claimant puts a number: asserted, estimated, projected, hypothetical or denied.",
    "origin": "The statement that the claims of one echo go back to.",
    "population": "Which people are counted: military, civilian, children, mixed or unknown.",
    "retelling": "An article's facts in this project's own words, in place of the original's sentences.",
    "scope": "Whether a number is a running total, a period's count, one incident's, or a rate.",
    "side": "Whose people or equipment; for munitions, who launched them. A party, not a nationality.",
    "surface": "The number as the article writes it, with the words that qualify it.",
    "via": "Who relays a claimant's number.",
}


@dataclass(frozen=True, slots=True)
class Page:
    """HTML for a chapter; shows itself in a notebook."""

    body: str

    def _repr_html_(self) -> str:
        return self.body

    def __str__(self) -> str:
        return html.unescape(re.sub(r"<[^>]+>", " ", self.body))


def data_dictionary(tables: Iterable[str] = (*TABLES, *JUDGEMENTS)) -> Page:
    """Describe tables column by column: type, meaning, unit and what is legal.

    Raises
    ------
    KeyError
        When a table is unknown.
    """
    return Page("".join(_table(table_of(name)) for name in tables))


def glossary() -> Page:
    """Explain the book's words, in alphabetical order."""
    items = "".join(
        f"<dt>{html.escape(word)}</dt><dd>{html.escape(says)}</dd>" for word, says in sorted(GLOSSARY.items())
    )
    return Page(f'<dl class="tb-glossary">{items}</dl>')


def parameters_table() -> Page:
    """Describe the shared parameters."""
    rows = [(f"<code>{p.name}</code>", html.escape(p.help), code_digits(p.legal)) for p in PARAMETERS.values()]
    return Page(
        _html_table("parameters", "The parameters every chapter takes", ("Parameter", "What it does", "Legal"), rows)
    )


def _table(table: Table) -> str:
    key = ", ".join(f"<code>{name}</code>" for name in table.key) or "none"
    public = "" if table.public else " It is never published, as it holds the articles' sentences."
    rows = [_column(column_of(table.name, name)) for name in table.columns]
    head = ("Column", "Type", "Meaning", "Legal values")
    intro = f"<p>A row is {html.escape(table.row)}. Key: {key}.{public}</p>"
    return f"<h3>{table.name}</h3>{intro}{_html_table(table.name, f'Columns of {table.name}', head, rows)}"


def _column(column: Column) -> tuple[str, str, str, str]:
    kind = column.type + (f", {column.unit}" if column.unit else "")
    legal = ", ".join(f"<code>{html.escape(value)}</code>" for value in column.legal if value)
    empty = "" if column.required or column.type != "string" else "may be empty"
    return (
        f"<code>{column.name}</code>",
        html.escape(kind),
        code_digits(column.says),
        "; ".join(part for part in (legal, empty) if part) or "any",
    )


def code_digits(text: str) -> str:
    """Escape; set what stands in backquotes, or is a code with digits, as code."""
    quoted = re.sub(r"`([^`]+)`", r"<code>\1</code>", html.escape(text, quote=False))
    parts = re.split(r"(<code>.*?</code>)", quoted)
    digits = re.compile(r"[\w-]*\d[\w-]*(?: \d+(?:-\d)?)?")
    return "".join(p if p.startswith("<code>") else digits.sub(lambda m: f"<code>{m[0]}</code>", p) for p in parts)


def _html_table(name: str, caption: str, head: Iterable[str], rows: Iterable[tuple[str, ...]]) -> str:
    heads = "".join(f'<th scope="col">{label}</th>' for label in head)
    body = "".join(
        f'<tr><th scope="row">{row[0]}</th>{"".join(f"<td>{cell}</td>" for cell in row[1:])}</tr>' for row in rows
    )
    return (
        f'<div class="tb-scroll" role="region" tabindex="0" aria-label="{html.escape(caption)}">'
        f'<table class="tb-table" id="table-{name}"><caption>{html.escape(caption)}</caption>'
        f"<thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table></div>"
    )
