"""Whose people or things a number counts: modifiers, subjects, places, agents and the discourse of the article."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field

from tollbook.counted import CRAFT, MUNITIONS, PLACES, STRUCTURES, Reading
from tollbook.lexicon import WORD, Lexicon, Term
from tollbook.tagging import Tagged

_SUFFER = re.compile(
    r"\b(?:suffer(?:ed|s|ing)?|sustain(?:ed|s|ing)?|los[et]s?|losing|incurr?(?:ed|s)?|taken|took|seen|saw|endured|bears?|mourn(?:s|ed)?|buried)\b"
)
_ENEMY = re.compile(r"\b(?:enemy|enemies|occupiers?|invaders?|occupying|occupation|aggressor|adversary|orcs?)\b", re.I)
_BOTH = re.compile(
    r"\bboth (?:sides|armies|countries|nations|parties|militaries)\b|\beither side\b|\bthe two (?:sides|countries|armies)\b|\b(?:combined|each side)\b",
    re.I,
)
_WAR = frozenset(("war", "conflict", "invasion", "offensive"))
_BACKED = re.compile(
    r"^[-‑–]?\s?(?:backed|led|controlled|occupied|held|allied|aligned|supplied|made|designed|run|administered|brokered|funded)\b",
    re.I,
)
_ATTACK_NOUN = frozenset(("attacks", "drones", "missiles", "rockets", "bombs", "shells", "artillery", "aircraft"))


@dataclass(slots=True)
class Discourse:
    """What an article has said so far: polities named, the place of the last victims, who attacks whom."""

    lexicon: Lexicon
    named: Counter[str] = field(default_factory=Counter)
    placed: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    place: str = ""
    launcher: str = ""
    issuer: str = ""
    last_side: str = ""
    last_military: str = ""
    sentence_side: str = ""
    topic_side: str = ""
    numbers: dict[tuple[str, float], str] = field(default_factory=dict)
    paragraph: int = 0
    place_paragraph: int = -9
    skip: frozenset[int] = frozenset()
    speaker: str = ""

    def base(self, polity: str) -> str:
        """The country an armed group fights in, "" for a country."""
        return self.lexicon.groups.get(polity, "")

    def home(self) -> str:
        """The country the article is about: the most named by its places and its people, groups counted for their base."""
        ranked = sorted(self.placed.items(), key=lambda item: (-item[1], item[0]))
        return ranked[0][0] if ranked else ""

    def enemy(self, polity: str) -> str:
        """The other belligerent: a known opponent that the article names, else the only known one, else ""."""
        known = self.lexicon.enemies.get(polity, ())
        named = sorted((p for p in known if self.named[p]), key=lambda p: (-self.named[p], p))
        return named[0] if named else known[0] if len(known) == 1 else ""


_CAPITALISED = re.compile(
    r"(?:\b(in|near|at|on|around|across|outside|from|inside|northern|southern|eastern|western|central|of) )?(?<![\w’'])([A-Z][\w.’'-]*(?: (?:of the |of )?[A-Z][\w.-]*)*)"
)


def note_polities(text: str, discourse: Discourse) -> None:
    """Count the polities a whole article names, places apart from people, before its sentences are read."""
    phrases = discourse.lexicon.phrases
    for found in _CAPITALISED.finditer(text):
        words = WORD.findall(found[2].lower().replace("’", "'"))
        i = 0
        while i < len(words):
            size = 1
            for rest, term in phrases.get(words[i], ()):
                if term.cls in "AGOk" and tuple(words[i + 1 : i + 1 + len(rest)]) == rest:
                    _note(term, found[1] or "", discourse)
                    size = len(rest) + 1
                    break
            i += size


def _note(term: Term, before: str, discourse: Discourse) -> None:
    if not term.polity or term.kind == "claimant":
        return
    discourse.named[term.polity] += 1
    located = before not in ("", "of")
    if term.cls == "G":
        discourse.placed[term.polity] += 4 if located else 2
    elif term.cls == "O":
        discourse.placed[term.canonical or term.polity] += 2
    elif term.cls == "A":
        discourse.placed[term.polity] += 0.3
    elif located:
        discourse.placed[term.polity] += 2


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
        A polity, ``both`` or ``unknown``, and the rule's name.
    """
    if reading.parent is not None and not _own_modifier(tagged, reading):
        return "", "side-of-whole"
    discourse.skip, discourse.speaker = skip, speaker or discourse.issuer
    launched = reading.unit in MUNITIONS or reading.unit == "attacks"
    finders = _LAUNCHED if launched else _STRUCTURAL if reading.unit in STRUCTURES | PLACES | {"families"} else _PEOPLE if reading.unit in (
        "persons", "percent", "ratio") else _HARDWARE  # fmt: skip
    for finder in finders:
        side = finder(tagged, reading, discourse, speaker)
        if (
            side in discourse.lexicon.groups
            and reading.unit == "persons"
            and reading.population != "military"
            and finder is not _own_modifier
        ):
            side = discourse.lexicon.groups[side]
        if side:
            return side, finder.__name__.strip("_").replace("_", "-")
    return "unknown", "side-unknown"


