"""Sentences: true for any war, agreeing in number, every number linked, changed by what they rest on."""

import re

import pytest
from made import attack, book, claim, document, other_war

import tollbook
from tollbook import ledger
from tollbook.categories import find_category_errors
from tollbook.phrases import claim_text, name_text, number_text, what_text
from tollbook.prose import articles, attacks, claimants, echoes, findings, overview, terms, trust
from tollbook.prose.totals import compare_claims, find_totals
from tollbook.schema import rows_of

ANSWERS = {
    "overview": overview.answer,
    "sides": overview.sides,
    "support": overview.support,
    "attacks": attacks.recent_attacks,
    "signs": terms.signs,
    "casualty": terms.casualty,
    "articles": articles.answer,
    "ledger": ledger.answer,
    "claimants": claimants.answer,
    "echoes": echoes.answer,
    "findings": findings.answer,
    "trust": trust.answer,
    "report": trust.report,
}


def many():
    """Give a book of two hundred articles and claims by forty claimants."""
    documents = [document(f"d{n}", f"2024-{n % 12 + 1:02d}-03") for n in range(200)]
    rows = [
        claim(
            n + 1,
            1000 + 7 * n,
            document_id=f"d{n}",
            claimant=f"Office {n % 40}",
            measure=("killed", "casualties")[n % 2],
        )
        for n in range(200)
    ]
    return book(rows, documents)


BOOKS = {
    "another war": other_war(),
    "one claim": book([claim(1, 1, scope="incident")]),
    "one total": book([claim(1, 4000)]),
    "no claim": book([]),
    "no article": book([], []),
    "only vague": book([claim(1, None, bound="vague", scope="incident")]),
    "only zero": book([attack(1, 0)]),
    "things only": book([claim(1, 30, unit="tanks", measure="destroyed", population="")]),
    "two hundred": many(),
}


def row(number, **more):
    """Give one claim as a chapter sees it."""
    return rows_of(book([claim(1, number, **more)]).claims)[0]


def bare(html):
    """Give the text of HTML outside links, dates, attributes and notes' anchors."""
    return re.sub(r"<[^>]+>", "", re.sub(r"<(a|time)\b.*?</\1>", "", html, flags=re.S))


@pytest.mark.parametrize("name", ANSWERS)
@pytest.mark.parametrize("war", BOOKS)
def test_every_answer_reads_well_for_any_articles(war, name):
    """Whole sentences; no number outside a link or date; no word of a war the data did not name."""
    answer = ANSWERS[name](BOOKS[war])
    text, page = str(answer), answer._repr_html_()
    assert text.endswith(".")
    assert not re.search(r"nan|None|<NA>|  |\(\)| ,| \.|\.\.", text), text
    assert not re.search(r"Russia|Ukraine|Kyiv|Moscow", page)
    assert not re.search(r"\d", bare(page)), bare(page)
    for sentence in re.split(r"(?<=[.]) ", text):
        assert sentence[0].isupper() or not sentence[0].isalpha(), sentence


@pytest.mark.parametrize("name", ANSWERS)
@pytest.mark.parametrize("war", BOOKS)
def test_links_and_notes_hold(war, name):
    """Every computed number has its note, every id is unique, every claim linked is in the book."""
    answer = ANSWERS[name](BOOKS[war])
    page = answer._repr_html_()
    ids = re.findall(r'id="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#(how-[^"]+)"', page)) == set(ids)
    linked = set(re.findall(r"#(c[0-9a-f]{12})", page))
    assert linked <= answer.claim_ids <= set(BOOKS[war].claims["claim_id"])


@pytest.mark.parametrize("name", ANSWERS)
def test_withdrawing_the_claims_an_answer_links_changes_it(name):
    """An answer that stays the same was no answer."""
    war = other_war()
    answer = ANSWERS[name](war)
    if name == "articles":
        fewer = book([], [document("a")])
        assert str(ANSWERS[name](fewer)) != str(answer)
        return
    assert answer.claim_ids
    assert str(ANSWERS[name](war.without(set(answer.claim_ids)))) != str(answer)


def test_withdrawing_changes_the_default_book_too(digests):
    """The same for the articles the book ships with, claim by claim for the opening answer."""
    answer = overview.answer(digests)
    quoted = set(re.findall(r'class="tb-n" href="[^"]*#(c[0-9a-f]{12})"', answer.paragraphs[0].html))
    assert quoted
    for claim_id in quoted:
        assert str(overview.answer(digests.without({claim_id}))) != str(answer) or _has_twin(digests, claim_id)


def _has_twin(found, claim_id):
    """Whether another article states the same claim, which then takes its place."""
    claims = found.claims.set_index("claim_id")
    return (claims["origin_id"] == claims.loc[claim_id, "origin_id"]).sum() > 1


@pytest.fixture(scope="module")
def digests():
    """The book of the shipped articles."""
    root = tollbook.reading.find_root()
    return tollbook.Book.from_tables(tollbook.extract(root / "data" / "articles"))


def test_the_opening_answer_says_who_how_many_when_and_against_what():
    """Word for word, for another war."""
    assert str(overview.answer(other_war())) == (
        "The newest totals: for Northland, 12,000 soldiers killed or wounded by 1 May 2024, according to the "
        "Northland Ministry of War, against at least 9,000 by March 2024 from Southia; for Southia, between 6,000 "
        "and 8,000 soldiers killed or wounded by 1 May 2024, according to the Red Cross, against about 7,000 by "
        "1 May 2024 from Aid Watch.\n\n"
        "These rest on two claimants for Northland and two claimants for Southia. The latest count ends on "
        "2 May 2024; the newest article of known date appeared between May 2024 and June 2024."
    )


