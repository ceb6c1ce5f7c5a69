"""What a number is when it is no claim: date, age, distance, name …, decided by the words directly around it."""

from __future__ import annotations

import re

from tollbook.figures import Figure
from tollbook.lexicon import Term
from tollbook.rules import MONTH, Rule, RuleBook, kind_rules
from tollbook.tagging import Tagged

KIND_RULES = kind_rules()
"""Rules of ``lexicon/kinds.csv``, tried in the order they stand."""

_BOOK = RuleBook(KIND_RULES)
_NAME_AFTER = re.compile(
    r"(?:st|nd|rd|th)?\s+(?:[A-Z][\w-]+\s+){0,4}(?:Brigade|Battalion|Regiment|Division|Corps|Army|Fleet|Squadron"
    r"|Group|Wing|Company|Platoon|Airborne|Congress|Infantry|Armou?red|Marines?|Guards|Fusiliers|Rifles"
    r"|Mechani[sz]ed|Motorized|Assault|Mountain|Parliament|Legion|World\s+War|Intifada|Directorate|Front)\b"
)
_AGE_LIMIT = re.compile(r"(?:under|over|below|above|younger|older)\b", re.I)
_OF_AN_AGE = re.compile(
    r"\b(?:of\s(?:them|whom|those)|children|boys|girls|kids|is|was|were|are|anyone|everyone|aged)\s$", re.I
)
_DAY_AND_MONTH = re.compile(
    r"(?:from\s|to\s|by\s)?(?:0?[1-9]|[12]\d|3[01])\.(?:0[1-9]|1[0-2])(?:\s?(?:to|[-–])\s?\d\d?\.(?:0[1-9]|1[0-2]))?"
)
_CALIBRES = frozenset(("4.6", "5.45", "5.56", "5.7", "6.5", "6.8", "7.62", "7.92", "12.7", "14.5"))
_YEAR_OF_A_THING = re.compile(r"[a-z ]+ (?:a|an|the) (?:19|20)\d\d", re.I)
_DAY_STANDS = re.compile(r"\d(?:st|nd|rd|th)?\s+(?:of\s+)?[A-Z][a-z]+\s$")
_OLDEST = 130
_OWNED = re.compile(r"[A-Z][\w-]+[’']s\s$")
_ITS_PEOPLE = re.compile(r"\s(?:people|residents|inhabitants|citizens)\b")
_A_POPULATION = 10_000
_MILITARY_CLOCK = re.compile(r"0\d[0-5]\d")
_OF_A_CODE = re.compile(r"\b(?:code|no\.?|number|serial|tel\.?|call|dial|hotline|line)\W{1,3}$|[-/#+\d]\s?$", re.I)
_CLOCK = re.compile(r"(?:[01]?\d|2[0-3])\.[0-5]\d")
_OF_AN_HOUR = re.compile(r"\b(?:at|on|by|around|about|until|since|before|after)\s$", re.I)
_COUNTED = re.compile(
    r"\s?(?:%|per\s?cent|percent|million|billion|thousand|people|soldiers|tonnes?|tons|km|kilomet|met(?:re|er)s|miles|times)"
)
_OF_A_DAY = re.compile(
    r"\b(?:from|to|till|until|since|by|on|of|for|night|morning|evening|dated|enemy|losses)\W{1,2}$", re.I
)
_BEFORE_ONE = ("no ", "the ", "this ", "that ", "any ", "every ", "which ", "each ")
_MEASURED = re.compile(r"s\b|(?:km|mm|cm|kg|m|am|pm|ft|h|mi|mph|hrs|z)\b|h\d\d\b")
_ENDS_GLUED = re.compile(r"[.!?][\"”’]?$|[a-z][,;:]?$")
_IDIOM_ONE = re.compile(
    r"\s+(?:of\b(?!\s+(?:them|whom|those\s+killed|these)\b)|by one\b|another\b|day\b(?=,|\s+(?:he|she|they|we|it|this"
    r"|the|soon|when)\b)|thing\b|more\s+time\b|way\b|side\b)|[-‑](?:time|way|off|sided|on|third|by|two)\b"
    r"|['’]s\b",
    re.I,
)


