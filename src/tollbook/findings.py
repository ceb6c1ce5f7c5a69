"""Claims → findings: what cannot be, what is odd and what to know, each with its claims and its arithmetic."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Any

from tollbook.checks import CHECKS, Found, Material
from tollbook.likeness import Node, node_of
from tollbook.phrases import claim_text, date_text, in_or_on, list_text, name_text, noun_after, sentence_case, side_text
from tollbook.schema import frame_of, rows_of

if TYPE_CHECKING:
    import pandas as pd

SEVERITIES = ("contradiction", "question", "note")
_HELD = ("asserted", "estimated")
_TOLD = 4


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
        As in :mod:`tollbook.schema`. Claims that are planned, denied or vague stand aside.
    sentences : pandas.DataFrame, optional
        Tells headlines from text, and one place from another; without it, one-day counts are not compared.
    crosschecks : pandas.DataFrame, optional
        From :func:`tollbook.check_against`: conflicts, and ends of a reference's range that stand alone.
    references : pandas.DataFrame, optional
        The references checked against, so that a conflict can name them.

    Returns
    -------
    pandas.DataFrame
        Table ``findings``, worst first. ``contradiction``: the words cannot all be true; ``question``: odd, worth
        asking; ``note``: worth knowing. :data:`tollbook.checks.CHECKS` documents each check.

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
    material = _material(claims, documents, sentences, crosschecks)
    told: dict[tuple[Any, ...], tuple[Found, dict[str, Node]]] = {}
    for check in CHECKS:
        for found in check(material):
            nodes = told.setdefault(_key(found), (found, {}))[1]
            nodes.update({node.claim.claim_id: node for node in found.nodes})
    rows = [_row(found, list(nodes.values()), material) for found, nodes in told.values()]
    if crosschecks is not None and references is not None:
        rows += _conflicts(crosschecks, references, material)
    rows.sort(key=lambda row: (SEVERITIES.index(row["severity"]), row["kind"], row["finding_id"]))
    return frame_of(rows, "findings")


def _material(
    claims: pd.DataFrame, documents: pd.DataFrame, sentences: pd.DataFrame | None, crosschecks: pd.DataFrame | None
) -> Material:
    texts: dict[str, tuple[str, str, str]] = {}
    before = ("", "")
    if sentences is not None:
        ordered = sentences.sort_values(["document_id", "start"], kind="stable")
        for row in rows_of(ordered):
            texts[row.sentence_id] = (row.text, before[1] if before[0] == row.document_id else "", row.role)
            before = (row.document_id, row.text)
    held = claims[claims["modality"].isin(_HELD)].sort_values("claim_id", kind="stable")
    nodes = (node_of(row, *texts.get(row.sentence_id, ("", "", ""))) for row in rows_of(held))
    checked = rows_of(crosschecks) if crosschecks is not None else []
    ranges = {row.claim_id: row.arithmetic for row in checked if row.verdict in ("upper_end_of", "lower_end_of")}
    rows = {row.document_id: row for row in rows_of(documents)}
    return Material(claims, [node for node in nodes if node is not None], rows, ranges)


def _key(found: Found) -> tuple[Any, ...]:
    """Findings that say the same of repeated numbers are one."""
    told = {(n.claim.side, n.claim.measure, n.value, n.claim.claimant) for n in found.nodes}
    return (found.kind, found.severity, *sorted(told))


def _row(found: Found, nodes: list[Node], material: Material) -> dict[str, Any]:
    ids = sorted(node.claim.claim_id for node in nodes)
    return {
        "finding_id": "n" + sha256(f"{found.kind} {found.arithmetic} {' '.join(ids)}".encode()).hexdigest()[:12],
        "kind": found.kind,
        "severity": found.severity,
        "claim_ids": " ".join(ids),
        "reference_ids": "",
        "document_ids": " ".join(sorted({node.claim.document_id for node in nodes})),
        "arithmetic": found.arithmetic,
        "sentence": f"{sentence_case(_told(found.nodes, material))}. {found.meaning}",
    }


def _told(nodes: tuple[Node, ...], material: Material) -> str:
    """Who gave which numbers: "CSIS gave up to 325,000 soldiers killed for Russia by December 2025"."""
    said: dict[str, list[str]] = {}
    last: dict[str, tuple[str, str]] = {}
    for node in nodes:
        c = node.claim
        who = name_text(c.claimant) if c.claimant != "article" else _unnamed(material.documents[c.document_id])
        scene = (f" for {side_text(c.side)}" if c.side not in ("", "unknown") else "", _when(c))
        words = f"{claim_text(c)} {noun_after(c)}" + ("" if last.get(who) == scene else "".join(scene))
        last[who] = scene
        if words not in said.setdefault(who, []):
            said[who].append(words)
    parts = [f"{who} gave {list_text(words[:_TOLD])}" for who, words in said.items()]
    return "; ".join(parts[:_TOLD]) + ("; and more like these" if len(parts) > _TOLD else "")


def _when(claim: Any) -> str:
    until = claim.as_of or claim.period_end
    if not until:
        return ""
    within = claim.scope == "incident" or (claim.scope == "period" and claim.period_start == until)
    return f" {in_or_on(until) if within else 'by'} {date_text(until)}"


def _unnamed(document: Any) -> str:
    by = f" by {document.publisher}" if document.publisher else ""
    return f"an article{by} that names no source"


def _conflicts(crosschecks: pd.DataFrame, references: pd.DataFrame, material: Material) -> list[dict[str, Any]]:
    """Claims that a reference contradicts; the same number against the same reference once."""
    by_id = {node.claim.claim_id: node for node in material.nodes}
    named = {row.reference_id: row for row in rows_of(references)}
    told: dict[tuple[Any, ...], tuple[Any, dict[str, Node], set[str]]] = {}
    for check in rows_of(crosschecks[crosschecks["verdict"] == "conflicts"]):
        node, against = by_id.get(check.claim_id), named.get(check.reference_id)
        if node is not None and against is not None:
            c = node.claim
            key = (c.claimant, c.side, c.measure, node.value, against.claimant)
            kept = told.setdefault(key, (check, {}, set()))
            kept[1][c.claim_id] = node
            kept[2].add(check.reference_id)
    rows = []
    for (*_, name), (check, nodes, ids) in told.items():
        meaning = f"{sentence_case(name_text(name))} counts otherwise"
        found = Found("reference_conflict", "question", tuple(nodes.values())[:1], check.arithmetic, f"{meaning}.")
        rows.append(_row(found, list(nodes.values()), material) | {"reference_ids": " ".join(sorted(ids))})
    return rows
