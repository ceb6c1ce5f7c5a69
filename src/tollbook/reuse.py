"""Sentences → who took whose text: documents that share runs of five words, and sentences that are alike.

Text reuse is containment of word shingles (Broder 1997, "On the resemblance and containment of documents"), counted
exactly over an inverted index. MinHash libraries (datasketch, text-dedup) estimate resemblance, not containment, of far
larger collections, and cost accuracy and a hundred megabytes of packages; rapidfuzz compares pair by pair.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

RUN = 5
"""Words in a shingle: unrelated articles about one war share next to none of this length."""

LEAST_SHARE = 0.2
"""Share of a carrier's shingles that makes it a rewrite: the whole text or its greater part is taken over."""

_LEAST_COMMON = 30
_PAIRED_AT_MOST = 40
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Rewrite:
    """One document's text in another: ``share`` of the carrier's shingles stand in the source."""

    source: str
    carrier: str
    share: float


def words_of(text: str) -> list[str]:
    """Give the lower-cased words of a text, without marks."""
    return _WORD.findall(text.lower())


def alike(one: str, two: str, run: int = 3) -> float:
    """Give the share of the shorter text's runs of words that stand in the other; 0 when there are fewer than four.

    >>> alike("A shell hit the market and killed nine people", "Police said a shell hit the market and killed nine")
    0.8571428571428571
    >>> alike("Nine were killed", "Nine were killed")
    0.0
    """
    runs = [{tuple(words[k : k + run]) for k in range(len(words) - run + 1)} for words in map(words_of, (one, two))]
    fewest = min(map(len, runs))
    return len(runs[0] & runs[1]) / fewest if fewest >= 4 else 0.0


def find_rewrites(sentences: pd.DataFrame, documents: pd.DataFrame) -> list[Rewrite]:
    """Find the documents that take over a fifth or more of their text from another.

    Parameters
    ----------
    sentences, documents : pandas.DataFrame
        As in :mod:`tollbook.schema`; boilerplate is left aside.

    Returns
    -------
    list of Rewrite
        A carrier has one source, and no two documents are each other's: the source was published earlier where both
        days are known, else it is the one with less of its text in the other. Sorted by share, greatest first.
    """
    names, shingles = _shingles(sentences)
    columns = (documents[name] for name in ("document_id", "published_earliest", "published_latest"))
    days = {name: (early, late) for name, early, late in zip(*columns, strict=True)}
    found = []
    for a, b in _candidates(shingles):
        common = len(_intersect(shingles[a], shingles[b]))
        shares = common / len(shingles[a]), common / len(shingles[b])
        forward = _goes_forward(names[a], names[b], shares, days)
        source, carrier, share = (a, b, shares[1]) if forward else (b, a, shares[0])
        if common >= _LEAST_COMMON and share >= LEAST_SHARE:
            found.append(Rewrite(names[source], names[carrier], share))
    return _forest(found)


def _goes_forward(one: str, two: str, shares: tuple[float, float], days: dict[str, tuple[str, str]]) -> bool:
    """Whether ``one`` is the source; ``shares`` are those of one in two and of two in one."""
    (early, late), (other_early, other_late) = days.get(one, ("", "")), days.get(two, ("", ""))
    if late and other_early and late < other_early:
        return True
    if other_late and early and other_late < early:
        return False
    return shares[0] <= shares[1]


def _forest(found: list[Rewrite]) -> list[Rewrite]:
    roots: dict[str, str] = {}

    def root(name: str) -> str:
        while roots.get(name, name) != name:
            name = roots[name]
        return name

    kept, taken = [], set()
    for link in sorted(found, key=lambda r: (-r.share, r.source, r.carrier)):
        one, two = root(link.source), root(link.carrier)
        if one != two and link.carrier not in taken:
            roots[two] = one
            taken.add(link.carrier)
            kept.append(link)
    return kept


def _shingles(sentences: pd.DataFrame) -> tuple[list[str], list[np.ndarray[Any, Any]]]:
    """Document ids in order, and the sorted distinct shingles of each as 64-bit numbers."""
    import numpy as np

    texts: dict[str, list[list[str]]] = {}
    rows: Iterable[Any] = sentences.sort_values(["document_id", "start"], kind="stable").itertuples()
    for row in rows:
        if row.role != "boilerplate":
            texts.setdefault(row.document_id, []).append(words_of(row.text))
    ids: dict[str, int] = {}
    factor = np.uint64(0x9E3779B97F4A7C15)
    shingles = []
    for lines in texts.values():
        words = np.array([ids.setdefault(word, len(ids) + 1) for line in lines for word in line], dtype=np.uint64)
        line_of = np.repeat(np.arange(len(lines)), [len(line) for line in lines])
        many = max(0, len(words) - RUN + 1)
        mixed = np.zeros(many, dtype=np.uint64)
        for k in range(RUN):
            mixed = (mixed ^ (mixed >> np.uint64(29)) ^ words[k : k + many]) * factor
        shingles.append(np.unique(mixed[line_of[:many] == line_of[RUN - 1 :]] if many else mixed))
    return list(texts), shingles


def _candidates(shingles: list[np.ndarray[Any, Any]]) -> list[tuple[int, int]]:
    """Pairs of documents with enough shingles in common; common ones pair with their first holder and neighbour."""
    import numpy as np

    if len(shingles) < 2:
        return []
    every = np.concatenate(shingles)
    holder = np.repeat(np.arange(len(shingles)), [len(s) for s in shingles])
    order = np.argsort(every, kind="stable")
    every, holder = every[order], holder[order]
    _, first, counts = np.unique(every, return_index=True, return_counts=True)
    size, start = np.repeat(counts, counts), np.repeat(first, counts)
    pairs = [np.empty(0, dtype=np.int64)]
    rare = np.flatnonzero((size > 1) & (size <= _PAIRED_AT_MOST))
    for k in range(1, _PAIRED_AT_MOST):
        one = rare[rare + k < start[rare] + size[rare]]
        pairs.append(holder[one] * len(shingles) + holder[one + k])
    common = np.flatnonzero((size > _PAIRED_AT_MOST) & (np.arange(len(every)) > start))
    for other in (start[common], common - 1):
        pairs.append(holder[other] * len(shingles) + holder[common])
    keys, often = np.unique(np.concatenate(pairs), return_counts=True)
    return [(int(key) // len(shingles), int(key) % len(shingles)) for key in keys[often >= _LEAST_COMMON]]


def _intersect(one: np.ndarray[Any, Any], two: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    import numpy as np

    return np.intersect1d(one, two, assume_unique=True)
