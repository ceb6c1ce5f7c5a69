"""What a number counts: unit, measure and population, from noun, predicate, apposition, elision and coordination.

Patterns are regular expressions over the unit letters of :mod:`tollbook.tagging`; the rule records carry them
with an example and a near-miss each.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from tollbook.figures import Figure
from tollbook.lexicon import Term
from tollbook.tagging import Tagged, looks_like_people

MUNITIONS = frozenset(("drones", "missiles", "rockets", "bombs", "shells"))
_ANY_UNIT = frozenset(("destroyed", "lost", "launched", "hit", "damaged", "captured", "casualties"))
CRAFT = frozenset(("aircraft", "helicopters", "ships", "submarines"))
PLACES = frozenset(("settlements", "regions"))
STRUCTURES = frozenset(("buildings", "homes", "sites", "depots"))
_OUTCOME_WORDS = frozenset("dead missing injured wounded killed".split())

_MODS = r'(?:o[dpAGOkxCNs]{0,2})?(?:[adAGOkxCesq"\-&](?![bhM])|[AxJ],(?=[AxJC]{1,2}[PDT&])|[KJ](?=[xACe]{0,2}[PDT])|[gR](?=[PDT])|m(?=[PDT])){0,6}?'
_NOUN_RIGHT = re.compile(rf"({_MODS})([PDTU]+)")
_OF_THEM = re.compile(r"o[dp]?(?:[bhMKI,.;)]|$)|o[dp]")
_PP = r'(?:[iofwmt][dAGOkxCePTUDNsmJqi"\-]*)'
_SKIP = rf'(?:e|,?N?c(?:b[dx]?[PA]|[^bKIV;.]{{1,14}}?),?|,NdP,|W[^;.,N]{{0,6}}?(?=h?I|h?bK)|\-[^;.\-]{{1,16}}\-|{_PP}|,[^bKIV;.N]{{1,10}},|,?W[^;.N]{{1,12}},|\([^)]{{0,20}}\)|&[PT]|"|[qx]{{1,2}}(?=[bhKIJ]))*?'
_PASSIVE = re.compile(rf"{_SKIP},?(?:[bhM][bhMntxeRgmidq]{{0,7}}?|x{{0,1}})([KDJI])")
_ELIDED = re.compile(r"(?:e|i[dxAGCkm]{1,5}|m|[qx]{1,2}(?=[bhKIJ]))*?,?(?:[bhM][bhMntxeRgmidq]{0,7}?|x?)([KDJI])")
_REDUCED = re.compile(r"[e,\"]?x?W?([KIJ])")
_ACTIVE_LEFT = re.compile(r"([KVg])(?:i[dx]?[Gk])?[qdeAxCmJ\"]{0,3}$")
_NOMINAL_LEFT = re.compile(r"(L)[qdeAGsxCm]{0,4}$")
_TOLL_LEFT = re.compile(r"([ZD])[\-:]?[^,;.NZDKVI]{0,14}$|(K)[^,;.NZDV]{0,3}i$|(L)[dAGOkxCPimU]{1,8}(?:[Vxb]t)?$")
_LABEL_LEFT = re.compile(r"(?:^|[;.])[;\-\d.]*([^N;:]{0,16}?[PDTKJ][^N;:]{0,8}?)[\-:][xqd]{0,3}$")
_OUT_OF = re.compile(r"(?:xo|o|c)[de]{0,2}N")
_POINTER = re.compile(r"\b(?:figure|number|total|tally|count|toll|estimate|sum)s?\b", re.I)
_COORDINATED = re.compile(r"(?:[,;]|&|,&)[ixdGAkC]{0,4}$")


@dataclass(slots=True)
class Reading:
    """What one number of a sentence counts; ``n`` is its unit, ``head`` its noun's, ``pred`` its predicate's."""

    n: int
    fig: Figure
    head: int = -1
    stop: int = 0
    unit: str = ""
    measure: str = ""
    raw: str = ""
    population: str = ""
    pred: int = -1
    active: bool = False
    parent: Reading | None = None
    elided: bool = False
    change: bool = False
    share: bool = False
    mods: tuple[int, ...] = ()
    rules: list[str] = field(default_factory=list)


def read_counted(tagged: Tagged, before: Reading | None = None, topic: str = "") -> list[Reading]:
    """Read what each open number of a sentence counts.

    Parameters
    ----------
    tagged : Tagged
        The sentence; figures that already have a kind are passed over.
    before : Reading, optional
        The last reading of the sentence before, for elided nouns ("two more were killed").
    topic : str
        The measure the sentence before spoke of, for "they were 15 times greater".

    Returns
    -------
    list of Reading
        One per number with a unit; ``measure`` is "" where nothing says what happened (no claim).
    """
    readings: list[Reading] = []
    before = replace(before, pred=-1, head=-1, mods=()) if before is not None else None
    for n, letter in enumerate(tagged.s):
        fig = tagged.fig[n]
        if letter != "N" or fig is None or (fig.kind and fig.kind != "share"):
            continue
        reading = _read_ratio(tagged, n, fig, topic) or _read_one(tagged, n, fig, readings, before)
        if reading is not None:
            readings.append(reading)
    _share_lists(tagged, readings)
    return [r for r in readings if r.measure]


_TIMES = re.compile(
    r"\s+times\s+(?:as\s+(?:many|high|great|large|much|heavy)|greater|higher|more|larger|heavier|worse|the|that|those|its|what|lower|fewer)\b",
    re.I,
)


def _read_ratio(tagged: Tagged, n: int, fig: Figure, topic: str) -> Reading | None:
    """ "around 15 times greater than the losses in Afghanistan": a multiple of casualties."""
    if not _TIMES.match(tagged.text[tagged.z[n] : tagged.z[n] + 40]) or fig.kind:
        return None
    own = [t.measure for t in tagged.term if t is not None and t.cls in "DZL" and t.measure in _OF_PEOPLE]
    measure = own[0] if own else topic
    if not measure:
        fig.kind, fig.why = "other_count", "times"
        return None
    reading = Reading(n, fig, stop=n + 2, unit="ratio", measure=measure, population="unknown", raw=measure)
    reading.rules.append("times")
    return reading


def _read_one(tagged: Tagged, n: int, fig: Figure, done: list[Reading], before: Reading | None) -> Reading | None:
    reading = Reading(n, fig, stop=n + 1)
    if fig.kind != "share":
        _find_head(tagged, reading)
    if fig.kind == "share":
        return read_share(tagged, reading, done, before)
    head = tagged.term[reading.head] if reading.head >= 0 else None
    if head is not None and head.cls == "U" and tagged.s[reading.head] != "a" and not _read_label(tagged, reading):
        fig.kind, fig.why = head.kind, f"noun {head.text}"
        return None
    last = done[-1] if done else before
    _find_measure(tagged, reading, last, bool(done))
    _inherit(tagged, reading, done, before)
    _settle(tagged, reading)
    return reading


def read_share(tagged: Tagged, reading: Reading, done: list[Reading], before: Reading | None) -> Reading | None:
    """A share of casualties: "70% of the dead are children", "80 per cent were shot down", "71 per cent of whom fled"."""
    s = tagged.s
    stop = reading.n + 1
    while (
        stop < len(s)
        and (s[stop] in "%U" or tagged.low[stop] in ("per", "cent", "percent", "pct", "percentage"))
        and stop < reading.n + 4
    ):
        stop += 1
    last = next((r for r in reversed(done) if r.measure), before)
    whole = re.compile(r"o[dxAGCeqN]{0,4}([PDTKJZ])").match(s, stop)
    back = re.compile(r"c|o[dp](?![a-zA-Z])|o[dxq]{1,2}[,.:;]").match(s, stop)
    reading.unit, reading.stop = "percent", stop
    if back and last is not None and last.unit not in ("percent", "ratio"):
        _copy(reading, last, "share-of-them")
    elif whole:
        k = whole.start(1)
        term = _term(tagged, k)
        reading.head, reading.stop, reading.mods = k, k + 1, tuple(range(stop, k))
        reading.measure = term.measure if s[k] in "DKJZ" else ""
        reading.rules.append("share-of")
        if not reading.measure or re.match(r"[bh]b?[xq]?[KJI]", s[k + 1 : k + 5]):
            probe = Reading(reading.n, reading.fig, k, k + 1, term.unit)
            if _right_predicate(tagged, probe) or _left_active(tagged, probe):
                _settle(tagged, probe)
                reading.measure, reading.pred = probe.measure, probe.pred
    elif (
        last is not None
        and re.match(r"b[dx]{0,2}[PAK]|&|,|\)|$|\.", s[stop : stop + 3])
        and last.unit == "persons"
        and _follows_share(tagged, reading, last)
    ):
        _copy(reading, last, "share-of-them")
    if not reading.measure and (left := _ACTIVE_LEFT.search(s, max(0, reading.n - 5), reading.n)) and _term(tagged, left.start(1)).measure in (
            "lost", "killed", "wounded", "displaced", "destroyed"):  # fmt: skip
        lost = _term(tagged, left.start(1)).measure
        reading.measure, reading.pred, reading.active = "casualties" if lost == "lost" else lost, left.start(1), True
        reading.rules.append("share-lost")
    elif not reading.measure:
        probe = Reading(reading.n, reading.fig, -1, stop, "persons", elided=True)
        if re.match(r"b?[xq]?[KI]|h[bx]{0,2}[KI]", s[stop : stop + 4]) and _right_predicate(tagged, probe):
            reading.measure = probe.measure
            reading.rules.append("share-with-predicate")
    reading.unit = "percent"
    reading.population = reading.population or (
        _term(tagged, reading.head).population if reading.head >= 0 else "unknown"
    )
    if reading.measure in ("launched", "launched_weak", "left", "lost", "repelled", "bodies") or not reading.measure:
        return None
    return reading


def _follows_share(tagged: Tagged, reading: Reading, last: Reading) -> bool:
    if last.n > reading.n:
        return False
    if last.n == -1:
        return (
            tagged.s[: reading.n].strip('"-') == ""
            and re.match(r"b", tagged.s[reading.stop : reading.stop + 1]) is not None
        )
    return bool(re.search(r"[,;:&(\-]", tagged.s[last.stop : reading.n]))


def _find_head(tagged: Tagged, reading: Reading) -> None:
    """The noun the number counts, to its right: "12 Russian soldiers", "two of the drones", "12 Palestinians"."""
    s, n = tagged.s, reading.n
    if s[n + 1 : n + 2] == "L" and _term(tagged, n + 1).measure == "bodies":
        given = any(t is not None and t.measure == "exchanged" for t in tagged.term)
        reading.unit, reading.head, reading.stop, reading.pred = "persons", n + 1, n + 2, n + 1
        reading.measure, reading.population = ("returned_bodies" if given else "killed"), "unknown"
        return
    found = _NOUN_RIGHT.match(s, n + 1)
    if found:
        first, last = found.start(2), found.end(2) - 1
        if last > first and tagged.low[last] in _OUTCOME_WORDS:
            reading.pred, reading.measure = last, _term(tagged, last).measure
            last = _last_of(s, first, last, "PT")
        reading.head, reading.stop = last, found.end(2)
        reading.mods = tuple(range(n + 1, last))
        term = _term(tagged, last)
        reading.unit, reading.population = term.unit, term.population
        for k in range(n + 1, last):
            modifier = tagged.term[k]
            if modifier and modifier.cls == "P" and modifier.population:
                reading.population = modifier.population
            if s[k] in "KJ" and not reading.measure:
                reading.pred, reading.measure = k, _term(tagged, k).measure
                reading.rules.append("participle-before-noun")
        return
    aged = re.compile(r"a+(?![PTDU])").match(s, n + 1)
    if aged:
        years = re.search(r"\d+", tagged.text[tagged.a[n + 1] : tagged.z[aged.end() - 1]])
        young = tagged.low[n + 1] in ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
                                      "fourteen", "fifteen", "sixteen", "seventeen") or (years is not None and int(years[0]) < 18)  # fmt: skip
        reading.head, reading.stop, reading.unit = aged.end() - 1, aged.end(), "persons"
        reading.population = "children" if young else "civilian"
        return
    people = re.compile(r"(?:o?d?)[xeC]?([AO])(?![AGOPDTUxC\-s])").match(s, n + 1)
    if people:
        k = people.start(1)
        reading.head = k
        reading.stop, reading.unit, reading.mods = k + 1, "persons", (k,)
        reading.population = "military" if s[k] == "O" else "unknown"
        return
    if n + 1 < len(s) and s[n + 1] in "xC" and tagged.low[n + 1].endswith("s") and looks_like_people(tagged.low[n + 1]):
        reading.head, reading.stop, reading.unit, reading.population = n + 1, n + 2, "persons", "unknown"
        return
    of_more = re.compile(rf"(?:xo|o)[dq]{{0,2}}N{_MODS}([PT]+)").match(s, n + 1)
    if of_more:
        last = of_more.end(1) - 1
        term = _term(tagged, last)
        reading.head, reading.stop, reading.unit, reading.population = last, last + 1, term.unit, term.population
        return
    them = _OF_THEM.match(s, n + 1)
    reading.stop = n + 1 + (2 if them and s[n + 2 : n + 3] in ("d", "p") else 0)
    reading.elided = True


def _last_of(s: str, first: int, last: int, letters: str) -> int:
    return next((k for k in range(last - 1, first - 1, -1) if s[k] in letters), last)


def _term(tagged: Tagged, k: int) -> Term:
    term = tagged.term[k]
    assert term is not None
    return term


def _find_measure(tagged: Tagged, reading: Reading, last: Reading | None, same_sentence: bool) -> None:
    """The outcome: noun first, then the predicate around the number; "" where none."""
    head = tagged.term[reading.head] if reading.head >= 0 else None
    if reading.measure:
        reading.rules.append("outcome-after-noun")
        return
    if head is not None and head.measure and head.cls == "D":
        reading.measure = head.measure
        reading.rules.append("outcome-noun")
        _refine_noun(tagged, reading, head)
        return
    if head is not None and head.unit == "attacks":
        reading.measure, _ = "launched", reading.rules.append("attacks")
        return
    if same_sentence and last is not None and last.measure and reading.unit in MUNITIONS and last.unit in MUNITIONS and last.rules[-1:] in (
            ["verb-before"], ["list"], ["munition-in-attack"]) and _listed(tagged.s, last, reading.n):  # fmt: skip
        reading.measure, reading.pred, reading.active = last.raw or last.measure, last.pred, last.active
        reading.rules.append("list")
        return
    if tagged.s[reading.n - 1 : reading.n] == "L" and _left_nominal(tagged, reading):
        return
    those = re.compile(r"c([KJI])").match(tagged.s, reading.n + 1)
    if those and last is None:
        reading.measure, reading.pred = _term(tagged, those.start(1)).measure, those.start(1)
        reading.rules.append("of-those")
        return
    for find in (_left_active, _right_predicate, _left_nominal, _number_of, _left_toll, _inverted_passive):
        if find(tagged, reading):
            return
    if last is not None and reading.elided and _points_back(tagged, reading):
        _copy(reading, last, "figure-points-back")


def _points_back(tagged: Tagged, reading: Reading) -> bool:
    """ "put the figure at 35", "bringing the total to 1,497": a number of what was counted before."""
    left = tagged.text[max(0, tagged.a[reading.n] - 60) : tagged.a[reading.n]]
    after = tagged.s[reading.n + 1 : reading.n + 2]
    if re.search(r"R[qdx]{0,2}$|R.{0,16}&[imo]{1,3}q?$", tagged.s[max(0, reading.n - 22) : reading.n]) and after in (
        ",",
        ".",
        ";",
        "",
        "&",
    ):
        return tagged.low[reading.n] != "one"
    return bool(_POINTER.search(left.rsplit(";", 1)[-1])) and after in (",", ".", ";", "", "m", "W", "&", "i", "y")


def _inverted_passive(tagged: Tagged, reading: Reading) -> bool:
    """ "Also destroyed were 52 vehicles", "were evacuated in total 400 people"."""
    found = re.search(r"(?:b(K)|(K)b)[qeixd]{0,2}$", tagged.s[max(0, reading.n - 5) : reading.n])
    if not found or not reading.unit:
        return False
    group = 1 if found[1] else 2
    reading.pred = max(0, reading.n - 5) + found.start(group)
    reading.measure = _term(tagged, reading.pred).measure.removesuffix("_weak")
    reading.rules.append("inverted-passive")
    return True


def _refine_noun(tagged: Tagged, reading: Reading, head: Term) -> None:
    """Bodies handed over, prisoners exchanged: the predicate says more than the noun."""
    if head.text in (
        "bodies",
        "body",
        "corpses",
        "prisoners",
        "prisoner",
        "pows",
        "prisoners of war",
        "captives",
        "prisoner of war",
        "remains",
        "hostages",
        "hostage",
    ):
        probe = Reading(reading.n, reading.fig, reading.head, reading.stop)
        if (
            _left_active(tagged, probe) or _right_predicate(tagged, probe) or _left_nominal(tagged, probe)
        ) and probe.measure == "exchanged":
            reading.measure = "returned_bodies" if head.measure == "killed" else "exchanged"
        reading.pred = probe.pred


def _left_active(tagged: Tagged, reading: Reading) -> bool:
    found = _ACTIVE_LEFT.search(tagged.s, max(0, reading.n - 8), reading.n)
    if not found:
        return False
    k = found.start(1)
    if tagged.s[k] == "K" and k and _passive_before(tagged.s, k):
        return False
    measure = _term(tagged, k).measure
    if measure == "left":
        return _left_with_outcome(tagged, reading, k)
    if (
        tagged.low[k] in ("hit", "hits", "hitting")
        and reading.head < 0
        and re.search(r"\b(?:number|toll|casualties|losses|deaths|total)\b", tagged.text[: tagged.a[k]])
    ):
        return False
    if measure == "launched_weak" and reading.unit not in MUNITIONS | {"attacks", "aircraft", "helicopters"}:
        return False
    if tagged.s[k] == "K" and reading.head < 0 and not reading.elided:
        return False
    if measure == "captured" and tagged.s[k] == "g" and reading.unit == "":
        return False
    reading.measure, reading.pred, reading.active = measure.removesuffix("_weak"), k, True
    reading.rules.append("verb-before")
    return True


def _passive_before(s: str, k: int) -> bool:
    """Is the participle at ``k`` passive: "were reportedly killed"? "have killed" is active."""
    found = re.search(r"([bh])[nxeRthmd]{0,3}$", s[max(0, k - 5) : k])
    return bool(found) and "b" in found[0]


def _left_with_outcome(tagged: Tagged, reading: Reading, k: int) -> bool:
    after = re.compile(r"[e,]?(?:[xm]{0,2})([KJD])").match(tagged.s, reading.stop)
    if not after and reading.head >= 0 and tagged.s[reading.head] == "P":
        after = re.compile(r"[iofdGxC]{0,6}([KJD])").match(tagged.s, reading.stop)
    if not after:
        return False
    reading.measure, reading.pred = _term(tagged, after.start(1)).measure, after.start(1)
    reading.rules.append("left-with-outcome")
    return True


_AMONG = {"among the dead": "killed", "among the victims": "killed", "among the killed": "killed", "among those killed": "killed",
          "among the injured": "wounded", "among the wounded": "wounded", "among the missing": "missing"}  # fmt: skip


def _right_predicate(tagged: Tagged, reading: Reading) -> bool:
    s, stop = tagged.s, reading.stop
    among = re.compile(r",?b?x?(c)").match(s, stop)
    if among and tagged.low[among.start(1)] in _AMONG:
        reading.measure, reading.pred = _AMONG[tagged.low[among.start(1)]], among.start(1)
        reading.rules.append("among-the-dead")
        return True
    if reading.head < 0 and stop < len(s) and s[stop] not in 'bhMKIJeof,ic("x)W':
        return False
    found = _REDUCED.match(s, stop) or (_ELIDED if reading.head < 0 else _PASSIVE).match(s, stop, stop + 40)
    if not found or ("W" in found[0][:2] and "as" not in tagged.low[stop : stop + 2]):
        return False
    k = found.start(1)
    term = _term(tagged, k)
    aux = s[stop:k]
    passive = "b" in aux or s[k] in "IJD" or aux == "W"
    if s[k] == "K" and not passive:
        if (
            ("h" in aux and "b" not in aux)
            or re.match(r"[qe]?(?:N|[dAGOxC]{1,3}[PTN])", s[k + 1 : k + 6])
            or aux.startswith(",")
        ):
            if not (aux == "" and re.match(r"N", s[k + 1 : k + 2]) and reading.head < 0):
                return _as_agent(tagged, reading, k, term)
        if "W" in aux or (len(aux) > 3 and "b" not in aux and term.measure not in ("killed", "wounded")):
            return False
    if term.measure in ("left",):
        after = re.compile(r"[xm]{0,2}([KJD])").match(s, k + 1)
        if not after:
            return False
        k, term = after.start(1), _term(tagged, after.start(1))
    if s[k] == "D" and not term.measure:
        return False
    reading.measure, reading.pred = term.measure.removesuffix("_weak"), k
    reading.rules.append("predicate-after")
    return True


def _as_agent(tagged: Tagged, reading: Reading, k: int, term: Term) -> bool:
    """ "12 missiles hit the port": munitions that act are counted by what they did; people who act are not."""
    if reading.unit in MUNITIONS and term.measure in ("hit", "killed", "destroyed", "damaged", "wounded"):
        reading.measure, reading.pred = "hit" if term.measure == "hit" else "launched", k
        reading.rules.append("munition-acts")
        return True
    return False


def _left_nominal(tagged: Tagged, reading: Reading) -> bool:
    found = _NOMINAL_LEFT.search(tagged.s, max(0, reading.n - 7), reading.n)
    if not found:
        return False
    k = found.start(1)
    reading.measure, reading.pred = _term(tagged, k).measure, k
    if reading.measure == "bodies":
        near = tagged.s[max(0, k - 8) : k]
        given = any(t and t.measure == "exchanged" for t in tagged.term[max(0, k - 8) :]) and "K" in tagged.s + near
        reading.measure = "returned_bodies" if given else "killed"
    reading.rules.append("nominal-before")
    return True


def _number_of(tagged: Tagged, reading: Reading) -> bool:
    """ "The number of air strikes is 44", "the number of displaced people has passed 2 million"."""
    if reading.head >= 0 and tagged.s[reading.head] == "T":
        return False
    found = re.search(
        r"(?:^|[^N])o[dAxCe]{0,3}([TPKJ]+)[^N;.,]{0,12}?[bhxRitM][tixqm]{0,3}$",
        tagged.s[max(0, reading.n - 22) : reading.n],
    )
    if not found:
        return False
    at = max(0, reading.n - 22)
    if not re.search(
        r"\b(?:number|tally|total|toll|count)\s+of\b", tagged.text[tagged.a[at] : tagged.a[reading.n]], re.I
    ):
        return False
    for k in range(at + found.end(1) - 1, at + found.start(1) - 1, -1):
        term = tagged.term[k]
        if term is None:
            continue
        if term.unit == "attacks":
            reading.unit, reading.measure, reading.head = "attacks", "launched", k
        elif term.cls in "KJ":
            reading.measure, reading.pred, reading.unit = term.measure, k, reading.unit or "persons"
        elif (
            term.cls == "P"
            and (probe := Reading(reading.n, reading.fig, k, k + 1, "persons"))
            and _right_predicate(tagged, probe)
        ):
            reading.measure, reading.pred, reading.unit, reading.population = (
                probe.measure,
                probe.pred,
                "persons",
                term.population,
            )
        if reading.measure:
            reading.rules.append("number-of")
            return True
    return False


def _left_toll(tagged: Tagged, reading: Reading) -> bool:
    """ "The death toll rose to 45", "casualties passed 1 million", "Killed: 5"."""
    head = tagged.term[reading.head] if reading.head >= 0 else None
    if head is not None and head.cls == "T":
        return _read_label(tagged, reading)
    were = re.search(r"(?:d([JKD])|(c))b[xdqe]{0,2}$", tagged.s[max(0, reading.n - 6) : reading.n])
    if were and (reading.unit in ("persons", "")):
        k = max(0, reading.n - 6) + (were.start(1) if were[1] else were.start(2))
        measure = _term(tagged, k).measure if were[1] else _AMONG.get(tagged.low[k], "")
        if measure:
            reading.measure, reading.pred = measure, k
            reading.rules.append("the-dead-were")
            return True
    if head is None and (_copula(tagged, reading) or _figure_for(tagged, reading)):
        return True
    found = _TOLL_LEFT.search(tagged.s, max(0, reading.n - 16), reading.n)
    if found:
        k = next(found.start(g) for g in (1, 2, 3) if found[g])
        term = _term(tagged, k)
        if found[2] and not _POINTER.search(tagged.text[max(0, tagged.a[k] - 70) : tagged.a[k]]):
            return _read_label(tagged, reading)
        if term.unit in ("persons", "") and term.measure:
            reading.measure, reading.pred = term.measure, k
            reading.unit = reading.unit or "persons"
            reading.rules.append("toll-before")
            return True
    return _read_label(tagged, reading)


_COPULA = re.compile(r"\b(?:number(?:ed|s)?|total(?:led|ling|s)?|amount(?:ed|s|ing)? to|st(?:an|oo)ds? at|stood at|c[ao]me to|comes to|reach(?:ed|es|ing)?|"
                     r"r[ai]n at|running at|put at|estimated at|at|hit|climbed to|rose to|risen to|rises to)\s+(?:an? |the )?(?:\w+ )?$", re.I)  # fmt: skip


def _copula(tagged: Tagged, reading: Reading) -> bool:
    """ "Russia's casualties, the report finds, came to 1.2 million", "soldiers killed or wounded number 400,000"."""
    if not _COPULA.search(tagged.text[: tagged.a[reading.n]]):
        return False
    start = max(0, reading.n - 22, tagged.s.rfind(";", 0, reading.n) + 1)
    for letters in ("DZ", "KJ"):
        for k in range(reading.n - 1, start - 1, -1):
            if tagged.s[k] == "N":
                break
            term = tagged.term[k]
            if tagged.s[k] in letters and term is not None and term.measure in _OF_PEOPLE and (
                    letters == "DZ" or (re.search(r"P[^N,]{0,6}$", tagged.s[start:k]) and "," not in tagged.s[k:reading.n])):  # fmt: skip
                reading.measure, reading.pred, reading.unit = term.measure, k, "persons"
                reading.rules.append("toll-comes-to")
                return True
    return False


def _figure_for(tagged: Tagged, reading: Reading) -> bool:
    """ "gave 1,118,000 as the overall figure for Russia's casualties"."""
    after = tagged.text[tagged.z[reading.n] : tagged.z[reading.n] + 60]
    if not re.match(r"\s+as\s+(?:the|its|an?)\s+(?:\w+\s+){0,2}(?:figure|number|total|toll|count)\b", after):
        return False
    for k in range(reading.n + 1, min(len(tagged), reading.n + 12)):
        term = tagged.term[k]
        if tagged.s[k] in "DZ" and term is not None and term.measure:
            reading.measure, reading.pred, reading.unit = term.measure, k, "persons"
            reading.rules.append("figure-for")
            return True
    return False


def _read_label(tagged: Tagged, reading: Reading) -> bool:
    """A bulletin's line: "tanks ‒ 11,352 (+8)", "Killed: 5", "personnel – about 1,000,340 (+1,140) persons"."""
    found = _LABEL_LEFT.search(tagged.s[: reading.n])
    if not found:
        return False
    for k in range(found.end(1) - 1, found.start(1) - 1, -1):
        term = tagged.term[k]
        if term is None or term.cls not in "PDTKJ":
            continue
        if term.cls in "KJ":
            reading.measure, reading.pred, reading.unit = term.measure, k, reading.unit or "persons"
        elif term.cls == "D":
            reading.measure, reading.pred, reading.unit = term.measure, k, "persons"
        elif term.unit == "persons" and (
            term.text in ("personnel", "troops", "servicemen", "soldiers", "military personnel", "manpower")
        ):
            reading.measure, reading.head, reading.unit, reading.population = "casualties", k, "persons", "military"
        elif term.cls == "T":
            reading.measure, reading.head, reading.unit = "destroyed", k, term.unit
        else:
            return False
        reading.rules.append("bulletin-label")
        reading.elided = False
        return True
    return False


