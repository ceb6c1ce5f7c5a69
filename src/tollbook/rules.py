"""Rules as data: a name, a pattern, an example with what is read from it, and a near-miss it must leave alone.

Rules for numbers that are no claims are patterns, in ``lexicon/kinds.csv``. Rules that read claims are code; their
records stand in ``lexicon/rules.csv`` under the names that the ``rule`` column of claims holds.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tollbook import lexicon

STAGES = ("noun", "measure", "side", "period", "claimant")
"""Stages whose rules read claims, in the order of the dataflow."""

EXAMPLE_DAY = "2025-06-12"
"""Day of publication, a Thursday, of all examples of the rules that read claims."""


MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
"""Pattern of a month's name in lower case."""

_PLACEHOLDERS = {
    "{MONTH}": MONTH,
    "{SMALL}": "one|two|three|four|five|six|seven|eight|nine|ten|twenty",
    "{NOT_A_TIME}": r"(?!days?\b|weeks?\b|months?\b|years?\b|hours?\b)[a-z]",
}
"""What stands for the words in braces in the patterns of ``lexicon/kinds.csv``."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of one stage.

    Attributes
    ----------
    name : str
        Unique; stands in the ``rule`` and ``why`` columns.
    reads : str
        What the rule reads: a kind of number, or a measure's place in the sentence.
    before, after : str
        Patterns for what must stand directly before and after the number (kinds: text; counted: unit letters).
    example, expect : str
        A sentence of our own, and what is read from it as ``surface → reading``.
    near_miss : str
        A sentence the rule must leave alone.
    stage : str
        ``kind``, or one of :data:`STAGES`.
    note : str
        What else a reader should know; "" for most.
    """

    name: str
    reads: str
    before: str
    after: str
    example: str
    expect: str
    near_miss: str
    stage: str = "kind"
    note: str = ""


class RuleBook:
    """Rules of one stage compiled into two patterns, tried in the order they stand."""

    def __init__(self, rules: tuple[Rule, ...]) -> None:
        self.rules = rules
        self._compiled = [
            (
                rule,
                re.compile(f"(?:{rule.before})$") if rule.before else None,
                re.compile(rule.after) if rule.after else None,
            )
            for rule in rules
        ]
        # Most numbers have nothing around them that any pattern holds for: two looks spare one for each rule.
        self._told_by_left = [entry for entry in self._compiled if entry[1] and not entry[1].search("")]
        self._told_by_right = [entry for entry in self._compiled if entry not in self._told_by_left]
        self._left = _any_before([rule.before for rule, _, _ in self._told_by_left])
        self._right = re.compile("|".join(f"(?:{rule.after})" for rule, _, _ in self._told_by_right))

    def match(self, before: str, after: str) -> tuple[Rule, re.Match[str] | None, re.Match[str] | None] | None:
        """First rule whose two patterns both hold, with its matches."""
        told_by_left, told_by_right = self._left.search(before), self._right.match(after)
        if told_by_left:
            possible = self._compiled if told_by_right else self._told_by_left
        else:
            possible = self._told_by_right if told_by_right else []
        for rule, left, right in possible:
            m_right = right.match(after) if right else None
            if right and not m_right:
                continue
            m_left = left.search(before) if left else None
            if left and not m_left:
                continue
            return rule, m_left, m_right
        return None


def _any_before(patterns: list[str]) -> re.Pattern[str]:
    r"""One pattern for all that stand before a number; those that start a word share one ``\b``: it costs little."""
    at_words = [pattern for pattern in patterns if pattern.startswith(r"\b") and not _has_choices(pattern)]
    groups = [f"(?:{pattern})" for pattern in patterns if pattern not in at_words]
    if at_words:
        groups.append(r"\b(?:" + "|".join(pattern.removeprefix(r"\b") for pattern in at_words) + ")")
    return re.compile(f"(?:{'|'.join(groups)})$" if groups else r"(?!)")


def _has_choices(pattern: str) -> bool:
    """Is a pattern a choice between several, outside any bracket?"""
    before, bare = "", re.sub(r"\\.|\[[^\]]*\]", "", pattern)
    while before != bare:
        before, bare = bare, re.sub(r"\([^()]*\)", "", bare)
    return "|" in bare


def _records(name: str) -> list[dict[str, str]]:
    path = Path(lexicon.__file__).parent / name
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def kind_rules() -> tuple[Rule, ...]:
    """Give the rules for numbers that are no claims, in the order they are tried."""
    return tuple(
        Rule(row["name"], row["kind"], _pattern(row["before"]), _pattern(row["after"]), row["example"], row["expect"],
             row["near_miss"])
        for row in _records("kinds.csv")
    )  # fmt: skip


def _pattern(written: str) -> str:
    for placeholder, pattern in _PLACEHOLDERS.items():
        written = written.replace(placeholder, pattern)
    return written


@cache
def claim_rules() -> tuple[Rule, ...]:
    """Give the rules that read claims, stage by stage.

    Returns
    -------
    tuple of Rule
        Without patterns. A name with VERB or PHRASE in it stands for a cue of any words.
    """
    rules = [Rule(before="", after="", **row) for row in _records("rules.csv")]
    return tuple(sorted(rules, key=lambda rule: STAGES.index(rule.stage)))


def find_claim_rule(name: str) -> Rule | None:
    """Find the record of a name out of the ``rule`` column of claims.

    Examples
    --------
    >>> find_claim_rule("verb-before").expect
    'six → killed persons'
    >>> find_claim_rule("said:←announced").name, find_claim_rule("said:according_to→").name
    ('said:←VERB', 'said:PHRASE→')
    >>> find_claim_rule("no-such-rule") is None
    True
    """
    known = {rule.name: rule for rule in claim_rules()}
    if name in known or not name.startswith("said:"):
        return known.get(name)
    if name.startswith("said:←"):
        return known["said:←VERB"]
    return known["said:PHRASE→" if _is_phrase(name[5:-1].replace("_", " ")) else "said:VERB→"]


def _is_phrase(cue: str) -> bool:
    """Is a cue that reaches forward words such as "according to", not a verb?"""
    first, *rest = lexicon.tokenize(cue) or [""]
    entries = lexicon.load().phrases.get(first, ())
    return any(term.cls == "Q" for words, term in entries if words == tuple(rest))
