"""The lexicon's form, and that the tagger finds every entry."""

import csv
import re
from collections import Counter
from pathlib import Path

import pytest

from tollbook import lexicon
from tollbook.errors import InputError
from tollbook.names import adjective
from tollbook.schema import BOUNDS, KINDS, MEASURES, MODALITIES, POPULATIONS, UNITS
from tollbook.tagging import tag

FOLDER = Path(lexicon.__file__).parent
HEADERS = {
    "actors": "term,kind,polity,note",
    "bias": "counter,side,multiplier,source,note",
    "boilerplate": "term,note",
    "bounds": "term,position,bound,note",
    "claimants": "term,canonical,polity,note",
    "conflicts": "a,b,start,cue",
    "dependence": "claimant,builds_on,side,source,note",
    "kinds": "name,kind,before,after,example,expect,near_miss",
    "nouns": "term,plural,unit,measure,population,kind,note",
    "offices": "term,canonical,note",
    "places": "term,polity,note",
    "predicates": "term,form,measure,note",
    "reporting": "term,kind,modality,note",
    "rules": "stage,name,reads,example,expect,near_miss,note",
    "stances": "name,topic,kind,stance,pattern,example,expect,near_miss",
    "words": "term,class,note",
}
# What makes an entry unique; everywhere else the term alone.
KEYS = {"bias": 2, "bounds": 2, "conflicts": 2, "dependence": 2, "predicates": 2, "reporting": 2, "rules": 2}
# What a predicate may say happened beyond the measures, settled later by what is counted.
RAW_MEASURES = {"lost", "left", "launched_weak", "captured_weak", "repelled", "bodies", "fell"}
READERS = {
    "actors": lexicon._actor,
    "claimants": lexicon._claimant,
    "nouns": lexicon._noun,
    "places": lexicon._place,
    "predicates": lexicon._predicate,
    "reporting": lexicon._report,
    "words": lexicon._word,
}
LEGAL = {
    ("nouns", "unit"): {*UNITS, ""},
    ("nouns", "measure"): {*MEASURES, ""},
    ("nouns", "population"): {*POPULATIONS},
    ("nouns", "kind"): {*KINDS},
    ("predicates", "form"): {*lexicon._FORM_CLS},
    ("predicates", "measure"): {*MEASURES, *RAW_MEASURES},
    ("bounds", "position"): {"before", "after", "verb"},
    ("bounds", "bound"): {*BOUNDS} - {"between", "vague"},
    ("reporting", "kind"): {"verb", "preposition", "citing", "back"},
    ("reporting", "modality"): {*MODALITIES, ""},
    ("actors", "kind"): {"country", "capital", "demonym", "group"},
    ("words", "class"): {*lexicon._WORD_CLS},
}
# Entries that no sentence reaches, most as a number in them is read as a number first. Each is a bug.
UNREACHED = {
    "nouns": "cargo 200, f-16, first responder, km2, one-way attack drone, s-300, s-400, second, "
    "t-64, t-72, t-80, t-90, warships",
    "actors": "m23, third reich",
    "words": "at least one of them, half of them, no-one, one of them, the first",
}
# Entries whose very words another entry claims for another class, so that only the later one is ever found.
SHADOWED_AT_MOST = {"nouns": 51, "predicates": 14, "actors": 4, "reporting": 1}


def rows(name):
    """Rows of one lexicon file."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def sentence_of(term):
    """A sentence in which the term stands, written as the tagger wants its class."""
    words = term.text
    if term.cls in "AGOk":
        words = " ".join(word[:1].upper() + word[1:] for word in words.split())
    if term.cls in "AGOk" and term.text in (
        "us",
        "un",
        "ap",
        "who",
        "eu",
        "sub",
        "rsf",
        "adf",
        "hts",
        "sana",
        "mod",
        "idf",
    ):
        words = term.text.upper()
    return f"We {words} there."


def found_terms(name):
    """(term wanted, terms found in a sentence that holds it), for every entry of a file."""
    shipped = lexicon.load()
    for row in rows(name):
        for term in READERS[name](row):
            yield term, [found for found in tag(sentence_of(term), shipped).term if found is not None]


def test_every_file_is_known():
    """No file lacks an entry in this test's list of headers."""
    assert {path.stem for path in FOLDER.glob("*.csv")} == HEADERS.keys()


@pytest.mark.parametrize("name", HEADERS)
def test_form(name):
    """Header, one line end, sorted by key, every key once, as many cells as the header."""
    raw = (FOLDER / f"{name}.csv").read_bytes().decode("utf-8")
    assert raw.splitlines()[0] == HEADERS[name]
    assert raw.endswith("\n")
    assert "\r" not in raw
    keys = [tuple(row.values())[: KEYS.get(name, 1)] for row in rows(name)]
    if name not in ("kinds", "stances"):  # their rules are tried in the order they stand
        assert [key[0] for key in keys] == sorted(key[0] for key in keys)
    assert [key for key, count in Counter(keys).items() if count > 1] == []
    assert {len(row) for row in rows(name)} == {HEADERS[name].count(",") + 1}


