"""Charts: the static picture, the specification beside it, links, names and ids."""

import json
import re

import altair as alt
import pytest

from tollbook import render

ROWS = [
    {"n": 1, "who": "a </script> b", "href": "evidence/x.html#c0123456789ab"},
    {"n": 2, "who": "c", "href": "../evidence/y.html#c0123456789ac"},
]


def spec_of(**encoding):
    """A bar chart's specification, with further encodings."""
    chart = alt.Chart(alt.Data(values=ROWS), description='Two bars, "1" & 2').mark_bar()
    return chart.encode(x="n:Q", y="who:N", **encoding).to_dict()


@pytest.fixture(autouse=True)
def altair_as_found():
    """Leave Altair's renderer and theme as they were."""
    before = alt.renderers.active, alt.theme.active
    render.enable()
    yield
    alt.renderers.enable(before[0])
    alt.theme.enable(before[1])


def test_picture_is_named_by_the_description():
    """A chart without links is an image whose alternative text is the chart's description."""
    html = render.chart_bundle(spec_of())["text/html"]
    assert '<svg role="img" aria-label="Two bars, &quot;1&quot; &amp; 2"' in html


def test_description_falls_back_to_the_title():
    """Where no description is given the title speaks, in one line."""
    assert render.description({"title": {"text": ["One", "two"]}}) == "One two"
    assert render.description({"title": "T", "description": "D"}) == "D"
    assert render.description({}) == "Chart"


def test_specification_cannot_close_its_script():
    """Data that holds a closing tag stays data, and reads back as it was."""
    html = render.chart_bundle(spec_of())["text/html"]
    inside = re.search(r'class="tb-spec">(.*?)</script>', html, re.S)
    assert inside
    values = json.loads(inside[1])["data"][0]["values"]
    assert values == ROWS
    assert html.count("</script>") == 1


def test_relative_links_stay_relative():
    """A mark's link leads to a page of the book, from the static picture too."""
    html = render.chart_bundle(spec_of(href="href:N"))["text/html"]
    svg = html[: html.index("<script")]
    assert re.findall(r'<a href="([^"]*)"', svg) == [row["href"] for row in ROWS]
    assert "xlink:href" not in svg


def test_linked_picture_is_a_group():
    """What stands inside an image cannot be reached, so a picture with links is none."""
    html = render.chart_bundle(spec_of(href="href:N"))["text/html"]
    assert '<svg role="group"' in html
    assert "data-linked" in html


def test_nothing_leads_outside():
    """The picture names no address but that of its own format."""
    html = render.chart_bundle(spec_of(href="href:N"))["text/html"]
    svg = html[: html.index("<script")]
    assert set(re.findall(r"https?://[^\"\s]+", svg)) <= {"http://www.w3.org/2000/svg"}


def test_ids_come_from_the_content():
    """The same chart has the same id in every process; drawn twice in a page, it has two."""
    first = render.chart_bundle(spec_of())["text/html"]
    second = render.chart_bundle(spec_of())["text/html"]
    render.enable()
    again = render.chart_bundle(spec_of())["text/html"]
    ids = [re.search(r'id="(tb-[^"]+)"', html)[1] for html in (first, second, again)]
    assert ids[0] == ids[2] != ids[1]
    assert first == again


def test_ids_inside_are_prefixed():
    """Clip paths of two charts do not collide, and their references follow."""
    svg = '<svg><clipPath id="clip0"/><g clip-path="url(#clip0)"/><use href="#clip0"/></svg>'
    prefixed = render._prefix_ids(svg, "k")
    assert prefixed == '<svg><clipPath id="k-clip0"/><g clip-path="url(#k-clip0)"/><use href="#k-clip0"/></svg>'


def test_a_chart_without_width_fills_its_place():
    """A single chart is as wide as its place; one that says its width, or a row of charts, is left alone."""
    fluid = render._fluid({"mark": "bar"})
    assert (fluid["width"], fluid["autosize"]["type"]) == ("container", "fit-x")
    assert render._fluid({"mark": "bar", "width": 200}) == {"mark": "bar", "width": 200}
    assert render._fluid({"hconcat": []}) == {"hconcat": []}
    assert "width" not in render._fluid({"mark": "bar", "encoding": {"facet": {}}})


def test_static_width_is_fixed():
    """The static picture of a fluid chart has a width of its own."""
    svg = render.static_svg(render._fluid(spec_of()))
    assert re.search(rf'width="{render.STATIC_WIDTH}(\.\d+)?"', svg)


def test_colours_follow_the_page():
    """Text and lines take the page's colour, so that dark mode needs no second chart."""
    config = spec_of()["config"]
    assert config["axis"]["labelColor"] == config["title"]["color"] == "currentColor"
    assert config["background"] == "transparent"


def test_bundle_leaves_nothing_global():
    """The script is wrapped, as its names would collide with Sphinx's own."""
    bundle = render.vega_bundle()
    assert bundle.startswith("(function(){")
    assert "vegaEmbed" in bundle
