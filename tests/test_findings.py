"""Findings: every check finds what it is for, leaves its near misses, and says it in words a reader understands."""

import pandas as pd
import pytest
from made import attack, claim, document, tables

import tollbook
from tollbook import checks
from tollbook.schema import FINDINGS, JUDGEMENTS, frame_of

ABOVE_NOTE = ("contradiction", "question")
CSIS, MINISTRY = "CSIS", "Northland Ministry of War"


def sentence(text, rank=0, document="a", role="body", start=0):
    """Give one row of sentences."""
    row = {"document_id": document, "sentence_id": f"{document}:{rank}", "start": start, "end": start + len(text)}
    return row | {"role": role, "text": text}


def found(claims, documents=None, sentences=None, **more):
    """Findings of made claims."""
    documents = documents or [document(key) for key in sorted({row["document_id"] for row in claims})]
    made = tables(claims, documents, sentences or ())
    return tollbook.find_findings(made.claims, made.documents, made.sentences if sentences else None, **more)


def kinds(frame, above=True):
    """What was found, as (kind, severity)."""
    rows = frame[frame["severity"].isin(ABOVE_NOTE)] if above else frame
    return list(zip(rows["kind"], rows["severity"], strict=True))


def read(published="2024-05-03", **articles):
    """Findings of articles given as texts."""
    days = published if isinstance(published, dict) else dict.fromkeys(articles, published)
    parts = [tollbook.extract({key: text}, published=days[key]) for key, text in articles.items()]
    claims, documents, sentences = (
        pd.concat([getattr(part, name) for part in parts], ignore_index=True)
        for name in ("claims", "documents", "sentences")
    )
    return tollbook.find_findings(claims, documents, sentences)


def one(frame):
    """Give the only finding above note."""
    rows = frame[frame["severity"].isin(ABOVE_NOTE)]
    assert len(rows) == 1, rows[["kind", "sentence"]].values.tolist()
    return rows.iloc[0]


def test_nothing_gives_an_empty_table_with_all_columns():
    """No claims, no findings, all columns."""
    assert found([], [document()]).columns.tolist() == list(JUDGEMENTS["findings"].columns)


def test_every_check_says_its_source_and_false_alarms():
    """The docstring of a check tells what it finds, on what grounds, and when it may be wrong."""
    for check in checks.CHECKS:
        assert "Grounds:" in check.__doc__, check.__name__
        assert "False alarm:" in check.__doc__, check.__name__


def test_deaths_that_equal_casualties():
    """The same unrounded number as deaths and as casualties cannot be; the worse supported is named first."""
    row = one(found([
        claim(1, 84_620, measure="casualties", claimant=MINISTRY),
        claim(2, 84_620, claimant="article", document_id="b"),
    ]))  # fmt: skip
    assert (row["kind"], row["severity"]) == ("category_error", "contradiction")
    assert row["arithmetic"] == "84,620 killed = 84,620 casualties"
    assert row["sentence"].startswith("84,620 soldiers killed according to The B Times")


@pytest.mark.parametrize("change", [
    {"side": "Southia"}, {"as_of": "2023-11-01", "period_end": "2023-11-01"}, {"best": 91_377.0},
])  # fmt: skip
def test_deaths_of_others_are_no_category_error(change):
    """Another side, another season or another number is no confusion of words."""
    rows = [claim(1, 84_620, measure="casualties"), claim(2, 84_620, document_id="b", claimant="article") | change]
    assert "category_error" not in [kind for kind, _ in kinds(found(rows))]


def test_round_number_as_both_is_a_question():
    """A round number may be reached by chance."""
    rows = [claim(1, 45_000, measure="casualties", claimant=MINISTRY), claim(2, 45_000, document_id="b")]
    assert kinds(found(rows)) == [("category_error", "question")]


