"""Golden sentences are read as the codebook says; known gaps are not yet."""

from collections import Counter

import pytest
from golden import cases, differences

from tollbook.schema import KINDS, MEASURES, MODALITIES, POPULATIONS, SCOPES, UNITS

READ = [case for file in ("hard.md", "bugs.md", "nothing.md") for case in cases(file)]
GAPS = list(cases("known_gaps.md"))


def _name(case):
    return f"{case.file}: {case.title}"


@pytest.mark.parametrize("case", READ, ids=_name)
def test_sentence_is_read_as_written_down(case):
    """Every figure listed is read with the fields listed, and no other number is a claim."""
    assert differences(case) == []


@pytest.mark.parametrize("case", GAPS, ids=_name)
@pytest.mark.xfail(strict=True, reason="a known gap")
def test_known_gap_is_still_one(case):
    """A gap that closes fails here, and its sentence moves to hard.md or bugs.md."""
    assert differences(case) == []


def test_sentences_are_many_and_different():
    """No title or input stands twice; the files hold enough to cover the codebook."""
    everything = [*READ, *GAPS]
    assert max(Counter(_name(case) for case in everything).values()) == 1
    assert max(Counter(case.text for case in everything).values()) == 1
    assert len(cases("hard.md")) >= 60
    assert len(cases("nothing.md")) >= 40


def test_nothing_covers_every_kind_and_no_claim():
    """The sentences without a claim show every kind of number there is but the claim."""
    kinds = [fields["kind"] for case in cases("nothing.md") for _, fields in case.expected]
    assert "claim" not in kinds
    assert set(KINDS) - set(kinds) == {"claim"}


VOCABULARIES = {
    "measure": MEASURES,
    "unit": UNITS,
    "population": POPULATIONS,
    "scope": SCOPES,
    "modality": MODALITIES,
}


@pytest.mark.parametrize("field", VOCABULARIES)
def test_sentences_show_every_word_of_a_vocabulary(field):
    """Every measure, unit and so on of the codebook stands in at least one golden sentence, gaps included."""
    shown = {fields.get(field, "") for case in [*READ, *GAPS] for _, fields in case.expected}
    assert set(VOCABULARIES[field]) - shown == set()
