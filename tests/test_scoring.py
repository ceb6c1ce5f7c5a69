"""Scoring: a perfect reading scores 1, and each fault costs what it should."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from tollbook import extract
from tollbook.errors import InputError
from tollbook.scoring import LABELS, read_labels, score_claims

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
