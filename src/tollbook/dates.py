"""Date expressions, resolved against the day of publication at the precision the words have."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
WEEKDAYS = {name: number for number, name in enumerate(
    ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"))}  # fmt: skip
_M = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_Y = r"(?:1[89]|20)\d\d"
_COUNT = r"(?:\d{1,3}|a|an|one|two|three|four|five|six|seven|eight|nine|ten|twelve|few|couple\s+of|several)"
_OPENS = r"""(?=[0-9]
    |a(?:pr|ug|utumn\b|n?\s+(?:day|week|month|year))|by\s|couple\s|d(?:ec|uring\s)|ear|feb|f(?:irst|ourth)\s|fall\b|fri
    |in\s+(?:recent|the|over|in|during|past|last|previous|preceding)\s|j(?:an|u[nl])|la(?:te|st|tter)\b|m(?:ar|ay|id|on)
    |n(?:ext\s|ov)|o(?:ct|ver)|pr(?:evious|eceding)\s|past\s|s(?:ep|at|un|econd\s|o\s|pring\b|ummer\b)
    |t(?:h(?:e|is|ird)\s|hu|ue|o(?:day|night|morrow))|we(?:d)|winter\b|yesterday
    |(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|few|several)\s+(?:day|week|month|year))"""
"""How an expression can begin: most words are dismissed here, which makes the search three times as fast."""
_EXPRESSION = re.compile(
    rf"""(?<!\w){_OPENS}(?:(?P<iso>\b{_Y}-\d\d-\d\d\b)
    |(?P<dmy>\b\d{{1,2}}[./]\d{{1,2}}[./](?:{_Y}|\d\d)\b)
    |(?P<days>\b\d{{1,2}}(?:st|nd|rd|th)?\s?(?:[-–]|to|and|until|or)\s?\d{{1,2}}(?:st|nd|rd|th)?(?:\s+of)?\s+{_M}(?:,?\s+{_Y}\b)?)
    |(?P<dm>\b\d{{1,2}}(?:st|nd|rd|th)?(?:\s+of)?[\s-]+{_M}(?:,?[\s-]+{_Y}\b)?)
    |(?P<md>\b{_M}\s+(?:the\s+)?\d{{1,2}}(?:st|nd|rd|th)?\b(?!\d|,\d{{3}}|\s+(?:people|soldiers|civilians))(?:,?\s+{_Y}\b)?)
    |(?P<half>\b(?:first|second|latter|last)\s+half\s+of\s+(?P<halfy>{_Y}|last\s+year|this\s+year|the\s+year))
    |(?P<quarter>\b(?:first|second|third|fourth|last)\s+quarter\s+of\s+{_Y})
    |(?P<season>\b(?:(?:early|late|mid-?|last|this|next|by|the)\s+)*(?:spring|summer|autumn|fall|winter)(?:\s+of)?(?:\s+{_Y})?\b(?!\s+(?:to|from|short|into|back|on|in\b)))
    |(?P<my>\b(?:(?:early|late|mid|last|this|the\s+end\s+of|the\s+start\s+of)[\s-]+)?{_M},?(?:\s+of)?\s+{_Y}\b)
    |(?P<y>(?<![\d,.-])(?:\b(?:early|late|mid|mid-|the\s+end\s+of|the\s+start\s+of)[\s-]*)?\b{_Y}\b(?![,.]?\d|-year|\s*(?:people|soldiers|killed|troops)))
    |(?P<weekday>\b(?:(?:last|this|next|early|late)\s+)*(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)s?\b)
    |(?P<m>\b(?:(?:early|late|mid|mid-|last|this|earlier\s+in)[\s-]+)*(?:{_M})(?=\W|$))
    |(?P<ago>\b{_COUNT}\s+(?:day|week|month|year)s?\s+(?:ago|earlier|before))
    |(?P<span>\b(?:(?:the|over|in|during)\s+)*(?:past|last|previous|preceding)\s+(?:{_COUNT}\s+|24\s+|48\s+|72\s+)?(?:hours?|days?|weeks?|months?|years?)\b|\b24\s+hours\b)
    |(?P<this>\bthis\s+(?:week|month|year|weekend)(?:['’]s)?\b|\bso\s+far\s+this\s+year\b)
    |(?P<rel>\b(?:today|tonight|yesterday|overnight|this\s+(?:morning|afternoon|evening)|last\s+night|tomorrow|the\s+night\s+before|previous\s+day|a\s+day\s+earlier|the\s+day\s+before|a\s+day\s+after|earlier\s+in\s+the\s+day|in\s+recent\s+days)\b))
    """,
    re.VERBOSE,
)
_PREP = re.compile(
    r"\b(since|between|from|by|until|till|up to|as of|through|to|and|before|after|in|on|during|at the end of|end of|of"
    r"|for|dated|throughout)\s+(?:the\s+)?(?:morning of\s+|night of\s+|start of\s+|beginning of\s+|end of\s+"
    r"|early\s+)?$"
)
_PREP_REACH = 60
"""How far before an expression its preposition can begin, in characters."""
_BEFORE_MONTH = re.compile(
    r"\b(?:in|since|by|of|until|during|last|this|early|late|mid|from|to|and|through|between)[\s-]+$"
)
_NUMBER = {
    "a": 1,
    "an": 1,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "twelve": 12,
    "few": 3,
    "couple of": 2,
    "several": 3,
}


@dataclass(frozen=True, slots=True)
class When:
    """One date expression: its span, the word before it, and its first and last day, ISO at stated precision."""

    start: int
    end: int
    prep: str
    first: str
    last: str
    form: str
    surface: str


def find_dates(text: str, published: str, year: int = 0) -> list[When]:
    """Read the date expressions of one sentence.

    Parameters
    ----------
    text : str
        The sentence.
    published : str
        Day (or month, or year) of publication, ISO; "" when unknown: relative expressions then stay unresolved.

    Returns
    -------
    list of When
        In order; an expression that cannot be resolved has empty days.

    Examples
    --------
    >>> [(w.first, w.last) for w in find_dates("Strikes on Tuesday killed 12.", "2025-12-27")]
    [('2025-12-23', '2025-12-23')]
    >>> find_dates("They may march again.", "2025-12-27")
    []
    """
    low = text.lower()
    anchor = _anchor(published)
    found = []
    for match in _EXPRESSION.finditer(low):
        form = match.lastgroup or ""
        if form == "halfy":
            form = "half"
        if form == "m" and not _is_month(text, match):
            continue
        start = match.start()
        prep = _PREP.search(low, max(0, start - _PREP_REACH), start)
        before = prep[1] if prep and prep.end() == start else _own_prep(match[0])
        of_then = year and (anchor is None or year < anchor.year - 7) and form in ("dm", "md", "m")
        told = date(year, 12, 31) if of_then else anchor
        try:
            first, last = _resolve(form, match[0], told, before, len(published) == 10)
        except ValueError:
            first = last = ""
        found.append(When(match.start(), match.end(), before, first, last, form, text[match.start() : match.end()]))
    return found


def _own_prep(words: str) -> str:
    return "by" if words.startswith("by ") else ""


def _is_month(text: str, match: re.Match[str]) -> bool:
    """A month name is capitalised; "may" and "march" as verbs are not, and a bare "May" needs a preposition."""
    word = text[match.start() : match.end()].split()[-1].split("-")[-1]
    if not word[:1].isupper():
        return False
    if word.lower().rstrip(".") in ("may", "march", "mar", "jan"):
        at = match.end() - len(word)
        return _BEFORE_MONTH.search(text[max(0, at - _PREP_REACH) : at].lower()) is not None
    return True


def _anchor(published: str) -> date | None:
    if not published:
        return None
    parts = [int(part) for part in published.split("-")]
    year, month = parts[0], parts[1] if len(parts) > 1 else 12
    return date(year, month, parts[2] if len(parts) > 2 else monthrange(year, month)[1])


def _resolve(form: str, words: str, anchor: date | None, prep: str, exact: bool) -> tuple[str, str]:
    if form == "days":
        first, rest = re.split(r"\s?(?:[-–]|\bto\b|\band\b|\buntil\b|\bor\b)\s?", words, maxsplit=1)
        _, last = _calendar("dm", rest, anchor)
        return f"{last[:8]}{int(re.sub(r'[a-z]', '', first)):02}" if last else "", last
    if form in ("iso", "dmy", "dm", "md"):
        return _calendar(form, words, anchor)
    if form in ("half", "quarter", "season", "my", "y", "m"):
        return _stretch(form, words, anchor, prep)
    if anchor is None or (not exact and form in ("weekday", "rel")):
        return "", ""
    if form == "weekday":
        number = next(value for name, value in WEEKDAYS.items() if name in words)
        day = (
            anchor + timedelta(days=(number - anchor.weekday()) % 7)
            if "next" in words
            else anchor - timedelta(days=(anchor.weekday() - number) % 7)
        )
        return day.isoformat(), day.isoformat()
    if form == "ago":
        return _ago(words, anchor)
    if form == "span":
        return _span(words, anchor)
    if form == "this":
        return _this(words, anchor)
    back = (
        1
        if re.search(r"yesterday|last night|night before|previous day|day before|day earlier", words)
        else -1
        if words == "tomorrow"
        else 0
    )
    day = anchor - timedelta(days=back)
    first = day - timedelta(days=1) if words in ("overnight",) else day
    return (day if words == "overnight" else first).isoformat(), day.isoformat()


def _calendar(form: str, words: str, anchor: date | None) -> tuple[str, str]:
    if form == "iso":
        day = date.fromisoformat(words)
    elif form == "dmy":
        a, b, c = (int(part) for part in re.split(r"[./]", words))
        year = c if c > 99 else 2000 + c
        day = date(year, a, b) if b > 12 and a <= 12 else date(year, b, a)
    else:
        month = MONTHS[next(w for w in re.findall(r"[a-z]+", words) if w in MONTHS)]
        numbers = [int(n) for n in re.findall(r"\d+", words)]
        if len(numbers) == 2:
            day = date(numbers[1], month, numbers[0])
        elif anchor is None:
            return "", ""
        else:
            day = date(anchor.year, month, min(numbers[0], monthrange(anchor.year, month)[1]))
            if day > anchor + timedelta(days=45):
                day = day.replace(year=anchor.year - 1)
    return day.isoformat(), day.isoformat()


def _stretch(form: str, words: str, anchor: date | None, prep: str) -> tuple[str, str]:
    """Halves, quarters, seasons, months and years, at their own precision."""
    stated = re.search(_Y, words)
    year = int(stated[0]) if stated else anchor.year if anchor else 0
    if not year:
        return "", ""
    if form == "half":
        year -= "last year" in words
        return (f"{year}-01", f"{year}-06") if words.startswith("first") else (f"{year}-07", f"{year}-12")
    if form == "quarter":
        q = ["first", "second", "third", "fourth"].index(words.split()[0].replace("last", "fourth"))
        return f"{year}-{3 * q + 1:02}", f"{year}-{3 * q + 3:02}"
    if form == "season":
        start = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}[
            next(s for s in ("spring", "summer", "autumn", "fall", "winter") if s in words)
        ]
        if not stated and anchor and prep != "by" and start > anchor.month:
            year -= 1
        if not stated and anchor and (prep == "by" or "next" in words) and start + 2 < anchor.month:
            year += 1
        return str(year), str(year)
    if form == "y":
        return str(year), str(year)
    month = MONTHS[next(w for w in re.findall(r"[a-z]+", words) if w in MONTHS)]
    if not stated and anchor and (month > anchor.month or (month == anchor.month and "last" in words)):
        year -= 1
    return f"{year}-{month:02}", f"{year}-{month:02}"


def _quantity(words: str) -> int:
    digits = re.search(r"\d+", words)
    return int(digits[0]) if digits else next((v for w, v in _NUMBER.items() if re.search(rf"\b{w}\b", words)), 1)


def _ago(words: str, anchor: date) -> tuple[str, str]:
    count = _quantity(words)
    if "day" in words:
        day = (anchor - timedelta(days=count)).isoformat()
        return day, day
    if "week" in words:
        month = (anchor - timedelta(weeks=count)).isoformat()[:7]
        return month, month
    if "month" in words:
        index = anchor.year * 12 + anchor.month - 1 - count
        return (f"{index // 12}-{index % 12 + 1:02}",) * 2
    return (str(anchor.year - count),) * 2


def _span(words: str, anchor: date) -> tuple[str, str]:
    count = _quantity(re.sub(r"\b(?:the|past|last|previous|preceding|over|in|during)\b", "", words)) or 1
    if "hour" in words or "day" in words:
        days = max(1, round(count / 24)) if "hour" in words else count
        return (anchor - timedelta(days=days)).isoformat(), anchor.isoformat()
    numbered = bool(re.search(rf"(?:past|last|previous)\s+{_COUNT}\s", words))
    if "week" in words:
        if "last week" in words and not numbered:
            monday = anchor - timedelta(days=anchor.weekday() + 7)
            return monday.isoformat(), (monday + timedelta(days=6)).isoformat()
        return (anchor - timedelta(weeks=count)).isoformat(), anchor.isoformat()
    if "month" in words:
        index = anchor.year * 12 + anchor.month - 1 - count
        first = f"{index // 12}-{index % 12 + 1:02}"
        return (first, anchor.isoformat()[:7]) if numbered or "past" in words else (first, first)
    first = str(anchor.year - count)
    return (first, str(anchor.year)) if numbered or "past" in words else (first, first)


def _this(words: str, anchor: date) -> tuple[str, str]:
    if "week" in words:
        return (anchor - timedelta(days=anchor.weekday())).isoformat(), anchor.isoformat()
    return (anchor.isoformat()[:7],) * 2 if "month" in words else (str(anchor.year),) * 2
