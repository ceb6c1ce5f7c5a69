"""Golden sentences: the files in ``sentences/`` read into cases, and a case compared with what is extracted.

A case is three parts, each ended by a line that holds a single dot::

    title
    .
    input (any number of lines; a first line "@2025-06-12" is the day of publication)
    .
    surface | what is expected of it
    .

One line per figure. After the first bar stand words of the closed vocabularies (``killed persons military``,
``date``) and ``key=value`` pairs, words before pairs. ``2025..2025-06`` is the period; ``vague`` says that
no value is given. Only what is written is checked, but a value is checked whole (``low=12``: nothing else),
and the claims must be just those listed. ``part_of`` names the larger claim by its surface.
"""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tollbook import extract
from tollbook.schema import BOUNDS, KINDS, MEASURES, MODALITIES, POPULATIONS, SCOPES, UNITS

FOLDER = Path(__file__).parent / "sentences"
PUBLISHED = "2025-06-12"  # a Thursday
_VALUES = ("low", "best", "high")
_PERIOD = re.compile(r"((?:\d{4}(?:-\d\d){0,2})?)\.\.((?:\d{4}(?:-\d\d){0,2})?)")
_WORDS = {
    "measure": MEASURES,
    "unit": UNITS,
    "population": POPULATIONS,
    "scope": SCOPES,
    "modality": MODALITIES,
    "kind": KINDS,
    "bound": BOUNDS,
}


@dataclass(frozen=True)
class Case:
    """One golden sentence: where it stands, its input and the rows expected of it."""

    file: str
    title: str
    text: str
    published: str
    expected: tuple[tuple[str, dict], ...]


@cache
def cases(file: str) -> tuple[Case, ...]:
    """Read the cases of one file; what stands before the first line of dashes explains it."""
    body = (FOLDER / file).read_text("utf-8").split("\n---\n", 1)[1]
    parts = [part.strip("\n") for part in re.split(r"(?m)^\.$", body)]
    assert len(parts) % 3 == 1, f"{file}: a case is not made of title, input and expected lines"
    return tuple(_case(file, *parts[i : i + 3]) for i in range(0, len(parts) - 1, 3))


def _case(file: str, title: str, text: str, expected: str) -> Case:
    published = PUBLISHED
    if text.startswith("@"):
        first, text = text.split("\n", 1)
        published = first[1:].strip()
    rows = tuple(_expected(line) for line in expected.splitlines() if line.strip())
    return Case(file, title.strip(), text, published, rows)


def _expected(line: str) -> tuple[str, dict]:
    surface, *cells = (cell.strip() for cell in line.split("|"))
    fields: dict = {}
    for cell in cells:
        for key, value in re.findall(r"(\w+)=(.*?)(?=\s+\w+=|$)", cell):
            fields[key] = value.strip()
        for word in re.sub(r"\w+=.*", "", cell).split():
            fields.update(_of_word(word, line))
    return surface, fields


def _of_word(word: str, line: str) -> dict:
    if period := _PERIOD.fullmatch(word):
        return dict(zip(("period_start", "period_end"), period.groups(), strict=True))
    if word == "vague":
        return {"bound": "vague"}
    found = [key for key, legal in _WORDS.items() if word in legal]
    assert len(found) == 1, f"{word!r} in {line!r} is no word of one vocabulary; write key={word}"
    return {found[0]: word}


def differences(case: Case) -> list[str]:
    """What the extractor reads otherwise than the case expects; empty when all is as expected."""
    tables = extract(case.text, published=case.published)
    claims = {row["figure_id"]: row for row in tables.claims.to_dict("records")}
    figures = [row | claims.get(row["figure_id"], {}) for row in tables.figures.to_dict("records")]
    surfaces = {row["claim_id"]: row["surface"] for row in claims.values()}
    wrong, at = [], 0
    for surface, fields in case.expected:
        fitting = [n for n in range(at, len(figures)) if figures[n]["surface"] == surface]
        if not fitting:
            wrong.append(f"no figure {surface!r}; there are {[row['surface'] for row in figures]}")
            continue
        row, at = figures[fitting[0]], fitting[0] + 1
        row["seen"] = True
        wrong += [f"{surface!r}: {text}" for text in _row_differences(row, fields, surfaces)]
    unlisted = [row for row in figures if "claim_id" in row and "seen" not in row]
    return wrong + [f"{row['surface']!r}: {row['measure']} read" for row in unlisted]


def _row_differences(row: dict, fields: dict, surfaces: dict[str, str]) -> list[str]:
    kind = fields.get("kind", "claim")
    if row["kind"] != kind:
        return [f"kind {row['kind']}, not {kind}"]
    wrong = []
    if fields.keys() & {*_VALUES} or fields.get("bound") == "vague":
        for key in _VALUES:
            want = float(fields[key]) if key in fields else None
            have = None if row[key] != row[key] else row[key]
            if want != have:
                wrong.append(f"{key} {have}, not {want}")
    for key, want in fields.items():
        if key in (*_VALUES, "kind"):
            continue
        have = surfaces.get(row[key], "") if key == "part_of" else row[key]
        if have != want:
            wrong.append(f"{key} {have!r}, not {want!r}")
    return wrong