def _inherit(tagged: Tagged, reading: Reading, done: list[Reading], before: Reading | None) -> None:
    """Elided nouns, subsets and changes take unit and measure from the number they hang on."""
    s, n = tagged.s, reading.n
    left = s[max(0, n - 4) : n]
    last = next((r for r in reversed(done) if r.measure), None)
    if (
        last is not None
        and re.search(r"\([xq.+\-]*$", s[max(0, n - 3) : n])
        and re.search(r"[+＋]\s*$", tagged.text[: tagged.a[n]])
    ):
        _copy(reading, last, "daily-change")
        reading.change, reading.parent = True, None
        return
    if (
        last is not None
        and "c" in left[-3:]
        and re.search(r"c[qdex]{0,2}$", left)
        and reading.unit in ("persons", last.unit, "")
    ):
        outcome = (
            reading.measure
            if reading.rules[-1:] in (["outcome-noun"], ["predicate-after"], ["outcome-after-noun"])
            else ""
        )
        reading.unit = reading.unit or last.unit
        reading.population = reading.population or last.population
        reading.measure, reading.parent = outcome or last.measure, last
        reading.rules.append("subset")
        return
    if (
        last is not None
        and s[n + 1 : n + 2] == "c"
        and (reading.unit in ("", last.unit) or "predicate-after" not in reading.rules)
    ):
        own = re.compile(r"c(?:b[nxq]{0,2}|h[bxq]{0,2}|[xq]?)([KIJD])").match(s, n + 1)
        outcome = _term(tagged, own.start(1)).measure.removesuffix("_weak") if own else ""
        population = reading.population if reading.unit == "persons" else ""
        reading.measure = ""
        _copy(reading, last, "of-whom")
        reading.population = population or last.population
        reading.measure, reading.parent = outcome or last.measure, last
        return
    if reading.elided and last is not None and s[n + 1 : n + 3] in ("op", "od") and not reading.measure:
        _copy(reading, last, "of-them")
        reading.parent = last
        return
    if (
        last is not None
        and not (reading.measure and reading.rules[-1:] != ["list"])
        and _breaks_down(tagged, reading, last)
    ):
        population = reading.population
        _copy(reading, last, "breakdown")
        reading.population, reading.parent = (
            population or last.population,
            last.parent if last.rules[-1:] == ["breakdown"] else last,
        )
        return
    source = last or before
    if source is None:
        return
    if (
        reading.elided
        and reading.measure
        and not reading.unit
        and s[n + 1 : n + 2] in ("x", "C")
        and reading.measure not in _OF_PEOPLE
    ):
        reading.unit, reading.elided = "other", False
    if reading.elided and reading.measure and not reading.unit:
        wider = (
            "persons"
            if reading.measure in _OF_PEOPLE
            and source.unit not in ("families", *MUNITIONS, *CRAFT)
            or source.unit == "percent"
            else source.unit
        )
        reading.unit, reading.population = wider, source.population if wider == "persons" else ""
        reading.rules.append("elided-noun")
    elif not reading.measure and last is not None and reading.elided and _elliptic(tagged, n, last):
        _copy(reading, last, "elided-predicate")
    elif not reading.measure and last is not None and last.pred > last.n and re.fullmatch(r",?&[qdxe]{0,2}", s[last.pred + 1:n]) and (
            (last.unit == "persons") == (reading.unit == "persons") or last.raw in _ANY_UNIT):  # fmt: skip
        reading.measure, reading.pred = last.raw or last.measure, last.pred
        reading.rules.append("list")
    elif not reading.measure and last is not None and not reading.elided and _listed(s, last, n) and reading.unit and (
            last.unit == reading.unit or last.raw in _ANY_UNIT or (last.unit == "persons") == (reading.unit == "persons")):  # fmt: skip
        reading.measure, reading.pred, reading.active = last.raw or last.measure, last.pred, last.active
        reading.rules.append("list")


