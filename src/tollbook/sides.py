"""Whose people or things a number counts: owners of a toll, sufferers, the enemy, places, what came before."""

from __future__ import annotations

import re
from collections.abc import Callable

from tollbook.agents import Case, find_agent, find_attacker
from tollbook.discourse import Discourse, note_polities
from tollbook.heads import MUNITIONS, PLACES, STRUCTURES, Reading
from tollbook.launchers import engagements, launcher, launcher_before, with_change
from tollbook.places import WARS, as_before, place, town
from tollbook.tagging import Tagged

__all__ = ["Discourse", "find_side", "note_polities"]

_SUFFER = re.compile(
    r"\b(?:suffer(?:ed|s|ing)?|sustain(?:ed|s|ing)?|los[et]s?|losing|incurr?(?:ed|s)?|endured"
    r"|bears?|mourn(?:s|ed)?|buried)\b"
)
_SUFFER_OR_REACH = re.compile(
    rf"{_SUFFER.pattern}|\b(?:pass(?:ed|es)|surpass\w*|topp?(?:ed|s)|exceed\w*|reach(?:ed|es)) "
)
_SUFFERED = ("casualties", "killed", "wounded", "missing", "captured", "destroyed", "killed_or_missing")
_OWN = re.compile(r"\b(?:its|their|own|his (?:own )?(?:country|military|army|troops|men)?)\b")
_OURS = re.compile(r"\b(?:our|we)\b", re.I)
_OWN_SIDE = re.compile(r"\b(?:on (?:his|its|their|our) (?:own )?side|of its own|our own)\b")
_ENEMY = re.compile(r"\b(?:enemy|enemies|occupiers?|invaders?|occupying|occupation|aggressor|adversary|orcs?)\b", re.I)
_BOTH = re.compile(
    r"\bboth (?:sides|armies|countries|nations|parties|militaries)\b|\beither side\b|\bthe two (?:sides|countries"
    r"|armies)\b|\b(?:combined|each side)\b",
    re.I,
)
_IRREGULARS = re.compile(
    r"\b(?:militants?|terrorists?|rebels?|insurgents?|gunm[ae]n|fighters?|jihadis?t?s?|guerrillas?|extremists?)\b"
)
_GIVES = re.compile(r"\b(?:hand|gave|giv|releas|free|deliver|return|repatriat|transfer|sent)")
_RECEIVES = re.compile(r"\b(?:receiv|got|get|recover|brought|bring|retriev|repatriat|welcom)")
_OF_THE_STATE = re.compile(r"\b(?:regime|government|allied|loyalist|coalition|army)\b|\bpro-\w+", re.I)
_NAMELESS = re.compile(r"\b(?:militants?|terrorists?|insurgents?|gunm[ae]n|jihadis?t?s?|extremists?)\b")
_TWO_SUBJECTS = re.compile(r".{0,12}?[GAkO]&[GAkO][^GAkO]{0,6}$")
_TWO_PARTS = re.compile(r"[,(:\-]?c?[qde]{0,2}N(A)P?(?:,|,?&)[qde]{0,2}N(A)")
_PRONOUN = re.compile(r"\W*(?:(?:by|in|at) [\w ]{2,24}, )?(?:they|it|these|this|the figures?)\b", re.I)
_AFTER_NOUN = re.compile(r"(?:(?:[fo]|[xK]t)[dx]{0,2}([AGOk])|idx?([A])[xU]|ix?([A])[xPTU])")
_ON_A_SIDE = re.compile(r"id?A[xU]")
_OWNER_LEFT = re.compile(r"([AGOk])s?[xPTUdC&KD\"]{0,5}$")
_OWNER_RIGHT = re.compile(r"[of][dx]{0,2}([AGOk])")
_OWNER_OF_NOMINAL = re.compile(r"[of]?[dx]{0,2}([AGOk])")


def find_side(
    tagged: Tagged, reading: Reading, discourse: Discourse, speaker: str, skip: frozenset[int] = frozenset()
) -> tuple[str, str]:
    """Side of one reading and the rule that found it.

    Parameters
    ----------
    tagged, reading : Tagged, Reading
        The sentence and the number.
    discourse : Discourse
        The article so far.
    speaker : str
        Polity of whoever asserts the number, for "the enemy" and "our".
    skip : frozenset of int
        Units that name a claimant: "Moscow says" is no place.

    Returns
    -------
    tuple of str
        A polity, ``both`` or ``unknown``, and the rule's name; ("", "side-of-whole") for a part of another number.
    """
    case = Case(tagged, reading, discourse, speaker, skip)
    if reading.parent is not None and not own_modifier(case):
        return "", "side-of-whole"
    groups = discourse.lexicon.groups
    for find in _finders(reading.unit):
        side = find(case)
        if side in groups and find not in (own_modifier, sufferer) and reading.unit == "persons":
            side = side if reading.population == "military" else groups[side]
        if side:
            return side, find.__name__.replace("_", "-")
    return "unknown", "side-unknown"


