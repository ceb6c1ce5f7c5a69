"""Articles → what was understood of each, and what was not, without building anything."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tollbook.errors import InputError

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = (
    "input", "encoding", "published", "published_basis", "language",
    "sentences", "figures", "claims", "refused", "note",
)  # fmt: skip
_MARKS = ((b"\xef\xbb\xbf", "utf-8 with byte-order mark"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def check_articles(source: Path | str, *, war_start: str = "", published: str = "") -> pd.DataFrame:
    """Say what is understood of each article: how it is encoded, when it appeared, how much was read from it.

    Parameters
    ----------
    source : Path or str
        A file or folder of articles.
    war_start, published : str
        As :func:`tollbook.tables.extract` takes them.

    Returns
    -------
    pandas.DataFrame
        One row per input, in order of name; columns :data:`COLUMNS`. ``encoding`` is empty where an input is
        not one file; ``refused`` tells inputs that are in no table; ``note`` holds reasons and cures.

    Raises
    ------
    InputError
        When the source does not exist.
    """
    import pandas as pd

    from tollbook.tables import extract

    path = Path(source)
    if not path.exists():
        raise InputError(f"{path}: there is no such file or folder. Name a folder of articles, e.g. data/articles.")
    tables = extract(path, war_start=war_start, published=published)
    counts = {
        name: getattr(tables, name)["document_id"].value_counts().to_dict()
        for name in ("sentences", "figures", "claims")
    }
    notes = _notes(tables.quarantine)
    rows = []
    for document in tables.documents.to_dict("records"):
        key = document["document_id"]
        found = {name: counts[name].get(key, 0) for name in counts}
        shown = {name: document[name] for name in ("published_basis", "language")}
        when = document["published"] or _bracket({str(name): cell for name, cell in document.items()})
        where = str(document["path"] or key)
        rows.append({"input": where, "encoding": encoding_of(_file(path, where)), "published": when, **shown,
                     **found, "refused": False, "note": notes.get(where, "")})  # fmt: skip
    refused = tables.quarantine[tables.quarantine["severity"] == "refused"]
    for name in dict.fromkeys(refused["input"]):
        rows.append(
            {
                "input": name,
                "encoding": encoding_of(_file(path, name)),
                "refused": True,
                "note": notes.get(name, ""),
            }
        )
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    numbers = ["sentences", "figures", "claims"]
    frame[numbers] = frame[numbers].fillna(0).astype("int64")
    words = [name for name in COLUMNS if name not in (*numbers, "refused")]
    frame[words] = frame[words].fillna("").astype("string")
    return frame.sort_values("input", kind="stable", ignore_index=True)


def encoding_of(path: Path) -> str:
    """Name a file's encoding as far as its bytes show it; empty where there is no file."""
    if not path.is_file():
        return ""
    data = path.read_bytes()
    for mark, name in _MARKS:
        if data.startswith(mark):
            return name
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return "not utf-8"
    return "ascii" if data.isascii() else "utf-8"


def describe_check(frame: pd.DataFrame) -> str:
    """Put the result of :func:`check_articles` into lines for people."""
    lines = []
    for row in frame.to_dict("records"):
        if row["refused"]:
            lines.append(f"{row['input']}: refused")
        else:
            when = f"{row['published'] or 'undated'} ({row['published_basis']})"
            counted = f"{row['sentences']} sentences, {row['figures']} figures, {row['claims']} claims"
            known = ", ".join(part for part in (row["encoding"], when, row["language"], counted) if part)
            lines.append(f"{row['input']}: {known}")
        lines += [f"    {line}" for line in row["note"].splitlines()]
    read = int((~frame["refused"].astype(bool)).sum())
    lines.append(f"{read} of {len(frame)} inputs read, {int(frame['claims'].sum())} claims")
    return "\n".join(lines)


def _bracket(document: dict[str, str]) -> str:
    earliest, latest = document["published_earliest"], document["published_latest"]
    return f"{earliest or '?'} to {latest or '?'}" if earliest or latest else ""


def _file(source: Path, name: str) -> Path:
    return source if source.is_file() else source / name


def _notes(quarantine: pd.DataFrame) -> dict[str, str]:
    notes: dict[str, list[str]] = {}
    for row in quarantine.to_dict("records"):
        line = f"line {row['line']}: " if row["line"] else ""
        notes.setdefault(row["input"], []).append(f"{line}{row['reason']} {row['cure']}".strip())
    return {name: "\n".join(lines) for name, lines in notes.items()}