def _copy(reading: Reading, source: Reading, rule: str) -> None:
    reading.unit, reading.population, reading.measure = (
        source.unit,
        reading.population or source.population,
        source.measure,
    )
    reading.pred = source.pred
    reading.rules.append(rule)


def _breaks_down(tagged: Tagged, reading: Reading, last: Reading) -> bool:
    """ "44 drones: 20 over Bryansk, nine over Kursk", "4,731 (1,813 men, 1,213 women)": parts after a colon or bracket."""
    if last.rules[-1:] == ["breakdown"]:
        return (
            bool(re.search(r"[,;(]|&", tagged.s[last.stop : reading.n]))
            and (reading.elided or reading.unit == last.unit)
            and (not re.search(r"[KVIRb.]", tagged.s[last.stop : reading.n]))
        )
    between = tagged.s[last.n + 1 : reading.n]
    opened = re.search(r"(?:[^KVIRb;.]{0,9}|[^;.]{0,6})(?::|\(|-)[xWbq]{0,3}$", between)
    after = tagged.s[reading.n + 1 : reading.n + 2]
    return (
        bool(opened)
        and len(between) <= 20
        and (
            reading.unit == last.unit == "persons"
            and reading.head >= 0
            and after != "i"
            or (reading.elided and after in ("i", "f") and last.unit != "persons")
        )
    )


