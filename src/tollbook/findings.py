"""Claims → findings: what cannot be, what is odd and what to know, each with its claims and its arithmetic."""

from __future__ import annotations

from collections import defaultdict
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from tollbook.categories import find_category_errors
from tollbook.checks import CHECKS
from tollbook.schema import frame_of, rows_of
from tollbook.survey import Found, Survey

if TYPE_CHECKING:
    import pandas as pd

SEVERITIES = ("contradiction", "question", "note")


def find_findings(
    claims: pd.DataFrame,
    documents: pd.DataFrame,
    sentences: pd.DataFrame | None = None,
    crosschecks: pd.DataFrame | None = None,
    references: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Find what a careful analyst would remark on in a set of claims.

    Parameters
    ----------
    claims, documents : pandas.DataFrame
        As in :mod:`tollbook.schema`. Claims that are planned, denied or vague stand aside. Findings that say the same
        of one origin (``origin_id``) stand once.
    sentences : pandas.DataFrame, optional
        Without them no headline, list, share, place or correction is seen.
    crosschecks, references : pandas.DataFrame, optional
        From :func:`tollbook.check_against` and :func:`tollbook.read_reference`: conflicts, ends of a reference's range
        that stand alone, and deaths that equal its casualties.

    Returns
    -------
    pandas.DataFrame
        Table ``findings``, worst first. ``contradiction``: the words cannot all be true, rounding and dates allowed
        for; ``question``: odd, worth asking; ``note``: worth knowing. Numbers of different dates never contradict each
        other by value, but a running total that falls does. :data:`tollbook.checks.CHECKS` documents each check.

    Examples
    --------
    >>> from tollbook import extract
    >>> text = "Strikes on Homs killed 38 civilians on Friday, including 41 children, Civil Defence said."
    >>> tables = extract(text, published="2016-09-24")
    >>> found = find_findings(tables.claims, tables.documents, tables.sentences)
    >>> found[["kind", "severity", "arithmetic"]].values.tolist()
    [['subset_above_whole', 'contradiction', '41 > 38']]
    >>> fine = extract(text.replace("41", "14"), published="2016-09-24")
    >>> len(find_findings(fine.claims, fine.documents, fine.sentences))
    0
    """
    survey = _survey(claims, documents, sentences, crosschecks, references)
    kept: dict[tuple[Any, ...], Found] = {}
    for check in CHECKS:
        for found in check(survey):
            told = frozenset(claim.origin_id or claim.claim_id for claim in found.claims)
            key = (found.kind, found.severity, found.arithmetic, told)
            before = kept.setdefault(key, found)
            kept[key] = before._replace(claims=(*before.claims, *found.claims))
    rows = {row["finding_id"]: row for row in map(_row, kept.values())}
    order = sorted(rows.values(), key=lambda row: (SEVERITIES.index(row["severity"]), row["kind"], row["finding_id"]))
    return frame_of(order, "findings")


def _row(found: Found) -> dict[str, Any]:
    ids = " ".join(sorted({claim.claim_id for claim in found.claims}))
    return {
        "finding_id": "n" + sha256(f"{found.kind} {found.arithmetic} {ids}".encode()).hexdigest()[:12],
        "kind": found.kind,
        "severity": found.severity,
        "claim_ids": ids,
        "reference_ids": " ".join(sorted(found.references)),
        "document_ids": " ".join(sorted({claim.document_id for claim in found.claims})),
        "arithmetic": found.arithmetic,
        "sentence": found.sentence,
    }


def _survey(
    claims: pd.DataFrame,
    documents: pd.DataFrame,
    sentences: pd.DataFrame | None,
    crosschecks: pd.DataFrame | None,
    references: pd.DataFrame | None,
) -> Survey:
    ordered = claims.sort_values(["document_id", "start", "claim_id"], kind="stable")
    texts: dict[str, tuple[int, str, str]] = {}
    before: dict[str, str] = {}
    last = ("", "")
    rows = [] if sentences is None else rows_of(sentences.sort_values(["document_id", "start"], kind="stable"))
    for row in rows:
        texts[row.sentence_id] = (row.start, row.text, row.role)
        before[row.sentence_id] = last[1] if last[0] == row.document_id else ""
        last = (row.document_id, row.text)
    checks: dict[str, list[tuple[Any, Any]]] = defaultdict(list)
    if crosschecks is not None and references is not None:
        named = {row.reference_id: row for row in rows_of(references)}
        for row in rows_of(crosschecks.sort_values(["claim_id", "reference_id"], kind="stable")):
            if row.reference_id in named:
                checks[row.claim_id].append((row, named[row.reference_id]))
    named_documents = {row.document_id: row for row in rows_of(documents)}
    return Survey(rows_of(ordered), named_documents, texts, before, checks, find_category_errors(ordered))
