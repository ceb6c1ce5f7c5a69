"""Claims against dated totals: verdicts, days, periods, independence."""

from pathlib import Path

import pytest
from made import claim, tables

from tollbook.crosscheck import check_against
from tollbook.reference import read_reference, read_series
from tollbook.schema import JUDGEMENTS, frame_of

SHARED = Path(__file__).resolve().parents[2] / "shared"
NAN = float("nan")


def reference(rank, day, best=NAN, low=NAN, high=NAN, **more):
    """Give one row of references; the side and measure of a made claim."""
    row = {
        "reference_id": f"r{rank:012x}", "series": "Ledger", "claimant": "Aid Watch", "side": "Northland",
        "measure": "killed", "unit": "persons", "population": "military", "period_start": "2023-01-10", "date": day,
        "low": low, "best": best, "high": high, "citation": "Aid Watch, Ledger",
    }  # fmt: skip
    return row | more


def check(claims, references):
    """Give the crosschecks of made claims and references."""
    return check_against(tables(claims).claims, frame_of(references, "references"))


def one(number, *references, **more):
    """Give verdict, difference and arithmetic of a single check."""
    row = check([claim(1, number, **more)], references).iloc[0]
    return row.verdict, round(row.difference, 1), row.arithmetic


@pytest.mark.parametrize(
    ("more", "number", "best", "low", "high", "verdict", "difference"),
    [
        ({}, 1234, 1234, NAN, NAN, "exact", 0),
        ({}, 1200, 1234, NAN, NAN, "consistent", -2.8),
        ({}, 1210, 1234, NAN, NAN, "within", -1.9),
        ({}, 1000, 1234, NAN, NAN, "conflicts", -19.0),
        ({}, 1111, 1234, NAN, NAN, "conflicts", -10.0),
        ({"bound": "at_least"}, 1200, 1234, NAN, NAN, "consistent", -2.8),
        ({"bound": "at_least"}, 1300, 1234, NAN, NAN, "conflicts", 5.3),
        ({"bound": "at_most"}, 1300, NAN, 1100, 1300, "upper_end_of", 0),
        ({"bound": "at_least"}, 1100, NAN, 1100, 1300, "lower_end_of", 0),
        ({"bound": "between", "to": 1300}, 1100, NAN, 1100, 1300, "exact", 0),
        ({}, 1200, NAN, 1100, 1300, "consistent", 0),
        ({"bound": "at_most"}, 900, NAN, 1100, NAN, "conflicts", -18.2),
        ({"bound": "about"}, 1190, 1234, NAN, NAN, "consistent", -3.6),
    ],
)
def test_verdicts(more, number, best, low, high, verdict, difference):
    """Each bound against a value, a range and an open end."""
    assert one(number, reference(1, "2024-05-01", best, low, high), **more)[:2] == (verdict, difference)


def test_a_day_late_is_the_day_before():
    """A report lags: the total that fits is looked for three days either way, no further."""
    days = [reference(k, f"2024-04-{k:02d}", 1000 + 10 * k) for k in range(20, 31)]
    assert one(1300, *days)[2] == "1,300 against 1,300 on 2024-04-30"
    assert one(1283, *days)[0] == "within"
    assert one(1200, *days, as_of="2024-06-01", period_end="2024-06-01")[0] == "not_checkable"


def test_a_month_is_the_day_that_has_the_value():
    """A total dated by month, or not at all, is set against the day its value was passed."""
    days = [reference(k, f"2024-04-{k:02d}", 11_117 + 10 * k) for k in range(1, 31)]
    told = "11,300 against 11,297 on 2024-04-18; passed between 2024-04-18 (11,297) and 2024-04-19 (11,307)"
    assert one(11_300, *days, as_of="2024-04", period_end="2024-04") == ("consistent", 0.0, told)
    assert one(11_300, *days, as_of="", period_end="")[2] == told
    assert one(99_000, *days, as_of="2024-04", period_end="2024-04")[0] == "conflicts"


def test_a_period_is_the_difference_of_two_totals():
    """What a series grew by from the eve of the first day to the last; without an eve nothing is said."""
    year = {"scope": "period", "period_start": "2024", "period_end": "2024", "as_of": ""}
    ends = [reference(1, "2023-12-31", 500), reference(2, "2024-12-31", 1418)]
    told = "≥900 against 918: 1,418 on 2024-12-31 less 500 on 2023-12-31"
    assert one(900, *ends, bound="at_least", **year) == ("consistent", -2.0, told)
    assert one(900, ends[1], **year)[0] == "not_checkable"


