"""How well the book reads, and what its numbers are: a chart of scores and one of kinds."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from tollbook.charts.figure import Figure
from tollbook.charts.theme import FONT_SIZE, NEUTRAL, PALETTE, take_away
from tollbook.phrases import count_text, number_text
from tollbook.prose.linked import Answer, Note, Prose, join, say
from tollbook.prose.trust import LINES, figure_count, find_scores, kinds_of, precision, recall, set_name, source_link
from tollbook.scoring import STEPS
from tollbook.tabular import Cell

if TYPE_CHECKING:
    from tollbook.reading import Book

FEWEST_MARKS = 3
_PAGE = "10-trust.html"
_ROW = 44
_SHAPES = ("circle", "diamond", "square", "triangle-up")


def scores(root: Path | None = None) -> Figure | Answer:
    """Draw, for each set of labelled texts, of how many in a hundred claims each growing step is right."""
    boards = find_scores(root)
    if not boards:
        return Answer("scores", (say("Without labelled texts there is no score to draw."),))
    name = "scores"
    pairs = [(key, step) for key in boards for step in STEPS]
    cells = {(key, step): (recall(key, boards[key], step), precision(key, boards[key], step)) for key, step in pairs}
    marks = [_score_mark(name, rank, step, key, cells) for rank, step in enumerate(STEPS) for key in boards]
    title, told = _scores_title(next(iter(boards)), cells), _scores_told(boards, cells)
    chart = _dots(marks, [set_name(key) for key in boards], title, f"Dot plot. {title}. {told}.")
    caption = say(
        "Of a hundred claims labelled by hand, how many are read with all right that a line and those above it name. "
        "Unit: claims of a hundred. Source: the project's own labelled texts, listed below; ",
        join([say(_labels(key, board), f" labels in the {set_name(key)}") for key, board in boards.items()]), ".",
    )  # fmt: skip
    notes = tuple(note for pair in cells.values() for prose in pair for note in prose.notes)
    parts = ("of those labelled", "of those read")
    head = ["Right so far", *(f"{part}, {set_name(key)}" for key in boards for part in parts)]
    rows: list[list[str | Prose]] = [
        [said, *(_inside(name, p) for key in boards for p in cells[key, step])]
        for said, step in zip(LINES, STEPS, strict=True)
    ]
    tables = [(key, row) for key, board in boards.items() for row in board.score.table.to_dict("records")]
    data = [[key, *(row[column] for column in _DATA[1:])] for key, row in tables]
    return Figure(name, chart, _with_notes(caption, notes), head, rows, _DATA, data)


_DATA = ("set", "name", "precision", "recall", "f1", "right", "read", "labels")


def _labels(key: str, board: Any) -> Prose:
    return source_link(key, number_text(board.part("claim found")["labels"]))


def _inside(name: str, prose: Prose) -> Prose:
    """Let a number of a table lead to its note under the figure's caption."""
    return Prose(prose.html.replace('"#how-', f'"#how-{name}-'), prose.text)


def _note_address(name: str, prose: Prose) -> str:
    return f"{_PAGE}#how-{name}-{prose.notes[0].key}"


def _score_mark(name: str, rank: int, step: str, key: str, cells: Any) -> dict[str, Any]:
    found, _ = cells[key, step]
    numbers = [pair[0].text for (_, other), pair in cells.items() if other == step]
    return {
        "row": rank, "value": int(found.text), "set": set_name(key), "href": _note_address(name, found),
        "step": f"{LINES[rank].capitalize() if rank == 0 else LINES[rank]} · {' and '.join(numbers)}",
        "label": f"{LINES[rank]}: {found.text} of a hundred, {set_name(key)}",
    }  # fmt: skip


def _scores_title(key: str, cells: Any) -> str:
    first, *_, last = [cells[key, step][0].text for step in STEPS]
    return f"Of a hundred claims in the {set_name(key)}, {first} are found and {last} are right in everything"


def _scores_told(boards: Any, cells: Any) -> str:
    named = list(zip(LINES, STEPS, strict=True))
    parts = [f"{set_name(key)}, {', '.join(f'{said} {cells[key, s][0].text}' for said, s in named)}" for key in boards]
    return "; ".join(parts)


