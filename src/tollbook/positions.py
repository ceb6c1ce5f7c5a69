"""Sentences → positions: who proposes, accepts, rejects, demands or denies what at which talks, and who holds what."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Set
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tollbook import lexicon as lexicons
from tollbook.attribution import AUXILIARY, find_subject
from tollbook.claimants import Speakers, name_claimant
from tollbook.dates import find_dates
from tollbook.lexicon import Lexicon
from tollbook.scenes import Scene, find_scenes
from tollbook.schema import frame_of
from tollbook.tagging import Tagged
from tollbook.voices import Voice, hear, published_of, sentences_by_article

if TYPE_CHECKING:
    import pandas as pd

_NOT_TAKEN = re.compile(
    r"\b(?:could|might|may|should|must|can|whether|if|unless|yet to|to|likely to|expected to)\s+(?:\w+ly\s+)?$", re.I
)
_NEGATED = re.compile(r"(?:\b(?:not|never|no longer|cannot|nor)|n't)\s+(?:\w+ly\s+)?(?:been\s+|be\s+)?$", re.I)
_PASSIVE = re.compile(r"\b(?:was|were|been|be|is|are)\s+(?:\w+ly\s+)?$", re.I)
_REPORTED = re.compile(r"\s+(?:claims?|reports?|accusations?|allegations?|suggestions?|rumou?rs)\b", re.I)
_CLAUSE_ENDS = re.compile(r"[;:]|\.\s|, (?:but|while|although|after|before|who|which|said|says)\b|\b(?:but|while|although)\b")
_COUNTED = re.compile(r"(?:no|\d+[- ](?:day|hour|week|month|year)s?|permanent|unconditional|immediate|temporary|full|lasting)\s+$", re.I)
_BACK = re.compile(r"(?:the|that|this) (?:idea|offer|proposal|plan|deal|draft|demand|terms|initiative)", re.I)
_BESIDE = re.compile(
    r"\b(?:of|during|at|after|before|about|over|since|in|amid|from|despite|until)\s(?:the\s|a\s|an\s|these\s|those\s|his\s)?"
    r"(?:\w+\s){0,1}$"
)
_LOOSE_END = re.compile(r"\s*(?:\s(?:in|of|at|and|near|the|from|to))*\s*$")
_BETWEEN = re.compile(r" (?:between|brokered by|mediated by|hosted by|involving)\b")
_BY = re.compile(r"\s*(?:by|in)\s")
_OLD_TALKS = 1
"""Years before publication from which a dated sentence tells of other talks ("the talks of 2015")."""
_FLIPPED = {"accepts": "rejects"}


@dataclass(frozen=True, slots=True)
class Cue:
    """One entry of ``lexicon/stances.csv``: what it reads, its pattern, its example and its near miss."""

    name: str
    topic: str
    kind: str
    stance: str
    pattern: re.Pattern[str]
    example: str
    expect: str
    near_miss: str


@dataclass(frozen=True, slots=True)
class _Position:
    """One position as read, with its characters in the sentence."""

    a: int
    z: int
    topic: str
    parties: str
    item: str
    stance: str
    place: str = ""
    claimant: str = ""


@dataclass(slots=True)
class _Said:
    """What carries on: the last item of talks, the last capture, the last region named, and the last holder."""

    item: str = ""
    capture: str = ""
    region: str = ""
    since: int = 9
    people: Speakers = field(default_factory=Speakers)


@cache
def stance_cues() -> tuple[Cue, ...]:
    """Give the entries of ``lexicon/stances.csv`` in their order, patterns compiled between word ends."""
    with (Path(lexicons.__file__).parent / "stances.csv").open(encoding="utf-8", newline="") as lines:
        return tuple(
            Cue(**{**row, "pattern": re.compile(rf"(?<![\w-])(?:{row['pattern']})(?!\w)", _flags(row["kind"]))})
            for row in csv.DictReader(lines)
        )


def _flags(kind: str) -> re.RegexFlag:
    return re.NOFLAG if kind in ("town", "whole") else re.IGNORECASE


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
        said = _Said()
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


def _read(voice: Voice, said: _Said, lexicon: Lexicon) -> list[_Position]:
    scenes = find_scenes(voice.tagged, lexicon)
    found: list[_Position] = []
    for cue in stance_cues():
        read = _READERS.get(cue.kind)
        for match in cue.pattern.finditer(voice.tagged.text) if read else ():
            for position in read(voice, cue, match, scenes, said, lexicon):
                if not any(position.a < other.z and other.a < position.z for other in found):
                    found.append(position)
    for scene in scenes:
        said.region = scene.name if scene.kind == "region" else said.region
    for position in found:
        if position.topic == "talks" and position.stance:
            said.item = position.item
        elif position.stance and not position.item.endswith("%"):
            said.capture, said.since = position.item, 0
    return sorted(found, key=lambda position: (position.a, position.z))


def _stance(
    voice: Voice, cue: Cue, match: re.Match[str], scenes: list[Scene], said: _Said, lexicon: Lexicon
) -> Iterator[_Position]:
    """As in "Hamas accepted a truce", "a truce was rejected by Hamas"."""
    text = voice.tagged.text
    before = text[: match.start()]
    if _NOT_TAKEN.search(before) or (_REPORTED.match(text, match.end()) and cue.stance != "denies"):
        return
    stance = cue.stance
    if _NEGATED.search(before):
        if stance not in _FLIPPED:
            return
        stance = _FLIPPED[stance]
    if _PASSIVE.search(before) and not match[0].lower().startswith(("is ", "are ", "was ", "were ")):
        items = [item for item in _items(text, 0, match.start()) if item[1] > match.start() - 60][-1:]
        by = _BY.match(text, match.end())
        parties = _polities(voice.tagged, by.end(), by.end() + 40) if by else ""
    else:
        items = _objects(text, match.end())
        parties = _holder(voice, match.start(), said, lexicon)
        if not parties:
            return
    place = _place_after(text, items[-1][1] if items else match.end(), scenes)
    for a, z in items:
        item = text[a:z].removeprefix("a ")
        item = said.item if _BACK.fullmatch(item) and said.item else item
        yield _Position(a, z, cue.topic, parties, item, stance, place, _claimant(voice, match.start()))


def _objects(text: str, start: int) -> list[tuple[int, int]]:
    """Spans of the items that are the object of the verb ending at a character, not what only stands beside it."""
    end = _CLAUSE_ENDS.search(text, start)
    stop = min([end.start() if end else len(text), *_next_cues(text, start)])
    items = _items(text, start, stop)
    return [] if items and _BESIDE.search(text, start, items[0][0]) else items


def _next_cues(text: str, start: int) -> Iterator[int]:
    for cue in stance_cues():
        if cue.kind == "stance":
            yield from (m.start() for m in cue.pattern.finditer(text, start) if not text[: m.start()].endswith("to "))


def _items(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Spans of the items of talks between two characters, the longest that fits, with their measure ("60-day")."""
    spans: list[tuple[int, int]] = []
    for cue in stance_cues():
        if cue.kind == "item":
            spans += [match.span() for match in cue.pattern.finditer(text, start, end)]
    chosen: list[tuple[int, int]] = []
    for a, z in sorted(spans, key=lambda span: (span[0] - span[1], span)):
        if not any(a < y and b < z for b, y in chosen):
            lead = _COUNTED.search(text, start, a)
            chosen.append((lead.start() if lead else a, z))
    return sorted(chosen)


