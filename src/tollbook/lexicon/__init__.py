"""Terms as data: every noun, predicate, actor, place, cue and office the extractor knows, one CSV line each.

``load(extra)`` reads the CSV files beside this module and, over them, the files of the same names in ``extra``.
Terms are lower case; the tagger decides by the letter in :attr:`Term.cls`.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import NamedTuple

from tollbook.errors import InputError

WORD = re.compile(
    r"[a-zA-Z]+(?![^\W_]|['’ʼ])|[^\W\d_]+(?:['’ʼ](?!s\b)[^\W\d_]+)*"
    r"|\d{1,3}(?:[\u00a0\u202f\u2009 ]\d{3})+(?![\d.,]*\d)|(?:1[89]|20)\d\d(?=\.\d{1,2}(?:\s[A-Z]|\s*$))"
    r"|\d+(?:[.,]\d+)*|['’]s\b|\S"
)
"""One token: a word (tried first as plain letters, the quickest), a digit group, a possessive, any other mark."""

_FORM_CLS = {"participle": "K", "past": "V", "finite": "V", "gerund": "g", "intransitive": "I", "adjective": "J",
             "nominal": "L", "toll": "Z"}  # fmt: skip
_WORD_CLS = {"be": "b", "have": "h", "modal": "M", "of": "o", "by": "y", "from": "f", "to": "t", "with": "w",
             "place": "i", "including": "c", "and": "&", "det": "d", "pronoun": "p", "who": "W", "not": "n",
             "more": "e", "total": "q", "date": "m"}  # fmt: skip
_HEADERS = {
    "actors": "term,kind,polity,note",
    "bias": "counter,side,multiplier,source,note",
    "boilerplate": "term,note",
    "bounds": "term,position,bound,note",
    "claimants": "term,canonical,polity,note",
    "conflicts": "a,b,start,cue",
    "dependence": "claimant,builds_on,side,source,note",
    "nouns": "term,plural,unit,measure,population,kind,note",
    "offices": "term,canonical,note",
    "places": "term,polity,note",
    "predicates": "term,form,measure,note",
    "reporting": "term,kind,modality,note",
    "words": "term,class,note",
}
"""First line of every file of terms, the same in a folder of one's own."""

_LEGAL: dict[str, dict[str, Collection[str]]] = {
    "actors": {"kind": ("country", "capital", "demonym", "group")},
    "bounds": {"position": ("before", "after", "verb")},
    "predicates": {"form": _FORM_CLS},
    "reporting": {"kind": ("verb", "preposition", "citing", "back")},
    "words": {"class": _WORD_CLS},
}
_CASED = frozenset("AGOk")


@dataclass(frozen=True, slots=True)
class Term:
    """One lexicon entry as the tagger uses it; ``cls`` is its letter, see ``lexicon/README.md``."""

    cls: str
    text: str
    unit: str = ""
    measure: str = ""
    population: str = ""
    kind: str = ""
    polity: str = ""
    canonical: str = ""
    plural: bool = False


class Entry(NamedTuple):
    """What a first word can begin: phrases by their second word, a capitalised name, any other term of one word."""

    longer: dict[str, list[tuple[tuple[str, ...], Term]]]
    name: Term | None
    term: Term | None