def own_modifier(case: Case) -> str:
    """As in "12 Russian soldiers", "two of Iran's drones", "12 Palestinians", "soldiers from Kenya"."""
    tagged, reading = case.tagged, case.reading
    mods = reading.mods
    if not mods and reading.rules[-1:] == ["of-whom"] and reading.n + 2 < len(tagged):
        mods = (reading.n + 2,)
    heads = (reading.head,) if reading.head >= 0 else ()
    found = [polity for k in (*mods, *heads) if (polity := case.polity(k) or _force_of(case, k))]
    if not found and (heads or _ON_A_SIDE.match(tagged.s, reading.stop)):
        found = [_after_noun(case)]
    if len(set(found)) == 2 and "&" in tagged.s[reading.n : reading.stop]:
        return "both"
    return found[-1] if found else ""


def _force_of(case: Case, k: int) -> str:
    """As in "nine IDF soldiers": the polity whose force the modifier names."""
    term = case.tagged.term[k]
    named = term is not None and term.kind == "claimant" and case.reading.population == "military"
    return term.polity if term is not None and named else ""


def _after_noun(case: Case) -> str:
    """As in "soldiers of Kenya", "drones in the Russian sky"; missiles "from Iran" are the launchers' matter."""
    tagged, reading = case.tagged, case.reading
    after = _AFTER_NOUN.match(tagged.s, reading.stop)
    if not after:
        return ""
    k = after.start(after.lastindex or 0)
    if tagged.s[reading.stop] == "f":
        from_capital = reading.unit == "persons" and tagged.s[k] == "k"
        if reading.unit in MUNITIONS or from_capital:
            return ""
    return case.polity(k)


def both(case: Case) -> str:
    """As in "both sides lost 12,000 men", "they exchanged 100 prisoners each"."""
    tagged, reading = case.tagged, case.reading
    exchanged = reading.measure in ("exchanged", "returned_bodies")
    if exchanged and _TWO_SUBJECTS.match(tagged.s, 0, max(0, reading.pred)) and not own_modifier(case):
        return "both"
    if exchanged and re.search(r"\beach\b", tagged.text, re.I) and not own_modifier(case):
        return "both"
    parts = _TWO_PARTS.match(tagged.s, reading.stop)
    if parts and len({case.polity(parts.start(1)), case.polity(parts.start(2))} - {""}) == 2:
        return "both"
    modified = re.search(r"[AGO]", tagged.s[reading.n : reading.stop])
    around = tagged.text[max(0, tagged.a[reading.n] - 50) : tagged.z[max(reading.stop - 1, reading.pred)] + 40]
    return "both" if _BOTH.search(around) and not modified and not sufferer(case) else ""


def given_back(case: Case) -> str:
    """As in "Israel released 200 prisoners": who lets go gives back the other's people; who receives gets its own."""
    reading = case.reading
    if reading.measure not in ("exchanged", "returned_bodies") or own_modifier(case):
        return ""
    verb = case.tagged.low[reading.pred] if reading.pred >= 0 else ""
    agent = find_agent(case) if reading.active or _GIVES.search(verb) else ""
    if _RECEIVES.search(verb):
        return agent
    return case.enemy(agent) if _GIVES.search(verb) else ""


def topic_side(case: Case) -> str:
    """As in "they were 15 times greater": whose losses the sentence before spoke of."""
    return case.discourse.topic_side if case.reading.unit == "ratio" and _PRONOUN.match(case.tagged.text) else ""


def list_modifier(case: Case) -> str:
    """As in "90,000 German and 60,000 British soldiers": the adjective stands where the noun is elided."""
    s, n = case.tagged.s, case.reading.n
    if "elided-predicate" in case.reading.rules and re.search(r"&[GAOk]$", s[:n]):
        return case.polity(n - 1)
    return case.polity(n + 1) if s[n + 1 : n + 2] in ("A", "O") else ""


