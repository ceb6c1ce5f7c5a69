"""How far to trust the book: scores in words and as a chart, the account of numbers, known gaps; how it reads."""

import html
import re

import pytest
from made import book, document, other_war
from test_prose import bare

import tollbook
from tollbook.charts import trust as charts
from tollbook.charts.figure import Figure
from tollbook.kinds import KIND_RULES
from tollbook.prose import rules, trust
from tollbook.prose.linked import Answer
from tollbook.prose.readings import PUBLISHED, read_gaps, read_lines
from tollbook.reading import find_root
from tollbook.rules import STAGES, claim_rules

ROOT = find_root()
TEXT = "On 14 March 9 soldiers were killed and 12 wounded, 40km from Goma."


@pytest.fixture(scope="module")
def one():
    """A book of one short article."""
    return tollbook.Book.from_tables(tollbook.extract({"a": TEXT}, published="2025-06-12"))


@pytest.fixture(scope="module")
def boards():
    """The scores of the project's own labels."""
    return trust.find_scores()


def test_the_answer_counts_of_a_hundred(boards):
    """Its three numbers are the held-back recall of three steps, rounded."""
    numbers = [int(n) for n in re.findall(r"\d+", trust.answer(other_war()).paragraphs[0].text)]
    rows = [
        boards["heldback"].part(step) for step in ("claim found", "+ measure, unit, side", "+ modality, period end")
    ]
    assert numbers == [round(100 * row["right"] / row["labels"]) for row in rows]
    assert numbers == sorted(numbers, reverse=True)


def test_nearly_all_is_not_all(boards):
    """A hundred of a hundred is said only where none is wrong."""
    assert trust.of_hundred("dev", 999, 1000, "x").text == "99"
    assert trust.of_hundred("dev", 7, 7, "x").text == "100"
    assert trust.of_hundred("dev", 0, 0, "x").text == "0"


def test_without_labels_it_says_so(tmp_path):
    """A book without data/gold has sentences in place of scores, and no link to them."""
    assert trust.find_scores(tmp_path) == {}
    for shown in (trust.answer(other_war(), tmp_path), trust.meaning(tmp_path), charts.scores(tmp_path)):
        assert isinstance(shown, Answer)
        assert "source-" not in shown._repr_html_()
    assert "cannot say how well it reads" in str(trust.answer(other_war(), tmp_path))
    assert "data/gold" in str(trust.sources(tmp_path))


def test_a_single_set_of_labels_is_enough(tmp_path):
    """Any set of labels with its folder beside it is scored and named."""
    gold = tmp_path / "data" / "gold"
    (gold / "mine").mkdir(parents=True)
    (gold / "mine" / "x.txt").write_text("Nine soldiers were killed near Goma.")
    head = (ROOT / "data/gold/dev.csv").read_text("utf-8").splitlines()[0]
    (gold / "mine.csv").write_text(f"{head}\nx,0,4,Nine,,9,,persons,killed,DR Congo,military,article,,,asserted,\n")
    assert str(trust.answer(other_war(), tmp_path)).startswith("Of a hundred claims in the texts of “mine”")
    assert isinstance(charts.scores(tmp_path), Figure)
    assert "in brackets" not in str(trust.meaning(tmp_path))


@pytest.mark.parametrize("shown", [trust.meaning, trust.gaps])
def test_sentences_link_every_number(shown):
    """No number stands outside a link; every note is there."""
    page = shown()._repr_html_()
    assert not re.search(r"\d", bare(page))
    assert set(re.findall(r'href="#(how-[^"]+)"', page)) == set(re.findall(r'id="([^"]+)"', page))


def test_the_chart_of_scores_draws_every_step_of_every_set(boards):
    """A mark for each, with its finding; title and description hold numbers of the marks only."""
    figure = charts.scores()
    spec = figure.chart.to_dict()
    marks = spec["data"]["values"]
    assert len(marks) == len(boards) * 5 == 2 * len(figure.rows)
    held = {mark["value"] for mark in marks}
    assert {int(n) for n in re.findall(r"\d+", figure.title + spec["description"])} <= held
    page = figure._repr_html_()
    for mark in marks:
        assert f'id="{mark["href"].split("#")[1]}"' in page
    assert len(figure.data) == len(boards) * 12