def test_deaths_that_are_the_casualties_of_their_day():
    """The same number under another measure is exact, and the difference of measure is told; near is nothing."""
    day = reference(1, "2024-05-01", 5417, measure="casualties")
    assert one(5417, day) == ("exact", 0.0, "5,417 against 5,417 on 2024-05-01; told as killed, counted as casualties")
    assert one(5418, day)[0] == "not_checkable"


@pytest.mark.parametrize(
    "more",
    [
        {"modality": "projected"},
        {"scope": "rate"},
        {"bound": "vague", "best": NAN},
        {"scope": "incident", "period_start": "2024-05-01"},
        {"side": "Southia"},
        {"population": "civilian"},
        {"unit": "tanks", "population": ""},
    ],
)
def test_what_cannot_be_checked(more):
    """A projection, a rate, no number, one incident, another side, civilians, tanks: one row with the reason."""
    number = 1234
    found = check([claim(1, number, **more)], [reference(1, "2024-05-01", 1234)])
    assert found[["reference_id", "verdict", "independent"]].to_numpy().tolist() == [["", "not_checkable", ""]]
    assert found.arithmetic[0]


@pytest.mark.parametrize(
    ("claimant", "more", "independent"),
    [
        ("Red Cross", {}, "yes"),
        ("Aid Watch", {}, "same_source"),
        ("Relief Fund", {}, "no"),
        ("article", {}, "no"),
        ("officials", {}, "no"),
        ("UK Ministry of Defence", {"side": "Russia", "claimant": "General Staff of Ukraine"}, "no"),
        ("Ukraine", {"side": "Russia", "claimant": "General Staff of Ukraine"}, "no"),
        ("CSIS", {"side": "Russia", "claimant": "General Staff of Ukraine"}, "yes"),
    ],
)
def test_independence(claimant, more, independent):
    """The same source, one named as dependent, nobody named, two offices of one state, one that builds on another."""
    row = reference(1, "2024-05-01", 1234, independent_of="Relief Fund") | more
    found = check([claim(1, 1234, claimant=claimant, side=row["side"])], [row])
    assert found.independent.tolist() == [independent]


def test_order_and_emptiness():
    """The order of rows changes nothing, nothing in gives nothing out, the input stays."""
    claims = tables([claim(k, 1200 + k) for k in range(1, 6)]).claims
    references = frame_of([reference(k, f"2024-05-0{k}", 1200 + k) for k in range(1, 4)], "references")
    before = claims.copy()
    found = check_against(claims, references)
    assert found.equals(check_against(claims[::-1], references[::-1]))
    assert claims.equals(before)
    assert check_against(claims[:0], references).columns.tolist() == list(JUDGEMENTS["crosschecks"].columns)
    assert set(check_against(claims, references[:0]).verdict) == {"not_checkable"}


@pytest.mark.skipif(not (SHARED / "reference").is_dir(), reason="the reference series are not beside the project")
@pytest.mark.parametrize("full", [False, True])
def test_the_original_articles(full):
    """What must come out for the originals, with the book's own facts and with the full series."""
    from tollbook import extract

    claims = extract(SHARED / "seeds").claims
    references = read_series(SHARED / "reference")[0] if full else read_reference()
    found = check_against(claims, references).merge(claims[["claim_id", "surface", "document_id"]], on="claim_id")
    expected = [
        ("1,000,340", "exact", "1,000,340 on 2025-06-12; told as killed, counted as casualties", "no"),
        ("over 50,000", "consistent", "51,715 on 2025-06-12", "no"),
        ("over 40,000", "consistent", "40,435 on 2025-06-12", "no"),
        ("More than 400,000", "consistent", "418,360: 1,207,910 on 2025-12-31 less 789,550 on 2024-12-31", "no"),
        ("1,118,000", "consistent", "passed between 2025-10-07 (1,117,360) and 2025-10-08 (1,118,370)", "no"),
        ("exceeded one million", "consistent", "1,000,000 on 2025-06-12", "same_source"),
        ("up to 325,000", "upper_end_of", "275,000 to 325,000 in 2025-12", "same_source"),
        ("up to 140,000", "upper_end_of", "100,000 to 140,000 in 2025-12", "same_source"),
    ]
    for surface, verdict, arithmetic, independent in expected:
        rows = found[(found.surface == surface) & (found.verdict == verdict) & (found.independent == independent)]
        assert rows.arithmetic.str.endswith(arithmetic).any(), surface
