"""Nothing is read by heart: another war with larger numbers gives the same claims.

Countries, people, places and offices of the book's articles get invented names, and what is counted is doubled; the
claims come back renamed and doubled. The new names are lines of an own lexicon, no rule.
"""

import re
from pathlib import Path

import pytest

from tollbook import lexicon
from tollbook.claims import read_article

ARTICLES = sorted((Path(__file__).resolve().parents[1] / "data" / "articles").glob("*.txt"))
WAR_START = "2022-02-24"

POLITIES = {"Russia": "Zarkhania", "Ukraine": "Velmora", "United Kingdom": "Ruthwold"}
NAMES = {
    **{"Russia": "Zarkhania", "Russians": "Zarkhans", "Russian": "Zarkhan", "Moscow": "Qarabad", "Kremlin": "Qasr"},
    **{"Ukraine": "Velmora", "Ukrainians": "Velmorans", "Ukrainian": "Velmoran", "Kyiv": "Tellem"},
    **{"UK": "Ruthwold", "British": "Ruthwoldian", "Britain": "Ruthwold"},
    **{"Volodymyr": "Aram", "Zelenskyy": "Karsian", "Zelensky": "Karsian", "Vladimir": "Rauf", "Putin": "Teymur"},
    **{"Oleh Kiper": "Vahe Doryan", "Stuart Crawford": "Miles Penwick", "The Economist": "The Almanac"},
    **{"Strategic and International Studies": "Harbour and Mountain Research", "CSIS": "CHMR"},
    **{"Odesa": "Orlem", "Kharkiv": "Kessaly", "Donetsk": "Dorvane", "Donbas": "Dormark", "Pokrovsk": "Petrane"},
    **{"Zhytomyr": "Zhemmer", "Khmelnytskyi": "Hollinde", "Rivne": "Rovende", "Siversk": "Sevrane"},
    **{"Stavropol": "Stavrand", "Crimea": "Kermia", "Petrivske": "Petrond", "Oleksiivka": "Olexond"},
}
CLAIMANTS = {
    **{"Zelensky": "Karsian", "Oleh Kiper": "Vahe Doryan", "Stuart Crawford": "Miles Penwick", "CSIS": "CHMR"},
    **{"The Economist": "The Almanac", "UK Ministry of Defence": "Ruthwoldian Ministry of Defence"},
}
LEXICON = {
    "actors": [
        *("zarkhania,country,Zarkhania,", "zarkhan,demonym,Zarkhania,preferred", "zarkhans,demonym,Zarkhania,"),
        *("qarabad,capital,Zarkhania,", "qasr,capital,Zarkhania,", "velmora,country,Velmora,"),
        *("velmoran,demonym,Velmora,preferred", "velmorans,demonym,Velmora,", "tellem,capital,Velmora,"),
        *("ruthwold,country,Ruthwold,", "ruthwoldian,demonym,Ruthwold,preferred"),
    ],
    "conflicts": ["Zarkhania,Velmora,2022-02-24,full-scale invasion"],
    "claimants": [
        *("karsian,Karsian,Velmora,", "aram karsian,Karsian,Velmora,", "chmr,CHMR,,", "almanac,The Almanac,,"),
        *("centre for harbour and mountain research,CHMR,,", "center for harbour and mountain research,CHMR,,"),
        *(f"{words},Ruthwoldian Ministry of Defence,Ruthwold," for words in (
            "ruthwold's defense ministry", "ruthwold's defence ministry", "ruthwold ministry of defence",
            "ruthwoldian ministry of defence", "ruthwoldian defence ministry", "ruthwoldian defence intelligence")),
        *(f"{words},Zarkhan Ministry of Defence,Zarkhania," for words in (
            "qarabad's defense ministry", "zarkhan defence ministry", "zarkhan defense ministry")),
    ],
    "places": [
        *(f"{place},Velmora," for place in (
            "orlem", "kessaly", "dorvane", "dormark", "petrane", "zhemmer", "hollinde", "rovende", "sevrane", "kermia",
            "petrond", "olexond")),
        "stavrand,Zarkhania,",
    ],
}  # fmt: skip
WORDS = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen".split()
SAME = "bound unit measure population scope period_start period_end as_of modality".split()
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?|\ba(?= million)|\b(?:" + "|".join(WORDS[2:9]) + r")\b", re.I)


@pytest.fixture(scope="module")
def terms(tmp_path_factory):
    """The shipped lexicon with the invented war's names on top."""
    folder = tmp_path_factory.mktemp("lexicon")
    for name, lines in LEXICON.items():
        (folder / f"{name}.csv").write_text("\n".join([lexicon._HEADERS[name], *lines]) + "\n", "utf-8")
    return lexicon.load(folder)


def renamed(text):
    """Every name as a whole word, longest first."""
    names = sorted(NAMES, key=len, reverse=True)
    return re.sub(r"\b(?:" + "|".join(map(re.escape, names)) + r")(?![\w])", lambda found: NAMES[found[0]], text)


def doubled(text):
    """Twice every number of a claim that counts persons or things; shares and ratios stay."""
    claims = read_article(text, "d", war_start=WAR_START).claims
    spans = [(c["start"], c["end"]) for c in claims if c["unit"] not in ("percent", "ratio")]
    for start, end in sorted(spans, reverse=True):
        text = text[:start] + _NUMBER.sub(_twice, text[start:end]) + text[end:]
    return text


def _twice(found):
    word = found[0]
    if word == "a":
        return "two"
    if not word[0].isdecimal():
        twice = WORDS[2 * WORDS.index(word.lower())]
        return twice.capitalize() if word[0].isupper() else twice
    value = 2 * float(word.replace(",", ""))
    if "." in word:
        return f"{value:.1f}"
    return f"{int(value):,}" if "," in word or value < 1000 else str(int(value))


def values(claim, factor):
    """Low, best and high, times a factor where the claim counts and says so in figures or number words."""
    counts = claim["unit"] not in ("percent", "ratio") and _NUMBER.search(claim["surface"])
    return [
        None if claim[name] is None else claim[name] * (factor if counts else 1) for name in ("low", "best", "high")
    ]


def claimant(name):
    """A claimant's name in the invented war."""
    return CLAIMANTS.get(name) or renamed(name)


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_same_claims_in_another_war(path, terms):
    """Renamed and doubled, claim by claim."""
    text = path.read_text("utf-8")
    before = read_article(text, "d", war_start=WAR_START).claims
    after = read_article(renamed(doubled(text)), "d", war_start=WAR_START, lexicon=terms).claims
    expected = [
        (*values(c, 2), POLITIES.get(c["side"], c["side"]), claimant(c["claimant"]), *(c[n] for n in SAME))
        for c in before
    ]
    found = [(*values(c, 1), c["side"], c["claimant"], *(c[n] for n in SAME)) for c in after]
    assert found == expected


def test_every_name_is_another():
    """No country, person, place or office of the articles is left."""
    left = "|".join(re.escape(name) for name in NAMES)
    for path in ARTICLES:
        assert re.search(rf"\b(?:{left})(?!\w)", renamed(path.read_text("utf-8"))) is None
