"""Chapter 10: how far to trust this book, measured on labels made by hand and on its own account of numbers."""

from __future__ import annotations

import html
from collections import Counter
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tollbook.dictionary import Page
from tollbook.phrases import count_text, number_text
from tollbook.prose.linked import Answer, Prose, capital, cite, computed, counted, join, say
from tollbook.prose.readings import Gap, cards, code, lines, read_gaps, words
from tollbook.reading import find_root
from tollbook.scoreboard import Scoreboard, score_articles
from tollbook.scoring import FIELDS, STEPS

if TYPE_CHECKING:
    from tollbook.reading import Book

SETS = {"heldback": "held-back texts", "dev": "development texts"}
_ABOUT = {
    "heldback": "written by somebody who knew the coding rules and no rule of the extractor; "
    "its totals were watched, its sentences taught no rule",
    "dev": "the rules were written with these in view, so they flatter",
}
_STEPS = {
    "claim found": ("The claim", "are found", "are claims"),
    "+ low, best, high": ("Its number", "also have the right number and bound", "have them right"),
    "+ measure, unit, side": ("What and whose", "also say rightly what was counted, and whose it was", "do"),
    "+ claimant": ("Who says so", "also name the right claimant", "do"),
    "+ modality, period end": ("How sure, until when", "are right in all this, and in how sure and until when", "are"),
}
_PLAIN = {"heldback": "texts that no rule was written for"}
LINES = ("claim found", "+ its number", "+ what was counted, and whose", "+ who says so", "+ how sure, until when")
"""What a reader is told for each of the steps."""
_FIELDS = {"value": "the number", "unit": "the unit", "period_end": "the end of the period",
           "kind": "the kind of a number"}  # fmt: skip
_SHOWN, _CONFUSED = 12, 6
_NO_GOLD = (
    "The labelled texts of the project (data/gold) are not beside this book, so this page cannot say how well it reads."
)


def find_scores(root: Path | None = None) -> dict[str, Scoreboard]:
    """Score every set of labels of ``data/gold``: name → scoreboard, the held-back one first.

    Empty where the book has no labels.
    """
    return _scores(root or find_root())


@cache
def _scores(root: Path) -> dict[str, Scoreboard]:
    gold = root / "data" / "gold"
    found = sorted(path.stem for path in gold.glob("*.csv") if (gold / path.stem).is_dir())
    ordered = [name for name in SETS if name in found] + [name for name in found if name not in SETS]
    return {name: score_articles(gold / f"{name}.csv", gold / name) for name in ordered}


def set_name(name: str) -> str:
    """Name a set of labelled texts inside a sentence."""
    return SETS.get(name, f"texts of “{name}”")


def source_link(name: str, text: str) -> Prose:
    """Give a number as a link to the place on its page that names the file it was computed from."""
    return Prose(f'<a class="tb-n" href="#source-{name}">{text}</a>', text)


def of_hundred(name: str, right: int, every: int, what: str) -> Prose:
    """Give a share as persons count: how many of a hundred, its note naming the counts and the labels."""
    number = str(100 if right == every else min(99, round(100 * right / every))) if every else "0"
    return computed(number, say(f"Of the {set_name(name)}: ", source_link(name, f"{right} of {every}"), f" {what}."))


def recall(name: str, board: Scoreboard, step: str) -> Prose:
    """Say of how many in a hundred labelled claims a step of the tuple is right."""
    row = board.part(step)
    return of_hundred(name, row["right"], row["labels"], f"labelled claims, counting as right: {_counting(step)}")


def precision(name: str, board: Scoreboard, step: str) -> Prose:
    """Say of how many in a hundred claims read a step of the tuple is right."""
    row = board.part(step)
    return of_hundred(name, row["right"], row["read"], f"claims read, counting as right: {_counting(step)}")


def _counting(step: str) -> str:
    names = list(STEPS)
    return " ".join(names[: names.index(step) + 1])


def answer(book: Book, root: Path | None = None) -> Answer:
    """Answer the chapter's question: how much is read rightly, and how much of these articles is accounted for."""
    boards = find_scores(root)
    if not boards:
        return Answer("trust", (say(_NO_GOLD), _account_sentence(book)))
    name, board = next(iter(boards.items()))
    found, _, what, _, full = STEPS
    where = _PLAIN.get(name, f"the {set_name(name)}")
    scored = say(
        f"Of a hundred claims in {where}, this book finds ", recall(name, board, found), ", gives ",
        recall(name, board, what), " with number, measure and side right, and ", recall(name, board, full),
        " with everything right, who says so and until when included.",
    )  # fmt: skip
    return Answer("trust", (scored, _account_sentence(book)))


