"""Evidence pages: the right sentences, every anchor, everything escaped."""

import re

import pytest
from made import claim, document, tables

import tollbook
from tollbook.evidence import escape, evidence_html
from tollbook.site import EVIDENCE, write_evidence_pages

TEXT = (
    "The rain fell all day. Officials said at least 12 soldiers were killed on 5 May 2024. Nobody spoke. "
    "The market was shut. The road was long. It was cold. Three people were hurt, the mayor said. Night came."
)


@pytest.fixture(scope="module")
def read():
    """Tables of one short article."""
    return tollbook.extract({"a": TEXT}, published="2024-05-06")


def anchors(page):
    """Give every id of a page."""
    return re.findall(r'\bid="([^"]+)"', page)


def test_every_figure_has_one_anchor(read):
    """A claim under its own id, any other figure under its figure id; none twice."""
    page = evidence_html(read, "a", {})
    claimed = set(read.claims["figure_id"])
    wanted = set(read.claims["claim_id"]) | (set(read.figures["figure_id"]) - claimed)
    assert sorted(anchors(page)) == sorted(wanted)


def test_only_sentences_with_a_figure_and_their_neighbours(read):
    """What lies between is a gap."""
    page = evidence_html(read, "a", {})
    assert "The rain fell all day." in page
    assert "Nobody spoke." in page
    assert "The road was long." not in page
    assert page.count("tb-gap") == 1
    assert "The market was shut." not in page


def test_a_claim_says_how_it_was_read_and_who_uses_it(read):
    """Number, bound, side, claimant, rule; places in chapters, or that there are none."""
    key = read.claims["claim_id"].iloc[0]
    page = evidence_html(read, "a", {key: [("../00-overview.html", "Overview")]})
    assert "at least" in page
    assert "killed" in page
    assert ">Officials</td>" in page
    assert '<a href="../00-overview.html">Overview</a>' in page
    assert page.count("no chapter yet") == len(read.claims) - 1


def test_digits_of_the_reading_lead_back(read):
    """No bare number outside sentences, links, dates and code."""
    page = evidence_html(read, "a", {})
    page = re.sub(r'<p class="tb-sentence.*?</p>|<(a|time|code)\b.*?</\1>', "", page, flags=re.S)
    assert not re.search(r"\d", re.sub(r"<[^>]+>", "", page))


def test_a_retelling_says_so_first():
    """And names the original's publisher; its address is linked."""
    row = document("a", text_kind="retelling", publisher="The Daily", url="https://example.org/1?a=1&b=2")
    page = evidence_html(tables(documents=[row]), "a", {})
    assert re.match(r'<div class="tb-evidence"><p class="tb-notice">This page shows a retelling', page)
    assert "of the original by The Daily" in page
    assert 'href="https://example.org/1?a=1&amp;b=2"' in page
    assert "No sentence of this article holds a number." in page


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "//example.org", "file:///etc/passwd"])
def test_only_web_addresses_become_links(url):
    """Anything else is left out."""
    page = evidence_html(tables(documents=[document("a", url=url)]), "a", {})
    assert url not in page


HOSTILE = [
    "<script>alert(1)</script> 5 soldiers were killed.",
    '<img src=x onerror="alert(1)"> 5 soldiers were killed.',
    "```{raw} html\n5 soldiers were killed {glue:text}`x` [a](javascript:b) $x$.",
    "5 soldiers \u202edellik erew\u202c were killed \u200b\u0007 & 'quoted' \"twice\".",
    "</mark></p></div><h1>5 soldiers were killed</h1>",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text(text):
    """Tags, MyST, direction controls: shown, never obeyed."""
    page = evidence_html(tollbook.extract({"a": text}, published="2024-05-06"), "a", {})
    tags = {tag.lower() for tag in re.findall(r"<\s*/?\s*([a-zA-Z0-9]+)", page)}
    assert tags <= {"div", "p", "mark", "span", "a", "cite", "details", "summary", "table", "tbody", "tr", "th", "td",
                    "code", "time"}  # fmt: skip
    assert not re.search(r"<[^>]*\son\w+=", page)
    assert not re.search("[\u202a-\u202e\u200b\u0007]", page)


def test_hostile_columns_stay_text():
    """What was read out of an article is escaped like its text."""
    evil = "<b onclick=x>"
    row = claim(1, 5, claimant=evil, side=evil, via=evil, rule=evil, surface="5", start=0, end=1)
    sentence = {"document_id": "a", "sentence_id": "a:0", "start": 0, "end": 9, "role": "body", "text": "5 soldiers"}
    names = "figure_id document_id sentence_id start end surface low best high bound".split()
    figure = {name: row[name] for name in names} | {"kind": "claim"}
    made = tables([row], [document("a", publisher=evil, headline=evil)], [sentence], [figure])
    page = evidence_html(made, "a", {row["claim_id"]: [(evil, evil)]})
    assert "<b " not in page


def test_controls_are_shown_by_code():
    """Those that reorder or hide; letters of right-to-left scripts stay."""
    assert escape("a\u202eb") == "a⟨U+202E⟩b"
    assert escape("שלום") == "שלום"


def test_an_unknown_article_is_an_error(read):
    """Named, with those that are there."""
    with pytest.raises(KeyError, match="no article 'x'"):
        evidence_html(read, "x", {})


def test_book_without_articles_has_one_evidence_page(tmp_path):
    """A table of contents may not be empty: a page says that nothing was read, and goes with the first article."""
    assert [page.name for page in write_evidence_pages(tmp_path, [])] == ["no-article.md"]
    assert [page.name for page in write_evidence_pages(tmp_path, ["a"])] == ["a.md"]
    assert [page.name for page in (tmp_path / EVIDENCE).iterdir()] == ["a.md"]
