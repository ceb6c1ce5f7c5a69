"""Claims → echoes: which claims are one statement, by what evidence, and the origin they share."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable
from hashlib import sha256
from typing import TYPE_CHECKING, Any, NamedTuple

from tollbook.candidates import find_pairs
from tollbook.intervals import Interval, counted_until, first_day
from tollbook.lexicon import load
from tollbook.likeness import (
    NEAR_DAYS,
    Node,
    event_scene,
    node_of,
)
from tollbook.links import Link, evidence_of, judge_pair
from tollbook.reuse import Rewrite, find_rewrites
from tollbook.schema import frame_of
from tollbook.speakers import GENERAL, NAMED, OFFICIALS, Speaker, nearness, speaker_of

if TYPE_CHECKING:
    import pandas as pd

_TIGHT = {"exact": 0, "between": 1, "about": 2, "nearly": 3, "at_least": 4, "at_most": 4, "vague": 5}


def find_echoes(claims: pd.DataFrame, documents: pd.DataFrame, sentences: pd.DataFrame | None = None) -> pd.DataFrame:
    """Find the claims that are one statement, and the articles that are one text.

    A link is ``same`` (claimant, values and period equal), ``restates`` (one value satisfies the other's bound or
    rounding, dates within three days, claimant equal or one unnamed) or ``rewrite`` (text reuse). Two named claimants
    are never one origin. A claim that names nobody and fits two of them stays alone, unless one of the two is known to
    build on the other. Numbers below a hundred, and those of one day, need the same day, no different place, and the
    claimant or the text in common.

    Parameters
    ----------
    claims, documents : pandas.DataFrame
        As in :mod:`tollbook.schema`; ``origin_id`` is not read.
    sentences : pandas.DataFrame, optional
        Without it no text reuse is found, and no place is known.

    Returns
    -------
    pandas.DataFrame
        Table ``echoes``, key ``echo_id``, sorted by origin and claim: as many links as tie every origin together, and
        one with empty claims and origin for each article that is largely taken from another.

    Examples
    --------
    >>> from tollbook import extract
    >>> said = "The General Staff of Ukraine said Russia had lost 912,340 soldiers by 3 May 2025."
    >>> tables = extract({"a": said, "b": said, "c": said.replace("340", "350")}, published="2025-05-04")
    >>> echoes = find_echoes(tables.claims, tables.documents, tables.sentences)
    >>> echoes[["kind", "source_document_id", "carrier_document_id"]].values.tolist()
    [['same', 'a', 'b']]
    """
    nodes = _nodes(claims, sentences)
    rewrites = find_rewrites(sentences, documents) if sentences is not None and len(sentences) else []
    published = dict(zip(documents["document_id"], documents["published_earliest"], strict=True))
    kept = _join(_links(nodes, rewrites), [node.claim.claim_id for node in nodes])
    pairs = [(link.one.claim.claim_id, link.two.claim.claim_id) for link in kept]
    origins = _origin_ids(claims, pairs)
    rows = [_row(link, origins, published) for link in kept] + [_article_row(rewrite) for rewrite in rewrites]
    rows.sort(key=lambda row: (row["origin_id"], row["source_claim_id"], row["carrier_claim_id"], row["echo_id"]))
    return frame_of(rows, "echoes")


def with_origins(claims: pd.DataFrame, echoes: pd.DataFrame) -> pd.DataFrame:
    """Give the claims with ``origin_id`` set anew: linked claims share one, any other claim has its own.

    Parameters
    ----------
    claims : pandas.DataFrame
        As in :mod:`tollbook.schema`.
    echoes : pandas.DataFrame
        From :func:`find_echoes`; a link that is taken out no longer counts.

    Returns
    -------
    pandas.DataFrame
        A copy in the order given. An origin's id is made from the words of the claim that stands for it, so that it is
        the same in any order of rows.
    """
    linked = echoes[(echoes["source_claim_id"] != "") & (echoes["carrier_claim_id"] != "")]
    pairs = list(zip(linked["source_claim_id"], linked["carrier_claim_id"], strict=True))
    origins = _origin_ids(claims, pairs)
    return claims.assign(origin_id=claims["claim_id"].map(origins).astype("string"))


def rank_of(claim: Any) -> tuple[int, int, str, str]:
    """Give the order in which claims stand for their origin: the named, the tightest, the earliest first."""
    level = speaker_of(claim.claimant, claim.document_id).level
    return (level, _TIGHT[claim.bound], first_day(counted_until(claim)) or "9999", claim.claim_id)


def _origin_ids(claims: pd.DataFrame, pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    rows: dict[str, Any] = dict(zip(claims["claim_id"], claims.itertuples(), strict=True))
    roots: dict[str, str] = {}
    for one, two in pairs:
        if one in rows and two in rows:
            roots[_root(roots, two)] = _root(roots, one)
    groups: dict[str, list[Any]] = defaultdict(list)
    for claim_id in sorted(rows):
        groups[_root(roots, claim_id)].append(rows[claim_id])
    ids: dict[str, str] = {}
    taken: dict[str, int] = defaultdict(int)
    for group in sorted(groups.values(), key=lambda members: min(map(rank_of, members))):
        words = _words(min(group, key=rank_of))
        taken[words] += 1
        origin = "o" + sha256(f"{words} {taken[words]}".encode()).hexdigest()[:12]
        ids.update({row.claim_id: origin for row in group})
    return ids


def _words(claim: Any) -> str:
    who = claim.claimant if claim.claimant != "article" else f"article {claim.document_id}"
    values = (claim.low, claim.best, claim.high, claim.unit, claim.measure, claim.side)
    return repr((who, *values, claim.period_start, counted_until(claim)))


def _root(roots: dict[str, str], name: str) -> str:
    while (above := roots.get(name, name)) != name:
        roots[name] = roots.get(above, above)
        name = above
    return name


def _nodes(claims: pd.DataFrame, sentences: pd.DataFrame | None) -> list[Node]:
    texts: dict[str, tuple[str, str, str]] = {}
    if sentences is not None:
        last = ("", "")
        told: Iterable[Any] = sentences.sort_values(["document_id", "start"], kind="stable").itertuples()
        for row in told:
            before = last[1] if last[0] == row.document_id else ""
            texts[row.sentence_id] = (row.text, before, row.role)
            last = (row.document_id, row.text)
    made: Iterable[Any] = claims.itertuples(index=False)
    rows = sorted(made, key=lambda row: str(row.claim_id))
    found = (node_of(row, *texts.get(row.sentence_id, ("", "", ""))) for row in rows if row.modality != "denied")
    return [node for node in found if node is not None]


def _links(nodes: list[Node], rewrites: list[Rewrite]) -> list[Link]:
    shares = {(r.source, r.carrier): r.share for r in rewrites}
    shares |= {(r.carrier, r.source): r.share for r in rewrites}
    seen, links = set(), []
    for one, two in find_pairs(nodes, shares):
        ids = (one.claim.claim_id, two.claim.claim_id)
        if ids not in seen:
            seen.add(ids)
            if link := judge_pair(one, two, shares.get((one.claim.document_id, two.claim.document_id), math.nan)):
                links.append(link)
    return _unambiguous(links)


def _unambiguous(links: list[Link]) -> list[Link]:
    """Leave out a claim that is nobody's own where two claimants could equally well have made it."""
    loose: dict[str, list[tuple[Link, Node]]] = defaultdict(list)
    for link in sorted(links, key=lambda item: item.rank):
        for node, other in ((link.one, link.two), (link.two, link.one)):
            if node.speaker.level > other.speaker.level and other.speaker.level < OFFICIALS:
                loose[node.claim.claim_id].append((link, other))
    dropped = set()
    for found in loose.values():
        best = [other for link, other in found if link.rank[:6] == found[0][0].rank[:6]]
        heads = [other for other in best if not _builds_on_one_of(other, best)] or best
        voice = heads[0] if all(nearness(heads[0].speaker, head.speaker) is not None for head in heads) else None
        dropped |= {
            link.rank for link, other in found if voice is None or nearness(voice.speaker, other.speaker) is None
        }
    return [link for link in links if link.rank not in dropped]


