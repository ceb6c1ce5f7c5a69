"""Who said what: speaker, role, direct or told, the span; and what nobody says."""

from pathlib import Path

import pandas as pd
import pytest

from tollbook import extract, find_actors, find_places, find_quotes
from tollbook.schema import ACTOR_KINDS, JUDGEMENTS

ROOT = Path(__file__).resolve().parents[1]


def quotes(text, published="2025-06-12"):
    """(speaker, role, kind, words) of every quote of a text."""
    tables = extract(text, published=published)
    found = find_quotes(tables.sentences, tables.documents)
    return [(row.speaker, row.role, row.kind, text[row.start : row.end]) for row in found.itertuples(index=False)]


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        (
            "“We carried the wounded out on doors,” said nurse Amal Haddad.",
            ("Amal Haddad", "nurse", "direct", "We carried the wounded out on doors,"),
        ),
        (
            "Mayor Idris Bello said the bridge would be closed for a month.",
            ("Idris Bello", "Mayor", "indirect", "the bridge would be closed for a month"),
        ),
        (
            "The shelling stopped before dawn, the Red Cross said.",
            ("Red Cross", "", "indirect", "The shelling stopped before dawn"),
        ),
        (
            "According to the coalition, the convoy carried no weapons at all.",
            ("coalition", "", "indirect", "the convoy carried no weapons at all"),
        ),
        (
            "Samuel Okello, the district governor, told reporters that the road was open again.",
            ("Samuel Okello", "the district governor", "indirect", "the road was open again"),
        ),
        (
            'Kenya said its soldiers had "fought with honour" at the camp.',
            ("Kenya", "", "indirect", 'its soldiers had "fought with honour" at the camp'),
        ),
        (
            "Ethiopia denied that its army had crossed the river.",
            ("Ethiopia", "", "indirect", "its army had crossed the river"),
        ),
        (
            "The Taliban posted on X that the district had fallen to them.",
            ("Taliban", "", "indirect", "the district had fallen to them"),
        ),
    ],
)
def test_who_said_what(text, quote):
    """One sentence: its speaker, the role as given, the kind and the very words."""
    assert quote in quotes(text)


@pytest.mark.parametrize(
    "text",
    [
        "“War is cruelty and cannot be refined,” General William Sherman wrote in 1864.",
        "Napoleon once said an army marches on its stomach.",
        "The clinic recorded 12 wounded on Tuesday.",
        "The so-called “republic” has no post office.",
        "He counted the trucks and went home.",
        "The army has continued firing rockets at the town.",
        "Sudan has not confirmed the loss of the two forts on the river.",
        "Officials moved the archive to the cellar.",
        "Rain fell on the camp all night and the tents gave way.",
    ],
)
def test_what_is_no_quote(text):
    """Quotations of history, counts, words in inverted commas and plain sentences: nobody is quoted."""
    assert quotes(text) == []


def test_a_quotation_of_two_sentences_has_one_speaker():
    """The speaker named after the second sentence also says the first."""
    found = quotes("“We heard the drone at noon. It circled twice over the school,” said teacher Ana Kovac.")
    assert [(speaker, kind) for speaker, _, kind, _ in found] == [("Ana Kovac", "direct")] * 2


def test_a_quotation_after_a_colon_goes_on():
    """All sentences of a quotation that a colon opens are the speaker's."""
    found = quotes('Doctor Omar Farah said: "We have no light. We have no water. We work by candle."')
    assert [(speaker, kind) for speaker, _, kind, _ in found] == [("Omar Farah", "direct")] * 3
    assert found[1][3] == "We have no water."


def test_a_quotation_goes_on_in_the_next_paragraph():
    """A paragraph left open, and one that opens again, are one speaker's."""
    text = 'Colonel Petr Novak told the court: "We held the ridge for days.\n\n"Then we were told to leave it."\n'
    assert [(speaker, kind) for speaker, _, kind, _ in quotes(text)] == [("Petr Novak", "direct")] * 2