@pytest.mark.parametrize("name", HEADERS)
def test_no_stray_blanks_or_capitals(name):
    """No cell begins or ends with a blank, no term is empty, and terms that are looked up are lower case."""
    for row in rows(name):
        assert all(cell == cell.strip() and "  " not in cell for cell in row.values()), row
        assert next(iter(row.values())), row
        free = ("bias", "conflicts", "dependence", "rules", "kinds", "stances")
        assert name in free or row["term"] == row["term"].lower(), row


@pytest.mark.parametrize(("name", "column"), LEGAL, ids=lambda value: value)
def test_cells_are_legal(name, column):
    """Units, measures, kinds and classes are of the closed lists."""
    wrong = {row[column] for row in rows(name)} - LEGAL[name, column]
    assert wrong == set()


def test_conflicts_name_known_polities_and_real_days():
    """Both sides of a conflict are polities of the actors' list; a start is an ISO day."""
    from datetime import date

    polities = {row["polity"] for row in rows("actors")} | {row["polity"] for row in rows("places")}
    for row in rows("conflicts"):
        assert {row["a"], row["b"]} <= polities, row
        assert not row["start"] or date.fromisoformat(row["start"])


def test_dependence_names_claimants_as_the_lexicon_does():
    """Both ends are canonical names, the side is a polity, and somebody documents it."""
    canonical = {row["canonical"] for row in rows("claimants")}
    polities = {row["polity"] for row in rows("actors")}
    for row in rows("dependence"):
        assert {row["claimant"], row["builds_on"]} <= canonical, row
        assert row["claimant"] != row["builds_on"]
        assert row["side"] in polities
        assert row["source"]


@pytest.mark.parametrize("name", READERS)
def test_every_entry_is_reached(name):
    """The tagger finds each term's words in a sentence, but for those known to be out of reach."""
    missing = {term.text for term, found in found_terms(name) if term.text not in [f.text for f in found]}
    singular = set(UNREACHED.get(name, "").split(", "))
    known = singular | {lexicon.plural_of(term) for term in singular}
    assert missing - known == set()


@pytest.mark.xfail(strict=True, reason="entries out of reach")
@pytest.mark.parametrize("name", UNREACHED)
def test_terms_with_numbers_are_reached(name):
    """A term may hold a number: "M23", "first responder", "Cargo 200"."""
    texts = {term.text for term, found in found_terms(name) if term.text not in [f.text for f in found]}
    assert texts & set(UNREACHED[name].split(", ")) == set()


@pytest.mark.parametrize("name", READERS)
def test_few_entries_are_shadowed(name):
    """Words that two entries claim are found as one of them only; no more of these than there were."""
    shadowed = {
        term.text
        for term, found in found_terms(name)
        if term.text in [f.text for f in found] and term.cls not in [f.cls for f in found if f.text == term.text]
    }
    assert len(shadowed) <= SHADOWED_AT_MOST.get(name, 0), sorted(shadowed)


def test_own_lexicon_comes_on_top(tmp_path):
    """A folder of files of the same names adds terms and overrides shipped ones."""
    (tmp_path / "nouns.csv").write_text(HEADERS["nouns"] + "\nzorbler,,drones,,,claim,\n")
    own = lexicon.load(tmp_path)
    assert [t.unit for t in tag("9 zorblers fell", own).term if t and t.text == "zorblers"] == ["drones"]
    assert [t for t in tag("9 zorblers fell", lexicon.load()).term if t and t.text == "zorblers"] == []


def test_a_row_with_too_few_cells_is_refused(tmp_path):
    """The message names file and line."""
    (tmp_path / "nouns.csv").write_text(HEADERS["nouns"] + "\nzorbler,drones\n")
    with pytest.raises(InputError, match=r"nouns\.csv, line 2: wrong number of cells"):
        lexicon.load(tmp_path)


@pytest.mark.parametrize(
    ("file", "body", "says"),
    [
        ("nuons.csv", "term", "no lexicon file has that name. Legal: actors"),
        ("nouns.csv", "word,unit\nzorbler,drones\n", "line 1: found 'word,unit'. Write 'term,plural"),
        (
            "predicates.csv",
            "term,form,measure,note\nzorbled,partciple,killed,\n",
            "form is 'partciple'. Legal: adjective",
        ),
    ],
)
def test_an_own_lexicon_that_cannot_be_read_says_why(tmp_path, file, body, says):
    """The message names the file, what was found and what is legal."""
    (tmp_path / file).write_text(body)
    with pytest.raises(InputError, match=re.escape(says)):
        lexicon.load(tmp_path)


def test_a_missing_own_lexicon_is_refused(tmp_path):
    """A path that is no folder is no empty lexicon."""
    with pytest.raises(InputError, match="there is no such folder"):
        lexicon.load(tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("one", "many"),
    [("body", "bodies"), ("drone", "drones"), ("bus", "buses"), ("boy", "boys"), ("ditch", "ditches")],
)
def test_plural_of(one, many):
    """Regular plurals of the last word."""
    assert lexicon.plural_of(one) == many


def test_demonym_is_the_preferred_one():
    """The adjective a polity prefers, in capitals; the polity itself where none is known."""
    assert adjective("Russia", lexicon.load()) == "Russian"
    assert adjective("Atlantis", lexicon.load()) == "Atlantis"
