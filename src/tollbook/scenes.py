"""Sentence → the places it names: town, region or country, where each stands, and whether it is a scene."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from tollbook.gazetteer import Town, find_country, find_town
from tollbook.lexicon import Lexicon
from tollbook.tagging import Tagged

_AREA = frozenset(
    "region regions oblast oblasts province provinces governorate governorates state states county district prefecture "
    "raion valley strip peninsula krai republic locality directions direction sector".split()
)
_BEFORE = re.compile(r"(?:i[dxATUeq,\-]{0,5}(?:[TU]o)?(?:[Gk]s)?|[TU]o)$")
_STRANGER = re.compile(r"(?:i[dx]?|To|iTo)(C{1,3})")
_ATTACKED = re.compile(
    r"^(?:invad|attack|storm|bomb|shell|raid|struck|hit|strik|pound|hammer|assault|target|besieg|overran|rock)\w*$"
)
_FAR = 4.0
"""Degrees, north-south and east-west together, that a place may lie from the seat of its region."""
_COMPOUND = re.compile(r"-\w")
_REGIONS = re.compile(r"\s(?:regions|oblasts|provinces|governorates|districts|states|counties)\b")
_JOINED = re.compile(r",?\s(?:and\s)?(?:the\s)?")
_LIST = re.compile(r"[,&x]{1,2}d?$")


@dataclass(frozen=True, slots=True)
class Scene:
    """One place as a sentence names it: ``kind`` is town, region or country; ``a`` to ``z`` are characters.

    ``located``: something is said to be or to happen there ("in Goma", "shelled Goma"; not "Goma's mayor").
    """

    name: str
    country: str
    kind: str
    a: int
    z: int
    located: bool


def find_scenes(tagged: Tagged, lexicon: Lexicon) -> list[Scene]:
    """Find the places a sentence names.

    Parameters
    ----------
    tagged : Tagged
        The sentence.
    lexicon : Lexicon
        Its places come first; towns that only the gazetteer knows count after a preposition.

    Returns
    -------
    list of Scene
        In order. A capital is a place only where something is in it: "Kyiv said" speaks of a government.
    """
    s = tagged.s
    found: list[Scene] = []
    taken = -1
    for k, letter in enumerate(s):
        if letter not in "Gk" or (term := tagged.term[k]) is None:
            continue
        located = _located(tagged, k) or bool(found and found[-1].located and taken >= 0 and _LIST.search(s[taken:k]))
        capital_of = s[k + 1 : k + 2] == "s" and s[k + 2 : k + 3] in ("G", "C", "k")
        if (letter == "k" and not located) or capital_of or _COMPOUND.match(tagged.text, tagged.z[k]):
            continue
        if letter == "k" and tagged.low[k + 1 : k + 2] in (["time"], ["officials"], ["government"], ["authorities"]):
            continue
        name = tagged.text[tagged.a[k] : tagged.z[k]]
        name = name.title() if name.isupper() and len(name) > 3 else name
        after = tagged.low[k + 1] if k + 1 < len(s) else ""
        own = term.canonical if term.canonical in ("region", "town") else "" if term.kind == "place" else "country"
        kind = "town" if letter == "k" else own or "town"
        if kind == "town" and after in _AREA:
            kind = "region"
        found.append(Scene(name, term.polity, kind, tagged.a[k], tagged.z[k], located))
        taken = k + 1
    return _in_lists(sorted([*found, *_strangers(tagged, lexicon)], key=lambda scene: scene.a), tagged.text)


def _in_lists(scenes: list[Scene], text: str) -> list[Scene]:
    """As in "Kursk and Belgorod regions": the noun says of all what they are."""
    plural = False
    for i in range(len(scenes) - 1, 0, -1):
        one, two = scenes[i - 1 : i + 1]
        joined = _JOINED.fullmatch(text, one.z, two.a) is not None
        plural = joined and (plural or _REGIONS.match(text, two.z) is not None)
        if plural:
            scenes[i - 1] = replace(one, kind="region")
    return scenes


def _located(tagged: Tagged, k: int) -> bool:
    """After a preposition of place or as the target of an attack; not in "officials in Kyiv said", nor in datelines."""
    if re.match(r"h?R", tagged.s[k + 1 : k + 3]):
        return False
    if _BEFORE.search(tagged.s[max(0, k - 10) : k]) or (k == 0 and tagged.s[1:2] == ":"):
        return True
    if re.search(r"yd?$", tagged.s[max(0, k - 2) : k]):
        return False
    return any(_ATTACKED.search(word) for word in tagged.low[max(0, k - 3) : k])


def _strangers(tagged: Tagged, lexicon: Lexicon) -> list[Scene]:
    """Towns that only the gazetteer knows: capitalised words after a preposition of place."""
    found = []
    for match in _STRANGER.finditer(tagged.s):
        first, stop = match.span(1)
        for end in range(stop, first, -1):
            name = tagged.text[tagged.a[first] : tagged.z[end - 1]]
            if country := find_country(name, lexicon):
                kind = "region" if tagged.low[end : end + 1] and tagged.low[end] in _AREA else "town"
                found.append(Scene(name, country, kind, tagged.a[first], tagged.z[end - 1], True))
                break
    return found


def locate(scene: Scene, region: str, lexicon: Lexicon) -> Town | None:
    """Find the town of a scene; None where the gazetteer is not sure, or where it lies far from its stated region.

    Parameters
    ----------
    scene : Scene
        Regions and countries have no coordinates.
    region : str
        The region the text gives, named after its main town ("Donetsk"), or "".
    lexicon : Lexicon
        Knows what polities are called.
    """
    town = find_town(scene.name, scene.country, lexicon) if scene.kind == "town" else None
    seat = find_town(region, scene.country, lexicon) if town and region else None
    if town and seat and abs(town.latitude - seat.latitude) + abs(town.longitude - seat.longitude) > _FAR:
        return None
    return town
