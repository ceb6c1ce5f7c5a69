"""Counts a day, the pace a projection needs, and shares and multiples as counts."""

from math import isnan

import pytest
from made import claim, tables
from test_crosscheck import reference

from tollbook.rates import find_rates
from tollbook.reach import find_reach
from tollbook.schema import JUDGEMENTS, frame_of

MAY = {"as_of": "2024-05-11", "period_end": "2024-05-11"}
SUM = {"as_of": "2024-04", "period_end": "2024-04", "measure": "casualties", "claimant": "Aid Watch"}
AIM = SUM | {"as_of": "2025", "period_end": "2025", "side": "both", "modality": "projected"}


def rates(kind, *claims, sentences=None):
    """Give the rates of a kind as (low, high, arithmetic); NaN is None."""
    found = find_rates(tables(claims).claims, sentences)
    return [
        tuple(None if isinstance(cell, float) and isnan(cell) else cell for cell in row)
        for row in found.loc[found.kind == kind, ["low", "high", "arithmetic"]].itertuples(index=False)
    ]


def sentence(text):
    """Give the sentence of a made claim, which spans characters 10 to 15."""
    row = {"document_id": "a", "sentence_id": "a:0", "start": 0, "end": len(text), "role": "body", "text": text}
    return frame_of([row], "sentences")


@pytest.mark.parametrize(
    ("one", "two", "expected"),
    [
        ({"number": 1000}, {"number": 1200}, (20, 20, "(1,200 - 1,000) / 10 days")),
        ({"number": 1000}, {"number": 1200, "bound": "at_least"}, (20, None, "(≥1,200 - 1,000) / 10 days")),
        ({"number": 1000, "bound": "at_least"}, {"number": 1200}, (None, 20, "(1,200 - ≥1,000) / 10 days")),
        (
            {"number": 1000, "bound": "between", "to": 1100},
            {"number": 1200, "bound": "at_most"},
            (None, 20, "(≤1,200 - (1,000 to 1,100)) / 10 days"),
        ),
        ({"number": 1000}, {"number": 2000, "bound": "about"}, (90, 110, "((1,900 to 2,100) - 1,000) / 10 days")),
        ({"number": 1000, "as_of": "2024-04"}, {"number": 1410}, (10.25, 410 / 11, "(1,410 - 1,000) / 11 to 40 days")),
    ],
)
def test_implied_rates_carry_every_bound(one, two, expected):
    """The slowest is the least over the most days; an open end stays open; nothing is halved."""
    assert rates("implied", claim(1, **one), claim(2, **(MAY | two))) == [expected]


@pytest.mark.parametrize(
    "more",
    [
        {"claimant": "Aid Watch"},
        {"side": "Southia"},
        {"measure": "wounded"},
        {"population": "civilian"},
        {"modality": "projected"},
        {"scope": "incident"},
        {"as_of": "2024-05", "period_end": "2024-05"},
        {"as_of": "2024-05-01", "period_end": "2024-05-01"},
        {"best": 900.0},
        {"period_start": "2024-04"},
    ],
)
def test_no_rate_between_what_is_not_one_series(more):
    """Another claimant, side, measure, people or start; days that may overlap; a count that fell."""
    assert rates("implied", claim(1, 1000), claim(2, 1200, **(MAY | more))) == []


def test_nobody_named_is_nobody_elsewhere():
    """Two articles that name no source are not one claimant."""
    nameless = {"claimant": "article"}
    assert rates("implied", claim(1, 1000, **nameless), claim(2, 1200, document_id="b", **nameless, **MAY)) == []
    assert len(rates("implied", claim(1, 1000, **nameless), claim(2, 1200, **nameless, **MAY))) == 1


def test_a_count_over_its_own_days():
    """A total by the days it covers; a year named alone is the whole year; one day is no pace."""
    year = {"scope": "period", "period_start": "2023", "period_end": "2023", "as_of": ""}
    assert rates("so_far", claim(1, 730, bound="at_least", **year)) == [(2, None, "≥730 / 365 days")]
    day = {"scope": "period", "period_start": "2023-05-02", "period_end": "2023-05-02", "as_of": ""}
    assert rates("so_far", claim(1, 730, **day)) == []


def test_the_pace_a_projection_needs():
    """Totals of two sides make one of both; a season narrows the year; the sum is a range."""
    north = claim(1, 1000, **SUM)
    south = claim(2, 500, bound="between", to=600, **(SUM | {"side": "Southia"}))
    aim = claim(3, 2000, period_surface="by the spring", **AIM)
    expected = (400 / 425, 500 / 305, "(2,000 - (1,500 to 1,600)) / 305 to 425 days")
    assert rates("needed", north, south, aim) == [expected]
    assert rates("needed", north, aim) == []
    assert rates("needed", north, south, aim | {"claimant": "Red Cross"}) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They lose 1,000 a day there.", [(1000, 1000, "1,000 / 1 days")]),
        ("They lose 1,000 per month now.", [(1000 / 31, 1000 / 28, "1,000 / 28 to 31 days")]),
        ("They lose 1,000, all say.", []),
    ],
)
def test_stated_rates_need_their_sentence(text, expected):
    """The words after the number tell what it is per; without the sentence nothing is said."""
    told = claim(1, 1000, scope="rate", as_of="", period_end="")
    assert rates("stated", told, sentences=sentence(text)) == expected
    assert rates("stated", told) == []


def test_shares_and_multiples_stand_on_a_cited_base():
    """The base's words stand in the sentence, its measure fits; otherwise nothing."""
    bases = frame_of(
        [
            reference(1, "2020", 2_000_000.0, measure="other", cue="fighting age", citation="Census"),
            reference(2, "1980", 400.0, side="Eastmark", cue="Hill War", citation="Annals"),
            reference(3, "2020", 9.0),
        ],
        "references",
    )
    share = claim(1, 1.5, unit="percent", measure="casualties")
    times = claim(2, 10, unit="ratio", bound="about")
    claims = tables([share, times]).claims
    found = find_reach(claims, bases, sentence("One in many of fighting age, more than in the Hill War."))
    assert found[["kind", "low", "high", "source"]].to_numpy().tolist() == [
        ["share", 30_000, 30_000, "Census"],
        ["multiple", 3_800, 4_200, "Annals"],
    ]
    assert find_reach(claims, bases, sentence("One in many of them.")).empty
    assert find_reach(claims, bases).empty


def test_a_projection_reaches_beyond_the_last_total():
    """How many more it takes, as a range; a name for the base."""
    found = find_reach(tables([claim(1, 1500, **(SUM | {"side": "both"})), claim(2, 2000, **AIM)]).claims)
    assert found[["kind", "low", "high", "base"]].to_numpy().tolist() == [["projection", 500, 500, "c000000000001"]]


def test_order_and_emptiness():
    """The order of rows changes nothing; nothing in gives all columns and no row."""
    claims = tables([claim(k, 1000 + k, as_of=f"2024-05-{k:02d}", period_end="") for k in range(1, 20)]).claims
    found = find_rates(claims)
    assert found.equals(find_rates(claims[::-1]))
    assert (found.kind == "implied").sum() == 18
    assert find_rates(claims[:0]).columns.tolist() == list(JUDGEMENTS["rates"].columns)
    assert find_reach(claims[:0]).columns.tolist() == list(JUDGEMENTS["reach"].columns)
