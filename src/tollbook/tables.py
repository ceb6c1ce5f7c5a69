"""Articles → the validated tables, and the tables to and from a folder."""

from __future__ import annotations

import json
import os
import re
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import pandas as pd

from tollbook import lexicon as lexicons
from tollbook.articles import Article, Intake, take_in
from tollbook.claims import ArticleReading, read_article
from tollbook.echoes import find_echoes, with_origins
from tollbook.errors import InputError, ParameterError
from tollbook.judge import judge
from tollbook.schema import JUDGEMENTS, SCHEMA_VERSION, TABLES, column_of, conform, datapackage, frame_of, table_of

Source = str | Path | Mapping[str, str] | Iterable[Path] | pd.Series
FORMATS = ("csv", "parquet", "both")


@dataclass(frozen=True, slots=True)
class Tables:
    """The tables of one set of articles, and what :func:`tollbook.judge.judge` makes of them.

    ``texts`` maps document_id → text and is never published.
    """

    documents: pd.DataFrame
    sentences: pd.DataFrame
    figures: pd.DataFrame
    claims: pd.DataFrame
    quarantine: pd.DataFrame
    texts: dict[str, str] = field(default_factory=dict)
    judged: dict[str, pd.DataFrame] = field(default_factory=dict)

    def items(self) -> list[tuple[str, pd.DataFrame]]:
        """(name, frame) of every table, in the order of the schema; judgements where there are any."""
        return [*((name, getattr(self, name)) for name in TABLES), *self.judged.items()]


def extract(source: Source, *, published: str = "", war_start: str = "", lexicon: Path | None = None) -> Tables:
    """Read articles into the tables.

    Parameters
    ----------
    source : str, Path, mapping, Series or iterable of Path
        A ``str`` is always text, a ``Path`` always read (a file or a folder), a mapping or Series is id → text.
    published : str
        Day of publication, ISO, of articles that come as text.
    war_start : str
        First day of the war, ISO, for articles that count war days; "" to find it.
    lexicon : Path, optional
        Folder of CSV files with the shipped lexicon's names, read on top of it.

    Returns
    -------
    Tables
        Validated frames, the same for the same text on every machine and in any order of articles.

    Raises
    ------
    InputError
        When a path does not exist.
    ParameterError
        When a day is not an ISO date.

    Examples
    --------
    >>> tables = extract("At least 12 soldiers were killed, officials said.", published="2025-06-12")
    >>> print(tables.claims[["surface", "low", "measure", "claimant"]].to_string(index=False))
        surface  low measure  claimant
    At least 12 12.0  killed officials
    >>> len(extract("Nothing was counted.").claims)
    0
    """
    for name, value in (("published", published), ("war_start", war_start)):
        if value and not re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", value):
            raise ParameterError(f"{name} {value!r} is not a date. Write YYYY-MM-DD, e.g. 2025-02-28.")
    intake = _intake(source, published)
    terms = lexicons.load(lexicon)
    readings = [
        (
            article,
            read_article(article.text, article.document_id, article.published, war_start, article.publisher, terms),
        )
        for article in sorted(intake.articles, key=lambda a: a.document_id)
    ]
    return _frames(readings, intake)


def _intake(source: Source, published: str) -> Intake:
    if isinstance(source, Path):
        return take_in(source)
    if isinstance(source, str):
        source = {"text": source}
    if isinstance(source, pd.Series):
        source = {str(key): str(value) for key, value in source.items()}
    if isinstance(source, Mapping):
        return Intake([_article(str(key), text, published) for key, text in source.items()])
    return take_in(source)


def _article(document_id: str, text: str, published: str) -> Article:
    digest = sha256(text.encode("utf-8", "replace")).hexdigest()
    return Article(document_id, text.replace("\r\n", "\n"), sha256=digest, published=published)


