"""What an article has said so far: the polities it names, its country, who fights whom."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field

from tollbook.lexicon import WORD, Lexicon, Term

_CAPITALISED = re.compile(r"[A-Z](?<![\w’'].)[\w.’'-]*(?: (?:of the |of )?[A-Z][\w.-]*)*")
_LOCATING = re.compile(
    r"\b(?:in|near|at|on|around|across|outside|from|inside|northern|southern|eastern|western|central) $"
)


@dataclass(slots=True)
class Discourse:
    """Polities named so far, and the sides that carry from one number or sentence to the next.

    Attributes
    ----------
    lexicon : Lexicon
        Knows who fights whom and where armed groups fight.
    named, placed : mapping of str to number
        How often a polity is named, and how much its places and people weigh.
    place, place_paragraph : str, int
        Polity of the last victims, and the paragraph that named it.
    scene, scene_paragraph : str, int
        Polity of the last place where something is said to happen, and its paragraph.
    launcher, issuer : str
        Who last launched munitions; whose bulletin the article is.
    last_military, sentence_side, topic_side : str
        Side of the last fighters, of the number before in the sentence, and of what the sentence before spoke of.
    numbers : dict
        Side by measure and value, for large numbers that stand in the article again.
    fighters : dict
        Side by noun ("service members"), of the fighters counted so far.
    paragraph : int
        The paragraph being read.
    """

    lexicon: Lexicon
    named: Counter[str] = field(default_factory=Counter)
    placed: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    place: str = ""
    launcher: str = ""
    issuer: str = ""
    last_military: str = ""
    sentence_side: str = ""
    topic_side: str = ""
    numbers: dict[tuple[str, float], str] = field(default_factory=dict)
    fighters: dict[str, str] = field(default_factory=dict)
    paragraph: int = 0
    place_paragraph: int = -9
    scene: str = ""
    scene_paragraph: int = -9

    def home(self) -> str:
        """Return the country the article is about, most named by its places and people; groups count for their base."""
        ranked = sorted(self.placed.items(), key=lambda item: (-item[1], item[0]))
        return ranked[0][0] if ranked else ""

    def enemy(self, polity: str) -> str:
        """Return the other belligerent: one that the article names, else that of the newest known war."""
        known = self.lexicon.enemies.get(polity, ())
        named = sorted((p for p in known if self.named[p]), key=lambda p: (-self._foes(p), -self.named[p], p))
        if named or len(known) < 2:
            return next(iter(named or known), "")
        if sum(war[2] > "2022" for war in self.lexicon.wars if polity in war[:2]) > 1:
            return ""
        newest = max((war for war in self.lexicon.wars if polity in war[:2]), key=lambda war: war[2])
        return next(p for p in newest[:2] if p != polity) if newest[2] else ""

    def _foes(self, polity: str) -> int:
        """How many of the polities that the article names fight this one: a common enemy comes first."""
        return sum(self.named[p] > 0 for p in self.lexicon.enemies.get(polity, ()))


def note_polities(text: str, discourse: Discourse) -> None:
    """Count the polities a whole article names, places apart from people, before its sentences are read."""
    known: dict[str, list[Term]] = {}
    for found in _CAPITALISED.finditer(text):
        run = found[0]
        if run not in known:
            known[run] = _names_in(run, discourse.lexicon)
        if known[run]:
            located = _LOCATING.search(text, max(0, found.start() - 10), found.start()) is not None
            for term in known[run]:
                _note(term, located, discourse)


def _names_in(run: str, lexicon: Lexicon) -> list[Term]:
    """Places, demonyms, groups and offices in a run of capitalised words, the longest first."""
    words = [run.lower()] if run.isalpha() else WORD.findall(run.lower().replace("’", "'"))
    terms, i = [], 0
    while i < len(words):
        size = 1
        for rest, term in lexicon.names.get(words[i], ()):
            if not rest or tuple(words[i + 1 : i + 1 + len(rest)]) == rest:
                terms.append(term)
                size = len(rest) + 1
                break
        i += size
    return terms


def _note(term: Term, located: bool, discourse: Discourse) -> None:
    if not term.polity or term.kind == "claimant":
        return
    discourse.named[term.polity] += 1
    if term.cls == "G":
        discourse.placed[term.polity] += 4 if located else 2
    elif term.cls == "O" and term.canonical:
        discourse.placed[term.canonical] += 2
    elif term.cls == "A":
        discourse.placed[term.polity] += 0.3
    elif located:
        discourse.placed[term.polity] += 2
