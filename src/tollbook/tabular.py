"""Rows → a readable HTML table, and the same rows as CSV to take away."""

from __future__ import annotations

import base64
import csv
import html
import io
import math
from collections.abc import Collection, Sequence

from tollbook.prose.linked import Prose

Cell = str | Prose | float | int | None
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def html_table(
    head: Sequence[str], rows: Sequence[Sequence[str | Prose]], caption: str, numeric: Collection[int] = ()
) -> str:
    """Write a table that a screen reader can walk; the first cell of a row is its header.

    Parameters
    ----------
    head : sequence of str
        One label per column.
    rows : sequence of rows
        Text is escaped; :class:`Prose` brings its own links.
    caption : str
        What the table shows.
    numeric : collection of int
        Columns to set flush right.

    Returns
    -------
    str
        A ``<table>`` in a box that scrolls sideways by itself, so that the page never does.
    """
    heads = "".join(f'<th scope="col"{_align(i, numeric)}>{html.escape(label)}</th>' for i, label in enumerate(head))
    body = "".join(f"<tr>{_cells(row, numeric)}</tr>" for row in rows)
    label = html.escape(caption)
    return (
        f'<div class="tb-scroll" role="region" tabindex="0" aria-label="{label}">'
        f'<table class="tb-table"><caption>{label}</caption>'
        f"<thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _cells(row: Sequence[str | Prose], numeric: Collection[int]) -> str:
    cells = []
    for i, cell in enumerate(row):
        shown = cell.html if isinstance(cell, Prose) else html.escape(cell, quote=False)
        tag, scope = ("th", ' scope="row"') if i == 0 else ("td", "")
        cells.append(f"<{tag}{scope}{_align(i, numeric)}>{shown}</{tag}>")
    return "".join(cells)


def _align(column: int, numeric: Collection[int]) -> str:
    return ' class="tb-num"' if column in numeric else ""


def csv_text(head: Sequence[str], rows: Sequence[Sequence[Cell]]) -> str:
    r"""Write rows as CSV that a spreadsheet cannot run: text that begins like a formula gets an apostrophe.

    Examples
    --------
    >>> csv_text(["surface", "best"], [["=1+1", 3.0], ["about 5", None]])
    "surface,best\r\n'=1+1,3\r\nabout 5,\r\n"
    """
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(head)
    writer.writerows([_plain(cell) for cell in row] for row in rows)
    return out.getvalue()


def _plain(cell: Cell) -> str:
    if cell is None or (isinstance(cell, float) and math.isnan(cell)):
        return ""
    if isinstance(cell, float):
        return f"{cell:.0f}" if cell.is_integer() else repr(cell)
    if isinstance(cell, int):
        return str(cell)
    text = cell.text if isinstance(cell, Prose) else cell
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA) or text.startswith(_FORMULA) else text


def csv_link(name: str, text: str, label: str = "Download the data (CSV)") -> str:
    """Give a link that saves CSV text as ``name``: no script, no server needed."""
    data = base64.b64encode(("\ufeff" + text).encode()).decode()
    address = f"data:text/csv;charset=utf-8;base64,{data}"
    return f'<a class="tb-download" download="{html.escape(name)}" href="{address}">{html.escape(label)}</a>'
