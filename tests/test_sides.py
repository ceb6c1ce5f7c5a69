"""Whose people or things are counted, and who launched a munition."""

import pytest

from tollbook import read_claims


def sides(text):
    """(surface, side) of every claim of a text."""
    rows = read_claims(text, published="2025-06-12")
    return list(rows[["surface", "side"]].itertuples(index=False, name=None))


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("Twelve Russian soldiers were killed.", "Russia"),
        ("Russia's army lost 40 tanks.", "Russia"),
        ("Forty of Azerbaijan's tanks were destroyed.", "Azerbaijan"),
        ("Twelve Palestinians were killed.", "Palestine"),
        ("Twelve people were killed in Gaza City.", "Palestine"),
        ("In Khartoum, 12 people were killed.", "Sudan"),
        ("A blast in Mogadishu killed 12 people.", "Somalia"),
        ("Israeli strikes killed 12 people in Beirut.", "Lebanon"),
        ("Ukrainian troops killed 12 Russian soldiers in Sumy.", "Russia"),
        ("The army killed 12 Islamic State fighters in Mosul.", "Islamic State"),
        ("The deaths of 12 Kenyan soldiers shocked Nairobi.", "Kenya"),
        ("Twelve soldiers from Kenya were killed.", "Kenya"),
        ("France lost 12,000 men at Verdun.", "France"),
        ("The casualties of both sides passed 1,000.", "both"),
        ("Twelve people were killed.", "unknown"),
        ("North Korea lost 4,000 soldiers in Kursk.", "North Korea"),
    ],
)
def test_people_and_equipment(text, side):
    """Nationality, possession, place of the victims, or nothing to tell."""
    assert [found for _, found in sides(text)] == [side]


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("Russia launched 90 drones at Kyiv.", "Russia"),
        ("Kyiv was attacked with 90 Russian drones.", "Russia"),
        ("Iran fired 180 missiles at Israel.", "Iran"),
        ("Ninety drones were launched by Russia at Kyiv.", "Russia"),
        ("Israel carried out 40 air strikes in Lebanon.", "Israel"),
        ("Ukrainian air defence shot down 70 Russian drones.", "Russia"),
        ("The Houthis fired two missiles at Eilat.", "Houthis"),
    ],
)
def test_munitions_belong_to_who_launched_them(text, side):
    """Also where it was the other side that stopped them."""
    assert [found for _, found in sides(text)] == [side]


ENEMY = [
    ("Ukraine's general staff said the enemy lost 900 soldiers.", "Russia"),
    ("Russia's defence ministry said the enemy lost 900 soldiers.", "Ukraine"),
]


@pytest.mark.parametrize(("text", "side"), ENEMY)
def test_enemy_is_the_speakers(text, side):
    """The same word means the other side in the other's mouth."""
    assert [found for _, found in sides(text)] == [side]


def test_each_number_of_a_list_has_its_own_side():
    """Two armies in one sentence are two sides."""
    found = sides("At Passchendaele 90,000 German soldiers and 60,000 British soldiers died.")
    assert found == [("90,000", "Germany"), ("60,000", "United Kingdom")]


def test_elided_nouns_take_the_side_before():
    """The words "two more" speak of those the sentence before spoke of."""
    found = sides("Four civilians died in Kharkiv. Two more were wounded.")
    assert [side for _, side in found] == ["Ukraine", "Ukraine"]


def test_one_name_per_polity():
    """Adjective, country, capital and alternative spelling are one side."""
    texts = (
        "Nine Ukrainians were killed.",
        "Nine people were killed in Ukraine.",
        "Nine people were killed in Kiev.",
    )
    assert {side for text in texts for _, side in sides(text)} == {"Ukraine"}
