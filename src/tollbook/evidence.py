"""Tables → the evidence page of one article: its sentences with a figure, and how each figure was read."""

from __future__ import annotations

import html
import math
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from tollbook.phrases import claim_text, date_text, measure_text, number_text, side_text

if TYPE_CHECKING:
    from tollbook.tables import Tables

Uses = Mapping[str, Sequence[tuple[str, str]]]
# Characters that reorder or hide the text around them; shown by their code point instead.
_CONTROLS = {
    *range(0x00, 0x09), 0x0B, 0x0C, *range(0x0E, 0x20), 0x7F, *range(0x80, 0xA0), 0x061C, 0x200B, 0x200E,
    0x200F, *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF,
}  # fmt: skip
_SHOW_CONTROLS = {code: f"⟨U+{code:04X}⟩" for code in _CONTROLS}
_KINDS = {"claim": "claim", "date": "when", "time": "when", "duration": "when"}


def evidence_html(tables: Tables, document_id: str, uses: Uses) -> str:
    """Give the evidence of one article as an HTML fragment.

    Only sentences that hold a figure stand in it, with one neighbour on each side. All an article says is
    escaped, and characters that would reorder the text are shown by their code.

    Parameters
    ----------
    tables : Tables
        With ``documents``, ``sentences``, ``figures`` and ``claims``.
    document_id : str
        The article.
    uses : mapping
        Claim or figure id → places that lead to it, as (address from this page, title).

    Returns
    -------
    str
        One ``<div class="tb-evidence">``; each claim and each other figure has its id as anchor.

    Raises
    ------
    KeyError
        When the article is not in the tables.
    """
    document = _one(tables.documents, document_id)
    claims = {row.figure_id: row for row in _rows(tables.claims, document_id)}
    figures = sorted(_rows(tables.figures, document_id), key=lambda row: (row.start, -row.end))
    by_sentence: dict[str, list[Any]] = {}
    for figure in figures:
        by_sentence.setdefault(figure.sentence_id, []).append(figure)
    body = _passages(_rows(tables.sentences, document_id), by_sentence, claims, uses)
    empty = "<p>No sentence of this article holds a number.</p>"
    return (
        f'<div class="tb-evidence"><p class="tb-notice">{_notice(document)}</p>{_citation(document)}{_key()}'
        f"{body or empty}</div>"
    )


def escape(text: str) -> str:
    """Escape an article's words for HTML, direction and invisible controls made visible.

    >>> escape("<b>5</b>")
    '&lt;b&gt;5&lt;/b&gt;'
    """
    return html.escape(text.translate(_SHOW_CONTROLS), quote=True)


def _rows(frame: Any, document_id: str) -> list[Any]:
    chosen = frame[frame["document_id"] == document_id]
    return list(chosen.itertuples(index=False, name="Row"))


def _one(documents: Any, document_id: str) -> Any:
    rows = _rows(documents, document_id)
    if not rows:
        raise KeyError(f"no article {document_id!r}; there are {', '.join(documents['document_id'])}")
    return rows[0]


def _notice(document: Any) -> str:
    if document.text_kind == "retelling":
        original = escape(document.publisher) if document.publisher else "an article of unnamed origin"
        return (
            f"This page shows a retelling, in this project's own words, of the original by {original}. "
            "The figures and who says them are the original's; the sentences are not."
        )
    return "This page shows sentences of the original article that hold a figure, each with its neighbours."


def _citation(document: Any) -> str:
    title = "the original" if document.text_kind == "retelling" else document.headline or document.document_id
    day = _published(document)
    name = f"<cite>{escape(title)}</cite>"
    if document.url.startswith(("https://", "http://")):
        name = f'<a href="{escape(document.url)}" rel="noopener noreferrer external">{name}</a>'
    parts = [escape(document.publisher) if document.publisher else "Publisher not named", name, day]
    return f'<p class="tb-citation">Source: {", ".join(part for part in parts if part)}.</p>'


def _published(document: Any) -> str:
    start, end = (
        document.published or document.published_earliest,
        document.published or document.published_latest,
    )
    if not (start or end):
        return "day unknown"
    if start == end:
        return _time(start)
    return f"between {_time(start) if start else 'an unknown day'} and {_time(end) if end else 'an unknown day'}"


def _time(iso: str) -> str:
    return f'<time datetime="{escape(iso)}">{escape(date_text(iso))}</time>'


def _key() -> str:
    return (
        '<p class="tb-key">Marked: <span class="tb-fig tb-fig-claim">claims of loss or attack</span>, '
        '<span class="tb-fig tb-fig-when">dates and spans</span>, '
        '<span class="tb-fig tb-fig-other">other numbers</span>.</p>'
    )


