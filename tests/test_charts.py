"""Charts: what they encode, what they say of themselves, and what stands behind them."""

import base64
import re

import pytest
from made import book, claim, document, other_war

from tollbook import render
from tollbook.charts.articles import timeline
from tollbook.charts.figure import Figure
from tollbook.charts.ladder import ladder
from tollbook.charts.theme import PALETTE, SHAPES, side_colors, take_away
from tollbook.prose.linked import Answer
from tollbook.schema import BOUNDS

DATED = [
    document("a"),
    document("b", "", published_earliest="2024-05", published_latest="2024-06"),
    document("c", "2024-07-01"),
]


@pytest.fixture(autouse=True)
def drawn_as_in_the_book():
    """Charts draw themselves with the book's renderer."""
    import altair as alt

    before = alt.renderers.active
    render.enable()
    yield
    alt.renderers.enable(before)
    alt.theme.enable("default")


@pytest.fixture
def figure():
    """The ladder of casualties of another war."""
    return ladder(other_war(), "casualties")


def rows(figure):
    """Give the chart's data."""
    spec = figure.chart.to_dict()
    (values,) = (data["values"] for data in [spec["data"]])
    return values


def numbers(text):
    """Give the digit runs of a text, years and days of dates aside."""
    months = "January|February|March|April|May|June|July|August|September|October|November|December"
    text = re.sub(rf"(\d{{1,2}} )?({months}) \d{{4}}", "", text)
    return [float(run.replace(",", "")) for run in re.findall(r"\d[\d,]*(?:\.\d+)?", text)]


def test_the_ladder_draws_what_the_words_state(figure):
    """A plain number is a point, at least and at most have an open end, a range both its ends; nothing between."""
    by_bound = {row["bound"]: row for row in rows(figure) if "bound" in row}
    assert by_bound["exact"]["value"] == 12_000
    assert "start" not in by_bound["exact"]
    floor = by_bound["at_least"]
    assert (floor["start"], floor["value"]) == (9000, 9000)
    assert floor["open"] == floor["stop"] > 9000
    assert (by_bound["between"]["start"], by_bound["between"]["stop"]) == (6000, 8000)
    assert 7000 not in [value for row in rows(figure) for value in row.values()]


def test_every_layer_has_something_to_draw(figure):
    """An empty layer would make Vega complain; every mark with a number leads to its evidence."""
    spec = figure.chart.to_dict()
    assert spec["width"] == "container"
    marks = [layer["mark"]["type"] for layer in spec["layer"]]
    assert marks.count("text") == 2
    for layer in spec["layer"]:
        silent = layer["mark"].get("aria") is False or layer["encoding"].get("text", {}).get("field") == "heading"
        assert silent or layer["encoding"]["href"]["field"] == "href"
    assert all(re.fullmatch(r"evidence/\w+\.html#c[0-9a-f]{12}", row["href"]) for row in rows(figure) if "bound" in row)


def test_title_and_description_state_the_finding(figure):
    """Every number in them is in the data; the description gives both ends of the range."""
    spec = figure.chart.to_dict()
    held = {value for row in rows(figure) for value in row.values() if isinstance(value, int | float)}
    assert (
        figure.title
        == "Killed or wounded, by the newest count: 12,000 for Northland and between 6,000 and 8,000 for Southia"
    )
    assert set(numbers(figure.title)) <= held
    assert set(numbers(spec["description"])) <= held
    assert "from at least 9,000 (Southia, March 2024) to 12,000 (the Northland Ministry of War" in spec["description"]
    assert max(map(len, spec["title"]["text"])) <= 34


def test_a_figure_brings_caption_table_and_data(figure):
    """What, unit, period, source, how many; the same numbers as table and as CSV."""
    page = figure._repr_html_()
    assert "tb-chart" in page
    assert "running total, as of" in page
    assert "Source: the articles of this book" in page
    assert page.count("<tr>") == 1 + len(figure.rows)
    data = base64.b64decode(re.search(r"base64,([^\"]+)", page)[1]).decode("utf-8-sig").splitlines()
    assert data[0].startswith("claim_id,document_id,claimant")
    assert len(data) == 1 + len(figure.rows)
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("count", [0, 1, 2])
def test_fewer_than_three_marks_become_a_sentence(count):
    """No empty chart is ever shown."""
    found = ladder(book([claim(n, 100 + n, claimant=f"C{n}") for n in range(count)]), "killed")
    assert isinstance(found, Answer)
    assert ("No article gives" in str(found)) == (count == 0)
    assert len(found.claim_ids) == count


def test_the_ladder_leaves_out_what_many_claimants_would_overfill():
    """Sixty claimants of one side still fit a page."""
    found = ladder(book([claim(n, 1000 + n, claimant=f"C{n}") for n in range(60)]), "killed")
    assert isinstance(found, Figure)
    assert len(found.rows) <= 20


def test_the_timeline_marks_days_and_brackets():
    """A known day is a point, a bracket a bar; the title says how many are known."""
    found = timeline(book([claim(1, 5)], DATED))
    exact = [row["exact"] for row in rows(found)]
    assert exact == [False, True, True]
    assert found.title == "Of three articles between May 2024 and July 2024, only two can be dated to the day"
    assert rows(found)[0]["start"] == "2024-05-01"
    assert rows(found)[0]["stop"] == "2024-06-30"
    assert "The B Times, between May 2024 and June 2024" in found.chart.to_dict()["description"]


def test_the_timeline_knows_no_time_zone():
    """A day of print is drawn as the same day on every machine."""
    layers = timeline(book([claim(1, 5)], DATED)).chart.to_dict()["layer"]
    scales = [layer["encoding"]["x"]["scale"] for layer in layers if "field" in layer["encoding"]["x"]]
    assert scales == [{"type": "utc"}] * 2


@pytest.mark.parametrize("documents", [[], DATED[:1], DATED[:2]])
def test_few_articles_make_no_timeline(documents):
    """One or two articles are told in a sentence, none as well."""
    assert isinstance(timeline(book([], documents)), Answer)


def test_a_side_keeps_its_colour():
    """Whatever other sides there are; no two of up to six share one; nobody's side is grey."""
    alone = side_colors(["Northland"])
    both = side_colors(["Northland", "Southia", "both"])
    assert len({*both.values()}) == 3
    assert set(side_colors(map(str, range(6))).values()) == set(PALETTE)
    assert alone["Northland"] == side_colors(["Northland", "both", "unknown"])["Northland"]
    assert len(side_colors(map(str, range(20)))) == 20


def _luminance(color):
    parts = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("color", PALETTE)
def test_colours_stand_out_in_light_and_dark(color):
    """3:1 or better on white and on the dark theme's ground (WCAG 1.4.11)."""
    for ground in ("#ffffff", "#14181e"):
        pale, deep = sorted((_luminance(color), _luminance(ground)), reverse=True)
        assert (pale + 0.05) / (deep + 0.05) >= 3


def test_every_bound_that_has_a_value_has_a_shape():
    """No two of the shapes that are drawn are the same."""
    assert set(SHAPES) == set(BOUNDS) - {"vague"}
    assert len(set(SHAPES.values())) == len(SHAPES)


def test_titles_break_for_phones():
    """Lines of at most 34 letters."""
    assert all(len(line) <= 34 for line in take_away("word " * 40).text)
