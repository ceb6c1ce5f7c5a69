"""A sentence → who holds how much of which territory, how long the front is, and what is said to be captured."""

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
)
from tollbook.voices import Voice

_LOOSE_END = re.compile(r"(?:\s(?:in|of|at|and|near|the|from|to|[-–—]))*\s*$")


def read_share(
    voice: Voice, cue: Cue, match: re.Match[str], scenes: list[Scene], said: Said, lexicon: Lexicon
) -> Iterator[Position]:
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
        holder = holder_of(voice, match.start(), said, lexicon)
        item = f"{match['item'].strip()} of {named}"
        yield Position(*match.span(), cue.topic, holder, item, cue.stance, named, claimant_of(voice, match.start()))


def read_share_held(
    voice: Voice, cue: Cue, match: re.Match[str], scenes: list[Scene], said: Said, lexicon: Lexicon
) -> Iterator[Position]:
    """As in "90 per cent of it is held by Moscow's forces"."""
    named = next((scene.name for scene in scenes if match.start("of") <= scene.a < match.end("of")), "")
    if not named and match["of"][0].islower():
        before = [scene.name for scene in scenes if scene.kind == "region" and scene.z <= match.start()]
        named = before[-1] if before else said.region
    if named:
        holder = polities_in(voice.tagged, match.end(), match.end() + 40)
        item = f"{match['item'].strip()} of {named}"
        yield Position(*match.span(), cue.topic, holder, item, cue.stance, named, claimant_of(voice, match.start()))


def read_front(
    voice: Voice, cue: Cue, match: re.Match[str], scenes: list[Scene], said: Said, lexicon: Lexicon
) -> Iterator[Position]:
    """As in "a front line of 600 km"."""
    item = match["item"].strip()
    yield Position(*match.span(), cue.topic, "", item, "", "", claimant_of(voice, match.start()))


def read_capture(
    voice: Voice, cue: Cue, match: re.Match[str], scenes: list[Scene], said: Said, lexicon: Lexicon
) -> Iterator[Position]:
    """As in "captured two villages", "the capture of Goma": a town only where it is one."""
    inside = [scene for scene in scenes if match.start("item") <= scene.a < match.end("item")]
    if cue.kind == "town" and not (inside and inside[0].a == match.start("item")):
        return
    if NOT_TAKEN.search(voice.tagged.text[: match.start()]) or NEGATED.search(voice.tagged.text[: match.start()]):
        return
    end = CLAUSE_ENDS.search(match["item"] + ". ")
    item = re.split(r",|\s(?:after|as|when|during|on|since|with)\s", match["item"][: end.start() if end else None])[0]
    holder = "" if cue.name == "settlements-taken" else holder_of(voice, match.start(), said, lexicon)
    parties = holder or speaking_polity(voice, match.start())
    place = inside[0].name if inside else ""
    yield Position(
        *match.span(),
        cue.topic,
        parties,
        _LOOSE_END.sub("", item),
        cue.stance,
        place,
        claimant_of(voice, match.start()),
    )


def read_unconfirmed(
    voice: Voice, cue: Cue, match: re.Match[str], scenes: list[Scene], said: Said, lexicon: Lexicon
) -> Iterator[Position]:
    """As in "officials have not confirmed it", shortly after a capture."""
    if said.capture and said.since <= 2:
        parties = holder_of(voice, match.start(), said, lexicon)
        item = f"unconfirmed: {said.capture}"
        yield Position(*match.span(), cue.topic, parties, item, "", "", claimant_of(voice, match.start()))
