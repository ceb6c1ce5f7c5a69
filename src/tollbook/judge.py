"""Tables → what they add up to: echoes, findings, events, quotes and positions, each under its own contract."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tollbook.schema import JUDGEMENTS

if TYPE_CHECKING:
    import pandas as pd


def judge(tables: Any) -> dict[str, pd.DataFrame]:
    """Compute every judgement from the tables of one set of articles.

    Parameters
    ----------
    tables : Tables
        From :func:`tollbook.extract`; any object with ``documents``, ``sentences`` and ``claims``.

    Returns
    -------
    dict of str to pandas.DataFrame
        Table by name, in the order of :data:`tollbook.schema.JUDGEMENTS`.

    Examples
    --------
    >>> from tollbook import extract
    >>> judged = judge(extract("Shells killed nine people in Gao on Monday.", published="2024-05-07"))
    >>> len(judged["events"]), len(judged["findings"])
    (1, 0)
    """
    from tollbook.actors import find_actors, find_places
    from tollbook.echoes import find_echoes
    from tollbook.events import find_events
    from tollbook.findings import find_findings
    from tollbook.origins import drop_each, find_origins, span_origins
    from tollbook.positions import find_positions
    from tollbook.quotes import find_quotes

    claims, documents, sentences = tables.claims, tables.documents, tables.sentences
    quotes = find_quotes(sentences, documents)
    judged = {
        "echoes": find_echoes(claims, documents, sentences),
        "origins": find_origins(claims, documents),
        "spans": span_origins(claims),
        "sensitivity": drop_each(claims),
        "findings": find_findings(claims, documents, sentences),
        "events": find_events(claims, documents, sentences),
        "quotes": quotes,
        "positions": find_positions(sentences, documents),
        "places": find_places(sentences),
        "actors": find_actors(claims, quotes),
    }
    return {name: judged[name] for name in JUDGEMENTS}