def toll_owner(case: Case) -> str:
    """As in "Russian casualties passed 1 million", "Ukraine's losses", "the deaths of Kenyan soldiers"."""
    tagged, pred = case.tagged, case.reading.pred
    if pred < 0 or tagged.s[pred] not in "DZLPT":
        return ""
    if pred > case.reading.n and "figure-for" not in case.reading.rules:
        return ""
    start = max(0, pred - 6)
    before = _OWNER_LEFT.search(tagged.s[start:pred])
    if before and WARS.isdisjoint(tagged.low[start + before.start(1) : pred]):
        return case.polity(start + before.start(1))
    after = (_OWNER_OF_NOMINAL if tagged.s[pred] == "L" else _OWNER_RIGHT).match(tagged.s, pred + 1)
    if after and WARS.isdisjoint(tagged.low[after.end(1) : after.end(1) + 1]):
        return case.polity(after.start(1))
    return ""


def sufferer(case: Case) -> str:
    """As in "Russia suffered 1.2 million casualties", "Ukraine lost 41,000 men", "it lost", "its soldiers"."""
    tagged, reading = case.tagged, case.reading
    start = tagged.a[reading.n]
    verbs = _SUFFER_OR_REACH if reading.measure == "casualties" else _SUFFER
    suffers = reading.measure in _SUFFERED and verbs.search(tagged.text[max(0, start - 60) : start + 12].lower())
    if suffers and _OURS.search(tagged.text[max(0, start - 40) : start]):
        return case.voice
    clause = re.split(r"[,;]", tagged.text[max(0, start - 60) : start])[-1]
    own = _OWN.search((clause + tagged.text[start : start + 20]).lower())
    if own and not suffers and _acts(case, own.group()):
        return ""
    if (not suffers and not own) or _ENEMY.search(tagged.text[max(0, start - 45) : start]):
        return ""
    for k in range(reading.n - 1, -1, -1):
        if tagged.s[k] == ";":
            return ""
        side = case.polity(k)
        owns_thing = tagged.s[k] == "A" and tagged.s[k + 1] == "T"
        if side and side != "United Nations" and tagged.s[k - 1 : k] not in ("i", "w") and not owns_thing:
            return side
    return case.speaker if own else ""


def _acts(case: Case, own: str) -> bool:
    """As in "said its planes hit 12 tanks": what is its own acts, and the number is of others."""
    reading = case.reading
    before = case.tagged.text[: case.tagged.a[reading.pred]].lower() if reading.active and reading.pred >= 0 else ""
    return (
        before.rstrip().endswith(own) is False
        and re.search(rf"\b{re.escape(own)}\s+[\w -]{{2,30}}$", before) is not None
    )


def enemy_named(case: Case) -> str:
    """As in "the enemy", "occupiers": the opponent of the speaker, of the issuer, or of the side most named."""
    tagged, reading = case.tagged, case.reading
    end = tagged.z[min(len(tagged) - 1, reading.stop)]
    if not _ENEMY.search(tagged.text[max(0, tagged.a[reading.n] - 70) : end + 30]):
        return ""
    return case.enemy(case.voice) or case.enemy(case.discourse.home())


def with_last(case: Case) -> str:
    """Side of a list's or an elided noun's number: that of the number before it in the sentence."""
    rules, side = case.reading.rules, case.discourse.sentence_side
    if not (case.reading.change or {"list", "elided-noun", "elided-predicate"} & set(rules)):
        return ""
    elsewhere = "elided-predicate" in rules and re.search(r"[Gk]", case.tagged.s[case.reading.n :])
    return side if side != "unknown" and not elsewhere else ""


def issuer_enemy(case: Case) -> str:
    """A bulletin's tally of hardware is the enemy's."""
    tallied = "bulletin-label" in case.reading.rules or "daily-change" in case.reading.rules
    return case.enemy(case.voice) if tallied else ""


def fighters_of_enemy(case: Case) -> str:
    """As in "Ukrainian forces killed 300 soldiers": fighters lost to an agent are its opponent's."""
    if case.reading.population != "military" and case.reading.unit == "persons":
        return ""
    return case.enemy(find_agent(case))


def irregulars(case: Case) -> str:
    """Fighters and rebels are of the group the article names, militants and gunmen of one their sentence names."""
    head = case.tagged.low[case.reading.head] if case.reading.head >= 0 else ""
    if not _IRREGULARS.search(head) or case.reading.unit != "persons":
        return ""
    before = case.tagged.text[max(0, case.tagged.a[case.reading.n] - 12) : case.tagged.a[case.reading.head]]
    if _OF_THE_STATE.search(before):
        return "both" if re.search(r"\brebel|\bopposition", before) else ""
    groups, named = case.discourse.lexicon.groups, case.discourse.named
    if case.speaker in groups:
        return case.speaker
    enemies, home = case.discourse.lexicon.enemies, case.discourse.home()
    fighting = (
        polity
        for polity in groups
        if named[polity] and (any(named[foe] for foe in enemies.get(polity, ())) or home in ("", groups[polity]))
    )
    known = sorted(fighting, key=lambda polity: (-named[polity], polity))
    if told_of := case.discourse.fighters.get(head.removesuffix("s")):
        return told_of
    if _NAMELESS.search(head):
        here = {term.polity for term in case.tagged.term if term is not None and term.kind == "group"}
        alone = known[0] if len(known) == 1 else "unknown"
        return next((polity for polity in known if polity in here), alone)
    return known[0] if known else "unknown" if find_agent(case) else ""


