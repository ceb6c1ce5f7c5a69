"""Article text → sentences with their role and offsets."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Set
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from tollbook import lexicon as lexicons
from tollbook.tokens import plain_words

ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof sr jr st lt gen col maj capt sgt cmdr adm brig sen rep gov hon rev messrs pres no nos vs etc "
    "inc ltd co corp dept approx ca cf e.g i.e al fig vol p pp art jan feb mar apr jun jul aug sep sept oct nov dec "
    "u.s u.k u.n a.m p.m s.s ft mt pvt cpl spc supt insp".split()
)
_STOP = re.compile(r"[.!?…]+[\"”’»)\]]*")
_DATE_ONLY = re.compile(
    r"\W*(?:(?:published|updated|posted|last updated|date)\W+)?(?:\w+day,?\s+)?(?:\d{1,2}[./-]\d{1,2}[./-]\d{2,4}"
    r"|\d{4}-\d{2}-\d{1,2}|\d{1,2}(?:st|nd|rd|th)?\s+[A-Z][a-z]{2,8}\.?,?\s+\d{4}|[A-Z][a-z]{2,8}\.?\s+\d{1,2}(?:st|nd"
    r"|rd|th)?,?\s+\d{4})(?:[\s,|at-]*\d{1,2}[:.]\d{2}.{0,20})?\W*", re.I)  # fmt: skip
_CREDIT = re.compile(
    r"[\w/ .&'’-]{2,60}\((?:[A-Z][\w/ .&'’,-]{1,60})\)\s*$|^(?:[A-Z][\w'’.-]*[ /]?){1,4}$|.*\b(?:via )?Getty\b.*"
    r"|.*\b\w+/\w+ ?(?:Images)?$"
)

_OPENERS = frozenset("The A An In It He She They But On At More This No".split())
_LAST_WORD = re.compile(r"(?<![\w.])[\w.]*$")
_LONE_JUNK = frozenset(("comments", "comment", "share", "menu", "login"))
_AGENCY_LAST = re.compile(r"\((?:[^()]*(?:Reuters|AFP|AP|Getty|Service|Images|Photo|EPA|Handout)[^()]*)\)$")


_LABELLED = re.compile(r"[^\d:]{3,60}\s[:‒–—-]\s(?:about |~)?\d[\d., ]*(?:\s?\([+-]?\d+\)|[,;]$)")
"""A line of a bulletin: what, a dash, and how many ("tanks ‒ 412 (+3),")."""


_BLOCK = re.compile(r"[^\n]*\S[^\n]*(?:\n[^\n]*\S[^\n]*)*")
_OPEN_LINE = re.compile(r"[\w,-]\n[^\n]*\w")
_ITEM = re.compile(r"\s*(?:[•▪*‣◦●■–—-]\s|\(?\d{1,2}[.)]\s)")
_LABEL = re.compile(r"[^\d:]{2,60}?\s?[:‒–—-]\s")
_NARROWEST, _WIDEST = 30, 130
"""Widths, in characters, between which lines can be those of a wrapped text."""


@dataclass(slots=True)
class Sentence:
    """One sentence: ``text[start:end]`` of the article, its role, and the number of its line."""

    start: int
    end: int
    role: str
    paragraph: int
    text: str


def split_sentences(text: str, words: Set[bytes] | None = None) -> list[Sentence]:
    """Split an article into sentences.

    Parameters
    ----------
    text : str
        The article, paragraphs parted by line ends.
    words : set of bytes, optional
        Its :func:`tollbook.tokens.plain_words`, where the caller has them.

    Returns
    -------
    list of Sentence
        In order; ``role`` is headline, standfirst, dateline, body, quote, caption or boilerplate.

    Examples
    --------
    >>> [s.text for s in split_sentences("Lt. Gen. Ivanov spoke. Twelve died.")]
    ['Lt. Gen. Ivanov spoke.', 'Twelve died.']
    """
    starts, lines = _lines(text)
    junk = _junk_in(frozenset(plain_words(text.lower())) if words is None else words)
    roles = _line_roles(lines, junk)
    sentences = []
    for number, (start, line, role) in enumerate(zip(starts, lines, roles, strict=True)):
        for a, b in _cuts(text, start, start + len(line)):
            found = "quote" if role == "body" and text[a] in '"“' and text[b - 1] in '"”' else role
            sentences.append(Sentence(a, b, found, number, text[a:b]))
    return sentences


def _lines(text: str) -> tuple[list[int], list[str]]:
    """Lines that hold anything, without the blanks around them, and where each starts."""
    starts, lines, at = [], [], 0
    for line in text.split("\n"):
        if content := line.strip():
            starts.append(at + line.index(content[0]))
            lines.append(content)
        at += len(line) + 1
    return starts, lines


def unwrap(text: str) -> str:
    r"""Put blanks for the line ends of a text wrapped at a margin, so that its sentences are whole again.

    Returns
    -------
    str
        Of the same length: offsets stay those of the text. Line ends between paragraphs and list items stay.

    Examples
    --------
    >>> unwrap("At least twelve\nsoldiers died.\n\nRain fell.")
    'At least twelve soldiers died.\n\nRain fell.'
    """
    if not _OPEN_LINE.search(text):
        return text
    blocks = [(found.start(), found[0].split("\n")) for found in _BLOCK.finditer(text) if "\n" in found[0]]
    margin = max((_width(lines) for _, lines in blocks if len(lines) > 2 and _fills(lines, _width(lines))), default=0)
    joints: list[int] = []
    for start, lines in blocks:
        wrapped = margin and _width(lines) <= margin and _fills(lines, margin)
        at = start
        for line, following in pairwise(lines):
            at += len(line) + 1
            if (wrapped and not _ITEM.match(following)) or _goes_on(line, following):
                joints.append(at - 1)
    if not joints:
        return text
    characters = list(text)
    for joint in joints:
        characters[joint] = " "
    return "".join(characters)


def _width(lines: list[str]) -> int:
    return max(len(line.rstrip()) for line in lines)


def _fills(lines: list[str], margin: int) -> bool:
    """Do the lines break just where the next word would pass the margin?"""
    if not _NARROWEST <= margin <= _WIDEST:
        return False
    full = sum(len(line.rstrip()) + 1 + len(after.split()[0]) > margin - 2 for line, after in pairwise(lines))
    return full >= 0.8 * (len(lines) - 1)


def _goes_on(line: str, following: str) -> bool:
    """Does a sentence run on: no mark or number at the line's end, a small letter after it, and no label?"""
    ended = line.rstrip()[-1:]
    if ended in '.!?:;…,"”)' or ended.isdecimal():
        return False
    return following.lstrip()[:1].islower() and _LABEL.match(following) is None


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _cuts(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Spans of the sentences of one line."""
    spans, at = [], start
    for stop in _STOP.finditer(text, start, end):
        cut = stop.end()
        if cut >= end or not _ends_sentence(text, stop.start(), cut, end):
            continue
        spans.append(_trim(text, at, cut))
        at = cut
    if not spans:
        return [(start, end)]
    spans.append(_trim(text, at, end))
    return [(a, b) for a, b in spans if a < b]


def _ends_sentence(text: str, stop: int, cut: int, end: int) -> bool:
    after = text[cut : cut + 3]
    if not after[0].isspace():
        quoted = text[cut - 1] in '"”' and after[0].isupper()
        return quoted or (
            text[stop] == "."
            and text[stop - 1 : stop].islower()
            and after[:1].isupper()
            and after[1:2].islower()
            and text[max(0, stop - 3) : stop].isalpha()
        )
    following = text[cut : min(end, cut + 12)].lstrip()
    if not following or following[0].islower():
        return False
    if text[stop:cut] == ".":
        word = _LAST_WORD.search(text[max(0, stop - 12) : stop])
        before = (word[0] if word else "").lower().lstrip(".")
        if before in ABBREVIATIONS:
            return before in ("u.s", "u.k", "u.n", "a.m", "p.m", "etc", "co", "no") and _starts_sentence(following)
        if len(before) == 1 and before.isalpha():
            return False
    return True


def _starts_sentence(following: str) -> bool:
    first = re.match(r"[A-Za-z’']+", following)
    return first is not None and first[0] in _OPENERS


def _line_roles(lines: list[str], junk: list[tuple[str, re.Pattern[str]]]) -> list[str]:
    """Role of each line, from its layout and its words alone."""
    roles: list[str] = []
    seen = Counter(lines)
    bodies = 0
    for i, line in enumerate(lines):
        words = line.split()
        ended = line[-1] in '.!?…"”:;)' and not line.endswith(("...",))
        role = "body"
        if _DATE_ONLY.fullmatch(line):
            role = "dateline"
        elif len(words) <= 40 and _says_junk(line.lower(), junk) and not _has_verbal_body(line, words):
            role = "boilerplate"
        elif _LABELLED.match(line):
            role = "body"
        elif not ended and len(words) <= 30 and bodies == 0:
            role = "headline" if "headline" not in roles or len(words) <= 16 else "standfirst"
        elif _is_caption(lines, i, ended) or (i and line.startswith(lines[i - 1]) and roles[-1] == "caption"):
            role = "caption"
        elif not ended and len(words) <= 14 and not re.search(r"[.,;]\s", line) and not re.match(r"[-•*–—‒]|\d", line):
            role = "headline" if len(words) > 1 or seen[line] > 1 else "caption"
        bodies += role == "body" and len(words) > 8
        roles.append(role)
    return roles


def _is_caption(lines: list[str], i: int, ended: bool) -> bool:
    """A line that the next repeats with its credit, that a credit follows, or that ends with one."""
    line, following = lines[i], lines[i + 1] if i + 1 < len(lines) else ""
    if following != line and following.startswith(line):
        return True
    if not ended and len(line.split()) > 5 and following and _CREDIT.fullmatch(following):
        return True
    return line[-1] == ")" and _AGENCY_LAST.search(line) is not None and _CREDIT.fullmatch(line) is not None


def _junk_in(words: Set[bytes]) -> list[tuple[str, re.Pattern[str]]]:
    """Boilerplate terms whose first word the article has, mostly no more than a few, with their patterns."""
    known = _junk_by_first_word()
    return [entry for word in sorted(known.keys() & words) for entry in known[word]]


@cache
def _junk_by_first_word() -> dict[bytes, list[tuple[str, re.Pattern[str]]]]:
    known = defaultdict(list)
    for term in lexicons.load().boilerplate:
        known[plain_words(term)[0]].append((term, re.compile(rf"(?<!\w){re.escape(term)}(?!\w)")))
    return known


def _says_junk(low: str, junk: list[tuple[str, re.Pattern[str]]]) -> bool:
    return low in _LONE_JUNK or any(term in low and pattern.search(low) for term, pattern in junk)


def _has_verbal_body(line: str, words: list[str]) -> bool:
    """A long sentence with figures is text even where it speaks of newsletters or copyright."""
    return (
        len(words) > 12
        and bool(re.search(r"\d", line))
        and bool(re.search(r"\b(?:killed|wounded|injured|said|died)\b", line))
    )
