"""Origins: who says it and on whom it builds, the span over origins at each date, and what each of them decides."""

import math

import pandas as pd
import pytest
from made import attack, claim, document, tables

from tollbook import correct_for_bias, drop_each, find_echoes, find_origins, span_origins, with_origins

ENDS = ["low", "high", "stated_low", "stated_high"]


def claims_of(*rows):
    """Made claims with their origins."""
    made = tables(rows, [document(key) for key in "abc"])
    return with_origins(made.claims, find_echoes(made.claims, made.documents))


def on(day, rank, number, **more):
    """Give a running total counted on a day."""
    return claim(rank, number, as_of=day, period_end=day, **more)


def ends(span):
    """Ends of a row as a list that compares: None where open."""
    return [None if math.isnan(span[name]) else span[name] for name in ENDS]


def test_an_origin_is_stood_for_by_the_named_and_tight():
    """A named claim stands before nobody's, an exact one before a bound."""
    claims = claims_of(
        claim(1, 41_000, bound="at_least", claimant="article", document_id="b"),
        claim(2, 41_000, bound="at_least"),
        claim(3, 41_500, document_id="b"),
    )
    (origin,) = find_origins(claims).to_dict("records")
    assert origin["claim_id"] == "c000000000003"
    assert (origin["claimants"], origin["document_ids"]) == ("Red Cross", "a b")
    assert (origin["n_claims"], origin["n_documents"], origin["n_claimants"]) == (3, 2, 1)


def test_dependence_is_of_a_claimant_and_a_side():
    """London builds on Kyiv for Russia's losses, not for others; an independent office on nobody."""
    ministry = "UK Ministry of Defence"
    claims = claims_of(
        claim(1, 900_000, side="Russia", claimant=ministry),
        claim(2, 70_000, side="Ukraine", claimant=ministry),
        claim(3, 52_000, side="Palestine", claimant="UN Office for the Coordination of Humanitarian Affairs (OCHA)"),
        claim(4, 900_000, side="Russia", claimant="CSIS"),
    )
    origins = find_origins(claims).set_index("claim_id")["dependent_on"]
    assert origins.sort_index().tolist() == ["General Staff of Ukraine", "", "Gaza Health Ministry", ""]


def test_span_is_over_origins_not_articles():
    """A count in three articles is one origin beside another's one."""
    claims = claims_of(
        claim(1, 41_500), claim(2, 41_500, document_id="b"), claim(3, 41_500, document_id="c"),
        claim(4, 38_000, bound="between", to=45_000, claimant="Aid Watch"),
    )  # fmt: skip
    (span,) = span_origins(claims).to_dict("records")
    assert (span["n_origins"], span["n_claimants"], span["claimants"]) == (2, 2, "Aid Watch; Red Cross")
    assert ends(span) == [38_000, 45_000, 38_000, 45_000]


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        (claim(2, 50_000, bound="at_least", claimant="Aid Watch"), [41_500, None, 41_500, 50_000]),
        (claim(2, 50_000, bound="at_most", claimant="Aid Watch"), [None, 50_000, 41_500, 50_000]),
        (claim(2, 50_000, bound="about", claimant="Aid Watch"), [41_500, 50_000, 41_500, 50_000]),
        (claim(2, None, bound="vague", claimant="Aid Watch"), [41_500] * 4),
        (claim(2, 50_000, modality="projected", claimant="Aid Watch"), [41_500] * 4),
        (claim(2, 50_000, modality="hypothetical", claimant="Aid Watch"), [41_500] * 4),
        (claim(2, 300, part_of="c000000000001", claimant="Aid Watch"), [41_500] * 4),
        (attack(2, 50_000, claimant="Aid Watch"), [41_500] * 4),
    ],
)
def test_open_ends_stay_open_and_what_cannot_be_compared_is_left_out(second, expected):
    """Beside a count of 41,500: no number is put where nobody put one."""
    (span,) = span_origins(claims_of(claim(1, 41_500), second)).to_dict("records")
    assert ends(span) == expected


def test_the_dead_of_a_total_of_casualties_are_a_count_of_their_own():
    """A part with another measure is comparable; a part of the same measure is not."""
    claims = claims_of(claim(1, 41_500, measure="casualties"), claim(2, 12_000, part_of="c000000000001"))
    assert span_origins(claims)["measure"].tolist() == ["casualties", "killed"]


def test_the_newest_count_of_each_claimant_stands():
    """A later count takes the place of the same claimant's earlier one, not of another's."""
    claims = claims_of(
        on("2024-03-01", 1, 30_000), on("2024-04-01", 2, 26_000, claimant="Aid Watch"), on("2024-05-01", 3, 36_000)
    )
    spans = span_origins(claims)
    assert spans["as_of"].tolist() == ["2024-03-01", "2024-04-01", "2024-05-01"]
    assert spans[["low", "high"]].values.tolist() == [[30_000, 30_000], [26_000, 30_000], [26_000, 36_000]]


