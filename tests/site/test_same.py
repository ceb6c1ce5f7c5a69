"""The same articles give the same bytes: in another process, locale, time zone and folder, and cut off."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

CUT_OFF = ("unshare", "--user", "--map-root-user", "--net")


@pytest.fixture(scope="module")
def cut_off():
    """A prefix that runs a command in an empty network namespace; where none is allowed, the tests fail."""
    if not shutil.which("unshare"):
        pytest.fail("no `unshare` (util-linux): cannot show that the book needs no network. Install util-linux.")
    tried = subprocess.run([*CUT_OFF, "true"], capture_output=True, text=True, check=False)
    if tried.returncode:
        pytest.fail(f"this system allows no network namespace: {tried.stderr.strip()}. Allow user namespaces.")
    return CUT_OFF


@pytest.fixture(scope="module")
def again(tmp_path_factory, cut_off, builder):
    """The book once more: no network, other hash seed, time zone, locale, working folder and worker count."""
    folder = tmp_path_factory.mktemp("two")
    elsewhere = folder / "elsewhere"
    elsewhere.mkdir()
    return builder(
        folder / "another name", prefix=cut_off, workers=1, cwd=elsewhere,
        PYTHONHASHSEED="4242", TZ="Asia/Kathmandu", LC_ALL="C", LANG="C",
    )  # fmt: skip


def contents(folder):
    """Every file below a folder: relative path → bytes."""
    root = folder.resolve()
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def assert_same(one, two):
    """The same files with the same bytes; a difference is shown where it begins."""
    assert sorted(one) == sorted(two)
    for name, data in one.items():
        if data != two[name]:
            place = next((n for n, pair in enumerate(zip(data, two[name], strict=False)) if pair[0] != pair[1]), -1)
            around = slice(max(0, place - 80), place + 80)
            pytest.fail(f"{name} differs at byte {place}:\n{data[around]!r}\n{two[name][around]!r}")


def test_tables_are_the_same_bytes(built, again):
    """All tables, CSV and Parquet, and their description."""
    one, two = (contents(book.root / "data" / "tables") for book in (built, again))
    assert {name for name in one if name.endswith(".csv")} >= {
        "documents.csv",
        "sentences.csv",
        "figures.csv",
        "claims.csv",
    }
    assert_same(one, two)


def test_site_is_the_same_bytes(built, again):
    """Every page, script, index and download."""
    assert_same(contents(built.site), contents(again.site))


def test_the_second_build_had_no_network(cut_off):
    """Where the book was built again, nothing outside can be reached, not even this machine's own address."""
    code = "import socket; socket.create_connection(('127.0.0.1', 9), timeout=2)"
    ran = subprocess.run([*cut_off, sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert ran.returncode == 1
    assert "Network is unreachable" in ran.stderr


def test_progress_is_told_in_plain_lines(built):
    """Each step of the build is told with its seconds, and the last line says what to open."""
    lines = built.printed.splitlines()
    assert any(line.startswith("tables ready in ") for line in lines)
    assert any(line.startswith("chapter 00-overview executed in ") for line in lines)
    assert lines[0].endswith("_build/html/index.html")
    assert "\x1b" not in built.printed


def test_papermill_runs_a_chapter_by_hand(built, tmp_path):
    """The command people know re-executes one chapter with another side."""
    out = tmp_path / "out.ipynb"
    chapter = sorted((built.root / "chapters").glob("03-*.ipynb"))[0]
    command = [
        sys.executable,
        "-m",
        "papermill",
        str(chapter),
        str(out),
        "-p",
        "side",
        "Russia",
        "--no-progress-bar",
    ]
    ran = subprocess.run(command, cwd=built.root, capture_output=True, text=True, check=False, env={**os.environ})
    assert ran.returncode == 0, ran.stderr
    assert 'side = "Russia"' in out.read_text(encoding="utf-8").replace('\\"', '"')


def test_plain_jupyter_book_builds_the_book(built, copier, tmp_path):
    """`jupyter-book build .` executes the chapters itself, warnings fatal, and gives the same pages."""
    root = copier(tmp_path / "plain")
    tool = Path(sys.executable).with_name("jupyter-book")
    ran = subprocess.run(
        [str(tool), "build", "-W", "-n", "--keep-going", "."],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, (ran.stdout + ran.stderr)[-3000:]
    plain, staged = (contents(folder / "_build" / "html") for folder in (root, built.root))
    pages = [name for name in staged if name.endswith(".html")]
    assert_same({name: staged[name] for name in pages}, {name: plain.get(name, b"") for name in pages})
