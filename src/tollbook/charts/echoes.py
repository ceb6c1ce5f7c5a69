"""The echo matrix: which statement stands in which article, a line tying the places of one statement."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from tollbook.charts.figure import Figure
from tollbook.charts.theme import FONT_SIZE, color_scale, take_away
from tollbook.intervals import counted_until
from tollbook.phrases import claim_text, count_text, date_text, noun_after, number_text, side_text
from tollbook.prose.echoes import Statement, pairs_of, shared_of, statements_of, titles_of
from tollbook.prose.linked import Answer, Prose, cite, claim_address, counted, join, say, who
from tollbook.prose.overview import dated
from tollbook.prose.totals import publishers_of

if TYPE_CHECKING:
    from tollbook.reading import Book

FEWEST_MARKS = 3
_ROW = 44
_MOST_ROWS = 20
_MOST_ARTICLES = 12
_FEW_ARTICLES = 5
_DATA = ("origin_id", "claim_id", "document_id", "claimant", "side", "measure", "bound", "low", "best", "high", "as_of")
_HEAD = ("Statement", "Side", "By", "Stands in")


def matrix(book: Book) -> Figure | Answer:
    """Draw the statements that more than one article carries against the articles.

    Returns
    -------
    Figure or Answer
        A sentence where there are fewer than three marks to draw, that is, no statement or one in two articles.
    """
    shared = shared_of(book)
    if sum(len(s.documents) for s in shared) < FEWEST_MARKS:
        return Answer("matrix", (_too_few(shared, book),))
    columns = _columns(book, shared)
    drawn = [s for s in shared if len(set(s.documents) & set(columns)) > 1][:_MOST_ROWS]
    titles = titles_of(book)
    title = _title(shared, len(statements_of(book)), titles)
    rows = matrix_rows(drawn, columns, titles, publishers_of(book))
    sides = sorted(set(book.all_claims["side"]))
    chart = matrix_chart(rows, [titles[name] for name in columns], sides, title, _description(title, drawn, titles))
    table = [_table_row(s, book, titles) for s in drawn]
    data = [[getattr(c, name) for name in _DATA] for s in drawn for c in s.claims]
    return Figure("matrix", chart, _caption(drawn, shared), _HEAD, table, _DATA, data)


def _columns(book: Book, shared: Sequence[Statement]) -> list[str]:
    """Give the articles to draw: those that share statements, in the order of the book; the most sharing of many."""
    often = {name: sum(name in s.documents for s in shared) for s in shared for name in s.documents}
    most = sorted(often, key=lambda name: (-often[name], name))[:_MOST_ARTICLES]
    return [name for name in titles_of(book) if name in most]


def matrix_rows(
    drawn: Sequence[Statement], columns: Sequence[str], titles: dict[str, str], publishers: dict[str, str]
) -> list[dict[str, Any]]:
    """Give the chart's rows: one a statement with its label and the line, then one for each article that carries it.

    Returns
    -------
    list of dict
        ``row`` (rank from the top), ``side``; of a statement ``label``, ``first`` and ``last`` article; of a place
        ``article``, ``times`` it is stated there, and what the tooltip says.
    """
    rows: list[dict[str, Any]] = []
    for rank, statement in enumerate(drawn):
        head, places = statement.head, [name for name in columns if name in statement.documents]
        whose = {"both": "Both sides: ", "unknown": "", "": ""}.get(head.side, f"{head.side}: ")
        label = f"{whose}{claim_text(head)} {noun_after(head)} · {_says(statement)}"
        ends = {"first": titles[places[0]], "last": titles[places[-1]], "href": claim_address(head)}
        rows.append({"row": rank, "side": head.side, "label": label[:1].upper() + label[1:]} | ends)
        rows += [_mark(rank, statement, name, titles, publishers) for name in places]
    return rows


def _says(statement: Statement) -> str:
    """Who says it, so that a claimant is not taken for the side: "Ukraine says", "nobody named"."""
    return f"{statement.head.claimant} says" if statement.named else "nobody named"


def _by(statement: Statement) -> str:
    return statement.head.claimant if statement.named else "nobody named"


def _mark(
    rank: int, statement: Statement, name: str, titles: dict[str, str], publishers: dict[str, str]
) -> dict[str, Any]:
    claims = [claim for claim in statement.claims if claim.document_id == name]
    first, source = claims[0], who(claims[0], publishers).text
    day = counted_until(first)
    return {
        "row": rank,
        "side": statement.head.side,
        "article": titles[name],
        "times": len(claims),
        "href": claim_address(first),
        "claimant": source,
        "claim": f"{claim_text(first)} {noun_after(first)}",
        "as of": date_text(day) if day else "not stated",
        "says": f"{titles[name]}: {claim_text(first)} {noun_after(first)}{dated(first).text}, {source}",
    }


_LINE = 12
"""Height of a line of an article's name, in pixels; a name of several words stands above the chart, not in it."""


