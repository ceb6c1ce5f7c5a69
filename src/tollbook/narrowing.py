"""Judgements → the judgements that still stand when articles or claims are left out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from tollbook.schema import JUDGEMENTS, frame_of

if TYPE_CHECKING:
    import pandas as pd

_CLAIM_COLUMNS = {
    "echoes": ("source_claim_id", "carrier_claim_id"),
    "findings": ("claim_ids",),
    "crosschecks": ("claim_id",),
    "rates": ("from_claim_id", "to_claim_id"),
    "reach": ("claim_id",),
    "events": ("launched", "intercepted", "jammed", "hit", "killed", "wounded", "outage"),
}
_DOCUMENT_COLUMNS = {
    "echoes": ("source_document_id", "carrier_document_id"),
    "findings": ("document_ids",),
    "events": ("document_ids",),
    "quotes": ("document_id",),
    "positions": ("document_id",),
}


def narrow(
    judged: Mapping[str, pd.DataFrame], claims: pd.DataFrame, sentences: pd.DataFrame, documents: pd.DataFrame
) -> dict[str, pd.DataFrame]:
    """Keep of the judgements what rests on these claims and articles alone.

    Parameters
    ----------
    judged : mapping of str to pandas.DataFrame
        From :func:`tollbook.judge.judge`; a table that is missing is taken as empty, and where all are empty
        nothing was judged and nothing is.
    claims, sentences, documents : pandas.DataFrame
        What is kept, as in :mod:`tollbook.schema`.

    Returns
    -------
    dict of str to pandas.DataFrame
        Every table of :data:`tollbook.schema.JUDGEMENTS`. An echo, finding, rate or event that names a claim or an
        article no longer kept is left out; origins, spans and what each decides are computed anew, as are places and
        actors; of the references those stay that a cross-check or finding names.
    """
    given = {name: judged[name] if name in judged else frame_of([], name) for name in JUDGEMENTS}
    if all(frame.empty for frame in given.values()):
        return given
    kept_claims, kept_documents = set(claims["claim_id"]), set(documents["document_id"])
    for name, frame in given.items():
        keep = _all_known(frame, _CLAIM_COLUMNS.get(name, ()), kept_claims)
        keep &= _all_known(frame, _DOCUMENT_COLUMNS.get(name, ()), kept_documents)
        given[name] = frame[keep].reset_index(drop=True)
    return given | _computed_anew(given, claims, sentences)


def _all_known(frame: pd.DataFrame, columns: tuple[str, ...], known: set[str]) -> pd.Series[bool]:
    """Whether every id in these columns, separated by blanks, is known; an empty cell names nothing."""
    import pandas as pd

    rows = zip(*(frame[column] for column in columns), strict=True) if columns else [()] * len(frame)
    keep = [all(set(ids.split()) <= known for ids in row) for row in rows]
    return pd.Series(keep, index=frame.index, dtype=bool)


def _computed_anew(
    given: dict[str, pd.DataFrame], claims: pd.DataFrame, sentences: pd.DataFrame
) -> dict[str, pd.DataFrame]:
    from tollbook.actors import find_actors, find_places
    from tollbook.origins import drop_each, find_origins, span_origins

    named = {name for ids in given["findings"]["reference_ids"] for name in ids.split()}
    named |= set(given["crosschecks"]["reference_id"])
    references = given["references"]
    return {
        "origins": find_origins(claims),
        "spans": span_origins(claims),
        "sensitivity": drop_each(claims),
        "places": find_places(sentences),
        "actors": find_actors(claims, given["quotes"]),
        "references": references[references["reference_id"].isin(named)].reset_index(drop=True),
    }
