"""From notebooks to a published book: execution, failures, determinism, the lock, publication in one step."""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import nbformat
import pytest

from tollbook.assemble import stage_pages, toc_files
from tollbook.book import build_book
from tollbook.chapters import run_chapters, tidy
from tollbook.errors import BuildError, InputError, ParameterError
from tollbook.publish import build_lock, publish_site

ROOT = Path(__file__).parents[1]
FRAME = "format: jb-book\nroot: chapters/a\nchapters:\n  - file: chapters/b\n  - glob: chapters/evidence/*\n"


def write_notebook(path, *sources, parameters="side = ''"):
    """A stored notebook: a title, a parameters cell and further cells."""
    notebook = nbformat.v4.new_notebook()
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    tagged = nbformat.v4.new_code_cell(parameters, id="parameters", metadata={"tags": ["parameters"]})
    cells = [nbformat.v4.new_code_cell(source, id=f"cell-{n}") for n, source in enumerate(sources)]
    notebook.cells = [nbformat.v4.new_markdown_cell(f"# {path.stem}", id="title"), tagged, *cells]
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, path)
    return path


@pytest.fixture
def small_book(tmp_path):
    """A book of two short chapters over one article of our own."""
    root = tmp_path / "book"
    names = "tables = ''\nside = ''"
    write_notebook(root / "chapters" / "a.ipynb", "print('chapter', side)", parameters=names)
    write_notebook(root / "chapters" / "b.ipynb", "print('more')", parameters=names)
    (root / "_toc.yml").write_text(FRAME)
    shutil.copy(ROOT / "_config.yml", root)
    articles = root / "data" / "articles"
    articles.mkdir(parents=True)
    (articles / "one.txt").write_text("12 June 2025\n\nRussia lost at least 40 soldiers near Lyman, officials said.\n")
    return root


def test_chapters_run_in_their_folder_with_parameters(tmp_path):
    """A chapter sees the parameters and the folder it lies in, and keeps its outputs."""
    source = "import os\nprint(side, os.path.basename(os.getcwd()))"
    chapter = write_notebook(tmp_path / "chapters" / "a.ipynb", source)
    done = run_chapters([chapter], tmp_path / "out", {"side": "Russia"}, logs=tmp_path / "logs")
    executed = nbformat.read(done[0], as_version=4)
    assert executed.cells[-1].outputs[0].text == "Russia chapters\n"


def test_injected_cell_is_hidden(tmp_path):
    """What papermill injects does not show in the book, and its id does not change."""
    chapter = write_notebook(tmp_path / "a.ipynb", "1")
    done = run_chapters([chapter], tmp_path / "out", {"side": "x"}, logs=tmp_path)
    cell = nbformat.read(done[0], as_version=4).cells[2]
    assert (cell.id, cell.metadata.tags) == ("injected-parameters", ["injected-parameters", "remove-cell"])


def test_running_twice_gives_the_same_bytes(tmp_path):
    """No time, no random id: an executed notebook depends on its source and parameters alone."""
    chapters = [write_notebook(tmp_path / f"{name}.ipynb", "print(side)") for name in "ab"]
    runs = []
    for workers in (1, 2):
        done = run_chapters(chapters, tmp_path / f"{workers}", {"side": "x"}, workers=workers, logs=tmp_path)
        runs.append([path.read_bytes() for path in done])
    assert runs[0] == runs[1]


def test_tidy_drops_timing():
    """Timing metadata go, other metadata stay."""
    cell = nbformat.v4.new_code_cell("1", id="one", metadata={"papermill": {"duration": 1}, "tags": ["x"]})
    notebook = nbformat.v4.new_notebook(cells=[cell], metadata={"papermill": {}, "title": "x"})
    tidied = tidy(notebook)
    assert tidied.cells[0].metadata == {"tags": ["x"]}
    assert list(tidied.metadata) == ["title"]


def test_failing_chapters_are_all_named_and_others_finish(tmp_path):
    """An error names chapter, cell, source, error and log; a dead kernel stops no other chapter."""
    wrong = write_notebook(tmp_path / "wrong.ipynb", "1", "nothing_here + 1")
    dead = write_notebook(tmp_path / "dead.ipynb", "import os\nos._exit(1)")
    good = write_notebook(tmp_path / "good.ipynb", "print('good')")
    told = []
    with pytest.raises(BuildError) as caught:
        run_chapters([wrong, dead, good], tmp_path / "out", {}, logs=tmp_path / "logs", say=told.append)
    message = str(caught.value)
    assert "2 of 3 chapters failed" in message
    assert "wrong.ipynb, cell 3: NameError: name 'nothing_here' is not defined" in message
    assert "nothing_here + 1" in message
    assert "dead.ipynb" in message
    assert str(tmp_path / "logs" / "wrong.log") in message
    assert "Traceback" in (tmp_path / "logs" / "wrong.log").read_text()
    assert (tmp_path / "out" / "good.ipynb").is_file()
    assert len(told) == 3


def test_a_brace_in_a_path_is_just_a_brace(tmp_path):
    """Papermill formats paths it is given; a folder named with braces works all the same."""
    chapter = write_notebook(tmp_path / "{odd}" / "a.ipynb", "1")
    assert run_chapters([chapter], tmp_path / "{out}", {"side": "x"}, logs=tmp_path)[0].is_file()


def test_toc_names_missing_files(tmp_path):
    """A table of contents that names a file nobody wrote says which."""
    (tmp_path / "_toc.yml").write_text("format: jb-book\nroot: chapters/a\n")
    with pytest.raises(InputError, match=r"there is no chapters/a\.ipynb or chapters/a\.md"):
        toc_files(tmp_path)


