"""Claims of single incidents become events: day, place, weapons, and one event however many articles tell it."""

from pathlib import Path

import pandas as pd
import pytest

from tollbook import extract, find_events, lexicon
from tollbook.gazetteer import find_town
from tollbook.scenes import find_scenes, locate
from tollbook.schema import JUDGEMENTS
from tollbook.tagging import tag

ROOT = Path(__file__).resolve().parents[1]
DAY = "2025-06-12"
ROLES = ("launched", "intercepted", "jammed", "hit", "killed", "wounded", "outage")


def events(text, published=DAY):
    """Events of a text, or of several by name, with surfaces in place of claim ids."""
    tables = extract(text, published=published)
    found = find_events(tables.claims, tables.documents, tables.sentences)
    surfaces = dict(zip(tables.claims["claim_id"], tables.claims["surface"], strict=True))
    for role in ROLES:
        found[role] = [" ".join(surfaces[key] for key in cell.split()) for cell in found[role]]
    return found


def told(text, *columns, published=DAY):
    """Some columns of the events of a text."""
    return list(events(text, published)[list(columns)].itertuples(index=False, name=None))


@pytest.mark.parametrize(
    ("text", "date", "basis", "place", "killed"),
    [
        ("On 4 May 2025 a drone killed three people in Goma.", "2025-05-04", "stated", "Goma", "three"),
        ("On Tuesday a truck bomb killed 40 people in Maiduguri.", "2025-06-10", "resolved", "Maiduguri", "40"),
        ("Shells struck Taiz overnight, killing six people.", "2025-06-12", "resolved", "Taiz", "six"),
        ("A rocket hit a market in Idlib on Monday. Nine people died.", "2025-06-09", "context", "Idlib", "Nine"),
        ("Gunmen killed four herders near Gao.", "", "unknown", "Gao", "four"),
        ("A mine killed two medics in Ternopil on 3 June.", "2025-06-03", "stated", "Ternopil", "two"),
        ("Air strikes on Khartoum killed 12 people on Sunday.", "2025-06-08", "resolved", "Khartoum", "12"),
        ("On Friday militants stormed Beni, killing 19 civilians.", "2025-06-06", "resolved", "Beni", "19"),
    ],
)
def test_day_and_place_of_an_attack(text, date, basis, place, killed):
    """One sentence of any war gives its day, how that is known, its town and its dead."""
    assert told(text, "date", "date_basis", "place", "killed") == [(date, basis, place, killed)]


@pytest.mark.parametrize(
    "text",
    [
        "Since January drones have killed 300 people in Goma.",
        "In 1991 raids killed 40,000 people in Iraq.",
        "The army denied that 12 people died in Goma on Tuesday.",
        "If shells fall on Goma, 40 people could die.",
        "In Goma on Tuesday 12 cooks won prizes.",
        "The army has destroyed 400 tanks.",
        "Nobody counted the dead of Goma.",
        "Rebels freed 20 captives in Goma on Tuesday.",
    ],
)
def test_what_is_no_event(text):
    """Totals, other years, denials, fears, prizes, equipment undated and unplaced, exchanges: no event."""
    assert told(text, "place") == []


@pytest.mark.parametrize(
    ("text", "weapons"),
    [
        ("On Tuesday 12 drones hit a depot in Kursk, killing three guards.", "drones"),
        ("On Tuesday missiles and drones killed three people in Kharkiv.", "drones missiles"),
        ("On Tuesday a suicide bomber killed 14 people in Kabul.", ""),
        ("On Tuesday rockets killed eight people in Haifa.", "rockets"),
    ],
)
def test_weapons(text, weapons):
    """Munitions named beside the claim, and no others."""
    assert told(text, "weapons") == [(weapons,)]


def test_numbers_stand_in_their_columns():
    """Launched, shot down, jammed, hit and outage are kept apart."""
    text = (
        "Overnight Russia launched 63 drones at Ukraine. Air defences shot down 28 drones and jammed another 21. "
        "Nine drones hit four depots. Some 14,000 households were left without power."
    )
    found = events(text)
    assert found["launched"].tolist()[0] == "63"
    assert "28" in found["intercepted"].tolist()[0]
    assert "another 21" in found["jammed"].tolist()[0]
    assert any("four" in cell for cell in found["hit"])
    assert "Some 14,000" in " ".join(found["outage"])