def fighters_before(case: Case) -> str:
    """Soldiers without a side are those of whom the article has told: "nine IDF soldiers … six of the soldiers"."""
    head = case.tagged.low[case.reading.head].removesuffix("s") if case.reading.head >= 0 else ""
    return case.discourse.fighters.get(head, "") if case.reading.population == "military" else ""


def same_number(case: Case) -> str:
    """A large number that stands in the article already is of the same side."""
    value = case.reading.fig.value or 0.0
    return case.discourse.numbers.get((case.reading.measure, value), "") if value >= 1000 else ""


def own_dead(case: Case) -> str:
    """As in "the army said three reservists died": fighters, or people without a place, counted by their own side."""
    tagged, reading, speaker = case.tagged, case.reading, case.speaker
    at_war = case.discourse.named[case.enemy(speaker)] > 0
    if not speaker or reading.active or not (at_war or speaker == case.discourse.home()):
        return ""
    head = tagged.low[reading.head] if reading.head >= 0 else ""
    if reading.population == "military":
        return speaker if not _IRREGULARS.search(head) or _OWN_SIDE.search(tagged.text) else ""
    placed, home = case.discourse.placed, case.discourse.home()
    on_its_land = speaker == home or placed[speaker] >= max(4, placed[home] / 2)
    if on_its_land and not _names_place(case) and find_agent(case) != speaker:
        return speaker
    return speaker if _OWN_SIDE.search(tagged.text) else ""


def _names_place(case: Case) -> bool:
    """Does a place stand right after the noun, in its own clause, or right before the number?"""
    s, reading = case.tagged.s, case.reading
    clause = re.split(r"[,;W]|&[^PT]", s[reading.stop : reading.stop + 14], maxsplit=1)[0]
    if re.search(r"i[dxCmA]{0,3}[Gk]", clause):
        return True
    return re.search(r"i[dx]?[Gk].{0,3}$", s[max(0, reading.n - 6) : reading.n]) is not None


def whole_war(case: Case) -> str:
    """Casualties of a war with no side named are both sides' ("the war's casualties near 2 million")."""
    reading = case.reading
    if reading.measure != "casualties" or reading.population == "civilian" or (reading.fig.value or 0) < 1000:
        return ""
    if not case.enemy(case.discourse.home()):
        return ""
    return "both" if re.search(r"\b(?:war|conflict)\b", case.tagged.text, re.I) else ""


def victims_of_attacker(case: Case) -> str:
    """As in "Russian strikes killed 12": the victims are the attacker's opponents."""
    attacker, home = find_agent(case) or find_attacker(case), case.discourse.home()
    lexicon = case.discourse.lexicon
    if case.speaker and case.speaker in lexicon.enemies.get(attacker, ()):
        return case.speaker
    abroad = attacker and home not in ("", lexicon.groups.get(attacker, attacker))
    return home if abroad else case.enemy(attacker)


_Finder = Callable[[Case], str]
_PEOPLE: tuple[_Finder, ...] = (
    *(
        both,
        given_back,
        topic_side,
        own_modifier,
        list_modifier,
        toll_owner,
        sufferer,
        enemy_named,
        with_last,
        issuer_enemy,
    ),
    *(
        irregulars,
        fighters_of_enemy,
        same_number,
        own_dead,
        whole_war,
        fighters_before,
        place,
        town,
        victims_of_attacker,
        as_before,
    ),
)
_LAUNCHED: tuple[_Finder, ...] = (with_change, engagements, own_modifier, enemy_named, launcher, launcher_before)
_STRUCTURAL: tuple[_Finder, ...] = (own_modifier, with_last, place, town, victims_of_attacker, as_before)
_HARDWARE: tuple[_Finder, ...] = (
    *(both, own_modifier, toll_owner, sufferer, enemy_named, with_last, issuer_enemy),
    *(victims_of_attacker, place, town, as_before),
)


def _finders(unit: str) -> tuple[_Finder, ...]:
    """In what order sides are looked for, by what is counted."""
    if unit in MUNITIONS or unit == "attacks":
        return _LAUNCHED
    if unit in STRUCTURES | PLACES | {"families"}:
        return _STRUCTURAL
    return _PEOPLE if unit in ("persons", "percent", "ratio") else _HARDWARE
