"""Who launched munitions and attacks: the subject of the launch, "by", "from"; for stopped ones the stopper's enemy."""

from __future__ import annotations

import re

from tollbook.agents import Case, find_agent, find_attacker
from tollbook.places import place

_STOPPED = ("intercepted", "jammed", "destroyed")
_BY_IRREGULARS = re.compile(r"\b(?:insurgent|militant|rebel|terrorist|suicide|guerrilla)s?\b")
_PLANTED = re.compile(r"\b(?:car|truck|lorry|suicide|roadside|nail|pipe|parcel)[- ]bomb|\bieds?\b|explosive device")
_SOURCE = re.compile(r"[NPTxdCKVA&]{0,8}?[fy][dxC]{0,3}([AGOk])")


def with_change(case: Case) -> str:
    """Side of a daily change: that of its total."""
    return case.discourse.sentence_side if case.reading.change else ""


def engagements(case: Case) -> str:
    """Clashes and engagements are both sides'."""
    head = case.tagged.low[case.reading.head] if case.reading.head >= 0 else ""
    return "both" if re.search(r"clash|engagement|skirmish", head) else ""


def launcher(case: Case) -> str:
    """Launcher that the sentence names."""
    tagged, reading = case.tagged, case.reading
    if reading.measure in _STOPPED:
        return case.enemy(find_agent(case) or _air_defence(case)) or case.discourse.launcher or case.enemy(case.speaker)
    if reading.unit == "attacks" and _BY_IRREGULARS.search(" ".join(tagged.low[reading.n + 1 : reading.head])):
        return "unknown"
    agent = find_agent(case)
    if agent:
        repelled = re.search(r"repel|thwart|foil|withst", tagged.low[reading.pred])
        return case.enemy(agent) if repelled else agent
    source = _SOURCE.match(tagged.s, reading.stop)
    if source and (side := case.polity(source.start(1))):
        return side
    return find_attacker(case) or _subject_before(case)


def _air_defence(case: Case) -> str:
    """Owner of the air defence named in the sentence."""
    tagged = case.tagged
    for k in range(len(tagged) - 1):
        owns = tagged.s[k] in "AGO" and re.match(r"s?T", tagged.s[k + 1 : k + 3])
        if owns and any(term is not None and term.unit == "air_defence" for term in tagged.term[k + 1 : k + 3]):
            return case.polity(k)
    return ""


def _subject_before(case: Case) -> str:
    """Whoever stands before a verb before the number; its enemy where the verb stops what flies."""
    tagged, n = case.tagged, case.reading.n
    for k in range(n - 1, -1, -1):
        if tagged.s[k] in "GAOk" and tagged.s[k - 1 : k] != "i" and re.search(r"[KVgR]", tagged.s[k:n]):
            stops = any(term is not None and term.measure in (*_STOPPED, "killed") for term in tagged.term[k:n])
            return case.enemy(case.polity(k)) if stops else case.polity(k)
    return ""


def launcher_before(case: Case) -> str:
    """Launcher named before, else the enemy of who speaks, else of the place that is hit."""
    discourse = case.discourse
    head = case.tagged.low[case.reading.head] if case.reading.head >= 0 else ""
    if (case.reading.unit == "attacks" and not case.voice) or _PLANTED.search(head):
        return "unknown"
    return discourse.launcher or case.enemy(case.speaker) or case.enemy(place(case) or discourse.place)
