"""The claims ladder: who says how many, each number drawn as what its words state."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

from tollbook.charts.figure import Figure
from tollbook.charts.theme import FONT_SIZE, SHAPES, color_scale, take_away
from tollbook.intervals import counted_until, value_of
from tollbook.phrases import (
    claim_text,
    count_text,
    date_text,
    measure_text,
    name_text,
    short_date,
    side_text,
    sign_text,
)
from tollbook.prose.linked import Answer, Prose, cite, claim_address, counted, join, say, when, who
from tollbook.prose.overview import dated
from tollbook.prose.totals import Totals, find_totals, publishers_of

if TYPE_CHECKING:
    from tollbook.reading import Book

FEWEST_MARKS = 3
_ROW = 46
_MOST_PER_SIDE = 12
_ARROW = 0.07
_SENTENCE = 220
_END: dict[str, Any] = {
    "shape": "stroke",
    "angle": 90,
    "size": 200,
    "strokeWidth": 3,
    "opacity": 1,
    "yOffset": 9,
}
_DATA = (
    "claim_id",
    "document_id",
    "claimant",
    "side",
    "measure",
    "population",
    "bound",
    "low",
    "best",
    "high",
    "as_of",
)
_HEAD = ("Claimant", "Side", "Claim", "As of")


def ladder(book: Book, measure: str) -> Figure | Answer:
    """Draw the newest total of every claimant for one measure, side by side.

    Parameters
    ----------
    book : Book
    measure : str
        A measure of people, e.g. ``casualties`` or ``killed``.

    Returns
    -------
    Figure or Answer
        A sentence where there are fewer than three claims to draw.
    """
    groups = [totals for totals in find_totals(book.claims) if totals.measure == measure]
    claims = [claim for totals in groups for claim in totals.claims[:_MOST_PER_SIDE]]
    if len(claims) < FEWEST_MARKS:
        return Answer(f"ladder-{measure}", (_too_few(measure, groups, publishers_of(book)),))
    sentences = dict(zip(book.sentences["sentence_id"], book.sentences["text"], strict=True))
    rows = ladder_rows(groups, publishers_of(book), sentences)
    sides = sorted(set(book.all_claims["side"]))
    chart = ladder_chart(rows, sides, _title(measure, groups), _description(measure, groups))
    table = [_table_row(claim, publishers_of(book)) for claim in claims]
    data = [[getattr(claim, name) for name in _DATA] for claim in claims]
    return Figure(f"ladder-{measure}", chart, _caption(measure, claims), _HEAD, table, _DATA, data)


def ladder_rows(
    groups: Sequence[Totals], publishers: dict[str, str], sentences: dict[str, str] | None = None
) -> list[dict[str, Any]]:
    """Give the chart's rows: a heading per side, then a claim each, with the ends that its words leave open.

    Returns
    -------
    list of dict
        ``row`` (rank from the top), ``heading``, ``side``, ``label``, ``bound``, ``value``, ``start`` and ``stop``
        (the line drawn), ``open`` (where an arrow ends), and what the tooltip says.
    """
    top = max(value_of(claim) or 0 for totals in groups for claim in totals.claims)
    rows: list[dict[str, Any]] = []
    for side, of_side in groupby(groups, key=lambda totals: totals.side):
        rows.append({"row": len(rows), "side": side, "heading": _capital(side_text(side))})
        claims = [claim for totals in of_side for claim in totals.claims[:_MOST_PER_SIDE]]
        for claim in sorted(claims, key=lambda claim: -(value_of(claim) or 0)):
            rows.append(_row(len(rows), claim, top, publishers, sentences or {}))
    return rows


def _row(rank: int, claim: Any, top: float, publishers: dict[str, str], sentences: dict[str, str]) -> dict[str, Any]:
    value, arrow = value_of(claim) or 0, top * _ARROW
    source = who(claim, publishers).text
    day = counted_until(claim)
    row = {
        "row": rank,
        "side": claim.side,
        "label": " · ".join(
            part for part in (sign_text(claim), _short(claim, publishers), day and short_date(day)) if part
        ),
        "bound": claim.bound,
        "value": value,
        "href": claim_address(claim),
        "claimant": source,
        "claim": claim_text(claim),
        "as of": date_text(day) if day else "not stated",
        "says": f"{source}: {claim_text(claim)}{dated(claim).text}",
        "sentence": _cut(sentences.get(claim.sentence_id, "")),
    }
    if claim.bound == "between":
        row |= {"start": claim.low, "stop": claim.high}
    elif claim.bound == "at_least":
        row |= {"start": value, "stop": value + arrow, "open": value + arrow}
    elif claim.bound == "at_most":
        row |= {"start": max(0, value - arrow), "stop": value, "open": max(0, value - arrow)}
    return row


def _short(claim: Any, publishers: dict[str, str]) -> str:
    if claim.claimant != "article":
        return str(claim.claimant)
    publisher = publishers.get(claim.document_id, "")
    return f"{publisher}, unnamed source" if publisher else "unnamed source"


def _cut(sentence: str) -> str:
    text = " ".join(sentence.split())
    return text if len(text) <= _SENTENCE else text[:_SENTENCE].rsplit(" ", 1)[0] + " …"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def ladder_chart(rows: list[dict[str, Any]], sides: Sequence[str], title: str, description: str) -> Any:
    """Draw rows of :func:`ladder_rows`: lines from end to end, arrows at open ends, a shape per bound."""
    import altair as alt

    y = alt.Y("row:O", axis=None, sort="ascending", scale=alt.Scale(padding=0))
    color = alt.Color("side:N", scale=color_scale(sides), legend=None)
    tip = [alt.Tooltip(f"{name}:N") for name in ("claimant", "claim", "as of", "sentence")]
    base = alt.Chart(alt.Data(values=rows)).encode(y=y)
    axis: dict[str, Any] = {
        "title": None,
        "scale": alt.Scale(zero=True, nice=True),
        "axis": alt.Axis(format="~s", tickCount=4),
    }
    x = alt.X("value:Q", **axis)
    shape = alt.Shape("bound:N", scale=alt.Scale(domain=list(SHAPES), range=list(SHAPES.values())), legend=None)
    claims = base.encode(color=color, href="href:N", tooltip=tip, description="says:N")
    silent = base.encode(color=color, tooltip=tip)
    bound = silent.transform_filter("isValid(datum.start)")
    between = claims.transform_filter("datum.bound === 'between'")
    ends = silent.transform_filter("datum.bound === 'between'")
    arrows = claims.transform_filter("isValid(datum.open)")
    heads = silent.transform_filter("isValid(datum.open)")
    plain = claims.transform_filter("isValid(datum.value) && !isValid(datum.start)")
    words: dict[str, Any] = {"align": "left", "color": "currentColor"}
    label = claims.transform_filter("isValid(datum.value)").mark_text(
        dy=-9, fontSize=FONT_SIZE, limit=alt.ExprRef("width"), **words
    )
    heading = base.transform_filter("isValid(datum.heading)").mark_text(
        dy=8, fontSize=FONT_SIZE + 1, fontWeight="bold", **words
    )
    # A layer that nothing is left for would have no extent, which Vega warns of.
    layers = {
        "label": label.encode(x=alt.value(0), text="label:N", color=alt.value("currentColor")),
        "heading": heading.encode(x=alt.value(0), text="heading:N", description="heading:N"),
        "start": bound.mark_rule(strokeWidth=3, yOffset=9, aria=False).encode(x=alt.X("start:Q", **axis), x2="stop:Q"),
        "low": between.mark_point(**_END).encode(x="start:Q"),
        "high": ends.mark_point(aria=False, **_END).encode(x="stop:Q"),
        "tick": arrows.mark_point(**_END).encode(x=x),
        "open": heads.mark_point(filled=True, size=90, opacity=1, yOffset=9, aria=False).encode(
            x="open:Q", shape=shape
        ),
        "plain": plain.mark_point(filled=True, size=110, opacity=1, yOffset=9).encode(x=x, shape=shape),
    }
    return alt.layer(*(layers[name] for name in _needed(rows))).properties(
        width="container", height=_ROW * len(rows), title=take_away(title), description=description
    )


def _needed(rows: list[dict[str, Any]]) -> list[str]:
    """Name the layers that have something to draw, lowest first."""
    has = {
        "start": any("start" in row for row in rows),
        "between": any(row.get("bound") == "between" for row in rows),
        "open": any("open" in row for row in rows),
        "plain": any("value" in row and "start" not in row for row in rows),
    }
    needs = {
        "start": "start",
        "low": "between",
        "high": "between",
        "tick": "open",
        "open": "open",
        "plain": "plain",
    }
    return [name for name, need in needs.items() if has[need]] + ["label", "heading"]


def _title(measure: str, groups: Sequence[Totals]) -> str:
    newest = [next(of_side) for _, of_side in groupby(groups, key=lambda totals: totals.side)]
    parts = [f"{claim_text(totals.newest)} for {side_text(totals.side)}" for totals in newest[:2]]
    return _capital(f"{measure_text(measure)}, by the newest count: {' and '.join(parts)}")


def _description(measure: str, groups: Sequence[Totals]) -> str:
    sentences = [f"Claims of people {measure_text(measure)}, each claimant's newest total."]
    for totals in groups:
        ordered = sorted(totals.claims, key=lambda claim: value_of(claim) or 0)
        low, high = ordered[0], ordered[-1]
        if len(ordered) == 1:
            sentences.append(f"For {side_text(totals.side)}: {_told(low)} only.")
        else:
            sentences.append(
                f"For {side_text(totals.side)}: {count_text(len(ordered))} claims from {_told(low)} to {_told(high)}."
            )
    return " ".join(sentences)


def _told(claim: Any) -> str:
    day = counted_until(claim)
    name = name_text(claim.claimant) if claim.claimant != "article" else "an article naming no source"
    return f"{claim_text(claim)} ({', '.join(part for part in (name, day and date_text(day)) if part)})"


def _caption(measure: str, claims: list[Any]) -> Prose:
    number = counted(count_text(len(claims)), "the claims drawn", claims)
    dates = sorted(counted_until(claim) for claim in claims if counted_until(claim))
    span = say("at no stated date")
    if dates:
        span = say("as of ", when(dates[0]), *((" to ", when(dates[-1])) if dates[0] != dates[-1] else ()))
    return say(
        f"People {measure_text(measure)}: each claimant's newest running total, ",
        span,
        ". ",
        "An arrow marks an open end (at least, at most), a bar a range, a circle a plain number, a diamond a rounded ",
        "one. Source: the articles of this book; ",
        number,
        " claim." if len(claims) == 1 else " claims.",
    )


def _table_row(claim: Any, publishers: dict[str, str]) -> list[str | Prose]:
    day = counted_until(claim)
    return [who(claim, publishers), side_text(claim.side), cite(claim), when(day) if day else "not stated"]


def _too_few(measure: str, groups: Sequence[Totals], publishers: dict[str, str]) -> Prose:
    if not groups:
        return say(f"No article gives a running total of people {measure_text(measure)}.")
    parts = [
        say(cite(claim), f" for {side_text(claim.side)}", dated(claim), " (", who(claim, publishers), ")")
        for totals in groups
        for claim in totals.claims
    ]
    verb = "totals are" if len(parts) > 1 else "total is"
    named = f"{measure_text(measure)}: the newest running {verb} "
    return say(_capital(named), join(parts), "; no other claimant gives one.")
