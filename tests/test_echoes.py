"""Echoes: which claims of own-worded articles about other wars are one statement, and which only look like it."""

from pathlib import Path

import pandas as pd
import pytest
from made import attack, claim, document, tables

from tollbook import extract, find_echoes, with_origins
from tollbook.reuse import alike, find_rewrites
from tollbook.speakers import nearness, speaker_of

ORIGINALS = Path(__file__).resolve().parents[2] / "shared" / "seeds"
DIGESTS = Path(__file__).resolve().parents[1] / "data" / "articles"

STORY = (
    "The relief convoy left Harad before dawn with forty lorries of flour and cooking oil. It was to reach the camps "
    "beyond the river by nightfall, drivers told our reporter at the depot. Shelling near the bridge stopped it for "
    "six hours, and two lorries turned back with burst tyres. Families had waited by the road since the morning with "
    "empty sacks and handcarts. The governor had promised safe passage in a letter read out at the mosque last week. "
)


def groups(texts, published="2024-05-10"):
    """Origins as sets of (article, number as written), those of one claim left out."""
    read = extract(texts, published=published)
    claims = with_origins(read.claims, find_echoes(read.claims, read.documents, read.sentences))
    found = claims.groupby("origin_id").apply(lambda of: set(zip(of["document_id"], of["surface"], strict=True)))
    return [members for members in found if len(members) > 1]


def linked(rows, *documents):
    """Kinds of the links between made claims."""
    made = tables(rows, documents or [document("a"), document("b"), document("c")])
    return find_echoes(made.claims, made.documents)["kind"].tolist()


def test_one_study_in_two_articles_is_one_origin():
    """Claimant, values and period are equal, whatever the wording."""
    texts = {
        "a": "The Institute for the Study of War said 41,500 Eritrean soldiers had been killed by May 2024.",
        "b": "It rained for weeks. According to ISW, 41,500 Eritrean soldiers had died in the war by May 2024.",
    }
    assert groups(texts) == [{("a", "41,500"), ("b", "41,500")}]


def test_two_studies_with_one_number_are_two():
    """A number that two named institutes state is twice stated."""
    texts = {
        "a": "CSIS said 41,500 Eritrean soldiers had been killed by May 2024.",
        "b": "ACLED said 41,500 Eritrean soldiers had been killed by May 2024.",
    }
    assert groups(texts) == []


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        (claim(2, 41_500, document_id="b"), ["same"]),
        (claim(2, 41_500, document_id="b", as_of="2024-05-03", period_end="2024-05-03"), ["restates"]),
        (claim(2, 41_500, document_id="b", as_of="2024-05-20", period_end="2024-05-20"), []),
        (claim(2, 41_600, document_id="b"), []),
        (claim(2, 42_000, document_id="b"), ["restates"]),
        (claim(2, 41_000, bound="at_least", document_id="b"), ["restates"]),
        (claim(2, 30_000, bound="at_least", document_id="b"), []),
        (claim(2, 43_000, bound="at_most", document_id="b"), ["restates"]),
        (claim(2, 90_000, bound="at_most", document_id="b"), []),
        (claim(2, 40_000, bound="about", document_id="b"), ["restates"]),
        (claim(2, 41_500, side="Southia", document_id="b"), []),
        (claim(2, 41_500, unit="tanks", population="", document_id="b"), []),
        (claim(2, 41_500, measure="wounded", document_id="b"), []),
        (claim(2, 41_500, measure="casualties", document_id="b"), ["restates"]),
        (claim(2, 41_500, population="civilian", document_id="b"), []),
        (claim(2, 41_500, population="unknown", document_id="b"), ["same"]),
        (claim(2, 41_500, modality="projected", document_id="b"), []),
        (claim(2, 41_500, modality="denied", document_id="b"), []),
        (claim(2, 41_500, scope="rate", document_id="b"), []),
        (claim(2, 41_500, part_of="c000000000001", document_id="b"), []),
        (claim(2, 41_500, claimant="Aid Watch", document_id="b"), []),
        (claim(2, 41_500, claimant="article", document_id="b"), ["restates"]),
        (claim(2, 41_500, claimant="article", document_id="b", as_of="2024-05-09", period_end="2024-05-09"), []),
        (claim(2, None, bound="vague", document_id="b"), []),
    ],
)
def test_what_ties_a_claim_to_a_count_of_41500(second, expected):
    """A claim of the Red Cross, and what may come beside it."""
    assert linked([claim(1, 41_500), second]) == expected