def _account_sentence(book: Book) -> Prose:
    if not len(book.documents):
        return say("No article is left to read.")
    claims = list(book.all_claims.itertuples(index=False, name="Claim"))
    read = counted(count_text(len(claims)), "every claim read", claims) if claims else say("no")
    start = say("From the articles of this edition it reads ", read, " claim" if len(claims) == 1 else " claims")
    others = [figure for figure in figures_of(book) if figure.kind != "claim"]
    if not others:
        return say(start, "; they hold no other number.")
    odd = [figure for figure in others if figure.kind == "other"]
    verb = "has" if len(odd) == 1 else "have"
    rest = say("none of them is unexplained") if not odd else say(figure_count(odd, "other", book), f" {verb} no kind")
    noun = " other number" if len(others) == 1 else " other numbers"
    sorts = say(" and sorts ", figure_count(others, "numbers that are no claim", book), noun, " by kind; ")
    return say(start, sorts, rest, ".")


def figures_of(book: Book) -> list[Any]:
    """Give the numbers of the articles as rows, in the order of the text."""
    return list(book.figures.itertuples(index=False, name="Figure"))


def kinds_of(book: Book) -> list[tuple[str, list[Any]]]:
    """Group the numbers of the articles by kind, the most frequent first."""
    counts = Counter(figure.kind for figure in figures_of(book))
    kinds = sorted(counts, key=lambda kind: (-counts[kind], kind))
    return [(kind, [figure for figure in figures_of(book) if figure.kind == kind]) for kind in kinds]


def figure_count(figures: list[Any], what: str, book: Book) -> Prose:
    """Give a count of numbers, its note linking the first dozen to their evidence."""
    anchors = dict(zip(book.all_claims["figure_id"], book.all_claims["claim_id"], strict=True))
    links = []
    for figure in figures[:_SHOWN]:
        address = f"evidence/{figure.document_id}.html#{anchors.get(figure.figure_id, figure.figure_id)}"
        links.append(say(Prose(f'<a class="tb-n" href="{address}">', ""), figure.surface, Prose("</a>", "")))
    rest = say(" and more on the evidence pages") if len(figures) > _SHOWN else say("")
    listed = join(links, last=", " if rest else " and ")
    return computed(count_text(len(figures)), say(f"Counted: {what.replace('_', ' ')}: ", listed, rest, "."))


def meaning(root: Path | None = None) -> Answer:
    """Say what each line of the chart means to a reader, a paragraph a line, and how each field fares."""
    boards = find_scores(root)
    if not boards:
        return Answer("meaning", (say("Without labelled texts there is no line to explain."),))
    first, *others = boards
    start = say(f"Measured on the {set_name(first)}", f"; in brackets the {set_name(others[0])}" if others else "", ".")
    lines = [_step_line(boards, step) for step in STEPS]
    return Answer("meaning", (start, *lines, *(_field_line(name, board) for name, board in boards.items())))


def _step_line(boards: dict[str, Scoreboard], step: str) -> Prose:
    head, does, verb = _STEPS[step]
    pairs = [(recall(name, board, step), precision(name, board, step)) for name, board in list(boards.items())[:2]]
    labelled, read = (_bracketed(found) for found in zip(*pairs, strict=True))
    bold = Prose(f"<strong>{head}.</strong> ", f"{head}. ")
    return say(bold, "Of a hundred claims in an article, ", labelled, f" {does}; of a hundred that are read, ", read,
               f" {verb}.")  # fmt: skip


def _bracketed(numbers: tuple[Prose, ...]) -> Prose:
    return say(numbers[0], *(say(" (", more, ")") for more in numbers[1:]))


def _field_line(name: str, board: Scoreboard) -> Prose:
    rows = [(field, board.part(field)) for field in FIELDS]
    parts = [
        say(
            _field(field),
            " in ",
            of_hundred(name, row["right"], row["labels"], f"claims found have {_field(field)} right"),
        )
        for field, row in sorted(rows, key=lambda item: float(item[1]["f1"]))
    ]
    return say(f"Of a hundred claims found in the {set_name(name)}, each by itself is right: ", join(parts), ".")


