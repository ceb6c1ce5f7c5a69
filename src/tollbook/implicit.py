"""Counts without a numeral: "a woman was killed", "another person", "a couple", "a third", "no casualties"."""

from __future__ import annotations

import re

from tollbook.counted import CRAFT
from tollbook.figures import Figure
from tollbook.lexicon import Term
from tollbook.tagging import Tagged

_ONE = re.compile(r"([de])([aAGOUPxCJK\-s]{0,7}?)([PT])(?![PDTU])")
_AGED = re.compile(r"([de])a+(?=,?[bKI]|,)")
_ZERO = re.compile(r"([nW])((?:[AxJeCPRKG&\-]{0,6}))([DP])(?![PDTU])")
_ZERO_THINGS = re.compile(r"(n)[AxJe]{0,2}T(?=b[xR]?K)")
_ANOTHER = re.compile(r"e(?=b[nxq]?K|x?[KI])")
_BARE = re.compile(r"(?:^|(?<=[;:,\-&]))([xCJA]{0,2})(P)(?=[xC]{0,2}(?:[KIc]))")
_BARE_OBJECT = re.compile(r"(?<=[VKgc])([xCJAO]{0,3})([PT])(?![PDTU\-])")
_NOBODY = frozenset("nobody none noone".split()) | {"no one", "no-one"}
_GROUPS = {"couple": 2.0, "pair": 2.0, "duo": 2.0, "trio": 3.0, "quartet": 4.0}
_NO = ("no", "not a single", "without", "without any")
_LOSS = frozenset(
    "killed wounded missing captured casualties destroyed intercepted exchanged damaged hit displaced".split()
)
_ORDINAL_COUNT = re.compile(r"d(N)(?=[ibKI,x]|P[bKI])")


def add_implicit(tagged: Tagged, follows_claim: bool, headline: bool = False) -> None:
    """Turn articles, "another", "couple", counting ordinals and negations into numbers where people or craft are lost.

    Parameters
    ----------
    tagged : Tagged
        Changed in place: the unit becomes ``N`` with an implicit figure.
    headline : bool
        Whether bare nouns count, as headlines leave articles out.
    follows_claim : bool
        Whether the text before holds a claim, without which "a third" counts nothing.
    """
    ordinals = follows_claim and _ORDINAL_COUNT.search(tagged.s)
    if not ordinals and not any(term is not None and _says_loss(term) for term in tagged.term):
        return
    _mark_ones(tagged)
    _mark_negations(tagged)
    if headline:
        _mark_bare_nouns(tagged)
    if follows_claim:
        _mark_ordinals(tagged)


def _says_loss(term: Term) -> bool:
    return term.measure in _LOSS or term.cls == "D" or term.text.startswith("among the")


def _mark_ones(tagged: Tagged) -> None:
    """As in "a woman", "another helicopter", "a couple", "a 12-year-old"."""
    for found in reversed([*_ONE.finditer(tagged.s)]):
        k, head = found.start(1), tagged.term[found.start(3)]
        if head is None:
            continue
        if tagged.low[k] in ("a", "another") and head.text in _GROUPS:
            _mark_group(tagged, k, found.start(3))
        elif tagged.low[k] in ("a", "an", "another") and (_is_one(head) or _is_drone_downed(tagged, k, head)):
            _mark(tagged, k, 1.0, "one")
    for found in _AGED.finditer(tagged.s):
        if tagged.low[found.start(1)] in ("a", "an", "another"):
            _mark(tagged, found.start(1), 1.0, "aged")


def _is_drone_downed(tagged: Tagged, k: int, head: Term) -> bool:
    """As in "shot down a Ukrainian drone"; "a drone hit the port" tells of an attack."""
    verb = tagged.term[k - 1] if k and tagged.s[k - 1] in "KVg" else None
    return (
        head.unit == "drones" and not head.plural and verb is not None and verb.measure in ("intercepted", "destroyed")
    )


