"""Claims of scope incident, sentence by sentence → each with its day, place and weapons."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from tollbook.claims import one_to_one
from tollbook.dates import find_dates
from tollbook.discourse import Discourse, note_polities
from tollbook.heads import MUNITIONS
from tollbook.lexicon import Lexicon
from tollbook.scenes import Scene, find_scenes
from tollbook.tagging import Tagged, tag

HEADINGS = frozenset(("headline", "standfirst", "caption"))
"""Roles of sentences that repeat the text: they take no day or place from it, and lend it none."""
_MEASURES = frozenset("launched intercepted jammed hit destroyed damaged killed wounded casualties other".split())
_IN_THE_AIR = frozenset(("launched", "intercepted", "jammed"))
_FIRED = MUNITIONS | {"artillery", "mlrs"}
_OUTAGE = re.compile(
    r"\b(?:power|electricity|blackouts?|heating|heat|water|gas|internet|de-energi[sz]ed|darkness)\b", re.I
)
_TARGETED = re.compile(r"\b(?:target|attack|hit|struck|shell|bomb|affect)\w*", re.I)
_ANOTHER = re.compile(
    r"\b(?:separate(?:ly)?|(?:a|the) second|another|different|elsewhere|hours later|later (?:in|that|the same)"
    r"|earlier (?:in|that|the same)) (?:(?:\w+ ){0,2}(?:attack|strike|blast|explosion|bombing|raid|clash|battle|ambush"
    r"|shelling|assault|incident|day)s?\b)|^(?:separately|elsewhere|hours later)\b",
    re.I,
)
_ATTACK_WORD = re.compile(
    r"\b(?:attack|strik|struck|shell|bomb|raid|blast|explo|ambush|assault|massacr|clash|battle|fighting|missile"
    r"|drone|rocket|mortar|salvo|gunm|mine)\w*",
    re.I,
)
_STATED = re.compile(r"date-(?:dm|md|dmy|iso|my)\b|dateline")
_RELATED = re.compile(
    r"\b(?:a|one|two|the|hours|\d+) (?:days? |weeks? )?(?:after|before|earlier)\b"
    r"|\b(?:follow(?:ing|ed|s)|after|in (?:response|retaliation|answer) to|in (?:revenge|retaliation) for) the"
    r" (?:\w+ )?(?:assassination|killing|murder|death)\b",
    re.I,
)
_WEEKDAY = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b", re.I)
_SHORT_WORD = 3
_REACH = 2
"""How many sentences a place or a weekday carries on."""


@dataclass(frozen=True, slots=True)
class Told:
    """One claim with what its text says of the incident.

    ``label`` is the weekday where no day follows from it, ``turn`` counts the incidents that the article tells apart
    in words ("a second blast"), ``words`` are the longer words of the sentence.
    """

    claim: Any
    role: str
    day: str
    basis: str
    label: str
    scene: Scene | None
    region: str
    country: str
    weapons: frozenset[str]
    outage: bool
    turn: int
    words: frozenset[str]


@dataclass(slots=True)
class _Thread:
    """What carries from one sentence to the next: the scene, its region, the weekday, and when they were named."""

    scene: Scene | None = None
    region: str = ""
    seen: int = -9
    label: str = ""
    day: str = ""
    labelled: int = -9
    turn: int = 0


def tell_incidents(rows: list[Any], claims: list[Any], published: str, lexicon: Lexicon) -> list[Told]:
    """Read what an article's claims tell of single incidents.

    Parameters
    ----------
    rows, claims : list of named tuples
        Rows of the article's sentences, in their order, and of its claims.
    published : str
        Day of publication, ISO, or "".
    lexicon : Lexicon
        Places and weapons.

    Returns
    -------
    list of Told
        In the order of the text; empty where no claim is of an incident.
    """
    found: dict[str, list[Any]] = {}
    for claim in sorted(claims, key=lambda claim: claim.start):
        if claim.scope == "incident" and claim.measure in _MEASURES and claim.modality in ("asserted", "estimated"):
            found.setdefault(claim.sentence_id, []).append(claim)
    if not found:
        return []
    discourse = Discourse(lexicon)
    note_polities("\n".join(row.text for row in rows), discourse)
    thread, told = _Thread(), []
    for number, row in enumerate(rows):
        text = one_to_one(row.text)
        if row.sentence_id not in found and not _ATTACK_WORD.search(text):
            continue
        tagged = tag(text, lexicon)
        told += _tell(row, number, tagged, found.get(row.sentence_id, []), published, thread, discourse)
    return told


def _tell(
    row: Any, number: int, tagged: Tagged, claims: list[Any], published: str, thread: _Thread, discourse: Discourse
) -> list[Told]:
    scenes = [scene for scene in find_scenes(tagged, discourse.lexicon) if scene.located]
    heading = row.role in HEADINGS
    if not heading and _ANOTHER.search(tagged.text):
        thread.turn += 1
    told = []
    for claim in claims:
        item = _tell_claim(row, number, tagged, claim, claims, scenes, thread, discourse)
        if item is not None:
            told.append(item)
    if not heading and _ATTACK_WORD.search(tagged.text) and row.role != "boilerplate":
        _carry_on(scenes, number, tagged, published, thread)
    return told


def _carry_on(scenes: list[Scene], number: int, tagged: Tagged, published: str, thread: _Thread) -> None:
    high = _stretch(tagged.text, 0)[1]
    towns = [scene for scene in scenes if scene.kind != "country" and scene.a < high]
    if towns:
        thread.scene, thread.seen = towns[-1], number
        thread.region = next((scene.name for scene in towns if scene.kind == "region"), "")
    elif _WEEKDAY.search(tagged.text) or any(scene.kind == "country" for scene in scenes):
        thread.scene, thread.region = None, ""
    weekday = _WEEKDAY.search(tagged.text)
    days = {when.last for when in find_dates(tagged.text[:high], published) if len(when.last) == 10}
    if weekday or days:
        thread.label, thread.labelled = weekday[0].lower() if weekday and not published else "", number
        thread.day = days.pop() if len(days) == 1 else ""


def _tell_claim(
    row: Any,
    number: int,
    tagged: Tagged,
    claim: Any,
    claims: list[Any],
    scenes: list[Scene],
    thread: _Thread,
    discourse: Discourse,
) -> Told | None:
    """Give a claim its day, place and weapons; None for what tells of no attack."""
    outage = claim.measure == "other" and _OUTAGE.search(tagged.text) is not None
    if claim.measure == "other" and not outage and not _TARGETED.search(tagged.text):
        return None
    at, heading = claim.start - row.start, row.role in HEADINGS
    low, high = _stretch(tagged.text, at)
    scenes = [scene for scene in scenes if low <= scene.a < high]
    day, basis = _day_of(claim)
    fresh = number - thread.labelled <= _REACH
    label = "" if day else _label_of(tagged.text, at) or (thread.label if fresh else "")
    if not day and thread.day and fresh and not heading:
        day, basis = thread.day, "context"
    scene = _scene_of(claim, claims, scenes, row.start)
    carries_on = scene is None and basis != "stated" and number - thread.seen <= _REACH
    same_day = not _WEEKDAY.search(tagged.text) or not day
    region = next((s.name for s in scenes if s.kind == "region" and s is not scene), "")
    if carries_on and same_day and claim.measure not in _IN_THE_AIR and not _RELATED.search(tagged.text[:at]):
        scene, region = thread.scene, thread.region
    if not (day or label or heading or _ATTACK_WORD.search(tagged.text)):
        return None
    country = scene.country if scene else _country_of(claim, scenes, discourse)
    weapons = _weapons_of(tagged, claim, claims, row.start, (low, high), discourse.lexicon)
    words = frozenset(word for word in tagged.low if len(word) > _SHORT_WORD)
    place = scene if scene and scene.kind != "country" else None
    region = "" if place is None or region == place.name else region
    return Told(claim, row.role, day, basis, label, place, region, country, weapons, outage, thread.turn, words)


def _day_of(claim: Any) -> tuple[str, str]:
    """Day of a claim and how it is known; a claim of several days bears its last."""
    if len(claim.period_end) < 10:
        return "", "unknown"
    if "same-event" in claim.rule or "same-period" in claim.rule:
        return claim.period_end, "context"
    return claim.period_end, "stated" if _STATED.search(claim.rule) else "resolved"


def _label_of(text: str, at: int) -> str:
    """Name the weekday a claim stands with; "the day before" it for what the sentence tells of another day."""
    weekday = _WEEKDAY.search(text)
    if not weekday:
        return ""
    other = _RELATED.search(text)
    return f"about {weekday[0].lower()}" if other and other.end() <= at else weekday[0].lower()


def _stretch(text: str, at: int) -> tuple[int, int]:
    """Which part of a sentence tells of the day of what stands at ``at``: "…, a day after …" parts two days."""
    low, high = 0, len(text)
    for found in _RELATED.finditer(text):
        if found.end() <= at:
            low = found.end() if found.start() else 0
        else:
            high = min(high, found.start())
    return low, high


def _scene_of(claim: Any, claims: list[Any], scenes: list[Scene], offset: int) -> Scene | None:
    """Find the place a claim is about: the next one before another claim, else the one before, else the next at all."""
    if not scenes:
        return None
    parts = [other for other in claims if other.part_of == claim.claim_id]
    if len({part and _nearest(part, claims, scenes, offset) for part in parts}) > 1:
        return None
    whole = next((other for other in claims if other.claim_id == claim.part_of), None)
    return (
        _scene_of(whole, claims, scenes, offset)
        if whole is not None and not parts
        else _nearest(claim, claims, scenes, offset)
    )


def _nearest(claim: Any, claims: list[Any], scenes: list[Scene], offset: int) -> Scene | None:
    start, end = claim.start - offset, claim.end - offset
    following = min((other.start - offset for other in claims if other.start > claim.start), default=10**6)
    narrow = [scene for scene in scenes if scene.kind != "country"] or scenes
    after = [scene for scene in narrow if end <= scene.a]
    before = [scene for scene in narrow if scene.z <= start]
    if after and after[0].a < following:
        return after[0]
    return before[-1] if before else after[0] if after else None


def _country_of(claim: Any, scenes: list[Scene], discourse: Discourse) -> str:
    """Country of an incident without a town: the one named, that of civilian victims, or the launcher's only enemy."""
    side = "" if claim.side in ("unknown", "both") else discourse.lexicon.groups.get(claim.side, claim.side)
    named = [scene.country for scene in scenes]
    if claim.measure in _IN_THE_AIR or claim.unit in MUNITIONS:
        targets = [country for country in named if country != side]
        return targets[0] if targets else discourse.enemy(side) if side else ""
    if claim.population == "military" or claim.unit not in ("persons", "families", "homes", "buildings", "regions"):
        return named[0] if named else ""
    return side if side and (not named or side in named) else next(iter(named), side)


def _weapons_of(
    tagged: Tagged, claim: Any, claims: list[Any], offset: int, stretch: tuple[int, int], lexicon: Lexicon
) -> frozenset[str]:
    """Weapons named between the claim before and the one after, within the same day's stretch of the sentence."""
    since = max((other.end - offset for other in claims if other.end <= claim.start), default=0)
    until = min((other.start - offset for other in claims if other.start >= claim.end), default=10**6)
    since, until = max(since, stretch[0]), min(until, stretch[1])
    units = {claim.unit} if claim.unit in _FIRED else set()
    for k, words in enumerate(tagged.low):
        if since <= tagged.a[k] < until and tagged.s[k] in "TN":
            for word in words.split():
                entry = lexicon.index.get(word)
                if entry and entry.term and entry.term.unit in _FIRED:
                    units.add(entry.term.unit)
    return frozenset(units)
