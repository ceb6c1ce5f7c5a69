"""What happened to what a number counts, by the verb or verbal noun around it."""

from __future__ import annotations

import re

from tollbook.heads import MUNITIONS, PLACES, Reading, speaks_of_exchange
from tollbook.lexicon import Term
from tollbook.tagging import Tagged

ACTIVE_LEFT = re.compile(r"([KVg])(?:i[dx]?[Gk]|,[^,;.N]{2,14},|[dAGOCxs]{1,4}[TPU](?:,|,?&))?[qdeAxCmJ\"]{0,3}$")
"""A verb whose object starts at the number."""

AMONG = {
    "among the dead": "killed",
    "among the victims": "killed",
    "among the killed": "killed",
    "among those killed": "killed",
    "among the injured": "wounded",
    "among the wounded": "wounded",
    "among the missing": "missing",
}
_PHRASE = r'(?:[iofwmt][dAGOkxCePTUDNsmJqi"\-]*)'
_SKIP = (
    r"(?:e"
    r"|,?[dqe]{0,2}N?c(?:b[dx]?[PA]|[^bKIV;.]{1,14}?),?"
    r"|,NdP,"
    r"|W[^;.,N]{0,6}?(?=h?I|h?b[KJ])"
    r"|,[PT](?=[,&])"
    r"|,[^KIV;.]{1,28},(?=[hb])"
    r"|\-[^;.\-]{1,16}\-"
    rf"|{_PHRASE}"
    r"|,[qde]?N(?:%|U?x|U)[^KIV;.N]{1,9},"
    r"|,[^bKIV;.N]{1,10},"
    r"|,?W[^;.N]{1,12},"
    r"|\([^)]{0,20}\)"
    r"|&d?[PTCGAO]U?|&d?x{1,2}(?=[bhIKJ])"
    r"|x&x(?=K)"
    r"|[xq]{1,2}[PU](?:&[dx]?P)?(?=i|h?b[nxq]{0,2}K)"
    r"|,&?[qde]{0,2}N(?:%|xU|U?x|U)o[^bhKIV;.N,]{1,14},(?=[bx])(?:x(?=K))?"
    r'|"'
    r"|[qx]{1,2}(?=[bhKIJ]))*?"
)
_PASSIVE = re.compile(rf"{_SKIP},?(?:[bhM][bhMntxeRgmidq]{{0,7}}?|x{{0,1}})([KDJI])")
_PASSIVE_BY = re.compile(rf"{_SKIP},?h?b[nxqRm]{{0,2}}(L)")
_ELIDED = re.compile(
    r"(?:e,N?c[^bKIV;.]{1,14}?,|e|i[dxAGCkm]{1,5}|m|[qx]{1,2}(?=[bhKIJ]))*?,?(?:[bhM][bhMntxeRgmidq]{0,7}?|x?)([KDJI])"
)
_REDUCED = re.compile(r"[e,\"]?[xqAG]?W?([KIJ])")
_DEAD = re.compile(r"(?:b[nxq]{0,2})?(Z)")
_OBJECT = re.compile(r"[qe]?(?:N|[PT]|[dAGOxC]{1,3}(?:o[dx]{0,2})?[PTNAG])")
_OWN_PARTICIPLE = re.compile(r"Ne?P?[KI](?=[i.,;&]|$)")
_REDUCED_HEADLINE = re.compile(r"N[xA]{0,2}P?$")
_HOME_LEFT = re.compile(
    r"\s(?:(?:the|their)\s(?:country|city|town|area|region|homes?|camp|villages?|territory|enclave|province)\b|[A-Z]\w+\sfor\b)"
)
_NOMINAL_LEFT = re.compile(r"(L)[qdeAGsxCm]{0,4}$")
_INVERTED = re.compile(r"(?:b(K)|(K)(?:i[dxCGkV]{1,4})?b)[qeixd]{0,2}$")
_AMONG_RIGHT = re.compile(r"(?:c[deN]?[xA]?P)?,?b?x?(c)(?:N?[xA]{0,2}P?[Wh]{0,2}b?([KIJ]))?")
_LEFT_OUTCOME = re.compile(r"[e,]?(?:[xm]{0,2})([KJD])")
_LEFT_OUTCOME_FAR = re.compile(r"[iofdGxC]{0,6}([KJD])")
_HIT = ("hit", "hits", "hitting")
_TALLY = re.compile(r"\b(?:number|toll|casualties|losses|deaths|total)\b")
_ASIDE = re.compile(r",[dqe]{0,2}N?c[^,]{1,14},")
_LET_GO = re.compile(
    r"[^.;]{0,120}?\b(?:were|was|been|being|be) (?:also )?(?:released|freed|exchanged|swapped|handed over)\b"
)
_GIVEN_BACK = frozenset(
    ("bodies", "body", "corpses", "prisoners", "prisoner", "pows", "prisoners of war", "captives", "prisoner of war")
) | frozenset(("remains", "hostages", "hostage"))