def _frames(readings: list[tuple[Article, ArticleReading]], intake: Intake) -> Tables:
    documents, sentences, figures, claims = [], [], [], []
    for article, reading in readings:
        documents.append(_document(article, reading))
        for number, s in enumerate(reading.sentences):
            ids = {"document_id": article.document_id, "sentence_id": f"{article.document_id}:{number}"}
            sentences.append({**ids, "start": s.start, "end": s.end, "role": s.role, "text": s.text})
        figures += reading.figures
        claims += reading.claims
    rows = {
        "documents": documents,
        "sentences": sentences,
        "figures": figures,
        "claims": claims,
        "quarantine": intake.quarantine,
    }
    frames: dict[str, Any] = {name: frame_of(rows[name], name) for name in TABLES}
    echoes = find_echoes(frames["claims"], frames["documents"], frames["sentences"])
    frames["claims"] = with_origins(frames["claims"], echoes)
    texts = {article.document_id: article.text for article, _ in readings}
    return Tables(**frames, texts=texts)


def _document(article: Article, reading: ArticleReading) -> dict[str, Any]:
    headline = next((s.text for s in reading.sentences if s.role == "headline"), article.title)
    when = reading.published
    return {
        "document_id": article.document_id,
        "path": article.path,
        "sha256": article.sha256,
        "publisher": article.publisher,
        "headline": headline,
        "url": article.url,
        "text_kind": article.text_kind,
        "published": when.day,
        "published_basis": when.basis,
        "published_earliest": when.earliest,
        "published_latest": when.latest,
        "language": article.language,
        "n_words": len(article.text.split()),
        "n_sentences": len(reading.sentences),
    }


def read_articles(source: Source, *, published: str = "", war_start: str = "") -> pd.DataFrame:
    """Documents table of ``source``; arguments as of :func:`extract`, columns as in :mod:`tollbook.schema`."""
    return extract(source, published=published, war_start=war_start).documents


def read_figures(source: Source, *, published: str = "", war_start: str = "") -> pd.DataFrame:
    """Numbers of ``source`` with kinds; arguments as of :func:`extract`, columns as in :mod:`tollbook.schema`."""
    return extract(source, published=published, war_start=war_start).figures


def read_claims(source: Source, *, published: str = "", war_start: str = "") -> pd.DataFrame:
    """Claims of ``source``, a row per statement; arguments as of :func:`extract`, columns as in :mod:`tollbook.schema`.

    Examples
    --------
    >>> claims = read_claims("At least 12 soldiers were killed, officials said.", published="2025-06-12")
    >>> claims[["bound", "unit", "population", "modality"]].iloc[0].tolist()
    ['at_least', 'persons', 'military', 'asserted']
    """
    return extract(source, published=published, war_start=war_start).claims


def write_tables(tables: Tables, folder: Path, format: str = "both", stamp: str = "") -> None:
    """Write all tables into ``folder`` as CSV, Parquet or both, with ``datapackage.json``; all or nothing.

    Parameters
    ----------
    tables : Tables
        From :func:`extract`.
    folder : Path
        Replaced as a whole when everything is written; the old one stays until then.
    format : str
        ``csv``, ``parquet`` or ``both``.
    stamp : str
        What the tables were made from, kept in ``datapackage.json``.
    """
    if format not in FORMATS:
        raise ParameterError(f"format {format!r} is not one of {', '.join(FORMATS)}.")
    folder = Path(folder)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        staged = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    except OSError as error:
        raise InputError(
            f"{folder}: cannot be written ({error.strerror}). Choose a folder you may write to."
        ) from error
    try:
        for name, frame in tables.items():
            if format in ("csv", "both"):
                frame.to_csv(staged / f"{name}.csv", index=False, lineterminator="\n")
            if format in ("parquet", "both"):
                frame.to_parquet(staged / f"{name}.parquet", index=False)
        package = datapackage([name for name, _ in tables.items()]) | ({"stamp": stamp} if stamp else {})
        (staged / "datapackage.json").write_text(json.dumps(package, indent=1, ensure_ascii=False) + "\n", "utf-8")
        (staged / "texts.json").write_text(json.dumps(tables.texts, ensure_ascii=False, sort_keys=True), "utf-8")
        _replace(staged, folder)
    finally:
        shutil.rmtree(staged, ignore_errors=True)


