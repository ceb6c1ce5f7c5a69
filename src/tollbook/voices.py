"""Sentences as tables hold them → each article read once more: tagged sentences and who speaks in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tollbook.attribution import Attribution, find_attributions
from tollbook.carried import Carried
from tollbook.claimants import find_study
from tollbook.claims import one_to_one
from tollbook.discourse import Discourse, note_polities
from tollbook.lexicon import Lexicon
from tollbook.sentences import Sentence
from tollbook.tagging import Tagged, tag

if TYPE_CHECKING:
    import pandas as pd

SPOKEN = ("body", "quote", "standfirst")
"""Roles of sentences in which somebody speaks; headlines and captions repeat them."""


@dataclass(slots=True)
class Voice:
    """One sentence read again: its row, its tags, who is named as speaking, and whose quotation goes on."""

    row: Any
    tagged: Tagged
    speakers: list[Attribution]
    quoted: Attribution | None = None
    paragraph: int = 0


def sentences_by_article(sentences: pd.DataFrame) -> Iterator[tuple[str, list[Any]]]:
    """(document_id, rows of its sentences in their order) of every article, by id."""
    ordered = sentences.sort_values(["document_id", "start"], kind="stable")
    for document_id, rows in ordered.groupby("document_id", sort=True):
        yield str(document_id), list(rows.itertuples(index=False))


def published_of(documents: pd.DataFrame) -> dict[str, str]:
    """Day of publication by document_id, "" where it is not known."""
    return dict(zip(documents["document_id"], documents["published"], strict=True))


def hear(rows: list[Any], published: str, lexicon: Lexicon) -> list[Voice]:
    """Read an article's sentences again for who speaks.

    Parameters
    ----------
    rows : list of named tuples
        Rows of the sentences table, in their order.
    published : str
        Day of publication, ISO, or "".
    lexicon : Lexicon
        Offices and canonical names.

    Returns
    -------
    list of Voice
        One per sentence that is spoken text (:data:`SPOKEN`). Line ends are not in the table: sentences that stand
        more than one character apart begin a new paragraph.
    """
    carried = Carried(Discourse(lexicon), published, "")
    plain = [one_to_one(row.text) for row in rows]
    note_polities("\n".join(plain), carried.discourse)
    carried.speakers.home = carried.discourse.home()
    tagged = [tag(text, lexicon) for text in plain]
    carried.speakers.study = next((study for item in tagged if (study := find_study(item)) is not None), None)
    out: list[Voice] = []
    paragraph, end = 0, -1
    for row, item in zip(rows, tagged, strict=True):
        paragraph, end = paragraph + (row.start > end + 1), row.end
        if row.role not in SPOKEN:
            continue
        sentence = Sentence(row.start, row.end, row.role, paragraph, item.text)
        carried.enter(sentence)
        speakers = find_attributions(item, lexicon, carried.speakers, row.role == "standfirst")
        out.append(Voice(row, item, speakers, carried.speaker_carried(sentence, speakers), paragraph))
        carried.leave(sentence, item, [], speakers)
    return out
