"""Tables → who acts and speaks, and the places the articles name."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

from tollbook import lexicon as lexicons
from tollbook.attribution import MEDIA
from tollbook.claims import one_to_one
from tollbook.lexicon import Lexicon
from tollbook.names import INSTITUTION, find_person
from tollbook.scenes import Scene, find_scenes, locate
from tollbook.schema import frame_of
from tollbook.tagging import tag
from tollbook.voices import sentences_by_article

if TYPE_CHECKING:
    import pandas as pd

_OUTLET = re.compile(
    r"\b(?:Times|Post|News|Journal|Telegraph|Guardian|Herald|Tribune|Gazette|Radio|Television|TV|television|Media|media"
    r"|newspaper|agency|channel|Press|Economist|Independent|Mirror|Daily)\b"
)


def find_places(sentences: pd.DataFrame, lexicon: Lexicon | None = None) -> pd.DataFrame:
    """Find the towns and regions that articles name.

    Parameters
    ----------
    sentences : pandas.DataFrame
        Table ``sentences``; boilerplate is left out.
    lexicon : Lexicon, optional
        Another than the shipped one.

    Returns
    -------
    pandas.DataFrame
        Table ``places``, most named first. A town has coordinates where one town is meant for sure; regions have none.

    Examples
    --------
    >>> import tollbook
    >>> t = tollbook.extract("Shells fell on Goma and on Masisi. Goma was quiet. The mayor, May Goma, said nothing.")
    >>> tollbook.find_places(t.sentences)[["place", "country", "latitude", "n_mentions"]].round(1).values.tolist()
    [['Goma', 'DR Congo', -1.7, 3], ['Masisi', 'DR Congo', nan, 1]]
    >>> len(tollbook.find_places(tollbook.extract("Kyiv said it was ready.").sentences))
    0
    """
    lexicon = lexicon or lexicons.load()
    named: dict[tuple[str, str], Counter[Scene]] = defaultdict(Counter)
    articles: dict[tuple[str, str], set[str]] = defaultdict(set)
    for document_id, rows in sentences_by_article(sentences):
        for row in rows:
            if row.role == "boilerplate":
                continue
            for scene in find_scenes(tag(one_to_one(row.text), lexicon), lexicon):
                if scene.kind != "country":
                    key = (scene.name.lower(), scene.country)
                    named[key][Scene(scene.name, scene.country, scene.kind, 0, 0, True)] += 1
                    articles[key].add(document_id)
    order = sorted(named, key=lambda key: (-named[key].total(), key))
    return frame_of([_place_row(named[key], articles[key], lexicon) for key in order], "places")


def _place_row(named: Counter[Scene], articles: set[str], lexicon: Lexicon) -> dict[str, Any]:
    """One place; where a name is a town's and a region's, what it is called more often decides, else the region."""
    kinds = Counter({kind: sum(n for s, n in named.items() if s.kind == kind) for kind in ("region", "town")})
    kind = kinds.most_common(1)[0][0]
    scene = min((s for s in named if s.kind == kind), key=lambda scene: (-named[scene], scene.name))
    town = locate(scene, "", lexicon)
    return {
        "place": scene.name,
        "country": scene.country,
        "latitude": town.latitude if town else float("nan"),
        "longitude": town.longitude if town else float("nan"),
        "n_mentions": named.total(),
        "document_ids": " ".join(sorted(articles)),
    }


def find_actors(claims: pd.DataFrame, quotes: pd.DataFrame, lexicon: Lexicon | None = None) -> pd.DataFrame:
    """Find who makes claims and who is quoted.

    Parameters
    ----------
    claims, quotes : pandas.DataFrame
        Tables ``claims`` and ``quotes``; what the articles themselves assert has no actor.
    lexicon : Lexicon, optional
        Another than the shipped one.

    Returns
    -------
    pandas.DataFrame
        Table ``actors``, those with most claims and quotes first.

    Examples
    --------
    >>> import tollbook
    >>> t = tollbook.extract("Hamas said 12 people had died. “We mourn them all today,” said mayor Amal Haddad.")
    >>> quotes = tollbook.find_quotes(t.sentences, t.documents)
    >>> tollbook.find_actors(t.claims, quotes)[["actor", "kind", "n_claims", "n_quotes"]].values.tolist()
    [['Hamas', 'group', 1, 1], ['Amal Haddad', 'person', 0, 1]]
    >>> len(tollbook.find_actors(t.claims[:0], quotes[:0]))
    0
    """
    lexicon = lexicon or lexicons.load()
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    articles: dict[str, set[str]] = defaultdict(set)
    people: set[str] = set()
    for frame, name, column in ((claims, "claimant", "n_claims"), (quotes, "speaker", "n_quotes")):
        surface = frame[f"{name}_surface"]
        for actor, words, document_id in zip(frame[name], surface, frame["document_id"], strict=True):
            if actor and actor != "article":
                counts[actor][column] += 1
                articles[actor].add(document_id)
                if actor.split()[-1] in words and find_person(words, lexicon).endswith(actor.split(",")[0]):
                    people.add(actor)
    order = sorted(counts, key=lambda actor: (-counts[actor].total(), actor))
    rows: list[dict[str, Any]] = []
    for actor in order:
        kind = "person" if actor in people else _kind(actor, lexicon)
        ids = " ".join(sorted(articles[actor]))
        numbers = {name: counts[actor][name] for name in ("n_claims", "n_quotes")}
        rows.append({"actor": actor, "kind": kind, **numbers, "document_ids": ids})
    return frame_of(rows, "actors")


def _kind(actor: str, lexicon: Lexicon) -> str:
    """Tell a polity, a group, an outlet and a person from the rest, which are institutions."""
    terms = [term for rest, term in lexicon.phrases.get(actor.split()[0].lower(), ()) if rest == _rest(actor)]
    if actor in lexicon.groups or any(term.kind == "group" for term in terms):
        return "group"
    if any(term.kind == "country" for term in terms):
        return "polity"
    if actor in MEDIA or _OUTLET.search(actor):
        return "outlet"
    if actor.startswith(("Mr ", "Mrs ", "Ms ", "Dr ")) or _has_first_name(actor, lexicon):
        return "person"
    if find_person(actor, lexicon) and not INSTITUTION.search(actor.split(",")[0]):
        return "person"
    return "institution"


def _has_first_name(actor: str, lexicon: Lexicon) -> bool:
    """Does the lexicon know a surname's bearer by a first name too ("vladimir putin" → Putin)?"""
    return actor in _surnames(lexicon)


def _surnames(lexicon: Lexicon) -> set[str]:
    return {
        term.canonical
        for first, entries in lexicon.names.items()
        for rest, term in entries
        if term.kind == "claimant" and rest == (term.canonical.lower(),) and first.isalpha()
    }


def _rest(actor: str) -> tuple[str, ...]:
    return tuple(word.lower() for word in lexicons.tokenize(actor)[1:])
