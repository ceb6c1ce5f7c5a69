"""Every rule that reads claims is documented: it reads its example as it says, and leaves its near-miss."""

import ast
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from golden import cases

from tollbook import dates, extract, sides
from tollbook.claims import read_article
from tollbook.kinds import KIND_RULES
from tollbook.rules import EXAMPLE_DAY, STAGES, claim_rules, find_claim_rule

ROOT = Path(__file__).resolve().parents[1]
RULES = [pytest.param(rule, id=rule.name) for rule in claim_rules()]
NAMES = {rule.name for rule in claim_rules()}


def rules_of(claim):
    """Documented names of the rules that read a claim; a name without a record stands as it is."""
    return [getattr(find_claim_rule(name), "name", name) for name in claim["rule"].split()]


@cache
def claims_of(text, published=EXAMPLE_DAY):
    """Rows of all claims of a text, the larger claim by its surface."""
    rows = read_article(text, "text", published).claims
    surfaces = {row["claim_id"]: row["surface"] for row in rows}
    return [row | {"part_of": surfaces.get(row["part_of"], "")} for row in rows]


def period_of(claim):
    """Period and scope as an example's expectation writes them."""
    start, end = claim["period_start"], claim["period_end"]
    days = "no period" if not end else end if start == end else f"{start or '…'} to {end}"
    return f"{days} ({claim['scope']})"


def readings_of(claim, stage):
    """What a rule of a stage may say of a claim, in the words of an example's expectation."""
    counted = f"{claim['measure']} {claim['unit']}"
    return {
        "noun": (counted, f"part of {claim['part_of']}", claim["bound"]),
        "measure": (counted,),
        "side": (f"side {claim['side']}",),
        "period": (period_of(claim),),
        "claimant": (claim["claimant"],),
    }[stage]


@pytest.mark.parametrize("rule", RULES)
def test_rule_reads_its_example(rule):
    """The number named is read by this rule, and reads as expected."""
    surface, reading = rule.expect.split(" → ")
    read = [claim for claim in claims_of(rule.example) if rule.name in rules_of(claim)]
    assert surface in [claim["surface"] for claim in read]
    assert reading in next(readings_of(claim, rule.stage) for claim in read if claim["surface"] == surface)


@pytest.mark.parametrize("rule", RULES)
def test_rule_leaves_its_near_miss(rule):
    """The near-miss holds a number, and this rule reads none of its claims."""
    assert read_article(rule.near_miss, "text", EXAMPLE_DAY).figures
    assert rule.name not in [name for claim in claims_of(rule.near_miss) for name in rules_of(claim)]


def test_names_and_sentences_stand_once():
    """Names are unique over all stages, and each rule shows its own sentence."""
    rules = (*KIND_RULES, *claim_rules())
    for column in ("name", "example", "near_miss"):
        counts = Counter(getattr(rule, column) for rule in claim_rules())
        assert [value for value, count in counts.items() if count > 1] == []
    assert max(Counter(rule.name for rule in rules).values()) == 1
    assert {rule.stage for rule in KIND_RULES} == {"kind"}


def test_rules_come_in_the_order_of_the_dataflow():
    """Every stage has rules, and they stand together."""
    stages = [rule.stage for rule in claim_rules()]
    assert list(dict.fromkeys(stages)) == list(STAGES)
    assert stages == sorted(stages, key=STAGES.index)


def test_every_cell_says_something():
    """Only a note may be empty."""
    for rule in claim_rules():
        assert all((rule.reads, rule.example, rule.expect, rule.near_miss)), rule.name


@pytest.mark.parametrize("folder", ["data/articles", "data/gold/dev", "data/gold/heldback"])
def test_every_rule_that_reads_the_articles_is_documented(folder):
    """No name in the ``rule`` column of articles and gold texts lacks its record."""
    claims = extract(ROOT / folder).claims.to_dict("records")
    assert claims
    assert {name for claim in claims for name in rules_of(claim)} - NAMES == set()


@pytest.mark.parametrize("file", sorted(path.name for path in (ROOT / "tests" / "sentences").glob("*.md")))
def test_every_rule_that_reads_the_golden_sentences_is_documented(file):
    """No name in the ``rule`` column of a golden sentence lacks its record."""
    names = {name for case in cases(file) for claim in claims_of(case.text, case.published) for name in rules_of(claim)}
    assert names - NAMES == set()


def literals(calls):
    """Words that the package's code gives to functions of these names, or to the rule of a period."""
    for path in (ROOT / "src" / "tollbook").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            called = ast.unparse(node.func)
            if called.split(".")[-1] in calls or called.endswith("rules.append"):
                given = [*node.args[-1:], *(word.value for word in node.keywords if word.arg == "rule")]
                for value in (part for arg in given for part in ast.walk(arg)):
                    if isinstance(value, ast.Constant) and isinstance(value.value, str):
                        yield value.value


def test_every_rule_in_the_code_is_documented():
    """Names of outcomes and nouns, of sides and of dates, whether or not any text at hand needs them."""
    assert set(literals({"take_outcome", "copy_from"})) - NAMES == set()
    finders = {find for unit in ("persons", "drones", "homes", "tanks") for find in sides._finders(unit)}
    assert {find.__name__.replace("_", "-") for find in finders} - NAMES == set()
    assert {f"date-{form}" for form in dates._EXPRESSION.groupindex if form != "halfy"} - NAMES == set()


@pytest.mark.parametrize(
    ("name", "record"),
    [
        ("said:said→", "said:VERB→"),
        ("said:told_reporters→", "said:VERB→"),
        ("said:←added", "said:←VERB"),
        ("said:according_to_the→", "said:PHRASE→"),
        ("said:citing→", "said:PHRASE→"),
        ("said:issuer", "said:issuer"),
    ],
)
def test_a_cue_is_found_by_its_kind(name, record):
    """Cues hold the words as written; their record is that of verb or phrase."""
    assert find_claim_rule(name).name == record


def test_an_unknown_name_has_no_record():
    """No match is a value."""
    assert find_claim_rule("verb-between") is None
