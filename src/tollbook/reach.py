"""Projections, shares and multiples, and the bases they stand on → counts of persons or things."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from tollbook.rates import Count, less, loosened, projections, summed, text_of, totals_of
from tollbook.schema import frame_of, rows_of

if TYPE_CHECKING:
    import pandas as pd


def find_reach(
    claims: pd.DataFrame, references: pd.DataFrame | None = None, sentences: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Turn projections, shares and multiples into counts where a base is at hand; otherwise nothing.

    A projection reaches as far as it lies above the same claimant's last total. A share or multiple needs its
    sentence: a reference whose ``cue`` stands there is its base, of the same measure for a multiple.

    Returns
    -------
    pandas.DataFrame
        The table ``reach``, sorted by claim.

    Examples
    --------
    >>> from tollbook import read_claims
    >>> len(find_reach(read_claims("Nine people were killed in Taiz.")))
    0
    """
    rows = [_further(claim, base) for claim, base in projections(claims, summed(totals_of(claims)))]
    if references is not None and sentences is not None:
        rows += _on_bases(claims, references[references["cue"] != ""], sentences)
    rows.sort(key=lambda row: (row["claim_id"], row["kind"], row["base"]))
    return frame_of(rows, "reach")


def _further(aim: Count, base: Count) -> dict[str, Any]:
    low, high = aim.span[0] - base.span[1], aim.span[1] - base.span[0]
    return {
        "claim_id": aim.claim_ids, "kind": "projection", "low": low if low > 0 else math.nan,
        "high": high if 0 < high < math.inf else math.nan, "base": base.claim_ids,
        "arithmetic": less(aim.span, base.span), "source": base.claimant,
    }  # fmt: skip


def _on_bases(claims: pd.DataFrame, bases: pd.DataFrame, sentences: pd.DataFrame) -> list[dict[str, Any]]:
    texts = dict(zip(sentences["sentence_id"], sentences["text"], strict=True))
    rows: list[dict[str, Any]] = []
    chosen = claims[claims["unit"].isin(("percent", "ratio")) & claims["modality"].isin(("asserted", "estimated"))]
    for claim in rows_of(chosen):
        text = texts.get(claim.sentence_id, "").lower()
        for base in rows_of(bases):
            if loosened(claim) is not None and any(cue.strip().lower() in text for cue in base.cue.split(";")):
                rows += _scaled(claim, base)
    return rows


def _scaled(claim: Any, base: Any) -> Iterator[dict[str, Any]]:
    """Give a share of its base, or a multiple of one of the same measure; a share's base is people of its side."""
    share = claim.unit == "percent"
    fits = base.side == claim.side and base.measure == "other" if share else base.measure == claim.measure
    if not fits:
        return
    low, high = loosened(claim) or (0.0, math.inf)
    least, most = (base.best, base.best) if not math.isnan(base.best) else (base.low, base.high)
    part, sign = (0.01, "%") if share else (1.0, " ×")
    yield {
        "claim_id": claim.claim_id, "kind": "share" if share else "multiple", "base": base.reference_id,
        "low": low * part * least or math.nan, "high": high * part * most if high < math.inf else math.nan,
        "arithmetic": f"{text_of((low, high))}{sign} of {text_of((least, most))}, {base.series}",
        "source": base.citation,
    }  # fmt: skip
