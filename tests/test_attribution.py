"""Who asserts a number: cues forward and backward, relays, labels, quotations, and when nobody does."""

import pytest

from tollbook import read_claims

ARTICLE = "article"


def claimants(text):
    """Claimant of every claim of a text."""
    return read_claims(text, published="2025-06-12")["claimant"].tolist()


@pytest.mark.parametrize(
    ("text", "claimant"),
    [
        ("Nine people were killed in Hama, Airwars said.", "Airwars"),
        ("Airwars said nine people were killed in Hama.", "Airwars"),
        ("Airwars says that nine people were killed in Hama.", "Airwars"),
        ("According to Airwars, nine people were killed in Hama.", "Airwars"),
        ("Nine people were killed in Hama, according to Airwars.", "Airwars"),
        ("Nine people, Airwars reported, were killed in Hama.", "Airwars"),
        ("Nine people were killed in Hama, officials said on Monday.", "officials"),
        ("Nine people were killed in Hama, said Rami Saleh, a surgeon.", "Rami Saleh"),
        ("The surgeon Rami Saleh said nine people were killed in Hama.", "Rami Saleh"),
        ("Russia's defence ministry said 900 Ukrainian soldiers were killed.", "Russian Ministry of Defence"),
        ("The UN says 900 people were killed in Goma.", "UN"),
        ("Ukraine's general staff said 900 Russian soldiers were killed.", "General Staff of Ukraine"),
        ("President Volodymyr Zelensky said 900 soldiers were killed.", "Zelensky"),
        ("Nine people were killed in Hama.", ARTICLE),
        ("Airwars has an office in London. Nine people were killed in Hama.", ARTICLE),
    ],
)
def test_one_claim_one_claimant(text, claimant):
    """The cue's subject in every place it can stand; nobody where nobody speaks."""
    assert claimants(text) == [claimant]


def test_cue_carries_on_only_when_pointed_back_to():
    """Words such as "it added" and "the report" point back; a plain sentence does not."""
    text = "Airwars said nine people were killed in Hama. It added that 12 were wounded. Six died in Homs."
    assert claimants(text) == ["Airwars", "Airwars", ARTICLE]


def test_quotation_keeps_its_speaker():
    """Inside one quotation the speaker carries on."""
    text = '"Nine people were killed," said Rami Saleh. "Twelve people were wounded."'
    assert claimants(text) == ["Rami Saleh", "Rami Saleh"]


def test_two_speakers_in_one_sentence():
    """Each number has the nearest speaker before it."""
    text = "Kenya said nine soldiers were killed, while al-Shabaab said 57 soldiers were killed."
    assert claimants(text) == ["Kenya", "Al-Shabaab"]


def test_surname_is_the_person_named_before():
    """A bare surname is the person whose full name stood before."""
    text = "Rami Saleh said nine people were killed in Hama. Saleh said 12 people were wounded."
    assert claimants(text) == ["Rami Saleh", "Rami Saleh"]


def test_relay_is_kept_apart():
    """A medium that reports an office's number relays it."""
    rows = read_claims("According to Reuters, the Kenyan army said nine soldiers were killed.")
    assert rows["via"].tolist() == ["Reuters"]
    assert "Reuters" not in rows["claimant"].tolist()


def test_headline_inherits_nothing():
    """A headline that names nobody is the article's, even where the text below names a source."""
    text = "Nine killed in Hama raid\n\nAirwars said nine people were killed in Hama on Monday."
    assert claimants(text) == [ARTICLE, "Airwars"]


def test_bulletin_belongs_to_its_issuer():
    """A list of losses that names nobody belongs to the office in its title."""
    text = (
        "General Staff of Ukraine: losses of the enemy\n\ntanks - 11,352 (+8)\n"
        "artillery systems - 31,018 (+22)\nhelicopters - 340\n"
    )
    assert set(claimants(text)) == {"General Staff of Ukraine"}


def test_words_of_the_claimant_are_kept():
    """What the article wrote stands beside the canonical name."""
    rows = read_claims("The Pentagon said nine people were killed in Hama.")
    assert rows["claimant_surface"].str.contains("Pentagon").all()


def test_denial_is_of_the_one_who_denies():
    """Who denies a number is its claimant, and the modality says denied."""
    row = read_claims("Azerbaijan denied that 70 of its soldiers were killed.").iloc[0]
    assert (row.claimant, row.modality) == ("Azerbaijan", "denied")
