"""What the checks look for, on what grounds, and when they are wrong: from their own documentation."""

from __future__ import annotations

import html
import inspect
import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import cache

from tollbook.checks import CHECKS
from tollbook.dictionary import Page
from tollbook.schema import FINDINGS
from tollbook.tabular import html_table

_LABELS = {
    "category_error": "deaths confused with casualties",
    "dropped_bound": "one end of a range quoted alone",
    "killed_above_casualties": "more killed than killed and wounded",
    "falling_series": "a running total that falls",
    "odd_ratio": "an unusual number of wounded for each killed",
    "sum_mismatch": "parts that miss their sum",
    "subset_above_whole": "a part larger than its whole",
    "percent_mismatch": "a percentage that does not fit its counts",
    "print_date": "a day of print near a day of an event",
    "claimants_differ": "two claimants, two numbers",
    "claimant_contradicts_itself": "one claimant, two numbers",
    "headline_against_body": "a headline above its text",
    "jump": "a running total that jumps",
    "one_belligerent_only": "dead whom only the enemy counts",
    "reference_conflict": "a claim against a reference",
}


@dataclass(frozen=True)
class Check:
    """One check in words: its kind, a short name, what it looks for, its grounds and its false alarms."""

    kind: str
    label: str
    looks_for: str
    grounds: str
    wrong_when: str


@cache
def checks() -> tuple[Check, ...]:
    """Give every check in the order of the schema's kinds of findings."""
    return tuple(Check(kind, _LABELS[kind], *_documented(check)) for kind, check in zip(FINDINGS, CHECKS, strict=True))


def check_of(kind: str) -> Check:
    """Give the check that finds this kind."""
    return next(check for check in checks() if check.kind == kind)


def _documented(check: Callable[..., object]) -> tuple[str, str, str]:
    """Take a check's documentation apart: first paragraph, grounds, false alarms."""
    first, _, rest = (inspect.getdoc(check) or "").partition("\n\n")
    grounds, _, alarm = " ".join(rest.split()).partition("False alarm: ")
    said = re.sub(r"^Grounds: (as above, )?", "", grounds).strip()
    looked_for = re.sub(r"^Find ", "", " ".join(first.split()))
    return _sentence(looked_for), _sentence(said), _sentence(alarm)


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def checks_table(made: Collection[Check], found: Collection[str]) -> Page:
    """Show the checks as a table that says of each whether it found anything."""
    head = ("Check", "Looks for", "Grounds", "May be wrong", "Here")
    rows = [
        (_sentence(c.label), c.looks_for, c.grounds, c.wrong_when, "found" if c.kind in found else "nothing found")
        for c in made
    ]
    table = html_table(head, rows, "Every check that was made")
    named = f"<p>From {_code('src/tollbook/checks.py')}, where each check says this of itself.</p>"
    return Page(f'<div id="source-checks">{table}{named}</div>')


def _code(text: str) -> str:
    return f"<code>{html.escape(text)}</code>"