def test_the_account_counts_every_number(one):
    """Bars of all kinds add up to the figures; each leads to a note that links the evidence."""
    figure = charts.account(one)
    marks = figure.chart.to_dict()["data"]["values"]
    assert {mark["label"]: mark["value"] for mark in marks} == {"claim · 2": 2, "date · 1": 1, "distance · 1": 1}
    assert sum(mark["value"] for mark in marks) == len(one.figures)
    assert figure.title == "Of four numbers in the articles, two are claims and none is unexplained"
    page = figure._repr_html_()
    anchors = {*one.claims["claim_id"], *one.figures["figure_id"]}
    assert set(re.findall(r"evidence/a\.html#(\w+)", page)) <= anchors
    for mark in marks:
        assert f'id="{mark["href"].split("#")[1]}"' in page


@pytest.mark.parametrize("text", ["Nothing was counted.", "Nine soldiers were killed near Goma."])
def test_few_numbers_are_told_in_a_sentence(text):
    """One kind of number, or none, makes no chart."""
    found = tollbook.Book.from_tables(tollbook.extract({"a": text}))
    assert isinstance(charts.account(found), Answer)
    assert str(trust.answer(found)).endswith("they hold no other number.")
    assert str(trust.answer(book([], []))).endswith("No article is left to read.")
    assert "reads no claims" in str(trust.answer(book([], [document()])))


def test_gaps_are_those_of_the_tests():
    """Each gap stands with what it gives today, which is not what it should give; the count is theirs."""
    from golden import cases

    known = read_gaps()
    assert [gap.title for gap in known] == [case.title for case in cases("known_gaps.md")]
    page = str(trust.gaps_table())
    for gap in known:
        assert gap.title in page
        assert gap.read != gap.expected
    assert str(len(known)) in str(trust.gaps()) or len(known) < 10


def test_gaps_that_are_not_there_are_none(tmp_path, monkeypatch):
    """No list, no gap; the sentence says so."""
    monkeypatch.setattr(trust, "read_gaps", lambda root=None: [])
    assert "not beside this book" in str(trust.gaps())
    assert "not beside this book" in str(trust.gaps_table())


@pytest.mark.parametrize("stage", ["kind", *STAGES])
def test_every_rule_stands_with_what_its_sentences_give_today(stage):
    """Name, example and near-miss of each rule, and every line that these are read as."""
    shown = rules.kind_rules() if stage == "kind" else rules.stage_rules(stage)
    page = html.unescape(shown._repr_html_())
    records = KIND_RULES if stage == "kind" else [rule for rule in claim_rules() if rule.stage == stage]
    assert page.count("<li>") == len(records) > 0
    for rule in records:
        assert f">{rule.name}</code>" in page
        for text in filter(None, (rule.example, rule.near_miss)):
            assert text in page
            for line in read_lines([text])[text]:
                assert line in page


def test_readings_are_what_the_program_reads():
    """A line per figure: its words, its value, what happened to what, whose, who says so, when, how sure."""
    text = "Officials estimate that between 30 and 40 Syrian soldiers were killed on Tuesday."
    assert read_lines([text])[text] == (
        "between 30 and 40 → low 30, high 40, killed persons military, side Syria, claimant Officials, 2025-06-10, "
        "estimated",
    )
    assert read_lines(["Nothing was counted."]) == {"Nothing was counted.": ()}


def test_a_stage_that_is_none_is_refused():
    """The legal ones are named."""
    with pytest.raises(KeyError, match="there are noun"):
        rules.stage_rules("verbs")


def test_a_rule_taken_away_changes_the_page():
    """The page is made from the records it is given."""
    assert f">{KIND_RULES[0].name}</code>" in rules.kind_rules().body
    assert f">{KIND_RULES[0].name}</code>" not in rules.kind_rules(KIND_RULES[1:]).body


def test_every_word_list_is_there_and_counted():
    """A line of the page for each file, with the number of its lines."""
    page = rules.cues()._repr_html_()
    lists = sorted((ROOT / "src" / "tollbook" / "lexicon").glob("*.csv"))
    assert len(lists) > 10
    for path in (path for path in lists if path.stem not in ("kinds", "rules")):
        rows = len(path.read_text("utf-8").splitlines()) - 1
        item = re.search(rf'<li id="source-{path.stem}">(.*?)</li>', page)[1]
        assert f"{rows:,} lines" in item
        assert f"lexicon/{path.name}" in item


def test_the_command_shown_gives_what_is_shown(capsys):
    """What stands on the page is what the command prints."""
    import shlex

    from tollbook import cli

    command, shown = html.unescape(re.sub(r"<[^>]+>", "", rules.explained().body)).split("\n", 1)
    assert cli.main(shlex.split(command.removeprefix("$ "))[1:]) == 0
    assert capsys.readouterr().out.strip() == shown.strip()
    assert PUBLISHED in command