def _passages(
    sentences: Sequence[Any], by_sentence: Mapping[str, list[Any]], claims: Mapping[str, Any], uses: Uses
) -> str:
    held = [rank for rank, row in enumerate(sentences) if row.sentence_id in by_sentence]
    shown = sorted({near for rank in held for near in (rank - 1, rank, rank + 1) if 0 <= near < len(sentences)})
    out, previous = [], -1
    for rank in shown:
        if rank != previous + 1:
            out.append('<p class="tb-gap" aria-hidden="true">…</p>')
        previous = rank
        figures = by_sentence.get(sentences[rank].sentence_id, [])
        out.append(_sentence(sentences[rank], figures, claims))
        out.extend(_reading(claims[f.figure_id], uses) for f in figures if f.figure_id in claims)
        out.extend(_used_elsewhere(f, uses) for f in figures if f.figure_id not in claims and uses.get(f.figure_id))
    return "".join(out)


def _sentence(sentence: Any, figures: Sequence[Any], claims: Mapping[str, Any]) -> str:
    """Mark each figure of a sentence; where two overlap, the later is an anchor inside the earlier's mark."""
    text, out, at = sentence.text, [], 0
    for figure in figures:
        start, end = max(figure.start - sentence.start, 0), min(figure.end - sentence.start, len(text))
        anchor = claims[figure.figure_id].claim_id if figure.figure_id in claims else figure.figure_id
        if start < at:
            out.append(f'<span id="{anchor}"></span>')
            continue
        kind = _KINDS.get(figure.kind, "other")
        out.append(escape(text[at:start]))
        title = escape(figure.kind.replace("_", " "))
        out.append(f'<mark id="{anchor}" class="tb-fig tb-fig-{kind}" title="{title}">{escape(text[start:end])}</mark>')
        at = end
    held = " tb-held" if figures else ""
    out.append(escape(text[at:]))
    return f'<p class="tb-sentence tb-role-{escape(sentence.role)}{held}" dir="auto">{"".join(out)}</p>'


def _reading(claim: Any, uses: Uses) -> str:
    """Say how a claim was read, as a small table, and who uses it; its numbers lead back to the words."""
    home = f"#{claim.claim_id}"
    rows = [
        ("Number", f'<a class="tb-n" href="{home}">{escape(claim_text(claim))}</a> ({_values(claim, home)})'),
        ("What", escape(f"{claim.unit.replace('_', ' ')} {measure_text(claim.measure)}")),
        ("Side", escape(side_text(claim.side) + (f", {claim.population}" if claim.population else ""))),
        ("Who says so", _linked_digits(_claimant(claim), home)),
        ("Counted", _period(claim)),
        ("How put", escape(" ".join(part for part in (claim.modality, claim.likelihood) if part))),
        ("Read by rules", f"<code>{escape(claim.rule)}</code>"),
    ]
    if claim.part_of:
        rows.append(("Part of", f'<a href="#{escape(claim.part_of)}">a larger claim</a>'))
    rows.append(("Used in", _places(uses.get(claim.claim_id, ()))))
    cells = "".join(f'<tr><th scope="row">{label}</th><td>{value}</td></tr>' for label, value in rows)
    summary = escape(f"{measure_text(claim.measure)}, {side_text(claim.side)}")
    label = escape(f"How {claim.surface} was read")
    return (
        f'<div class="tb-reading"><a class="tb-n" href="{home}">{escape(claim.surface)}</a>'
        f"<details><summary>{summary}: how it was read</summary>"
        f'<table aria-label="{label}"><tbody>{cells}</tbody></table></details></div>'
    )


def _values(claim: Any, home: str) -> str:
    named = (("low", claim.low), ("best", claim.best), ("high", claim.high))
    stated = [f'{name} <a class="tb-n" href="{home}">{number_text(v)}</a>' for name, v in named if not math.isnan(v)]
    return ", ".join([escape(claim.bound.replace("_", " ")), *stated]) if stated else "vague: no value is stated"


def _claimant(claim: Any) -> str:
    who = "nobody is named" if claim.claimant == "article" else claim.claimant
    return f"{who}, through {claim.via}" if claim.via else str(who)


def _linked_digits(text: str, home: str) -> str:
    shown = escape(text)
    return f'<a class="tb-n" href="{home}">{shown}</a>' if any(letter.isdigit() for letter in text) else shown


def _period(claim: Any) -> str:
    end = claim.as_of or claim.period_end
    if not (claim.period_start or end):
        return escape(f"{claim.scope}, no date stated")
    if claim.period_start and end and claim.period_start != end:
        return escape(claim.scope) + f", from {_time(claim.period_start)} to {_time(end)}"
    return escape(claim.scope) + f", {_time(end or claim.period_start)}"


def _places(places: Iterable[tuple[str, str]]) -> str:
    links = [f'<a href="{escape(address)}">{escape(title)}</a>' for address, title in places]
    return ", ".join(links) or "no chapter yet"


def _used_elsewhere(figure: Any, uses: Uses) -> str:
    number = _linked_digits(figure.surface, f"#{figure.figure_id}")
    return f'<p class="tb-used">“{number}” is used in {_places(uses[figure.figure_id])}.</p>'
