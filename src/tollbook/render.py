"""Altair chart → HTML that needs no network: a static picture, made live when a reader scrolls to it."""

from __future__ import annotations

import hashlib
import html
import json
import re
from functools import lru_cache
from typing import Any

STATIC_WIDTH = 680
NAME = "tollbook"
# vl-convert resolves a relative address against this one; a reader must stay in the book.
_VL_BASE = "https://vega.github.io/vega-datasets/"
_seen: dict[str, int] = {}


def enable() -> None:
    """Make every Altair chart of this process draw itself the book's way, and forget charts drawn before."""
    import altair as alt

    _seen.clear()
    alt.theme.register(NAME, enable=True)(_theme)
    alt.renderers.register(NAME, chart_bundle)
    alt.renderers.enable(NAME)


def chart_bundle(spec: dict[str, Any], **_: Any) -> dict[str, str]:
    """Give a chart's MIME bundle: HTML for the book, its description as plain text.

    Parameters
    ----------
    spec : dict
        A Vega-Lite specification as Altair hands it over; its ``description`` is the alternative text.

    Returns
    -------
    dict
        ``text/html`` and ``text/plain``.
    """
    spec = _fluid(spec)
    digest = hashlib.sha256(json.dumps(spec, sort_keys=True).encode()).hexdigest()[:10]
    rank = _seen[digest] = _seen.get(digest, 0) + 1
    key = f"tb-{digest}" if rank == 1 else f"tb-{digest}-{rank}"
    label = description(spec)
    return {"text/html": chart_html(spec, key, label), "text/plain": f"Chart: {label}"}


def chart_html(spec: dict[str, Any], key: str, label: str) -> str:
    """Give the HTML of one chart; ``key`` is its id and must be unique in a page."""
    linked = _has_links(spec)
    picture = _accessible(_prefix_ids(static_svg(spec), key), label, linked)
    payload = json.dumps(live_spec(spec), separators=(",", ":"), sort_keys=True).replace("<", "\\u003c")
    mark = " data-linked" if linked else ""
    return (
        f'<div class="tb-chart" id="{key}" data-label="{html.escape(label)}"{mark}>'
        f'<div class="tb-view">{picture}</div>'
        f'<script type="application/json" class="tb-spec">{payload}</script></div>'
    )


def description(spec: dict[str, Any]) -> str:
    """Give a chart's alternative text: its description, else its title."""
    title = spec.get("title", "")
    if isinstance(title, dict):
        title = title.get("text", "")
    if isinstance(title, list):
        title = " ".join(title)
    return spec.get("description") or title or "Chart"


def static_svg(spec: dict[str, Any]) -> str:
    """Draw a chart as SVG, with relative links kept relative.

    Charts as wide as their place are drawn :data:`STATIC_WIDTH` pixels wide.
    """
    import vl_convert

    fixed = dict(spec)
    if fixed.get("width") == "container":
        fixed["width"] = STATIC_WIDTH
    fixed.setdefault("background", "transparent")
    return vl_convert.vegalite_to_svg(fixed, vl_version=_vega_lite()).replace(f'"{_VL_BASE}', '"')


def live_spec(spec: dict[str, Any]) -> dict[str, Any]:
    """Compile a chart to Vega, which a page draws sooner and without Vega-Lite's remarks in its console."""
    import vl_convert

    return vl_convert.vegalite_to_vega(spec, vl_version=_vega_lite())


@lru_cache(maxsize=1)
def vega_bundle() -> str:
    """Give Vega and vega-embed as one script; only ``vega``, ``vegaLite``, ``vegaEmbed`` are global."""
    import vl_convert

    # The bundle declares names such as `_` that would collide with Sphinx's own script.
    script = vl_convert.javascript_bundle(vl_version=_vega_lite())  # type: ignore[call-arg, unused-ignore]
    return f"(function(){{{script}\n}})();\n"


def bundle_version() -> str:
    """Name the bundle's content: versions of Vega-Lite and of the converter that carries it."""
    from importlib.metadata import version

    import altair as alt

    return f"{alt.VEGALITE_VERSION.removeprefix('v')}-{version('vl-convert-python')}"


def _vega_lite() -> str:
    """Give the version of Vega-Lite that Altair writes, as the converter names it."""
    import altair as alt

    return ".".join(alt.VEGALITE_VERSION.removeprefix("v").split(".")[:2])


def _fluid(spec: dict[str, Any]) -> dict[str, Any]:
    """Let a chart that sets no width of its own fill its place; its height stays what it says."""
    single = "mark" in spec or "layer" in spec
    faceted = {"row", "column", "facet"} & set(spec.get("encoding", {}))
    if single and not faceted and spec.get("width", "container") == "container":
        return {"autosize": {"type": "fit-x", "contains": "padding"}, **spec, "width": "container"}
    return spec


def _has_links(spec: Any) -> bool:
    if isinstance(spec, dict):
        return "href" in spec.get("encoding", {}) or any(_has_links(v) for k, v in spec.items() if k != "datasets")
    return isinstance(spec, list) and any(_has_links(item) for item in spec)


def _prefix_ids(svg: str, key: str) -> str:
    svg = re.sub(r'\bid="([^"]+)"', rf'id="{key}-\1"', svg)
    svg = re.sub(r"url\(#([^)]+)\)", rf"url(#{key}-\1)", svg)
    return re.sub(r'\b((?:xlink:)?href)="#([^"]+)"', rf'\1="#{key}-\2"', svg)


def _accessible(svg: str, label: str, linked: bool) -> str:
    """Name the picture; one with links in it is a group, as what is inside an image cannot be reached."""
    role = "group" if linked else "img"
    named = f'<svg role="{role}" aria-label="{html.escape(label)}" '
    # A title of its own would name a link twice; the mark's label names it.
    svg = re.sub(r'<a xlink:href="([^"]*)"><(\w+) aria-label="([^"]*)"',
                 r'<a href="\1" aria-label="\3"><\2 aria-label="\3"', svg)  # fmt: skip
    svg = svg.replace("<a xlink:href=", "<a href=").replace(' xmlns:xlink="http://www.w3.org/1999/xlink"', "")
    return svg.replace("<svg ", named, 1)


def _theme() -> Any:
    """Colours that follow the page's light and dark mode; a palette told apart without colour vision."""
    from tollbook.charts.theme import PALETTE

    ink = "currentColor"
    words = {
        "labelColor": ink,
        "titleColor": ink,
        "labelFontSize": 12,
        "titleFontSize": 12,
        "titleFontWeight": 400,
    }
    lines = {"tickColor": ink, "domainColor": ink, "gridColor": ink, "gridOpacity": 0.12, "labelLimit": 220}
    title = {"color": ink, "subtitleColor": ink, "anchor": "start", "fontSize": 15, "offset": 12}
    return {
        "config": {
            "background": "transparent",
            "font": "system-ui, sans-serif",
            "view": {"stroke": None, "continuousWidth": 480, "continuousHeight": 300},
            "axis": {**words, **lines},
            "legend": {**words, "orient": "top", "symbolStrokeWidth": 2},
            "header": words,
            "title": title,
            "text": {"color": ink, "fontSize": 12},
            "rule": {"color": ink},
            "range": {"category": list(PALETTE)},
        }
    }
