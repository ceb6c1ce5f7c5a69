"""Tables → Book: what a chapter reads from, found, checked and filtered."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tollbook.errors import InputError
from tollbook.intervals import first_day, last_day
from tollbook.narrowing import narrow
from tollbook.parameters import one_of, split_names, validate_parameters

if TYPE_CHECKING:
    import pandas as pd

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Book:
    """The tables a chapter reads, filtered by the shared parameters.

    Attributes
    ----------
    documents, sentences, figures, claims, quarantine : pandas.DataFrame
        The tables of :mod:`tollbook.schema`, of the documents that ``as_of`` leaves; ``claims`` also obeys
        ``since``, ``until``, ``side``, ``measure`` and ``claimants``.
    all_claims : pandas.DataFrame
        Claims of the documents kept, whatever side, measure, claimant or period.
    parameters : dict of str
        The checked parameters.
    left_out : dict of str to int
        How many documents ``as_of`` left out because they are ``later`` or ``undated``, and how many claims
        ``since`` and ``until`` left out because they bear no date (``undated_claims``).
    judged : dict of str to pandas.DataFrame
        The tables of :data:`tollbook.schema.JUDGEMENTS` as far as they rest on ``all_claims`` alone; all of them are
        there, empty where nothing was judged.
    """

    documents: pd.DataFrame
    sentences: pd.DataFrame
    figures: pd.DataFrame
    claims: pd.DataFrame
    quarantine: pd.DataFrame
    all_claims: pd.DataFrame
    parameters: dict[str, str] = field(default_factory=dict)
    left_out: dict[str, int] = field(default_factory=dict)
    judged: dict[str, pd.DataFrame] = field(default_factory=dict)

    @classmethod
    def from_tables(cls, tables: Any, parameters: Mapping[str, object] | None = None) -> Book:
        """Filter any object with the five frames as attributes, and perhaps ``judged``, by the shared parameters.

        Raises
        ------
        ParameterError
            When a parameter is unknown or impossible, or names a side or claimant the claims do not know.
        """
        chosen = validate_parameters(parameters or {})
        _know_names(tables.claims, chosen)
        documents, left_out = _documents_as_of(tables.documents, chosen["as_of"])
        kept = set(documents["document_id"])
        frames = {name: _of_documents(getattr(tables, name), kept) for name in ("sentences", "figures", "claims")}
        judged = getattr(tables, "judged", {})
        if len(documents) < len(tables.documents) or not judged:
            judged = narrow(judged, frames["claims"], frames["sentences"], documents)
        claims, left_out["undated_claims"] = _claims_chosen(frames["claims"], chosen)
        return cls(
            documents,
            frames["sentences"],
            frames["figures"],
            claims,
            tables.quarantine,
            frames["claims"],
            chosen,
            left_out,
            judged,
        )

    def without(self, claim_ids: set[str]) -> Book:
        """Give the same book as if these claims had been withdrawn, and all that was judged from them."""
        keep = {
            name: frame[~frame["claim_id"].isin(claim_ids)].reset_index(drop=True)
            for name, frame in (("claims", self.claims), ("all_claims", self.all_claims))
        }
        return Book(
            self.documents,
            self.sentences,
            self.figures,
            keep["claims"],
            self.quarantine,
            keep["all_claims"],
            self.parameters,
            self.left_out,
            narrow(self.judged, keep["all_claims"], self.sentences, self.documents),
        )


def open_book(
    tables: object = "",
    articles: object = "",
    reference: object = "",
    as_of: object = "",
    since: object = "",
    until: object = "",
    side: object = "",
    measure: object = "",
    claimants: object = "",
    war_start: object = "",
    edition: object = "",
) -> Book:
    """Open the book a chapter speaks from: find its tables, make them when missing, filter them.

    Parameters
    ----------
    tables, articles, reference, as_of, since, until, side, measure, claimants, war_start, edition : str
        The shared parameters; ``tollbook parameters`` describes them.

    Returns
    -------
    Book

    Raises
    ------
    ParameterError
        At a value that is not legal, naming the legal ones.
    InputError
        Where neither tables nor articles are given and no book is found.
    """
    values = dict(locals())
    from tollbook.tables import book_tables, load_tables

    chosen = validate_parameters(values)
    _prepare_charts()
    if chosen["tables"] and not chosen["articles"]:
        return Book.from_tables(load_tables(Path(chosen["tables"]).expanduser()), chosen)
    given = Path(chosen["articles"]).expanduser().resolve() if chosen["articles"] else None
    series = Path(chosen["reference"]).expanduser().resolve() if chosen["reference"] else None
    folder = book_tables(find_root(), given, war_start=chosen["war_start"], reference=series)
    return Book.from_tables(load_tables(folder), chosen)


def find_root(start: Path | None = None) -> Path:
    """Find the book: the nearest folder upward of ``start`` (the working folder) that holds ``_toc.yml``.

    Failing that, the checkout the package is installed from.

    Raises
    ------
    InputError
        When there is neither.
    """
    here = (start or Path.cwd()).resolve()
    checkout = Path(__file__).resolve().parents[2]
    for folder in (here, *here.parents, checkout):
        if (folder / "_toc.yml").is_file():
            return folder
    raise InputError(
        f"no book at {here}: neither it, nor a folder above it, nor the package's checkout holds _toc.yml. "
        "Change to a checkout of the book, or give tables=... or articles=..."
    )


def _prepare_charts() -> None:
    """Draw charts the book's way inside a notebook kernel; elsewhere leave Altair as it is."""
    try:
        from IPython import get_ipython
    except ImportError:
        return
    if get_ipython() is None:
        return
    from tollbook import render

    render.enable()


