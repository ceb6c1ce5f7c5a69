"""Sentences → positions: who proposes, accepts, rejects, demands or denies what at which talks, and who holds what."""

from __future__ import annotations

import re
from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from tollbook import lexicon as lexicons
from tollbook.dates import find_dates
from tollbook.lexicon import Lexicon
from tollbook.scenes import find_scenes
from tollbook.schema import frame_of
from tollbook.stances import Position, Said, stance_cues
from tollbook.talks import read_demand, read_meeting, read_stance
from tollbook.territory import read_capture, read_front, read_share, read_share_held, read_unconfirmed
from tollbook.voices import Voice, hear, published_of, sentences_by_article

if TYPE_CHECKING:
    import pandas as pd

_BACK = re.compile(r"(?:the|that|this) (?:idea|offer|proposal|plan|deal|draft|demand|terms|initiative)", re.I)
_OLD_TALKS = 1
"""Years before publication from which a dated sentence tells of other talks ("the talks of 2015")."""
_READERS = {
    **{"stance": read_stance, "whole": read_demand, "meeting": read_meeting, "front": read_front},
    **{"share": read_share, "share-passive": read_share_held},
    **{"capture": read_capture, "town": read_capture, "unconfirmed": read_unconfirmed},
}
"""What reads a match of a cue, by the cue's kind; items are read with the stances on them."""


def find_positions(sentences: pd.DataFrame, documents: pd.DataFrame, lexicon: Lexicon | None = None) -> pd.DataFrame:
    """Find positions on talks and on territory.

    A stance is a verb of ``lexicon/stances.csv`` with an item of the same file as its object or passive subject; what
    somebody might, must or is asked to do is none. Talks without a stance are a row with an empty ``stance``. For
    territory: shares held, lengths of the front, places said to be captured, and who has not confirmed it (item
    ``unconfirmed: …``). A sentence whose only years lie before the year before publication tells of other talks.

    Parameters
    ----------
    sentences, documents : pandas.DataFrame
        Tables of :mod:`tollbook.schema`.
    lexicon : Lexicon, optional
        Another than the shipped one.

    Returns
    -------
    pandas.DataFrame
        Table ``positions``, in the order of the text. ``parties`` are polities where the text lets them be known, else
        names; ``claimant`` is who says so, ``article`` when nobody is named.

    Examples
    --------
    >>> import tollbook
    >>> t = tollbook.extract("Hamas accepted a 60-day truce. He accepted a medal.", published="2025-06-12")
    >>> tollbook.find_positions(t.sentences, t.documents)[["parties", "stance", "item"]].values.tolist()
    [['Hamas', 'accepts', '60-day truce']]
    """
    lexicon = lexicon or lexicons.load()
    published = published_of(documents)
    rows: list[dict[str, Any]] = []
    for document_id, lines in sentences_by_article(sentences):
        said = Said()
        for voice in hear(lines, published[document_id], lexicon):
            said.since += 1
            if voice.row.role == "standfirst" or _tells_of_old(voice.tagged.text, published[document_id]):
                continue
            for position in _read(voice, said, lexicon):
                rows.append(_row(voice, position, published[document_id]))
    return frame_of(rows, "positions")


def _tells_of_old(text: str, published: str) -> bool:
    years = [int(year) for year in re.findall(r"\b(?:1[89]|20)\d\d\b", text)]
    return bool(published and years) and max(years) < int(published[:4]) - _OLD_TALKS


def _read(voice: Voice, said: Said, lexicon: Lexicon) -> list[Position]:
    scenes = find_scenes(voice.tagged, lexicon)
    found: list[Position] = []
    for cue in stance_cues():
        reader = _READERS.get(cue.kind)
        if reader is None:
            continue
        for match in cue.pattern.finditer(voice.tagged.text):
            for position in reader(voice, cue, match, scenes, said, lexicon):
                if not any(position.a < other.z and other.a < position.z for other in found):
                    found.append(position)
    for scene in scenes:
        said.region = scene.name if scene.kind == "region" else said.region
    out = []
    for position in sorted(found, key=lambda position: (position.a, position.z)):
        if _BACK.fullmatch(position.item) and said.item:
            position = replace(position, item=said.item)
        if position.topic == "talks" and position.stance:
            said.item = position.item
        elif position.stance:
            said.capture, said.since = position.item, 0
        out.append(position)
    return out


def _row(voice: Voice, position: Position, published: str) -> dict[str, Any]:
    row = voice.row
    dates = [when for when in find_dates(voice.tagged.text, published) if when.last and when.prep != "since"]
    key = (row.sentence_id, position.a, position.topic, position.parties, position.item, position.stance)
    return {
        "position_id": "p" + sha256(repr(key).encode()).hexdigest()[:12],
        "document_id": row.document_id,
        "sentence_id": row.sentence_id,
        "start": row.start + position.a,
        "end": row.start + position.z,
        "topic": position.topic,
        "date": dates[0].last if dates else "",
        "place": position.place,
        "parties": position.parties,
        "item": position.item,
        "stance": position.stance,
        "claimant": position.claimant,
    }
