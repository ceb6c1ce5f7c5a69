"""A folder of labelled articles → how well they are read, as frames, text or JSON."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tollbook import lexicon
from tollbook.articles import Article, slug, take_in
from tollbook.claims import read_article
from tollbook.errors import InputError
from tollbook.schema import frame_of
from tollbook.scoring import DOCUMENTS, NONCLAIMS, STEPS, Score, read_labels, score_claims, score_numbers

if TYPE_CHECKING:
    import pandas as pd

_MISSED = ["doc_id", "figure_text", "measure", "side", "claimant"]
_SURPLUS = ["document_id", "surface", "measure", "side", "claimant"]


@dataclass(frozen=True, slots=True)
class Scoreboard:
    """How well a set of labelled articles is read.

    Attributes
    ----------
    gold : str
        The file of labels, as named.
    score : Score
        Claims against labels; its confusions include kinds of numbers.
    numbers : pandas.DataFrame
        ``kind, right, labels`` of every labelled number; empty where there is no ``-nonclaims.csv``.
    texts, silent, extra : int
        Texts read, texts of them without a labelled claim, and the claims read there, which precision leaves out.
    """

    gold: str
    score: Score
    numbers: pd.DataFrame
    texts: int
    silent: int
    extra: int

    def part(self, name: str) -> dict[str, Any]:
        """Give one step or field of the score: ``precision, recall, f1, right, read, labels``."""
        table = self.score.table
        return {str(key): value for key, value in table[table["name"] == name].iloc[0].items()}


def score_articles(gold: Path, articles: Path, own_lexicon: Path | None = None) -> Scoreboard:
    """Read the articles that are labelled, and compare.

    Parameters
    ----------
    gold : Path
        A CSV of labels. Beside it may stand ``-nonclaims.csv`` (the other numbers and their kinds) and
        ``-documents.csv`` (``doc_id, published``: the day a text is meant to have appeared).
    articles : Path
        Folder of the labelled texts; others in it are passed over.
    own_lexicon : Path, optional
        Folder of CSV files with the shipped lexicon's names, read on top of it.

    Returns
    -------
    Scoreboard

    Raises
    ------
    InputError
        When a file is missing or lacks a column, or labels speak of a text that is not in the folder.
    """
    gold, articles = Path(gold), Path(articles)
    labels = read_labels(gold)
    nonclaims = _beside(gold, "nonclaims", NONCLAIMS)
    documents = _beside(gold, "documents", DOCUMENTS)
    days = dict(zip(documents["doc_id"], documents["published"], strict=True))
    wanted = sorted({*labels["doc_id"], *nonclaims["doc_id"], *days})
    chosen = _articles_of(wanted, articles, gold)
    terms = lexicon.load(own_lexicon)
    readings = [
        read_article(a.text, slug(doc_id), days.get(doc_id) or a.published, "", a.publisher, terms)
        for doc_id, a in chosen.items()
    ]
    claims = frame_of([row for reading in readings for row in reading.claims], "claims")
    figures = frame_of([row for reading in readings for row in reading.figures], "figures")
    score = score_claims(claims, labels)
    numbers, kinds = score_numbers(figures, labels, nonclaims)
    silent = {slug(doc_id) for doc_id in set(chosen) - set(labels["doc_id"])}
    extra = int(claims["document_id"].isin(silent).sum())
    return Scoreboard(gold.as_posix(), score.also_confused(kinds), numbers, len(chosen), len(silent), extra)


def _beside(gold: Path, name: str, columns: tuple[str, ...]) -> pd.DataFrame:
    path = gold.with_name(f"{gold.stem}-{name}.csv")
    if path.is_file():
        return read_labels(path, columns)
    import pandas as pd

    return pd.DataFrame(columns=list(columns))


def _articles_of(wanted: list[str], folder: Path, gold: Path) -> dict[str, Article]:
    """Find the article of each label: its file's stem is the ``doc_id`` or begins with it."""
    found = {article.document_id: article for article in take_in(folder).articles}
    chosen, missing = {}, []
    for doc_id in wanted:
        own = slug(doc_id)
        fits = [own] if own in found else [name for name in found if name.startswith(f"{own}-")]
        if fits:
            chosen[doc_id] = found[fits[0]]
        else:
            missing.append(doc_id)
    if missing:
        raise InputError(
            f"{folder}: holds no article {', '.join(missing[:3])}{' …' if missing[3:] else ''} that {gold} labels. "
            "Name the folder of the labelled texts, e.g. data/gold/dev; a file's name begins with the doc_id."
        )
    return chosen


def describe_score(board: Scoreboard, limit: int = 10) -> str:
    """Write a scoreboard as text; ``limit`` is how many confusions, misses and extra claims are listed.

    0 lists none: for texts that are measured and never tuned on.
    """
    table = board.score.table.set_index("name")
    labels, read = int(table["labels"].iloc[0]), int(table["read"].iloc[0])
    lines = [f"{board.gold}: {board.texts} texts, {labels} claims labelled, {read} read", ""]
    lines.append(f"{'':<24}{'precision':>9}{'recall':>9}{'F1':>9}")
    lines += [f"{n:<24}{r.precision:>9.3f}{r.recall:>9.3f}{r.f1:>9.3f}" for n, r in table.loc[list(STEPS)].iterrows()]
    fields = table.drop(index=list(STEPS))
    lines += ["", f"right in the claims found ({int(table['right'].iloc[0])})"]
    lines += [f"  {name:<22}{row.f1:>9.3f}" for name, row in fields.iterrows()]
    if len(board.numbers):
        right, every = int(board.numbers["right"].sum()), int(board.numbers["labels"].sum())
        lines += ["", f"numbers of the right kind: {right} of {every} ({right / every:.3f})"]
        lines += [f"  {row.kind:<22}{row.right:>4} of {row.labels}" for row in board.numbers.itertuples()]
    return "\n".join(lines + (_listed(board, limit) if limit > 0 else []))


def _listed(board: Scoreboard, limit: int) -> list[str]:
    score = board.score
    out = ["", "most often confused: read → labelled"]
    out += [f"  {row.count:>4}  {row.field}: {row.read} → {row.labelled}" for row in _rows(score.confusions, limit)]
    out += ["", f"claims missed: {len(score.missed)}"]
    out += [f"  {' · '.join(map(str, row))}" for row in _rows(score.missed[_MISSED], limit)]
    apart = f", {board.extra} of them in texts that hold none" if board.silent else ""
    out += ["", f"claims read where none is labelled: {len(score.surplus)}{apart}"]
    out += [f"  {' · '.join(map(str, row))}" for row in _rows(score.surplus[_SURPLUS], limit)]
    return out


def _rows(frame: pd.DataFrame, limit: int) -> list[Any]:
    return list(frame.head(limit).itertuples(index=False, name="Row" if "field" in frame else None))


def score_data(board: Scoreboard) -> dict[str, Any]:
    """Give a scoreboard as plain values, ready for JSON."""
    steps = board.score.table["name"].isin(list(STEPS))
    return {
        "gold": board.gold,
        "texts": board.texts,
        "texts_without_claims": board.silent,
        "claims_read_there": board.extra,
        "steps": board.score.table[steps].to_dict("records"),
        "fields": board.score.table[~steps][["name", "f1", "right", "labels"]]
        .rename(columns={"f1": "accuracy"})
        .to_dict("records"),
        "numbers": board.numbers.to_dict("records"),
        "confusions": board.score.confusions.to_dict("records"),
        "missed": board.score.missed[["start", *_MISSED]].to_dict("records"),
        "surplus": board.score.surplus[["start", *_SURPLUS]].to_dict("records"),
    }