def test_each_place_of_a_sentence_has_its_own_dead():
    """Numbers go to the place beside them, not to the last one named."""
    text = "On Tuesday a drone killed one person in Khmelnytskyi, and a third in Rivne, where five others were wounded."
    assert told(text, "place", "killed", "wounded") == [("Khmelnytskyi", "one", ""), ("Rivne", "a third", "five")] or (
        told(text, "place", "wounded")[-1] == ("Rivne", "five")
    )


def test_the_day_before_is_another_event():
    """What happened a day earlier elsewhere lends neither place nor weapons."""
    text = (
        "On Wednesday strikes killed two people near Kyiv, a day after a rocket killed five people on a train in Sumy."
    )
    assert told(text, "place", "killed", "weapons") == [("Kyiv", "two", ""), ("Sumy", "five", "rockets")] or set(
        told(text, "place", "killed")
    ) == {("Kyiv", "two"), ("Sumy", "five")}


def test_the_same_event_in_two_articles_is_one():
    """The same day and place and numbers that can both be true: one event, two carriers."""
    found = events(
        {
            "a": "On 4 May 2025 a drone killed three people in Goma.",
            "b": "At least two people were killed in Goma on 4 May 2025.",
        }
    )
    assert found[["place", "document_ids", "n_documents"]].values.tolist() == [["Goma", "a b", 2]]
    assert found["killed"].tolist() == ["three At least two"]


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("On 4 May 2025 a raid killed 30 people in Goma.", "On 4 May 2025 a raid killed eight people in Goma."),
        ("On 4 May 2025 a raid killed 30 people in Goma.", "On 5 May 2025 a raid killed 30 people in Goma."),
        ("On 4 May 2025 a raid killed 30 people in Goma.", "On 4 May 2025 a raid killed 30 people in Bunia."),
        ("On 4 May 2025 a drone killed 30 people in Goma.", "On 4 May 2025 rockets wounded 80 people in Goma."),
        ("On 1 July 1916 shells killed 19,240 British soldiers.", "On 1 July 1916 shells killed 190 French soldiers."),
    ],
)
def test_two_battles_stay_two(one, two):
    """Other tolls, another day, another place, other weapons, other sides: two events."""
    assert len(events({"a": one, "b": two})) == 2


@pytest.mark.parametrize(("years", "count"), [(("2024", "2024"), 1), (("2024", "2014"), 2), (("", ""), 2)])
def test_undated_events_are_one_only_in_articles_of_the_same_weeks(years, count):
    """The same words of a weekday that no day follows from: one event in articles of one month, else two."""
    tables = extract(
        {"a": "On Friday a mine killed nine men in Gao.", "b": "On Friday nine men died by a mine in Gao."}
    )
    spans = {"published_earliest": [f"{y}-03-01" if y else "" for y in years],
             "published_latest": [f"{y}-03-31" if y else "" for y in years]}  # fmt: skip
    assert len(find_events(tables.claims, tables.documents.assign(**spans), tables.sentences)) == count


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("On Tuesday shelling killed 12 villagers in Sudan.", "Sudan"),
        ("On Tuesday a mine killed 12 Kenyan soldiers.", ""),
        ("On Tuesday a mine killed 12 Kenyan soldiers in Somalia.", "Somalia"),
        ("A Britain-based monitor said 12 civilians died in Syria on Tuesday.", "Syria"),
        ("Overnight Russia launched 63 drones at Ukraine.", "Ukraine"),
    ],
)
def test_country_is_where_it_happened(text, country):
    """Soldiers die abroad: their side is no place."""
    assert told(text, "country") == [(country,)]


def test_two_blasts_of_one_article_stay_two():
    """An article that tells a second attack apart in words has two events."""
    text = "On Tuesday a car bomb killed 60 people in Baghdad. A second blast in Baghdad killed five people on Tuesday."
    assert told(text, "place", "killed") == [("Baghdad", "60"), ("Baghdad", "five")] or len(told(text, "place")) == 2


def test_a_headline_joins_its_event_and_makes_none_alone():
    """What a headline repeats stands with the body's event; an undated headline alone is none."""
    text = "Forty killed in Maiduguri\n\nA truck bomb killed 40 people in Maiduguri on Tuesday, the police said.\n"
    assert told(text, "killed") == [("Forty 40",)]
    assert (
        told(
            "Forty killed in Maiduguri\n\nThe mayor of the town spoke on Tuesday of the harvest and of rain.\n",
            "killed",
        )
        == []
    )