def test_a_range_and_its_upper_end_are_one():
    """A ceiling of 325 after a range of 275 to 325 is the same statement cut short; another ceiling is not."""
    study = claim(1, 27_500, bound="between", to=32_500)
    assert linked([study, claim(2, 32_500, bound="at_most", document_id="b")]) == ["restates"]
    assert linked([study, claim(2, 27_500, bound="at_least", document_id="b")]) == ["restates"]
    assert linked([study, claim(2, 40_000, bound="at_most", document_id="b")]) == []


def test_a_correction_is_a_new_origin():
    """The office that corrects itself makes another statement."""
    texts = {
        "a": "The Gaza Health Ministry said 1,412 people had been killed by 8 May 2024.",
        "b": "The Gaza Health Ministry said 1,376 people had been killed by 8 May 2024, correcting its list.",
    }
    assert groups(texts) == []


def test_a_later_count_of_the_same_office_is_a_new_origin():
    """Two counts a week apart are two, and what each repeats stays with it."""
    older, newer = "2024-05-01", "2024-05-08"
    rows = [
        claim(1, 41_500),
        claim(2, 42_730, as_of=newer, period_end=newer),
        claim(3, 41_500, document_id="b", as_of=older, period_end=older),
        claim(4, 42_700, bound="at_least", document_id="b", as_of=newer, period_end=newer),
    ]
    made = tables(rows, [document("a"), document("b")])
    claims = with_origins(made.claims, find_echoes(made.claims, made.documents))
    first, second, third, fourth = claims["origin_id"]
    assert first == third
    assert second == fourth
    assert first != second


def test_over_a_number_does_not_tie_two_counts_together():
    """A floor of 41,000 fits two counts of two days, and joins one of them."""
    rows = [
        claim(1, 41_510),
        claim(2, 41_830, as_of="2024-05-02", period_end="2024-05-02"),
        claim(3, 41_000, bound="at_least", document_id="b"),
    ]
    assert linked(rows) == ["restates"]


def test_two_battles_on_one_day_are_two():
    """The same number, day, side and claimant at two places."""
    texts = {
        "a": "The Ethiopian army said 140 rebels were killed at Alamata on 8 May 2024.",
        "b": "The Ethiopian army said 140 rebels were killed at Shire on 8 May 2024.",
        "c": "At Alamata 140 rebels were killed on 8 May 2024, the Ethiopian army said.",
    }
    assert groups(texts) == [{("a", "140"), ("c", "140")}]


def test_small_numbers_need_more_than_their_value():
    """Nine dead in two articles that name nobody are two, unless one has the words of the other."""
    apart = {
        "a": "Nine people were killed in Taiz on 8 May 2024.",
        "b": "A market burned and nine people were killed on 8 May 2024 in Taiz.",
    }
    assert groups(apart) == []
    words = "A rocket fell on the vegetable market of Taiz at noon on 8 May 2024 and nine people were killed"
    assert groups({"a": f"{words}.", "b": f"{words}, it was said."}) == [{("a", "nine"), ("b", "nine")}]


def test_a_small_number_of_one_office_and_day_is_one():
    """The office and the day are in both; another day is another count."""
    rows = [attack(1, 23, claimant="Aid Watch"), attack(2, 23, claimant="Aid Watch", document_id="b")]
    assert linked(rows) == ["same"]
    assert linked([rows[0], attack(2, 23, "2024-04-29", claimant="Aid Watch", document_id="b")]) == []
    assert linked([rows[0], attack(2, 23, claimant="article", document_id="b")]) == []


def test_one_killed_is_not_one_killed_again():
    """A bulletin's single victims are as many people, and so is "another"."""
    text = (
        "The Israeli army said one soldier was killed on 8 May 2024. It rained. "
        "The Israeli army said one soldier was killed on 8 May 2024 in a second raid."
    )
    assert groups({"a": text}) == []
    assert groups({"a": "Five people were killed in Goma on 8 May 2024. Another five were killed on 8 May 2024."}) == []


