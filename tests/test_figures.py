"""Number expressions in a sentence: span, range and bound."""

import pytest

from tollbook import lexicon
from tollbook.figures import Tokens, find_figures, set_bound


def read(text):
    """(surface, low, best, high, bound) of every figure of a sentence."""
    tokens = Tokens(text)
    found = find_figures(tokens, lexicon.load())
    return [(text[tokens.a[f.i] : tokens.z[f.j - 1]], f.low, f.best, f.high, f.bound) for f in found]


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("They saw 12 ships.", ("12", None, 12, None, "exact")),
        ("They saw more than 400,000 ships.", ("more than 400,000", 400_000, None, None, "at_least")),
        ("They saw at least a dozen ships.", ("at least a dozen", 12, None, None, "at_least")),
        ("They saw over 30 ships.", ("over 30", 30, None, None, "at_least")),
        ("They saw 30 or more ships.", ("30 or more", 30, None, None, "at_least")),
        ("They saw 30+ ships.", ("30+", 30, None, None, "at_least")),
        ("They saw >30 ships.", (">30", 30, None, None, "at_least")),
        ("They saw ≥ 30 ships.", ("≥ 30", 30, None, None, "at_least")),
        ("They saw up to 325 ships.", ("up to 325", None, None, 325, "at_most")),
        ("They saw as many as 325 ships.", ("as many as 325", None, None, 325, "at_most")),
        ("They saw fewer than 20 ships.", ("fewer than 20", None, None, 20, "at_most")),
        ("They saw less than 20 ships.", ("less than 20", None, None, 20, "at_most")),
        ("They saw no more than 20 ships.", ("no more than 20", None, None, 20, "at_most")),
        ("They saw about 20 ships.", ("about 20", None, 20, None, "about")),
        ("They saw some 20 ships.", ("some 20", None, 20, None, "about")),
        ("They saw ~20 ships.", ("~20", None, 20, None, "about")),
        ("They saw nearly 20 ships.", ("nearly 20", None, 20, None, "nearly")),
        ("They saw almost 2,000 ships.", ("almost 2,000", None, 2000, None, "nearly")),
        ("They saw between 5 and 9 ships.", ("between 5 and 9", 5, None, 9, "between")),
        ("They saw 5 to 9 ships.", ("5 to 9", 5, None, 9, "between")),
        ("They saw 5-9 ships.", ("5-9", 5, None, 9, "between")),
        ("They saw 310,000–350,000 ships.", ("310,000–350,000", 310_000, None, 350_000, "between")),
        ("They saw 10 to 15 thousand ships.", ("10 to 15 thousand", 10_000, None, 15_000, "between")),
        ("They saw 1.1-1.3 million ships.", ("1.1-1.3 million", 1_100_000, None, 1_300_000, "between")),
        ("They saw five or six ships.", ("five or six", 5, None, 6, "between")),
        ("They saw dozens of ships.", ("dozens", None, None, None, "vague")),
        ("They saw hundreds of thousands of ships.", ("hundreds of thousands", None, None, None, "vague")),
        ("They saw 5k ships.", ("5k", None, 5000, None, "exact")),
        ("Ships topped 1 million.", ("topped 1 million", 1_000_000, None, None, "at_least")),
    ],
)  # fmt: skip
def test_bound_goes_where_the_words_say(text, figure):
    """At least fills low, at most high, the rest best, a range low and high, vague words nothing."""
    assert read(text) == [figure]


@pytest.mark.parametrize(
    ("text", "surfaces"),
    [
        ("The count rose from 3 to 5.", ["3", "5"]),
        ("Nobody, some people, a few ships.", []),
        ("Between the two towns 12 ships lay.", ["two", "12"]),
        ("On 5 May 12 ships came.", ["5", "12"]),
        ("In May 2024, 300 ships came.", ["2024", "300"]),
        ("Ships: 1 207 910.", ["1 207 910"]),
        ("No one saw the one ship.", ["one"]),
    ],
)
def test_numbers_are_parted(text, surfaces):
    """Two numbers that stand together are two figures; words that count nothing are none."""
    assert [row[0] for row in read(text)] == surfaces


@pytest.mark.parametrize("bound", ["exact", "about", "nearly", "at_least", "at_most"])
def test_set_bound_moves_the_one_value(bound):
    """The value is kept and stands in one column alone."""
    (figure,) = find_figures(Tokens("7 ships"), lexicon.load())
    set_bound(figure, bound)
    assert [v for v in (figure.low, figure.best, figure.high) if v is not None] == [7]
    assert figure.value == 7
