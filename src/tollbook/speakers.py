"""Claimant → whose word it is: a named one, a polity or its forces at large, officials, or nobody named."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from tollbook.lexicon import load
from tollbook.names import INSTITUTION

NAMED, GENERAL, OFFICIALS, NOBODY = range(4)
"""How well a claimant is known, best first."""

_AT_LARGE = re.compile(
    r"(?:armed forces|military|army|forces|government|authorities|officials|defen[cs]e officials)(?: \([A-Z]+\))?$"
)
_OFFICIALS = re.compile(r"(?:^|.* )(?:officials|authorities|government)$")


_PAPERS = re.compile(
    r"(?:.* )?(?:analysis|assessment|bulletin|data|documents?|estimates?|figures|investigation|list|records?|report"
    r"|review|sources?|study|survey|tally|update)"
)


@dataclass(frozen=True, slots=True)
class Speaker:
    """A claimant: ``name`` is its own, or that of a role within one article; ``polity`` "" where none is known.

    ``official`` is whether it may speak for a state, ``office`` whether it is known to be more than a person's name.
    """

    name: str
    level: int
    polity: str = ""
    official: bool = False
    office: bool = False


def speaker_of(claimant: str, document_id: str) -> Speaker:
    """Tell who stands behind a claimant's name.

    A name without a capital of its own ("police", "Witnesses") is somebody else in every article, and a paper without
    its author ("study", "official data") names nobody.

    >>> speaker_of("Ukrainian armed forces", "a")
    Speaker(name='Ukrainian armed forces', level=1, polity='Ukraine', official=True, office=True)
    >>> speaker_of("CSIS", "a").level == NAMED, speaker_of("medics", "a").name
    (True, 'medics in a')
    """
    if claimant == "article":
        return Speaker(f"nobody in {document_id}", NOBODY)
    named = _named(claimant)
    low = claimant.lower()
    if named.level == NAMED and named.official and not named.polity and (claimant == low or _is_role(claimant)):
        if _PAPERS.fullmatch(low):
            return Speaker(f"nobody in {document_id}", NOBODY)
        level = OFFICIALS if _OFFICIALS.match(low) else NAMED
        return Speaker(f"{low} in {document_id}", level, "", True)
    return named


def _is_role(claimant: str) -> bool:
    """Whether a name has no capital but that of a sentence's first word, and is no single person's."""
    if claimant != claimant.capitalize() or not (" " in claimant or claimant.endswith(("s", "y"))):
        return False
    first = re.split(r"\W", claimant.lower())[0]
    return not any(not rest and term.polity for rest, term in load().names.get(first, ()))


@cache
def _named(claimant: str) -> Speaker:
    polities, canonical, demonyms = _known()
    if claimant in polities:
        return Speaker(claimant, GENERAL, claimant, True, True)
    low = claimant.lower()
    polity = canonical.get(claimant) or next((whose for word, whose in demonyms if low.startswith(word + " ")), "")
    if polity and _AT_LARGE.search(claimant):
        return Speaker(claimant, GENERAL, polity, True, True)
    office = bool(polity) or claimant in canonical or INSTITUTION.search(claimant) is not None
    return Speaker(claimant, NAMED, polity, bool(polity) or claimant not in canonical, office)


@cache
def _known() -> tuple[frozenset[str], dict[str, str], list[tuple[str, str]]]:
    """Polities, claimants' canonical names with their polity, and demonyms with theirs, longest first."""
    terms = [term for entries in load().phrases.values() for _, term in entries]
    polities = frozenset(term.polity for term in terms if term.cls in "GkA" and term.polity)
    canonical = {term.canonical: term.polity for term in terms if term.kind == "claimant"}
    demonyms = {term.text: term.polity for term in terms if term.cls == "A" and term.polity}
    return polities, canonical, sorted(demonyms.items(), key=lambda item: (-len(item[0]), item[0]))


def nearness(one: Speaker, two: Speaker) -> int | None:
    """Tell how surely two claimants are one voice, 0 surest; None when they are two.

    Two named claimants never are. A polity, or its forces at large, may speak for any office of the polity, officials
    for any official claimant, and nobody for anybody.
    """
    if one.name == two.name:
        return 0
    known, loose = sorted((one, two), key=lambda s: (s.level, s.name))
    if loose.level == NAMED:
        return None
    if loose.level == GENERAL:
        return 1 if known.polity == loose.polity else None
    if loose.level == OFFICIALS:
        return 2 if known.official and known.level < OFFICIALS else None
    return 3 if known.level < NOBODY else 4