def test_text_after_a_quotation_is_nobodys():
    """What stands after the closing mark is not quoted."""
    found = quotes(
        '"The well is dry and the mill is gone," said farmer Luc Ndiaye. The mill stood for 90 years in Gao.'
    )
    assert [words for _, _, _, words in found] == ["The well is dry and the mill is gone,"]


def test_pronouns_and_roles_carry_on():
    """She who added something is who spoke before, with the role the article gave first."""
    text = "Governor Leyla Aydin said the dam was safe. She added that the sluices had been opened at night."
    assert [(speaker, role) for speaker, role, _, _ in quotes(text)] == [("Leyla Aydin", "Governor")] * 2


def test_headlines_captions_and_boilerplate_are_left_out():
    """A headline repeats what the body says."""
    text = "Dam is safe, governor says\n\nGovernor Leyla Aydin said on Tuesday that the dam above the town was safe.\n"
    assert [speaker for speaker, _, _, _ in quotes(text)] == ["Leyla Aydin"]


def test_spans_hold_the_words_of_the_text():
    """Every quote of the development half lies in its sentence and is not empty; ids are unique."""
    tables = extract(ROOT / "data" / "gold" / "dev")
    found = find_quotes(tables.sentences, tables.documents)
    of_sentence = tables.sentences.set_index("sentence_id")
    assert len(found) > 150
    assert found["quote_id"].is_unique
    for row in found.itertuples(index=False):
        assert (
            of_sentence.loc[row.sentence_id, "start"] <= row.start < row.end <= of_sentence.loc[row.sentence_id, "end"]
        )
        assert tables.texts[row.document_id][row.start : row.end].strip()


def test_row_order_does_not_matter_and_empty_input_is_empty():
    """Shuffled sentences give the same quotes; none give none, with all columns."""
    tables = extract(ROOT / "data" / "gold" / "dev")
    found = find_quotes(tables.sentences, tables.documents)
    again = find_quotes(tables.sentences.sample(frac=1, random_state=3), tables.documents)
    pd.testing.assert_frame_equal(found, again)
    empty = find_quotes(tables.sentences[:0], tables.documents[:0])
    assert (len(empty), empty.columns.tolist()) == (0, list(JUDGEMENTS["quotes"].columns))


@pytest.mark.parametrize(
    ("text", "actor", "kind"),
    [
        ("Russia said the bridge was safe again.", "Russia", "polity"),
        ("Hamas said the crossing was closed to all.", "Hamas", "group"),
        ("Mayor Idris Bello said the bridge was safe.", "Idris Bello", "person"),
        ("Putin said the bridge was safe again.", "Putin", "person"),
        ("The Red Cross said the bridge was safe.", "Red Cross", "institution"),
        ("Reuters reported that the bridge was safe.", "Reuters", "outlet"),
    ],
)
def test_kinds_of_actors(text, actor, kind):
    """A polity, a group, a person, an institution and an outlet are told apart."""
    tables = extract(text)
    found = find_actors(tables.claims, find_quotes(tables.sentences, tables.documents))
    assert found[["actor", "kind", "n_quotes"]].values.tolist() == [[actor, kind, 1]]


def test_actors_and_places_count_what_they_name():
    """Claims and quotes are counted apart; places have their articles; kinds are legal."""
    tables = extract(ROOT / "data" / "gold" / "dev")
    found = find_quotes(tables.sentences, tables.documents)
    actors = find_actors(tables.claims, found)
    assert actors["n_claims"].sum() == (tables.claims["claimant"] != "article").sum()
    assert actors["n_quotes"].sum() == (found["speaker"] != "").sum()
    assert set(actors["kind"]) <= set(ACTOR_KINDS)
    places = find_places(tables.sentences)
    assert places["n_mentions"].is_monotonic_decreasing
    assert places.loc[places["place"] == "Goma", ["country", "document_ids"]].values.tolist() == [
        ["DR Congo", "d08-drc-goma-bodies"]
    ]
    assert places["latitude"].between(-60, 75).sum() == places["latitude"].notna().sum() > 30
