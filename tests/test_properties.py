"""What holds for any text: nothing raises, spans hold, numbers are accounted for, dress does not matter."""

import re
import textwrap
from itertools import pairwise
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tollbook import extract
from tollbook.articles import Article
from tollbook.claims import read_article
from tollbook.dates import find_dates
from tollbook.numbers import parse_number
from tollbook.sentences import split_sentences

CHECK = settings(
    deadline=None,
    derandomize=True,
    max_examples=80,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
FEWER = settings(CHECK, max_examples=25)  # where whole tables are made
VALUES = [
    "low",
    "best",
    "high",
    "bound",
    "unit",
    "measure",
    "side",
    "population",
    "claimant",
    "modality",
    "scope",
]

NUMBERS = st.sampled_from(
    (
        "12|at least 12|up to 325,000|more than 1.2 million|between 5 and 9|310,000-350,000|dozens|40%|3:1|"
        "three dozen|1 in 5|a|another|no|nearly 2,50,000|five or six|10 to 15 thousand|30+|~40|"
        "forty-five|0|1,204"
    ).split("|")
)
PEOPLE = st.sampled_from(
    "Russian soldiers|civilians|people|children|tanks|drones|of them|women and men|Hamas fighters".split("|")
)
ENDS = st.sampled_from(
    (
        "were killed|were wounded in Gaza|died on Tuesday|were launched at Kyiv|fled Sudan in 2024|were lost|"
        "were shot down overnight|have been displaced since April 2023|aged 12|held talks|rested"
    ).split("|")
)
FRAMES = st.sampled_from(
    (
        "{}.|{}, the army said.|According to the UN, {}.|“{},” said Rami Saleh.|"
        "{}, including four children.|{} (+3)|- {}|If the dam broke, {}.|Ukraine's general staff: {}"
    ).split("|")
)
SENTENCES = st.builds(lambda n, p, e, f: f.format(f"{n} {p} {e}"), NUMBERS, PEOPLE, ENDS, FRAMES)
REPORTS = st.lists(SENTENCES, min_size=1, max_size=6).map("\n\n".join)
# Digits that are not decimal ("²", "⑤") have a test of their own.
ODD_DIGITS = "".join(char for char in map(chr, range(0x11000)) if char.isdigit() and not char.isdecimal())
NOISE = st.text(st.characters(codec="utf-8", exclude_characters=ODD_DIGITS), max_size=300)
MARKS = st.sampled_from("of the . , - – ( ) : ; \" “ ' ’ % $ / \n said killed and half".split(" "))
WORDS = st.lists(st.one_of(NUMBERS, PEOPLE, ENDS, MARKS, NOISE), max_size=30).map(" ".join)
TEXTS = st.one_of(REPORTS, WORDS, NOISE)


def claim_values(text):
    """What the claims of a text say, without their words and places."""
    return [tuple(str(claim[name]) for name in VALUES) for claim in read_article(text, "d", "2025-06-12").claims]


@CHECK
@given(TEXTS)
def test_any_text_is_read(text):
    """No text raises; every frame keeps its contract."""
    tables = extract(text, published="2025-06-12")
    assert len(tables.documents) == 1
    assert set(tables.claims["figure_id"]) <= set(tables.figures["figure_id"])


@CHECK
@given(TEXTS)
def test_spans_hold(text):
    """Words at the offsets are the words of the row; low is never above high, best never beside them."""
    read = read_article(text, "d", "2025-06-12")
    for row in [*read.figures, *read.claims]:
        assert text[row["start"] : row["end"]] == row["surface"]
        low, best, high = row["low"], row["best"], row["high"]
        assert low is None or high is None or low <= high
        assert best is None or (low is None and high is None)
        assert (row["bound"] == "vague") == (low is best is high is None)


@CHECK
@given(TEXTS)
def test_a_figure_lies_in_one_sentence(text):
    """Every figure has its sentence, and lies within it; figures do not overlap."""
    read = read_article(text, "d", "2025-06-12")
    for row in read.figures:
        a, z = row["start"], row["end"]
        around = [n for n, s in enumerate(read.sentences) if s.start <= a and z <= s.end]
        assert [f"d:{n}" for n in around] == [row["sentence_id"]]
    spans = sorted((row["start"], row["end"]) for row in read.figures)
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))


@CHECK
@given(TEXTS)
def test_every_run_of_digits_is_accounted_for(text):
    """Digits of ours lie in a figure, wherever they stand."""
    read = read_article(text, "d", "2025-06-12")
    covered = [(row["start"], row["end"]) for row in read.figures]
    runs = [match.span() for match in re.finditer("[0-9]+", text)]
    left = [text[a:z] for a, z in runs if not any(start <= a and z <= end for start, end in covered)]
    assert left == []


@CHECK
@given(REPORTS)
def test_spaces_do_not_matter(text):
    """The same claims through non-breaking spaces."""
    assert claim_values(text.replace(" ", "\u00a0")) == claim_values(text)


@CHECK
@given(REPORTS, st.sampled_from("‐‑–"))
def test_dashes_do_not_matter(text, dash):
    """The same claims whatever the dash inside a word or a range, and whatever the dash of a list."""
    assert claim_values(re.sub(r"(?<=\w)-(?=\w)", dash, text)) == claim_values(text)
    assert claim_values(text.replace("-", "–")) == claim_values(text)


