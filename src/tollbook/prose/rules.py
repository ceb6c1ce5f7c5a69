"""Page B: how an article is read, from the rules, the word lists and what sentences give today."""

from __future__ import annotations

import csv
import html
import re
from collections import defaultdict
from pathlib import Path

from tollbook import lexicon
from tollbook.dictionary import Page, code_digits
from tollbook.explanation import explain
from tollbook.kinds import KIND_RULES
from tollbook.phrases import number_text
from tollbook.prose.readings import PUBLISHED, cards, code, lines, read_lines, words
from tollbook.rules import STAGES, Rule, claim_rules

_EXPLAINED = "At least 12 soldiers were killed near Goma on Tuesday, officials said."
_LETTERS = {"predicates": "measure"}
_CLASSES = ("class", "bound", "kind")
_SAMPLES = 3
_OPEN = 3
_RULES = ("kinds", "rules")
_CLASSES_SHOWN = 8


def kind_rules(rules: tuple[Rule, ...] = KIND_RULES) -> Page:
    """Show each rule for numbers that are no claim: its kind, example and near-miss, and what these two give today."""
    return _page("kinds", rules)


def stage_rules(stage: str) -> Page:
    """Show each rule of one stage that reads claims: what it reads, example and near-miss, and what these give today.

    Raises
    ------
    KeyError
        When there is no such stage.
    """
    if stage not in STAGES:
        raise KeyError(f"no stage {stage!r}; there are {', '.join(STAGES)}")
    return _page("rules", tuple(rule for rule in claim_rules() if rule.stage == stage), f"-{stage}")


def _page(file: str, rules: tuple[Rule, ...], mark: str = "") -> Page:
    read = read_lines(text for rule in rules for text in (rule.example, rule.near_miss) if text)
    noun = "rule" if len(rules) == 1 else "rules"
    source = f"{number_text(len(rules))} {noun}, as they stand in {code(f'src/tollbook/lexicon/{file}.csv')}."
    entries = [_entry(rule, read) for rule in rules]
    rest = f"<summary>The other rules</summary>{cards(entries[_OPEN:])}" if entries[_OPEN:] else ""
    folded = rest and f'<details class="tb-data">{rest}</details>'
    return Page(f'<p id="source-{file}{mark}">{source}</p>{cards(entries[:_OPEN])}{folded}')


def _entry(rule: Rule, read: dict[str, tuple[str, ...]]) -> tuple[str, list[tuple[str, str]]]:
    pairs = [(words(rule.example), lines(read[rule.example]))]
    if rule.near_miss:
        pairs.append((f"Near-miss: {words(rule.near_miss)}", lines(read[rule.near_miss])))
    said = ". ".join(part for part in (rule.reads.replace("_", " "), rule.note) if part)
    return f"{code(rule.name)}: {code_digits(said)}", pairs


def cues() -> Page:
    """List the word lists: what a line is, how many there are of each class, and a few of them."""
    folder = Path(lexicon.__file__).parent
    told = dict(re.findall(r"^\| `(\w+)\.csv` \| (.+?) \|", (folder / "README.md").read_text("utf-8"), re.M))
    items = [
        _cue_item(path, told.get(path.stem, "a word"))
        for path in sorted(folder.glob("*.csv"))
        if path.stem not in _RULES
    ]
    return Page(f'<ul class="tb-sources">{"".join(items)}</ul>')


def _cue_item(path: Path, says: str) -> str:
    with path.open(encoding="utf-8", newline="") as opened:
        rows = list(csv.DictReader(opened))
    column = _LETTERS.get(path.stem) or next((name for name in _CLASSES if rows and name in rows[0]), "")
    groups: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        groups[row[column] if column else ""].append(row.get("term") or f"{row.get('a')} and {row.get('b')}")
    parts = [_class_text(name, groups[name]) for name in sorted(groups, key=lambda name: (-len(groups[name]), name))]
    by = f" By {column}: " if column else " Such as "
    file = code(f"src/tollbook/lexicon/{path.name}")
    rest = len(parts) - _CLASSES_SHOWN
    more = [f"and {rest} more"] if rest > 0 else []
    return (
        f'<li id="source-{path.stem}"><strong>{html.escape(says[:1].upper() + says[1:])}</strong> ({file}): '
        f"{number_text(len(rows))} lines.{by}{'; '.join(parts[:_CLASSES_SHOWN] + more)}.</li>"
    )


def _class_text(name: str, terms: list[str]) -> str:
    step = max(1, len(terms) // (_SAMPLES + 1))
    shown = ", ".join(code(term) for term in terms[step // 2 :: step][:_SAMPLES])
    return f"{html.escape(name.replace('_', ' '))} {number_text(len(terms))} ({shown})" if name else shown


def explained() -> Page:
    """Show what ``tollbook explain`` prints for a sentence."""
    command = f'tollbook explain "{_EXPLAINED}" --published {PUBLISHED}'
    shown = explain(_EXPLAINED, published=PUBLISHED, color=False)
    told = html.escape(f"$ {command}\n\n{shown}", quote=False)
    return Page(f'<pre class="tb-explained tb-answer">{told}</pre>')