def classify(tagged: Tagged, n: int) -> tuple[str, str]:
    """Kind of the number at unit ``n`` by its neighbours, and the rule that says so; ("", "") when none does.

    Returns
    -------
    tuple of str
        (kind, rule name). A number left open may be a claim; see :mod:`tollbook.counted`.
    """
    fig = tagged.fig[n]
    assert fig is not None
    start, end = tagged.a[n], tagged.z[n]
    core = tagged.text[start:end]
    before, after = tagged.text[max(0, start - 40) : start], tagged.text[end : end + 60]
    if fig.kind == "ordinal":
        return _ordinal(tagged, n, before, after)
    if fig.kind:
        return fig.kind, fig.why
    special = _by_its_form(tagged, n, core, before, after)
    if special:
        return special, f"{special}-by-form"
    found = _BOOK.match(before.lower() if start else "", after.lower())
    if (
        found
        and not (found[0].reads == "counter" and fig.bound != "exact")
        and not _overruled(found[0], fig, before, after)
    ):
        return found[0].reads, found[0].name
    if core[0] == "0" and core[1:2].isdecimal():
        clock = _MILITARY_CLOCK.fullmatch(core) and not _OF_A_CODE.search(before)
        return ("time", "time-by-form") if clock else ("identifier", "leading-zero")
    if core.isdecimal() and len(core) == 4 and re.search(rf"\d\s+{MONTH},?\s$|{MONTH}\s\d{{1,2}},?\s$", before, re.I):
        return "date", "year"
    if _is_year(core, before, after):
        return "date", "year"
    if fig.digits and core.isdigit() and len(core) < 3 and _ENDS_GLUED.search(before):
        return "footnote", "footnote-glued"
    return "", ""


def _by_its_form(tagged: Tagged, n: int, core: str, before: str, after: str) -> str:
    """Kind that the number's own form gives away: a unit's name, the idiom "one", an age limit, letters glued to it."""
    fig = tagged.fig[n]
    assert fig is not None
    if fig.digits and _names_a_unit(tagged, n, after):
        return "name"
    if core.lower() == "one" and _is_idiom(tagged, n, before, after):
        return "idiom"
    limit = fig.bound in ("at_most", "at_least") and _AGE_LIMIT.match(core) and _OF_AN_AGE.search(before)
    if limit and re.match(r"\s?(?:[.,;:)]|$|and\b)", after):
        return "age"
    if _OWNED.search(before) and _ITS_PEOPLE.match(after) and (fig.value or 0) >= _A_POPULATION:
        return "other"
    if not fig.digits:
        return ""
    if _YEAR_OF_A_THING.fullmatch(core) and not _COUNTED.match(after):
        return "date"
    if core[-1].isalpha() and after[:1].isdecimal():
        return "name"
    if core in _CALIBRES and re.match(
        r"\s(?:[a-z]+\s)?(?:rifles?|rounds?|bullets?|guns?|ammunition|cartridges?)\b", after
    ):
        return "calibre"
    if _DAY_AND_MONTH.fullmatch(core) and _OF_A_DAY.search(before) and not _COUNTED.match(after):
        return "date"
    if _CLOCK.fullmatch(core) and _OF_AN_HOUR.search(before) and not _COUNTED.match(after):
        return "time"
    if re.fullmatch(r"(?:19|20)\d{6}", core):
        return "date"
    if re.fullmatch(r"\d{1,2}(?:\.\d{1,2})+", core) and not re.search(r"\w", before) and re.match(r"\s+[A-Z]", after):
        return "counter"
    if re.search(r"\b[A-Z]{2,5}\s$", before) and re.match(r"\s\(\d{4}\)", after):
        return "identifier"
    if len(core) < 3 and not re.search(r"\w", before) and re.match(r"[A-Z][a-z]{2,}", after):
        return "counter"
    glued = re.match(r"[A-Za-z](?!\w*['’])", after)
    return "name" if glued and not _MEASURED.match(after) else ""


