"""Positions: who takes what stance on which item of talks, where talks are held, and who holds which territory."""

import csv
import re
from collections import Counter
from pathlib import Path

import pandas as pd
import pytest

from tollbook import extract, find_positions, lexicon
from tollbook.schema import JUDGEMENTS, STANCES
from tollbook.stances import stance_cues

ROOT = Path(__file__).resolve().parents[1]
DAY = "2025-06-12"
CUES = [pytest.param(cue, id=cue.name) for cue in stance_cues()]


def positions(text, *columns, published=DAY):
    """Some columns of the positions of a text."""
    tables = extract(text, published=published)
    found = find_positions(tables.sentences, tables.documents)
    return list(found[list(columns)].itertuples(index=False, name=None))


def stances(text):
    """(parties, stance, item) of every position of a text."""
    return positions(text, "parties", "stance", "item")


@pytest.mark.parametrize("cue", CUES)
def test_cue_reads_its_example(cue):
    """Every entry of the file reads its example as it says, through its own pattern."""
    parties, rest = cue.expect.split("→ ")
    read = [(p, f"{stance} {item}".strip()) for p, stance, item in stances(cue.example)]
    assert (parties.strip(), rest.strip()) in read
    assert cue.pattern.search(cue.example)


@pytest.mark.parametrize("cue", CUES)
def test_cue_leaves_its_near_miss(cue):
    """The near miss takes no position at all."""
    assert stances(cue.near_miss) == []


def test_file_of_stances_is_well_formed():
    """Names, examples and near misses stand once; stances and topics are legal; every pattern compiles."""
    for column in ("name", "example", "near_miss"):
        assert max(Counter(getattr(cue, column) for cue in stance_cues()).values()) == 1
    assert {cue.stance for cue in stance_cues()} == {*STANCES, ""}
    assert {cue.topic for cue in stance_cues()} == {"talks", "territory"}
    path = Path(lexicon.__file__).parent / "stances.csv"
    rows = list(csv.DictReader(path.read_text("utf-8").splitlines()))
    assert all(re.compile(row["pattern"]) and row["example"] and row["expect"] and row["near_miss"] for row in rows)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hamas did not accept the 42-day truce.", [("Hamas", "rejects", "42-day truce")]),
        ("The ceasefire was rejected by Sudan.", [("Sudan", "rejects", "ceasefire")]),
        ("Armenia wants security guarantees and reparations.",
         [("Armenia", "demands", "security guarantees"), ("Armenia", "demands", "reparations")]),
        ("Kenya put forward a six-point plan, but Somalia turned that idea down.",
         [("Kenya", "proposes", "six-point plan"), ("Somalia", "rejects", "six-point plan")]),
        ("Ukraine and the United States agreed on security guarantees.",
         [("Ukraine; United States", "accepts", "security guarantees")]),
        ("Putin demanded recognition of Crimea.", [("Russia", "demands", "recognition of Crimea")]),
        ("Iran and Iraq agreed at talks in Geneva to return 600 bodies.",
         [("Iran; Iraq", "accepts", "return 600 bodies")]),
        ("The two delegations agreed to a truce.", [("two delegations", "accepts", "truce")]),
        ("Mali's junta rejected direct talks.", [("Mali", "rejects", "direct talks")]),
        ("Colombia offered an amnesty and a permanent ceasefire.",
         [("Colombia", "proposes", "amnesty"), ("Colombia", "proposes", "permanent ceasefire")]),
    ],
)  # fmt: skip
def test_stances(text, expected):
    """Active and passive, negated, listed, together, and pointing back."""
    assert [row for row in stances(text) if row[1]] == expected