def _builds_on_one_of(node: Node, others: list[Node]) -> bool:
    bases = load().builds_on.get((node.claim.claimant, node.claim.side), ())
    voices = [speaker_of(base, "") for base in bases]
    return any(nearness(voice, other.speaker) in (0, 1) for voice in voices for other in others)


class _Group(NamedTuple):
    """What a group of claims has in common: the numbers it admits, a range in it, its days, voices and places."""

    allows: Interval
    has_range: bool
    days: tuple[int, int]
    speakers: frozenset[Speaker]
    scenes: frozenset[str]


def _join(links: list[Link], claim_ids: list[str]) -> list[Link]:
    """Keep the links that tie groups together, surest first, as long as all of a group can be one statement."""
    roots: dict[str, str] = {claim_id: claim_id for claim_id in claim_ids}
    groups: dict[str, _Group] = {}
    kept = []
    for link in sorted(links, key=lambda item: item.rank):
        sides = []
        for node in (link.one, link.two):
            root = _root(roots, node.claim.claim_id)
            days = node.until if node.until[0] else (0, 10**9)
            fresh = _Group(
                node.allows, node.claim.bound == "between", days, frozenset((node.speaker,)), event_scene(node)
            )
            sides.append((root, groups.get(root, fresh)))
        (one, first), (two, second) = sides
        if one != two and (joined := _joined(first, second)):
            roots[two] = one
            groups[one] = joined
            kept.append(link)
    return kept