def test_deaths_that_equal_a_reference_of_casualties():
    """A reference's casualties tell deaths apart from them, where no article does."""
    rows = [claim(1, 1_000_340, side="Russia", as_of="2025-06-12", period_end="2025-06-12", claimant="article",
                  period_start="2022-02-24")]  # fmt: skip
    references = tollbook.read_reference()
    checked = tollbook.check_against(tables(rows).claims, references)
    row = one(found(rows, crosschecks=checked, references=references))
    assert (row["kind"], row["arithmetic"]) == ("category_error", "1,000,340 killed = 1,000,340 casualties")
    assert references.set_index("reference_id").loc[row["reference_ids"], "measure"] == "casualties"


def test_killed_above_casualties():
    """The dead of a year cannot outnumber its dead and wounded."""
    year = {"scope": "period", "period_start": "2015", "period_end": "2015", "as_of": ""}
    rows = [claim(1, 5_200, measure="casualties", claimant=MINISTRY, **year), claim(2, 6_100, document_id="b", **year)]
    row = one(found(rows))
    assert (row["kind"], row["arithmetic"]) == ("killed_above_casualties", "6,100 killed > 5,200 killed and wounded")
    other_year = rows[1] | {"period_start": "2016", "period_end": "2016"}
    civilians = rows[1] | {"population": "civilian"}
    fewer = rows[1] | {"best": 5_230.0}
    for miss in (other_year, civilians, fewer):
        assert kinds(found([rows[0], miss])) == []


def test_count_of_one_front_is_not_set_against_all():
    """Casualties of one town are fewer than the dead of the war, and nothing is wrong."""
    assert kinds(found([claim(1, 1_210, measure="casualties"), claim(2, 61_000, claimant=MINISTRY)])) == []


def test_running_total_that_falls():
    """A total that falls is a contradiction; rounding, a rise, another voice and a correction are not."""
    early = {"as_of": "2024-04-01", "period_end": "2024-04-01"}
    high, low = claim(1, 19_740, **early), claim(2, 18_905, document_id="b")
    row = one(found([high, low]))
    assert (row["kind"], row["severity"]) == ("falling_series", "contradiction")
    assert row["arithmetic"] == "19,740 on 1 April 2024, 18,905 on 1 May 2024"
    for miss in (low | {"best": 20_011.0}, low | {"claimant": MINISTRY}, low | {"bound": "about", "best": 19_500.0}):
        assert "falling_series" not in [kind for kind, _ in kinds(found([high, miss]))]
    corrected = [sentence("It corrected its earlier figure to 18,905.", document="b")]
    found_then = found([high, low | {"sentence_id": "b:0"}], sentences=corrected)
    assert kinds(found_then, above=False) == [("falling_series", "note")]


def test_jump():
    """A total that grows eighty times faster than before is odd; one that grows twice as fast is not."""
    days = [{"as_of": day, "period_end": day} for day in ("2024-01-10", "2024-02-07", "2024-02-14")]
    calm = [claim(1, 8_310, **days[0]), claim(2, 8_790, document_id="b", **days[1])]
    assert kinds(found([*calm, claim(3, 18_150, document_id="c", **days[2])])) == [("jump", "question")]
    assert kinds(found([*calm, claim(3, 9_030, document_id="c", **days[2])])) == []


def test_odd_ratio():
    """Seven killed for each wounded is odd among soldiers; not among civilians, nor in one attack."""
    dead, hurt = claim(1, 2_150), claim(2, 310, measure="wounded")
    row = one(found([dead, hurt]))
    assert (row["kind"], row["arithmetic"]) == ("odd_ratio", "310 / 2,150 = 0.1, outside 1.4 to 17")
    assert kinds(found([dead, hurt | {"best": 6_020.0}])) == []
    assert kinds(found([dead | {"population": "civilian"}, hurt | {"population": "civilian"}])) == []
    assert kinds(found([attack(1, 215), attack(2, 31, measure="wounded")])) == []


