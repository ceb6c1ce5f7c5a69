"""Files → articles: text, bytes' hash and what is stated beside them; what cannot be read goes to quarantine."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import sha256
from pathlib import Path

from tollbook.errors import InputError

MAX_BYTES = 20_000_000
SUFFIXES = frozenset((".txt", ".text"))
_ENGLISH = frozenset(
    "the of and to in that was for on with is by at from said were has it as have an be been which are".split()
)


@dataclass(frozen=True, slots=True)
class Article:
    """One article: its text (line ends unified, byte-order mark dropped, else unchanged) and what is known of it."""

    document_id: str
    text: str
    path: str = ""
    sha256: str = ""
    publisher: str = ""
    published: str = ""
    url: str = ""
    title: str = ""
    text_kind: str = "original"
    language: str = "en"
    encoding: str = "utf-8"


@dataclass(slots=True)
class Intake:
    """Articles read, and a quarantine row for every input refused or partly read."""

    articles: list[Article] = field(default_factory=list)
    quarantine: list[dict[str, object]] = field(default_factory=list)

    def refuse(self, source: str, reason: str, cure: str, line: int = 0, severity: str = "refused") -> None:
        """Note an input that is left out (``refused``) or read in part (``partial``), why, and what to do."""
        self.quarantine.append({"input": source, "line": line, "severity": severity, "reason": reason, "cure": cure})


def take_in(source: Path | Iterable[Path]) -> Intake:
    """Read the articles of a file, a folder, or several of them.

    Parameters
    ----------
    source : Path or iterable of Path
        A text file or a folder of text files, with an optional ``articles.csv`` (columns file, publisher, published,
        url, title, text_kind) beside them.

    Returns
    -------
    Intake
        In order of file name. Every input is in ``articles`` or in ``quarantine``.

    Raises
    ------
    InputError
        When a path does not exist. A bad article never raises.
    """
    intake = Intake()
    for path in [source] if isinstance(source, Path) else list(source):
        if not path.exists():
            raise InputError(f"{path}: there is no such file or folder. Give a text file, or a folder that holds some.")
        files = sorted(p for p in path.iterdir() if not p.name.startswith(".")) if path.is_dir() else [path]
        beside = _beside(path if path.is_dir() else path.parent, intake)
        for file in files:
            _take_file(file, path if path.is_dir() else path.parent, beside, intake)
    _mark_duplicates(intake)
    return intake


def _take_file(file: Path, root: Path, beside: dict[str, dict[str, str]], intake: Intake) -> None:
    name = file.relative_to(root).as_posix()
    if name == "articles.csv" or (file.suffix.lower() == ".md" and file.stem.upper() == "README"):
        return
    if not file.is_file():
        intake.refuse(name, "is a folder or a special file", "Put text files directly into the folder.")
        return
    if file.suffix.lower() not in SUFFIXES:
        intake.refuse(name, f"has the ending {file.suffix or '(none)'!r}", "Save the article as plain text, .txt.")
        return
    try:
        raw = file.read_bytes() if file.stat().st_size <= MAX_BYTES else None
    except OSError as error:
        intake.refuse(name, f"cannot be read: {error.strerror}", "Check that the file is there and may be read.")
        return
    if raw is None:
        intake.refuse(name, f"is larger than {MAX_BYTES:,} bytes", "Split it into one file per article.")
        return
    article = decode(raw, name, beside.get(file.name, {}), intake)
    if article is not None:
        intake.articles.append(article)


def decode(raw: bytes, name: str, stated: dict[str, str], intake: Intake) -> Article | None:
    """Bytes of one plain-text article → :class:`Article`, or None with the reason in ``intake.quarantine``."""
    encoding = "utf-8"
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if b"\x00" in raw[:4096]:
            intake.refuse(name, "is not text (it holds zero bytes)", "Save the article as plain text in UTF-8.")
            return None
        encoding, line = "windows-1252", raw[: error.start].count(b"\n") + 1
        text = raw.decode("windows-1252", "replace")
        intake.refuse(
            name, f"is not UTF-8 (byte {error.start}); read as windows-1252", "Save it as UTF-8.", line, "partial"
        )
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        intake.refuse(name, "is empty", "Delete the file, or put the article's text into it.")
        return None
    language = detect_language(text)
    if language != "en":
        intake.refuse(name, "does not read as English", "Translate it, or leave it out; only English is read.")
        return None
    published = stated.get("published", "").strip()
    if published and not _is_day(published):
        intake.refuse(
            name,
            f"published {published!r} in articles.csv is not a date",
            "Write YYYY-MM-DD, e.g. 2025-02-28.",
            0,
            "partial",
        )
        published = ""
    kind = stated.get("text_kind", "").strip() or "original"
    return Article(
        slug(Path(name).stem),
        text,
        name,
        sha256(raw).hexdigest(),
        stated.get("publisher", "").strip(),
        published,
        stated.get("url", "").strip(),
        stated.get("title", "").strip(),
        kind if kind == "retelling" else "original",
        language,
        encoding,
    )


def slug(stem: str) -> str:
    """A document id from a file stem: lower case, ASCII letters, digits and hyphens; "article" when nothing is left."""
    return re.sub(r"[^a-z0-9]+", "-", stem.lower()).strip("-")[:80] or "article"


def detect_language(text: str) -> str:
    """``en`` when common English words carry the text, else ``und``; short texts in Latin letters count as English."""
    words = re.findall(r"[^\W\d_]+", text[:20_000].lower())
    if not words:
        return "en" if re.search(r"\d", text) else "und"
    latin = sum(word.isascii() for word in words) / len(words)
    share = sum(word in _ENGLISH for word in words) / len(words)
    return "en" if share >= 0.08 or (latin > 0.8 and (len(words) < 40 or share >= 0.04)) else "und"


def _is_day(words: str) -> bool:
    try:
        date.fromisoformat(words)
    except ValueError:
        return bool(re.fullmatch(r"\d{4}(?:-(?:0[1-9]|1[0-2]))?", words))
    return len(words) == 10


def _beside(folder: Path, intake: Intake) -> dict[str, dict[str, str]]:
    """Rows of ``articles.csv`` by file name."""
    path = folder / "articles.csv"
    if not path.is_file():
        return {}
    try:
        rows = list(csv.DictReader(path.read_text("utf-8-sig").splitlines()))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        intake.refuse("articles.csv", f"cannot be read: {error}", "Save it as CSV in UTF-8.")
        return {}
    if rows and "file" not in rows[0]:
        intake.refuse("articles.csv", "has no column 'file'", "Columns are file, publisher, published, url, title.")
        return {}
    return {row["file"]: {k: v or "" for k, v in row.items() if k} for row in rows if row["file"]}


def _mark_duplicates(intake: Intake) -> None:
    """The same text twice is read once; the same name twice gets a number."""
    kept: list[Article] = []
    texts: dict[str, str] = {}
    ids: dict[str, int] = {}
    for article in intake.articles:
        if article.text in texts:
            intake.refuse(article.path, f"has the same text as {texts[article.text]}", "Delete one of the two.")
            continue
        texts[article.text] = article.path
        ids[article.document_id] = ids.get(article.document_id, 0) + 1
        number = ids[article.document_id]
        renamed = replace(article, document_id=f"{article.document_id}-{number}")
        kept.append(article if number == 1 else renamed)
    intake.articles = kept
