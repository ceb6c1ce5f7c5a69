"""Claims against labels made by hand: precision, recall and F1 by field and by growing tuple, and the confusions."""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tollbook.articles import slug
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
_DROPPED = frozenset("the of and for s federation republic ministry armed president mr".split())
_SPELLED = {"defense": "defence", "center": "centre", "organisation": "organization"}
# Kinds that careful annotators do not keep apart.
_NEAR = {
    "area": "share distance", "share": "area", "duration": "date time", "date": "time", "time": "date",
    "idiom": "other_count other", "other_count": "idiom other", "name": "identifier", "identifier": "name",
}  # fmt: skip
NONCLAIMS = ("doc_id", "start", "end", "figure_text", "kind")
DOCUMENTS = ("doc_id", "published")


@dataclass(frozen=True, slots=True)
class Score:
    """What a scoring found.

    Attributes
    ----------
    table : pandas.DataFrame
        One row per step of the growing tuple and per field (a field is scored on the claims found):
        ``name, precision, recall, f1, right, read, labels``, the last three counts of claims.
    confusions : pandas.DataFrame
        ``field, read, labelled, count``, most frequent first.
    missed : pandas.DataFrame
        The labels that no claim meets, with the columns of the labels.
    surplus : pandas.DataFrame
        The claims that meet no label, with the columns of the claims.
    """

    table: pd.DataFrame
    confusions: pd.DataFrame
    missed: pd.DataFrame
    surplus: pd.DataFrame

    def also_confused(self, more: pd.DataFrame) -> Score:
        """Give the same score with further confusions."""
        import pandas as pd

        every = pd.concat([self.confusions, more]).sort_values(
            ["count", "field", "read", "labelled"], ascending=[False, True, True, True], ignore_index=True
        )
        return replace(self, confusions=every)


def read_labels(path: Path, columns: tuple[str, ...] = LABELS) -> pd.DataFrame:
    """Read a file of labels (columns :data:`LABELS`, offsets in characters of the article, end exclusive).

    Raises
    ------
    InputError
        When the file is missing, lacks a column, or holds an offset that is no whole number, naming it.
    """
    import pandas as pd

    if not Path(path).is_file():
        raise InputError(f"{path}: there is no such file. Name a CSV of labels, e.g. data/gold/dev.csv.")
    try:
        labels = pd.read_csv(path, dtype=str, keep_default_na=False)
    except ValueError as error:
        legal = f"Labels have the columns {', '.join(columns)}."
        raise InputError(f"{path}: is no CSV in UTF-8 ({error}). {legal}") from error
    missing = [name for name in columns if name not in labels.columns]
    if missing:
        raise InputError(f"{path}: no column {', '.join(missing)}. Labels have the columns {', '.join(columns)}.")
    offsets = [name for name in ("start", "end") if name in columns]
    for name in offsets:
        for line, value in enumerate(labels[name], start=2):
            if not value.isdecimal():
                raise InputError(f"{path}, line {line}: {name} {value!r} is no whole number. Count characters from 0.")
    return labels.astype(dict.fromkeys(offsets, int))


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
    owners = owners_of(claims["document_id"], labels["doc_id"])
    met: list[tuple[Any, Any]] = []
    for doc_id, group in labels.groupby("doc_id", sort=True):
        own = claims[owners == doc_id]
        for i, j, agreed in _matched(own.to_dict("records"), group.to_dict("records")):
            found.append(agreed)
            met.append((own.index[i], group.index[j]))
            for name in FIELDS:
                if not agreed[name]:
                    confusions[name, said(own.iloc[i], name), said(group.iloc[j], name)] += 1
    read = int((owners != "").sum())
    rows = [_row(name, found, FIELDS[:size], read, len(labels)) for name, size in STEPS.items()]
    rows += [_row(name, found, (name,), len(found), len(found)) for name in FIELDS]
    return Score(
        pd.DataFrame(rows),
        _confusion_frame(confusions),
        labels.drop(index=[label for _, label in met]).reset_index(drop=True),
        claims.drop(index=[claim for claim, _ in met]).reset_index(drop=True),
    )


