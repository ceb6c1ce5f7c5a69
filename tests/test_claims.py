"""Claims: ids, spans, subsets, periods, modality and what carries from sentence to sentence."""

import re

import pytest

from tollbook import read_claims, read_figures

DAY = "2025-06-12"


def claims(text, **arguments):
    """Claims of one text as a list of dicts."""
    return read_claims(text, **{"published": DAY, **arguments}).to_dict("records")


def test_ids_are_stable_addresses():
    """An id is hex, and survives a new paragraph before its sentence."""
    text = "Twelve soldiers were killed near Kupiansk and 30 wounded."
    ids = [row["claim_id"] for row in claims(text)]
    assert all(re.fullmatch(r"c[0-9a-f]{12}", name) for name in ids)
    assert len(set(ids)) == 2
    later = [row["claim_id"] for row in claims(f"Rain fell on the town all day.\n\n{text}")]
    assert later == ids


def test_equal_sentences_have_ids_of_their_own():
    """A caption that repeats a sentence is another address."""
    ids = [row["claim_id"] for row in claims("Two people were killed.\n\nTwo people were killed.")]
    assert len(set(ids)) == 2


def test_claim_and_figure_share_the_hash():
    """A claim's figure is the figure with the same digits, at the same span."""
    text = "On 3 May 2025, 14 civilians were killed in Sumy."
    figures = read_figures(text).set_index("figure_id")
    (claim,) = claims(text)
    assert claim["figure_id"] == "f" + claim["claim_id"][1:]
    assert figures.loc[claim["figure_id"], ["start", "end", "kind"]].tolist() == [
        claim["start"],
        claim["end"],
        "claim",
    ]


def test_equal_statements_have_one_origin():
    """The same claimant, value, measure and side are one statement; another value is not."""
    text = (
        "UNICEF said 30 children were killed in Gaza. It rained.\n\n"
        "UNICEF said 30 children were killed in Gaza.\n\nUNICEF said 31 children were killed in Gaza."
    )
    origins = [row["origin_id"] for row in claims(text)]
    assert origins[0] == origins[1] != origins[2]


def test_nobodys_statements_stay_apart_by_article():
    """Two articles that name nobody do not confirm each other by their values alone."""
    text = "Nine people were killed in Taiz."
    rows = read_claims({"a": text, "b": text})
    assert rows["origin_id"].nunique() == 2


def test_subset_points_to_its_whole():
    """The four children of "including" are part of the nineteen and has their side and period."""
    whole, part = claims("A raid on Tuesday killed 19 people in Rafah, including four children.")
    assert part["part_of"] == whole["claim_id"]
    assert whole["part_of"] == ""
    assert (part["side"], part["period_end"]) == (whole["side"], "2025-06-10")


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("Nine people were killed in Taiz.", "asserted"),
        ("An estimated 900 people were killed in Taiz.", "estimated"),
        ("Some 900 people are thought to have been killed in Taiz.", "estimated"),
        ("Nine people are presumed dead in Taiz.", "estimated"),
        ("Deaths in Taiz could reach 900.", "projected"),
        ("The army denied that nine civilians were killed in Taiz.", "denied"),
        ("If the dam broke, 900 people would be killed.", "hypothetical"),
    ],
)
def test_modality(text, modality):
    """How the claimant puts it."""
    assert [row["modality"] for row in claims(text)] == [modality]


def test_likelihood_is_kept_as_said():
    """Words of probability stand in their own column."""
    (row,) = claims("It is highly likely that 900 Russian soldiers were killed.")
    assert row["likelihood"] == "highly likely"


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("Nine people died on Monday.", ("2025-06-09", "2025-06-09", "incident")),
        ("In May, 90 people died in Haiti.", ("2025-05", "2025-05", "period")),
        ("Since April 2023, more than 9,000 people have died.", ("2023-04", DAY, "cumulative")),
        ("From January 2024 to March 2024, 90 people died.", ("2024-01", "2024-03", "period")),
        ("Nine people died.", ("", "", "incident")),
    ],
)
def test_period_and_scope(text, period):
    """First and last day at the precision of the words; a running total ends where it was taken."""
    row = claims(text)[-1]
    assert (row["period_start"], row["period_end"], row["scope"]) == period


def test_running_total_is_as_of_its_end():
    """``period_end`` equals ``as_of`` for a running total."""
    (row,) = claims("Since April 2023, more than 9,000 people have died in Sudan.")
    assert row["scope"] == "cumulative"
    assert row["as_of"] == row["period_end"] == DAY


def test_sentences_that_go_on_telling_keep_the_day():
    """The wounded of the next sentence are of the same strike."""
    rows = claims("A strike on Tuesday killed nine people in Taiz. Thirty people were wounded.")
    assert [row["period_end"] for row in rows] == ["2025-06-10", "2025-06-10"]


def test_without_a_day_relative_periods_stay_empty():
    """Nothing is invented where the day of publication is unknown."""
    (row,) = claims("Nine people died on Monday.", published="")
    assert (row["period_start"], row["period_end"]) == ("", "")


def test_boilerplate_holds_no_claims():
    """A call to sign up is no report."""
    assert claims("A headline\n\nSubscribe to our newsletter: 100 killed stories a week") == []


def test_every_claim_says_its_rules():
    """The rules that read value, side, period and claimant stand beside the claim."""
    (row,) = claims("At least 12 soldiers were killed near Pokrovsk on Tuesday, officials said.")
    assert len(row["rule"].split()) >= 4
    assert row["period_surface"] == "Tuesday"


def test_a_third_is_one_more():
    """An ordinal that counts is one person, after a claim."""
    rows = claims("Nine people died in Odesa. Two more were killed in Lviv, and a third in Lutsk.")
    assert [(row["best"], row["measure"]) for row in rows] == [(9, "killed"), (2, "killed"), (1, "killed")]


def test_no_value_is_a_midpoint():
    """A range fills low and high and never best; a vague word fills nothing."""
    rows = read_claims("Between 40 and 60 people were killed and dozens wounded.")
    assert rows["best"].isna().all()
    assert rows[["low", "high"]].iloc[1].isna().all()
