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
_PLAIN = {",": ",", ";": ";", ":": ":", "(": "(", ")": ")", '"': '"', "“": '"', "”": '"', "-": "-", "–": "-", "—": "-", "‒": "-",
          "−": "-", "‐": "-", "‑": "-", "'s": "s", "%": "%", "$": "$", "€": "$", "£": "$", "&": "&", "/": "/", ".": ".", "•": ";",
          "[": "(", "]": ")", "«": '"', "»": '"', "'": '"', "‘": '"', "’": '"'}  # fmt: skip
_PERSON_ENDING = re.compile(r"(?:ers|ors|ists|men|women|ians|eers|ants|ees)$")
_NOUNISH = frozenset("report reports estimate estimates claim claims count counts record records show post posts list study forecast projects "
                     "update updates release document documents note statement quotes find tally detail warning showing".split())  # fmt: skip
_REPORT = Term("U", "report", kind="other_count")
_NUMBERISH = frozenset(("a", "an", "another", "no", "one"))


class Tagged:
    """A sentence as units: ``s`` their letters, ``low`` their words, ``a``/``z`` spans, ``term`` and ``fig`` their records."""

    __slots__ = ("a", "fig", "low", "s", "term", "text", "words", "z")

    def __init__(self, text: str) -> None:
        self.text = text
        self.low: list[str] = []
        self.words: list[str] = []
        self.a: list[int] = []
        self.z: list[int] = []
        self.term: list[Term | None] = []
        self.fig: list[Figure | None] = []
        self.s = ""

    def add(self, letter: str, tokens: Tokens, i: int, j: int, term: Term | None = None, fig: Figure | None = None) -> None:
        """Append the tokens ``i`` to ``j`` as one unit."""
        self.s += letter
        self.low.append(" ".join(tokens.low[i:j]))
        self.words.append(tokens.words[i])
        self.a.append(tokens.a[i])
        self.z.append(tokens.z[j - 1])
        self.term.append(term)
        self.fig.append(fig)

    def __len__(self) -> int:
        return len(self.s)


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
    i = 0
    while i < len(tokens):
        figure = figures.get(i)
        if figure is not None:
            tagged.add("N", tokens, i, figure.j, fig=figure)
            i = figure.j
            continue
        size, term = _lookup(tokens, i, lexicon, figures)
        if term is not None and term.cls == "R" and tokens.low[i] in _NOUNISH and _after_determiner(tagged) and not (
                tagged.s[-1:] in "CO" and tokens.low[i + size:i + size + 1] and tokens.low[i + size] in (".", ",", "that", '"', "”", ":")):
            tagged.add("U", tokens, i, i + size, _REPORT)
        elif term is not None:
            tagged.add(term.cls, tokens, i, i + size, term)
        else:
            tagged.add(_letter(tokens, i, headline), tokens, i, i + 1)
            size = 1
        i += size
    return tagged


def _after_determiner(tagged: Tagged) -> bool:
    """Does a noun stand here: "the report", "a new report", "Russia's claims"?"""
    plural = tagged.s and tagged.s[-1] in "xCPU" and tagged.low[-1].endswith(("s", "people", "police")) and not tagged.low[-1].endswith("ss")
    return bool(re.search(r"[dAse][xCPe]{0,2}$", tagged.s)) and tagged.s[-1] != "P" and not plural


def _lookup(tokens: Tokens, i: int, lexicon: Lexicon, figures: dict[int, Figure]) -> tuple[int, Term | None]:
    """The longest term that starts at token ``i`` and does not run into a number."""
    low = tokens.low
    for rest, term in lexicon.phrases.get(low[i], ()):
        size = len(rest) + 1
        if rest and tuple(low[i + 1:i + size]) != rest:
            continue
        if any(k in figures for k in range(i + 1, i + size)):
            continue
        if term.cls in _CASED and not _cased(tokens, i, term):
            continue
        return size, term
    return 1, None


def _cased(tokens: Tokens, i: int, term: Term) -> bool:
    word = tokens.words[i]
    if term.kind == "claimant" and " " in term.text:
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
