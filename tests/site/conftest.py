"""The book, built once as a user would build it, and a real browser to look at it with."""

import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import sync_playwright

from tollbook.serve import site_server

ROOT = Path(__file__).parents[2]
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--hide-scrollbars", "--force-color-profile=srgb",
]  # fmt: skip


class Built(NamedTuple):
    """A book built in a folder of its own: where, its site, and what the build printed."""

    root: Path
    site: Path
    printed: str


def copy_book(target):
    """Copy what a book is made of, as a fresh checkout holds it."""
    target.mkdir(parents=True)
    for name in ("_toc.yml", "_config.yml"):
        shutil.copy(ROOT / name, target)
    made = shutil.ignore_patterns("tables", "evidence", ".ipynb_checkpoints", "_build")
    for name in ("chapters", "data"):
        shutil.copytree(ROOT / name, target / name, ignore=made)
    return target


def build_book_in(target, *, prefix=(), workers=2, cwd=None, **environment):
    """Build a copy of the book in a process of its own, started from another folder."""
    root = copy_book(target)
    command = [
        *prefix,
        sys.executable,
        "-m",
        "tollbook",
        "build",
        "--root",
        str(root),
        "--workers",
        str(workers),
    ]
    ran = subprocess.run(
        command,
        cwd=cwd or target.parent,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, f"the book does not build:\n{ran.stdout}{ran.stderr}"
    return Built(root, root / "_build" / "html", ran.stdout + ran.stderr)


@pytest.fixture(scope="session")
def copier():
    """The function that copies a book, for tests that build it their own way."""
    return copy_book


@pytest.fixture(scope="session")
def builder():
    """The function that builds a copy of the book."""
    return build_book_in


@pytest.fixture(scope="session")
def built(tmp_path_factory):
    """The book as everybody builds it."""
    return build_book_in(tmp_path_factory.mktemp("one") / "book", PYTHONHASHSEED="1", TZ="UTC", LC_ALL="C.UTF-8")


@pytest.fixture(scope="session")
def site(built):
    """The folder of the published site."""
    return built.site


@pytest.fixture(scope="session")
def pages(site):
    """Addresses of all pages, relative to the site."""
    found = sorted(path.relative_to(site.resolve()).as_posix() for path in site.resolve().rglob("*.html"))
    assert "chapters/00-overview.html" in found
    assert any(name.startswith("chapters/evidence/") for name in found)
    return found


@pytest.fixture(scope="session")
def address(site):
    """The site's address while tests run."""
    with site_server(site, 0) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="session")
def browser():
    """A real Chromium: the one TOLLBOOK_BROWSER names, else the first on the PATH; without one, failure."""
    named = os.environ.get("TOLLBOOK_BROWSER")
    path = shutil.which(named) if named else next(filter(None, map(shutil.which, BROWSERS)), None)
    if not path:
        pytest.fail(
            f"no browser ({named or ', '.join(BROWSERS)}). Install Chromium, e.g. apt-get install chromium, "
            "or name one: TOLLBOOK_BROWSER=/path/to/chrome make test"
        )
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield chromium
        chromium.close()
