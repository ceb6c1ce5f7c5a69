"""Sentences whose every number is a link: to the words it came from, or to how it was computed."""

from __future__ import annotations

import hashlib
import html
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tollbook.phrases import claim_text, date_text, name_text

_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Note:
    """How one computed number came about: the words, with a link to each claim or article it rests on."""

    key: str
    prose: Prose


@dataclass(frozen=True, slots=True)
class Prose:
    """A piece of text in two forms, HTML and plain, with the claims it links and the notes it needs."""

    html: str = ""
    text: str = ""
    claims: frozenset[str] = frozenset()
    notes: tuple[Note, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.text)

    def _repr_html_(self) -> str:
        return Answer("sentence", (self,))._repr_html_()

    def __str__(self) -> str:
        return self.text


def say(*parts: str | Prose) -> Prose:
    """Put text and linked pieces together; plain text is escaped."""
    pieces = [part if isinstance(part, Prose) else Prose(html.escape(part, quote=False), part) for part in parts]
    return Prose(
        "".join(piece.html for piece in pieces),
        "".join(piece.text for piece in pieces),
        frozenset().union(*(piece.claims for piece in pieces)),
        tuple({note.key: note for piece in pieces for note in piece.notes}.values()),
    )


def join(items: Sequence[str | Prose], comma: str = ", ", last: str = " and ") -> Prose:
    """Join pieces into a list: ``a``, ``a and b``, ``a, b and c``."""
    parts: list[str | Prose] = []
    for rank, item in enumerate(items):
        if rank:
            parts.append(last if rank == len(items) - 1 else comma)
        parts.append(item)
    return say(*parts)


def capital(prose: Prose) -> Prose:
    """Raise the first letter of a sentence, be it plain or inside a link."""
    first = prose.text[:1]
    if not first.isalpha():
        return prose
    raised = re.sub(r"^((?:<[^>]*>)*)" + first, lambda found: found[1] + first.upper(), prose.html, count=1)
    return Prose(raised, first.upper() + prose.text[1:], prose.claims, prose.notes)


def claim_address(claim: Any) -> str:
    """Give a claim's permanent address as seen from a chapter."""
    return f"evidence/{claim.document_id}.html#{claim.claim_id}"


def cite(claim: Any, text: str = "") -> Prose:
    """Quote a claim's number as a link to the sentence it came from."""
    shown = text or claim_text(claim)
    link = f'<a class="tb-n" href="{html.escape(claim_address(claim))}">{html.escape(shown, quote=False)}</a>'
    return Prose(link, shown, frozenset({claim.claim_id}))


def cite_document(document_id: str, text: str) -> Prose:
    """Name an article as a link to its evidence page."""
    address = html.escape(f"evidence/{document_id}.html")
    return Prose(f'<a class="tb-n" href="{address}">{html.escape(text, quote=False)}</a>', text)


def computed(text: str, how: Prose) -> Prose:
    """Give a computed number as a link to a note that says how; the note links what it was computed from."""
    key = hashlib.sha256(f"{text}|{how.html}".encode()).hexdigest()[:10]
    link = f'<a class="tb-c" href="#how-{key}">{html.escape(text, quote=False)}</a>'
    return Prose(link, text, how.claims, (Note(key, how),))


def counted(text: str, what: str, rows: Sequence[Any]) -> Prose:
    """Give a count of claims, its note naming what was counted and linking the first dozen."""
    links: list[str | Prose] = [cite(row) for row in rows[:_SHOWN]]
    rest = len(rows) - _SHOWN
    if rest > 0:
        links.append(Prose('<a href="02-ledger.html">more in the ledger</a>', "more in the ledger"))
    claims = frozenset(row.claim_id for row in rows)
    how = say(f"Counted: {what}: ", join(links), ".")
    return computed(text, Prose(how.html, how.text, claims, how.notes))


def counted_documents(text: str, what: str, documents: Iterable[tuple[str, str]]) -> Prose:
    """Give a count of articles, its note linking each; ``documents`` are pairs of id and title."""
    every = list(documents)
    links = [cite_document(key, title) for key, title in every[:_SHOWN]]
    if len(every) > _SHOWN:
        links.append(
            Prose('<a href="01-articles.html">more in the list of articles</a>', "more in the list of articles")
        )
    return computed(text, say(f"Counted: {what}: ", join(links, comma="; ", last="; "), "."))


def when(iso: str) -> Prose:
    """Give a date at its precision, marked up as a date."""
    shown = date_text(iso)
    return Prose(f'<time datetime="{html.escape(iso)}">{html.escape(shown)}</time>', shown)


def who(claim: Any, publishers: Mapping[str, str] | None = None) -> Prose:
    """Name who asserts a claim, its publisher where the article names nobody.

    A name with a digit in it links to the evidence like any number.
    """
    if claim.claimant != "article":
        name = name_text(claim.claimant)
    else:
        publisher = (publishers or {}).get(claim.document_id, "")
        name = f"{publisher}, naming no source" if publisher else "an article naming no source"
    return cite(claim, name) if any(letter.isdigit() for letter in name) else say(name)


@dataclass(frozen=True, slots=True)
class Answer:
    """Paragraphs of computed sentences, shown with the account of the numbers computed in them."""

    name: str
    paragraphs: tuple[Prose, ...]

    @property
    def claim_ids(self) -> frozenset[str]:
        """The claims the sentences quote or were computed from."""
        return frozenset().union(*(p.claims for p in self.paragraphs))

    def __str__(self) -> str:
        return "\n\n".join(p.text for p in self.paragraphs if p)

    def _repr_html_(self) -> str:
        body = "".join(f"<p>{p.html}</p>" for p in self.paragraphs if p)
        notes = {note.key: note for p in self.paragraphs for note in p.notes}
        page = f'<div class="tb-answer">{body}{_account(list(notes.values()))}</div>'
        return page.replace('"#how-', f'"#how-{self.name}-').replace('id="how-', f'id="how-{self.name}-')


def _account(notes: list[Note]) -> str:
    if not notes:
        return ""
    items = "".join(f'<li id="how-{note.key}">{note.prose.html}</li>' for note in notes)
    return f'<details class="tb-how"><summary>Where these numbers come from</summary><ul>{items}</ul></details>'