def test_share_of_the_killed_among_casualties_is_checked_too():
    """Casualties less the killed are the wounded."""
    assert kinds(found([claim(1, 9_100), claim(2, 9_900, measure="casualties")])) == [("odd_ratio", "question")]
    assert kinds(found([claim(1, 2_500), claim(2, 10_100, measure="casualties")])) == []


def test_parts_that_do_not_add_up():
    """A list after a colon is the whole; parts after "including" need not be."""
    said = "The navy of Chile said on Friday {} Chilean sailors were killed: {} sailors, nine marines and five cooks."
    assert kinds(read(a=said.format(26, 14))) == [("sum_mismatch", "contradiction")]
    assert kinds(read(a=said.format(28, 14))) == []
    assert kinds(read(a="Friday's raid killed 26 Chilean sailors, including nine marines and five cooks.")) == []


def test_more_stopped_than_launched():
    """More drones downed and jammed than came is a contradiction; all of them is none."""
    said = "Russia launched 63 drones overnight. Ukraine said it shot down {} drones and jammed another 21."
    assert kinds(read(a=said.format(51))) == [("sum_mismatch", "contradiction")]
    assert kinds(read(a=said.format(42))) == []


def test_subset_above_its_whole():
    """Of 38 killed 41 cannot be children; 14 can, and two counts side by side are no part and whole."""
    said = "Strikes on Homs on Friday killed 38 civilians, including {} children, Civil Defence said."
    assert one(read(a=said.format(41)))["arithmetic"] == "41 > 38"
    assert kinds(read(a=said.format(14))) == []
    assert kinds(read(a="Strikes killed 38 civilians in Homs and 41 children in Aleppo on Friday, medics said.")) == []


def test_percentage_against_its_counts():
    """1,218 of 3,480 is 35 per cent."""
    said = "The clinic treated 3,480 wounded Kenyan soldiers in 2023. "
    said += "Of these, 1,218 soldiers, or {} per cent, were wounded by mines."
    assert one(read(a=said.format(45)))["arithmetic"] == "1,218 of 3,480 = 35.0 %, not 45 %"
    assert kinds(read(a=said.format(35))) == []
    assert kinds(read(a=said.format(45).replace("Of these, ", "Elsewhere "))) == []


def test_dropped_bound_between_articles():
    """One end of a range alone is a question; the range itself, another number or another voice is none."""
    whole = claim(1, 6_000, bound="between", to=9_000, claimant=CSIS)
    upper = claim(2, 9_000, bound="at_most", claimant=CSIS, document_id="b")
    row = one(found([whole, upper]))
    assert (row["kind"], row["arithmetic"]) == ("dropped_bound", "≤ 9,000 of 6,000 to 9,000")
    assert kinds(found([whole, claim(2, 9_000, claimant=CSIS, document_id="b")])) == [("dropped_bound", "question")]
    assert kinds(found([whole, upper | {"document_id": "a"}])) == []
    assert kinds(found([whole, upper | {"claimant": MINISTRY}]), above=False) == [("dropped_bound", "note")]
    assert kinds(found([whole, claim(2, 7_500, claimant=CSIS, document_id="b")]), above=False) == []


def test_dropped_bound_against_a_reference():
    """An upper end whose range only a reference has is a question that names the reference."""
    december = {"as_of": "2025-12", "period_end": "2025-12", "period_start": "2022-02"}
    rows = [claim(1, 325_000, bound="at_most", claimant=CSIS, side="Russia", **december)]
    references = tollbook.read_reference()
    checked = tollbook.check_against(tables(rows).claims, references)
    frame = found(rows, crosschecks=checked, references=references)
    row = frame[frame["kind"] == "dropped_bound"].iloc[0]
    assert row["arithmetic"] == "≤ 325,000 of 275,000 to 325,000"
    assert row["reference_ids"] in set(references["reference_id"])


