"""Every check of the findings; the documentation of each says what it looks for, its grounds and its false alarms."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tollbook.discrepancies import claimants_differ, headlines, self_contradictions
from tollbook.impossible import category_errors, killed_above_casualties, percents, subsets, sums
from tollbook.oddities import falling_series, jumps, odd_ratios, one_belligerent_only, print_dates
from tollbook.omitted import dropped_bounds, reference_conflicts
from tollbook.survey import Found, Survey

CHECKS: tuple[Callable[[Survey], Iterator[Found]], ...] = (
    *(category_errors, dropped_bounds, killed_above_casualties, falling_series, odd_ratios, sums, subsets, percents),
    *(print_dates, claimants_differ, self_contradictions, headlines, jumps, one_belligerent_only, reference_conflicts),
)
"""In the order of the kinds that they find."""