def left_active(tagged: Tagged, reading: Reading) -> bool:
    """Read a verb before the number, as in "killed 12", "shooting down five drones"."""
    found = ACTIVE_LEFT.search(tagged.s, max(0, reading.n - 18), reading.n)
    if not found:
        return _headline_verb(tagged, reading)
    k = found.start(1)
    if tagged.s[k] == "K" and k and _is_passive(tagged.s, k):
        return False
    if _OWN_PARTICIPLE.match(s := tagged.s, reading.n) and _REDUCED_HEADLINE.search(s, 0, k):
        return False
    measure = tagged.term_at(k).measure
    if measure == "left":
        return _left_with_outcome(tagged, reading)
    if _has_other_object(tagged, reading, k, measure):
        return False
    reading.active = True
    return reading.take_outcome(measure.removesuffix("_weak"), k, "verb-before")


def _headline_verb(tagged: Tagged, reading: Reading) -> bool:
    """As in "Taliban attacks 28 posts": a noun of attack is the verb between who attacks and how many."""
    k = reading.n - 1
    if k < 1 or reading.unit in MUNITIONS | {"attacks", ""} or tagged.s[k - 1] not in "OGA":
        return False
    if tagged.low[k] not in ("attacks", "strikes", "targets", "bombs", "shells", "raids"):
        return False
    reading.active = True
    return reading.take_outcome("hit", k, "verb-before")


def _has_other_object(tagged: Tagged, reading: Reading, k: int, measure: str) -> bool:
    """Is the number no object of the verb at ``k``: "the toll hit 12", "opened 12 schools"?"""
    if tagged.low[k] in _HIT and reading.head < 0 and _TALLY.search(tagged.text[: tagged.a[k]]):
        return True
    if measure == "launched_weak" and reading.unit not in MUNITIONS | {"attacks", "aircraft", "helicopters"}:
        return True
    if measure == "captured_weak" and reading.unit not in PLACES:
        return True
    if tagged.s[k] == "K" and reading.head < 0 and not reading.elided:
        return True
    return measure == "captured" and tagged.s[k] == "g" and reading.unit == ""


def _is_passive(s: str, k: int) -> bool:
    """Is the participle at ``k`` passive: "were reportedly killed"? "have killed" is active."""
    found = re.search(r"([bh])[nxeRthmd]{0,3}$", s[max(0, k - 5) : k])
    return found is not None and found[1] == "b"


def _left_with_outcome(tagged: Tagged, reading: Reading) -> bool:
    """As in "left 12 dead", "left 12 people in the market wounded"."""
    after = _LEFT_OUTCOME.match(tagged.s, reading.stop)
    if not after and reading.head >= 0 and tagged.s[reading.head] == "P":
        after = _LEFT_OUTCOME_FAR.match(tagged.s, reading.stop)
    if not after:
        return False
    return reading.take_outcome(tagged.term_at(after.start(1)).measure, after.start(1), "left-with-outcome")


