"""Shares and ratios of casualties: "70% of the dead are children", "15 times greater than the losses"."""

from __future__ import annotations

import re

from tollbook.figures import Figure
from tollbook.heads import OF_PEOPLE, Reading
from tollbook.inherited import copy_from
from tollbook.predicates import ACTIVE_LEFT, left_active, right_predicate
from tollbook.settling import settle
from tollbook.tagging import Tagged

_TIMES = re.compile(
    r"\s+times\s+(?:as\s+(?:many|high|great|large|much|heavy)"
    r"|greater|higher|more|larger|heavier|worse|the|that|those|its|what|lower|fewer)\b",
    re.I,
)
_PERCENT = ("per", "cent", "percent", "pct", "percentage")
_OF_WHOLE = re.compile(r"o[dxAGCeqN]{0,4}([PTDKJZ])")
_OF_THEM = re.compile(r"c|o[dp](?![a-zA-Z])|o[dxq]{1,2}[,.:;]")
_OF_POPULATION = re.compile(r"o[dpAG]{0,2}[sx]?x?x")
_POPULATIONS = frozenset("population inhabitants country city town camp territory enclave".split())
_NOT_A_SHARE = frozenset(
    ("launched", "launched_weak", "left", "lost", "repelled", "bodies", "captured", "captured_weak")
)
_SHARE_OF_LOSS = frozenset(("lost", "killed", "wounded", "displaced", "destroyed"))


def read_ratio(tagged: Tagged, n: int, fig: Figure, topic: str) -> Reading | None:
    """Read a multiple of casualties, as in "around 15 times greater than the losses in Afghanistan".

    ``topic`` is the measure the sentence before spoke of. A multiple of anything else gets the kind other_count.
    """
    if fig.kind or not _TIMES.match(tagged.text[tagged.z[n] : tagged.z[n] + 40]):
        return None
    own = (t.measure for t in tagged.term if t is not None and t.cls in "DZL" and t.measure in OF_PEOPLE)
    measure = next(own, topic)
    if not measure:
        fig.kind, fig.why = "other_count", "times"
        return None
    reading = Reading(n, fig, stop=n + 2, unit="ratio", measure=measure, population="unknown", raw=measure)
    reading.rules.append("times")
    return reading


def read_share(tagged: Tagged, reading: Reading, done: list[Reading], before: Reading | None) -> Reading | None:
    """Read a share of casualties: "70% of the dead are children", "80 per cent were shot down", "half of whom fled".

    Returns
    -------
    Reading or None
        ``reading`` with unit percent; None where the share is of nothing lost.
    """
    stop = _after_percent(tagged, reading.n)
    last = next((r for r in reversed(done) if r.measure), before)
    reading.unit, reading.stop = "percent", stop
    _read_change(tagged, reading, last)
    if not reading.measure:
        _read_whole(tagged, reading, last)
    if not reading.measure:
        _read_outcome(tagged, reading, stop)
    reading.unit = "percent"
    if not reading.population:
        reading.population = tagged.term_at(reading.head).population if reading.head >= 0 else "unknown"
    return reading if reading.measure and reading.measure not in _NOT_A_SHARE else None


_ROSE = re.compile(
    r"\b(?:ros|ris|increas|jump|grew|grow|climb|surg|soar|fell|fall|drop|declin|decreas|up\b|down\b)\w*\s+(?:by\s+)?(?:\w+\s)?$",
    re.I,
)
_RISE_ON = re.compile(
    r"\s*(?:%|per\s?cent|percent)?\s*(?:increase|rise|jump|surge|drop|fall|decrease|decline)\s+(?:on|over|from|compared)\b",
    re.I,
)
_RISE_IN = re.compile(
    r"\s*(?:%|per\s?cent|percent)?\s*(?:increase|rise|jump|surge|drop|fall|decrease|decline|reduction)\s+in\b", re.I
)


def _read_change(tagged: Tagged, reading: Reading, last: Reading | None) -> None:
    """As in "casualties rose by 40 per cent", "a 40 per cent increase in deaths"."""
    n = reading.n
    rose = _ROSE.search(tagged.text[max(0, tagged.a[n] - 30) : tagged.a[n]])
    rise = _RISE_IN.match(tagged.text[tagged.z[n] : tagged.z[n] + 40])
    places = range(n - 1, max(-1, n - 14), -1) if rose else range(n + 1, min(len(tagged), n + 10)) if rise else ()
    for k in places:
        term = tagged.term[k]
        if tagged.s[k] in "DZ" and term is not None and term.measure in OF_PEOPLE:
            reading.take_outcome(term.measure, k, "rise-of")
            return
    if (
        last is not None
        and 0 <= last.n < n
        and last.measure in OF_PEOPLE
        and (rose or _RISE_ON.match(tagged.text, tagged.z[n]))
    ):
        copy_from(reading, last, "rise-of")


