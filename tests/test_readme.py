"""What the README shows is what a reader gets."""

from __future__ import annotations

import contextlib
import io
import re
import shlex
from pathlib import Path

import pandas as pd
import pytest

from tollbook.articles import slug
from tollbook.claims import read_article
from tollbook.cli import main
from tollbook.scoring import STEPS, read_labels, score_claims

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")
BLOCKS = re.findall(r"```(\w+)\n(.*?)```(?:\n\n```text\n(.*?)```)?", README, re.DOTALL)


def test_the_three_lines_print_what_the_readme_says() -> None:
    """The Python example runs and prints the text block below it."""
    code, shown = next((code, shown) for kind, code, shown in BLOCKS if kind == "python")
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(compile(code, "README.md", "exec"), {})
    assert out.getvalue().rstrip() == shown.rstrip()


def test_explain_prints_what_the_readme_says(capsys: pytest.CaptureFixture[str]) -> None:
    """The shell example of `tollbook explain` gives the text block below it."""
    command, shown = next((code, shown) for kind, code, shown in BLOCKS if kind == "sh" and "explain" in code)
    assert main(shlex.split(command)[1:]) == 0
    assert capsys.readouterr().out.rstrip() == shown.rstrip()


@pytest.mark.parametrize("link", sorted(set(re.findall(r"\]\(([^)#]+)\)", README))))
def test_links_of_the_readme_lead_somewhere(link: str) -> None:
    """Every relative link of the README names a file of the project."""
    assert link.startswith("http") or (ROOT / link).exists()


def test_commands_of_the_readme_exist() -> None:
    """Every `tollbook NAME` the README names is a command."""
    from tollbook.cli import make_parser

    known = next(a for a in make_parser()._actions if a.choices and "build" in a.choices).choices
    assert known is not None
    named = set(re.findall(r"`?tollbook (extract|\w+)(?= )", " ".join(c for k, c, _ in BLOCKS if k == "sh")))
    assert named
    assert named <= set(known)


def scored(labels: Path, articles: Path, published: dict[str, str]) -> list[str]:
    """F1 of every step, as the README prints it."""
    rows: list[dict[str, object]] = []
    for path in sorted(articles.glob("*.txt")):
        text = path.read_text("utf-8-sig")
        rows += read_article(text, slug(path.stem), published.get(path.stem, "")).claims
    table = score_claims(pd.DataFrame(rows), read_labels(labels)).table.set_index("name")["f1"]
    return [f"{table[step]:.2f}" for step in STEPS]


@pytest.mark.parametrize(("column", "part"), [(2, "dev"), (3, "heldback")])
def test_the_scoreboard_is_what_scoring_gives(column: int, part: str) -> None:
    """The README's scoreboard shows what the extractor reaches on the project's own labels today."""
    gold = ROOT / "data" / "gold"
    days = pd.read_csv(gold / f"{part}-documents.csv", dtype=str, keep_default_na=False)
    shown = [
        row.split("|")[column + 1].strip() for row in README.splitlines() if row.startswith(("| claim found", "| + "))
    ]
    assert shown == scored(gold / f"{part}.csv", gold / part, dict(zip(days["doc_id"], days["published"], strict=True)))


def test_the_scoreboard_holds_for_the_originals() -> None:
    """The same for the five originals, where they lie beside the project."""
    shared = ROOT.parent / "shared"
    if not shared.is_dir():
        pytest.skip("no ../shared: the originals are not here")
    shown = [row.split("|")[2].strip() for row in README.splitlines() if row.startswith(("| claim found", "| + "))]
    assert shown == scored(shared / "gold" / "seeds.csv", shared / "seeds", {})
