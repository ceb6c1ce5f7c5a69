"""Chapter 09: where reports disagree, worst first, each finding with its arithmetic and its evidence."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

from tollbook.findings import SEVERITIES
from tollbook.phrases import claim_text, count_text, date_text, name_text, noun_after
from tollbook.prose.articles import documents_of, title_of
from tollbook.prose.checked import Check, check_of, checks
from tollbook.prose.linked import Answer, Prose, capital, cite, computed, counted, join, say, when, who
from tollbook.prose.overview import dated
from tollbook.prose.totals import publishers_of
from tollbook.schema import rows_of

if TYPE_CHECKING:
    from tollbook.reading import Book

_NOUNS = {
    "contradiction": ("contradiction", "contradictions"),
    "question": ("question worth asking", "questions worth asking"),
    "note": ("thing worth knowing", "things worth knowing"),
}
_NONE = {
    "contradiction": "No two numbers in these articles are found that cannot both be true.",
    "question": "Nothing is found that is odd enough to ask about.",
    "note": "Nothing further is found that a reader should know.",
}
_SHOWN = 8
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_DATE = re.compile(rf"\b((?:\d{{1,2}} )?(?:{_MONTHS}) \d{{4}})\b")
_ISO = re.compile(r"\b\d{4}-\d\d(?:-\d\d)?\b")
_TOKEN = re.compile(r"[^\s,;:.“”()]*\d(?:[^\s,;:.“”()]|[,.:](?=\d))*")


def findings_of(book: Book, severity: str = "") -> list[Any]:
    """Give the findings that touch a claim of the book, worst first; the one that rests on most claims leads."""
    shown = set(book.claims["claim_id"])
    rows = [row for row in rows_of(book.judged["findings"]) if shown & set(row.claim_ids.split())]
    rows.sort(key=lambda row: (SEVERITIES.index(row.severity), -len(row.claim_ids.split()), row.kind, row.finding_id))
    return [row for row in rows if severity in ("", row.severity)]


def claims_of(book: Book, ids: str) -> list[Any]:
    """Give the claims of these ids, separated by blanks, in the order of articles and words."""
    wanted = set(ids.split())
    rows = [row for row in rows_of(book.all_claims) if row.claim_id in wanted]
    return sorted(rows, key=lambda row: (row.document_id, row.start))


def answer(book: Book) -> Answer:
    """Answer the chapter's question: how many findings of which weight, and who stands against whom in the gravest."""
    rows = rows_of(book.claims)
    if not rows:
        return Answer("findings", (say("Nowhere: there is no claim that another could contradict."),))
    number = counted(count_text(len(rows)), "every claim", rows)
    claims = say(number, " claim" if len(rows) == 1 else " claims")
    found = findings_of(book)
    if not found:
        return Answer("findings", (say("The checks find nothing to remark on in ", claims, "."),))
    parts = [_how_many(book, severity) for severity in SEVERITIES if findings_of(book, severity)]
    first = say("In ", claims, " the checks find ", join(parts), ".")
    return Answer("findings", (first, _gravest(book, found[0])))


def _how_many(book: Book, severity: str) -> Prose:
    found = findings_of(book, severity)
    claims = claims_of(book, " ".join(row.claim_ids for row in found))
    one, many = _NOUNS[severity]
    number = counted(count_text(len(found)), f"{many}, found in these claims", claims)
    return say(number, f" {one if len(found) == 1 else many}")


def _gravest(book: Book, found: Any) -> Prose:
    """Set the gravest finding's first claim against the one that differs from it."""
    claims, publishers = claims_of(book, found.claim_ids), publishers_of(book)
    one = next((c for c in claims if c.measure == "killed"), claims[0])
    others = [c for c in claims if (c.measure, c.best, c.low, c.high) != (one.measure, one.best, one.low, one.high)]
    others.sort(key=lambda c: (c.claimant == one.claimant, c.document_id == one.document_id))
    label = check_of(found.kind).label
    start = say("The gravest: ", label, " – ", _told(one, publishers))
    if others:
        return say(start, " against ", _told(others[0], publishers), ".")
    against = _against(book, found)
    return say(start, ", against the count of ", against, ".") if against else say(start, ".")


def _told(claim: Any, publishers: dict[str, str]) -> Prose:
    return say(cite(claim), f" {noun_after(claim)}", dated(claim), " (", who(claim, publishers), ")")


def _against(book: Book, found: Any) -> Prose:
    """Name the references a finding sets its claims against."""
    wanted = set(found.reference_ids.split())
    rows = [row for row in rows_of(book.judged["references"]) if row.reference_id in wanted]
    claims = claims_of(book, found.claim_ids)
    return join([_reference(row, claims) for row in {row.claimant: row for row in reversed(rows)}.values()])