def _elliptic(tagged: Tagged, n: int, last: Reading) -> bool:
    """ "killed 12 people in Tyre and 15 in Sidon": the second number elides noun and predicate."""
    between = tagged.s[last.stop : n]
    after = tagged.s[n + 1 : n + 2]
    if re.search(r"&[GAOk]$", between) and after in ("i", ".", ",", ";", "m"):
        return True
    return (
        bool(re.search(r"[,&;][xed]?$", between))
        and after in ("i", ",", ".", "", "f", "e", ";", "m", "&")
        and len(between) < 16
    )


def _listed(s: str, last: Reading, n: int) -> bool:
    between = s[last.n + 1 : n]
    return (
        bool(re.search(r"(?:[,;]|&)[qdxe]{0,2}$", between))
        and not re.search(r"[VRW.bM]", between)
        and len(between) < 14
    )


def _share_lists(tagged: Tagged, readings: list[Reading]) -> None:
    """A predicate after a list counts for all of it; a qualifier reaches over a list of the same measure."""
    for right, left in zip(reversed(readings), list(reversed(readings))[1:], strict=False):
        if not left.measure and right.measure and left.unit and right.rules[-1:] in (["predicate-after"], ["list"]) and (
                right.pred > right.n) and _listed(tagged.s, left, right.n) and (
                (left.unit == "persons") == (right.unit == "persons") or right.raw in _ANY_UNIT):  # fmt: skip
            left.measure, left.pred = right.raw or right.measure, right.pred
            left.rules.append("list")
            _settle(tagged, left)
    for left, right in zip(readings, readings[1:], strict=False):
        bound = left.fig.bound
        if bound in ("at_least", "at_most", "about", "nearly") and right.fig.bound == "exact" and left.measure and left.measure == right.measure and (
                _listed(tagged.s, left, right.n) and right.rules[-1:] != ["subset"] and (left.pred == right.pred or right.unit == left.unit)
                and "K" not in tagged.s[left.stop:right.n] and right.parent is None):  # fmt: skip
            from tollbook.figures import set_bound

            set_bound(right.fig, bound)
            right.rules.append("bound-over-list")


