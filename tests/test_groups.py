"""Echoes and findings on groups of articles for which they are known beforehand (tests/groups/README.md)."""

import csv
import re
from functools import cache
from itertools import combinations
from pathlib import Path

import pytest

import tollbook

GROUPS = sorted(path.parent for path in (Path(__file__).parent / "groups").glob("*/expected.csv"))
ABOVE_NOTE = ("question", "contradiction")
# What was reached when the layer was built; a change may not fall below it.
REACHED = {"echo precision": 0.95, "echo recall": 0.65, "finding precision": 0.95, "finding recall": 0.9}


@cache
def judged(group):
    """(claims with origins, echoes, findings) of one group, claims indexed by id."""
    tables = tollbook.extract(group)
    echoes = tollbook.find_echoes(tables.claims, tables.documents, tables.sentences)
    claims = tollbook.with_origins(tables.claims, echoes)
    found = tollbook.find_findings(claims, tables.documents, tables.sentences)
    return claims.set_index("claim_id"), echoes, found


def expected(group, what):
    """Rows of one sort of what is expected of a group."""
    with (group / "expected.csv").open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["what"] == what]


def mention(document, surface):
    """A number expression of an article; letter case and thin spaces say nothing."""
    return document, " ".join(surface.lower().removesuffix(" per cent").split())


def wanted_pairs(group, what="echo"):
    """Pairs of mentions that are (or are not) to be one statement."""
    rows = [row for row in expected(group, what) if row["numbers"]]
    return {frozenset(map(mention, row["articles"].split(), row["numbers"].split(";"))) for row in rows}


def linked_pairs(group):
    """Pairs of mentions in two articles that share an origin."""
    claims, _, _ = judged(group)
    rows = claims.reset_index()[["origin_id", "document_id", "surface"]].itertuples(index=False)
    by_origin = {}
    for row in rows:
        by_origin.setdefault(row.origin_id, set()).add(mention(row.document_id, row.surface))
    return {
        frozenset(pair) for told in by_origin.values() for pair in combinations(told, 2) if pair[0][0] != pair[1][0]
    }


def is_met(row, finding, claims):
    """Whether a finding is the expected one: its kind, and all its numbers."""
    told = {word for claim in finding.claim_ids.split() for word in [mention("", claims.loc[claim, "surface"])[1]]}
    return finding.kind == row["kind"] and {mention("", n)[1] for n in row["numbers"].split(";")} <= told


@cache
def scores():
    """Precision and recall of echo links and of findings above note, over all groups."""
    links = [(linked_pairs(group), wanted_pairs(group)) for group in GROUPS]
    right = sum(len(got & want) for got, want in links)
    met = made = true = wanted = 0
    for group in GROUPS:
        claims, _, found = judged(group)
        above = [row for row in found.itertuples() if row.severity in ABOVE_NOTE]
        rows = [row for row in expected(group, "finding") if row["severity"] in ABOVE_NOTE]
        met += sum(any(is_met(row, finding, claims) for finding in above) for row in rows)
        wanted += len(rows)
        kinds = {row["kind"] for row in rows}
        true += sum(finding.kind in kinds for finding in above)
        made += len(above)
    return {
        "echo precision": right / sum(len(got) for got, _ in links),
        "echo recall": right / sum(len(want) for _, want in links),
        "finding precision": true / made,
        "finding recall": met / wanted,
    }


@pytest.mark.parametrize("name", REACHED)
def test_precision_and_recall(name):
    """Links and findings are right and complete to what was reached."""
    assert scores()[name] >= REACHED[name]


def test_the_readme_says_what_was_reached():
    """The shares that the README names are those of today."""
    readme = " ".join((Path(__file__).parents[1] / "README.md").read_text("utf-8").split())
    told = re.search(
        r"links were right in (\d+) % and complete in (\d+) %, findings right in (\d+) % and complete in (\d+) %",
        readme,
    )
    assert [int(share) for share in told.groups()] == [int(100 * share) for share in scores().values()]


@pytest.mark.parametrize("group", GROUPS, ids=lambda group: group.name)
def test_near_misses_stay_apart(group):
    """Two statements that only look alike have two origins."""
    assert linked_pairs(group) & wanted_pairs(group, "no_echo") == set()


@pytest.mark.parametrize("group", [g for g in GROUPS if expected(g, "quiet")], ids=lambda group: group.name)
def test_quiet_where_nothing_is_wrong(group):
    """On articles without contradictions nothing above note is found."""
    found = judged(group)[2]
    assert found.loc[found["severity"].isin(ABOVE_NOTE), "sentence"].tolist() == []
