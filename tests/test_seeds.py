"""The five original articles: how well they are read, and that their retellings are read alike.

Originals and labels stand beside the project (``../shared``); where they are absent these tests skip.
"""

from collections import Counter
from functools import cache

import pytest
from scoring import ROOT, SCORER, SHARED, scores

from tollbook import extract

ORIGINALS = SHARED / "seeds"
GOLD = SHARED / "gold"
# F1 as measured, rounded down to a hundredth: raise them when the extractor gets better, never lower them.
FLOORS = {
    "detect": 1.00,
    "value": 1.00,
    "value+measure": 0.98,
    "value+measure+unit+side": 0.98,
    "full(+claimant)": 0.97,
    "full+modality+period": 0.95,
    "numbers": 0.99,
}
# Share of the claims of originals and retellings that have a partner equal in all fields.
AGREEING = 0.75
FIELDS = (
    "low best high bound unit measure side population scope claimant via period_start period_end as_of modality"
).split()

pytestmark = pytest.mark.skipif(
    not (SCORER.is_file() and ORIGINALS.is_dir()),
    reason="the originals and their labels are not beside this checkout (../shared/seeds, ../shared/gold)",
)


@pytest.fixture(scope="module")
def measured(tmp_path_factory):
    """Scores on the originals."""
    folder = tmp_path_factory.mktemp("seeds") / "tables"
    return scores(ORIGINALS, GOLD / "seeds.csv", GOLD / "seeds-nonclaims.csv", folder)


@pytest.mark.parametrize("name", FLOORS)
def test_originals_are_read_no_worse_than_before(measured, name):
    """Each line of the scoreboard stands at its floor or above."""
    assert measured[name] >= FLOORS[name], measured


@cache
def readings(folder):
    """Per article, how often each claim is made: the fields compared, and the articles of its echo group."""
    claims = extract(folder).claims
    claims["article"] = claims["document_id"].str[:3]
    echo = claims.groupby("origin_id")["article"].agg(lambda of: " ".join(sorted(set(of))))
    claims["echo"] = claims["origin_id"].map(echo)
    rows = claims[["article", *FIELDS, "echo"]].astype("string").fillna("")
    return Counter(rows.itertuples(index=False, name=None))


def difference(originals, digests):
    """The claims that only one side makes, by article, for a reader."""
    lines = []
    for sign, left in (("-", originals - digests), ("+", digests - originals)):
        lines += [f"{claim[0]} {sign} {' | '.join(claim[1:])}" for claim in left.elements()]
    return "\n".join(sorted(lines))


def test_retellings_make_the_same_claims():
    """The share of claims that have an equal on the other side stays as measured.

    Equal is: the same low, best, high, bound, unit, measure, side, population, scope, claimant, via, period,
    as-of day and modality, and an echo group that spans the same articles.
    """
    originals, digests = readings(ORIGINALS), readings(ROOT / "data" / "articles")
    share = 2 * (originals & digests).total() / (originals.total() + digests.total())
    print(f"{share:.3f} agree; - original, + retelling\n{difference(originals, digests)}")
    assert share >= AGREEING


def test_originals_and_retellings_make_as_many_claims():
    """Article by article the number of claims is the same."""
    counts = []
    for folder in (ORIGINALS, ROOT / "data" / "articles"):
        made = Counter()
        for claim, count in readings(folder).items():
            made[claim[0]] += count
        counts.append(dict(made))
    assert counts[0] == counts[1]
