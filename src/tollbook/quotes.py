"""Sentences → quotes: who said what, in their own words or told, and what the article says they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from tollbook import lexicon as lexicons
from tollbook.attribution import Attribution
from tollbook.dates import find_dates
from tollbook.lexicon import Lexicon
from tollbook.names import find_person, strip_lead
from tollbook.schema import frame_of
from tollbook.tagging import Tagged
from tollbook.voices import Voice, hear, published_of, sentences_by_article

if TYPE_CHECKING:
    import pandas as pd

_OPENS = re.compile(r"[“\"]\w")
"""A mark before a word at the start of a sentence opens: it goes on with a quotation that the line before left open."""
_MARK = re.compile(r"[“”\"]")
_FEWEST_WORDS = 4
"""Fewer words than these between marks are a fragment of what is told, not a quotation."""
_SENTENCE_LONG = 8
"""So many words between marks are a quotation wherever they stand; fewer must begin a sentence or follow a mark."""
_NOT_SAID = frozenset(
    "counted counts recorded records logged tracked tracks tallied tallies registered registers listed lists collected "
    "compiled documented documents identified identifies gathered found finds shows show showed gave gives put puts "
    "putting issued published publishes calculated estimates extrapolated determined certified verified verifies "
    "modelled expected expects feared believed believes thinks thought continued continues hailed seen".split()
)
_LONG_AGO = re.compile(r"\b(?:once|famously|used to|as the saying goes|in (?:his|her|their) memoirs?|the late)\b", re.I)
_SHORT_OF = 10
"""Years before publication from which a quotation belongs to history."""
_ROLE_AFTER = re.compile(r",\s+([^,.;:“”\"]{4,90}?)(?=[,.;:“”\"]|\s(?:said|says|told|wrote|added|warned)\b)")
_NO_ROLE = re.compile(
    r"^(?:who|which|where|when|while|and|but|as|in|on|at|after|before|with|of|citing|according)\b|\d", re.I
)
_FORMS_OF_ADDRESS = frozenset(("Mr", "Mrs", "Ms", "Miss", "Dr", "Sir"))
_VERB = re.compile(
    r"\s*,?\s*(?:(?:(?:on|to|in|at|late|earlier|via|during|by|last|this|today|tonight|yesterday|us|him|her|them|reporters|journalists|lawmakers|parliament)\b"
    r"|(?<=told )(?:a|an|the)\b|[A-Z]\w*(?=\sthat\b)|(?<=told )[A-Z])[^,.;“\"]{0,50}?\bthat\s+)?"
    r"(?:that\s+|how\s+|:\s*)?"
)


@dataclass(frozen=True, slots=True)
class _Stretch:
    """One stretch of a sentence that is somebody's words; ``a`` to ``z`` are characters of the sentence."""

    a: int
    z: int
    kind: str
    speaker: Attribution | None


def find_quotes(sentences: pd.DataFrame, documents: pd.DataFrame, lexicon: Lexicon | None = None) -> pd.DataFrame:
    """Find who said what.

    A quotation of four words or more is ``direct``; what a reporting verb or "according to" introduces is
    ``indirect``, short quoted fragments included. Speakers are found as claimants are: cues with direction and scope
    after the ConText model (Harkema et al. 2009, doi:10.1016/j.jbi.2009.05.002). Verbs of counting ("recorded")
    quote nobody; what was said ten years and more before publication, or "once", belongs to history; headlines and
    captions repeat the text and are left out.

    Parameters
    ----------
    sentences, documents : pandas.DataFrame
        Tables of :mod:`tollbook.schema`.
    lexicon : Lexicon, optional
        Another than the shipped one.

    Returns
    -------
    pandas.DataFrame
        Table ``quotes``, in the order of the text; ``start`` and ``end`` are characters of the document's text.

    Examples
    --------
    >>> import tollbook
    >>> t = tollbook.extract('Mayor Amal Haddad said the bridge was gone. "We will build it again," she added.')
    >>> tollbook.find_quotes(t.sentences, t.documents)[["speaker", "role", "kind"]].values.tolist()
    [['Amal Haddad', 'Mayor', 'indirect'], ['Amal Haddad', 'Mayor', 'direct']]
    >>> len(tollbook.find_quotes(*(lambda t: (t.sentences, t.documents))(tollbook.extract("Say's law is old."))))
    0
    """
    lexicon = lexicon or lexicons.load()
    published = published_of(documents)
    rows: list[dict[str, Any]] = []
    for document_id, lines in sentences_by_article(sentences):
        roles: dict[str, str] = {}
        for voice, stretch in _stretches(hear(lines, published[document_id], lexicon)):
            if not _is_history(voice.tagged.text, published[document_id]):
                rows.append(_row(voice, stretch, roles, lexicon))
    return frame_of(rows, "quotes")


def _stretches(voices: list[Voice]) -> Iterator[tuple[Voice, _Stretch]]:
    """Quotations of an article's sentences, and what is told in them outside those."""
    inside, paragraph, speaker = False, -1, None
    for number, voice in enumerate(voices):
        text = voice.tagged.text
        if voice.paragraph != paragraph:
            goes_on, inside, paragraph = inside and text[:1] in '“"', False, voice.paragraph
        else:
            goes_on = inside
        if inside and _OPENS.match(text):
            goes_on, inside = True, False
        direct, inside = _quotations(text, inside)
        cues = [cue for cue in voice.speakers if not _counts(cue) and not _is_silent(voice.tagged, cue)]
        if cues:
            speaker = cues[-1]
        elif direct and not goes_on:
            speaker = voice.quoted or _speaker_after(voices[number + 1 : number + 4], voice)
        for a, z in direct:
            yield voice, _Stretch(a, z, "direct", speaker)
        told: list[tuple[int, int]] = []
        for cue in cues:
            a, z = _told(voice.tagged, cue)
            if len(text[a:z].split()) >= _FEWEST_WORDS and not any(b < z and a < y for b, y in [*direct, *told]):
                told.append((a, z))
                yield voice, _Stretch(a, z, "indirect", cue)


