"""Articles → a published book: tables, chapters, site, each step told as it goes."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from tollbook.assemble import assemble_site, stage_pages, toc_files
from tollbook.chapters import run_chapters
from tollbook.errors import InputError, ParameterError
from tollbook.parameters import validate_parameters
from tollbook.publish import build_lock, publish_site


def build_book(
    root: Path | str,
    *,
    articles: Path | str | None = None,
    parameters: Mapping[str, object] | None = None,
    progress: Callable[[str], None] = lambda line: None,
    workers: int = 2,
) -> Path:
    """Build the book in ``root`` and publish it at ``root/_build/html``.

    Parameters
    ----------
    root : Path or str
        A folder with ``_toc.yml``, ``_config.yml`` and ``chapters/``.
    articles : Path or str, optional
        Articles to read instead of the book's own.
    parameters : mapping, optional
        Shared parameters by name; ``tollbook parameters`` describes them.
    progress : callable, optional
        Told each step in a line of text.
    workers : int
        How many chapters are executed at a time.

    Returns
    -------
    Path
        The published ``index.html``.

    Raises
    ------
    InputError
        When ``root`` is no book or an input cannot be read.
    ParameterError
        At an unknown parameter or an impossible value, before anything is executed.
    BuildError
        When a chapter or the site fails, or another build is at work; the last good site stays as it was.
    """
    root = Path(root).resolve()
    for name in ("_toc.yml", "_config.yml"):
        if not (root / name).is_file():
            raise InputError(f"{root}: holds no {name}, so it is no book. Name the folder of a book with --root.")
    if workers < 1:
        raise ParameterError(f"workers: {workers} is not legal. Give a whole number from 1.")
    chosen = _chosen(parameters or {}, articles)
    build = root / "_build"
    with build_lock(build):
        return _build(root, build, chosen, workers, progress)


def _chosen(parameters: Mapping[str, object], articles: Path | str | None) -> dict[str, str]:
    given = dict(parameters)
    if articles is not None:
        if given.get("articles") not in (None, "", str(articles)):
            raise ParameterError("articles are named twice, by --articles and by the parameter. Name them once.")
        given["articles"] = str(articles)
    return {name: value for name, value in validate_parameters(given).items() if value}


def _build(root: Path, build: Path, chosen: dict[str, str], workers: int, say: Callable[[str], None]) -> Path:
    stage, logs = build / "stage", build / "logs"
    shutil.rmtree(stage, ignore_errors=True)
    tables = _timed(say, "tables ready", lambda: _tables_folder(root, chosen))
    _check_names(tables, chosen)
    handed = {name: value for name, value in chosen.items() if name != "articles"} | {"tables": str(tables)}
    stage_pages(root, stage, _site_settings(tables, build, chosen))
    notebooks = [path for path in toc_files(root) if path.suffix == ".ipynb"]
    for folder in dict.fromkeys(path.parent for path in notebooks):
        target = stage / folder.relative_to(root)
        inside = [path for path in notebooks if path.parent == folder]
        run_chapters(inside, target, handed, workers=workers, logs=logs, say=say)
    site = _timed(say, "site assembled", lambda: assemble_site(stage, logs / "site.log"))
    index = publish_site(site, build)
    shutil.rmtree(stage, ignore_errors=True)
    say(f"published {index}")
    return index


def _timed(say: Callable[[str], None], what: str, step: Callable[[], Any]) -> Any:
    start = time.perf_counter()
    result = step()
    say(f"{what} in {time.perf_counter() - start:.1f} s")
    return result


def _tables_folder(root: Path, chosen: dict[str, str]) -> Path:
    from tollbook.tables import book_tables

    if chosen.get("tables") and not chosen.get("articles"):
        return Path(chosen["tables"]).expanduser().resolve()
    articles = Path(chosen["articles"]).expanduser().resolve() if chosen.get("articles") else None
    reference = Path(chosen["reference"]).expanduser().resolve() if chosen.get("reference") else None
    return Path(book_tables(root, articles, war_start=chosen.get("war_start", ""), reference=reference))


def _check_names(tables: Path, chosen: dict[str, str]) -> None:
    """Refuse a side or claimant the claims do not know here, not in every chapter."""
    from tollbook.reading import Book
    from tollbook.tables import load_tables

    Book.from_tables(load_tables(tables), chosen)


def _site_settings(tables: Path, build: Path, chosen: dict[str, str]) -> dict[str, str]:
    return {
        "tollbook_tables": str(tables),
        "tollbook_cache": str(build / "cache"),
        "tollbook_edition": chosen.get("edition", ""),
        "tollbook_as_of": chosen.get("as_of", ""),
    }