def _names_a_unit(tagged: Tagged, n: int, after: str) -> bool:
    """As in "92 Mechanised Brigade", not "13 Afghan National Army personnel"."""
    found = _NAME_AFTER.match(after)
    if found is None:
        return False
    if re.search(r"(?:Marines|Guards|Rifles|Fusiliers)$", found[0]) and not re.match(r"st|nd|rd|th", after):
        return False
    people = re.match(
        r"\s+(?:\(\w+\)\s+)?(?:personnel|soldiers|troops|members|fighters|men|officers|servicemen)\b",
        after[found.end() :],
    )
    return people is None and tagged.s[n + 1 : n + 2] not in ("A", "G")


def _is_idiom(tagged: Tagged, n: int, before: str, after: str) -> bool:
    """Is "one" no count: "one of the largest", "this one", "a long one."?"""
    if _IDIOM_ONE.match(after) or before.lower().endswith(_BEFORE_ONE):
        return True
    return bool(re.match(r"\s*[.,;:!?\"”)]", after) and re.search(r"d[xeCJ]{1,3}$|[i]x$", tagged.s[:n]))


def _overruled(rule: Rule, fig: Figure, before: str, after: str) -> bool:
    """A bounded or large number is no day, age or identifier, whatever stands before it; a month is capitalised."""
    value = fig.value or 0
    if rule.name == "date-month-day" and not fig.digits and _DAY_STANDS.search(before):
        return True
    if rule.reads == "age" and value > _OLDEST:
        return True
    if rule.name in ("date-month-day", "date-day-month"):
        month = (
            re.search(r"([A-Za-z]+)\W*(?:the\s+)?$", before)
            if rule.name == "date-month-day"
            else re.match(r"\W*(?:st|nd|rd|th)?\W*(?:of\s+)?(\w)", after)
        )
        if month and month[1][0].islower() and not re.match(r"\W*[a-z]+\W+(?:19|20)\d\d", after):
            return True
    if fig.bound == "vague":
        return True
    if rule.name == "identifier-word":
        return fig.bound not in ("exact", "between") or fig.magnitude > 1
    if rule.name == "age-range":
        return fig.bound != "between" or fig.magnitude > 1 or value > 110
    if rule.name in ("age-comma", "date-month-day", "date-day-month"):
        return fig.magnitude > 1 or value > (31 if rule.reads == "date" else 110)
    return False


def _is_year(core: str, before: str, after: str) -> bool:
    if not (core.isdigit() and len(core) == 4 and 1800 <= int(core) <= 2100):
        return False
    if re.match(
        r"\s+(?:people|soldiers|civilians|troops|drones|missiles|killed|wounded|dead|men|personnel|injured"
        r"|prisoners|were|others|children|women|casualties|deaths)\b",
        after,
    ):
        return bool(re.search(r"\b(?:[Ii]n|[Ss]ince|[Dd]uring|of|[Bb]y|than in)\s$", before)) and not re.match(
            r"\s+(?:people|others)", after
        )
    return True


_FIRST_WHAT = re.compile(r"[\s-]+(?:responders?|aid|lady|hand|aiders?)\b")
_UNIT_AFTER = re.compile(
    r"\s+(?:[a-z]+\s+){0,2}(?:brigade|battalion|regiment|division|corps|army|fleet|squadron|wing|company|platoon)\b"
)
_DAY_BEFORE = re.compile(r"\b(?:on|of|until|by|since|from|to|till|before|after)\s+the\s+$", re.I)


