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
    **dict.fromkeys(("a", "an", "another", "no", "one"), "d"),
}
_DETERMINED = re.compile(r"[dAse][xCPe]{0,2}$")
_LISTED = re.compile(r",d[xCAOs]{1,4}$")
_PERSON_ENDING = re.compile(r"(?:ers|ors|ists|men|women|ians|eers|ants|ees)$")
_NOUNISH = frozenset(
    "report reports estimate estimates claim claims count counts record records show post posts list study forecast "
    "projects update updates release document documents note statement quotes find tally detail warning showing".split()
)
_SPEAKERS = frozenset(
    "opposition government ministry regime group junta army military kremlin agency command"
    " headquarters centre center institute monitor observatory committee commission council movement".split()
)
_REPORT = Term("U", "report", kind="other_count")
_ACRONYMS = frozenset(("us", "un", "ap", "who", "eu", "sub", "rsf", "adf", "hts", "sana", "mod", "idf"))


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
    plain_capitals = _capitalised_throughout(tokens.words)
    index, low, words = lexicon.index, tokens.low, tokens.words
    # Lists of their own, not attributes: this loop is a third of all reading.
    letters: list[str] = []
    first: list[int] = []
    units: list[str] = []
    terms: list[Term | None] = []
    j, count = 0, len(low)
    while j < count:
        i, word, term = j, low[j], None
        j += 1
        known = index.get(word)
        if i in figures:
            letter, j = "N", figures[i].j
        else:
            if known is not None:
                longer, name, term = known
                if name is not None and _cased(words, i, name):
                    term = name
                if longer and j < count and low[j] in longer:
                    j, term = _longest(tokens, i, longer[low[j]], figures, term)
            letter = _letter(words[i], word, i == 0 or plain_capitals) if term is None else term.cls
            if letter == "R" and word in _NOUNISH and _is_noun(letters, units, low[j : j + 1]):
                letter, term = "U", _REPORT
        letters.append(letter)
        first.append(i)
        units.append(word if j == i + 1 else " ".join(low[i:j]))
        terms.append(term)
    tagged = Tagged(text)
    tagged.s, tagged.low, tagged.term = "".join(letters), units, terms
    tagged.a = [tokens.a[i] for i in first]
    tagged.z = [tokens.z[i - 1] for i in (*first[1:], count)] if first else []
    tagged.fig = [figures.get(i) for i in first] if figures else [None] * len(first)
    return tagged


def _is_noun(letters: list[str], words: list[str], following: list[str]) -> bool:
    """Is a word such as "report" a noun where it stands, not a reporting verb?"""
    after = following[0] if following else ""
    if not letters and after in ("of", "from", "by"):
        return True
    if words and words[-1] in ("the", "these", "those", "two") and after == "of":
        return True
    if letters and letters[-1] == "Q" and words[-1].endswith((" the", " a", " an")):
        return True
    if after in (";", ",", ".") and _LISTED.search("".join(letters[-6:])):
        return False
    if after == "that" and words and words[-1] in _SPEAKERS:
        return False
    closes = after in (".", ",", "that", '"', "”", ":")
    return _after_determiner(letters, words) and not (letters[-1] in "CO" and closes)


def _after_determiner(letters: list[str], words: list[str]) -> bool:
    """Does a noun stand here: "the report", "a new report", "Russia's claims"?"""
    if not letters or letters[-1] == "P" or not _DETERMINED.search("".join(letters[-3:])):
        return False
    plural = words[-1].endswith(("s", "people", "police")) and not words[-1].endswith("ss")
    return not (plural and letters[-1] in "xCU")


def _longest(
    tokens: Tokens,
    i: int,
    phrases: list[tuple[tuple[str, ...], Term]],
    figures: dict[int, Figure],
    alone: Term | None,
) -> tuple[int, Term | None]:
    """Where the longest term that starts at token ``i`` ends, and the term; a phrase never runs into a number."""
    for rest, term in phrases:
        j = i + 1 + len(rest)
        if tuple(tokens.low[i + 1 : j]) != rest or (figures and any(k in figures for k in range(i + 1, j))):
            continue
        if term.cls not in _CASED or _cased(tokens.words, i, term):
            return j, term
    return i + 1, alone


def _cased(words: list[str], i: int, term: Term) -> bool:
    word = words[i]
    if " " in term.text and (term.kind == "claimant" or words[i + 1][0].isupper()):
        return True
    if term.text in _ACRONYMS:
        return word.isupper()
    return word[0].isupper()


def _letter(word: str, low: str, capital_says_nothing: bool) -> str:
    plain = _PLAIN.get(low)
    if plain:
        return plain
    if not word[0].isalpha():
        return "."
    return "C" if not capital_says_nothing and word[0].isupper() else "x"


def _capitalised_throughout(words: list[str]) -> bool:
    initials = "".join([word[0] for word in words if len(word) > 3])
    letters = sum(map(str.isalpha, initials))
    return letters > 3 and sum(map(str.isupper, initials)) > 0.75 * letters


def looks_like_people(word: str) -> bool:
    """Does an unknown plural noun name people by its ending ("farmers", "journalists")?"""
    return bool(_PERSON_ENDING.search(word))
