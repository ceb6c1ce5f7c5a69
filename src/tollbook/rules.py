"""Rules as data: a name, a pattern, an example with what is read from it, and a near-miss it must leave alone."""

from __future__ import annotations

import re
from dataclasses import dataclass


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
    """

    name: str
    reads: str
    before: str
    after: str
    example: str
    expect: str
    near_miss: str


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
        # Most numbers have nothing after them that any pattern holds for: one look spares one for each rule.
        self._right = re.compile("|".join(f"(?:{rule.after})" for rule in rules if rule.after))
        self._without_right = [entry for entry in self._compiled if entry[2] is None]

    def match(self, before: str, after: str) -> tuple[Rule, re.Match[str] | None, re.Match[str] | None] | None:
        """First rule whose two patterns both hold, with its matches."""
        for rule, left, right in self._compiled if self._right.match(after) else self._without_right:
            m_right = right.match(after) if right else None
            if right and not m_right:
                continue
            m_left = left.search(before) if left else None
            if left and not m_left:
                continue
            return rule, m_left, m_right
        return None