def _whole(
    voice: Voice, cue: Cue, match: re.Match[str], scenes: list[Scene], said: _Said, lexicon: Lexicon
) -> Iterator[_Position]:
    """As in "will not cede …", "unless Armenia withdraws": the pattern holds the item, the speaker the stance."""
    parties = _speaker_polity(voice, match.start()) or _holder(voice, match.start(), said, lexicon)
    if "who" in match.re.groupindex:
        parties = _polities(voice.tagged, *match.span("who")) or match["who"]
    item = match["item"].strip()
    verb = re.search(r"(?:not|never) (\w+)", match[0])
    if verb and not item.startswith(("any ", "the ")) and cue.name == "will-not-give":
        item = f"{verb[1]} {item}"
    yield _Position(*match.span(), cue.topic, parties, item, cue.stance, "", _claimant(voice, match.start()))


def _meeting(
    voice: Voice, cue: Cue, match: re.Match[str], scenes: list[Scene], said: _Said, lexicon: Lexicon
) -> Iterator[_Position]:
    """As in "talks in Istanbul": told with a place or with two parties."""
    text = voice.tagged.text
    place = _place_after(text, match.end(), scenes)
    venues = {scene.a for scene in scenes if scene.located and scene.kind == "town"}
    parties = _polities(voice.tagged, 0, len(text), venues)
    if place or _BETWEEN.match(text, match.end()) or " between " in match[0]:
        item = re.sub(r"^(?:a|an|the|in|of|at|for)\s|\sbetween\b.*", "", match[0], flags=re.I)
        yield _Position(*match.span(), cue.topic, parties, item.lower(), "", place, _claimant(voice, match.start()))


def _share(
    voice: Voice, cue: Cue, match: re.Match[str], scenes: list[Scene], said: _Said, lexicon: Lexicon
) -> Iterator[_Position]:
    """As in "control 90 per cent of Donbas", "Donbas, of which … control 90 per cent"."""
    text = voice.tagged.text
    after = re.match(r"\s+of\s+(?:the\s+)?(?:whole\s+|entire\s+)?", text[match.end() :])
    at = match.end() + after.end() if after else -1
    named = next((scene.name for scene in scenes if after and at <= scene.a <= at + 30), "")
    if after and not named:
        named = said.region if re.match(r"(?:region|province|territory|area|country|city)\b", text[at:]) else ""
    if not after:
        of_which = re.search(r"\bof which\b", text[: match.start()])
        named = next((s.name for s in reversed(scenes) if of_which and s.z <= of_which.start()), "")
    if named:
        holder = _holder(voice, match.start(), said, lexicon)
        item = f"{match['item'].strip()} of {named}"
        yield _Position(*match.span(), cue.topic, holder, item, cue.stance, named, _claimant(voice, match.start()))


