"""Claims of single incidents → events: strikes, attacks and clashes with their day, place, weapons and claims."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import reduce
from hashlib import sha256
from operator import or_
from typing import TYPE_CHECKING, Any

from tollbook import lexicon as lexicons
from tollbook.incidents import HEADINGS, Told, tell_incidents
from tollbook.intervals import admitted_by, days_between, first_day, last_day, meet
from tollbook.lexicon import Lexicon
from tollbook.scenes import Scene, locate
from tollbook.schema import frame_of
from tollbook.voices import sentences_by_article

if TYPE_CHECKING:
    import pandas as pd

_COLUMN = {
    **{"launched": ("launched",), "intercepted": ("intercepted",), "jammed": ("jammed",), "hit": ("hit",)},
    **{"destroyed": ("hit",), "damaged": ("hit",), "killed": ("killed",), "wounded": ("wounded",)},
    **{"casualties": ("killed", "wounded")},
}
_SAME_WEEKS = 100
"""Most days that the day of publication may be uncertain by, for events without a day to be put together."""
_SAME_WORDS = 0.4
"""Share of the longer words of two sentences that they must have in common to tell alike."""
_BASES = ("stated", "resolved", "context", "unknown")
_ROLES = ("launched", "intercepted", "jammed", "hit", "killed", "wounded", "outage")


@dataclass(slots=True)
class _Event:
    """Claims told of one incident in one article, later in several."""

    told: list[Told]
    documents: set[str] = field(default_factory=set)

    @property
    def first(self) -> Told:
        return self.told[0]

    @property
    def scene(self) -> Scene | None:
        return self.first.scene


def find_events(
    claims: pd.DataFrame, documents: pd.DataFrame, sentences: pd.DataFrame, lexicon: Lexicon | None = None
) -> pd.DataFrame:
    """Find the strikes, attacks and clashes that claims tell of.

    Claims of scope ``incident`` are put together by day and place, first within an article, then across articles: the
    same day, the same place and numbers that can both be true are one event with two carriers, as a row of the UCDP
    Georeferenced Event Dataset (Sundberg and Melander 2013, doi:10.1177/0022343313484347) is one incident with all
    its sources. Two tolls that cannot both be true stay two events. A denied, hypothetical or projected claim makes
    none; neither does a claim with neither day, weekday nor place.

    Parameters
    ----------
    claims, documents, sentences : pandas.DataFrame
        Tables of :mod:`tollbook.schema`.
    lexicon : Lexicon, optional
        Another than the shipped one.

    Returns
    -------
    pandas.DataFrame
        Table ``events``, by day (undated last), country and place. ``latitude`` and ``longitude`` are empty unless
        one town is meant for sure; claims of casualties stand with the killed and the wounded; ``hit`` holds what was
        hit, destroyed or damaged.

    Examples
    --------
    >>> import tollbook
    >>> said = {"a": "On 4 May 2025 a drone killed three people in Goma.",
    ...         "b": "On 4 May 2025 three people died in Goma.",
    ...         "c": "Since 4 May 2025 drones have killed 30 people in Goma."}
    >>> t = tollbook.extract(said)
    >>> tollbook.find_events(t.claims, t.documents, t.sentences)[["date", "place", "document_ids"]].values.tolist()
    [['2025-05-04', 'Goma', 'a b']]
    """
    lexicon = lexicon or lexicons.load()
    of_article = {str(key): list(rows.itertuples(index=False)) for key, rows in claims.groupby("document_id")}
    when: dict[str, Any] = {str(row.document_id): row for row in documents.itertuples(index=False)}
    events: list[_Event] = []
    for document_id, rows in sentences_by_article(sentences):
        if document_id in of_article:
            events += _within(tell_incidents(rows, of_article[document_id], when[document_id].published, lexicon))
    rows_out = [_row(event, lexicon) for event in _across(events, when)]
    rows_out.sort(key=lambda row: (row["date"] or "9999", row["country"], row["region"], row["place"], row["event_id"]))
    return frame_of(rows_out, "events")


def _within(told: list[Told]) -> list[_Event]:
    """Put an article's claims together; what headlines and captions tell joins the body's event that it fits."""
    groups: dict[tuple[str, ...], list[Told]] = defaultdict(list)
    for item in told:
        if item.role not in HEADINGS:
            groups[(item.day or item.label, *_where(item), str(item.turn))].append(item)
    events = [_Event(items, {items[0].claim.document_id}) for items in groups.values()]
    for item in (item for item in told if item.role in HEADINGS):
        home = next((event for event in events if _repeats(item, event)), None)
        if home:
            home.told.append(item)
        elif item.scene and item.day:
            events.append(_Event([item], {item.claim.document_id}))
    return [event for event in events if event.first.day or event.scene or event.first.label]


def _where(item: Told) -> tuple[str, str, str]:
    scene = item.scene
    return (scene.name.lower() if scene else "", scene.kind if scene else "", item.country or item.claim.side)


def _repeats(item: Told, event: _Event) -> bool:
    """Does a heading's claim say again what an event tells: no other place, and the same number?"""
    if item.scene and (event.scene is None or event.scene.name.lower() != item.scene.name.lower()):
        return False
    return any(_same_kind(item, other) and _both_true(item.claim, other.claim) for other in event.told)


