"""What days a count covers; whether it is a running total, a period's count, one incident or a rate; how sure it is."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from tollbook.counted import Reading
from tollbook.dates import When

_RATE = re.compile(
    r"\b(?:a|per|each|every)\s+(?:day|week|month|year|night|hour)\b(?!\s+(?:earlier|ago|before|later|after|since))"
    r"|\b(?:daily|monthly|weekly|nightly|hourly|annual(?:ly)?)\s+(?:average|rate|casualt|loss)"
    r"|\b(?:on average|averag(?:e|ed|ing)|per day|daily)\b",
    re.I,
)
_TOTAL = re.compile(
    r"\b(?:since|so far|to date|overall|in total|death toll|\btoll\b|cumulative|throughout|over the course of"
    r"|from the (?:start|beginning)|total(?:s|led|ling)?|now (?:been|killed|seen|stands?)|until now|(?:start|outbreak"
    r"|beginning) of|in (?:the|its) (?:[\w-]+ ){0,3}(?:war|conflict|invasion|genocide|offensive)|of (?:the|this"
    r"|its) war|has (?:killed|claimed|displaced|cost|left)|have (?:been|died)|has been|had (?:been )?(?:killed|died"
    r"|lost|suffered)|surpass|exceed|milestone|passe[sd])",
    re.I,
)
_PROJECTED = re.compile(
    r"\b(?:could(?! have)|would|will|may|might|expected to|projected to|set to|on course to|likely to|forecast to"
    r"|on track to|poised to)\s+(?:soon\s+|eventually\s+|also\s+|have to\s+|be\s+)?(?:reach|hit|exceed|surpass|top"
    r"|rise|pass|climb|be|die|kill|lose|suffer|number|approach|face|flee|release|exchange|return|hand|swap|displace"
    r"|cost|become|total|see)\w*",
)
_WHOLE_WAR = re.compile(
    r"\b(?:overall (?:number|figure|toll|total)|throughout the|over the whole|(?:so far|to date|in total)\b"
    r"|(?:have|has) now\b)"
    r"|\byears of (?:[\w-]+ ){0,2}war\b",
    re.I,
)
_PROJECTED_AFTER = re.compile(
    r"\b(?:(?:could|might)(?!\s+have)|will|would|may soon|are (?:set|due|expected|likely) to)\s+(?:soon\s+)?"
    r"(?:be|die|have|go|flee|return)\b",
)
_EARLY = re.compile(
    r"\b(?:(?:since )?early in|in the (?:early|first|opening) (?:days|weeks|months) of"
    r"|at the (?:start|beginning|outset) of)"
    r"\s+(?:the|its)\s+(?:[\w-]+\s)?(?:war|invasion|conflict)\b"
    r"|\bwar's (?:early|first|opening) (?:days|weeks|months)\b",
    re.I,
)
_HYPOTHETICAL = re.compile(
    r"\b(?:if|unless|goals?|aims? to|aiming to|offer(?:s|ed|ing)?|propos(?:es?|ed|al|ing)|capable of|able to"
    r"|capacity to|plans? to|planned to|enough to|threaten(?:s|ed|ing)? to|intend(?:s|ed)? to|demand(?:s|ed|ing)?"
    r"|in exchange for|ready to|prepared to|scenario|would have)\b",
)
_ESTIMATED = re.compile(
    r"\b(?:estimate[sd]?|estimating|believed|thought|likely|probably|presumed|suspected|feared|(?:may|might|could) have"
    r"|appears? to have|reckoned|assessed|guess|calculat\w+|perhaps|possibly|projection|approximation"
    r"|model\w*|extrapolat\w+)\b",
)
_COULD_BE = re.compile(r"\b(?:may|might|could) (?:well |also )?be $")
_LIKELY = re.compile(
    r"\b(?:almost certain(?:ly)?|highly likely|very likely|realistic possibility|highly unlikely|remote chance|likely"
    r"|probabl[ey]|unlikely|almost certainly)\b",
)

_ADDS_UP = frozenset("killed wounded casualties killed_or_missing displaced destroyed missing".split())
_JOINS_DAYS = ("and", "to", "until", "-", "–", "through", "till", "and the end of", "to the end of")


@dataclass(frozen=True, slots=True)
class Period:
    """First and last day a count covers, the day it was taken, the words, and the scope; ISO at stated precision."""

    start: str = ""
    end: str = ""
    as_of: str = ""
    surface: str = ""
    scope: str = "incident"
    rule: str = ""


def choose_period(
    text: str,
    at: int,
    reading: Reading,
    dates: list[When],
    published: str,
    event: Period | None,
    war_start: str,
    same_speaker: Period | None = None,
) -> Period:
    """Read the period of the number at character ``at`` of a sentence.

    Parameters
    ----------
    text, at : str, int
        The sentence and where the number stands in it.
    reading : Reading
        What the number counts.
    dates : list of When
        The sentence's date expressions.
    published : str
        Day of publication, ISO, or "".
    event : Period, optional
        The last incident dated before, for sentences that go on telling it.
    war_start : str
        First day of the war, ISO, or "": where a running total begins that names no start.
    same_speaker : Period, optional
        The last period the same claimant stated, for a study's further totals.

    Returns
    -------
    Period
        Empty days where the words give none; ``as_of`` of a running total falls back to the day of publication.
    """
    near = sorted((w for w in dates if w.last), key=lambda w: (_is_of_speech(w, text), _distance(w, at)))
    since = _starting(dates, text)
    if _is_rate(text, at, reading):
        best = near[0] if near else None
        return Period(best.first, best.last, "", best.surface, "rate", "rate") if best else _undated_rate(published)
    pair = _paired(dates, text)
    if pair and (_distance(pair[0], at) < 160):
        return Period(pair[0].first, pair[1].last, "", f"{pair[0].surface} … {pair[1].surface}", "period", "from-to")
    if not dates and war_start and _EARLY.search(text):
        return Period(war_start, war_start[:4], war_start[:4], "", "cumulative", "early-in-the-war")
    total = _is_total(text, reading, since is not None, dates)
    if total and not dates and same_speaker is not None and same_speaker.end:
        return replace(same_speaker, rule="same-claimant")
    if total:
        return _total_period(near, since, published, war_start, text)
    if since is not None and since.first:
        return Period(since.first, published, published, since.surface, "period", "since")
    if near and near[0].prep == "as of":
        return _total_period(near[:1], None, published, war_start, text)
    if near:
        return _dated(near[0])
    if event is not None and event.end:
        return replace(event, as_of="", rule="same-event" if event.scope == "incident" else "same-period")
    return Period("", "", published, "", "incident", "no-date")


def _is_rate(text: str, at: int, reading: Reading) -> bool:
    """Is the number one per day, month or year: "1,000 a day", "an average of 1,000"?"""
    around = text[max(0, at - 60) : at + 80]
    after = _RATE.search(text[: at + 120], at)
    if after is not None and after.end() <= at + 60:
        return True
    return reading.unit in ("persons", "attacks") and "average" in around and _RATE.search(around) is not None


def _undated_rate(published: str) -> Period:
    return Period("", "", published, "", "rate", "rate")


def _dated(when: When) -> Period:
    """One day is an incident; anything longer, or without a day, a period."""
    one_day = len(when.first) == 10 and when.first >= when.last[:10]
    scope = "incident" if one_day or when.form == "rel" else "period"
    return Period(when.first, when.last, "", when.surface, scope, f"date-{when.form}")


_SPEECH = re.compile(
    r"\b(?:said|says|reported|announced|stated|claimed|told [\w ]{2,20}|confirmed)\s+(?:on\s+|late\s+|early\s+)*$", re.I
)


def _is_of_speech(when: When, text: str) -> bool:
    """Is it the day of speaking ("reported Friday that …"), which gives way to any other day?"""
    return _SPEECH.search(text[: when.start]) is not None


def _distance(when: When, at: int) -> int:
    return when.start - at if when.start >= at else (at - when.end) + 15


def _starting(dates: list[When], text: str) -> When | None:
    return next((when for when in dates if _is_start(when, text)), None)


def _is_start(when: When, text: str) -> bool:
    """As in "since 2022", "from Monday on", "since the war began in 2022"."""
    if when.prep == "since":
        return True
    if when.prep in ("from", "") and re.match(r"\s*(?:onwards?|on)\b", text[when.end :]):
        return True
    return bool(when.first) and re.search(r"\bsince\b[^,;.]{0,60}$", text[: when.start].lower()) is not None


def _paired(dates: list[When], text: str) -> tuple[When, When] | None:
    """As in "from Monday to Friday", "between March and May"."""
    for left, right in pairwise(dates):
        between = text[left.end : right.start].strip().lower()
        if left.first and right.last and left.prep in ("between", "from") and between in _JOINS_DAYS:
            return left, right
    return None


_RUNNING = re.compile(r"\b(?:toll|so far|to date|since|in total|overall|cumulative)\b")


def _is_total(text: str, reading: Reading, since: bool, dates: list[When]) -> bool:
    if reading.change or reading.unit == "attacks":
        return False
    value = reading.fig.value or 0
    if "bulletin-label" in reading.rules:
        return value >= 100
    if _WHOLE_WAR.search(text):
        return True
    if since:
        return True
    if reading.measure == "casualties" and value >= 1000:
        return not any(w.form in ("y", "this", "m", "my") and w.prep in ("in", "during", "", "over") for w in dates)
    if _RUNNING.search(text.lower()):
        return True
    return value >= 1000 and reading.measure in _ADDS_UP and _TOTAL.search(text) is not None


def _total_period(near: list[When], since: When | None, published: str, war_start: str, text: str) -> Period:
    ends = [w for w in near if w is not since and w.prep not in ("since", "before", "after")]
    of_the_war = re.search(r"\binvasion\b|\bwar\b|\bconflict\b|\bsince\b", text, re.I)
    start = since.first if since else war_start if of_the_war else ""
    end = ends[0].last if ends else published
    if start and end and end[:4] < start[:4]:
        end = published
    surface = " … ".join(w.surface for w in ([since] if since else []) + ends[:1])
    return Period(start, end, end, surface, "cumulative", "total-since" if since else "total")


_OTHER_CLAUSE = re.compile(r"[;:]|, (?:but|while)\b")
_IF_NOT = re.compile(r"\bif not\b")
_NEXT_CLAUSE = re.compile(r"[;:,]|\band\b")


def choose_modality(text: str, at: int, cue: str) -> tuple[str, str]:
    """How the claimant puts the number, and the words of likelihood as said.

    Returns
    -------
    tuple of str
        (modality, likelihood): ``denied``, ``hypothetical``, ``projected``, ``estimated`` or ``asserted``.
    """
    before, around = text[max(0, at - 90) : at].lower(), text[max(0, at - 70) : at + 60].lower()
    clause = _OTHER_CLAUSE.split(before)[-1]
    likely = (
        _LIKELY.search(around) if any(word in around for word in ("ikely", "probab", "certain", "chance")) else None
    )
    said = likely[0] if likely else ""
    if cue == "denied":
        return "denied", said
    if _HYPOTHETICAL.search(clause) and not _IF_NOT.search(clause):
        return "hypothetical", said
    if _COULD_BE.search(clause):
        return "estimated", said
    if cue == "projected" or _PROJECTED.search(clause):
        return "projected", said
    after = _NEXT_CLAUSE.split(text[at : at + 70].lower(), maxsplit=1)[0]
    if _PROJECTED_AFTER.search(after):
        return "projected", said
    if cue == "estimated" or _ESTIMATED.search(clause) or _ESTIMATED.search(after):
        return "estimated", said
    return "asserted", said