def _after_percent(tagged: Tagged, n: int) -> int:
    """The unit after "%" or "per cent"."""
    stop = n + 1
    while stop < min(len(tagged), n + 4) and (tagged.s[stop] in "%U" or tagged.low[stop] in _PERCENT):
        stop += 1
    return stop


def _read_whole(tagged: Tagged, reading: Reading, last: Reading | None) -> None:
    """What the share is of: "of them", "of the dead", or the number before."""
    back, whole = _OF_THEM.match(tagged.s, reading.stop), _OF_WHOLE.match(tagged.s, reading.stop)
    if back and last is not None and last.unit not in ("percent", "ratio"):
        copy_from(reading, last, "share-of-them")
    elif whole:
        _read_noun_of_whole(tagged, reading, whole.start(1))
    elif population := _OF_POPULATION.match(tagged.s, reading.stop):
        _read_population(tagged, reading, population.end() - 1)
    elif last is not None and last.unit == "persons" and _follows(tagged, reading, last):
        copy_from(reading, last, "share-of-them")
    elif last is not None and last.unit == "percent" and 0 <= last.n < reading.n and _goes_on(tagged, reading, last):
        copy_from(reading, last, "share-list")
        reading.parent = last if "(" in tagged.s[last.stop : reading.n] else last.parent


def _read_noun_of_whole(tagged: Tagged, reading: Reading, k: int) -> None:
    s, term = tagged.s, tagged.term_at(k)
    reading.mods = tuple(range(reading.stop, k))
    reading.head, reading.stop = k, k + 1
    reading.measure = term.measure if s[k] in "DKJZ" else ""
    reading.rules.append("share-of")
    if not reading.measure or re.match(r"[bh]b?[xq]?[KJI]", s[k + 1 : k + 5]):
        probe = Reading(reading.n, reading.fig, k, k + 1, term.unit)
        if right_predicate(tagged, probe) or left_active(tagged, probe):
            settle(tagged, probe)
            reading.measure, reading.pred = probe.measure, probe.pred


def _read_population(tagged: Tagged, reading: Reading, k: int) -> None:
    """As in "a quarter of the population fled", "forced half of the town's residents to flee"."""
    if tagged.low[k] not in _POPULATIONS:
        return
    probe = Reading(reading.n, reading.fig, k, k + 1 + (tagged.s[k + 1 : k + 2] == "t"), "persons")
    if right_predicate(tagged, probe):
        reading.take_outcome(probe.measure, probe.pred, "share-with-predicate")


def _goes_on(tagged: Tagged, reading: Reading, last: Reading) -> bool:
    """Is the share one of a list: "64 per cent of casualties to rebels, 25 per cent to troops"?"""
    joined = re.search(r"[,;(&][qdxe]{0,2}$", tagged.s[last.stop : reading.n])
    return joined is not None and tagged.s[reading.stop : reading.stop + 1] != "o"


def _follows(tagged: Tagged, reading: Reading, last: Reading) -> bool:
    """Does the share go on about ``last``: "12 people were killed, 30% were women"?"""
    if not re.match(r"b[dx]{0,2}[PAK]|&|,|\)|$|\.", tagged.s[reading.stop : reading.stop + 3]) or last.n > reading.n:
        return False
    if last.n == -1:
        return not tagged.s[: reading.n].strip('"-') and tagged.s[reading.stop : reading.stop + 1] == "b"
    return re.search(r"[,;:&(\-]", tagged.s[last.stop : reading.n]) is not None


def _read_outcome(tagged: Tagged, reading: Reading, stop: int) -> None:
    """The share's own verb: "lost 40 percent", "40 percent were wounded"."""
    s = tagged.s
    left = ACTIVE_LEFT.search(s, max(0, reading.n - 5), reading.n)
    lost = tagged.term_at(left.start(1)).measure if left else ""
    if left and lost in _SHARE_OF_LOSS:
        reading.active = True
        reading.take_outcome("casualties" if lost == "lost" else lost, left.start(1), "share-lost")
        return
    probe = Reading(reading.n, reading.fig, -1, stop, "persons", elided=True)
    if re.match(r"b?[xq]?[KI]|h[bx]{0,2}[KI]", s[stop : stop + 4]) and right_predicate(tagged, probe):
        reading.measure = probe.measure
        reading.rules.append("share-with-predicate")