@dataclass(slots=True)
class Lexicon:
    """All terms, by first word and the words that follow (longest first), and the tables that are not terms.

    ``builds_on`` maps a claimant and the side it counts to the claimants whose counts it uses; ``bias`` maps a
    belligerent and the side it counts to what it reports for each soldier killed, and the source. ``names`` are of
    ``phrases`` that are capitalised: places, demonyms, groups and offices. ``index`` sorts
    ``phrases`` for the tagger.
    """

    phrases: dict[str, list[tuple[tuple[str, ...], Term]]] = field(default_factory=dict)
    names: dict[str, list[tuple[tuple[str, ...], Term]]] = field(default_factory=dict)
    index: dict[str, Entry] = field(default_factory=dict)
    bounds_before: dict[tuple[str, ...], str] = field(default_factory=dict)
    bounds_after: dict[tuple[str, ...], str] = field(default_factory=dict)
    bounds_verb: dict[tuple[str, ...], str] = field(default_factory=dict)
    enemies: dict[str, tuple[str, ...]] = field(default_factory=dict)
    wars: list[tuple[str, str, str, str]] = field(default_factory=list)
    builds_on: dict[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    bias: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)
    groups: dict[str, str] = field(default_factory=dict)
    demonyms: dict[str, str] = field(default_factory=dict)
    offices: dict[str, str] = field(default_factory=dict)
    boilerplate: tuple[str, ...] = ()
    back_nouns: frozenset[str] = frozenset()


def tokenize(text: str) -> list[str]:
    """Split text into the tokens that all stages share."""
    return WORD.findall(text)


def load(extra: Path | None = None) -> Lexicon:
    """Load the shipped lexicon, with the entries of ``extra`` (a folder of files of the same names) on top."""
    return _load(str(extra) if extra else "")


@cache
def _load(extra: str) -> Lexicon:
    if extra:
        _check_folder(extra)
    lexicon = Lexicon()
    singles: dict[tuple[tuple[str, ...], bool], Term] = {}
    for name, read in (("places", _place), ("actors", _actor), ("claimants", _claimant), ("nouns", _noun),
                       ("predicates", _predicate), ("reporting", _report), ("words", _word)):  # fmt: skip
        for row in _rows(name, extra):
            for term in read(row):
                singles[tuple(w.lower() for w in tokenize(term.text)), term.cls in _CASED] = term
    for (key, _), term in singles.items():
        lexicon.phrases.setdefault(key[0], []).append((key[1:], term))
    for entries in lexicon.phrases.values():
        entries.sort(key=lambda entry: (-len(entry[0]), entry[0], entry[1].cls not in _CASED))
    for first, entries in lexicon.phrases.items():
        if cased := [entry for entry in entries if entry[1].cls in _CASED]:
            lexicon.names[first] = cased
        longer: dict[str, list[tuple[tuple[str, ...], Term]]] = {}
        for rest, term in entries:
            if rest:
                longer.setdefault(rest[0], []).append((rest, term))
        alone = [term for rest, term in entries if not rest]
        proper = next((term for term in alone if term.cls in _CASED), None)
        lexicon.index[first] = Entry(longer, proper, next((term for term in alone if term.cls not in _CASED), None))
    _load_cues(lexicon, extra)
    return lexicon


def _load_cues(lexicon: Lexicon, extra: str) -> None:
    targets = {"before": lexicon.bounds_before, "after": lexicon.bounds_after, "verb": lexicon.bounds_verb}
    for row in _rows("bounds", extra):
        targets[row["position"]][tuple(w.lower() for w in tokenize(row["term"]))] = row["bound"]
    lexicon.back_nouns = frozenset(row["term"] for row in _rows("reporting", extra) if row["kind"] == "back")
    for row in _rows("conflicts", extra):
        lexicon.enemies[row["a"]] = (*lexicon.enemies.get(row["a"], ()), row["b"])
        lexicon.enemies[row["b"]] = (*lexicon.enemies.get(row["b"], ()), row["a"])
        lexicon.wars.append((row["a"], row["b"], row["start"], row["cue"]))
    for row in _rows("dependence", extra):
        key = (row["claimant"], row["side"])
        lexicon.builds_on[key] = (*lexicon.builds_on.get(key, ()), row["builds_on"])
    lexicon.bias = {(r["counter"], r["side"]): (r["multiplier"], r["source"]) for r in _rows("bias", extra)}
    lexicon.groups = {row["polity"]: row["note"] for row in _rows("actors", extra) if row["kind"] == "group"}
    for row in _rows("actors", extra):
        if row["note"] == "preferred":
            lexicon.demonyms[row["polity"]] = " ".join(word.capitalize() for word in row["term"].split())
    lexicon.offices = {row["term"]: row["canonical"] for row in _rows("offices", extra)}
    lexicon.boilerplate = tuple(row["term"] for row in _rows("boilerplate", extra))


