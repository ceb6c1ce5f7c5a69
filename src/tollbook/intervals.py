"""A claim's words → what they allow: a number's interval, and the days a date at its stated precision may mean."""

from __future__ import annotations

import calendar
import math
from datetime import date
from typing import Any

Interval = tuple[float, float]


def value_of(claim: Any) -> float | None:
    """Give the one value a claim's words state, for a range its upper end; None for a vague claim."""
    for value in (claim.best, claim.high, claim.low):
        if not math.isnan(value):
            return float(value)
    return None


def interval_of(claim: Any) -> Interval | None:
    """Give what a claim's words allow, as (least, most); open ends are 0 and infinity; None when vague."""
    low, best, high = claim.low, claim.best, claim.high
    if not math.isnan(best):
        return (float(best), float(best))
    if math.isnan(low) and math.isnan(high):
        return None
    return (0.0 if math.isnan(low) else float(low), math.inf if math.isnan(high) else float(high))


def rounding_of(value: float) -> float:
    """Give half the step a number is rounded to: its last digit that is not zero, and two digits are always meant.

    >>> rounding_of(400_000), rounding_of(1_118_000), rounding_of(45_100), rounding_of(23)
    (5000.0, 500.0, 50.0, 0.0)
    """
    whole = int(abs(value))
    if whole < 100 or whole != abs(value):
        return 0.0
    zeros = len(str(whole)) - len(str(whole).rstrip("0"))
    return 10 ** min(zeros, len(str(whole)) - 2) / 2 if zeros else 0.0


def admitted_by(claim: Any) -> Interval | None:
    """Give what a claim allows when its value is read as rounded: "about 250,000" is 245,000 to 255,000.

    Returns
    -------
    (float, float) or None
        (least, most); "nearly" reaches down by ten per cent, "about" by five either way; None when vague.
    """
    span = interval_of(claim)
    if span is None or claim.bound in ("at_least", "at_most", "between"):
        return span
    value = span[0]
    loose = rounding_of(value)
    if claim.bound == "nearly":
        return (value * 0.9, value)
    if claim.bound == "about":
        loose = max(loose, value * 0.05)
    return (value - loose, value + loose)


def meet(one: Interval, two: Interval) -> bool:
    """Whether two intervals share a number."""
    return one[0] <= two[1] and two[0] <= one[1]


def counted_until(claim: Any) -> str:
    """Give the day a claim's count reaches, at the precision stated; "" when nothing says."""
    return str(claim.as_of or claim.period_end)


def first_day(iso: str) -> str:
    """Give the first day of an ISO year, month or day; "" for "".

    >>> first_day("2025-06"), first_day("")
    ('2025-06-01', '')
    """
    return iso + {4: "-01-01", 7: "-01"}.get(len(iso), "")


def last_day(iso: str) -> str:
    """Give the last day of an ISO year, month or day; "" for "".

    >>> last_day("2025"), last_day("2024-02"), last_day("2025-06-12")
    ('2025-12-31', '2024-02-29', '2025-06-12')
    """
    if len(iso) == 4:
        return f"{iso}-12-31"
    if len(iso) == 7:
        return f"{iso}-{calendar.monthrange(int(iso[:4]), int(iso[5:]))[1]:02d}"
    return iso


def days_between(earlier: str, later: str) -> Interval:
    """Give the fewest and the most days from one ISO date to another, each anywhere within its precision.

    >>> days_between("2025-01-31", "2025-02"), days_between("2025", "2025-06-12")
    ((1.0, 28.0), (-202.0, 162.0))
    """
    start, stop = first_day(later), last_day(later)
    fewest = date.fromisoformat(start) - date.fromisoformat(last_day(earlier))
    most = date.fromisoformat(stop) - date.fromisoformat(first_day(earlier))
    return (float(fewest.days), float(most.days))
