"""The cues of ``lexicon/stances.csv``, and who in a sentence takes a stance, says so, or is not sure of it."""

from __future__ import annotations

import csv
import re
from collections.abc import Set
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from tollbook import lexicon as lexicons
from tollbook.attribution import AUXILIARY, Attribution, find_subject
from tollbook.claimants import Speakers, name_claimant
from tollbook.lexicon import Lexicon
from tollbook.tagging import Tagged
from tollbook.voices import Voice

NOT_TAKEN = re.compile(
    r"\b(?:could|might|may|should|must|can|whether|if|unless|yet to|to|likely to|expected to)\s+(?:\w+ly\s+)?$", re.I
)
NEGATED = re.compile(r"(?:\b(?:not|never|no longer|cannot|nor)|n't)\s+(?:\w+ly\s+)?(?:been\s+|be\s+)?$", re.I)
_TOGETHER = re.compile(r"\b(?:sides|delegations|parties|countries|governments|neighbours|rivals|leaders)$", re.I)
CLAUSE_ENDS = re.compile(
    r"[;:]|\.\s|, (?:but|while|although|after|before|who|which|said|says)\b|\b(?:but|while|although)\b"
)


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
class Position:
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
class Said:
    """What carries on: the last item of talks, the last capture, the last region named, and the last holder."""

    item: str = ""
    capture: str = ""
    region: str = ""
    since: int = 9
    people: Speakers = field(default_factory=Speakers)


@cache
def stance_cues() -> tuple[Cue, ...]:
    """Give the entries of ``lexicon/stances.csv`` in their order, patterns compiled between word ends."""
    lines = (Path(lexicons.__file__).parent / "stances.csv").read_text("utf-8").splitlines()
    return tuple(
        Cue(
            **{name: cell for name, cell in row.items() if name != "pattern"},
            pattern=re.compile(rf"(?<![\w-])(?:{row['pattern']})(?!\w)", _flags(row["kind"])),
        )
        for row in csv.DictReader(lines)
    )


def _flags(kind: str) -> re.RegexFlag:
    return re.NOFLAG if kind in ("town", "whole") else re.IGNORECASE


def holder_of(voice: Voice, at: int, said: Said, lexicon: Lexicon) -> str:
    """Find who takes the stance whose verb starts at a character: the polities of its subject, else its name."""
    tagged = voice.tagged
    k = next((i for i, z in enumerate(tagged.z) if z > at), 0)
    while k and tagged.low[k - 1] in ("did", "do", "does", "didn't", "doesn't", "not"):
        k -= 1
    aux = AUXILIARY.search(tagged.s, max(0, k - 4), k)
    a, z = find_subject(tagged, aux.start() if aux else k)
    if a >= z:
        return ""
    own = next((cue for cue in voice.speakers if cue.a == a), None)
    if own is not None:
        return own.polity or own.claimant
    if polities := polities_in(tagged, tagged.a[a], tagged.z[z - 1]):
        return polities
    if tagged.text[tagged.a[a] : tagged.z[z - 1]].lower() in ("it", "he", "she", "they"):
        return speaking_polity(voice, at)
    words = tagged.text[tagged.a[a] : tagged.z[z - 1]]
    if _TOGETHER.search(words):
        return re.sub(r"^the\s", "", words, flags=re.I)
    named = name_claimant(tagged, a, z, lexicon, said.people)
    return (named.polity or named.name) if named else ""


def polities_in(tagged: Tagged, a: int, z: int, skip: Set[int] = frozenset()) -> str:
    """Give the polities named between two characters, in their order, but those at ``skip``."""
    names: dict[str, None] = {}
    for k, term in enumerate(tagged.term):
        if (
            term is not None
            and tagged.s[k] in "AGOk"
            and term.polity
            and a <= tagged.a[k] < z
            and tagged.a[k] not in skip
        ):
            names[term.polity] = None
    return "; ".join(names)


def _covering(voice: Voice, at: int) -> Attribution | None:
    """Who says what stands at a character: the nearest cue that reaches it, else an open quotation's speaker."""
    tagged = voice.tagged
    k = next((i for i, z in enumerate(tagged.z) if z > at), 0)
    covering = [cue for cue in voice.speakers if cue.start <= k < cue.stop]
    return max(covering, key=lambda cue: cue.start) if covering else voice.quoted


def claimant_of(voice: Voice, at: int) -> str:
    """Claimant of what stands at a character; ``article`` when nobody is named."""
    cue = _covering(voice, at)
    return cue.claimant if cue else "article"


def speaking_polity(voice: Voice, at: int) -> str:
    """Give the polity, else the name, of who says what stands at a character; "" for nobody."""
    cue = _covering(voice, at)
    return (cue.polity or cue.claimant) if cue else ""
