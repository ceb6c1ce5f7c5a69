"""Text → the same text with every figure marked by kind, and how each one was read."""

from __future__ import annotations

import math
from collections.abc import Hashable
from pathlib import Path
from typing import Any

from tollbook.rules import find_claim_rule
from tollbook.tables import Tables, extract

_COLOURS = {
    "claim": "1;31",
    "date": "34",
    "time": "34",
    "duration": "34",
    "age": "35",
    "share": "33",
    "money": "32",
    "name": "36",
}
_OTHER = "2"


def explain(text: str, published: str = "", color: bool = True, lexicon: Path | None = None) -> str:
    """Show how every figure of a text is read, and by which rules.

    Parameters
    ----------
    text : str
        A sentence or a whole article.
    published : str
        Its day of publication, ISO, for "on Tuesday".
    color : bool
        Mark figures with terminal colours; else with brackets.
    lexicon : Path, optional
        Folder of CSV files with the shipped lexicon's names, read on top of it.

    Returns
    -------
    str
        The text with its figures marked, then one block per figure: what was read of a claim, or why it is none.

    Examples
    --------
    >>> print(explain("Three soldiers died in 2024.", color=False))
    [Three: claim] soldiers died in [2024: date].
    <BLANKLINE>
    Three
      value     3 (exact) persons
      measure   killed · unknown side, military
      claimant  article
      period    2024 to 2024 (period)
      modality  asserted
      rules     predicate-after: a predicate of loss after the number or its noun
                side-unknown: nothing says whose they are
                date-y: a year
                unattributed: nobody is named: the article itself asserts it
    2024
      no claim: date (year)
    """
    tables = extract(text, published=published, lexicon=lexicon)
    blocks = [_marked(text, tables, color), ""]
    claims = {claim["figure_id"]: claim for claim in tables.claims.to_dict("records")}
    for figure in tables.figures.to_dict("records"):
        blocks.append(figure["surface"])
        claim = claims.get(figure["figure_id"])
        blocks += _claim_lines(claim) if claim else [f"  no claim: {figure['kind']} ({figure['why']})"]
    return "\n".join(blocks)


def _marked(text: str, tables: Tables, color: bool) -> str:
    out, at = [], 0
    for figure in tables.figures.sort_values("start").to_dict("records"):
        if figure["start"] < at:
            continue
        surface = text[figure["start"] : figure["end"]]
        code = _COLOURS.get(figure["kind"], _OTHER)
        out += [
            text[at : figure["start"]],
            f"\x1b[{code}m{surface}\x1b[0m" if color else f"[{surface}: {figure['kind']}]",
        ]
        at = figure["end"]
    return "".join([*out, text[at:]]).rstrip("\n")


def _claim_lines(claim: dict[Hashable, Any]) -> list[str]:
    who = claim["claimant"] + (f" (“{claim['claimant_surface']}”)" if claim["claimant_surface"] else "")
    period = (
        f"{claim['period_start'] or '…'} to {claim['period_end']}"
        if claim["period_end"]
        else f"none; as of {claim['as_of'] or 'unknown'}"
    )
    whose = "unknown side" if claim["side"] == "unknown" else claim["side"]
    lines = {
        "value": f"{_value(claim)} ({claim['bound']}) {claim['unit']}",
        "measure": f"{claim['measure']} · {whose}" + (f", {claim['population']}" if claim["population"] else ""),
        "claimant": who + (f" via {claim['via']}" if claim["via"] else ""),
        "period": f"{period} ({claim['scope']})",
        "modality": claim["modality"] + (f", “{claim['likelihood']}”" if claim["likelihood"] else ""),
        "part of": claim["part_of"],
        "rules": ("\n" + " " * 12).join(_reads(name) for name in claim["rule"].split()),
    }
    return [f"  {name:<9} {said}" for name, said in lines.items() if said]


def _reads(name: str) -> str:
    """A rule's name and what it reads."""
    rule = find_claim_rule(name)
    return f"{name}: {rule.reads}" if rule else name


def _value(claim: dict[Hashable, Any]) -> str:
    low, best, high = (claim[name] for name in ("low", "best", "high"))
    if not math.isnan(best):
        return f"{best:,.10g}"
    if math.isnan(low) and math.isnan(high):
        return "no value"
    return f"{'' if math.isnan(low) else f'{low:,.10g}'}–{'' if math.isnan(high) else f'{high:,.10g}'}"