def _know_names(claims: pd.DataFrame, chosen: dict[str, str]) -> None:
    """Replace side and claimants by the names as the claims spell them, or refuse them."""
    if chosen["side"]:
        chosen["side"] = one_of("side", chosen["side"], sorted(set(claims["side"])))
    names = split_names(chosen["claimants"])
    known = sorted(set(claims["claimant"]))
    chosen["claimants"] = "; ".join(one_of("claimants", name, known) for name in names)


def _documents_as_of(documents: pd.DataFrame, as_of: str) -> tuple[pd.DataFrame, dict[str, int]]:
    if not as_of:
        return documents, {"later": 0, "undated": 0}
    latest = (
        documents["published_latest"].where(documents["published_latest"] != "", documents["published"]).map(last_day)
    )
    undated = latest == ""
    kept = ~undated & (latest <= last_day(as_of))
    out = {"later": int((~undated & ~kept).sum()), "undated": int(undated.sum())}
    _log.info("as_of %s leaves out %s", as_of, out)
    return documents[kept].reset_index(drop=True), out


def _of_documents(frame: pd.DataFrame, kept: set[str]) -> pd.DataFrame:
    return frame[frame["document_id"].isin(kept)].reset_index(drop=True)


def _claims_chosen(claims: pd.DataFrame, chosen: dict[str, str]) -> tuple[pd.DataFrame, int]:
    keep = claims["claim_id"] != ""
    for column in ("side", "measure"):
        if chosen[column]:
            keep &= claims[column] == chosen[column]
    if chosen["claimants"]:
        keep &= claims["claimant"].isin(split_names(chosen["claimants"] + ";"))
    if not (chosen["since"] or chosen["until"]):
        return claims[keep].reset_index(drop=True), 0
    ends = claims["period_end"].where(claims["period_end"] != "", claims["as_of"]).map(last_day)
    undated = int((keep & (ends == "")).sum())
    keep &= ends != ""
    if chosen["since"]:
        keep &= ends >= first_day(chosen["since"])
    if chosen["until"]:
        keep &= ends <= last_day(chosen["until"])
    return claims[keep].reset_index(drop=True), undated
