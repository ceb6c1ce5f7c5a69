"""How an article's day of publication is known: stated, counted, bracketed or unknown."""

import pytest

from tollbook import lexicon, read_articles
from tollbook.published import guess_war_start

WAR = "Russia has fought in Ukraine for 1,204 days. Ukraine counts the dead. Russia counts none."


def published(text, **arguments):
    """(published, basis, earliest, latest) of one text."""
    row = read_articles(text, **arguments).iloc[0]
    return (row.published, row.published_basis, row.published_earliest, row.published_latest)


def test_given_day_wins():
    """A day from outside stands above anything in the text."""
    got = published("12 June 2025\n\nTwelve died.", published="2025-06-14")
    assert got == ("2025-06-14", "file", "2025-06-14", "2025-06-14")


@pytest.mark.parametrize(
    "line",
    [
        "12 June 2025",
        "12.06.2025.",
        "2025-06-12",
        "June 12, 2025",
        "Published: 12 June 2025",
        "Updated 12 June 2025",
    ],
)
def test_stated_in_a_line_of_its_own(line):
    """A bare date among the first lines is the day of publication."""
    assert published(f"A headline\n\n{line}\n\nTwelve people died in the town.")[:2] == (
        "2025-06-12",
        "stated",
    )


def test_counted_from_the_war_days():
    """The 1,204th day after 24 February 2022 is 12 June 2025; a leap year lies between."""
    assert published(WAR, war_start="2022-02-24")[:2] == ("2025-06-12", "counted")


def test_war_start_is_known_for_a_known_war():
    """Both sides named, the war's own name or many mentions: the lexicon knows the first day."""
    assert guess_war_start("Russia's full-scale invasion of Ukraine goes on.", lexicon.load()) == "2022-02-24"
    assert guess_war_start("Fishing on the lake was poor.", lexicon.load()) == ""


def test_bracketed_by_what_the_text_names():
    """The last day named is the earliest the article can have appeared."""
    day, basis, earliest, _ = published("Twelve died on 3 May 2024. Nine died on 9 May 2024.")
    assert (day, basis, earliest) == ("", "context", "2024-05-09")


def test_unknown_stays_unknown():
    """Nothing said, nothing guessed."""
    assert published("Twelve people died in the town.") == ("", "unknown", "", "")


def test_days_of_something_else_are_not_counted():
    """A short count, or one without a war, gives no day."""
    assert published("It rained for 41 days.", war_start="2022-02-24")[0] == ""
    assert published("He sat for 1,204 days in a cell of the old prison.")[0] == ""
