"""Who acts in a sentence: the subject of a verb, "by …" after a passive, the owner of an attack."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tollbook.discourse import Discourse
from tollbook.heads import MUNITIONS, Reading
from tollbook.tagging import Tagged

_BACKED = re.compile(
    r"^[-‑–]?\s?(?:backed|based|led|controlled|occupied|held|allied|aligned|supplied|made|designed|run|administered"
    r"|brokered|funded)\b",
    re.I,
)
HAPPENS = re.compile(r"(?:explosion|blast|bombing|shooting|attack|clash|violence|unrest|car bomb|suicide)s?\b")
_OF_STATE = ("regime", "government", "pro-government", "loyalist")
_BODIES_OF_STATES = {"UN": "United Nations", "NATO": "NATO"}
_COORDINATED = re.compile(r"([KVg])[^KVg;RW]*(?:&|,)[^KVg;RW]{0,3}$")
_BY = re.compile(r".{0,12}?y[dx]{0,3}([AGOk])")
_LOCATED_NOUN = re.compile(r"i[dxC]{0,3}A[TxC]{1,2}$")
_ATTACKED = re.compile(
    r"^(?:invad|attack|storm|bomb|shell|raid|struck|hit|strik|pound|enter|assault|target|besieg)\w*(?:ed|ing)?$"
)
_OWN_FORCES = re.compile(r"\bour\b|\bits (?:troops|forces|army|air|fighters|soldiers|pilots)|\bair[- ]defen[cs]e", re.I)
_OWNED = re.compile(r"s?[xC]{0,2}([TP])")
ATTACKS = MUNITIONS | {"attacks", "artillery", "aircraft"}


@dataclass(frozen=True, slots=True)
class Case:
    """One number whose side is asked for: its sentence, the article so far, and who asserts it.

    ``speaker`` is the polity of the claimant, ``skip`` the units that name claimants ("Moscow says" is no place).
    """

    tagged: Tagged
    reading: Reading
    discourse: Discourse
    speaker: str = ""
    skip: frozenset[int] = frozenset()

    @property
    def voice(self) -> str:
        """Whose words they are: the claimant's polity, else the issuer's."""
        return self.speaker or self.discourse.issuer

    def enemy(self, polity: str) -> str:
        """Return the opponent of a polity, "" when there is no such polity or no one opponent."""
        return self.discourse.enemy(polity) if polity else ""

    def polity(self, k: int, leads: bool = False) -> str:
        """Return the polity that unit ``k`` names, "" where it names none or only backs ("Iran-backed").

        ``leads``: who leads acts too ("Hamas-led militants killed …").
        """
        tagged = self.tagged
        term = tagged.term[k]
        if tagged.low[k] in _OF_STATE and tagged.s[k + 1 : k + 2] in ("P", "T"):
            return self.discourse.home()
        if term is None or tagged.s[k] not in "AGOk":
            return ""
        backed = _BACKED.match(tagged.text[tagged.z[k] : tagged.z[k] + 14])
        if backed and not (leads and backed[0].endswith("led")):
            return ""
        return _BODIES_OF_STATES.get(term.canonical, "") if term.kind == "claimant" else term.polity


def find_agent(case: Case) -> str:
    """Find the polity that acts on what is counted, "" where the sentence names none."""
    s, reading = case.tagged.s, case.reading
    if reading.pred < 0:
        return ""
    if not reading.active and s[reading.pred] not in "Vg":
        after = _BY.match(s, reading.pred)
        return case.polity(after.start(1)) if after else ""
    for k in range(_first_of_chain(s, reading.pred) - 1, -1, -1):
        if s[k] == ";":
            break
        side = case.polity(k, leads=True)
        if s[k] == "A" and _LOCATED_NOUN.search(s[: k + 3]):
            continue
        if side and k not in case.skip and not (s[k] in "Gk" and (s[k - 1 : k] == "i" or is_target(case, k))):
            return side
    subject = case.tagged.text[: case.tagged.a[reading.pred]][-60:]
    return case.voice if _OWN_FORCES.search(subject) else ""


def is_target(case: Case, k: int) -> bool:
    """Is the place at unit ``k`` the object of an attack: "stormed southern Israel", "shelled Kharkiv"?"""
    return any(_ATTACKED.search(word) for word in case.tagged.low[max(0, k - 2) : k])


def _first_of_chain(s: str, pred: int) -> int:
    """First of coordinated predicates: in "its troops killed 30 and destroyed two" the subject is before "killed"."""
    while found := _COORDINATED.search(s[:pred]):
        pred = found.start(1)
    return pred


def find_attacker(case: Case) -> str:
    """Find the owner of an attack named in the sentence: "Russian strikes", "an Israeli air raid"."""
    tagged = case.tagged
    for k, letter in enumerate(tagged.s):
        if case.reading.unit == "attacks" and k > case.reading.head >= 0:
            break
        if letter not in "AGO" or not (found := _OWNED.match(tagged.s, k + 1)):
            continue
        owned = tagged.term[found.start(1)]
        if letter == "G" and HAPPENS.match(tagged.low[found.start(1)]):
            continue
        attacks = owned is not None and (owned.unit in ATTACKS or owned.population == "military")
        if attacks and found.start(1) != case.reading.head:
            return case.polity(k)
    return ""
