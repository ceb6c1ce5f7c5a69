"""What is read of sentences of our own, today: for the rules, the cues and the known gaps."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from tollbook import lexicon
from tollbook.claims import read_article
from tollbook.phrases import number_text
from tollbook.reading import find_root
from tollbook.rules import EXAMPLE_DAY

PUBLISHED = EXAMPLE_DAY
"""The day on which sentences without a date are read; a Thursday."""


@dataclass(frozen=True, slots=True)
class Gap:
    """A sentence known to be read wrongly: its title and text, what it should give and what it gives."""

    title: str
    text: str
    expected: tuple[str, ...]
    read: tuple[str, ...]


def read_lines(texts: Iterable[str], published: str = PUBLISHED) -> dict[str, tuple[str, ...]]:
    """Read texts and say in a line a figure what each gives.

    Parameters
    ----------
    texts : iterable of str
        Sentences, each read as an article of its own.
    published : str
        Their day of publication, ISO.

    Returns
    -------
    dict of str
        Text → its lines; none where the text holds no number.

    Examples
    --------
    >>> read_lines(["A man aged 41 died."])["A man aged 41 died."]
    ('A → best 1, killed persons unknown', '41 → age')
    """
    return {text: _read(text, published) for text in texts}


def _read(text: str, published: str) -> tuple[str, ...]:
    reading = read_article(text, "sentence", published, "", "", lexicon.load())
    claims = {row["figure_id"]: row for row in reading.claims}
    found = []
    for figure in sorted(reading.figures, key=lambda row: int(row["start"])):
        claim = claims.get(figure["figure_id"])
        found.append(f"{figure['surface']} → {_claim_line(claim) if claim else figure['kind']}")
    return tuple(found)


def _claim_line(claim: Any) -> str:
    values = [f"{name} {number_text(claim[name])}" for name in ("low", "best", "high") if claim[name] is not None]
    counted = " ".join(word for word in (claim["measure"], claim["unit"], claim["population"]) if word)
    named = {name: claim[name] for name in ("side", "claimant", "via") if claim[name] not in ("", "unknown", "article")}
    modality = "" if claim["modality"] == "asserted" else claim["modality"]
    period = "..".join(dict.fromkeys(day for day in (claim["period_start"], claim["period_end"]) if day))
    parts = [*(values or ["vague"]), counted, *(f"{name} {who}" for name, who in named.items()), period, modality]
    return ", ".join(part for part in parts if part)


def read_gaps(root: Path | None = None) -> list[Gap]:
    """Read the list of known gaps, and what each of its sentences gives today.

    The list is ``tests/sentences/known_gaps.md`` of the book's folder, else of the checkout the package is installed
    from: the same file that the tests hold to be wrong, so that a gap that closes leaves this list too.
    """
    for folder in (root or find_root(), Path(__file__).resolve().parents[3]):
        path = folder / "tests" / "sentences" / "known_gaps.md"
        if path.is_file():
            return list(_gaps(path))
    return []


@cache
def _gaps(path: Path) -> tuple[Gap, ...]:
    parts = [part.strip("\n") for part in re.split(r"(?m)^\.$", path.read_text("utf-8").split("\n---\n", 1)[-1])]
    cases = [parts[i : i + 3] for i in range(0, len(parts) - 2, 3)]
    texts = {text: text.split("\n", 1)[1] if text.startswith("@") else text for _, text, _ in cases}
    read = read_lines(texts.values())
    return tuple(
        Gap(title, texts[text], tuple(map(_expected_line, expected.splitlines())) or ("no claim",), read[texts[text]])
        for title, text, expected in cases
    )


def _expected_line(line: str) -> str:
    """Write ``90,000 | best=90000 | killed persons`` as readings are written."""
    surface, *cells = (cell.strip() for cell in line.split("|"))
    words = ", ".join(re.sub(r"(\w+)=", r"\1 ", cell) for cell in cells)
    return f"{surface} → " + re.sub(r"\b\d{4,}\b(?!-)", lambda found: number_text(float(found[0])), words)


def code(text: str) -> str:
    """Set what comes from the program, or is typed to it, as code."""
    return f'<code class="tb-said">{html.escape(text, quote=False)}</code>'


def words(text: str) -> str:
    """Set an example's own words, which are input and so code, in the letters of the page."""
    return code(text).replace("tb-said", "tb-said tb-words")


def lines(readings: Iterable[str]) -> str:
    """Set readings one below the other."""
    return "<br>".join(map(code, readings)) or "no number"


def cards(entries: Iterable[tuple[str, Sequence[tuple[str, str]]]]) -> str:
    """Show entries one below the other, each a title over pairs of what is given and what comes of it (all HTML)."""
    items = []
    for title, pairs in entries:
        rows = "".join(f"<dt>{given}</dt><dd>{comes}</dd>" for given, comes in pairs)
        items.append(f"<li><p>{title}</p><dl>{rows}</dl></li>")
    return f'<ul class="tb-cards tb-answer">{"".join(items)}</ul>'