def _replace(staged: Path, folder: Path) -> None:
    staged.chmod(0o755)
    if folder.exists():
        old = Path(tempfile.mkdtemp(prefix=f".{folder.name}-old-", dir=folder.parent))
        os.replace(folder, old / "old")
        os.replace(staged, folder)
        shutil.rmtree(old, ignore_errors=True)
    else:
        os.replace(staged, folder)


def load_tables(folder: Path) -> Tables:
    """Read back what :func:`write_tables` wrote.

    Raises
    ------
    InputError
        When a table is missing, naming the file.
    """
    folder = Path(folder)
    frames = {}
    for name in (*TABLES, *(name for name in JUDGEMENTS if any(folder.glob(f"{name}.*")))):
        parquet, plain = folder / f"{name}.parquet", folder / f"{name}.csv"
        if parquet.is_file():
            frames[name] = frame_of([], name) if not parquet.stat().st_size else pd.read_parquet(parquet)
        elif plain.is_file():
            numbers = [column for column in table_of(name).columns if column_of(name, column).type == "number"]
            frames[name] = pd.read_csv(plain, keep_default_na=False, na_values={column: [""] for column in numbers})
        else:
            raise InputError(
                f"{folder}: there is no {name}.parquet or {name}.csv. Make the tables with `tollbook extract`."
            )
    texts = folder / "texts.json"
    known = json.loads(texts.read_text("utf-8")) if texts.is_file() else {}
    sound = {name: conform(frame, name) for name, frame in frames.items()}
    judged = {name: sound.pop(name) for name in JUDGEMENTS if name in sound}
    return Tables(**sound, texts=known, judged=judged)


def book_tables(
    root: Path,
    articles: Path | None = None,
    *,
    war_start: str = "",
    published: str = "",
    reference: Path | None = None,
) -> Path:
    """Folder with the tables of a book's articles, made when missing or stale.

    Parameters
    ----------
    root : Path
        The book: holds ``data/articles`` and gets ``data/tables``.
    articles : Path, optional
        Other articles than the book's own; their tables go to ``_build/tables``.
    reference : Path, optional
        Folder of reference series to check against besides the book's own facts.
    """
    source = Path(articles) if articles else root / "data" / "articles"
    folder = root / "_build" / "tables" if articles else root / "data" / "tables"
    stamp = _stamp([source, *([reference] if reference else [root / "data" / "reference"])], war_start, published)
    package = folder / "datapackage.json"
    if package.is_file() and json.loads(package.read_text("utf-8")).get("stamp") == stamp:
        return folder
    tables = extract(source, war_start=war_start, published=published)
    write_tables(replace(tables, judged=judge(tables, reference)), folder, stamp=stamp)
    return folder


def _stamp(sources: list[Path], war_start: str, published: str) -> str:
    """Hash of all the tables depend on: the bytes of articles and references, the parameters, the package's code."""
    if not sources[0].exists():
        raise InputError(
            f"{sources[0]}: there is no such file or folder. Give a text file, or a folder that holds some."
        )
    digest = sha256(f"{_version()} {SCHEMA_VERSION} {war_start} {published}".encode())
    package = Path(__file__).parent
    files = [path for source in sources for path in (sorted(source.rglob("*")) if source.is_dir() else [source])]
    for path in [*files, *sorted(package.glob("*.py")), *sorted(package.glob("lexicon/*.csv"))]:
        if path.is_file():
            digest.update(path.name.encode() + b"\0" + sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _version() -> str:
    try:
        return version("tollbook")
    except PackageNotFoundError:
        return "0"
