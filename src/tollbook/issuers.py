"""Whose bulletin an article is: the office that a list of labelled numbers, or a text in its own voice, belongs to."""

from __future__ import annotations

import re

from tollbook.attribution import Attribution
from tollbook.claimants import Named, Speakers, name_claimant
from tollbook.lexicon import Lexicon
from tollbook.sentences import Sentence
from tollbook.tagging import Tagged, tag

_LABEL = re.compile(r"^\W*[^\W\d_][\w ,/()-]{2,60}\s*[:‒–—-]\s*(?:\w+\.?|~)?\s*\d")
_OWN_VOICE = re.compile(
    r"\b(?:[Oo]ur (?:air defen[cs]e|troops|soldiers|defenders|forces|units|aviation|gunners|pilots)"
    r"|[Tt]he enemy|[Oo]ccupiers|[Ii]nvaders|Kiev regime)\b"
)
_MARKS = (":", "‒", "–", "—", "- ")
_VOICES = (
    *("ur air", "ur troops", "ur soldiers", "ur defenders", "ur forces", "ur units", "ur gunners", "ur pilots"),
    *("ur aviation", "he enemy", "ccupiers", "nvaders", "iev regime"),
)
_FOE = re.compile(r"\b([A-Z]\w+) (?:enem(?:y|ies)|invaders?|occupiers?|aggressors?|orcs)\b")
_OFFICE_HEAD = re.compile(
    r"\b(?:(?:[A-Z][\w’'.-]+\s+)*"
    r"(?:Ministry|Command|Staff|Headquarters|Office|Administration|Army|Forces|Mission|Police)"
    r"(?:\s+(?:of|for|the|and|[A-Z][\w’'.-]+))*)"
)
_BULLETIN = re.compile(
    r"\b(?:bulletin|situation report|sitrep|communiqu[eé]|press release|monitor(?:ing)? (?:report|update)|summary of"
    r"|(?:flash|daily|weekly|monthly|operational|evening|morning|casualty) (?:update|report|summary|brief)"
    r"|statement (?:of|by|from)|briefing (?:of|by))\b",
    re.I,
)
_SAID = re.compile(r"\b(?:said|told|according to|says|claimed|announced)\b")
_IMPRINT = re.compile(r"©|\(c\)|\b(?:[Ss]ource|[Pp]ress (?:service|office)|[Cc]opyright)\b")
_AGENCIES = frozenset("Reuters AP AFP CNN BBC TASS Interfax Xinhua".split())
_OF_A_STATE = re.compile(r"\b(?:General Staff|Air Force|Ministry|Command|Army|Navy|Headquarters)\b")


def find_issuer(
    text: str, sentences: list[Sentence], tagged: list[Tagged | None], publisher: str, home: str, lexicon: Lexicon
) -> Attribution | None:
    """Find the office a bulletin belongs to, named by its title, its first lines or its publisher.

    Parameters
    ----------
    text, sentences, tagged : str, list of Sentence, list of Tagged or None
        The article; a sentence that cannot hold a figure is not tagged.
    publisher : str
        Who published it, "" when unknown.
    home : str
        The country the article is about, for an office that names none.

    Returns
    -------
    Attribution or None
        None when the article is no bulletin, or nobody is named.
    """
    if _labels(text, sentences) < 3 and _own_voice(text) < 2 and not _is_bulletin(sentences):
        return None
    heads = [item for item in tagged if item is not None][:3] + ([tag(publisher, lexicon)] if publisher else [])
    heads += [tag(s.text, lexicon) for s in sentences[-4:] if _IMPRINT.search(s.text)]
    for item in heads:
        named = _known_claimant(item, home, lexicon) or _office(item)
        if named is not None:
            return Attribution(named.name, named.surface, 0, 0, cue="issuer", polity=named.polity)
    return None


def find_foe(text: str, lexicon: Lexicon) -> str:
    """As in "the Russian enemy": the polity a text speaks against, though it names no office; "" for none."""
    for found in _FOE.finditer(text):
        for rest, term in lexicon.phrases.get(found[1].lower(), ()):
            if not rest and term.cls == "A":
                return term.polity
    return ""


def _labels(text: str, sentences: list[Sentence]) -> int:
    """How many sentences are labelled numbers ("Tanks: 12")."""
    marks = [mark for mark in _MARKS if mark in text]
    return sum(_LABEL.match(s.text) is not None for s in sentences if any(mark in s.text for mark in marks))


def _own_voice(text: str) -> int:
    """How often the text speaks as one side of the war ("our troops", "the enemy")."""
    return len(_OWN_VOICE.findall(text)) if any(word in text for word in _VOICES) else 0


def _is_bulletin(sentences: list[Sentence]) -> bool:
    """Does the title call the text a bulletin, and does the text let nobody else speak?"""
    titled = any(_BULLETIN.search(s.text) for s in sentences[:2])
    return titled and sum(bool(_SAID.search(s.text)) for s in sentences[1:]) < 2


def _known_claimant(item: Tagged, home: str, lexicon: Lexicon) -> Named | None:
    claimants = (k for k, t in enumerate(item.term) if t and t.kind == "claimant" and t.canonical not in _AGENCIES)
    start = next(claimants, None)
    if start is None:
        return None
    stop = next((k for k in range(start, len(item)) if item.s[k] in ".,:;-(bhVKMN"), len(item))
    named = name_claimant(item, start, stop, lexicon, Speakers(home=home))
    if named is None or named.polity or not _OF_A_STATE.search(named.name):
        return named
    return Named(named.name, named.surface, _first_polity(item, home))


def _office(item: Tagged) -> Named | None:
    office = _OFFICE_HEAD.search(item.text)
    return Named(office[0], office[0], _first_polity(item, "")) if office else None


def _first_polity(item: Tagged, otherwise: str) -> str:
    return next((t.polity for k, t in enumerate(item.term) if t is not None and item.s[k] in "AGk"), otherwise)
