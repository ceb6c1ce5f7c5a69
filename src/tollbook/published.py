"""When an article was published: stated, counted from war days, bracketed by context, or unknown."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from tollbook.dates import find_dates
from tollbook.lexicon import Lexicon
from tollbook.sentences import Sentence
from tollbook.tokens import holds_digit

_DAYS = re.compile(
    r"(?<![\d,.$€£])(\d,\d{3}|\d{3,4})(?:st|nd|rd|th)?[\s-]+days?\b|\bday\s+(\d,\d{3}|\d{3,4})\s+of\b", re.I
)
_ANNIVERSARY = re.compile(
    r"\b(?:before|ahead of|approach(?:es|ing)?|nears?|nearing|run-up to|on the eve of|soon|shortly|upcoming"
    r"|coming)\b[^.]{0,110}?\b(first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\d+(?:st|nd|rd"
    r"|th))\s+anniversary",
    re.I,
)
_DATELINE = re.compile(
    r"(?:published|updated|posted|compiled|issued|released|date[d:]"
    r"|\d{1,2}\.\d{1,2}\.\d{4}|[A-Z][A-Z .,'-]{2,40}(?:,|\s[-–—(]))",
    re.I,
)
_NTH = {
    name: n
    for n, name in enumerate("first second third fourth fifth sixth seventh eighth ninth tenth".split(), start=1)
}


@dataclass(frozen=True, slots=True)
class Published:
    """Day of publication ("" when only bracketed), how it is known, and the earliest and latest possible day."""

    day: str = ""
    basis: str = "unknown"
    earliest: str = ""
    latest: str = ""

    @property
    def anchor(self) -> str:
        """The day relative expressions are read against; a bracket gives its last month."""
        return self.day or self.latest[:7]


def find_published(text: str, sentences: list[Sentence], given: str, war_start: str) -> Published:
    """Find an article's day of publication.

    Parameters
    ----------
    text : str
        The article.
    sentences : list of Sentence
        Its sentences, with roles.
    given : str
        A day given by the caller or beside the file, ISO; it wins.
    war_start : str
        Day the war began, ISO or "": war days ("for 1,204 days") are counted from it.

    Returns
    -------
    Published
        ``basis`` is file, stated, counted, context or unknown.
    """
    if given:
        return Published(given, "file", given, given)
    for sentence in sentences[:6] + sentences[-3:]:
        if sentence.role == "dateline" or _DATELINE.match(sentence.text):
            exact = [w for w in find_dates(sentence.text[:120], "") if len(w.first) == 10]
            if exact:
                return Published(exact[0].first, "stated", exact[0].first, exact[0].first)
    counted = _counted(sentences, war_start)
    return counted or _bracketed(text, sentences, war_start)


def guess_war_start(text: str, lexicon: Lexicon) -> str:
    """Start of the one known war whose both sides, or whose own name, the text names; "" when none or several fit."""
    low = text.lower()
    fits = []
    for first, second, start, cue in lexicon.wars:
        if not start or (a := first.lower()) not in low or (b := second.lower()) not in low:
            continue
        named = low.count(a) + low.count(b)
        if not cue or cue in low or named > 5:
            fits.append((named, start))
    return max(fits)[1] if fits else ""


def _counted(sentences: list[Sentence], start: str) -> Published | None:
    counts = (_DAYS.search(s.text) for s in sentences if "day" in s.text.lower()) if start else ()
    found = next((count for count in counts if count), None)
    if found is None:
        return None
    count = int((found[1] or found[2]).replace(",", ""))
    if count < 60:
        return None
    day = (date.fromisoformat(start) + timedelta(days=count)).isoformat()
    return Published(day, "counted", day, day)


def _bracketed(text: str, sentences: list[Sentence], start: str) -> Published:
    """From the last day the text names to the anniversary it looks forward to."""
    named = sorted(
        w.last
        for sentence in (sentences if holds_digit(text) else ())
        if holds_digit(sentence.text)
        for w in find_dates(sentence.text, "")
        if w.last and w.form in ("iso", "dmy", "dm", "md", "my", "y") and w.prep not in ("by", "before")
    )
    named = [day for day in named if not start or day[:4] >= start[:4]]
    latest = ""
    ahead = _ANNIVERSARY.search(text) if start and "anniversary" in text.lower() else None
    if ahead:
        years = _NTH.get(ahead[1].lower()) or int(re.sub(r"\D", "", ahead[1]))
        latest = f"{int(start[:4]) + years}{start[4:]}"
        named = [day for day in named if day <= latest]
    earliest = named[-1] if named else ""
    return Published("", "context" if earliest or latest else "unknown", earliest, latest)
