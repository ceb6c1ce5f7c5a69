"""The ledger as it stands in the page: whole without script, escaped, ready for search and sorting."""

import base64
import csv
import io
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from made import attack, book, claim, other_war

from tollbook.ledger import answer, ledger, ledger_html
from tollbook.tabular import csv_text

ASSETS = Path(__file__).parents[1] / "src" / "tollbook" / "assets"


class Rows(HTMLParser):
    """Collect body rows: their attributes and the text of their cells."""

    def __init__(self, page):
        super().__init__()
        self.rows, self.cells, self.inside = [], [], False
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        """Begin a row or a cell."""
        if tag == "tr":
            self.rows.append(dict(attributes))
            self.cells.append([])
        if tag in ("td", "th"):
            self.cells[-1].append("")
            self.inside = True

    def handle_endtag(self, tag):
        """End a cell."""
        self.inside = self.inside and tag not in ("td", "th")

    def handle_data(self, data):
        """Keep what a cell says."""
        if self.inside:
            self.cells[-1][-1] += data


def test_every_claim_has_a_row_that_leads_to_its_evidence():
    """Readable without script: plain rows, a header cell each, one link to the claim's anchor."""
    war = other_war()
    page = ledger_html(war)
    parsed = Rows(page)
    assert len(parsed.rows) == 1 + len(war.claims)
    for row in war.claims.itertuples():
        assert f'href="evidence/{row.document_id}.html#{row.claim_id}"' in page
    assert parsed.cells[1][:4] == ["12,000", "soldiers killed or wounded", "Northland", "Northland Ministry of War"]


def test_rows_carry_what_the_script_filters_and_sorts_by():
    """Side, measure, bound, claimant; values for search, numbers and days for order."""
    page = ledger_html(book([claim(1, 6000, bound="between", to=8000, surface="6,000 to 8,000")]))
    row = Rows(page).rows[1]
    assert (row["data-side"], row["data-measure"], row["data-bound"]) == ("Northland", "killed", "between")
    assert row["data-values"] == "6000 8000"
    assert 'data-order="8000.0"' in page
    assert 'data-order="2024-05-01"' in page


def test_the_article_s_own_words_stand_beside():
    """A number told in other words is shown as written too, so that both are found."""
    page = ledger_html(book([claim(1, 1_200_000, surface="1.2m")]))
    assert Rows(page).cells[1][0] == "1.2 million “1.2m”"


def test_controls_wait_for_the_script_and_the_count_is_live():
    """Hidden until the script shows them; labelled; the count is announced and explained."""
    page = ledger_html(other_war())
    assert re.search(r"<form[^>]* hidden>", page)
    assert page.count("<label>") == 5
    assert 'role="status" aria-live="polite"' in page
    assert 'href="#how-ledger"' in page
    assert 'id="how-ledger"' in page


def test_nothing_inline():
    """No script, no handler, no style in the HTML."""
    page = ledger_html(other_war())
    assert "<script" not in page
    assert not re.search(r"\s(on\w+|style)=", page)


def test_words_from_articles_are_escaped():
    """In cells, attributes and options."""
    evil = '"><img src=x onerror=alert(1)>'
    page = ledger_html(book([claim(1, None, bound="vague", surface=evil, claimant=evil, side=evil, via=evil)]))
    assert "<img" not in page


def test_the_download_is_safe_for_spreadsheets():
    """Every claim is in the CSV; what begins like a formula is text."""
    page = ledger_html(book([claim(1, 5, claimant="=HYPERLINK(1)"), claim(2, 6, claimant="+cmd", surface="-6")]))
    text = base64.b64decode(re.search(r"base64,([^\"]+)", page)[1]).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["claimant"] for row in rows] == ["'=HYPERLINK(1)", "'+cmd"]
    assert rows[1]["surface"] == "'-6"
    assert [row["best"] for row in rows] == ["5", "6"]


@pytest.mark.parametrize("cell", ["=1", "+1", "-1", "@x", "\tx", "\rx", "  =1"])
def test_formulas_are_disarmed(cell):
    """Every beginning a spreadsheet runs; numbers stay numbers."""
    assert next(csv.reader(io.StringIO(csv_text([cell], [])))) == [cell]
    (_, row) = csv.reader(io.StringIO(csv_text(["h"], [[cell]])))
    assert row == ["'" + cell]
    assert csv_text(["h"], [[-1.5]]).endswith("-1.5\r\n")


def test_an_empty_ledger_says_so():
    """No table of nothing."""
    assert "<table" not in ledger_html(book([]))
    assert "No claim to list" in ledger(book([]))._repr_html_()
    assert str(answer(book([]))).startswith("The ledger is empty")


def test_two_thousand_rows_stay_light():
    """About a kilobyte a row, all of them in the page."""
    page = ledger_html(book([attack(n, n + 1) for n in range(2000)]))
    assert page.count("<tr ") == 2001
    assert len(page) < 3_000_000


def test_script_and_sheet_keep_their_promises():
    """No eval, no inner HTML, no outside address; paper shows every row, phones no table."""
    script, sheet = (ASSETS / "ledger.js").read_text(), (ASSETS / "ledger.css").read_text()
    assert not re.search(r"innerHTML|eval\(|https?:", script)
    assert "aria-sort" in script
    assert re.search(r"@media print.*tr\[hidden\]", sheet, re.S)
    assert "max-width: 640px" in sheet
