"""Where the victims are: in the sentence, in the sentences before, or in the country the article is about."""

from __future__ import annotations

import re

from tollbook.agents import ATTACKS, HAPPENS, Case, find_agent, is_target
from tollbook.gazetteer import find_country
from tollbook.heads import PLACES, STRUCTURES

WARS = frozenset(("war", "conflict", "invasion", "offensive"))
_PLACE_NOUNS = ("territory", "capital", "soil", "waters", "side")
_TOWN = re.compile(r"(?:i[dx]?|To)(C{1,3})")
_LOCATED = re.compile(r"i[dxCAmeT\"G,NDPUo]{0,6}$")


def place(case: Case) -> str:
    """Place of the victims: after the predicate, at the head of the sentence, or anywhere in it."""
    s, reading = case.tagged.s, case.reading
    anchor = max(reading.stop, reading.pred if reading.pred > reading.n else 0)
    options: list[tuple[int, str]] = []
    for k, letter in enumerate(s):
        distance = k - anchor if k >= anchor else (reading.n - k) + 4
        if letter == "A" and re.search(r"id?$", s[max(0, k - 2) : k]) and _is_place_noun(case, k + 1):
            options.append((distance, case.polity(k)))
        if letter not in "Gk" or k in case.skip:
            continue
        side = case.polity(k)
        if not side or _is_no_scene(case, k):
            continue
        happens = s[k] == "G" and k + 1 < len(s) and HAPPENS.match(case.tagged.low[k + 1])
        located = happens or _LOCATED.search(s[max(0, k - 6) : k]) is not None
        if located or not (letter == "k" or re.match(r"h?R", s[k + 1 : k + 3])):
            options.append((distance if located else distance + 40, side))
    side = min(options)[1] if options else ""
    if side and reading.measure == "captured" and reading.unit in PLACES and find_agent(case) == side:
        return case.enemy(side)
    return side


def _is_no_scene(case: Case, k: int) -> bool:
    """Is the place at unit ``k`` a refuge, an agent or a war's name rather than where it happened?"""
    s, reading = case.tagged.s, case.reading
    if case.tagged.low[k + 1 : k + 2] == ["border"] or _owns_arms(case, k + 1):
        return True
    if reading.measure == "displaced" and s[k - 1 : k] in ("t", "I"):
        return True
    if re.search(r"yd?$", s[max(0, k - 2) : k]):
        return True
    located = re.search(r"i[dxC]{0,2}(?:A?To)?$", s[max(0, k - 8) : k]) or is_target(case, k)
    if reading.active and k < reading.pred and not located:
        return True
    return k + 1 < len(s) and case.tagged.low[k + 1] in WARS | {"genocide"}


def _owns_arms(case: Case, k: int) -> bool:
    """As in "in a US drone strike": the country's arms, not the country."""
    terms = (term for term in case.tagged.term[k : k + 2] if term is not None)
    return case.tagged.s[k : k + 1] in ("T", "P") and any(
        t.unit in ATTACKS or t.population == "military" for t in terms
    )


def _is_place_noun(case: Case, k: int) -> bool:
    """As in "on Russian territory", "in a Ukrainian village"."""
    if k >= len(case.tagged):
        return False
    term = case.tagged.term[k]
    return (term is not None and term.unit in PLACES | STRUCTURES) or case.tagged.low[k] in _PLACE_NOUNS


def town(case: Case) -> str:
    """As in "in Maiduguri": a town that only the gazetteer knows."""
    tagged = case.tagged
    for found in _TOWN.finditer(tagged.s):
        first, stop = found.span(1)
        for end in range(stop, first, -1):
            side = find_country(tagged.text[tagged.a[first] : tagged.z[end - 1]], case.discourse.lexicon)
            if side:
                return side
    return ""


def as_before(case: Case) -> str:
    """Place of the victims in the sentences before, else the country the article is about."""
    discourse, reading = case.discourse, case.reading
    if reading.population == "military" and reading.elided and discourse.last_military not in ("", "both"):
        return discourse.last_military
    head = case.tagged.low[reading.head].removesuffix("s") if reading.head >= 0 else ""
    if reading.population == "military" and head in discourse.fighters:
        return discourse.fighters[head]
    if discourse.scene and discourse.scene_paragraph == discourse.paragraph > discourse.place_paragraph:
        return discourse.scene
    near = discourse.paragraph - discourse.place_paragraph <= 1
    return discourse.place if discourse.place and near else discourse.home()