def _ordinal(tagged: Tagged, n: int, before: str, after: str) -> tuple[str, str]:
    if tagged.low[n][0].isdecimal():
        if _UNIT_AFTER.match(after):
            return "name", "ordinal-unit"
        if _DAY_BEFORE.search(before) and re.match(r"\s*(?:[.,;]|$|to\b|and\b|when\b)", after):
            return "date", "ordinal-day"
    if _NAME_AFTER.match(after) or re.match(r"\s+World\s+War|\s+Intifada", after):
        return "name", "ordinal-name"
    if re.match(rf"(?:\s+of)?\s+{MONTH}(?![a-z])", after, re.I) or re.search(
        rf"(?<![a-z]){MONTH}\s+(?:the\s+)?$", before, re.I
    ):
        return "date", "ordinal-date"
    if _FIRST_WHAT.match(after) and tagged.low[n] == "first":
        return "idiom", "ordinal-idiom"
    if re.match(r"\s+centur", after):
        return "date", "ordinal-century"
    if re.search(r"\b(?:one|two|three)[\s-]$", before, re.I) and tagged.low[n] in (
        "third",
        "fourth",
        "fifth",
        "tenth",
        "thirds",
    ):
        return "share", "fraction"
    if (
        tagged.low[n] in ("third", "quarter", "fifth", "fourth", "tenth")
        and re.search(r"\b(?:a|one)\s$", before, re.I)
        and re.match(r"\s+(?:of|were|are|have)\b", after)
    ):
        return "share", "fraction"
    if re.search(r"\branked\s(?:only\s)?$", before):
        return "rank", "ordinal-rank"
    if re.match(r"[\s-]+(?:largest|biggest|highest|deadliest|worst|most|rank)", after):
        return "rank", "ordinal-rank"
    return "ordinal", "ordinal"


_AID = re.compile(r"\b(?:aid|relief|humanitarian|food|flour|supplies|rations|meals|medicines?|WFP|donat\w+)\b", re.I)
_WEIGHTS = frozenset("kg kilo kilogram kilogramme gram ton tonne".split())


def speaks_of_aid(tagged: Tagged) -> bool:
    """Does the sentence speak of relief?"""
    return _AID.search(tagged.text) is not None


def kind_of_noun(tagged: Tagged, term: Term) -> str:
    """Kind of a number by the noun it counts; a weight is aid only where the sentence speaks of relief."""
    weight = term.kind == "aid" and term.text.removesuffix("s") in _WEIGHTS
    return "other" if weight and not speaks_of_aid(tagged) else term.kind


_LETTER = {
    "date": "m",
    "time": "m",
    "name": "x",
    "identifier": "x",
    "counter": "x",
    "footnote": "x",
    "calibre": "x",
    "rank": "x",
}


def settle_kind(tagged: Tagged, n: int) -> None:
    """Give a number with a kind another letter, so that it stands in no claim's way ("two Kh-59 missiles")."""
    fig = tagged.fig[n]
    assert fig is not None
    stop = n + 1
    if fig.kind == "ordinal" and n and tagged.low[n - 1] not in ("a", "an", "another"):
        tagged.s = tagged.s[:n] + "x" + tagged.s[stop:]
    if fig.kind in ("age", "duration", "distance", "plan_item", "calibre", "aid") and re.match(
        r"-?[Uxm](?:-x)?", tagged.s[n + 1 : n + 5]
    ):
        stop = n + 3 if tagged.s[n + 1] == "-" else n + 2
        if fig.kind in ("duration", "distance", "plan_item", "aid") and tagged.s[n + 1] != "-":
            return
        tagged.s = tagged.s[:n] + ("a" if fig.kind == "age" else "x") * (stop - n) + tagged.s[stop:]
    elif fig.kind in _LETTER or fig.kind == "age":
        tagged.s = tagged.s[:n] + _LETTER.get(fig.kind, "x") + tagged.s[stop:]
        if fig.kind in ("name", "calibre") and n >= 2 and tagged.s[n - 1] == "-":
            tagged.s = tagged.s[: n - 2] + "xx" + tagged.s[n:]
