"""A book: found, opened and filtered."""

import inspect
from pathlib import Path

import pytest
from made import attack, book, claim, document, other_war

import tollbook
from tollbook.errors import InputError, ParameterError
from tollbook.parameters import PARAMETERS
from tollbook.reading import find_root

TEXTS = {"one": "At least 12 soldiers were killed, officials said.", "two": "Nothing was counted."}
THREE = (document("a", "2024-05-03"), document("b", "2024-06-03"), document("c", ""))


def test_as_of_keeps_what_was_surely_published():
    """Later and undated articles are left out and counted."""
    found = book([claim(1, 5), claim(2, 6, document_id="b")], THREE, as_of="2024-05")
    assert list(found.documents["document_id"]) == ["a"]
    assert list(found.claims["claim_id"]) == ["c000000000001"]
    assert (found.left_out["later"], found.left_out["undated"]) == (1, 1)


def test_a_bracketed_article_counts_by_its_latest_day():
    """An article that may be later than asked for is left out."""
    bracket = document("a", "", published_earliest="2024-05", published_latest="2024-06")
    assert book([], [bracket], as_of="2024-06").documents.shape[0] == 1
    assert book([], [bracket], as_of="2024-06-29").documents.shape[0] == 0


@pytest.mark.parametrize(
    ("parameters", "kept"),
    [
        ({"since": "2024-05-01"}, [2]),
        ({"until": "2024-04"}, [1]),
        ({"since": 2024}, [1, 2]),
        ({"until": "2024-04-29"}, []),
    ],
)
def test_since_and_until_look_at_the_end_of_the_count(parameters, kept):
    """An undated claim is left out and counted."""
    rows = [attack(1, 5), claim(2, 9), claim(3, 4, period_end="", as_of="", period_start="")]
    found = book(rows, **parameters)
    assert [int(key[1:], 16) for key in found.claims["claim_id"]] == kept
    assert found.left_out["undated_claims"] == 1
    assert len(found.all_claims) == 3


def test_side_measure_and_claimants_filter_claims_only():
    """Names are known in any case; all claims stay at hand."""
    records = other_war().all_claims.assign(document_id="a").to_dict("records")
    rows = book(records, side="southia", measure="wounded").claims
    assert set(zip(rows["side"], rows["measure"], strict=True)) == {("Southia", "wounded")}
    found = book(records, claimants="aid watch; RED CROSS")
    assert set(found.claims["claimant"]) == {"Aid Watch", "Red Cross"}
    assert len(found.all_claims) == len(records)


def test_chapters_may_give_the_parameters_in_their_order():
    """The chapters' one call relies on it."""
    assert list(inspect.signature(tollbook.open_book).parameters) == list(PARAMETERS)


def test_unknown_names_stop_with_the_legal_ones():
    """The first cell fails, naming who is there."""
    with pytest.raises(ParameterError, match=r"parameter side: 'Narnia'.*Northland"):
        book([claim(1, 5)], side="Narnia")
    with pytest.raises(ParameterError, match=r"parameter claimants: 'Nobody'.*Red Cross"):
        book([claim(1, 5)], claimants="Nobody")


def test_without_withdraws_claims_and_changes_nothing_else():
    """The book it was taken from stays whole."""
    whole = other_war()
    less = whole.without({"c000000000001"})
    assert len(less.claims) == len(whole.claims) - 1
    assert less.documents is whole.documents


def test_tables_and_articles_open_alike(tmp_path):
    """A folder of tables, or articles given, needs no book around it."""
    folder = tmp_path / "tables"
    tollbook.write_tables(tollbook.extract(TEXTS, published="2025-06-12"), folder, "csv")
    found = tollbook.open_book(tables=str(folder), as_of=2025)
    assert list(found.claims["surface"]) == ["At least 12"]
    assert found.parameters["as_of"] == "2025"


def test_the_book_is_the_nearest_folder_upward(tmp_path, monkeypatch):
    """Else the checkout of the package, else an error that says what to do."""
    inner = tmp_path / "book" / "chapters" / "deep"
    inner.mkdir(parents=True)
    (tmp_path / "book" / "_toc.yml").write_text("root: x\n")
    assert find_root(inner) == tmp_path / "book"
    monkeypatch.chdir(tmp_path)
    assert (find_root() / "_toc.yml").is_file()
    monkeypatch.setattr(tollbook.reading, "__file__", str(Path(tmp_path, "a", "b", "c.py")))
    with pytest.raises(InputError, match=r"no book at .*_toc\.yml.*tables="):
        find_root()
