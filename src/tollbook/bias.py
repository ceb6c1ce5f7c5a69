"""Claims of belligerents → what they would come to, were their published reporting bias the same in this count."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tollbook.lexicon import load
from tollbook.schema import rows_of
from tollbook.speakers import speaker_of

if TYPE_CHECKING:
    import pandas as pd

_PEOPLE = ("military", "unknown", "mixed")
_NAN = float("nan")


def correct_for_bias(claims: pd.DataFrame) -> pd.DataFrame:
    """Divide belligerents' counts of soldiers killed by how many they report for each one killed.

    An option for one's own analysis: nothing in the book uses it. Multipliers and their source stand in
    ``lexicon/bias.csv``: Radford et al. (2023) estimated them for the first year of the war in Ukraine. They are
    means over many reports, say nothing of a single one, and are no knowledge of any other war.

    Parameters
    ----------
    claims : pandas.DataFrame
        As in :mod:`tollbook.schema`.

    Returns
    -------
    pandas.DataFrame
        A copy with ``multiplier``, ``bias_source`` and ``low_corrected``, ``best_corrected``, ``high_corrected``
        (persons); empty for every claim but a belligerent's own count of soldiers killed.

    Examples
    --------
    >>> from tollbook import read_claims
    >>> told = "The Russian Defence Ministry said 430 Ukrainian soldiers were killed. Doctors said two men were killed."
    >>> correct_for_bias(read_claims(told))[["best", "multiplier", "best_corrected"]].values.tolist()
    [[430.0, 4.3, 100.0], [2.0, nan, nan]]
    """
    known = load().bias
    found = [known.get((_counter(row), row.side)) if _counts_soldiers(row) else None for row in rows_of(claims)]
    multiplier = [float(entry[0]) if entry else _NAN for entry in found]
    out = claims.assign(multiplier=multiplier, bias_source=[entry[1] if entry else "" for entry in found])
    return out.assign(**{f"{end}_corrected": out[end] / out["multiplier"] for end in ("low", "best", "high")})


def _counter(claim: object) -> str:
    return speaker_of(getattr(claim, "claimant", ""), getattr(claim, "document_id", "")).polity


def _counts_soldiers(claim: object) -> bool:
    counted = (getattr(claim, "measure", ""), getattr(claim, "unit", ""))
    return counted == ("killed", "persons") and getattr(claim, "population", "") in _PEOPLE
