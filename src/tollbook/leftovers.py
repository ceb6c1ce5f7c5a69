"""What a number is that makes no claim and that no kind rule reads: by its noun, its place in a list, its look."""

from __future__ import annotations

import re

from tollbook.figures import Figure
from tollbook.kinds import kind_of_noun, speaks_of_aid
from tollbook.lexicon import Term
from tollbook.tagging import Tagged

_ROLES = re.compile(r"officer|commander|pilot|bomber|spokes|general|guard|attacker|gunm|leader|hijacker|sniper|veteran")


def kind_of_leftover(tagged: Tagged, n: int) -> tuple[str, str]:
    """Kind of a number that is no claim and that no kind rule read: by its noun, else by its look."""
    fig = tagged.fig[n]
    assert fig is not None
    if fig.kind:
        return fig.kind, fig.why
    if _counts_items(tagged, n):
        return "counter", "alone or before an item"
    for k in range(n + 1, min(n + 6, len(tagged))):
        term = tagged.term[k]
        if term is not None and term.cls == "U":
            return kind_of_noun(tagged, term), f"noun {term.text}"
        if term is not None and term.cls in "PDT":
            return _no_outcome(tagged, fig, term), f"no outcome: {term.text}"
        if tagged.s[k] in ",.;:()N&":
            break
    return ("idiom", "one alone") if tagged.low[n] == "one" else ("other_count", "no noun read")


_ITEM = re.compile(r"[^\w]*\d{1,3}(?:\s?[|:–—\t-]|\s+(?=[A-Z\"“'])|[.)\]]|\s*$)")
_WORD_BEFORE = re.compile(
    r"\W*(?:comments?|views?|shares?|likes?|page|photos?|slide|video|gallery|top|read more|watch)\W*$", re.I
)


def _counts_items(tagged: Tagged, n: int) -> bool:
    """Does a number stand alone on its line, open an item of a list, or count a page's comments?"""
    fig = tagged.fig[n]
    if fig is None or not fig.digits or fig.bound != "exact" or tagged.s[n + 1 : n + 2] in ("P", "D", "T", "A", "K"):
        return False
    before, after = tagged.text[: tagged.a[n]], tagged.text[tagged.z[n] :]
    if not re.search(r"[^\W\d_]", before + after):
        return True
    if _ITEM.match(tagged.text) and not re.search(r"\w", before):
        return True
    return _WORD_BEFORE.fullmatch(before) is not None and not re.search(r"\w", after)


def _no_outcome(tagged: Tagged, fig: Figure, term: Term) -> str:
    """Kind of a count of people or things to whom nothing happened: relief, an army's strength, or any other count."""
    armed = term.population == "military" or term.text == "men"
    if armed and not _ROLES.search(term.text):
        return "other_count" if fig.bound == "exact" and 0 < (fig.value or 0) < 10 else "force_strength"
    if term.unit in ("tanks", "artillery", "aircraft", "armored_vehicles", "ships") and (fig.value or 0) > 1:
        return "force_strength"
    return "aid" if speaks_of_aid(tagged) and not armed else "other_count"
