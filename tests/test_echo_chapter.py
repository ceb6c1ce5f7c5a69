"""One source or many: counts of statements, what each article carries, and the matrix of both."""

import re

import pytest
from made import attack, book, claim, document, judged_book

from tollbook.charts.echoes import matrix
from tollbook.charts.figure import Figure
from tollbook.prose import echoes
from tollbook.prose.linked import Answer

THREE = [document("a"), document("b", "2024-05-04"), document("c", "2024-05-05")]


def repeated(**more):
    """Give a book of another war in which three articles carry one count, two another, and one a third."""
    rows = [
        claim(1, 12_000, claimant="Aid Watch", **more),
        claim(2, 12_000, claimant="Aid Watch", document_id="b", sentence_id="b:0", **more),
        claim(3, 12_000, claimant="Aid Watch", document_id="c", sentence_id="c:0", **more),
        claim(4, 700, side="Southia", claimant="Red Cross"),
        claim(5, 700, side="Southia", claimant="Red Cross", document_id="b", sentence_id="b:0"),
        attack(6, 9, claimant="article", document_id="c", sentence_id="c:0"),
    ]
    groups = ("o1", "o1", "o1", "o2", "o2", "o3")
    rows = [row | {"origin_id": origin} for row, origin in zip(rows, groups, strict=True)]
    return judged_book(rows, THREE)


def test_the_answer_counts_claims_statements_and_sources():
    """Word for word, for another war."""
    assert str(echoes.answer(repeated())) == (
        "Fewer than it seems: six claims go back to three statements; two stand in more than one article. Of the "
        "statements, two come from two claimants not known to build on another's count; one comes from nobody the "
        "articles name.\n\n"
        "The one stated most often: 12,000 soldiers killed by 1 May 2024 (Aid Watch), three times in three articles."
    )


def test_withdrawing_a_repetition_changes_the_answer():
    """What falls with a claim: its place in the answer, its link, its mark."""
    before, after = repeated(), repeated().without({"c000000000003"})
    assert "three times in three articles" in str(echoes.answer(before))
    assert "No statement is made more often than this: 12,000" in str(echoes.answer(after))
    assert len(echoes.links(after).rows) == len(echoes.links(before).rows) - 1
    alone = after.without({"c000000000002", "c000000000005"})
    assert "no two articles carry the same one" in str(echoes.answer(alone))
    assert str(matrix(alone)) == "No statement stands in more than one article."


def test_a_count_built_on_another_is_no_second_witness():
    """The dependence is named, with its source, and left out of the independent ones."""
    rows = [claim(1, 900_000, side="Russia", claimant="UK Ministry of Defence"), claim(2, 80, claimant="Aid Watch")]
    found = book(rows)
    assert "one comes from one claimant known to build on another's count" in str(echoes.answer(found))
    assert "builds on" not in str(echoes.dependence(found))
    assert str(echoes.dependence(found)).startswith("The UK Ministry of Defence is known to build on the count of ")
    assert "source-dependence" in echoes.dependence_table(found)._repr_html_()
    assert str(echoes.dependence(book([rows[1]]))) == "No claimant here is known to build on another's count."


@pytest.mark.parametrize("name", ["answer", "rewrites", "dependence"])
def test_nothing_to_tell_is_a_sentence(name):
    """No article, or no claim, makes no empty paragraph."""
    for found in (book([], []), book([])):
        text = str(getattr(echoes, name)(found))
        assert text.endswith(".")
        assert not re.search(r"\d", text)


def test_a_rewrite_is_told_with_its_share():
    """Who has how much from whom, and how many statements both carry; gone when the article is left out."""
    words = [
        f"{place} was shelled at {hour} and its {lost} burned down while the {people} of the quarter slept in cellars"
        for place, hour, lost, people in (
            ("Aban", "dawn", "market", "weavers"),
            ("Borun", "noon", "bakery", "traders"),
            ("Celan", "dusk", "station", "porters"),
            ("Dorum", "midnight", "mill", "farmers"),
            ("Elben", "teatime", "chapel", "nurses"),
            ("Foran", "daybreak", "school", "teachers"),
        )
    ]
    sentences = [
        {"document_id": key, "sentence_id": f"{key}:{n}", "start": n * 200, "end": n * 200 + 150, "role": "body",
         "text": text}
        for key in "ab" for n, text in enumerate(words)
    ]  # fmt: skip
    rows = [claim(1, 500), claim(2, 500, document_id="b", sentence_id="b:0")]
    rows = [row | {"origin_id": "o1"} for row in rows]
    found = judged_book(rows, THREE, sentences)
    text = str(echoes.rewrites(found))
    assert "The B Times has 100 per cent of its text in common with The A Times; one statement is in both." in text
    early = judged_book(rows, THREE, sentences, as_of="2024-05-03")
    assert "No article has a fifth or more of its text from another." in str(echoes.rewrites(early))
    assert early.judged["echoes"].empty


def test_the_matrix_draws_each_article_of_each_shared_statement():
    """Five marks, two lines, each leading to its evidence; title and description give the counts."""
    figure = matrix(repeated())
    assert isinstance(figure, Figure)
    spec = figure.chart.to_dict()
    rows = spec["data"]["values"]
    marks = [(row["row"], row["article"]) for row in rows if "article" in row]
    assert marks == [
        (0, "The A Times"),
        (0, "The B Times"),
        (0, "The C Times"),
        (1, "The A Times"),
        (1, "The B Times"),
    ]
    assert all(re.fullmatch(r"evidence/\w+\.html#c[0-9a-f]{12}", row["href"]) for row in rows)
    assert figure.title.startswith("2 of 3 statements stand in more than one article, all of them in both The A Times")
    assert "12,000 soldiers killed (Aid Watch) in three articles" in spec["description"]
    assert len(figure.rows) == 2
    assert len(figure.data) == 5


def test_two_marks_are_told_in_words():
    """One statement in two articles needs no chart."""
    rows = [claim(1, 500) | {"origin_id": "o1"}, claim(2, 500, document_id="b") | {"origin_id": "o1"}]
    told = matrix(book(rows, THREE))
    assert isinstance(told, Answer)
    assert str(told).startswith("One statement stands in more than one article: 500 soldiers killed by 1 May 2024")
    assert len(told.claim_ids) == 2


def test_a_large_book_keeps_the_matrix_readable():
    """Twenty statements and a dozen articles at most; the rest is counted in the caption."""
    documents = [document(f"d{n:02d}") for n in range(40)]
    rows = [
        claim(2 * n + side, 100 + n, document_id=f"d{(n + side) % 40:02d}") | {"origin_id": f"o{n}"}
        for n in range(40)
        for side in (0, 1)
    ]
    figure = matrix(book(rows, documents))
    drawn = figure.chart.to_dict()["data"]["values"]
    assert len({row["article"] for row in drawn if "article" in row}) <= 12
    assert len(figure.rows) <= 20
    assert "are left out" in figure.caption.text