def _settle(tagged: Tagged, reading: Reading) -> None:
    """Make unit and measure agree: tanks "killed" are destroyed, drones "destroyed" in a raid are intercepted."""
    if not reading.measure:
        _by_default(tagged, reading)
    measure, unit = reading.measure, reading.unit
    reading.raw = reading.raw or measure
    if unit == "families" and measure in ("damaged", "destroyed"):
        reading.unit = unit = "homes"
    if measure in ("killed", "wounded", "casualties", "missing", "killed_or_missing") and not unit:
        reading.unit = unit = "persons"
    if not measure:
        return
    if unit in ("persons", "families"):
        reading.measure = _PERSONS.get(measure, measure)
        if measure == "lost":
            reading.measure = "killed" if _head_text(tagged, reading) in ("lives", "life") else "casualties"
        reading.population = reading.population or "unknown"
    elif unit in MUNITIONS:
        reading.measure = _MUNITIONS.get(measure, measure)
        if measure in ("destroyed", "lost", "killed"):
            launched = reading.parent is not None and reading.parent.measure == "launched"
            reading.measure = (
                "intercepted" if (launched or _in_the_air(tagged)) and measure == "destroyed" else "destroyed"
            )
    elif unit == "attacks":
        reading.measure = "launched"
    elif unit in PLACES:
        reading.measure = "other" if measure == "hit" and unit == "regions" else _SETTLEMENTS.get(measure, measure)
    elif unit:
        reading.measure = _THINGS.get(measure, measure)
    if unit and unit != "persons":
        reading.population = "" if unit != "families" else reading.population


