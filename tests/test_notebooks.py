"""Chapters as stored: no outputs, one set of parameters, short cells that only call the package."""

import ast
import re
from pathlib import Path

import nbformat
import pytest

from tollbook.parameters import parameters_cell

FOLDER = Path(__file__).parents[1] / "chapters"
CHAPTERS = sorted(FOLDER.glob("*.ipynb"))


@pytest.fixture(params=CHAPTERS, ids=lambda path: path.stem)
def chapter(request):
    """One stored notebook."""
    return nbformat.read(request.param, as_version=4)


def code(chapter):
    """Give the code cells after the parameters."""
    return [cell for cell in chapter.cells if cell.cell_type == "code" and cell.id != "parameters"]


def test_the_chapters_are_there():
    """Those the table of contents names."""
    toc = (FOLDER.parent / "_toc.yml").read_text()
    assert {path.stem for path in CHAPTERS} == set(re.findall(r"chapters/([\w-]+)$", toc, re.M))


def test_stored_without_outputs(chapter):
    """No output, no count, no metadata of a run."""
    nbformat.validate(chapter)
    for cell in chapter.cells:
        assert set(cell.metadata) <= {"tags"}
        if cell.cell_type == "code":
            assert cell.outputs == []
            assert cell.execution_count is None


def test_cells_have_names_for_ids(chapter):
    """Fixed and speaking, so that a difference between versions is a difference of content."""
    ids = [cell.id for cell in chapter.cells]
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"[a-z][a-z-]*", name) for name in ids)


def test_the_shared_parameters_stand_second(chapter):
    """The same cell in each chapter, as the package documents it."""
    cell = chapter.cells[1]
    assert cell.metadata.tags == ["parameters", "remove-cell"]
    assert cell.source == parameters_cell()


def test_opens_with_title_and_question(chapter):
    """One heading, then a question."""
    first = chapter.cells[0].source.splitlines()
    assert first[0].startswith("# ")
    assert first[-1].endswith("?")


def test_cells_are_short_and_only_call(chapter):
    """About five lines; no function, loop, class, branch or comprehension; one import cell."""
    forbidden = (ast.FunctionDef, ast.Lambda, ast.For, ast.While, ast.If, ast.ClassDef, ast.comprehension, ast.Try)
    for cell in code(chapter):
        assert len(cell.source.splitlines()) <= 5, cell.source
        nodes = list(ast.walk(ast.parse(cell.source)))
        assert not any(isinstance(node, forbidden) for node in nodes), cell.source
        imports = any(isinstance(node, ast.Import | ast.ImportFrom) for node in nodes)
        assert imports == (cell.id == "imports")
        assert cell.metadata.tags in (["remove-input"], ["hide-input"])


def test_no_number_and_no_path_is_typed(chapter):
    """Numbers in prose come from the package."""
    for cell in chapter.cells:
        text = cell.source if cell.cell_type == "markdown" else ""
        assert not re.search(r"\d", re.sub(r"\([^)]*\.ipynb\)", "", text)), text
    assert not any(re.search(r"[/\\]|\bre\.", cell.source) for cell in code(chapter))
