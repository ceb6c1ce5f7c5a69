"""Where reports disagree: every finding with its weight, arithmetic, evidence and doubt."""

import re

import pytest
from made import attack, book, claim, document, judged_book

from tollbook.findings import SEVERITIES
from tollbook.prose import findings
from tollbook.prose.checked import check_of, checks
from tollbook.schema import FINDINGS

TWO = [document("a"), document("b", "2024-05-20")]


def war(**more):
    """Give a book of another war: a total that falls, and deaths that equal casualties."""
    rows = [
        claim(1, 12_000, measure="casualties", claimant="Northland Ministry of War"),
        claim(2, 12_000, claimant="article", document_id="b", as_of="2024-05-02", period_end="2024-05-02"),
        claim(3, 900, side="Southia", claimant="Aid Watch"),
        claim(4, 800, side="Southia", claimant="Aid Watch", document_id="b", as_of="2024-05-19",
              period_end="2024-05-19"),
    ]  # fmt: skip
    return judged_book(rows, TWO, **more)


def test_the_answer_counts_and_names_the_gravest():
    """Word for word: how many of which weight, and who stands against whom."""
    assert str(findings.answer(war())) == (
        "In four claims the checks find one contradiction and one question worth asking.\n\n"
        "The gravest: a running total that falls – 900 soldiers killed by 1 May 2024 (Aid Watch) against 800 soldiers "
        "killed by 19 May 2024 (Aid Watch)."
    )


def test_withdrawing_a_claim_takes_its_finding_along():
    """The other finding stays; with both gone the answer says so."""
    one = war().without({"c000000000002"})
    assert str(findings.answer(one)).startswith("In three claims the checks find one contradiction.")
    assert "a running total that falls" in str(findings.answer(one))
    none = one.without({"c000000000003"})
    assert str(findings.answer(none)) == "The checks find nothing to remark on in two claims."
    assert "cannot both be true" in str(findings.told(none, "contradiction"))


def test_as_of_drops_what_rests_on_later_articles():
    """A finding of which only half the claims are known yet is no finding yet."""
    early = war(as_of="2024-05-10")
    assert early.judged["findings"].empty
    assert str(findings.answer(early)) == "The checks find nothing to remark on in two claims."


def test_each_finding_has_arithmetic_evidence_and_doubt():
    """Every number linked; each claim's place named; the check says what it looks for and when it is wrong."""
    told = findings.told(war(), "contradiction")
    text, page = str(told), told._repr_html_()
    assert "In short: 900 on 1 May 2024, 800 on 19 May 2024." in text
    assert "Looked for: A running total that is lower than the same claimant's was before. May be wrong: " in text
    assert "Evidence: 900 (Aid Watch in The A Times); 800 (Aid Watch in The B Times)." in text
    assert told.claim_ids == {f"c{n:012x}" for n in (3, 4)}
    assert not re.search(r"\d", re.sub(r"<[^>]+>", "", re.sub(r"<(a|time)\b.*?</\1>", "", page, flags=re.S)))
    assert set(re.findall(r'href="#(how-[^"]+)"', page)) == set(re.findall(r'id="([^"]+)"', page))


def test_the_worst_comes_first():
    """By weight, then by how many claims a finding rests on."""
    rows = findings.findings_of(war())
    weights = [SEVERITIES.index(row.severity) for row in rows]
    assert weights == sorted(weights)
    assert len(rows) == 2


@pytest.mark.parametrize("severity", SEVERITIES)
def test_none_is_a_sentence(severity):
    """Weight by weight, also without any article."""
    for found in (book([], []), book([attack(1, 5)])):
        text = str(findings.told(found, severity))
        assert text.endswith(".")
        assert text.startswith("No")
    assert str(findings.answer(book([]))).startswith("Nowhere")


def test_every_kind_of_finding_is_explained():
    """What it looks for, on what grounds, when it is wrong: whole sentences from the checks themselves."""
    assert [check.kind for check in checks()] == list(FINDINGS)
    for check in checks():
        for text in (check.looks_for, check.grounds, check.wrong_when):
            assert text[0].isupper(), check
            assert text.endswith("."), check
            assert "False alarm" not in text
    assert check_of("odd_ratio").looks_for.startswith("A claimant's soldiers wounded")


def test_the_table_of_checks_says_which_found_something():
    """One row a check."""
    page = findings.checks_made(war())._repr_html_()
    assert page.count("<tr>") == 1 + len(FINDINGS)
    assert page.count("<td>found</td>") == 2
    assert page.count("<td>nothing found</td>") == len(FINDINGS) - 2


def test_a_name_with_markup_stays_text():
    """Claimants come from articles."""
    rows = [claim(1, 900, claimant="<b>"), claim(2, 800, claimant="<b>", document_id="b", as_of="2024-05-19",
                                                period_end="2024-05-19")]  # fmt: skip
    assert "<b>" not in findings.told(judged_book(rows, TWO), "contradiction")._repr_html_()