def _polity(tagged: Tagged, k: int) -> str:
    term = tagged.term[k]
    if term is None or tagged.s[k] not in "AGOk":
        return ""
    if _BACKED.match(tagged.text[tagged.z[k] : tagged.z[k] + 14]):
        return ""
    if term.kind == "claimant":
        return {"UN": "United Nations", "NATO": "NATO"}.get(term.canonical, "")
    return term.polity


def _own_modifier(tagged: Tagged, reading: Reading, discourse: Discourse | None = None, speaker: str = "") -> str:
    """ "12 Russian soldiers", "two of Iran's drones", "12 Palestinians", "soldiers from Kenya"."""
    mods = reading.mods or (
        (reading.n + 2,) if reading.rules[-1:] == ["of-whom"] and reading.n + 2 < len(tagged) else ()
    )
    found = [p for k in mods if (p := _polity(tagged, k))]
    if reading.head >= 0 and (p := _polity(tagged, reading.head)):
        found.append(p)
    if not found and reading.head >= 0:
        after = re.compile(r"(?:[fo][dx]{0,2}([AGOk])|idx?([A])x|ix?([A])[xPT])").match(tagged.s, reading.stop)
        if after:
            k = next(after.start(g) for g in (1, 2, 3) if after.start(g) >= 0)
            if tagged.s[reading.stop] != "f" or (
                reading.unit not in MUNITIONS and (reading.unit != "persons" or tagged.s[k] != "k")
            ):
                found = [p] if (p := _polity(tagged, k)) else []
    if len(set(found)) == 2 and "&" in tagged.s[reading.n : reading.stop]:
        return "both"
    return found[-1] if found else ""


def _both(tagged: Tagged, reading: Reading, discourse: Discourse, speaker: str) -> str:
    if (
        reading.measure in ("exchanged", "returned_bodies")
        and re.search(r"\beach\b", tagged.text, re.I)
        and not _own_modifier(tagged, reading)
    ):
        return "both"
    return "both" if _BOTH.search(tagged.text) and not re.search(r"[AGO]", tagged.s[reading.n : reading.stop]) else ""


def _list_modifier(tagged: Tagged, reading: Reading, discourse: Discourse, speaker: str) -> str:
    """ "90,000 German and 60,000 British soldiers": the adjective stands where the noun is elided."""
    after = tagged.s[reading.n + 1 : reading.n + 2]
    if "elided-predicate" in reading.rules and re.search(r"&[GAOk]$", tagged.s[: reading.n]):
        return _polity(tagged, reading.n - 1)
    return _polity(tagged, reading.n + 1) if after in ("A", "O") else ""


def _toll_owner(tagged: Tagged, reading: Reading, discourse: Discourse, speaker: str) -> str:
    """ "Russian casualties passed 1 million", "Ukraine's losses", "the deaths of Kenyan soldiers"."""
    if (
        reading.pred < 0
        or (reading.pred > reading.n and "figure-for" not in reading.rules)
        or tagged.s[reading.pred] not in "DZLPT"
    ):
        return ""
    left = tagged.s[max(0, reading.pred - 6) : reading.pred]
    found = re.search(r"([AGOk])s?[xPTUdC&KD\"]{0,5}$", left)
    if found and not (_WAR & set(tagged.low[max(0, reading.pred - 6) + found.start(1) : reading.pred])):
        return _polity(tagged, max(0, reading.pred - 6) + found.start(1))
    after = re.compile(r"[of]?[dx]{0,2}([AGOk])" if tagged.s[reading.pred] == "L" else r"[of][dx]{0,2}([AGOk])").match(
        tagged.s, reading.pred + 1
    )
    return (
        _polity(tagged, after.start(1))
        if after and not (_WAR & set(tagged.low[after.end(1) : after.end(1) + 1]))
        else ""
    )


