"""What the README shows is what a reader gets."""

from __future__ import annotations

import contextlib
import io
import re
import shlex
from pathlib import Path

import pytest

from tollbook.cli import main

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
    assert named and named <= set(known)