def test_periods_are_compared_with_the_same_period():
    """A year's count and another year's are two rows, each alone."""
    year = {"scope": "period", "as_of": ""}
    claims = claims_of(
        claim(1, 30_000, period_start="2022-01-01", period_end="2022-12-31", **year),
        claim(2, 20_000, period_start="2023-01-01", period_end="2023-12-31", claimant="Aid Watch", **year),
    )
    assert span_origins(claims)["n_origins"].tolist() == [1, 1]


def test_dependent_origins_are_counted():
    """Two origins, of which one builds on the other; alone it builds on nobody here."""
    russia = {"side": "Russia", "measure": "casualties"}
    london = claim(1, 910_000, claimant="UK Ministry of Defence", **russia)
    kyiv = claim(2, 930_000, claimant="General Staff of Ukraine", document_id="b", **russia)
    assert span_origins(claims_of(london, kyiv))[["n_origins", "n_dependent"]].values.tolist() == [[2, 1]]
    assert span_origins(claims_of(london))["n_dependent"].tolist() == [0]


def test_dropping_tells_what_decides():
    """Without the one at the end the end moves; without the one between nothing does."""
    claims = claims_of(
        claim(1, 30_000),
        claim(2, 40_000, claimant="Aid Watch", document_id="b"),
        claim(3, 35_000, claimant="Monitor", document_id="c"),
    )
    table = drop_each(claims)
    says = table[table["without_kind"] == "claimant"].set_index("without")["says"]
    assert says.to_dict() == {
        "Aid Watch": "high 40,000 → 35,000", "Monitor": "nothing moves", "Red Cross": "low 30,000 → 35,000",
    }  # fmt: skip
    assert table["without_kind"].value_counts().to_dict() == {"claimant": 3, "origin": 3, "document": 3}
    assert (table["changed"] == "yes").sum() == 6


def test_an_origin_outlives_one_of_its_carriers():
    """What two articles carry stays without either; without its claimant it goes, with both."""
    table = drop_each(claims_of(claim(1, 30_000), claim(2, 30_000, document_id="b")))
    changed = table.set_index(["without_kind", "without"])["says"].to_dict()
    assert changed["document", "a"] == changed["document", "b"] == "nothing moves"
    assert changed["claimant", "Red Cross"] == "nothing is left"


def test_an_older_count_steps_in():
    """Without the newest count of a claimant the one before it stands, as long as it is not the same origin."""
    claims = claims_of(on("2024-03-01", 1, 30_000), on("2024-05-01", 2, 36_000, document_id="b"))
    table = drop_each(claims).set_index(["without_kind", "without"])
    assert table.loc[("document", "b"), "says"] == "low 36,000 → 30,000; high 36,000 → 30,000"
    assert table["as_of"].unique().tolist() == ["2024-05-01"]


def test_an_end_that_closes_is_a_change():
    """A ceiling leaves the lower end open; without it the end is there."""
    claims = claims_of(claim(1, 30_000), claim(2, 40_000, bound="at_most", claimant="Aid Watch"))
    table = drop_each(claims).set_index("without")
    assert table.loc["Aid Watch", "says"] == "low open → 30,000; high 40,000 → 30,000"


def test_nothing_in_nothing_out():
    """Empty frames have all columns."""
    claims = claims_of()
    for made in (find_origins(claims), span_origins(claims), drop_each(claims)):
        assert len(made) == 0
        assert len(made.columns) > 7


def test_order_of_rows_does_not_matter():
    """The same rows whatever the order of claims, and the input stays as it was."""
    rows = [
        claim(1, 30_000),
        claim(2, 40_000, claimant="Aid Watch"),
        claim(3, 31_000, bound="at_least", document_id="b"),
    ]
    claims = claims_of(*rows)
    before = claims.copy()
    for make in (find_origins, span_origins, drop_each):
        pd.testing.assert_frame_equal(make(claims), make(claims[::-1]))
    pd.testing.assert_frame_equal(claims, before)


def test_bias_touches_nothing_but_a_belligerents_count_of_soldiers_killed():
    """Kyiv's count of Russian dead is halved; a third party's, a count of wounded and another war's are left alone."""
    rows = [
        claim(1, 1000, side="Russia", claimant="General Staff of Ukraine"),
        claim(2, 1000, side="Russia", claimant="CSIS"),
        claim(3, 1000, side="Russia", claimant="General Staff of Ukraine", measure="wounded"),
        claim(4, 1000, side="Sudan", claimant="Sudanese army"),
    ]
    claims = tables(rows).claims
    corrected = correct_for_bias(claims)
    assert corrected["best_corrected"].fillna(0).tolist() == [500, 0, 0, 0]
    assert corrected["bias_source"].str.contains("Radford").tolist() == [True, False, False, False]
    assert "multiplier" not in claims.columns