def _check_folder(extra: str) -> None:
    """Refuse a folder of own entries that is missing, or holds files the lexicon has no place for."""
    folder = Path(extra)
    if not folder.is_dir():
        raise InputError(f"{extra}: there is no such folder. Give one that holds files such as nouns.csv.")
    strange = sorted(path.name for path in folder.glob("*.csv") if path.stem not in _HEADERS)
    if strange:
        raise InputError(f"{folder / strange[0]}: no lexicon file has that name. Legal: {', '.join(sorted(_HEADERS))}.")
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as lines:
            found = next(csv.reader(lines), [])
        if found != _HEADERS[path.stem].split(","):
            raise InputError(f"{path}, line 1: found {','.join(found)!r}. Write {_HEADERS[path.stem]!r}.")


def _rows(name: str, extra: str) -> list[dict[str, str]]:
    rows: list[dict[str, str]] = []
    for folder in (Path(__file__).parent, *([Path(extra)] if extra else [])):
        path = folder / f"{name}.csv"
        if not path.is_file():
            continue
        with path.open(encoding="utf-8-sig", newline="") as lines:
            for number, row in enumerate(csv.DictReader(lines), start=2):
                if None in row or None in row.values():
                    raise InputError(f"{path}, line {number}: wrong number of cells. Give as many as the first line.")
                _check_cells(row, f"{path}, line {number}", name)
                rows.append(row)
    return rows


def _check_cells(row: dict[str, str], where: str, name: str) -> None:
    for column, legal in _LEGAL.get(name, {}).items():
        if row[column] not in legal:
            words = ", ".join(sorted(legal))
            raise InputError(f"{where}: {column} is {row[column]!r}. Legal: {words}.")


def plural_of(term: str) -> str:
    """Regular English plural of a term's last word ("body bag" → "body bags"); irregular ones stand in the CSV."""
    if term.endswith(("s", "x", "ch", "sh")):
        return term + "es"
    if term.endswith("y") and term[-2:-1] not in "aeiou":
        return term[:-1] + "ies"
    return term + "s"


def _noun(row: dict[str, str]) -> list[Term]:
    cls = "U" if row["kind"] != "claim" else "T" if row["unit"] != "persons" else "D" if row["measure"] else "P"
    one = Term(cls, row["term"], row["unit"], row["measure"], row["population"], row["kind"])
    many = replace(one, text=row["plural"] or plural_of(row["term"]), plural=True)
    return [many] if many.text == one.text else [one, many]


def _predicate(row: dict[str, str]) -> list[Term]:
    return [Term(_FORM_CLS[row["form"]], row["term"], measure=row["measure"])]


def _actor(row: dict[str, str]) -> list[Term]:
    cls = {"country": "G", "capital": "k", "demonym": "A", "group": "O"}[row["kind"]]
    return [Term(cls, row["term"], polity=row["polity"], canonical=row["note"], kind=row["kind"])]


def _place(row: dict[str, str]) -> list[Term]:
    return [Term("G", row["term"], polity=row["polity"], canonical=row["note"], kind="place")]


def _claimant(row: dict[str, str]) -> list[Term]:
    return [Term("O", row["term"], canonical=row["canonical"], polity=row["polity"], kind="claimant")]


def _report(row: dict[str, str]) -> list[Term]:
    cls = {"verb": "R", "preposition": "Q", "citing": "Q", "back": ""}[row["kind"]]
    return [Term(cls, row["term"], measure=row["modality"], kind=row["kind"])] if cls else []


def _word(row: dict[str, str]) -> list[Term]:
    return [Term(_WORD_CLS[row["class"]], row["term"])]
