"""Tokens and figures of a sentence → tagged units, one letter each, so that rules are patterns over letters.

``N`` number · ``P`` people · ``D`` people with an outcome ("deaths") · ``T`` things · ``U`` other counted nouns ·
``K`` participle · ``V`` finite or past verb · ``g`` gerund · ``I`` intransitive · ``J`` predicate adjective ·
``L`` "killing of" · ``Z`` "death toll" · ``A`` demonym · ``G`` place · ``k`` capital · ``O`` group or office ·
``R`` reporting verb · ``Q`` "according to" · ``C`` other capitalised word · ``x`` any other word; function words and
marks are lower case or themselves (lexicon/README.md lists all).
"""

from __future__ import annotations

import re

from tollbook.figures import Figure, Tokens, find_figures
from tollbook.lexicon import Lexicon, Term

_CASED = frozenset("AGOk")
_PLAIN = {
    ",": ",",
    ";": ";",
    ":": ":",
    "(": "(",
    ")": ")",
    '"': '"',
    "“": '"',
    "”": '"',
    "-": "-",
    "–": "-",
    "—": "-",
    "‒": "-",
    "−": "-",
    "‐": "-",
    "‑": "-",
    "'s": "s",
    "%": "%",
    "$": "$",
    "€": "$",
    "£": "$",
    "&": "&",
    "/": "/",
    ".": ".",
    "•": ";",
    "[": "(",
    "]": ")",
    "«": '"',
    "»": '"',
    "'": '"',
    "‘": '"',
    "’": '"',
}
_PERSON_ENDING = re.compile(r"(?:ers|ors|ists|men|women|ians|eers|ants|ees)$")
_NOUNISH = frozenset(
    "report reports estimate estimates claim claims count counts record records show post posts list study forecast "
    "projects update updates release document documents note statement quotes find tally detail warning showing".split()
)
_REPORT = Term("U", "report", kind="other_count")
_NUMBERISH = frozenset(("a", "an", "another", "no", "one"))


class Tagged:
    """A sentence as units: letters ``s``, words ``low``, spans ``a`` to ``z``, records ``term`` and ``fig``."""

    __slots__ = ("a", "fig", "low", "s", "term", "text", "z")

    def __init__(self, text: str) -> None:
        self.text = text
        self.low: list[str] = []
        self.a: list[int] = []
        self.z: list[int] = []
        self.term: list[Term | None] = []
        self.fig: list[Figure | None] = []
        self.s = ""

    def __len__(self) -> int:
        return len(self.s)

    def term_at(self, k: int) -> Term:
        """The lexicon entry of unit ``k``, whose letter says that it has one."""
        term = self.term[k]
        assert term is not None
        return term


def tag(text: str, lexicon: Lexicon) -> Tagged:
    """Tag one sentence.

    Parameters
    ----------
    text : str
        The sentence as written.
    lexicon : Lexicon
        From :func:`tollbook.lexicon.load`.

    Returns
    -------
    Tagged
        Units cover all tokens in order; every number expression is one unit ``N`` with its figure.
    """
    tokens = Tokens(text)
    figures = {figure.i: figure for figure in find_figures(tokens, lexicon)}
    tagged = Tagged(text)
    headline = _capitalised_throughout(tokens)
    phrases, low, starts, ends = lexicon.phrases, tokens.low, tokens.a, tokens.z
    i, count = 0, len(low)
    while i < count:
        figure, term, j = figures.get(i), None, i + 1
        if figure is not None:
            letter, j = "N", figure.j
        else:
            entries = phrases.get(low[i])
            if entries is not None:
                j, term = _lookup(tokens, i, entries, figures)
            letter = _letter(tokens, i, headline) if term is None else term.cls
            if letter == "R" and low[i] in _NOUNISH and _is_noun(tagged, tokens, j):
                letter, term = "U", _REPORT
        tagged.s += letter
        tagged.low.append(low[i] if j == i + 1 else " ".join(low[i:j]))
        tagged.a.append(starts[i])
        tagged.z.append(ends[j - 1])
        tagged.term.append(term)
        tagged.fig.append(figure)
        i = j
    return tagged


def _is_noun(tagged: Tagged, tokens: Tokens, j: int) -> bool:
    """Is a word such as "report" a noun where it stands, not a reporting verb?"""
    if not tagged.s and tokens.low[j : j + 1] in (["of"], ["from"], ["by"]):
        return True
    if re.search(r",d[xCAOs]{1,4}$", tagged.s) and tokens.low[j : j + 1] in ([";"], [","], ["."]):
        return False
    closes = j < len(tokens) and tokens.low[j] in (".", ",", "that", '"', "”", ":")
    return _after_determiner(tagged) and not (tagged.s[-1:] in "CO" and closes)


def _after_determiner(tagged: Tagged) -> bool:
    """Does a noun stand here: "the report", "a new report", "Russia's claims"?"""
    plural = (
        tagged.s
        and tagged.s[-1] in "xCPU"
        and tagged.low[-1].endswith(("s", "people", "police"))
        and not tagged.low[-1].endswith("ss")
    )
    return bool(re.search(r"[dAse][xCPe]{0,2}$", tagged.s)) and tagged.s[-1] != "P" and not plural


def _lookup(
    tokens: Tokens, i: int, entries: list[tuple[tuple[str, ...], Term]], figures: dict[int, Figure]
) -> tuple[int, Term | None]:
    """Where the longest term that starts at token ``i`` ends, and the term; it never runs into a number."""
    low = tokens.low
    for rest, term in entries:
        j = i + 1 + len(rest)
        if rest and (tuple(low[i + 1 : j]) != rest or any(k in figures for k in range(i + 1, j))):
            continue
        if term.cls in _CASED and not _cased(tokens, i, term):
            continue
        return j, term
    return i + 1, None


def _cased(tokens: Tokens, i: int, term: Term) -> bool:
    word = tokens.words[i]
    if " " in term.text and (term.kind == "claimant" or tokens.words[i + 1][0].isupper()):
        return True
    if term.text in ("us", "un", "ap", "who", "eu", "sub", "rsf", "adf", "hts", "sana", "mod", "idf"):
        return word.isupper()
    return word[0].isupper()


def _letter(tokens: Tokens, i: int, headline: bool) -> str:
    word = tokens.words[i]
    plain = _PLAIN.get(tokens.low[i])
    if plain:
        return plain
    if word[0].isalpha():
        if tokens.low[i] in _NUMBERISH:
            return "d"
        return "C" if word[0].isupper() and i > 0 and not headline else "x"
    return "."


def _capitalised_throughout(tokens: Tokens) -> bool:
    words = [word for word in tokens.words if len(word) > 3 and word[0].isalpha()]
    return len(words) > 3 and sum(word[0].isupper() for word in words) > 0.75 * len(words)


def looks_like_people(word: str) -> bool:
    """Does an unknown plural noun name people by its ending ("farmers", "journalists")?"""
    return bool(_PERSON_ENDING.search(word))