def _sufferer(tagged: Tagged, reading: Reading, discourse: Discourse, speaker: str) -> str:
    """ "Russia suffered 1.2 million casualties", "Ukraine lost 41,000 men", "it lost", "its soldiers"."""
    start, text = tagged.a[reading.n], tagged.text
    before = text[max(0, start - 60) : start].lower()
    verbs = list(_SUFFER.finditer(before))
    own = re.search(
        r"\b(?:its|their|own|his (?:own )?(?:country|military|army|troops|men)?)\b",
        text[max(0, start - 40) : start + 20].lower(),
    )
    if (
        not (
            verbs
            and reading.measure
            in ("casualties", "killed", "wounded", "missing", "captured", "destroyed", "killed_or_missing")
        )
        and not own
    ):
        return ""
    limit = reading.n
    for k in range(limit - 1, -1, -1):
        if tagged.s[k] in ";":
            return ""
        side = _polity(tagged, k)
        if side and not (k and tagged.s[k - 1] in "iw") and not (tagged.s[k] == "A" and tagged.s[k + 1 : k + 2] == "T"):
            return side
    return speaker if own and speaker else ""


def _enemy_named(tagged: Tagged, reading: Reading, discourse: Discourse, speaker: str) -> str:
    """ "the enemy", "occupiers": the opponent of the speaker, of the issuer, or of the side most named."""
    window = tagged.text[max(0, tagged.a[reading.n] - 70) : tagged.z[min(len(tagged) - 1, reading.stop)] + 30]
    if not _ENEMY.search(window):
        return ""
    own = discourse.speaker if discourse.enemy(discourse.speaker) else discourse.home()
    return discourse.enemy(own) if own else ""


def _agent(tagged: Tagged, reading: Reading, discourse: Discourse) -> str:
    """Who acts: the subject of an active verb, "by …" after a passive, the owner of an attack."""
    if reading.pred < 0:
        return ""
    s, pred = tagged.s, reading.pred
    if reading.active or s[pred] in "Vg":
        for k in range(_first_of_chain(s, pred) - 1, -1, -1):
            if s[k] == ";":
                break
            side = _polity(tagged, k)
            if side and k not in discourse.skip and not (k and s[k - 1] in "i" and s[k] in "Gk"):
                return side
        return _own_forces(tagged, pred, discourse)
    after = re.compile(r".{0,12}?y[dx]{0,3}([AGOk])").match(s, pred)
    return _polity(tagged, after.start(1)) if after else ""


def _first_of_chain(s: str, pred: int) -> int:
    """The first of coordinated predicates: in "its troops killed 30 and destroyed two" the subject stands before "killed"."""
    while found := re.search(r"([KVg])[^KVg;RW]*(?:&|,)[^KVg;RW]{0,3}$", s[:pred]):
        pred = found.start(1)
    return pred


def _own_forces(tagged: Tagged, pred: int, discourse: Discourse) -> str:
    """ "Our air defence", "air defence systems", "its troops" in a claimant's own words act for the claimant."""
    subject = tagged.text[: tagged.a[pred]][-60:].lower()
    if re.search(r"\bour\b|\bits (?:troops|forces|army|air|fighters|soldiers|pilots)|\bair[- ]defen[cs]e", subject):
        return discourse.speaker
    return ""


def _attacker(tagged: Tagged, reading: Reading) -> str:
    """Owner of an attack named in the sentence: "Russian strikes", "an Israeli air raid"."""
    for k, letter in enumerate(tagged.s):
        if letter in "AGO" and (found := re.compile(r"s?[xC]{0,2}([TP])").match(tagged.s, k + 1)):
            term = tagged.term[found.start(1)]
            if (
                term is not None
                and (term.unit in _ATTACK_NOUN or term.population == "military")
                and found.start(1) != reading.head
            ):
                return _polity(tagged, k)
    return ""


def _fighters_of_enemy(tagged: Tagged, reading: Reading, discourse: Discourse, speaker: str) -> str:
    """ "Ukrainian forces killed 300 soldiers": fighters lost to an agent are its opponent's."""
    if reading.population != "military" and reading.unit == "persons":
        return ""
    agent = _agent(tagged, reading, discourse)
    return discourse.enemy(agent) if agent else ""


def _same_number(tagged: Tagged, reading: Reading, discourse: Discourse, speaker: str) -> str:
    """A large number that stands in the article already is of the same side."""
    return (
        discourse.numbers.get((reading.measure, reading.fig.value or 0.0), "")
        if (reading.fig.value or 0) >= 1000
        else ""
    )