def matrix_chart(
    rows: list[dict[str, Any]], articles: Sequence[str], sides: Sequence[str], title: str, description: str
) -> Any:
    """Draw rows of :func:`matrix_rows`: a label over each line, a circle where the statement stands."""
    import altair as alt

    few = len(articles) <= _FEW_ARTICLES
    names = alt.Axis(
        orient="top",
        title=None,
        domain=False,
        ticks=False,
        grid=True,
        labelAngle=0 if few else -90,
        labelExpr="split(datum.label, ' ')" if few else "datum.label",
        labelOverlap=False,
        labelPadding=4 + _LINE * (max(len(name.split()) for name in articles) - 1) if few else 4,
        labelLimit=90 if few else 150,
    )
    x = alt.X("article:N", sort=list(articles), axis=names, scale=alt.Scale(domain=list(articles)))
    base = alt.Chart(alt.Data(values=rows)).encode(y=alt.Y("row:O", axis=None, sort="ascending"))
    color = alt.Color("side:N", scale=color_scale(sides), legend=None)
    tip = [alt.Tooltip(f"{name}:N") for name in ("article", "claimant", "claim", "as of", "times")]
    statements, places = (base.transform_filter(f"isValid(datum.{name})") for name in ("label", "article"))
    line = statements.mark_rule(strokeWidth=3, opacity=0.6, yOffset=9, aria=False).encode(
        x=alt.X("first:N", sort=list(articles), axis=names), x2="last:N", color=color
    )
    marks = places.mark_circle(size=150, opacity=1, yOffset=9).encode(
        x=x, color=color, href="href:N", tooltip=tip, description="says:N"
    )
    words = statements.mark_text(
        align="left", dy=-9, fontSize=FONT_SIZE, limit=alt.ExprRef("width"), color="currentColor"
    ).encode(x=alt.value(0), text="label:N", href="href:N", description="label:N")
    height = _ROW * (1 + max(row["row"] for row in rows))
    return alt.layer(line, marks, words).properties(
        width="container", height=height, title=take_away(title), description=description
    )


def _title(shared: Sequence[Statement], all_: int, titles: dict[str, str]) -> str:
    (one, two), common = max(pairs_of(shared).items(), key=lambda item: (len(item[1]), item[0]))
    verb = "stands" if len(shared) == 1 else "stand"
    first = f"{number_text(len(shared))} of {number_text(all_)} statements {verb} in more than one article"
    if len(common) == 1:
        return first
    how = "all" if len(common) == len(shared) else number_text(len(common))
    return f"{first}, {how} of them in both {titles[one]} and {titles[two]}"


def _description(title: str, drawn: Sequence[Statement], titles: dict[str, str]) -> str:
    parts = [
        f"{claim_text(s.head)} {noun_after(s.head)} ({_by(s)}) in {count_text(len(s.documents))} articles"
        for s in drawn[:_FEW_ARTICLES]
    ]
    rest = "; and others" if len(drawn) > _FEW_ARTICLES else ""
    return f"Matrix of statements and the articles that carry them. {title}. {'; '.join(parts)}{rest}."


def _caption(drawn: Sequence[Statement], shared: Sequence[Statement]) -> Prose:
    number = counted(count_text(len(drawn)), "the statements drawn", [s.head for s in drawn])
    start = say(
        "A line is one statement, a circle an article that carries it; colours tell the sides apart. Unit: statements. "
        "Source: the articles of this book; ",
        number,
        " statement" if len(drawn) == 1 else " statements",
    )
    left = list(shared[len(drawn) :])
    if not left:
        return say(start, ".")
    return say(start, ", ", counted(count_text(len(left)), "shared statements left out", [s.head for s in left]),
               " more are left out.")  # fmt: skip


def _table_row(statement: Statement, book: Book, titles: dict[str, str]) -> list[str | Prose]:
    head = statement.head
    by = who(head, publishers_of(book)) if statement.named else say("nobody named")
    places = [
        cite(next(c for c in statement.claims if c.document_id == name), titles[name]) for name in statement.documents
    ]
    said = say(cite(head), f" {noun_after(head)}", dated(head))
    return [said, side_text(head.side), by, join(places, "; ", "; ")]


def _too_few(shared: Sequence[Statement], book: Book) -> Prose:
    if not shared:
        return say("No statement stands in more than one article.")
    titles, head = titles_of(book), shared[0].head
    places = [cite(c, titles[c.document_id]) for c in {c.document_id: c for c in shared[0].claims}.values()]
    told = say(cite(head), f" {noun_after(head)}", dated(head), " (", who(head, publishers_of(book)), ")")
    return say("One statement stands in more than one article: ", told, ", in ", join(places), ".")