@CHECK
@given(REPORTS)
def test_quotation_marks_do_not_matter(text):
    """The same claims through straight and curly quotation marks and apostrophes."""
    straight = text.replace("“", '"').replace("”", '"')
    assert claim_values(straight.replace("'", "’")) == claim_values(text)


@FEWER
@given(REPORTS)
def test_line_ends_do_not_matter(text):
    """The same claims from a text with line ends of another system."""
    ours = extract(text, published="2025-06-12").claims
    theirs = extract(text.replace("\n", "\r\n"), published="2025-06-12").claims
    pd.testing.assert_frame_equal(ours, theirs)


@FEWER
@given(st.lists(REPORTS, min_size=2, max_size=4), st.randoms(use_true_random=False))
def test_order_of_articles_does_not_matter(texts, random):
    """The same articles in any order give the same tables."""
    articles = [(f"a{n}", text) for n, text in enumerate(texts)]
    first = extract(dict(articles), published="2025-06-12")
    random.shuffle(articles)
    second = extract(dict(articles), published="2025-06-12")
    for (name, one), (_, two) in zip(first.items(), second.items(), strict=True):
        pd.testing.assert_frame_equal(one, two, obj=name)


@CHECK
@given(NOISE)
def test_stages_take_any_text(text):
    """Each stage by itself takes anything; cuts keep every visible character."""
    joined = "".join("".join(s.text.split()) for s in split_sentences(text))
    assert joined == "".join(text.split())
    assert all(text[w.start : w.end] == w.surface for w in find_dates(text, "2025-06-12"))
    number = parse_number(text) if text.strip() else None
    assert number is None or number >= 0


@CHECK
@given(st.integers(0, 10**9))
def test_digit_groups_give_the_number_back(value):
    """Plain digits and groups of three are the number they write."""
    assert parse_number(str(value)) == value
    assert parse_number(f"{value:,}") == value
    text = f"Losses: {value:,} people were killed."
    assert [claim["best"] for claim in read_article(text, "d").claims] == [value]


@FEWER
@given(st.text(max_size=40), NOISE)
def test_articles_keep_their_text(name, text):
    """A record keeps what it is given; an id is made of what the caller said."""
    article = Article(name, text)
    assert (article.document_id, article.text) == (name, text)
    assert extract({name or "x": text}).texts == {name or "x": text.replace("\r\n", "\n")}


@pytest.mark.parametrize("text", ["²", "see note ³", "⑤ killed"])
def test_odd_digits_are_read(text):
    """Raised and circled digits are text like any other."""
    assert len(extract(text).documents) == 1


def wrapped(text, width):
    """A text with its paragraphs parted by empty lines and broken at a margin; prose alone, not lists or headlines."""
    return "\n\n".join(textwrap.fill(line, width, break_on_hyphens=False) for line in text.split("\n") if line.strip())


@pytest.mark.parametrize("width", [60, 72, 100])
def test_a_margin_does_not_matter(width):
    """The book's own articles make the same claims when they are wrapped as old wire copy is."""
    without = [value for value in VALUES if value not in ("claimant", "surface")]
    for path in sorted((Path(__file__).resolve().parents[1] / "data" / "articles").glob("*.txt")):
        text = "\n\n".join(line for line in path.read_text("utf-8").split("\n") if line.strip())
        plain, other = (
            [tuple(str(claim[value]) for value in without) for claim in read_article(t, "d", "2025-06-12").claims]
            for t in (text, wrapped(text, width))
        )
        assert other == plain, path.name


def dressed(name, text):
    """A text in another dress of the same length."""
    return {
        "non-breaking spaces": text.replace(" ", "\u00a0"),
        "thin spaces after digits": re.sub(r"(?<=\d) (?=\w)", "\u2009", text),
        "non-breaking hyphens": re.sub(r"(?<=\w)-(?=\w)", "‑", text),
        "en dashes in ranges": re.sub(r"(?<=\d)-(?=\d)", "–", text),
        "curly apostrophes": text.replace("'", "’"),
        "straight quotation marks": text.replace("’", "'").replace("“", '"').replace("”", '"'),
    }[name]


DRESSES = [
    "non-breaking spaces",
    "thin spaces after digits",
    "non-breaking hyphens",
    "en dashes in ranges",
    "curly apostrophes",
    "straight quotation marks",
]


@pytest.mark.parametrize("name", DRESSES)
def test_articles_in_another_dress_make_the_same_claims(name):
    """The book's own articles and the development labels' texts, but for the glyphs of a claimant's name."""
    data = Path(__file__).resolve().parents[1] / "data"
    without = [value for value in VALUES if value != "claimant"]
    for path in [*sorted((data / "articles").glob("*.txt")), *sorted((data / "gold" / "dev").glob("*.txt"))]:
        text = path.read_text("utf-8")
        plain, other = (
            [tuple(str(claim[value]) for value in without) for claim in read_article(t, "d", "2025-06-12").claims]
            for t in (text, dressed(name, text))
        )
        assert other == plain, path.name