def _topic_side(tagged: Tagged, reading: Reading, discourse: Discourse, speaker: str) -> str:
    """ "They were 15 times greater": whose losses the sentence before spoke of."""
    if reading.unit != "ratio" or not re.match(
        r"\W*(?:(?:by|in|at) [\w ]{2,24}, )?(?:they|it|these|this|the figures?)\b", tagged.text, re.I
    ):
        return ""
    return discourse.topic_side


def _whole_war(tagged: Tagged, reading: Reading, discourse: Discourse, speaker: str) -> str:
    """Casualties of a war with no side named are both sides' ("the war's casualties near 2 million")."""
    if reading.measure != "casualties" or (reading.fig.value or 0) < 1000 or not discourse.enemy(discourse.home()):
        return ""
    return "both" if re.search(r"\b(?:war|conflict)\b", tagged.text, re.I) and reading.population != "civilian" else ""


def _place(tagged: Tagged, reading: Reading, discourse: Discourse, speaker: str) -> str:
    """The place of the victims: after the predicate, at the head of the sentence, or anywhere in it."""
    s = tagged.s
    options: list[tuple[int, str]] = []
    anchor = max(reading.stop, reading.pred if reading.pred > reading.n else 0)
    for k, letter in enumerate(s):
        if letter == "A" and re.search(r"id?$", s[max(0, k - 2) : k]) and _is_place_noun(tagged, k + 1):
            options.append((k - anchor if k >= anchor else (reading.n - k) + 4, _polity(tagged, k)))
        if letter not in "Gk" or k in discourse.skip:
            continue
        side = _polity(tagged, k)
        if not side or (
            reading.measure == "displaced"
            and re.search(r"(?:t|W|reached|into|in|I)[dxC]{0,2}$", s[max(0, k - 3) : k] if s[k - 1 : k] in "tI" else "")
        ):
            continue
        if re.search(r"yd?$", s[max(0, k - 2) : k]) or (
            reading.active and k < reading.pred and not re.search(r"i[dxC]{0,2}$", s[max(0, k - 4) : k])
        ):
            continue
        if tagged.low[k + 1 : k + 2] and tagged.low[k + 1] in ("war", "conflict", "invasion", "offensive", "genocide"):
            continue
        located = bool(re.search(r"i[dxCAmeT\"G,NDPU]{0,5}$", s[max(0, k - 6) : k]))
        if letter == "k" and not located:
            continue
        if s[k + 1 : k + 2] and re.match(r"h?R", s[k + 1 : k + 3]) and not located:
            continue
        options.append(((0 if located else 40) + (k - anchor if k >= anchor else (reading.n - k) + 4), side))
    return min(options)[1] if options else ""


def _is_place_noun(tagged: Tagged, k: int) -> bool:
    term = tagged.term[k] if k < len(tagged) else None
    return (term is not None and term.unit in PLACES | STRUCTURES) or (
        k < len(tagged) and tagged.low[k] in ("territory", "capital", "soil", "waters", "side", "border")
    )


def _victims_of_attacker(tagged: Tagged, reading: Reading, discourse: Discourse, speaker: str) -> str:
    agent = _agent(tagged, reading, discourse) or _attacker(tagged, reading)
    return discourse.enemy(agent) if agent else ""


def _as_before(tagged: Tagged, reading: Reading, discourse: Discourse, speaker: str) -> str:
    """The place of the victims in the sentences before, else the country the article is about."""
    if reading.population == "military" and discourse.last_military not in ("", "both") and reading.elided:
        return discourse.last_military
    return (
        discourse.place
        if discourse.place and discourse.paragraph - discourse.place_paragraph <= 1
        else discourse.home()
    )


def _with_last(tagged: Tagged, reading: Reading, discourse: Discourse, speaker: str) -> str:
    """A list's or an elided noun's side is that of the number before it in the sentence."""
    if discourse.sentence_side and ("list" in reading.rules or "elided-noun" in reading.rules or "elided-predicate" in reading.rules or reading.change) and not (
            re.search(r"[Gk]", tagged.s[reading.n:]) and "elided-predicate" in reading.rules):  # fmt: skip
        return discourse.sentence_side if discourse.sentence_side not in ("unknown",) else ""
    return ""


def _with_change(tagged: Tagged, reading: Reading, discourse: Discourse, speaker: str) -> str:
    """A daily change is of the same side as its total."""
    return discourse.sentence_side if reading.change else ""