def test_a_headline_repeats_its_article():
    """What a headline rounds belongs to the count in its body."""
    text = (
        "Over 41,000 soldiers of Eritrea killed, study finds\n\nCSIS said 41,500 Eritrean soldiers had been killed "
        "by 8 May 2024."
    )
    assert groups({"a": text}) == [{("a", "Over 41,000"), ("a", "41,500")}]


def test_forces_at_large_speak_for_their_offices_and_no_others():
    """Ukraine may be its General Staff, and is never London."""
    general = speaker_of("General Staff of Ukraine", "a")
    assert nearness(speaker_of("Ukraine", "b"), general) == 1
    assert nearness(speaker_of("Ukrainian armed forces", "b"), general) == 1
    assert nearness(speaker_of("officials", "b"), general) == 2
    assert nearness(speaker_of("Officials", "b"), speaker_of("CSIS", "b")) is None
    assert nearness(speaker_of("article", "b"), general) == 3
    assert nearness(speaker_of("Zelensky", "b"), general) is None
    assert nearness(speaker_of("Ukraine", "b"), speaker_of("UK Ministry of Defence", "b")) is None
    assert nearness(speaker_of("police", "a"), speaker_of("police", "b")) is None
    assert nearness(speaker_of("Houthi-run health ministry", "a"), speaker_of("Houthi-run health ministry", "b")) == 0
    assert nearness(speaker_of("Witnesses", "a"), speaker_of("witnesses", "a")) == 0


def test_nobodys_claim_between_two_counters_stays_alone():
    """Two named claimants fit equally well: neither is guessed."""
    rows = [
        claim(1, 41_500, claimant="Aid Watch"),
        claim(2, 41_500, claimant="Red Cross", document_id="b"),
        claim(3, 41_500, claimant="article", document_id="c"),
    ]
    assert linked(rows) == []


def test_nobodys_claim_goes_to_the_count_that_the_other_builds_on():
    """The UK's figures follow the General Staff's, so an unnamed one is the General Staff's."""
    rows = [
        claim(1, 950_000, side="Russia", measure="casualties", claimant="UK Ministry of Defence"),
        claim(2, 950_000, side="Russia", measure="casualties", claimant="General Staff of Ukraine", document_id="b"),
        claim(3, 950_000, side="Russia", measure="casualties", claimant="article", document_id="c"),
    ]
    made = tables(rows, [document("a"), document("b"), document("c")])
    claims = with_origins(made.claims, find_echoes(made.claims, made.documents))
    london, kyiv, nobody = claims["origin_id"]
    assert nobody == kyiv != london


def test_an_unrounded_number_has_one_source():
    """Two articles that name nobody and write 41,537 have it from one place; 41,500 they may have from two."""
    rows = [claim(1, 41_537, claimant="article"), claim(2, 41_537, claimant="article", document_id="b")]
    assert linked(rows) == ["restates"]
    rows = [claim(1, 41_500, claimant="article"), claim(2, 41_500, claimant="article", document_id="b")]
    assert linked(rows) == []


def test_a_rewrite_carries_its_source():
    """Text taken over is a link of the articles, and of the claims in it that name nobody."""
    tail = "In all 300 people were killed in Harad last winter."
    texts = {"a": STORY + tail, "b": "A convoy was held up. " + STORY.replace("forty", "40") + tail}
    read = extract(texts, published="2024-05-10")
    echoes = find_echoes(read.claims, read.documents, read.sentences)
    whole = echoes[echoes["source_claim_id"] == ""]
    assert whole[["kind", "origin_id"]].values.tolist() == [["rewrite", ""]]
    assert whole["overlap"].item() > 0.8
    assert f"{whole['overlap'].item():.0%} of the runs of five words" in whole["evidence"].item()
    (claims,) = (echoes[echoes["source_claim_id"] != ""],)
    assert claims["kind"].tolist() == ["rewrite"]
    assert claims["origin_id"].str.startswith("o").all()
    assert find_echoes(read.claims, read.documents)["kind"].tolist() == []


def test_the_earlier_article_is_the_source():
    """Where both days are known the earlier one is; else the one with less of its text in the other."""
    read = extract({"a": STORY, "b": STORY + "He did not come back."})
    assert [(r.source, r.carrier) for r in find_rewrites(read.sentences, read.documents)] == [("b", "a")]
    days = ["2024-05-01", "2024-05-02"]
    dated = read.documents.assign(published_earliest=days, published_latest=days)
    assert [(r.source, r.carrier) for r in find_rewrites(read.sentences, dated)] == [("a", "b")]


