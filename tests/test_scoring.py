"""Scoring: a perfect reading scores 1, and each fault costs what it should."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from scoring import ROOT, SCORER, scorer

from tollbook import extract, write_tables
from tollbook.errors import InputError
from tollbook.scoreboard import Scoreboard, describe_score, score_articles, score_data
from tollbook.scoring import LABELS, STEPS, read_labels, score_claims, score_numbers

TEXT = "At least 12 soldiers were killed near Goma on Tuesday, officials said. Another 30 were wounded."


def labels_of(claims: pd.DataFrame) -> pd.DataFrame:
    """Make labels that say just what the claims say."""
    labels = claims.assign(doc_id="text", figure_text=claims["surface"], note="")
    return labels[list(LABELS)].astype({"start": int, "end": int})


def f1_of(claims: pd.DataFrame, labels: pd.DataFrame) -> dict[str, float]:
    """F1 by name."""
    return dict(score_claims(claims, labels).table[["name", "f1"]].itertuples(index=False))


def test_labels_equal_to_the_reading_score_one() -> None:
    """Every step and field is 1.0 where labels repeat the claims."""
    claims = extract(TEXT, published="2025-06-12").claims
    assert len(claims) == 2
    assert set(f1_of(claims, labels_of(claims)).values()) == {1.0}


def test_a_wrong_side_costs_its_step_and_no_earlier_one() -> None:
    """A label of another side lowers the third step and leaves the second."""
    claims = extract(TEXT, published="2025-06-12").claims
    labels = labels_of(claims)
    labels.loc[0, "side"] = "Atlantis"
    f1 = f1_of(claims, labels)
    assert f1["+ low, best, high"] == 1.0
    assert f1["+ measure, unit, side"] == 0.5
    assert f1["side"] == 0.5


def test_a_missed_label_costs_recall_and_an_extra_claim_precision() -> None:
    """Precision and recall are of claims read and of labels."""
    claims = extract(TEXT, published="2025-06-12").claims
    missed = score_claims(claims.head(1), labels_of(claims)).table.iloc[0]
    extra = score_claims(claims, labels_of(claims).head(1)).table.iloc[0]
    assert (missed["precision"], missed["recall"]) == (1.0, 0.5)
    assert (extra["precision"], extra["recall"]) == (0.5, 1.0)


def test_confusions_name_field_reading_and_label() -> None:
    """What was confused with what is counted."""
    claims = extract(TEXT, published="2025-06-12").claims
    labels = labels_of(claims).assign(measure="captured")
    assert set(score_claims(claims, labels).confusions["field"]) == {"measure"}


def test_labels_that_cannot_be_read_name_the_column(tmp_path: Path) -> None:
    """A file without the columns, or no file, gives one clear error."""
    (tmp_path / "gold.csv").write_text("doc_id,start\nx,1\n")
    with pytest.raises(InputError, match="no column end"):
        read_labels(tmp_path / "gold.csv")
    with pytest.raises(InputError, match="no such file"):
        read_labels(tmp_path / "none.csv")


GOLD = ROOT / "data" / "gold"


@pytest.fixture(scope="module", params=["dev", "heldback"])
def half(request: pytest.FixtureRequest) -> str:
    """One half of the project's labels."""
    return str(request.param)


@pytest.fixture(scope="module")
def board(half: str) -> Scoreboard:
    """Its score."""
    return score_articles(GOLD / f"{half}.csv", GOLD / half)


def test_a_scoreboard_adds_up(board: Scoreboard) -> None:
    """Found and missed are all labels, found and surplus all claims; each step is at most as good as the one before."""
    found, missed, surplus = board.part("claim found"), board.score.missed, board.score.surplus
    assert found["right"] + len(missed) == found["labels"]
    assert found["right"] + len(surplus) == found["read"] + board.extra
    f1 = [board.part(step)["f1"] for step in STEPS]
    assert f1 == sorted(f1, reverse=True)
    wrong = board.score.confusions.query("field == 'kind'")["count"].sum()
    assert board.numbers["right"].sum() + wrong == board.numbers["labels"].sum()
    counts = list(board.score.confusions["count"])
    assert counts == sorted(counts, reverse=True)