def test_undated_count_conflicts_with_no_reference():
    """A number without a day may be of any year."""
    undated = {"as_of": "", "period_end": "", "period_start": "", "side": "Russia"}
    rows = [claim(1, 700_100, measure="casualties", claimant=MINISTRY, **undated)]
    checked = tollbook.check_against(tables(rows).claims, tollbook.read_reference())
    assert "conflicts" not in set(checked["verdict"])


def test_conflict_with_a_reference():
    """A count that its day's reference contradicts is a question; one of a tenth of it may count one front."""
    day = {"as_of": "2025-06-12", "period_end": "2025-06-12", "period_start": "2022-02-24", "side": "Russia"}
    references = tollbook.read_reference()
    for number, expected in ((700_100, {"reference_conflict"}), (100_200, set())):
        rows = [claim(1, number, measure="casualties", claimant=MINISTRY, **day)]
        checked = tollbook.check_against(tables(rows).claims, references)
        frame = found(rows, crosschecks=checked, references=references)
        assert {kind for kind, _ in kinds(frame)} == expected


PERIOD = {"scope": "period", "period_start": "2024-02-09", "period_end": "2024-02-12", "as_of": ""}


def test_claimant_contradicts_itself():
    """One voice, one period, two numbers; another period, a rounding or another people is none."""
    rows = [claim(1, 1_140, **PERIOD), claim(2, 1_960, document_id="b", **PERIOD)]
    row = one(found(rows))
    assert (row["kind"], row["severity"]) == ("claimant_contradicts_itself", "contradiction")
    assert row["arithmetic"] == "1,140 ≠ 1,960"
    for change in ({"period_start": "2024-02-01"}, {"population": "civilian"}, {"bound": "about", "best": 1_100.0}):
        assert kinds(found([rows[0], rows[1] | change])) == []


def test_toll_that_rises_is_a_note():
    """The dead of one attack are found one after the other; a later and lower number is a contradiction."""
    said = "The strike on Aden on Friday killed {} Yemeni civilians, the Yemen Data Project said."
    days = {"a": "2024-05-04", "b": "2024-05-05"}
    assert kinds(read(days, a=said.format(14), b=said.format(41)), above=False) == [
        ("claimant_contradicts_itself", "note")
    ]
    assert kinds(read(days, a=said.format(41), b=said.format(14))) == [("claimant_contradicts_itself", "contradiction")]
    assert kinds(read(days, a=said.format(41), b=said.format(14).replace("Aden", "Taiz"))) == []


def test_claimants_differ():
    """Two claimants on one attack, fivefold apart, are a question; close, or of two places, they are not."""
    said = "The {} said {} Kenyan soldiers were killed in Thursday's attack on a column near {}."
    one_side = said.format("Kenyan defence ministry", 36, "Garissa")
    assert kinds(read(a=one_side, b=said.format("Al-Shabaab command", 180, "Garissa"))) == [
        ("claimants_differ", "question")
    ]
    for number, place in ((36, "Garissa"), (40, "Garissa"), (180, "Mandera")):
        assert kinds(read(a=one_side, b=said.format("Al-Shabaab command", number, place))) == []


def test_headline_against_body():
    """A headline that no count of its text bears out is a contradiction; sums and roundings bear out."""
    text = "At least 45 soldiers killed in attack on base\n\n2 May 2024\n\nThe army of Peru said {} on Wednesday.\n"
    assert kinds(read(a=text.format("16 soldiers were killed"))) == [("headline_against_body", "contradiction")]
    assert kinds(read(a=text.format("47 soldiers were killed"))) == []
    two = "16 soldiers were killed in Puno and 29 soldiers were killed in Cusco"
    assert kinds(read(a=text.format(two))) == []