def test_a_category_error_is_told_and_kept_out():
    """The number called deaths by an unnamed source, casualties by a ministry."""
    war = other_war()
    errors = find_category_errors(war.claims)
    assert [[c.claim_id for c in error.suspects] for error in errors] == [["c000000000007"]]
    assert "12,000 soldiers killed for Northland" in str(terms.casualty(war))
    assert all(c.claim_id != "c000000000007" for totals in find_totals(war.claims) for c in totals.claims)
    agreeing = book([claim(1, 9000, measure="casualties"), claim(2, 3000, claimant="Aid Watch")])
    assert "No number in these articles is called deaths" in str(terms.casualty(agreeing))


def test_the_better_supported_reading_wins():
    """Two named counts of deaths against one of casualties: the casualties are the suspect."""
    rows = [
        claim(1, 45_100),
        claim(2, 45_000, bound="at_least"),
        claim(3, 45_000, measure="casualties", claimant="article"),
    ]
    (error,) = find_category_errors(book(rows).claims)
    assert [c.measure for c in error.suspects] == ["casualties"]


def test_numbers_that_merely_come_close_are_no_error():
    """Other articles' counts within two per cent, or of a side nobody names, clash with nothing."""
    near = [claim(1, 12_100), claim(2, 12_000, measure="casualties", document_id="b")]
    assert find_category_errors(book(near, [document("a"), document("b")]).claims) == []
    unnamed = [claim(1, 12_000, side="unknown"), claim(2, 12_000, measure="casualties", side="unknown")]
    assert find_category_errors(book(unnamed).claims) == []


def test_shares_keep_the_bound():
    """3,000 at most of 12,000 is at most a quarter; a share is only drawn from one claimant and date."""
    assert "at most 25 per cent" in str(terms.casualty(other_war()))
    rows = [claim(1, 12_000, measure="casualties"), claim(2, 3_000, claimant="Aid Watch")]
    assert "stays open" in str(terms.casualty(book(rows)))


def test_attacks_agree_in_number_and_name_their_source():
    """One civilian, seven people, 40 missiles, on the latest day."""
    text = str(attacks.recent_attacks(other_war()))
    assert text.startswith("The latest day with attack figures is 30 April 2024.")
    assert "Sent by Northland: at least 40 missiles launched (the Red Cross)." in text
    assert "one civilian killed (local officials)" in text
    assert "seven people wounded (The A Times, naming no source)" in text


def test_subsets_and_projections_are_no_totals():
    """A part of the same measure, and what someone expects, stand aside."""
    rows = [
        claim(1, 900),
        claim(2, 400, part_of="c000000000001", claimant="B"),
        claim(3, 5000, modality="projected"),
    ]
    assert [[c.claim_id for c in t.claims] for t in find_totals(book(rows).claims)] == [["c000000000001"]]


@pytest.mark.parametrize(
    ("one", "two", "relation"),
    [
        ({"number": 5}, {"number": 5}, "same"),
        ({"number": 5}, {"number": 3, "bound": "at_least"}, "overlaps"),
        ({"number": 5}, {"number": 3, "bound": "at_most"}, "above"),
        ({"number": 2, "bound": "between", "to": 4}, {"number": 5}, "below"),
        ({"number": None, "bound": "vague"}, {"number": 5}, ""),
    ],
)
def test_comparing_obeys_the_words(one, two, relation):
    """Only what cannot overlap is above or below."""
    assert compare_claims(row(one.pop("number"), **one), row(two.pop("number"), **two)) == relation


@pytest.mark.parametrize(
    ("number", "bound", "surface", "text"),
    [
        (325_000, "at_most", "up to 325,000", "up to 325,000"),
        (300, "at_most", "fewer than 300", "fewer than 300"),
        (1_000_000, "at_least", "surpassed one million", "more than 1 million"),
        (3, "at_least", "At least three", "at least three"),
        (250_000, "about", "approximately 250,000", "about 250,000"),
        (2_000_000, "nearly", "Nears 2 Million", "nearly 2 million"),
        (0, "exact", "no", "no"),
        (None, "vague", "Dozens", "dozens"),
    ],
)
def test_bound_words(number, bound, surface, text):
    """The article's shade is kept: "more than" is not "at least"."""
    assert claim_text(row(number, bound=bound, surface=surface)) == text


def test_words_and_numbers():
    """Millions only where exact, articles only where a body takes one, nouns in number."""
    assert [number_text(v) for v in (999_999, 1_000_340, 1_050_000, 2e9, 0.5)] == [
        "999,999", "1,000,340", "1.05 million", "2 billion", "0.5"]  # fmt: skip
    assert [name_text(n) for n in ("Gaza Health Ministry", "Human Rights Watch", "Officials", "The Hague")] == [
        "the Gaza Health Ministry", "Human Rights Watch", "officials", "The Hague"]  # fmt: skip
    assert what_text(row(1, population="children"), one=True) == "child killed"


def test_a_name_with_markup_stays_text():
    """Claimants come from articles and are escaped wherever they stand."""
    found = book([claim(1, 5000, claimant="<script>alert(1)</script>", side="<b>")])
    for name, answer in ANSWERS.items():
        assert "<script" not in answer(found)._repr_html_(), name
        assert "<b>" not in answer(found)._repr_html_(), name