@pytest.mark.parametrize(
    ("name", "country", "near"),
    [
        ("Odesa", "Ukraine", (46.5, 30.7)),
        ("Kiev", "Ukraine", (50.5, 30.5)),
        ("Ternopil", "Ukraine", (49.6, 25.6)),
        ("El Fasher", "Sudan", (13.6, 25.3)),
        ("Springfield", "United States", None),
        ("Tigray", "Ethiopia", None),
        ("Atlantis", "Greece", None),
        ("Pivdennyi", "Ukraine", None),
    ],
)
def test_coordinates_are_known_or_missing(name, country, near):
    """A town is found by any of its names; many towns of one name, regions and small places have no coordinates."""
    town = find_town(name, country, lexicon.load())
    assert (town and (round(town.latitude, 1), round(town.longitude, 1))) == near


def test_a_town_far_from_its_stated_region_is_not_located():
    """A namesake of the village meant is no place for it."""
    terms = lexicon.load()
    scene = find_scenes(tag("Shells fell on Kharkiv.", terms), terms)[0]
    assert locate(scene, "Kharkiv", terms) is not None
    assert locate(scene, "Lviv", terms) is None


@pytest.mark.parametrize(
    ("text", "scenes"),
    [
        ("Shells fell on Kursk and Belgorod regions.", [("Kursk", "region"), ("Belgorod", "region")]),
        ("Kyiv said it was ready.", []),
        ("A tram burned in Kyiv.", [("Kyiv", "town")]),
        ("Raids hit Tigray and Gaza City.", [("Tigray", "region"), ("Gaza City", "town")]),
        ("They met in Miami.", [("Miami", "town")]),
        ("A boat sank off Yemen.", [("Yemen", "country")]),
    ],
)
def test_places_of_a_sentence(text, scenes):
    """Towns, regions and countries; a capital that speaks is a government."""
    terms = lexicon.load()
    assert [(scene.name, scene.kind) for scene in find_scenes(tag(text, terms), terms)] == scenes


@pytest.mark.parametrize(
    "text",
    ["Officials in Goma said 12 people died on Tuesday.", "GOMA, June 12 (Wire) - A raid in Ituri killed 12 people."],
)
def test_where_somebody_speaks_or_writes_is_no_scene(text):
    """The seat of officials and the dateline are not where it happened."""
    assert "Goma" not in {place for (place,) in told(text, "place")}


def test_digests_and_originals_tell_the_same_events():
    """Paraphrase invariance: days, places, weapons and carriers agree between retellings and originals."""
    originals = ROOT.parent / "shared" / "seeds"
    if not originals.is_dir():
        pytest.skip("the original articles are not beside this project")
    told = []
    for folder in (ROOT / "data" / "articles", originals):
        tables = extract(folder)
        found = find_events(tables.claims, tables.documents, tables.sentences)
        found["counts"] = [" ".join(str(len(row[role].split())) for role in ROLES) for row in found.to_dict("records")]
        columns = ["date", "place", "region", "country", "weapons", "n_documents", "counts"]
        told.append(sorted(found[columns].itertuples(index=False, name=None)))
    assert told[0] == told[1]
    assert len(told[0]) > 8


def test_empty_input_gives_an_empty_table():
    """No claims, no events, all columns."""
    tables = extract("Nothing happened.")
    found = find_events(tables.claims, tables.documents, tables.sentences)
    assert found.empty
    assert found.columns.tolist() == list(JUDGEMENTS["events"].columns)


def test_row_order_does_not_matter_and_input_is_left_alone():
    """Shuffled frames give the same events, and are as they were."""
    tables = extract(ROOT / "data" / "gold" / "dev")
    claims, sentences = (frame.sample(frac=1, random_state=7) for frame in (tables.claims, tables.sentences))
    before = claims.copy()
    one = find_events(tables.claims, tables.documents, tables.sentences)
    two = find_events(claims, tables.documents.iloc[::-1], sentences)
    pd.testing.assert_frame_equal(one, two)
    pd.testing.assert_frame_equal(claims, before)


def test_every_claim_stands_in_one_event_at_most():
    """Ids are claims of scope incident, none in two events."""
    tables = extract(ROOT / "data" / "gold" / "dev")
    found = find_events(tables.claims, tables.documents, tables.sentences)
    of_event = [{key for role in ROLES for key in row[role].split()} for row in found.to_dict("records")]
    ids = [key for keys in of_event for key in keys]
    incidents = set(tables.claims.loc[tables.claims["scope"] == "incident", "claim_id"])
    assert len(ids) == len(set(ids)) > 50
    assert set(ids) <= incidents