def _own_dead(tagged: Tagged, reading: Reading, discourse: Discourse, speaker: str) -> str:
    """Fighters, or people with no place named, whose own authorities count them: "the army said three reservists died"."""
    if not speaker or reading.active or not (discourse.enemy(speaker) or speaker == discourse.home()):
        return ""
    if reading.population == "military" and not re.search(
        r"\b(?:militants?|terrorists?|rebels?|insurgents?|gunmen|fighters|jihadis?t?s?)\b",
        tagged.low[reading.head] if reading.head >= 0 else "",
    ):
        return speaker
    right = tagged.s[reading.stop : reading.stop + 14]
    clause = re.split(r"[,;W]|&[^PT]", right, maxsplit=1)[0]
    if reading.population != "military" and not re.search(r"i[dxCmA]{0,3}[Gk]", clause) and not re.search(r"i[dx]?[Gk].{0,3}$", tagged.s[max(0, reading.n - 6):reading.n]) and (
            _agent(tagged, reading, discourse) != speaker):  # fmt: skip
        return speaker
    return (
        speaker if re.search(r"\b(?:on (?:his|its|their|our) (?:own )?side|of its own|our own)\b", tagged.text) else ""
    )


def _engagements(tagged: Tagged, reading: Reading, discourse: Discourse, speaker: str) -> str:
    """Clashes and engagements are both sides'."""
    return "both" if reading.head >= 0 and re.search(r"clash|engagement|skirmish", tagged.low[reading.head]) else ""


def _launcher(tagged: Tagged, reading: Reading, discourse: Discourse, speaker: str) -> str:
    """Who launched: the adjective, the subject of the launch, "by", "from"; for a stopped one the stopper's opponent."""
    if reading.measure in ("intercepted", "jammed", "destroyed"):
        stopper = _agent(tagged, reading, discourse) or next((_polity(tagged, k) for k in range(len(tagged) - 1) if tagged.s[k] in "AGO" and re.match(r"s?T", tagged.s[k + 1:k + 3]) and any(
            t is not None and t.unit == "air_defence" for t in tagged.term[k + 1:k + 3])), "")  # fmt: skip
        if stopper and discourse.enemy(stopper):
            return discourse.enemy(stopper)
        if discourse.launcher:
            return discourse.launcher
        return discourse.enemy(speaker) if speaker else ""
    s = tagged.s
    if reading.pred >= 0:
        agent = _agent(tagged, reading, discourse)
        if agent:
            if re.search(r"repel|thwart|foil|withst", tagged.low[reading.pred]):
                return discourse.enemy(agent)
            return agent
    source = re.compile(r"[NPTxdCKVA&]{0,8}?[fy][dxC]{0,3}([AGOk])").match(s, reading.stop)
    if source and (side := _polity(tagged, source.start(1))):
        return side
    owner = _attacker(tagged, reading)
    if owner:
        return owner
    for k in range(reading.n - 1, -1, -1):
        if s[k] in "GAOk" and not (k and s[k - 1] == "i") and re.search(r"[KVgR]", s[k : reading.n]):
            stops = any(
                t is not None and t.measure in ("intercepted", "jammed", "destroyed", "killed")
                for t in tagged.term[k : reading.n]
            )
            return discourse.enemy(_polity(tagged, k)) if stops else _polity(tagged, k)
    return ""


def _launcher_before(tagged: Tagged, reading: Reading, discourse: Discourse, speaker: str) -> str:
    if discourse.launcher:
        return discourse.launcher
    if speaker and discourse.enemy(speaker):
        return discourse.enemy(speaker)
    place = _place(tagged, reading, discourse, speaker) or discourse.place
    return discourse.enemy(place) if place else ""


def _issuer_enemy(tagged: Tagged, reading: Reading, discourse: Discourse, speaker: str) -> str:
    """A bulletin's tally of hardware is the enemy's."""
    own = speaker or discourse.issuer
    return (
        discourse.enemy(own)
        if own and "bulletin-label" in reading.rules or own and "daily-change" in reading.rules
        else ""
    )


_PEOPLE = (_both, _topic_side, _own_modifier, _list_modifier, _toll_owner, _sufferer, _enemy_named, _with_last, _issuer_enemy, _fighters_of_enemy, _same_number, _own_dead, _whole_war, _place,
           _victims_of_attacker, _as_before)  # fmt: skip
_LAUNCHED = (_with_change, _engagements, _own_modifier, _enemy_named, _launcher, _launcher_before)
_STRUCTURAL = (_own_modifier, _with_last, _place, _victims_of_attacker, _as_before)
_HARDWARE = (
    _both,
    _own_modifier,
    _toll_owner,
    _sufferer,
    _enemy_named,
    _with_last,
    _issuer_enemy,
    _victims_of_attacker,
    _place,
    _as_before,
)
UNMANNED = MUNITIONS | CRAFT
