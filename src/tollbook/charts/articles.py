"""When the articles were published: a mark where the day is known, a bar where it can only be bracketed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tollbook.charts.figure import Figure
from tollbook.charts.theme import FONT_SIZE, NEUTRAL, take_away
from tollbook.intervals import first_day, last_day
from tollbook.phrases import count_text, date_text, number_text, short_date
from tollbook.prose.articles import (
    BASES,
    article_link,
    claims_per_article,
    documents_of,
    earliest,
    latest,
    published_prose,
    title_of,
)
from tollbook.prose.linked import Answer, Prose, counted_documents, say

if TYPE_CHECKING:
    from tollbook.reading import Book

FEWEST_MARKS = 3
_ROW = 44
_DENSE_ROW = 7
_MOST_LABELS = 40
_COLOR = "#2e86c8"
_DATA = ("document_id", "publisher", "published", "published_earliest", "published_latest", "published_basis")


def timeline(book: Book) -> Figure | Answer:
    """Draw the articles over time, with how many claims each makes.

    Returns
    -------
    Figure or Answer
        A sentence where fewer than three articles have a date.
    """
    rows = [row for row in documents_of(book) if earliest(row) and latest(row)]
    if len(rows) < FEWEST_MARKS:
        return Answer("timeline", (_too_few(rows),))
    claims = claims_per_article(book)
    marks = [_mark(rank, row, claims.get(row.document_id, 0)) for rank, row in enumerate(rows)]
    chart = timeline_chart(marks, _title(rows), _description(rows))
    head = ("Publisher", "Published", "Date is", "Claims")
    table = [_table_row(row, claims.get(row.document_id, 0)) for row in rows]
    data = [[getattr(row, name) for name in _DATA] for row in rows]
    return Figure("timeline", chart, _caption(rows), head, table, _DATA, data)


def _mark(rank: int, row: Any, claims: int) -> dict[str, Any]:
    day = published_prose(row).text
    return {
        "row": rank,
        "start": first_day(earliest(row)),
        "stop": last_day(latest(row)),
        "exact": first_day(earliest(row)) == last_day(latest(row)),
        "label": f"{title_of(row)} · {_span(row)} · {number_text(claims)} claim{'' if claims == 1 else 's'}",
        "href": f"evidence/{row.document_id}.html",
        "headline": row.headline,
        "published": day,
        "the date is": BASES[row.published_basis],
    }


def _span(row: Any) -> str:
    """Give the day, or the bracket, in few letters."""
    start, end = earliest(row), latest(row)
    return short_date(start) if start == end else f"{short_date(start)} to {short_date(end)}"


def timeline_chart(marks: list[dict[str, Any]], title: str, description: str) -> Any:
    """Draw marks of articles: a circle for a known day, a bar where only a bracket is known."""
    import altair as alt

    tip = [alt.Tooltip(f"{name}:N") for name in ("headline", "published", "the date is")]
    y = alt.Y("row:O", axis=None, sort="ascending")
    base = alt.Chart(alt.Data(values=marks)).encode(y=y, href="href:N", tooltip=tip, description="label:N")
    # A day is the same day everywhere: without "utc" the drawing would follow the machine's time zone.
    x = alt.X(
        "start:T",
        scale=alt.Scale(type="utc"),
        title=None,
        axis=alt.Axis(format="%b %Y", tickCount=4, labelOverlap=True),
    )
    bars = base.transform_filter("!datum.exact").mark_rule(strokeWidth=6, opacity=0.75, color=NEUTRAL, yOffset=9)
    days = base.transform_filter("datum.exact").mark_circle(size=110, opacity=1, color=_COLOR, yOffset=9)
    labels = base.mark_text(align="left", dy=-9, fontSize=FONT_SIZE, limit=alt.ExprRef("width"), color="currentColor")
    dense = len(marks) > _MOST_LABELS
    layers = [] if dense else [labels.encode(x=alt.value(0), text="label:N")]
    if any(mark["exact"] for mark in marks):
        layers.insert(0, days.encode(x=x))
    if not all(mark["exact"] for mark in marks):
        layers.insert(0, bars.encode(x=x, x2="stop:T"))
    return alt.layer(*layers).properties(
        width="container",
        height=(_DENSE_ROW if dense else _ROW) * len(marks),
        title=take_away(title),
        description=description,
    )


def _title(rows: list[Any]) -> str:
    known = [row for row in rows if earliest(row) == latest(row) and len(earliest(row)) == 10]
    first, last = min(first_day(earliest(r)) for r in rows), max(last_day(latest(r)) for r in rows)
    span = f"between {date_text(first[:7])} and {date_text(last[:7])}"
    if len(known) == len(rows):
        return f"All {count_text(len(rows))} articles can be dated to the day, {span}"
    none = "none" if not known else f"only {count_text(len(known))}"
    return f"Of {count_text(len(rows))} articles {span}, {none} can be dated to the day"


def _description(rows: list[Any]) -> str:
    parts = [f"{title_of(row)}, {published_prose(row).text}" for row in rows[:12]]
    rest = "; and others" if len(rows) > 12 else ""
    return f"Timeline of publication. {_title(rows)}: {'; '.join(parts)}{rest}."


def _caption(rows: list[Any]) -> Prose:
    number = counted_documents(
        count_text(len(rows)), "the articles drawn", [(r.document_id, title_of(r)) for r in rows]
    )
    noun = " articles" if len(rows) != 1 else " article"
    return say(
        "Day of publication. A circle is a known day, a bar spans the days that are possible. ",
        "Source: the articles themselves; ",
        number,
        f"{noun} of known or bracketed date.",
    )


def _table_row(row: Any, claims: int) -> list[str | Prose]:
    return [
        article_link(row),
        published_prose(row),
        BASES[row.published_basis],
        article_link(row, number_text(claims)),
    ]


def _too_few(rows: list[Any]) -> Prose:
    if not rows:
        return say("No article has a known day of publication, so there is no timeline to draw.")
    parts = [say(article_link(row), " appeared ", published_prose(row)) for row in rows]
    return say(*[piece for part in parts for piece in (part, ". ")][:-1], ".")