def _quotations(text: str, inside: bool) -> tuple[list[tuple[int, int]], bool]:
    """Spans of a sentence's quotations, and whether the last stays open; ``inside``: one was open before."""
    spans, start = [], 0 if inside else -1
    for mark in _MARK.finditer(text):
        if mark[0] == "“" or (mark[0] == '"' and start < 0):
            start = mark.end()
        elif start >= 0:
            spans.append((start, mark.start()))
            start = -1
    if start >= 0:
        spans.append((start, len(text)))
    return [(a, z) for a, z in spans if _is_quotation(text, a, z)], start >= 0


def _is_quotation(text: str, a: int, z: int) -> bool:
    count, before = len(text[a:z].split()), text[: max(0, a - 1)].rstrip()
    return (
        count >= _SENTENCE_LONG
        or (count >= _FEWEST_WORDS and (not before or before[-1] in ",:"))
        or (count > 0 and not before and z >= len(text) - 1)
    )


def _speaker_after(following: list[Voice], voice: Voice) -> Attribution | None:
    """As in "“We are here. We stay,” he said": a later sentence of the same paragraph names the speaker."""
    for later in following:
        if later.paragraph != voice.paragraph:
            return None
        if cues := [cue for cue in later.speakers if not _counts(cue)]:
            return cues[-1]
    return None


def _counts(cue: Attribution) -> bool:
    """Is it a cue of counting, not of saying?"""
    return cue.cue.strip("←→").split(" ")[0] in _NOT_SAID or cue.modality == "projected"


def _is_silent(tagged: Tagged, cue: Attribution) -> bool:
    """As in "has not confirmed": who has not said it is not quoted with it."""
    k, silent = cue.z, False
    while k < len(tagged) and tagged.s[k] in "hbMnmx" and tagged.low[k] != cue.cue.strip("←→"):
        silent = silent or tagged.s[k] == "n"
        k += 1
    return silent and k < len(tagged) and tagged.s[k] == "R"


def _told(tagged: Tagged, cue: Attribution) -> tuple[int, int]:
    """Characters of what a cue tells: all that stands before it where it closes, else what follows its verb."""
    text, verb = tagged.text, cue.cue.strip("←→")
    front = text[tagged.a[cue.start] : tagged.a[cue.a]].rstrip(' ,"“')
    if cue.start < cue.a and len(front.split()) >= _FEWEST_WORDS:
        return tagged.a[cue.start], tagged.a[cue.start] + len(front)
    after = tagged.z[cue.z - 1]
    at = text.lower().find(verb, after)
    start = at + len(verb) if at >= 0 else after
    lead = _VERB.match(text, start)
    return (lead.end() if lead else start), len(text.rstrip(" ."))


def _is_history(text: str, published: str) -> bool:
    """Was it said long ago: "once", "in 1864"?"""
    if _LONG_AGO.search(text):
        return True
    years = [int(when.last[:4]) for when in find_dates(text, published) if when.form in ("y", "my") and when.last]
    return bool(published and years) and max(years) <= int(published[:4]) - _SHORT_OF and not _totals(text)


def _totals(text: str) -> bool:
    """A year after "since" is where a count begins, not when something was said."""
    return re.search(r"\bsince\b", text) is not None


def _row(voice: Voice, stretch: _Stretch, roles: dict[str, str], lexicon: Lexicon) -> dict[str, Any]:
    row, who = voice.row, stretch.speaker
    start, end = row.start + stretch.a, row.start + stretch.z
    role = ""
    if who is not None:
        role = _role(voice.tagged.text, who, lexicon) if who in voice.speakers else ""
        role = roles.setdefault(who.claimant, role) if role else roles.get(who.claimant, "")
    key = sha256(repr((row.sentence_id, start, end, stretch.kind)).encode()).hexdigest()[:12]
    return {
        "quote_id": "q" + key,
        "document_id": row.document_id,
        "sentence_id": row.sentence_id,
        "start": start,
        "end": end,
        "speaker": who.claimant if who else "",
        "speaker_surface": who.surface if who else "",
        "role": role,
        "kind": stretch.kind,
    }


def _role(text: str, who: Attribution, lexicon: Lexicon) -> str:
    """What the article says a person is: the words before the name, else the apposition after it; "" for bodies."""
    surface = who.surface.strip(" ,")
    person = find_person(surface, lexicon)
    if not person:
        return ""
    at = surface.find(person)
    before = strip_lead(surface[:at]) if at > 0 else ""
    if before:
        return "" if before in _FORMS_OF_ADDRESS else before
    if rest := surface[at + len(person) :].strip(" ,"):
        return "" if rest.startswith("'") else rest
    after = _ROLE_AFTER.match(text, text.find(surface) + len(surface))
    return "" if after is None or _NO_ROLE.search(after[1]) else after[1].strip()
