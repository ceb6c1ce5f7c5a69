"""Counts without a numeral: "a woman was killed", "another person", "a couple", "a third", "no casualties"."""

from __future__ import annotations

import re

from tollbook.counted import CRAFT
from tollbook.figures import Figure
from tollbook.tagging import Tagged

_ONE = re.compile(r"([de])([aAGxCJK\-s]{0,7})([PT])(?![PDTU])")
_AGED = re.compile(r"([de])a+(?=,?[bKI]|,)")
_ZERO = re.compile(r"([nW])((?:[AxJeCPRK]{0,3}))([DP])(?![PDTU])")
_ZERO_THINGS = re.compile(r"(n)[AxJe]{0,2}T(?=b[xR]?K)")
_ANOTHER = re.compile(r"e(?=b[nxq]?K|[KI])")
_NOBODY = frozenset("nobody none noone".split()) | {"no one", "no-one"}
_LOSS = frozenset(
    "killed wounded missing captured casualties destroyed intercepted exchanged damaged hit displaced".split()
)
_ORDINAL_COUNT = re.compile(r"d(N)(?=[ibKI,x]|P[bKI])")


def add_implicit(tagged: Tagged, follows_claim: bool) -> None:
    """Turn articles, "another", "couple", counting ordinals and negations into numbers where people or craft are lost.

    Parameters
    ----------
    tagged : Tagged
        Changed in place: the unit becomes ``N`` with an implicit figure.
    follows_claim : bool
        Whether the text before holds a claim, without which "a third" counts nothing.
    """
    if not any(
        term is not None and (term.measure in _LOSS or term.cls == "D" or term.text.startswith("among the"))
        for term in tagged.term
    ):
        if not (follows_claim and _ORDINAL_COUNT.search(tagged.s)):
            return
    for found in _ONE.finditer(tagged.s):
        k, head = found.start(1), tagged.term[found.start(3)]
        if tagged.low[k] in ("a", "an", "another") and head and not head.plural and (
                head.unit in CRAFT or (head.cls == "P" and head.text != "couple")):  # fmt: skip
            _mark(tagged, k, 1.0, "one")
        elif tagged.low[k] == "a" and head and head.text == "couple":
            _mark(tagged, k, 2.0, "couple", found.start(3))
    for found in _AGED.finditer(tagged.s):
        if tagged.low[found.start(1)] in ("a", "an", "another"):
            _mark(tagged, found.start(1), 1.0, "aged")
    for k, low in enumerate(tagged.low):
        if low in ("a couple", "couple") and tagged.s[k] not in "N":
            continue
        if low in _NOBODY and re.match(r"[bhM]|x?[bhM]|[KI]", tagged.s[k + 1 : k + 3]):
            _mark(tagged, k, 0.0, "zero")
    for found in _ZERO.finditer(tagged.s):
        k = found.start(1)
        head = tagged.term[found.start(3)]
        if tagged.low[k] in ("no", "without", "without any") and head is not None:
            if tagged.low[k].startswith("without") and head.cls != "D":
                continue
            _mark(tagged, k, 0.0, "zero")
    for found in _ANOTHER.finditer(tagged.s):
        if tagged.low[found.start()] == "another":
            _mark(tagged, found.start(), 1.0, "another")
    for found in _ZERO_THINGS.finditer(tagged.s):
        if tagged.low[found.start(1)] == "no":
            _mark(tagged, found.start(1), 0.0, "zero")
    if follows_claim:
        for found in _ORDINAL_COUNT.finditer(tagged.s):
            k = found.start(1)
            fig = tagged.fig[k]
            if (
                fig is not None
                and fig.kind == "ordinal"
                and tagged.low[k] not in ("first",)
                and tagged.low[k - 1] in ("a", "an")
            ):
                tagged.fig[k] = Figure(0, 0, best=1.0, implicit="ordinal")


def _mark(tagged: Tagged, k: int, value: float, why: str, upto: int = -1) -> None:
    tagged.s = tagged.s[:k] + "N" + tagged.s[k + 1 :]
    tagged.fig[k] = Figure(0, 0, best=value, implicit=why)
    tagged.term[k] = None
    if upto > k:
        tagged.z[k] = tagged.z[upto]
