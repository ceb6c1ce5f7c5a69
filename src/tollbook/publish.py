"""A finished site → the published site, in one step that a reader or a crash cannot see half done."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from tollbook.errors import BuildError

KEPT = 2


@contextlib.contextmanager
def build_lock(build: Path) -> Iterator[None]:
    """Hold the one right to build below ``build``; given back even when the process dies.

    Raises
    ------
    BuildError
        When another process holds it.
    """
    build.mkdir(parents=True, exist_ok=True)
    path = build / ".lock"
    with path.open("a+", encoding="utf-8") as file:
        if not _take(file.fileno()):
            file.seek(0)
            holder = file.read().strip() or "unknown"
            raise BuildError(
                f"{build}: another build (process {holder}) is at work here. "
                "Wait for it to end, or end it, and try again."
            )
        file.seek(0)
        file.truncate()
        file.write(f"{os.getpid()}\n")
        file.flush()
        yield


def _take(descriptor: int) -> bool:
    try:
        import fcntl
    except ImportError:  # no such locks on this system; staging keeps apart what it can
        return True
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def publish_site(finished: Path, build: Path) -> Path:
    """Make a finished site the published one: ``build/html`` becomes a link to it, in one step.

    Parameters
    ----------
    finished : Path
        A complete site on the same file system; it is moved.
    build : Path
        The book's ``_build`` folder; ``build/sites`` keeps the site published before.

    Returns
    -------
    Path
        ``build/html/index.html``.

    Raises
    ------
    BuildError
        When ``finished`` holds no ``index.html``.
    """
    if not (finished / "index.html").is_file():
        raise BuildError(
            f"{finished}: the site has no index.html and is not published; the last good site is untouched."
        )
    sites = build / "sites"
    sites.mkdir(parents=True, exist_ok=True)
    place = sites / f"{_newest(sites) + 1:05d}"
    os.replace(finished, place)
    html = build / "html"
    if html.is_dir() and not html.is_symlink():
        # Left by a plain `jupyter-book build`; a link cannot take the place of a folder.
        os.replace(html, sites / f"{place.name}-plain")
    _point(html, place)
    _prune(sites, place)
    return html / "index.html"


def _point(link: Path, place: Path) -> None:
    fresh = link.with_name(".html-next")
    with contextlib.suppress(FileNotFoundError):
        fresh.unlink()
    os.symlink(os.path.join("sites", place.name), fresh, target_is_directory=True)
    os.replace(fresh, link)


def _newest(sites: Path) -> int:
    return max((int(path.name[:5]) for path in sites.iterdir() if path.name[:5].isdigit()), default=0)


def _prune(sites: Path, current: Path) -> None:
    others = sorted((path for path in sites.iterdir() if path != current), reverse=True)
    for path in others[KEPT - 1 :]:
        shutil.rmtree(path, ignore_errors=True)