def test_text_and_data_say_the_same(board: Scoreboard) -> None:
    """Every step's F1 stands in both; a limit of 0 names no single miss."""
    told, data = describe_score(board, 0), score_data(board)
    for row in data["steps"]:
        assert f"{row['f1']:.3f}" in told
    assert "missed" not in told
    assert len(data["missed"]) == len(board.score.missed)


def test_figures_are_those_of_the_scorer_beside_the_project(half: str, board: Scoreboard, tmp_path: Path) -> None:
    """The same matches and figures as ``../shared/gold/score.py``; a claimant is right here only where it is there.

    That scorer knows by heart which offices of three countries to take for one; this one does not.
    """
    if not SCORER.is_file():
        pytest.skip("the scorer is not beside this checkout (../shared/gold/score.py)")
    labels = pd.read_csv(GOLD / f"{half}-documents.csv", dtype=str, keep_default_na=False)
    rows = "".join(f"{doc_id}.txt,{day}\n" for doc_id, day in zip(labels["doc_id"], labels["published"], strict=True))
    (tmp_path / "texts").mkdir()
    for text in (GOLD / half).glob("*.txt"):
        (tmp_path / "texts" / text.name).write_bytes(text.read_bytes())
    (tmp_path / "texts" / "articles.csv").write_text("file,published\n" + rows, "utf-8")
    write_tables(extract(tmp_path / "texts"), tmp_path / "tables", "csv")
    score = scorer()
    found, gold = score.load(tmp_path / "tables/claims.csv", tmp_path / "tables/documents.csv", GOLD / f"{half}.csv")
    agreed = [each for name in gold for _, _, each in score.match(found.get(name, []), gold[name])[0]]
    theirs = [sum(all(each[f] for f in fields) for each in agreed) for fields in score.TUPLES.values()]
    ours = {step: board.part(step)["right"] for step in STEPS}
    assert ours["claim found"] == theirs[0]
    assert ours["+ low, best, high"] == theirs[2]
    assert ours["+ measure, unit, side"] == theirs[4]
    for step, count in (("+ claimant", theirs[5]), ("+ modality, period end", theirs[6])):
        assert count - 10 <= ours[step] <= count
    kinds = score.numbers(
        tmp_path / "tables/documents.csv", tmp_path / "tables/figures.csv", GOLD / f"{half}-nonclaims.csv", gold
    )
    assert round(board.numbers["right"].sum() / board.numbers["labels"].sum(), 3) == kinds["right"]


def test_documents_are_told_apart_by_whole_words() -> None:
    """A label of "d1" is not met by a claim of "d10", nor one of "d1" by "d1-b" where "d1-b" has labels of its own."""
    claims = extract({"d1": TEXT, "d1-b": TEXT, "d10": TEXT}, published="2025-06-12").claims
    labels = pd.concat([labels_of(claims.head(2)).assign(doc_id=name) for name in ("d1", "d1-b")], ignore_index=True)
    score = score_claims(claims, labels)
    assert score.table.iloc[0][["right", "read", "labels"]].to_list() == [4, 4, 4]
    assert set(score.surplus["document_id"]) == {"d10"}


def test_kinds_of_numbers_are_counted() -> None:
    """A number of the wrong kind is counted as such; kinds that nobody keeps apart are one."""
    tables = extract({"x": "On 14 March 9 soldiers were killed."}, published="2025-06-12")
    nonclaims = pd.DataFrame(
        [("x", 3, 5, "14", "time"), ("x", 12, 13, "9", "age")],
        columns=["doc_id", "start", "end", "figure_text", "kind"],
    )
    numbers, confused = score_numbers(tables.figures, labels_of(tables.claims).head(0), nonclaims)
    assert dict(numbers[["kind", "right"]].itertuples(index=False)) == {"age": 0, "time": 1}
    assert confused.to_dict("records") == [{"field": "kind", "read": "claim", "labelled": "age", "count": 1}]


def test_an_offset_that_is_none_is_told_with_its_line(tmp_path: Path) -> None:
    """What is found, where, and what to write."""
    (tmp_path / "gold.csv").write_text(",".join(LABELS) + "\n" + "x,one" + "," * (len(LABELS) - 2) + "\n")
    with pytest.raises(InputError, match="line 2: start 'one' is no whole number"):
        read_labels(tmp_path / "gold.csv")
