"""Every rule for numbers that are no claims reads its example and leaves its near-miss."""

from collections import Counter

import pytest

from tollbook import lexicon
from tollbook.kinds import KIND_RULES, classify
from tollbook.schema import KINDS
from tollbook.tagging import tag

RULES = [pytest.param(rule, id=rule.name) for rule in KIND_RULES]


def figures_of(sentence):
    """(surface, kind, rule) of every number of a sentence; kind and rule are "" where no rule decides."""
    tagged = tag(sentence, lexicon.load())
    numbers = [n for n, letter in enumerate(tagged.s) if letter == "N"]
    return [(sentence[tagged.a[n] : tagged.z[n]], *classify(tagged, n)) for n in numbers]


@pytest.mark.parametrize("rule", RULES)
def test_rule_reads_its_example(rule):
    """The example's number has the kind expected, and this rule, no other, says so."""
    surface, kind = rule.expect.split(" → ")
    assert kind == rule.reads
    assert (surface, kind, rule.name) in figures_of(rule.example)


@pytest.mark.parametrize("rule", RULES)
def test_rule_leaves_its_near_miss(rule):
    """The near-miss holds a number, and this rule does not decide it."""
    found = figures_of(rule.near_miss)
    assert found
    assert rule.name not in [why for _, _, why in found]


def test_rules_are_named_once_and_read_legal_kinds():
    """Names stand in the ``why`` column, so they are unique; a rule reads a kind of the closed list."""
    assert max(Counter(rule.name for rule in KIND_RULES).values()) == 1
    assert {rule.reads for rule in KIND_RULES} <= set(KINDS) - {"claim"}


def test_examples_are_sentences_of_their_own():
    """No example serves two rules, so each rule shows its own sentence."""
    assert max(Counter(rule.example for rule in KIND_RULES).values()) == 1


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("The 3rd Assault Brigade rested.", "name"),
        ("The dam broke on the 9th of June.", "date"),
        ("It was the second of three visits.", "ordinal"),
        ("He came third largest.", "rank"),
    ],
)
def test_ordinal_words_are_told_apart(sentence, kind):
    """An ordinal may name a unit, a date, a share or a rank."""
    assert figures_of(sentence)[0][1] == kind