def _mark_group(tagged: Tagged, k: int, n: int) -> None:
    """As in "a couple", "another trio of soldiers": a number, and where its people are named, no noun besides."""
    head = tagged.term[n]
    assert head is not None
    _mark(tagged, k, _GROUPS[head.text], head.text, n)
    if re.match(r"o[dAOxGPC]{0,4}[PT]", tagged.s[n + 1 :]):
        tagged.s = tagged.s[:n] + tagged.s[n + 1 :]
        for units in (tagged.low, tagged.a, tagged.z, tagged.term, tagged.fig):
            del units[n]


def _mark_bare_nouns(tagged: Tagged) -> None:
    """As in the headlines "Child among 4 killed", "Aid worker shot dead": a bare noun is one."""
    for found in sorted((*_BARE.finditer(tagged.s), *_BARE_OBJECT.finditer(tagged.s)), key=lambda m: -m.start()):
        k, head = found.start(2), tagged.term[found.start(2)]
        if head is None or not (_is_one(head) or head.unit == "drones") or head.plural or tagged.low[k].endswith("s"):
            continue
        first = found.start(1) if found[1] else k
        tagged.s = tagged.s[:first] + "N" + tagged.s[first:]
        tagged.low.insert(first, tagged.low[k])
        tagged.a.insert(first, tagged.a[first])
        tagged.z.insert(first, tagged.z[k])
        tagged.term.insert(first, None)
        tagged.fig.insert(first, Figure(0, 0, best=1.0, implicit="bare noun"))


def _is_one(head: Term) -> bool:
    """Does a singular noun name one person or craft?"""
    return not head.plural and head.text not in _GROUPS and (head.unit in CRAFT or head.cls == "P")


def _mark_negations(tagged: Tagged) -> None:
    """As in "nobody was killed", "no casualties", "without casualties", "no drones were shot down"."""
    for k, low in enumerate(tagged.low) if not _NOBODY.isdisjoint(tagged.low) else ():
        if low in _NOBODY and re.match(r"[bhM]|x?[bhM]|[KI]", tagged.s[k + 1 : k + 3]):
            _mark(tagged, k, 0.0, "zero")
    for found in _ZERO.finditer(tagged.s):
        k = found.start(1)
        head = tagged.term[found.start(3)]
        if tagged.low[k] in _NO and head is not None:
            if tagged.low[k].startswith("without") and head.cls != "D":
                continue
            _mark(tagged, k, 0.0, "zero")
    for found in _ZERO_THINGS.finditer(tagged.s):
        if tagged.low[found.start(1)] == "no":
            _mark(tagged, found.start(1), 0.0, "zero")
    for k, low in enumerate(tagged.low):
        if low == "and another" and tagged.s[k + 1 : k + 2] in ("K", "I", "D"):
            tagged.a[k], tagged.low[k] = tagged.z[k] - len("another"), "another"
            _mark(tagged, k, 1.0, "another")
    for found in _ANOTHER.finditer(tagged.s):
        if tagged.low[found.start()] == "another":
            _mark(tagged, found.start(), 1.0, "another")


def _mark_ordinals(tagged: Tagged) -> None:
    """As in "a third was wounded": one more."""
    for found in _ORDINAL_COUNT.finditer(tagged.s):
        k = found.start(1)
        fig = tagged.fig[k]
        counts = fig is not None and fig.kind == "ordinal" and tagged.low[k] != "first"
        if counts and tagged.low[k - 1] in ("a", "an"):
            tagged.fig[k] = Figure(0, 0, best=1.0, implicit="ordinal")


def _mark(tagged: Tagged, k: int, value: float, why: str, upto: int = -1) -> None:
    tagged.s = tagged.s[:k] + "N" + tagged.s[k + 1 :]
    tagged.fig[k] = Figure(0, 0, best=value, implicit=why)
    tagged.term[k] = None
    if upto > k:
        tagged.z[k] = tagged.z[upto]
