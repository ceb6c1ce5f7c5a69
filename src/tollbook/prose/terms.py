"""Chapter 00, third part: what the signs and the word casualty mean, shown on this book's own numbers."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from tollbook.categories import CategoryError, find_category_errors, suspect_ids
from tollbook.intervals import counted_until, value_of
from tollbook.phrases import count_text, measure_text, noun_after, number_text, side_text, sign_text, what_text
from tollbook.prose.linked import Answer, Prose, capital, cite, cite_document, computed, counted, say, who
from tollbook.prose.overview import dated
from tollbook.prose.totals import find_totals, publishers_of
from tollbook.schema import rows_of

if TYPE_CHECKING:
    from tollbook.reading import Book

_ERRORS_TOLD = 3
_SIGNS = (
    ("at_least", "≥", "at least", "the words give a floor (“more than”, “over”); the number may be higher"),
    ("at_most", "≤", "at most", "the words give a ceiling (“up to”); how far below it lies nobody says"),
    ("about", "~", "about", "the claimant rounds"),
    ("nearly", "≲", "nearly", "the number is just short of this"),
    ("between", "–", "between", "both ends are the claimant's; the middle is nobody's"),
    ("exact", "No sign", "a plain number", "it may still be wrong"),
)  # fmt: skip


def signs(book: Book) -> Answer:
    """Explain each sign that this book uses: how often it stands, and the weightiest claim as its example."""
    rows = rows_of(book.claims)
    lines = [_sign_line(book, *entry[1:], [row for row in rows if row.bound == entry[0]]) for entry in _SIGNS]
    found = [line for line in lines if line]
    if not found:
        return Answer("signs", (say("No number here needs a sign: there is no claim."),))
    return Answer("signs", tuple(found))


def _sign_line(book: Book, sign: str, word: str, why: str, rows: list[Any]) -> Prose:
    if not rows:
        return say("")
    wrong = suspect_ids(book.claims)
    weightiest = max(
        rows,
        key=lambda row: (
            row.claim_id not in wrong,
            row.modality in ("asserted", "estimated"),
            row.unit == "persons",
            value_of(row) or 0,
        ),
    )
    number = capital(counted(count_text(len(rows)), f"claims that say {word}", rows))
    noun = "claim here is" if len(rows) == 1 else "claims here are"
    shown = say(
        cite(weightiest, sign_text(weightiest)),
        f" {noun_after(weightiest)} for {side_text(weightiest.side)}",
    )
    start = Prose(f"<strong>{sign}</strong> ", f"{sign} ")
    source = who(weightiest, publishers_of(book))
    return say(start, f"means {word}: {why}. ", number, f" {noun} of this kind, such as ", shown, " (", source, ").")


def casualty(book: Book) -> Answer:
    """Say what a casualty is, what share of one claimant's casualties died, and who confused the two."""
    rows = [row for row in rows_of(book.claims) if row.measure == "casualties"]
    meaning = say(
        "A casualty is a person killed or wounded; some counts add the missing and the captured. "
        "It is not only a dead person."
    )
    if not rows:
        return Answer("casualty", (say(meaning, " No claim in these articles counts casualties."),))
    found = find_category_errors(book.claims)
    errors = [_error_sentence(error, publishers_of(book)) for error in found[:_ERRORS_TOLD]]
    further = [claim for error in found[_ERRORS_TOLD:] for claim in error.suspects]
    if further:
        number = counted(count_text(len(further)), "further numbers called deaths and casualties", further)
        errors.append(say("The same goes for ", number, " more."))
    none = (
        [] if errors else [say("No number in these articles is called deaths in one place and casualties in another.")]
    )
    return Answer("casualty", (say(meaning, _dead_share(book)), *errors, *none))


def _dead_share(book: Book) -> Prose:
    """Compare casualties and deaths by one claimant, side and date, as far as the words' bounds allow."""
    found = find_totals(book.claims)
    dead = {(t.side, c.claimant, counted_until(c)): c for t in found if t.measure == "killed" for c in t.claims}
    for totals in (t for t in found if t.measure == "casualties"):
        for hurt in totals.claims:
            killed = dead.get((totals.side, hurt.claimant, counted_until(hurt)))
            if killed is not None and hurt.claimant != "article":
                return _share_sentence(hurt, killed)
    return say(
        " No claimant gives both casualties and deaths for one side and date, so the share "
        "of dead among them stays open."
    )


def _share_sentence(hurt: Any, killed: Any) -> Prose:
    counted_dead = say(f" For {side_text(hurt.side)}, ", who(hurt), " counted ", cite(killed), " killed among ")
    lead = say(counted_dead, cite(hurt), f" {noun_after(hurt)}", dated(hurt))
    top, base = value_of(killed) or 0, value_of(hurt) or 0
    if (
        hurt.bound not in ("exact", "about", "nearly")
        or killed.bound not in ("exact", "about", "nearly", "at_most")
        or not 0 < top <= base
    ):
        return say(lead, ".")
    share = math.ceil(1000 * top / base) / 10 if killed.bound == "at_most" else round(100 * top / base)
    about = "about " if {hurt.bound, killed.bound} & {"about", "nearly"} else ""
    text = f"{about}{'at most ' if killed.bound == 'at_most' else ''}{number_text(share)} per cent"
    return say(
        lead,
        ": ",
        computed(text, say("The share: ", cite(killed), " killed, divided by ", cite(hurt), " killed or wounded.")),
        ".",
    )


def _error_sentence(error: CategoryError, publishers: dict[str, str]) -> Prose:
    suspect, other = error.suspects[0], _best_named(error.against)
    lead = say(
        _subject(suspect, publishers),
        " gave ",
        cite(suspect),
        f" {what_text(suspect)} for {side_text(suspect.side)}; ",
    )
    rest = say(_subject(other, publishers), " gave ", cite(other), f" {measure_text(other.measure)}")
    if len(error.against) > 1:
        word = counted(
            count_text(len(error.against)),
            f"claims that call the number {measure_text(other.measure)}",
            list(error.against),
        )
        rest = say(rest, ", one of ", word, " claims that read so")
    return say(
        capital(lead),
        rest,
        ". Deaths and casualties were confused; this book keeps the first number out of its totals.",
    )


def _subject(claim: Any, publishers: dict[str, str]) -> Prose:
    if claim.claimant != "article":
        return who(claim)
    publisher = publishers.get(claim.document_id, "")
    return say(
        cite_document(claim.document_id, f"an article by {publisher}" if publisher else "an article"),
        " that names no source",
    )


def _best_named(rows: tuple[Any, ...]) -> Any:
    """Pick the named claimant's claim with the most precise date."""
    return max(rows, key=lambda row: (row.claimant != "article", len(counted_until(row)), row.claimant))
