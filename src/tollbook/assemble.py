"""Executed notebooks and pages → a site: the staged book and Jupyter Book's run over it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from tollbook.errors import BuildError, InputError

# What differs between machines and moments is fixed while pages are written.
_FIXED = {
    "PYTHONHASHSEED": "0",
    "TZ": "UTC",
    "LC_ALL": "C.UTF-8",
    "LANGUAGE": "en",
    "SOURCE_DATE_EPOCH": "1000000000",
}
_JUPYTER_BOOK = "from jupyter_book.cli.main import main; main()"
_NOISE = re.compile("\x1b\\[[0-9;]*[A-Za-z]")


def toc_files(root: Path) -> list[Path]:
    """List the files that ``_toc.yml`` names, in order, globs left out.

    Raises
    ------
    InputError
        When the table of contents is missing, unreadable or names a file that does not exist.
    """
    from sphinx_external_toc.parsing import MalformedError, parse_toc_yaml

    try:
        site_map = parse_toc_yaml(root / "_toc.yml")
    except (OSError, MalformedError) as error:
        raise InputError(
            f"{root / '_toc.yml'}: {error}. See jupyterbook.org, 'Structure and organize content'."
        ) from error
    files = []
    for name in site_map:
        found = [path for path in (root / name, root / f"{name}.ipynb", root / f"{name}.md") if path.is_file()]
        if not found:
            raise InputError(f"{root / '_toc.yml'}: there is no {name}.ipynb or {name}.md. Write it or take it out.")
        files.append(found[0])
    return files


def stage_pages(root: Path, stage: Path, config: Mapping[str, Any]) -> None:
    """Copy everything but notebooks that the book is made of, and write the staged settings.

    Parameters
    ----------
    root, stage : Path
        The book, and the folder it is staged in.
    config : mapping
        Sphinx settings of :mod:`tollbook.site` for this build.
    """
    left_out = shutil.ignore_patterns("*.ipynb", "evidence", ".ipynb_checkpoints", "__pycache__", "_build")
    shutil.copytree(root / "chapters", stage / "chapters", ignore=left_out, dirs_exist_ok=True)
    for path in toc_files(root):
        target = stage / path.relative_to(root)
        if path.suffix != ".ipynb" and not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, target)
    shutil.copy(root / "_toc.yml", stage / "_toc.yml")
    settings = yaml.safe_load((root / "_config.yml").read_text(encoding="utf-8"))
    settings.setdefault("execute", {})["execute_notebooks"] = "off"
    settings.setdefault("sphinx", {}).setdefault("config", {}).update(config)
    text = yaml.safe_dump(settings, sort_keys=False, allow_unicode=True)
    (stage / "_config.yml").write_text(text, encoding="utf-8")


def assemble_site(stage: Path, log: Path) -> Path:
    """Run Jupyter Book over a staged book, every warning fatal.

    Parameters
    ----------
    stage : Path
        A staged book with executed notebooks.
    log : Path
        Receives what Jupyter Book printed.

    Returns
    -------
    Path
        The folder of the finished site.

    Raises
    ------
    BuildError
        When Jupyter Book fails or warns, with its last words and the log.
    """
    command = [sys.executable, "-c", _JUPYTER_BOOK, "build", "-W", "-n", "--keep-going", str(stage)]
    ran = subprocess.run(
        command,
        cwd=stage,
        env={**os.environ, **_FIXED},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    printed = _NOISE.sub("", ran.stdout + ran.stderr)
    log.parent.mkdir(parents=True, exist_ok=True)
    log.write_text(printed, encoding="utf-8")
    site = stage / "_build" / "html"
    if ran.returncode or not (site / "index.html").is_file():
        raise BuildError(
            f"the site could not be assembled; the last good site is untouched.\n{_last_words(printed)}\n  log: {log}"
        )
    return site


def _last_words(printed: str) -> str:
    lines = [line.strip() for line in printed.splitlines() if line.strip()]
    telling = [line for line in lines if re.search(r"WARNING|ERROR|Error:|Exception", line)] or lines
    return "\n".join(f"  {line[:300]}" for line in telling[:12])