def right_predicate(tagged: Tagged, reading: Reading) -> bool:
    """Read a predicate after the noun, as in "12 people were killed", "12 dead", "two, among the wounded"."""
    s, stop = tagged.s, reading.stop
    among = _AMONG_RIGHT.match(s, stop)
    if among and (measure := AMONG.get(tagged.low[among.start(1)])):
        return reading.take_outcome(measure, among.start(1), "among-the-dead")
    if among and among[2] and tagged.low[among.start(1)] in ("among those", "among the", "among"):
        return reading.take_outcome(tagged.term_at(among.start(2)).measure, among.start(2), "among-the-dead")
    dead = _DEAD.match(s, stop)
    if dead and _says_dead(tagged, dead.start(1)):
        return reading.take_outcome(tagged.term_at(dead.start(1)).measure, dead.start(1), "predicate-after")
    if reading.head < 0 and stop < len(s) and s[stop] not in 'bhMKIJeof,ic("x)WqAG':
        return False
    found = _REDUCED.match(s, stop) or (_ELIDED if reading.head < 0 and s[stop : stop + 1] != "W" else _PASSIVE).match(
        s, stop, stop + 40
    )
    if not found and (hit := _PASSIVE_BY.match(s, stop, stop + 40)) and tagged.low[hit.start(1)].endswith(" by"):
        return reading.take_outcome(tagged.term_at(hit.start(1)).measure, hit.start(1), "predicate-after")
    if not found or ("W" in found[0][:2] and {"as", "who"}.isdisjoint(tagged.low[stop : stop + 2])):
        return False
    k = found.start(1)
    if s[k + 1 : k + 2] == ":" and "," in s[stop:k]:
        return False
    term, between = tagged.term_at(k), s[stop:k]
    leaves = s[k] == "K" and term.measure == "left" and reading.unit == "persons"
    if leaves and _HOME_LEFT.match(tagged.text, tagged.z[k]):
        return reading.take_outcome("displaced", k, "predicate-after")
    if s[k] == "K" and "b" not in between and between != "W":
        listed = between == "" and (
            (s[k + 1 : k + 2] == "N" and reading.head < 0) or _OWN_PARTICIPLE.match(s, k + 1) is not None
        )
        if _governs_object(s, k, between) and not listed:
            return _as_agent(reading, k, term)
        if "W" in between or (len(between) > 3 and term.measure not in ("killed", "wounded")):
            return False
    if term.measure == "launched" and tagged.low[k].endswith((" by", " with")):
        return reading.take_outcome("hit", k, "predicate-after")
    if term.measure == "left":
        after = re.compile(r"[xm]{0,2}([KJD])").match(s, k + 1)
        if not after:
            return False
        k, term = after.start(1), tagged.term_at(after.start(1))
    if (s[k] == "D" and not term.measure) or (term.measure == "captured_weak" and reading.unit not in PLACES):
        return False
    return reading.take_outcome(term.measure.removesuffix("_weak"), k, "predicate-after")


def _says_dead(tagged: Tagged, k: int) -> bool:
    """As in "12 were dead", "12 were injured at the weekend"; "the death toll" tells of another number."""
    low = tagged.low[k]
    if low.endswith(" at"):
        return tagged.s[k - 1] in "bnxq"
    return "dead" in low and not low.endswith(("toll", "number"))


def _governs_object(s: str, k: int, between: str) -> bool:
    """Is the participle at ``k`` an active verb with its own object: "have hit the port", "destroyed 12 tanks"?"""
    if _ASIDE.fullmatch(between):
        between = ""
    return "h" in between or between.startswith(",") or _OBJECT.match(s, k + 1, k + 6) is not None


def _as_agent(reading: Reading, k: int, term: Term) -> bool:
    """As in "12 missiles hit the port": munitions that act count by what they did; people who act do not."""
    if reading.unit not in MUNITIONS or term.measure not in ("hit", "killed", "destroyed", "damaged", "wounded"):
        return False
    return reading.take_outcome("hit" if term.measure == "hit" else "launched", k, "munition-acts")


def left_nominal(tagged: Tagged, reading: Reading) -> bool:
    """Read a verbal noun before the number, as in "the killing of 12 people"."""
    found = _NOMINAL_LEFT.search(tagged.s, max(0, reading.n - 7), reading.n)
    if not found:
        return False
    k = found.start(1)
    measure = tagged.term_at(k).measure
    if measure == "bodies":
        given = "K" in tagged.s and speaks_of_exchange(tagged, max(0, k - 8))
        measure = "returned_bodies" if given else "killed"
    return reading.take_outcome(measure, k, "nominal-before")


def inverted_passive(tagged: Tagged, reading: Reading) -> bool:
    """Read a passive whose subject follows, as in "also destroyed were 52 vehicles"."""
    start = max(0, reading.n - 9)
    found = _INVERTED.search(tagged.s[start : reading.n])
    if not found:
        return False
    of_people = tagged.term_at(start + found.start(1 if found[1] else 2)).measure in ("killed", "wounded")
    if not reading.unit and not (of_people and tagged.s[reading.n + 1 : reading.n + 2] in (".", ",", ";", "", "P")):
        return False
    k = start + found.start(1 if found[1] else 2)
    return reading.take_outcome(tagged.term_at(k).measure.removesuffix("_weak"), k, "inverted-passive")


def refine_outcome_noun(tagged: Tagged, reading: Reading, head: Term) -> None:
    """Let the predicate say more than the noun: bodies handed over, prisoners exchanged."""
    if head.text not in _GIVEN_BACK:
        return
    probe = Reading(reading.n, reading.fig, reading.head, reading.stop)
    read = left_active(tagged, probe) or right_predicate(tagged, probe) or left_nominal(tagged, probe)
    if (read and probe.measure == "exchanged") or _LET_GO.search(tagged.text, tagged.z[reading.stop - 1]):
        reading.measure = "returned_bodies" if head.measure == "killed" else "exchanged"
    elif read and probe.measure == "killed" and head.measure == "captured":
        reading.measure = "killed"
    reading.pred, reading.active = probe.pred, probe.active