_OF_PEOPLE = frozenset(
    ("killed", "wounded", "casualties", "missing", "killed_or_missing", "displaced", "captured", "exchanged")
)
_PERSONS = {"destroyed": "killed", "intercepted": "", "launched": "", "launched_weak": "", "damaged": "", "jammed": "",
            "repelled": "", "left": "", "bodies": "killed", "fell": "killed"}  # fmt: skip
_MUNITIONS = {"wounded": "", "casualties": "", "repelled": "intercepted", "exchanged": "", "displaced": "", "missing": "jammed",
              "captured": "captured", "left": "", "launched_weak": "launched", "killed_or_missing": "", "fell": "launched"}  # fmt: skip
_SETTLEMENTS = {"killed": "", "wounded": "", "lost": "captured", "launched": "", "exchanged": "", "intercepted": "", "jammed": "",
                "displaced": "", "left": "", "repelled": "", "casualties": "", "missing": "", "launched_weak": "", "bodies": "", "fell": "captured"}  # fmt: skip
_THINGS = {"killed": "destroyed", "wounded": "damaged", "lost": "destroyed", "casualties": "destroyed", "missing": "destroyed", "displaced": "",
           "exchanged": "", "repelled": "", "left": "", "launched_weak": "", "launched": "", "killed_or_missing": "destroyed", "bodies": "", "jammed": "jammed", "fell": ""}  # fmt: skip


