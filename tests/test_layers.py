"""Who imports whom: text never knows charts, and importing the package loads pandas at most."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

SRC = Path(__file__).resolve().parents[1] / "src"
PACKAGE = SRC / "tollbook"
FREE = {"errors", "schema", "rules", "lexicon"}
# The dataflow, first to last; a module imports only what stands before it.
ORDER = """
    numbers tokens bounds figures tagging kinds heads predicates tolls settling inherited shares counted implicit
    leftovers discourse agents gazetteer places launchers sides dates sentences published periods names claimants
    attribution issuers carried claims intervals phrases speakers bias reuse likeness candidates links echoes
    origins reference crosscheck rates reach categories survey impossible omitted discrepancies oddities checks
    findings articles scenes voices incidents events quotes
    stances talks territory positions actors judge narrowing tables explanation
""".split()
PRESENTATION = set("charts prose render book site polish publish reading cli serve".split())
LAZY = set("altair papermill sphinx jupyter_book nbformat nbclient IPython babel yaml docutils".split())


def imported(path):
    """Modules of the package that a file imports, anywhere in it."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "tollbook":
            parts = (node.module or "").split(".")
            names |= {parts[1]} if len(parts) > 1 else {alias.name for alias in node.names}
        elif isinstance(node, ast.Import):
            names |= {a.name.split(".")[1] for a in node.names if a.name.startswith("tollbook.")}
    return names


def outside(path):
    """Top-level packages that a file imports at its top level, outside ``if TYPE_CHECKING``."""
    names = set()
    for node in ast.parse(path.read_text("utf-8")).body:
        if isinstance(node, ast.ImportFrom) and not node.level:
            names.add((node.module or "").split(".")[0])
        elif isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
    return names


@pytest.mark.parametrize("name", ORDER)
def test_module_imports_only_from_above(name):
    """A stage knows the stages before it and the free modules, nothing after it."""
    allowed = FREE | set(ORDER[: ORDER.index(name)])
    assert imported(PACKAGE / f"{name}.py") - allowed == set()


def test_free_modules_import_only_each_other():
    """What everyone may import imports no stage."""
    for name in FREE:
        path = PACKAGE / f"{name}.py"
        assert imported(path if path.is_file() else PACKAGE / name / "__init__.py") <= FREE


@pytest.mark.parametrize("name", [*ORDER, *sorted(FREE)])
def test_extraction_never_imports_presentation(name):
    """Text never knows charts, prose or the book."""
    path = PACKAGE / f"{name}.py"
    path = path if path.is_file() else PACKAGE / name / "__init__.py"
    assert imported(path) & PRESENTATION == set()


@pytest.mark.parametrize("name", [n for n in ORDER if n not in ("tables", "explanation")])
def test_extraction_needs_the_standard_library_alone(name):
    """Down to the tables no third-party package is loaded."""
    third = outside(PACKAGE / f"{name}.py") - {*sys.stdlib_module_names, "tollbook"}
    assert third == set()


def test_charts_never_read_text():
    """A chart is made from frames: it imports no stage that reads text."""
    stages = set(ORDER) - {"tables", "intervals", "phrases"}
    for path in (PACKAGE / "charts").glob("*.py"):
        assert imported(path) & stages == set(), path.name


def loaded_by(code):
    """Top-level modules loaded in a fresh interpreter after some code."""
    lines = (
        "import sys",
        f"sys.path.insert(0, {str(SRC)!r})",
        code,
        "print(*{m.split('.')[0] for m in sys.modules})",
    )
    program = "; ".join(lines)
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_importing_the_package_loads_nothing_but_the_standard_library():
    """``import tollbook`` costs next to nothing; pandas comes with the first table."""
    known = {*sys.stdlib_module_names, "tollbook"}
    extra = loaded_by("import tollbook") - loaded_by("pass") - known
    assert extra == set()


def test_reading_claims_loads_no_chart_or_book():
    """A table needs pandas and what pandas loads, and none of what charts and book need."""
    loaded = loaded_by("import tollbook; tollbook.read_claims('Nine people were killed in Taiz.')")
    assert "pandas" in loaded
    assert loaded & LAZY == set()


def test_every_public_name_is_there():
    """What ``__all__`` promises can be had, and a name that is not there says so."""
    import tollbook

    assert set(tollbook.__all__) <= set(dir(tollbook))
    for name in (
        "extract",
        "read_claims",
        "read_figures",
        "read_articles",
        "load_tables",
        "write_tables",
        "Tables",
    ):
        assert callable(getattr(tollbook, name))
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = tollbook.nothing