def score_numbers(
    figures: pd.DataFrame, labels: pd.DataFrame, nonclaims: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Compare the kinds of figures with the labelled numbers, claims and others, of the texts in ``nonclaims``.

    Returns
    -------
    tuple of pandas.DataFrame
        ``kind, right, labels``, one row per labelled kind; and confusions with "kind" as their field.
    """
    import pandas as pd

    columns = ["doc_id", "start", "end", "kind"]
    own = labels[labels["doc_id"].isin(set(nonclaims["doc_id"]))].assign(kind="claim")
    wanted = pd.concat([nonclaims[columns], own[columns]])
    spans: dict[str, list[Any]] = defaultdict(list)
    for owner, row in zip(owners_of(figures["document_id"], wanted["doc_id"]), figures.itertuples(), strict=True):
        spans[owner].append(row)
    right: Counter[str] = Counter()
    confusions: Counter[tuple[str, str, str]] = Counter()
    for doc_id, start, end, kind in wanted.to_numpy().tolist():
        kinds = [row.kind for row in spans[doc_id] if row.start < end and start < row.end]
        if {kind, *_NEAR.get(kind, "").split()} & set(kinds):
            right[kind] += 1
        else:
            confusions["kind", kinds[0] if kinds else "nothing", kind] += 1
    counts = sorted(Counter(wanted["kind"]).items(), key=lambda item: (-item[1], item[0]))
    rows = [(kind, right[kind], count) for kind, count in counts]
    return pd.DataFrame(rows, columns=["kind", "right", "labels"]), _confusion_frame(confusions)


def owners_of(document_ids: Iterable[str], doc_ids: Iterable[str]) -> pd.Series:
    """Name for each document the label's ``doc_id`` that it is or, in whole words, begins with; "" for none."""
    import pandas as pd

    ids = {f"{slug(doc_id)}-": doc_id for doc_id in set(doc_ids)}
    names = pd.Series(document_ids, dtype=object)
    fits = {name: max((i for i in ids if f"{name}-".startswith(i)), key=len, default="") for name in set(names)}
    return names.map(lambda name: ids.get(fits[name], ""))


def said(row: Any, field: str) -> str:
    """Give what a claim or label says of a field, for a person to read."""
    if field == "value":
        numbers = {name: _number(row[name]) for name in ("low", "best", "high")}
        return " ".join(f"{name} {number:g}" for name, number in numbers.items() if number is not None) or "no value"
    return str(row[field]) or "nothing"


def _confusion_frame(confusions: Counter[tuple[str, str, str]]) -> pd.DataFrame:
    import pandas as pd

    confused = [(*key, count) for key, count in sorted(confusions.items(), key=lambda item: (-item[1], item[0]))]
    return pd.DataFrame(confused, columns=["field", "read", "labelled", "count"])


def _row(name: str, found: list[dict[str, bool]], fields: tuple[str, ...], read: int, labelled: int) -> dict[str, Any]:
    right = sum(all(agreed[field] for field in fields) for agreed in found)
    precision, recall = (right / read if read else 0.0), (right / labelled if labelled else 0.0)
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return {
        "name": name,
        "precision": round(precision, 3),
        "recall": round(recall, 3),
        "f1": round(f1, 3),
        "right": right,
        "read": read,
        "labels": labelled,
    }


def _matched(claims: list[dict[Any, Any]], labels: list[dict[Any, Any]]) -> list[tuple[int, int, dict[str, bool]]]:
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
            out.append((i, j, agreed))
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
    words = (re.findall(r"[a-z0-9]+", _folded(name)) for name in (one, other))
    a, b = ({_SPELLED.get(word, word) for word in found} - _DROPPED for found in words)
    return _folded(one) == _folded(other) or (a == b and bool(a)) or (bool((a & b) - _GENERIC) and (a <= b or b <= a))


def _folded(words: object) -> str:
    text = unicodedata.normalize("NFKD", str(words)).casefold().replace("_", " ")
    return "".join(letter for letter in text if not unicodedata.combining(letter)).strip()


def _number(value: object) -> float | None:
    if value in ("", None):
        return None
    number = float(str(value))
    return None if math.isnan(number) else number