@pytest.mark.parametrize(
    "text",
    [
        "The talks of 2015 in Minsk ended with a ceasefire that Ukraine accepted.",
        "He accepted a medal in Geneva.",
        "Israel could accept a ceasefire.",
        "If Hamas accepts the truce, the crossing opens.",
        "Rwanda was asked to sign a peace deal.",
        "Ethiopia has not rejected the ceasefire.",
        "Pakistan rejected reports that a truce had been broken.",
        "The bank offered a cautious view of the negotiations.",
        "The truce held overnight.",
        "In 1953 China and North Korea signed an armistice.",
        "The minister agreed to a photograph.",
        "Talks about the harvest were long.",
    ],
)
def test_what_is_no_position(text):
    """Old talks, medals, what might be, conditions, requests, reports of breaches, and talk."""
    assert stances(text) == []


def test_who_says_so_is_the_claimant():
    """The party takes the stance; the claimant is who tells of it."""
    text = "Zelensky said Ukraine and the US had agreed to security guarantees."
    assert positions(text, "parties", "stance", "claimant") == [("Ukraine; United States", "accepts", "Zelensky")]
    assert positions("Chad rejected a truce.", "claimant")[0][0] in ("Chad", "article")


def test_talks_have_day_place_and_parties():
    """Talks that nobody takes a stance on are told with where and who."""
    text = "On Monday talks between Sudan and Chad were held in Jeddah."
    assert positions(text, "topic", "date", "place", "parties", "stance") == [
        ("talks", "2025-06-09", "Jeddah", "Sudan; Chad", "")
    ]


@pytest.mark.parametrize(
    ("text", "place", "item"),
    [
        ("Rebels control 60 per cent of Darfur.", "Darfur", "60 per cent of Darfur"),
        ("Moscow wants Donbas, of which its forces hold about 90 percent.", "Donbas", "about 90 percent of Donbas"),
        ("The army said it had taken two villages in Tigray.", "Tigray", "two villages in Tigray"),
        ("The rebels announced the capture of Goma.", "Goma", "Goma"),
        ("Troops dug in along the 1,200-kilometre front line.", "", "1,200-kilometre front line"),
        ("The front stretches for more than 400 miles.", "", "more than 400 miles"),
    ],
)
def test_territory(text, place, item):
    """Shares, settlements, towns and the length of the front."""
    assert (place, item) in positions(text, "place", "item")


@pytest.mark.parametrize(
    "text",
    [
        "The firm controls 60 per cent of the market.",
        "Soldiers captured 12 fighters near Goma.",
        "The army did not capture Goma.",
        "The rebels may capture Goma.",
        "They walked 400 miles to the front door.",
        "She took two books about villages.",
    ],
)
def test_what_is_no_territory(text):
    """Markets, captives, failures, fears and doors."""
    assert stances(text) == []


def test_what_is_not_confirmed_is_said():
    """A capture the other side has not confirmed is a row of its own, and needs a capture before it."""
    text = "Russia's army said it had captured two villages. Ukrainian officials have not confirmed it."
    assert stances(text) == [("Russia", "claims", "two villages"), ("Ukraine", "", "unconfirmed: two villages")]
    assert stances("Rain fell. Ukrainian officials have not confirmed it.") == []


def test_a_denial_is_a_denial():
    """Denying is a stance, and a negated denial none."""
    assert stances("Eritrea denied breaking the ceasefire.") == [("Eritrea", "denies", "ceasefire")]
    assert stances("Eritrea has not denied breaking the ceasefire.") == []


def test_row_order_does_not_matter_and_empty_input_is_empty():
    """Shuffled sentences give the same positions; none give none, with all columns."""
    tables = extract(ROOT / "data" / "articles")
    found = find_positions(tables.sentences, tables.documents)
    again = find_positions(tables.sentences.sample(frac=1, random_state=5), tables.documents)
    pd.testing.assert_frame_equal(found, again)
    assert found["position_id"].is_unique
    assert {"talks", "territory"} == set(found["topic"])
    empty = find_positions(tables.sentences[:0], tables.documents[:0])
    assert (len(empty), empty.columns.tolist()) == (0, list(JUDGEMENTS["positions"].columns))
