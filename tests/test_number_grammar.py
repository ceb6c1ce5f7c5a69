"""Numbers in digits and words, without any context (module ``numbers``)."""

import pytest

from tollbook.numbers import digits_value, parse_number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12", 12),
        ("1,118,000", 1_118_000),
        ("2,50,000", 250_000),
        ("12,34,567", 1_234_567),
        ("1.207.910", 1_207_910),
        ("1.5", 1.5),
        ("1,5", 1.5),
        ("1.2 million", 1_200_000),
        ("2 hundred thousand", 200_000),
        ("3½", 3.5),
        ("five", 5),
        ("forty-five thousand", 45_000),
        ("forty‑five", 45),
        ("two hundred and six", 206),
        ("one hundred and twenty-one thousand", 121_000),
        ("one million two hundred thousand", 1_200_000),
        ("a hundred", 100),
        ("a hundred and fifty", 150),
        ("a dozen", 12),
        ("three dozen", 36),
        ("half a dozen", 6),
        ("half a million", 500_000),
        ("a quarter of a million", 250_000),
        ("one and a half million", 1_500_000),
        ("two and a half thousand", 2_500),
        ("four score", 80),
        ("3 lakh", 300_000),
        ("two crore", 20_000_000),
        ("1.2 bn", 1_200_000_000),
    ],
)
def test_number_is_read(text, value):
    """One expression, one value."""
    assert parse_number(text) == value


@pytest.mark.parametrize(
    "text",
    [
        "dozens",
        "a few",
        "several hundred",
        "hundreds of thousands",
        "tens of thousands",
        "27.12.2025",
        "a",
        "an",
        "twelve drones",
        "five six",
        "thirty forty",
        "million",
        "twenty eleven",
    ],
)
def test_no_one_number_is_none(text):
    """Vague words, dates, bare articles and two numbers in a row are no value."""
    assert parse_number(text) is None


@pytest.mark.parametrize("space", [" ", "\u00a0", "\u202f", "\u2009"])
def test_digit_groups_through_any_space(space):
    """A million written with blanks of any width."""
    assert digits_value(f"1{space}207{space}910") == 1_207_910


def test_value_is_exact():
    """Decimals times a magnitude give whole numbers, not floating-point dust."""
    assert parse_number("1.1 million") == 1_100_000
    assert parse_number("2.3 million") == 2_300_000
    assert parse_number("0.29 million") == 290_000


def test_empty_text_is_none():
    """No text is no number."""
    assert parse_number("") is None