def test_a_shared_paragraph_is_no_rewrite():
    """One sentence in common, as of an agency, is less than a fifth."""
    other = STORY.replace("the", "our").replace("with", "and").replace("by", "at").replace("two", "three")
    line = "The river has been the front between the two armies since last autumn."
    read = extract({"a": STORY + line, "b": other + line})
    assert find_rewrites(read.sentences, read.documents) == []
    assert alike(line, line) == 1.0
    assert alike(line, "Nobody was hurt when the depot by the river burned down in March.") == 0.0


def test_many_copies_each_have_one_source():
    """A text that fifty papers print is one source and forty-nine carriers."""
    read = extract({f"p{number:02d}": STORY for number in range(50)})
    found = find_rewrites(read.sentences, read.documents)
    assert len(found) == 49
    assert len({rewrite.carrier for rewrite in found}) == 49


def test_order_of_rows_does_not_matter_and_input_stays():
    """The same table whatever the order, and nothing is changed in place."""
    read = extract(DIGESTS)
    before = read.claims.copy()
    echoes = find_echoes(read.claims, read.documents, read.sentences)
    again = find_echoes(*(frame[::-1] for frame in (read.claims, read.documents, read.sentences)))
    pd.testing.assert_frame_equal(echoes, again)
    pd.testing.assert_frame_equal(read.claims, before)
    ids = with_origins(read.claims, echoes).set_index("claim_id")["origin_id"]
    turned = with_origins(read.claims[::-1], echoes).set_index("claim_id")["origin_id"]
    assert ids.equals(turned[ids.index])
    linked_ids = echoes[echoes["source_claim_id"] != ""]
    assert (linked_ids["source_claim_id"].map(ids) == linked_ids["origin_id"]).all()
    assert (linked_ids["carrier_claim_id"].map(ids) == linked_ids["origin_id"]).all()


def test_no_claims_no_echoes():
    """Empty in, empty out, with all columns."""
    made = tables([])
    echoes = find_echoes(made.claims, made.documents, made.sentences)
    assert len(echoes) == 0
    assert "evidence" in echoes.columns
    assert len(with_origins(made.claims, echoes)) == 0


def test_a_link_taken_out_no_longer_counts():
    """Whoever doubts a link drops its row, and the claims part."""
    made = tables([claim(1, 41_500), claim(2, 41_500, document_id="b")], [document("a"), document("b")])
    echoes = find_echoes(made.claims, made.documents)
    assert with_origins(made.claims, echoes)["origin_id"].nunique() == 1
    assert with_origins(made.claims, echoes[:0])["origin_id"].nunique() == 2


@pytest.mark.parametrize("folder", [DIGESTS, ORIGINALS], ids=["digests", "originals"])
def test_the_five_articles_collapse(folder):
    """One study in 001 and 002, of which the latter is a rewrite; one General Staff count in 003 and 004."""
    if not folder.is_dir():
        pytest.skip(f"{folder.name} is not here")
    read = extract(folder)
    echoes = find_echoes(read.claims, read.documents, read.sentences)
    claims = with_origins(read.claims, echoes).assign(article=read.claims["document_id"].str[:3])
    study = claims[(claims["claimant"] == "CSIS") & (claims["modality"] != "projected")]
    carried = study.groupby("origin_id")["article"].agg(lambda of: " ".join(sorted(set(of))))
    assert carried.tolist() == ["001 002"] * 4
    million = claims[(claims["claimant"] == "Ukrainian armed forces") & (claims["low"] == 1_000_000)]
    count = claims[claims["origin_id"] == million["origin_id"].item()]
    assert set(count["article"]) == {"003", "004"}
    assert 1_000_340 in count["best"].tolist()
    assert set(count["measure"]) == {"casualties", "killed"}
    assert "UK Ministry of Defence" not in set(count["claimant"])
    whole = echoes[echoes["source_claim_id"] == ""]
    assert whole["source_document_id"].str[:3].tolist() == ["001"]
    assert whole["carrier_document_id"].str[:3].tolist() == ["002"]
    assert whole["overlap"].item() > 0.4