def _dots(marks: list[dict[str, Any]], sets: list[str], title: str, description: str) -> Any:
    import altair as alt

    y = alt.Y("row:O", axis=None, sort="ascending")
    base = alt.Chart(alt.Data(values=marks)).encode(y=y)
    x = alt.X("value:Q", title=None, scale=alt.Scale(domain=[0, 100]), axis=alt.Axis(tickCount=5))
    legend = alt.Legend(title=None, orient="top", direction="vertical")
    dots = base.mark_point(size=110, filled=True, opacity=1, yOffset=9).encode(
        x=x, href="href:N", description="label:N", tooltip=[alt.Tooltip("label:N", title="right")],
        color=alt.Color("set:N", legend=legend, scale=alt.Scale(domain=sets, range=list(PALETTE[: len(sets)]))),
        shape=alt.Shape("set:N", legend=legend, scale=alt.Scale(domain=sets, range=list(_SHAPES[: len(sets)]))),
    )  # fmt: skip
    words = base.mark_text(align="left", dy=-9, fontSize=FONT_SIZE, color="currentColor")
    labels = words.transform_filter(f"datum.set === '{sets[0]}'").encode(
        x=alt.value(0), text="step:N", href="href:N", description="step:N"
    )
    return alt.layer(dots, labels).properties(
        width="container", height=_ROW * len(STEPS), title=take_away(title), description=description
    )


def account(book: Book) -> Figure | Answer:
    """Draw what the numbers of the articles are, kind by kind: claims, dates, ages and so on.

    Returns
    -------
    Figure or Answer
        A sentence where there are fewer than three kinds.
    """
    kinds = kinds_of(book)
    counts = {kind: figure_count(rows, kind, book) for kind, rows in kinds}
    parts = join([say(counts[kind], f" of kind {kind.replace('_', ' ')}") for kind, _ in kinds])
    if len(kinds) < FEWEST_MARKS:
        few = say("The numbers of these articles: ", parts, ".") if kinds else say("These articles hold no number.")
        return Answer("account", (few,))
    name, every = "account", [figure for _, rows in kinds for figure in rows]
    marks = [_account_mark(name, rank, kind, len(rows), counts[kind]) for rank, (kind, rows) in enumerate(kinds)]
    title = _account_title(kinds, len(every))
    chart = _bars(marks, title, f"Bars. {title}: {', '.join(f'{kind} {len(rows)}' for kind, rows in kinds)}.")
    caption = say(
        "Every number of the articles, in digits or words, by what it is. Unit: mentions. Source: the articles of this "
        "book; ", figure_count(every, "every number of the articles", book), " numbers.",
    )  # fmt: skip
    caption = _with_notes(caption, tuple(note for count in counts.values() for note in count.notes))
    table: list[list[str | Prose]] = [[kind.replace("_", " "), _inside(name, counts[kind])] for kind, _ in kinds]
    data: list[list[Cell]] = [[kind, len(rows)] for kind, rows in kinds]
    return Figure(name, chart, caption, ("Kind", "Numbers"), table, ("kind", "numbers"), data)


def _account_mark(name: str, rank: int, kind: str, count: int, told: Prose) -> dict[str, Any]:
    return {
        "row": rank, "value": count, "claim": kind == "claim", "href": _note_address(name, told),
        "label": f"{kind.replace('_', ' ')} · {number_text(count)}",
    }  # fmt: skip


def _with_notes(prose: Prose, notes: tuple[Note, ...]) -> Prose:
    return Prose(prose.html, prose.text, prose.claims, (*prose.notes, *notes))


def _account_title(kinds: list[tuple[str, list[Any]]], every: int) -> str:
    counts = {kind: len(rows) for kind, rows in kinds}
    claims, odd = counts.get("claim", 0), counts.get("other", 0)
    verb = "is a claim" if claims == 1 else "are claims"
    rest = "none is unexplained" if not odd else f"{count_text(odd)} {'has' if odd == 1 else 'have'} no kind"
    return f"Of {count_text(every)} numbers in the articles, {count_text(claims)} {verb} and {rest}"


def _bars(marks: list[dict[str, Any]], title: str, description: str) -> Any:
    import altair as alt

    base = alt.Chart(alt.Data(values=marks)).encode(
        y=alt.Y("row:O", axis=None, sort="ascending"), href="href:N", description="label:N"
    )
    x = alt.X("value:Q", title=None, axis=alt.Axis(tickCount=4))
    color = alt.condition("datum.claim", alt.value(PALETTE[0]), alt.value(NEUTRAL))
    tip = alt.Tooltip("label:N", title="numbers")
    bars = base.mark_bar(height=7, yOffset=9).encode(x=x, color=color, tooltip=[tip])
    labels = base.mark_text(align="left", dy=-5, fontSize=FONT_SIZE, color="currentColor")
    return alt.layer(bars, labels.encode(x=alt.value(0), text="label:N")).properties(
        width="container", height=34 * len(marks), title=take_away(title), description=description
    )
