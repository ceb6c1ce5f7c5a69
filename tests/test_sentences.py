"""Article text to sentences: cuts, offsets and roles."""

from itertools import pairwise

import pytest

from tollbook.schema import ROLES
from tollbook.sentences import split_sentences

ARTICLE = """Shelling empties a harbour town

12 June 2025

PORT SUDAN - Shells fell on the harbour for a third day on Thursday, and its 40 fishermen left.

"Nobody sleeps here any more," she said. "We have 12 boats left."

The mayor asked for help. The U.N. sent two ships. Gen. Ali refused.

Men look at a burnt boat (Omar Sid/Reuters)

Subscribe to our newsletter
"""


def texts(text):
    """The sentences' own words."""
    return [sentence.text for sentence in split_sentences(text)]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("One fell. Two fell.", 2),
        ("Lt. Gen. Petrov spoke. He left.", 2),
        ("The U.S. Army came. It left.", 2),
        ("Losses were 1.2 million. Nobody knows.", 2),
        ("At 6 a.m. the siren rang.", 1),
        ("No. 4 burned. No. 5 did not.", 2),
        ("Is it over? It is not! We wait.", 3),
        ("He said: “Go.” They went.", 2),
        ("“We stay.” The mayor left.", 2),
        ("First line\nSecond line", 2),
        ("It cost approx. 40 lives.", 1),
        ("J. R. Omar died.", 1),
        ("", 0),
        ("  \n \n", 0),
    ],
)
def test_sentences_are_cut(text, count):
    """Full stops of abbreviations, decimals and initials do not end a sentence."""
    assert len(texts(text)) == count


def test_offsets_give_the_words_back():
    """``text[start:end]`` is the sentence, in order, without overlap, and no word is lost."""
    sentences = split_sentences(ARTICLE)
    assert all(ARTICLE[s.start : s.end] == s.text for s in sentences)
    assert all(a.end <= b.start for a, b in pairwise(sentences))
    assert "".join("".join(s.text.split()) for s in sentences) == "".join(ARTICLE.split())


def test_roles_come_from_layout_and_words():
    """Headline, dateline, body, caption and boilerplate are told apart."""
    roles = {s.text.split()[0] + " " + s.text.split()[-1]: s.role for s in split_sentences(ARTICLE)}
    assert roles["Shelling town"] == "headline"
    assert roles["12 2025"] == "dateline"
    assert roles["The help."] == "body"
    assert roles["Men Sid/Reuters)"] == "caption"
    assert roles["Subscribe newsletter"] == "boilerplate"


def test_roles_are_of_the_closed_list():
    """Whatever the text, a role is legal."""
    assert {s.role for s in split_sentences(ARTICLE)} <= set(ROLES)


def test_paragraph_is_the_line():
    """Sentences of one line share their paragraph's number."""
    assert [s.paragraph for s in split_sentences("One fell. Two fell.\nThree fell.")] == [0, 0, 1]


def test_a_boilerplate_word_in_a_report_is_no_boilerplate():
    """A long sentence that counts the killed is text, whatever else it mentions."""
    long = "The newsletter of the aid group said that 14 people were killed in the market of the old town."
    assert split_sentences(f"A headline\n\n{long}")[-1].role == "body"
