"""Books made for tests: documents and claims in a few words, any war, no article needed."""

from types import SimpleNamespace

from tollbook.judge import judge
from tollbook.reading import Book
from tollbook.schema import COLUMNS, TABLES, frame_of

NAN = float("nan")
_BY_MARCH = {"as_of": "2024-03", "period_end": "2024-03"}


def document(key="a", published="2024-05-03", **more):
    """Give one row of documents."""
    row = {
        "document_id": key, "path": f"{key}.txt", "sha256": key * 8, "publisher": f"The {key.title()} Times",
        "headline": f"Headline of {key}", "text_kind": "original", "published": published,
        "published_basis": "stated" if published else "unknown", "published_earliest": published,
        "published_latest": published, "language": "en", "n_words": 120, "n_sentences": 4,
    }  # fmt: skip
    return row | more


def claim(rank, number, *, bound="exact", to=None, **more):
    """Give one row of claims; ``number`` goes where the bound says, ``to`` is a range's upper end."""
    where = {"at_least": "low", "at_most": "high", "between": "low"}.get(bound, "best")
    row = {
        "claim_id": f"c{rank:012x}", "figure_id": f"f{rank:012x}", "document_id": "a", "sentence_id": "a:0",
        "start": rank * 10, "end": rank * 10 + 5, "surface": f"{number:,}" if number is not None else "dozens",
        "low": NAN, "best": NAN, "high": NAN, "bound": bound, "unit": "persons", "measure": "killed",
        "side": "Northland", "population": "military", "scope": "cumulative", "claimant": "Red Cross",
        "period_start": "2023-01", "period_end": "2024-05-01", "as_of": "2024-05-01", "modality": "asserted",
        "origin_id": f"o{rank}", "rule": "made",
    }  # fmt: skip
    if number is not None:
        row[where] = float(number)
    return row | ({"high": float(to)} if to else {}) | more


def attack(rank, number, day="2024-04-30", **more):
    """Give one row of claims about a single day."""
    return claim(rank, number, **({"scope": "incident", "period_start": day, "period_end": day, "as_of": ""} | more))


def tables(claims=(), documents=None, sentences=(), figures=()):
    """Give tables of these rows."""
    documents = [document()] if documents is None else documents
    return SimpleNamespace(
        documents=_frame(documents, "documents"),
        sentences=_frame(sentences, "sentences"),
        figures=_frame(figures, "figures"),
        claims=_frame(claims, "claims"),
        quarantine=frame_of([], "quarantine"),
    )


def _frame(rows, name):
    """Give a frame whose unmentioned text columns are empty."""
    blank = {column: "" for column in TABLES[name].columns if COLUMNS[column].type == "string"}
    return frame_of([blank | row for row in rows], name)


def judged_book(claims=(), documents=None, sentences=(), **parameters):
    """Give a book of these rows with what is judged from them."""
    made = tables(claims, documents, sentences)
    return Book.from_tables(SimpleNamespace(**vars(made), judged=judge(made)), parameters)


def book(claims=(), documents=None, **parameters):
    """Give a book of these rows."""
    return Book.from_tables(tables(claims, documents), parameters)


def other_war():
    """Give a book about a war of two made-up sides: totals, sums, an attack, a category error."""
    rows = [
        claim(1, 12_000, measure="casualties", claimant="Northland Ministry of War"),
        claim(
            2,
            9_000,
            bound="at_least",
            measure="casualties",
            claimant="Southia",
            as_of="2024-03",
            period_end="2024-03",
        ),
        claim(3, 3_000, bound="at_most", claimant="Northland Ministry of War", part_of="c000000000001"),
        claim(4, 2_000, side="Southia", claimant="Aid Watch"),
        claim(5, 5_000, side="Southia", measure="wounded", bound="about", claimant="Aid Watch"),
        claim(6, 6_000, bound="between", to=8_000, side="Southia", measure="casualties", claimant="Red Cross"),
        claim(7, 12_000, claimant="article", document_id="b", as_of="2024-05-02", period_end="2024-05-02"),
        claim(8, 20_000, modality="projected", measure="casualties", claimant="Red Cross"),
        attack(9, 40, unit="missiles", measure="launched", population="", bound="at_least"),
        attack(10, 1, side="Southia", population="civilian", claimant="local officials"),
        attack(11, 7, side="Southia", measure="wounded", population="unknown", claimant="article"),
    ]
    return book(rows, [document("a"), document("b", "", published_earliest="2024-05", published_latest="2024-06")])