def _joined(one: _Group, two: _Group) -> _Group | None:
    low, high = max(one.allows[0], two.allows[0]), min(one.allows[1], two.allows[1])
    days = max(one.days[0], two.days[0]), min(one.days[1], two.days[1])
    if low > high or days[0] - days[1] > NEAR_DAYS or (one.scenes and two.scenes and not one.scenes & two.scenes):
        return None
    speakers = one.speakers | two.speakers
    named = {speaker.name: speaker for speaker in speakers if speaker.level == NAMED}
    polities = {speaker.polity for speaker in speakers if speaker.level == GENERAL}
    whose = {speaker.polity for speaker in named.values()}
    officials = any(speaker.level == OFFICIALS for speaker in speakers)
    if len(named) > 1 or len(polities) > 1 or (named and polities and whose != polities):
        return None
    if officials and not all(speaker.official for speaker in named.values()):
        return None
    ranges = [group.allows for group in (one, two) if group.has_range]
    return _Group(ranges[0] if ranges else (low, high), bool(ranges), days, speakers, one.scenes | two.scenes)


def _row(link: Link, origins: dict[str, str], published: dict[str, str]) -> dict[str, Any]:
    def order(claim: Any) -> tuple[Any, ...]:
        level = speaker_of(claim.claimant, claim.document_id).level
        return (published.get(claim.document_id) or "9999", level, claim.document_id, claim.start)

    source, carrier = sorted((link.one.claim, link.two.claim), key=order)
    ids = (source.document_id, carrier.document_id, source.claim_id, carrier.claim_id)
    return _echo(link.kind, *ids, origins[source.claim_id], link.share, evidence_of(link))


def _article_row(rewrite: Rewrite) -> dict[str, Any]:
    reason = f"{rewrite.share:.0%} of the runs of five words of {rewrite.carrier} stand in {rewrite.source}"
    return _echo("rewrite", rewrite.source, rewrite.carrier, "", "", "", rewrite.share, reason)


def _echo(
    kind: str, source: str, carrier: str, one: str, two: str, origin: str, overlap: float, reason: str
) -> dict[str, Any]:
    return {
        "echo_id": "h" + sha256(repr((source, carrier, one, two)).encode()).hexdigest()[:12],
        "kind": kind,
        "origin_id": origin,
        "source_document_id": source,
        "carrier_document_id": carrier,
        "source_claim_id": one,
        "carrier_claim_id": two,
        "overlap": overlap if kind == "rewrite" else math.nan,
        "evidence": reason,
    }