def _field(name: str) -> str:
    return _FIELDS.get(name, f"the {name}")


def sources(root: Path | None = None) -> Page:
    """List the labelled texts behind the scores: file, size, who wrote them, and the command that repeats them."""
    items = []
    for name, board in find_scores(root).items():
        file, folder = f"data/gold/{name}.csv", f"data/gold/{name}"
        claims, others = board.part("claim found")["labels"], int(board.numbers["labels"].sum())
        quiet = f", {board.silent} of them without a claim," if board.silent else ""
        about = f"; {_ABOUT[name]}" if name in _ABOUT else ""
        items.append(
            f'<li id="source-{name}">The {set_name(name)}: {code(file)}, {board.texts} texts{quiet} with {claims} '
            f"labelled claims among {others} labelled numbers{about}. "
            f"To repeat: {code(f'tollbook score {file} {folder}')}</li>"
        )
    return Page(f'<ul class="tb-sources">{"".join(items)}</ul>' if items else f"<p>{_NO_GOLD}</p>")


def gaps(root: Path | None = None) -> Answer:
    """Count what is known to be read wrongly: sentences written down as gaps, and the commonest confusions."""
    known = read_gaps(root)
    how = say("Counted: the sentences of ", source_link("gaps", "the list below"), ".")
    number = computed(count_text(len(known)), how)
    told = "kind of sentence is known" if len(known) == 1 else "kinds of sentence are known"
    first = say("The list of known gaps is not beside this book.")
    if known:
        first = say(number, f" {told} to be read wrongly or in part; each stands below with what it should give.")
    confused = find_scores(root).get("dev")
    return Answer("gaps", (capital(first), _confusions(confused) if confused else say("")))


def _confusions(board: Scoreboard) -> Prose:
    counts: Counter[str] = Counter()
    for row in board.score.confusions.to_dict("records"):
        counts[row["field"]] += row["count"]
    parts = [say(_field(field), " (", _known(n, "disagreements"), ")") for field, n in counts.most_common(_CONFUSED)]
    missed, extra = _known(len(board.score.missed), "labels"), _known(len(board.score.surplus), "claims")
    start = say("Most often wrong in the development texts: ", join(parts))
    return say(start, ". Claims missed: ", missed, ". Claims read where there is none: ", extra, ".")


def _known(count: int, what: str) -> Prose:
    link = source_link("dev", f"{count} {what}")
    return computed(number_text(count), say("Counted: ", link, " in the development texts."))


def gaps_table(root: Path | None = None) -> Page:
    """Show each known gap: its sentence, what should be read, and what is read today."""
    known = read_gaps(root)
    if not known:
        return Page("<p>The list of known gaps is not beside this book.</p>")
    table = cards((f"<strong>{html.escape(gap.title)}</strong>: {words(gap.text)}", _gap_pairs(gap)) for gap in known)
    named = f"<p>From {code('tests/sentences/known_gaps.md')}, whose sentences the tests hold to be wrong.</p>"
    summary = "<summary>The sentences, with what they give today</summary>"
    return Page(f'<details class="tb-data" id="source-gaps">{summary}{named}{table}</details>')


def _gap_pairs(gap: Gap) -> list[tuple[str, str]]:
    return [(f"Should give<br>{lines(gap.expected)}", f"Gives today<br>{lines(gap.read)}")]


def report(book: Book) -> Answer:
    """Say how to report a wrong number, with an address from this book as the example."""
    steps = say(
        "Is a number wrong? Follow it to its evidence page and copy the address of the highlighted words. The part "
        "after # names the claim, and stays the same when the article is corrected elsewhere. "
    )
    example = say("")
    for claim in book.all_claims.head(1).itertuples(index=False, name="Claim"):
        example = say("For example ", cite(claim), " is ", cite(claim, str(claim.claim_id)), ". ")
    last = say("Send it to the project as an issue, with what should be read instead. Which rules read a sentence is "
               "shown by ", _said('tollbook explain "the sentence"'), ".")  # fmt: skip
    return Answer("report", (say(steps, example, last),))


def _said(text: str) -> Prose:
    return Prose(code(text), text)
