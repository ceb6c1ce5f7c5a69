"""Tables → what they add up to: echoes, findings, cross-checks, rates, events, quotes, each under its own contract."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from tollbook.schema import JUDGEMENTS

if TYPE_CHECKING:
    import pandas as pd


def judge(tables: Any, reference: Path | None = None) -> dict[str, pd.DataFrame]:
    """Compute every judgement from the tables of one set of articles.

    Parameters
    ----------
    tables : Tables
        From :func:`tollbook.extract`; any object with ``documents``, ``sentences`` and ``claims``.
    reference : Path, optional
        Folder of reference series; without it the book's own few dozen facts are checked against.

    Returns
    -------
    dict of str to pandas.DataFrame
        Table by name, in the order of :data:`tollbook.schema.JUDGEMENTS`; of the references those that are used.

    Raises
    ------
    InputError
        When ``reference`` is no folder.

    Examples
    --------
    >>> from tollbook import extract
    >>> judged = judge(extract("Shells killed nine people in Gao on Monday.", published="2024-05-07"))
    >>> len(judged["events"]), len(judged["findings"])
    (1, 0)
    """
    from tollbook.actors import find_actors, find_places
    from tollbook.crosscheck import check_against
    from tollbook.echoes import find_echoes
    from tollbook.events import find_events
    from tollbook.findings import find_findings
    from tollbook.origins import drop_each, find_origins, span_origins
    from tollbook.positions import find_positions
    from tollbook.quotes import find_quotes
    from tollbook.rates import find_rates
    from tollbook.reach import find_reach
    from tollbook.reference import read_reference

    claims, documents, sentences = tables.claims, tables.documents, tables.sentences
    references = read_reference(reference)
    crosschecks = check_against(claims, references)
    quotes = find_quotes(sentences, documents)
    used = set(crosschecks["reference_id"])
    judged = {
        "echoes": find_echoes(claims, documents, sentences),
        "origins": find_origins(claims),
        "spans": span_origins(claims),
        "sensitivity": drop_each(claims),
        "findings": find_findings(claims, documents, sentences, crosschecks, references),
        "events": find_events(claims, documents, sentences),
        "quotes": quotes,
        "positions": find_positions(sentences, documents),
        "places": find_places(sentences),
        "actors": find_actors(claims, quotes),
        "references": references[references["reference_id"].isin(used)].reset_index(drop=True),
        "crosschecks": crosschecks,
        "rates": find_rates(claims, sentences),
        "reach": find_reach(claims, references, sentences),
    }
    return {name: judged[name] for name in JUDGEMENTS}
