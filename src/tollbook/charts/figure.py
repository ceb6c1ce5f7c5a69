"""Chart → figure: caption, data to take away, and the table behind it."""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tollbook.prose.linked import Answer, Prose
from tollbook.tabular import Cell, csv_link, csv_text, html_table


@dataclass(frozen=True)
class Figure:
    """A chart with everything a reader needs to check it.

    Attributes
    ----------
    name : str
        Id of the figure in its page and name of its download.
    chart : altair.TopLevelMixin
        With ``title`` and ``description`` (the alternative text) set.
    caption : Prose
        What is shown, unit, period, source and how many.
    head, rows : sequences
        The table behind the chart, its numbers linked to their evidence.
    data_head, data : sequences
        The same as plain values, for the download.
    """

    name: str
    chart: Any
    caption: Prose
    head: Sequence[str]
    rows: Sequence[Sequence[str | Prose]]
    data_head: Sequence[str]
    data: Sequence[Sequence[Cell]]

    def _repr_html_(self) -> str:
        drawn = self.chart._repr_mimebundle_()
        picture = (drawn[0] if isinstance(drawn, tuple) else drawn or {}).get("text/html", "")
        caption = Answer(self.name, (self.caption,))._repr_html_()
        download = csv_link(f"{self.name}.csv", csv_text(self.data_head, self.data))
        table = html_table(self.head, self.rows, "The numbers of this chart")
        return (
            f'<figure class="tb-figure" id="fig-{html.escape(self.name)}">{picture}'
            f"<figcaption>{caption}<p>{download}</p></figcaption>"
            f'<details class="tb-data"><summary>Table behind the chart</summary>{table}</details></figure>'
        )

    def __str__(self) -> str:
        return f"{self.title}\n{self.caption.text}"

    @property
    def title(self) -> str:
        """The take-away."""
        title = self.chart.to_dict().get("title", "")
        lines = title["text"] if isinstance(title, dict) else title
        return " ".join(lines) if isinstance(lines, list) else str(lines)