def _reference(row: Any, claims: Sequence[Any]) -> Prose:
    """Name a reference as a link to its source."""
    name = name_text(row.claimant)
    if re.search(r"\d", name):
        return cite(claims[0], name)
    if not re.match(r"https?://", row.url):
        return say(name)
    return Prose(f'<a href="{html.escape(row.url)}">{html.escape(name, quote=False)}</a>', name)


def told(book: Book, severity: str) -> Answer:
    """Tell the findings of one severity, check by check: what is said, the arithmetic, the evidence, the doubt.

    Parameters
    ----------
    book : Book
    severity : str
        One of :data:`tollbook.findings.SEVERITIES`.

    Returns
    -------
    Answer
        One sentence where there are none.
    """
    found = findings_of(book, severity)
    if not found:
        return Answer(f"findings-{severity}", (say(_NONE[severity]),))
    order = dict.fromkeys(row.kind for row in found)
    found.sort(key=lambda row: list(order).index(row.kind))
    paragraphs = []
    for kind, rows in groupby(found, key=lambda row: row.kind):
        group = list(rows)
        paragraphs.append(_explained(check_of(kind), claims_of(book, group[0].claim_ids)))
        paragraphs += [_finding(book, row) for row in group]
    return Answer(f"findings-{severity}", tuple(paragraphs))


def _explained(check: Check, claims: Sequence[Any]) -> Prose:
    """Say what a check looks for and when it is wrong; a limit in it leads to the claims that met it."""
    label = check.label[:1].upper() + check.label[1:]
    bold = Prose(f"<strong>{say(label).html}.</strong> ", f"{label}. ")
    pieces: list[str | Prose] = []
    for piece in re.split(r"(\d[\d,.]*\b)", f"Looked for: {check.looks_for} May be wrong: {check.wrong_when}"):
        if piece[:1].isdigit():
            piece = computed(piece, say("A limit of the check, met by ", join([cite(c) for c in claims]), "."))
        pieces.append(piece)
    return say(bold, *pieces)


def _finding(book: Book, found: Any) -> Prose:
    claims, publishers = claims_of(book, found.claim_ids), publishers_of(book)
    names = {row.document_id: title_of(row) for row in documents_of(book)}
    places = [say(cite(c), " (", _place(c, names, publishers), ")") for c in claims[:_SHOWN]]
    if len(claims) > _SHOWN:
        rest = claims[_SHOWN:]
        places.append(say(counted(count_text(len(rest)), "the further claims of the finding", rest), " more"))
    rests = say("Computed from ", join([cite(c) for c in claims]), ".")
    against = _against(book, found)
    source = say(" Set against: ", against, ".") if against else say("")
    sum_ = computed(_ISO.sub(lambda iso: date_text(iso[0]), found.arithmetic), rests)
    told = say(_linked(found.sentence, claims, book), " In short: ", sum_, ". ")
    return say(told, "Evidence: ", join(places, "; ", "; "), ".", source)


def _place(claim: Any, names: dict[str, str], publishers: dict[str, str]) -> Prose:
    name = names.get(claim.document_id, claim.document_id)
    shown = cite(claim, name) if any(letter.isdigit() for letter in name) else say(name)
    return say(shown) if claim.claimant == "article" else say(who(claim, publishers), " in ", shown)


def _linked(text: str, claims: Sequence[Any], book: Book) -> Prose:
    """Link a finding's sentence: each claim's words to its evidence, dates marked up, any other digit to a claim."""
    names = {title_of(row): row for row in documents_of(book)}
    words = {claim_text(c): c for c in reversed(claims) if claim_text(c) not in names}
    ordered = sorted(words, key=len, reverse=True)
    pattern = "|".join(rf"(?<![\w,.-]){re.escape(word)}(?![\w-])" for word in ordered)
    pieces: list[str | Prose] = []
    for part in re.split(f"({pattern})", text) if pattern else [text]:
        pieces += [cite(words[part])] if part in words else _dates_and_digits(part, claims)
    return capital(say(*pieces))


def _dates_and_digits(text: str, claims: Sequence[Any]) -> list[str | Prose]:
    pieces: list[str | Prose] = []
    for part in _DATE.split(text):
        if _DATE.fullmatch(part):
            pieces.append(when(_iso(part)))
            continue
        at = 0
        for token in _TOKEN.finditer(part):
            pieces += [part[at : token.start()], cite(claims[0], token[0])]
            at = token.end()
        pieces.append(part[at:])
    return [piece for piece in pieces if piece]


def _iso(words: str) -> str:
    *day, month, year = words.split()
    number = _MONTHS.split("|").index(month) + 1
    return f"{year}-{number:02d}" + (f"-{int(day[0]):02d}" if day else "")


def checks_made(book: Book) -> Any:
    """List every check: what it looks for, its grounds, when it is wrong, and whether it found anything."""
    from tollbook.prose.checked import checks_table

    return checks_table(checks(), {row.kind for row in findings_of(book)})