def _front(
    voice: Voice, cue: Cue, match: re.Match[str], scenes: list[Scene], said: _Said, lexicon: Lexicon
) -> Iterator[_Position]:
    item = match["item"].strip()
    yield _Position(*match.span(), cue.topic, "", item, "", "", _claimant(voice, match.start()))


def _capture(
    voice: Voice, cue: Cue, match: re.Match[str], scenes: list[Scene], said: _Said, lexicon: Lexicon
) -> Iterator[_Position]:
    """As in "captured two villages", "the capture of Goma": a town only where it is one."""
    inside = [scene for scene in scenes if match.start("item") <= scene.a < match.end("item")]
    if cue.kind == "town" and not (inside and inside[0].a == match.start("item")):
        return
    if _NOT_TAKEN.search(voice.tagged.text[: match.start()]) or _NEGATED.search(voice.tagged.text[: match.start()]):
        return
    end = _CLAUSE_ENDS.search(match["item"] + ". ")
    item = re.split(r",|\s(?:after|as|when|during|on|since|with)\s", match["item"][: end.start() if end else None])[0]
    parties = _holder(voice, match.start(), said, lexicon) or _speaker_polity(voice, match.start())
    place = inside[0].name if inside else ""
    yield _Position(*match.span(), cue.topic, parties, _LOOSE_END.sub("", item), cue.stance, place, _claimant(voice, match.start()))


def _unconfirmed(
    voice: Voice, cue: Cue, match: re.Match[str], scenes: list[Scene], said: _Said, lexicon: Lexicon
) -> Iterator[_Position]:
    if said.capture and said.since <= 2:
        parties = _holder(voice, match.start(), said, lexicon)
        item = f"unconfirmed: {said.capture}"
        yield _Position(*match.span(), cue.topic, parties, item, "", "", _claimant(voice, match.start()))


_READERS = {
    **{"stance": _stance, "whole": _whole, "meeting": _meeting, "share": _share, "front": _front},
    **{"settlements": _capture, "capture": _capture, "town": _capture, "unconfirmed": _unconfirmed},
}


def _holder(voice: Voice, at: int, said: _Said, lexicon: Lexicon) -> str:
    """Who takes the stance whose verb starts at a character: the polities of its subject, else its name."""
    tagged = voice.tagged
    k = next((i for i, z in enumerate(tagged.z) if z > at), 0)
    aux = AUXILIARY.search(tagged.s, max(0, k - 4), k)
    a, z = find_subject(tagged, aux.start() if aux else k)
    if a >= z:
        return ""
    own = next((cue for cue in voice.speakers if cue.a == a), None)
    if own is not None:
        return own.polity or own.claimant
    if polities := _polities(tagged, tagged.a[a], tagged.z[z - 1]):
        return polities
    if tagged.text[tagged.a[a] : tagged.z[z - 1]].lower() in ("it", "he", "she", "they"):
        return _speaker_polity(voice, at)
    named = name_claimant(tagged, a, z, lexicon, said.people)
    return (named.polity or named.name) if named else ""


def _polities(tagged: Tagged, a: int, z: int, skip: Set[int] = frozenset()) -> str:
    """Polities named between two characters, in their order, but those at ``skip``."""
    names: dict[str, None] = {}
    for k, term in enumerate(tagged.term):
        if term is not None and tagged.s[k] in "AGOk" and term.polity and a <= tagged.a[k] < z and tagged.a[k] not in skip:
            names[term.polity] = None
    return "; ".join(names)


def _covering(voice: Voice, at: int) -> Any:
    """Who says what stands at a character: the cue that reaches it, the nearest one, else an open quotation's speaker."""
    tagged = voice.tagged
    k = next((i for i, z in enumerate(tagged.z) if z > at), 0)
    covering = [cue for cue in voice.speakers if cue.start <= k < cue.stop]
    return max(covering, key=lambda cue: cue.start) if covering else voice.quoted


def _claimant(voice: Voice, at: int) -> str:
    cue = _covering(voice, at)
    return cue.claimant if cue else "article"


def _speaker_polity(voice: Voice, at: int) -> str:
    cue = _covering(voice, at)
    return (cue.polity or cue.claimant) if cue else ""


def _place_after(text: str, at: int, scenes: list[Scene]) -> str:
    """Find the town where talks are held: named shortly after them, after "in" or "at"."""
    for scene in scenes:
        if at <= scene.a <= at + 60 and re.search(r"\b(?:in|at|near)\s(?:the\s)?(?:\w+\s){0,2}$", text[at : scene.a]):
            return scene.name
    return ""


def _row(voice: Voice, position: _Position, published: str) -> dict[str, Any]:
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