def test_staging_leaves_notebooks_and_turns_execution_off(small_book, tmp_path):
    """The staged book has its own settings and waits for executed notebooks."""
    (small_book / "chapters" / "note.md").write_text("# Note")
    stage_pages(small_book, tmp_path / "stage", {"tollbook_edition": "one"})
    staged = sorted(path.name for path in (tmp_path / "stage").rglob("*") if path.is_file())
    assert staged == ["_config.yml", "_toc.yml", "note.md"]
    settings = (tmp_path / "stage" / "_config.yml").read_text()
    assert "execute_notebooks: 'off'" in settings
    assert "tollbook_edition: one" in settings


def finished_site(folder, text):
    """A site of one page."""
    folder.mkdir(parents=True)
    (folder / "index.html").write_text(text)
    return folder


def test_publishing_swaps_a_link(tmp_path):
    """The published site is a link; the one before is kept, older ones go."""
    build = tmp_path / "_build"
    for text in ("one", "two", "three"):
        index = publish_site(finished_site(tmp_path / text, text), build)
        assert index.read_text() == text
    assert (build / "html").is_symlink()
    assert sorted(path.name for path in (build / "sites").iterdir()) == ["00002", "00003"]


def test_a_plain_build_is_moved_aside(tmp_path):
    """A folder that a plain jupyter-book left is kept, not overwritten."""
    build = tmp_path / "_build"
    finished_site(build / "html", "plain")
    index = publish_site(finished_site(tmp_path / "new", "new"), build)
    assert index.read_text() == "new"
    assert (build / "sites" / "00001-plain" / "index.html").read_text() == "plain"


def test_half_a_site_is_not_published(tmp_path):
    """A site without its first page stays unpublished, and the last good one stands."""
    build = tmp_path / "_build"
    publish_site(finished_site(tmp_path / "good", "good"), build)
    (tmp_path / "half").mkdir()
    with pytest.raises(BuildError, match=r"no index\.html"):
        publish_site(tmp_path / "half", build)
    assert (build / "html" / "index.html").read_text() == "good"


def test_two_builds_do_not_collide(tmp_path):
    """Who comes second is told who is at work, and may build once the first is done."""
    second = pytest.raises(BuildError, match=f"process {os.getpid()}")
    with build_lock(tmp_path), second, build_lock(tmp_path):
        pass
    with build_lock(tmp_path):
        pass


@pytest.mark.parametrize(
    ("given", "error", "words"),
    [
        ({"parameters": {"sid": "x"}}, ParameterError, "Did you mean side"),
        ({"parameters": {"as_of": "yesterday"}}, ParameterError, "not a date"),
        ({"parameters": {"side": "Atlantis"}}, ParameterError, "Atlantis"),
        ({"articles": "/no/such/folder"}, ParameterError, "does not exist"),
        ({"workers": 0}, ParameterError, "workers"),
    ],
)
def test_wrong_wishes_stop_before_anything_runs(small_book, given, error, words):
    """An unknown parameter or an impossible value ends the build before a chapter is executed."""
    with pytest.raises(error, match=words):
        build_book(small_book, **given)
    assert not (small_book / "_build" / "html").exists()
    assert not list((small_book / "_build").glob("stage/chapters/*.ipynb"))


def test_a_folder_without_contents_is_no_book(tmp_path):
    """A folder that holds no _toc.yml is refused."""
    with pytest.raises(InputError, match=r"holds no _toc\.yml"):
        build_book(tmp_path)


def test_failed_and_killed_builds_leave_the_last_good_site(small_book):
    """The site stays byte for byte, whether a chapter fails or the build is killed; the next build works."""
    told = []
    index = build_book(small_book, progress=told.append)
    assert "chapter" in (index.parent / "chapters" / "a.html").read_text()
    assert any(line.startswith("site assembled") for line in told)
    good = {path: path.read_bytes() for path in index.parent.rglob("*") if path.is_file()}

    write_notebook(small_book / "chapters" / "b.ipynb", "1 / 0", parameters="tables = ''")
    with pytest.raises(BuildError, match="ZeroDivisionError"):
        build_book(small_book)
    assert all(path.read_bytes() == data for path, data in good.items())

    write_notebook(small_book / "chapters" / "b.ipynb", "import time\ntime.sleep(60)", parameters="tables = ''")
    command = [sys.executable, "-m", "tollbook", "build", "--root", str(small_book)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True) as build:
        assert build.stderr
        assert any("chapter a executed" in line for line in build.stderr)
        build.send_signal(signal.SIGKILL)
    assert all(path.read_bytes() == data for path, data in good.items())

    write_notebook(small_book / "chapters" / "b.ipynb", "print('mended')", parameters="tables = ''")
    index = build_book(small_book)
    assert "mended" in (index.parent / "chapters" / "b.html").read_text()


def test_warnings_of_the_assembly_are_fatal(small_book):
    """A page that refers to nothing fails the build, with Jupyter Book's words and its log."""
    (small_book / "chapters" / "c.md").write_text("# C\n\n[nowhere](no-such-page.md)\n")
    (small_book / "_toc.yml").write_text(FRAME + "  - file: chapters/c\n")
    start = time.monotonic()
    with pytest.raises(BuildError, match="no-such-page") as caught:
        build_book(small_book)
    assert "site.log" in str(caught.value)
    assert not (small_book / "_build" / "html").exists()
    assert time.monotonic() - start < 60
