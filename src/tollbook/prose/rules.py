"""Page B: how an article is read, from the rules, the word lists and what sentences give today."""

from __future__ import annotations

import csv
import html
import re
from collections import defaultdict
from pathlib import Path

from tollbook import lexicon
from tollbook.dictionary import Page
from tollbook.explanation import explain
from tollbook.kinds import KIND_RULES
from tollbook.prose.phrases import date_text, number_text
from tollbook.prose.readings import PUBLISHED, cards, code, lines, read_lines, words
from tollbook.rules import Rule

EXAMPLES = (
    ("Bound", "the words before the number", "Up to 60 buildings and more than 20 bridges were destroyed in Taiz."),
    ("Range", "both ends are kept", "Shelling killed between 30 and 40 people in Goma."),
    ("Verb after", "what happened to them", "Nine soldiers were wounded near Lyman."),
    ("Verb before", "what was done, and to whose things", "Syria lost 14 tanks at Idlib."),
    ("Noun of outcome", "a noun says it", "Hospitals in Khartoum recorded 120 deaths."),
    ("List", "the second number takes what the first one lacks", "Five villagers were killed and 18 injured in Jenin."),
    ("Toll", "the number follows its label", "The death toll in Aleppo rose to 310."),
    ("Side by people", "a word for the people", "Some 200 Ethiopian soldiers were captured."),
    ("Side by place", "the place, where nothing else says it", "Three people were killed in Kharkiv."),
    ("Launcher", "munitions belong to who fires them", "Russia fired 40 drones; Ukraine shot down 31."),
    ("Speaker", "a reporting verb and its subject", "At least 11 people died in Beirut, the Health Ministry said."),
    ("Phrase of source", "“according to”", "According to the United Nations, 5,000 people fled Tawila."),
    ("Pointing back", "a noun that points back to who spoke",
     "The Red Cross published a report. The report said 70 civilians were wounded in Mariupol."),
    ("Nobody named", "a plain sentence is the article's", "The army said it advanced. In Mosul 12 civilians died."),
    ("Day", "counted from the day of publication", "Two people were killed in Odesa on Tuesday."),
    ("Running total", "since a day, until the count", "Since March 2023, 900 soldiers have been killed in Sudan."),
    ("How sure", "an estimate is no count", "Analysts estimate that 4,000 soldiers have died in Tigray."),
    ("No outcome", "nothing happened to what is counted", "He owns 12 boats and met 40 ministers."),
)  # fmt: skip
_EXPLAINED = "At least 12 soldiers were killed near Goma on Tuesday, officials said."
_LETTERS = {"predicates": "measure"}
_CLASSES = ("class", "bound", "kind")
_SAMPLES = 3
_CLASSES_SHOWN = 8


def kind_rules(rules: tuple[Rule, ...] = KIND_RULES) -> Page:
    """Show each rule: what it reads, its example and near-miss, and what these two give today."""
    read = read_lines(text for rule in rules for text in (rule.example, rule.near_miss))
    entries = []
    for rule in rules:
        near = f"Near-miss: {words(rule.near_miss)}"
        pairs = [(words(rule.example), lines(read[rule.example])), (near, lines(read[rule.near_miss]))]
        entries.append((f"{code(rule.name)} reads: {html.escape(rule.reads.replace('_', ' '))}", pairs))
    return Page(cards(entries))


def examples() -> Page:
    """Show, for each kind of decision about a claim, a sentence, what it gives today and the rules that fired."""
    read = read_lines((text for _, _, text in EXAMPLES), rules=True)
    day = f'<time datetime="{PUBLISHED}">{date_text(PUBLISHED)}</time>'
    shown = cards(
        (f"<strong>{html.escape(name)}</strong>: {html.escape(why)}", [(words(text), lines(read[text]))])
        for name, why, text in EXAMPLES
    )
    return Page(f"<p>Each is read as an article published on {day}.</p>{shown}")


def cues() -> Page:
    """List the word lists: what a line is, how many there are of each class, and a few of them."""
    folder = Path(lexicon.__file__).parent
    told = dict(re.findall(r"^\| `(\w+)\.csv` \| (.+?) \|", (folder / "README.md").read_text("utf-8"), re.M))
    items = [_cue_item(path, told.get(path.stem, "a word")) for path in sorted(folder.glob("*.csv"))]
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