def _same_kind(one: Told, two: Told) -> bool:
    a, b = one.claim, two.claim
    return (a.measure, a.unit, bool(a.part_of)) == (b.measure, b.unit, bool(b.part_of))


def _both_true(one: Any, two: Any) -> bool:
    a, b = admitted_by(one), admitted_by(two)
    return a is None or b is None or meet(a, b)


def _across(events: list[_Event], when: dict[str, Any]) -> list[_Event]:
    """Put together what different articles tell of the same incident."""
    buckets: dict[tuple[str, ...], list[_Event]] = defaultdict(list)
    for event in sorted(events, key=_order):
        buckets[(event.first.day, *_where(event.first))].append(event)
    merged: list[_Event] = []
    for bucket in buckets.values():
        kept: list[_Event] = []
        for event in bucket:
            same = next((other for other in kept if _is_same(event, other, when)), None)
            if same is None:
                kept.append(event)
            else:
                same.told, same.documents = [*same.told, *event.told], same.documents | event.documents
        merged += kept
    return merged


def _order(event: _Event) -> tuple[str, str]:
    return (min(event.documents), min(item.claim.claim_id for item in event.told))


def _is_same(one: _Event, two: _Event, when: dict[str, Any]) -> bool:
    """Whether two events of one day and place can be one: numbers agree, and something beyond the day says so."""
    if one.documents & two.documents or not (one.first.day or _undated_alike(one, two, when)):
        return False
    kinds = defaultdict(list)
    for item in two.told:
        kinds[item.claim.measure, item.claim.unit, bool(item.claim.part_of)].append(item.claim)
    pairs = [
        [(item.claim, other) for other in kinds.get((item.claim.measure, item.claim.unit, False), ())]
        for item in one.told
        if not item.claim.part_of
    ]
    if not all(any(_both_true(a, b) for a, b in options) for options in pairs if options):
        return False
    if one.scene and one.scene.kind == "town" and one.first.day:
        mine, others = one.first.weapons, two.first.weapons
        return any(pairs) or not (mine and others) or bool(mine & others)
    return any(a.low == b.low or a.best == b.best or a.high == b.high for options in pairs for a, b in options)


def _undated_alike(one: _Event, two: _Event, when: dict[str, Any]) -> bool:
    """Undated events are one only if their articles are of the same weeks and tell of the same weekday or alike."""
    spans = [(when[d].published_earliest, when[d].published_latest) for d in (min(one.documents), min(two.documents))]
    if not all(start and end and days_between(start, end)[1] <= _SAME_WEEKS for start, end in spans):
        return False
    (early, late), (start, end) = [(first_day(a), last_day(z)) for a, z in spans]
    labels = {one.first.label, two.first.label}
    alike = len(labels) == 1 and "" not in labels
    told = alike or any(_alike(a.words, b.words) for a in one.told for b in two.told)
    return early <= end and start <= late and told and len(labels - {""}) < 2


def _alike(one: frozenset[str], two: frozenset[str]) -> bool:
    return len(one & two) >= _SAME_WORDS * len(one | two)


def _row(event: _Event, lexicon: Lexicon) -> dict[str, Any]:
    told = sorted(event.told, key=lambda item: (item.claim.document_id, item.claim.start))
    scene = event.scene
    region = next((item.region for item in told if item.region), "")
    ids = {role: " ".join(item.claim.claim_id for item in told if role in columns_of(item)) for role in _ROLES}
    town = locate(scene, region, lexicon) if scene else None
    return {
        "event_id": "e" + sha256(repr(sorted(item.claim.claim_id for item in told)).encode()).hexdigest()[:12],
        "date": event.first.day,
        "date_basis": min((item.basis for item in told), key=_BASES.index),
        "place": scene.name if scene and scene.kind == "town" else "",
        "region": scene.name if scene and scene.kind == "region" else region,
        "country": event.first.country,
        "latitude": town.latitude if town else float("nan"),
        "longitude": town.longitude if town else float("nan"),
        "weapons": " ".join(sorted(reduce(or_, (item.weapons for item in told)))),
        **ids,
        "document_ids": " ".join(sorted(event.documents)),
        "n_documents": len(event.documents),
    }


def columns_of(item: Told) -> tuple[str, ...]:
    """Give the columns of ``events`` in which a claim stands."""
    if item.outage:
        return ("outage",)
    return _COLUMN.get(item.claim.measure, ("hit",))
