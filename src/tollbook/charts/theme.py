"""What all charts share: a colour per side, a shape per bound, titles that fit a phone."""

from __future__ import annotations

import textwrap
import zlib
from collections.abc import Iterable
from typing import Any

FONT_SIZE = 13
TITLE_WIDTH = 34
# Each stands out at 3:1 or better from white and from the dark theme's ground, and from its neighbours
# to eyes that confuse red and green (after Okabe and Ito, 2008, darkened or lightened to fit).
PALETTE = ("#d55e00", "#2e86c8", "#0f9a74", "#b8609a", "#a87b00", "#6a7fd4")
NEUTRAL = "#7f7f7f"
SHAPES = {
    "exact": "circle",
    "about": "diamond",
    "nearly": "square",
    "at_least": "triangle-right",
    "at_most": "triangle-left",
    "between": "stroke",
}
_NO_SIDE = ("both", "unknown", "")


def side_colors(sides: Iterable[str]) -> dict[str, str]:
    """Give each side its colour: by its name, so that the same side looks the same in every chart and book.

    A colour taken by a side earlier in the alphabet gives way to the next free one; beyond six they repeat.

    Examples
    --------
    >>> side_colors(["both"])
    {'both': '#7f7f7f'}
    """
    colors: dict[str, str] = {}
    named = sorted(set(sides) - set(_NO_SIDE))
    for rank, side in enumerate(named):
        first = zlib.crc32(side.encode()) % len(PALETTE)
        order = [PALETTE[(first + step) % len(PALETTE)] for step in range(len(PALETTE))]
        free = [color for color in order if color not in colors.values()]
        colors[side] = free[0] if free else order[rank % len(PALETTE)]
    return colors | dict.fromkeys(sorted(set(sides) & set(_NO_SIDE)), NEUTRAL)


def color_scale(sides: Iterable[str]) -> Any:
    """Give the Altair scale of :func:`side_colors`."""
    import altair as alt

    colors = side_colors(sides)
    return alt.Scale(domain=list(colors), range=list(colors.values()))


def take_away(text: str) -> Any:
    """Set a chart's title: the finding in a sentence, broken into lines that fit a phone."""
    import altair as alt

    lines = textwrap.wrap(text, TITLE_WIDTH, break_on_hyphens=False)
    return alt.Title(text=lines, anchor="start", frame="group", fontSize=15, lineHeight=19, offset=14)