def test_day_of_print_taken_for_the_day_of_the_event():
    """Two equal counts dated by another article's day of print are a question, one is chance."""
    rows = [attack(1, 19, "2024-04-30"), attack(2, 44, "2024-04-30", measure="wounded")]
    copies = [
        attack(3, 19, "2024-05-03", document_id="b"),
        attack(4, 44, "2024-05-03", document_id="b", measure="wounded"),
    ]
    documents = [document("a", "2024-05-03"), document("b", "2024-05-09")]
    assert kinds(found([*rows, *copies], documents)) == [("print_date", "question")]
    assert kinds(found([*rows, copies[0]], documents)) == []


def test_late_print_is_a_note():
    """An article dated days after the weekday it tells of is noted, one of the day after is not."""
    said = "Mortar shells killed 19 people on Tuesday, Zenica hospital said."
    assert kinds(read("2024-05-03", a=said), above=False) == [("print_date", "note")]
    assert kinds(read("2024-05-01", a=said), above=False) == []


def test_dead_that_only_the_enemy_counts():
    """Counts of a side from its enemy alone, in two articles, are a question; one other voice ends it."""
    said = "The Turkish Defence Ministry said {} PKK fighters were killed in {}."
    pair = {"a": said.format(84, "March 2024"), "b": said.format(1_120, "2023")}
    assert kinds(read(**pair)) == [("one_belligerent_only", "question")]
    other = said.format(1_115, "2023").replace("Turkish Defence Ministry", "International Crisis Group")
    assert kinds(read(a=pair["a"], b=other)) == []


def test_projections_and_plans_stand_aside():
    """What is only projected or denied contradicts nothing."""
    for modality in ("projected", "hypothetical", "denied"):
        assert (
            kinds(found([claim(1, 1_140, **PERIOD), claim(2, 1_960, document_id="b", modality=modality, **PERIOD)]))
            == []
        )


def test_numbers_of_different_dates_do_not_contradict():
    """A larger total at a later date is no contradiction, whoever gives it."""
    later = claim(2, 1_400, document_id="b", as_of="2024-09-01", period_end="2024-09-01", claimant=MINISTRY)
    assert kinds(found([claim(1, 1_140), later])) == []


def test_the_order_of_rows_says_nothing():
    """Any order of the rows gives the same findings, and no input is changed."""
    rows = [
        claim(1, 1_140, **PERIOD),
        claim(2, 1_960, document_id="b", **PERIOD),
        claim(3, 2_150),
        claim(4, 310, measure="wounded"),
    ]
    made = tables(rows, [document("a"), document("b")])
    before = made.claims.copy()
    first = tollbook.find_findings(made.claims, made.documents)
    again = tollbook.find_findings(made.claims.iloc[::-1], made.documents.iloc[::-1])
    pd.testing.assert_frame_equal(first, again)
    pd.testing.assert_frame_equal(made.claims, before)
    assert len(first) == 2


def test_findings_are_worst_first_and_of_known_kinds():
    """The table is sorted by severity, and every kind is one of the vocabulary."""
    rows = [
        claim(1, 1_140, **PERIOD),
        claim(2, 1_960, document_id="b", **PERIOD),
        claim(3, 2_150),
        claim(4, 310, measure="wounded"),
    ]
    frame = found(rows)
    assert frame["severity"].tolist() == ["contradiction", "question"]
    assert set(frame["kind"]) <= set(FINDINGS)
    assert frame_of(frame.to_dict("records"), "findings").equals(frame)
    assert all(text.endswith(".") and text[0].isupper() for text in frame["sentence"])


def test_many_claims_in_seconds():
    """Ten thousand claims of one kind are judged without comparing each with each."""
    import time

    rows = [
        claim(
            n,
            1_000 + n,
            measure=("killed", "casualties")[n % 2],
            document_id=f"d{n % 400}",
            claimant=(CSIS, "article")[n % 3 > 0],
        )
        for n in range(10_000)
    ]
    made = tables(rows, [document(f"d{n}") for n in range(400)])
    started = time.perf_counter()
    tollbook.find_findings(made.claims, made.documents)
    assert time.perf_counter() - started < 20
