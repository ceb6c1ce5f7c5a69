"""Claims against labels made by hand: precision, recall and F1 by field and by growing tuple, and the confusions."""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tollbook.errors import InputError

if TYPE_CHECKING:
    import pandas as pd

FIELDS = ("value", "measure", "unit", "side", "claimant", "modality", "period_end")
"""Fields compared, in the order in which the tuples grow."""

STEPS = {
    "claim found": 0,
    "+ low, best, high": 1,
    "+ measure, unit, side": 4,
    "+ claimant": 5,
    "+ modality, period end": 7,
}
LABELS = (
    "doc_id", "start", "end", "figure_text", "low", "best", "high", "unit", "measure", "side", "population", "claimant",
    "period_start", "period_end", "modality", "note",
)  # fmt: skip
_GENERIC = frozenset(
    "military officials forces government army authorities defence health police ministry spokesman".split()
)
_DROPPED = frozenset("the of and for s".split())


@dataclass(frozen=True, slots=True)
class Score:
    """What a scoring found.

    Attributes
    ----------
    table : pandas.DataFrame
        One row per step of the growing tuple and per field: ``name, precision, recall, f1, labels``.
    confusions : pandas.DataFrame
        ``field, read, labelled, count``, most frequent first.
    """

    table: pd.DataFrame
    confusions: pd.DataFrame


def read_labels(path: Path) -> pd.DataFrame:
    """Read a file of labels (columns :data:`LABELS`, offsets in characters of the article, end exclusive).

    Raises
    ------
    InputError
        When the file is missing or lacks a column, naming it.
    """
    import pandas as pd

    if not Path(path).is_file():
        raise InputError(f"{path}: there is no such file. Name a CSV of labels, e.g. data/gold/dev.csv.")
    labels = pd.read_csv(path, dtype=str, keep_default_na=False)
    missing = [name for name in LABELS if name not in labels.columns]
    if missing:
        raise InputError(f"{path}: no column {', '.join(missing)}. Labels have the columns {', '.join(LABELS)}.")
    return labels.astype({"start": int, "end": int})


def score_claims(claims: pd.DataFrame, labels: pd.DataFrame) -> Score:
    """Compare claims with labels of the same articles.

    Parameters
    ----------
    claims : pandas.DataFrame
        The claims table; ``document_id`` must begin with the label's ``doc_id``.
    labels : pandas.DataFrame
        From :func:`read_labels`.

    Returns
    -------
    Score
        Each label is matched with at most one claim that overlaps it, the one that agrees in most fields.
    """
    import pandas as pd

    found: list[dict[str, bool]] = []
    confusions: Counter[tuple[str, str, str]] = Counter()
    for doc_id, group in labels.groupby("doc_id", sort=True):
        own = claims[claims["document_id"].map(lambda name, d=str(doc_id): name == d or name.startswith(f"{d}-"))]
        for claim, label, agreed in _matched(own.to_dict("records"), group.to_dict("records")):
            found.append(agreed)
            for name in FIELDS[1:]:
                if not agreed[name]:
                    confusions[name, str(claim[name]), str(label[name])] += 1
    documents = set(labels["doc_id"])
    read = int(
        claims["document_id"].map(lambda name: any(name == d or name.startswith(f"{d}-") for d in documents)).sum()
    )
    rows = [_row(name, found, FIELDS[:size], read, len(labels)) for name, size in STEPS.items()]
    rows += [_row(name, found, (name,), len(found), len(found)) for name in FIELDS]
    confused = [(*key, count) for key, count in sorted(confusions.items(), key=lambda item: (-item[1], item[0]))]
    return Score(pd.DataFrame(rows), pd.DataFrame(confused, columns=["field", "read", "labelled", "count"]))


def _row(name: str, found: list[dict[str, bool]], fields: tuple[str, ...], read: int, labelled: int) -> dict[str, Any]:
    right = sum(all(agreed[field] for field in fields) for agreed in found)
    precision, recall = (right / read if read else 0.0), (right / labelled if labelled else 0.0)
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return {
        "name": name,
        "precision": round(precision, 3),
        "recall": round(recall, 3),
        "f1": round(f1, 3),
        "labels": labelled,
    }


def _matched(
    claims: list[dict[Any, Any]], labels: list[dict[Any, Any]]
) -> list[tuple[dict[Any, Any], dict[Any, Any], dict[str, bool]]]:
    pairs = []
    for i, claim in enumerate(claims):
        for j, label in enumerate(labels):
            if claim["start"] < label["end"] and label["start"] < claim["end"]:
                agreed = agreement(claim, label)
                pairs.append((-sum(agreed.values()), i, j, agreed))
    taken_claims: set[int] = set()
    taken_labels: set[int] = set()
    out = []
    for _, i, j, agreed in sorted(pairs, key=lambda pair: pair[:3]):
        if i not in taken_claims and j not in taken_labels:
            taken_claims.add(i)
            taken_labels.add(j)
            out.append((claims[i], labels[j], agreed))
    return out


def agreement(claim: dict[Any, Any], label: dict[Any, Any]) -> dict[str, bool]:
    """Say field by field whether a claim agrees with a label.

    A label that leaves the period open agrees with any; periods are compared at the coarser precision, down to months.
    ``asserted`` and ``estimated`` count as one modality, as careful annotators do not keep them apart.
    """
    alike = {name: _folded(claim[name]) == _folded(label[name]) for name in ("measure", "side")}
    units = [set(re.findall(r"[a-z]+", _folded(row["unit"]))) - {"and", "systems"} for row in (claim, label)]
    end, read_end = label["period_end"], (claim["period_end"] or claim["as_of"])
    size = min(len(end), len(read_end), 7)
    modalities = {claim["modality"], label["modality"]}
    return alike | {
        "value": all(_number(claim[name]) == _number(label[name]) for name in ("low", "best", "high")),
        "unit": units[0] == units[1] or bool(units[0] and units[1] and (units[0] <= units[1] or units[1] <= units[0])),
        "claimant": same_name(claim["claimant"], label["claimant"]),
        "modality": len(modalities) == 1 or modalities == {"asserted", "estimated"},
        "period_end": not end or (size >= 4 and end[:size] == read_end[:size]),
    }


def same_name(one: str, other: str) -> bool:
    """Are two names of a claimant the same but for accents, articles, order and words left out?

    Examples
    --------
    >>> same_name("the Ministry of Health (Gaza)", "Gaza Health Ministry")
    True
    >>> same_name("officials", "local officials")
    False
    """
    a, b = (set(re.findall(r"[a-z0-9]+", _folded(name))) - _DROPPED for name in (one, other))
    return a == b or (bool((a & b) - _GENERIC) and (a <= b or b <= a))


def _folded(words: object) -> str:
    text = unicodedata.normalize("NFKD", str(words)).casefold().replace("_", " ")
    return "".join(letter for letter in text if not unicodedata.combining(letter)).strip()


def _number(value: object) -> float | None:
    if value in ("", None):
        return None
    number = float(str(value))
    return None if math.isnan(number) else number
