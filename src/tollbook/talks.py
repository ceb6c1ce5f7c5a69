"""A sentence → stances on items of talks, and talks that are told with their place and parties."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tollbook.lexicon import Lexicon
from tollbook.scenes import Scene
from tollbook.stances import (
    CLAUSE_ENDS,
    NEGATED,
    NOT_TAKEN,
    Cue,
    Position,
    Said,
    claimant_of,
    holder_of,
    polities_in,
    speaking_polity,
    stance_cues,
)
from tollbook.voices import Voice

_CONDITION = re.compile(r"\b(?:if|unless|whether|until|in case|should)\b[^,;]*$", re.I)
_PASSIVE = re.compile(r"\b(?:was|were|been|be|is|are)\s+(?:\w+ly\s+)?$", re.I)
_REPORTED = re.compile(r"\s+(?:claims?|reports?|accusations?|allegations?|suggestions?|rumou?rs)\b", re.I)
_COUNTED = re.compile(
    r"(?:no|\d+[- ](?:day|hour|week|month|year)s?|permanent|unconditional|immediate|temporary|full|lasting)\s+$", re.I
)
_BESIDE = re.compile(
    r"\b(?:of|during|at|after|before|about|over|since|in|amid|from|despite|until)\s(?:the\s|a\s|an\s|these\s|those\s|his\s)?"
    r"(?:\w+\s){0,1}$"
)
_BETWEEN = re.compile(r" (?:between|brokered by|mediated by|hosted by|involving)\b")
_BY = re.compile(r"\s*(?:by|in)\s")
_FLIPPED = {"accepts": "rejects"}


def read_stance(
    voice: Voice, cue: Cue, match: re.Match[str], scenes: list[Scene], said: Said, lexicon: Lexicon
) -> Iterator[Position]:
    """As in "Hamas accepted a truce", "a truce was rejected by Hamas"."""
    text = voice.tagged.text
    before = text[: match.start()]
    if (
        NOT_TAKEN.search(before)
        or _CONDITION.search(before)
        or (_REPORTED.match(text, match.end()) and cue.stance != "denies")
    ):
        return
    stance = cue.stance
    if NEGATED.search(before):
        if stance not in _FLIPPED:
            return
        stance = _FLIPPED[stance]
    if _PASSIVE.search(before) and not match[0].lower().startswith(("is ", "are ", "was ", "were ")):
        items = [item for item in _items(text, 0, match.start()) if item[1] > match.start() - 60][-1:]
        by = _BY.match(text, match.end())
        parties = polities_in(voice.tagged, by.end(), by.end() + 40) if by else ""
    else:
        items = _objects(text, match.end())
        parties = holder_of(voice, match.start(), said, lexicon)
        if not parties:
            return
    place = _place_after(text, items[-1][1] if items else match.end(), scenes)
    for a, z in items:
        item = text[a:z].removeprefix("a ")
        yield Position(a, z, cue.topic, parties, item, stance, place, claimant_of(voice, match.start()))


def _objects(text: str, start: int) -> list[tuple[int, int]]:
    """Spans of the items that are the object of the verb ending at a character, not what only stands beside it."""
    end = CLAUSE_ENDS.search(text, start)
    stop = min([end.start() if end else len(text), *_next_cues(text, start)])
    return [item for item in _items(text, start, stop) if not _BESIDE.search(text, start, item[0])]


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


def read_demand(
    voice: Voice, cue: Cue, match: re.Match[str], scenes: list[Scene], said: Said, lexicon: Lexicon
) -> Iterator[Position]:
    """As in "will not cede …", "unless Armenia withdraws": the pattern holds the item, the speaker the stance."""
    parties = speaking_polity(voice, match.start()) or holder_of(voice, match.start(), said, lexicon)
    if "who" in match.re.groupindex:
        parties = polities_in(voice.tagged, *match.span("who")) or match["who"] or "both sides"
    item = re.sub(r" do(?:es)? not ", " to ", match["item"].strip())
    verb = re.search(r"(?:not|never) (\w+)", match[0])
    if verb and not item.startswith(("any ", "the ")) and cue.name == "will-not-give":
        item = f"{verb[1]} {item}"
    yield Position(*match.span(), cue.topic, parties, item, cue.stance, "", claimant_of(voice, match.start()))


def read_meeting(
    voice: Voice, cue: Cue, match: re.Match[str], scenes: list[Scene], said: Said, lexicon: Lexicon
) -> Iterator[Position]:
    """As in "talks in Istanbul": told with a place or with two parties."""
    text = voice.tagged.text
    place = _place_after(text, match.end(), scenes)
    venues = {scene.a for scene in scenes if scene.located and scene.kind == "town"}
    parties = polities_in(voice.tagged, 0, len(text), venues)
    if place or (cue.name == "round" and parties) or _BETWEEN.match(text, match.end()) or " between " in match[0]:
        item = re.sub(r"^(?:a|an|the|in|of|at|for)\s|\sbetween\b.*", "", match[0], flags=re.I)
        yield Position(*match.span(), cue.topic, parties, item.lower(), "", place, claimant_of(voice, match.start()))


def _place_after(text: str, at: int, scenes: list[Scene]) -> str:
    """Find the town where talks are held: named shortly after them, after "in" or "at"."""
    for scene in scenes:
        if at <= scene.a <= at + 60 and re.search(r"\b(?:in|at|near)\s(?:the\s)?(?:\w+\s){0,2}$", text[at : scene.a]):
            return scene.name
    return ""
