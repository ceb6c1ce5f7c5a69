"""Date expressions, resolved against a day of publication."""

import pytest

from tollbook.dates import find_dates

THURSDAY = "2025-06-12"


def days(text, published=THURSDAY):
    """(first, last) of every date expression."""
    return [(when.first, when.last) for when in find_dates(text, published)]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("on 2025-02-28", "2025-02-28", "2025-02-28"),
        ("on 28.02.2025", "2025-02-28", "2025-02-28"),
        ("on 2/28/2025", "2025-02-28", "2025-02-28"),
        ("on 14 March 2024", "2024-03-14", "2024-03-14"),
        ("on March 14, 2024", "2024-03-14", "2024-03-14"),
        ("on the 3rd of May", "2025-05-03", "2025-05-03"),
        ("on 14 December", "2024-12-14", "2024-12-14"),
        ("in March 2024", "2024-03", "2024-03"),
        ("in March", "2025-03", "2025-03"),
        ("in October", "2024-10", "2024-10"),
        ("in 2023", "2023", "2023"),
        ("on Tuesday", "2025-06-10", "2025-06-10"),
        ("on Thursday", "2025-06-12", "2025-06-12"),
        ("on Friday", "2025-06-06", "2025-06-06"),
        ("next Monday", "2025-06-16", "2025-06-16"),
        ("yesterday", "2025-06-11", "2025-06-11"),
        ("last night", "2025-06-11", "2025-06-11"),
        ("today", "2025-06-12", "2025-06-12"),
        ("overnight", "2025-06-12", "2025-06-12"),
        ("three days ago", "2025-06-09", "2025-06-09"),
        ("two months ago", "2025-04", "2025-04"),
        ("a year ago", "2024", "2024"),
        ("in the past 24 hours", "2025-06-11", "2025-06-12"),
        ("in the last week", "2025-06-02", "2025-06-08"),
        ("last month", "2025-05", "2025-05"),
        ("last year", "2024", "2024"),
        ("this year", "2025", "2025"),
        ("this month", "2025-06", "2025-06"),
        ("in the first half of 2024", "2024-01", "2024-06"),
        ("in the third quarter of 2024", "2024-07", "2024-09"),
        ("on 29 February 2024", "2024-02-29", "2024-02-29"),
    ],
)
def test_expression_is_resolved(text, first, last):
    """At the precision the words have, and nothing finer."""
    assert days(text) == [(first, last)]


@pytest.mark.parametrize("text", ["They may march again.", "He saw 12 ships.", "A second try.", "sun and sat"])
def test_no_date_is_none(text):
    """Verbs that look like months, and numbers, are no dates."""
    assert days(text) == []


@pytest.mark.parametrize("text", ["on Tuesday", "yesterday", "last month", "this year"])
def test_relative_words_need_a_day(text):
    """Without a day of publication a relative expression stays open, and is still found."""
    assert days(text, "") == [("", "")]


@pytest.mark.parametrize("text", ["on 31.02.2025", "on 31 February 2025", "on 99/99/2025"])
def test_impossible_days_are_empty(text):
    """A day that never was is found and left empty; it never raises."""
    assert days(text) == [("", "")]


def test_month_precision_of_publication():
    """With only a month of publication, weekdays stay open and months resolve."""
    assert days("on Tuesday", "2025-06") == [("", "")]
    assert days("in March", "2025-06") == [("2025-03", "2025-03")]


@pytest.mark.parametrize(
    ("text", "prep"),
    [("since May", "since"), ("until 2024", "until"), ("in 2024", "in"), ("in May of 2024", "in")],
)
def test_word_before_is_kept(text, prep):
    """The preposition says what the date bounds."""
    assert find_dates(text, THURSDAY)[0].prep == prep


def test_span_is_the_expression():
    """Offsets are of the expression's own words."""
    text = "It fell on 14 March 2024, in the rain."
    (when,) = find_dates(text, "")
    assert text[when.start : when.end] == when.surface == "14 March 2024"