def _head_text(tagged: Tagged, reading: Reading) -> str:
    return tagged.low[reading.head] if reading.head >= 0 else ""


def _in_the_air(tagged: Tagged) -> bool:
    return bool(
        re.search(
            r"\bair[- ]defen[cs]e|\bovernight|\blaunched|\bincoming|\bnight\b|\bfired\b|\bin the air\b|\bwere heading",
            tagged.text,
            re.I,
        )
    )


def _by_default(tagged: Tagged, reading: Reading) -> None:
    """Munitions named in an attack are launched, even without a verb of their own."""
    if reading.unit in MUNITIONS and not reading.fig.implicit and any(
            t is not None and (t.unit == "attacks" or t.measure in ("hit", "launched", "launched_weak", "intercepted", "jammed")) for t in tagged.term):  # fmt: skip
        reading.measure = "launched"
        reading.rules.append("munition-in-attack")
    elif reading.unit in PLACES | STRUCTURES and re.search(r"i[dexq]{0,2}$", tagged.s[max(0, reading.n - 3):reading.n]) and any(
            t is not None and (t.measure in ("hit", "launched") and t.cls != "T") for t in tagged.term):  # fmt: skip
        reading.measure = "hit"
        reading.rules.append("place-of-hits")
    elif (
        reading.unit in STRUCTURES | {"vehicles"}
        and re.search(r"\bdamage\b", tagged.text)
        and not re.search(r"\bdamage\s+(?:worth|of)\b", tagged.text)
    ):
        reading.measure = "damaged"
        reading.rules.append("damage-named")
