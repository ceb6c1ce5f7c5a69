"""References: layouts, dates and numbers as people write them, and what is refused."""

import json
import logging
from pathlib import Path

import pytest

from tollbook.errors import InputError
from tollbook.reference import read_reference, read_series
from tollbook.schema import JUDGEMENTS

SHARED = Path(__file__).resolve().parents[2] / "shared" / "reference"
ESTIMATES = "date,estimate_low,estimate_high,estimate,type,source,source_url,country\n"


@pytest.fixture
def read(tmp_path):
    """Read a folder of files given by name; what the book has of its own is left out."""

    def read_folder(**files):
        for name, text in files.items():
            (tmp_path / name.replace("_", ".")).write_text(text, "utf-8")
        own = set(read_reference().reference_id)
        references, refused = read_series(tmp_path)
        return references[~references.reference_id.isin(own)].reset_index(drop=True), refused

    return read_folder


def test_the_books_own_facts_are_dated_and_cited():
    """Each fact has a date, a number, an address and a citation; some are bases only."""
    facts = read_reference()
    assert facts.columns.tolist() == list(JUDGEMENTS["references"].columns)
    assert 24 <= len(facts) <= 100
    assert (facts[["date", "url", "citation"]] != "").all(axis=None)
    assert set(facts[facts.cue != ""].side) == {"Russia", "Soviet Union"}


def test_estimates_in_mixed_notation(read):
    """Day before month, one digit or two, ISO; commas between thousands; one end of a range."""
    lines = '3/9/2031,"1,200",,,deaths,Aid Watch (via a paper),u,atlantis\n2031-10,,,900,casualties,UK MoD,u,atlantis\n'
    found, refused = read(e_csv=ESTIMATES + lines)
    assert found[["claimant", "measure", "side", "date"]].to_numpy().tolist() == [
        ["Aid Watch", "killed", "Atlantis", "2031-09-03"],
        ["UK Ministry of Defence", "casualties", "Atlantis", "2031-10"],
    ]
    assert found.low.tolist()[0] == 1200
    assert found.best.tolist()[1] == 900
    assert refused.empty


@pytest.mark.parametrize(
    ("line", "reason", "cure"),
    [
        ("31/02/2031,,,5,deaths,A,u,atlantis", "date '31/02/2031' is not a date", "Write YYYY-MM-DD"),
        ("13/13/2031,,,5,deaths,A,u,atlantis", "date '13/13/2031' is not a date", "Write YYYY-MM-DD"),
        ('1/1/2031,,,"1,20",deaths,A,u,atlantis', "'1,20' is not a count", "Write digits"),
        ("1/1/2031,,,5,fallen,A,u,atlantis", "type 'fallen' is unknown", "casualties, deaths"),
        ("1/1/2031,,,,deaths,A,u,atlantis", "no number", "Fill low, best or high"),
        ("1/1/2031,9,3,,deaths,A,u,atlantis", "low 9, best nan, high 3 are out of order", "Put them in order"),
    ],
)
def test_a_refused_row_is_named(read, line, reason, cure, caplog):
    """File, line, why and cure; the lines around it are read."""
    good = "1/1/2031,,,7,deaths,A,u,atlantis\n"
    found, refused = read(e_csv=ESTIMATES + good + line + "\n" + good.replace("2031", "2032"))
    assert found.best.tolist() == [7, 7]
    assert refused[["input", "line", "severity"]].to_numpy().tolist() == [["e.csv", 3, "refused"]]
    assert refused.reason[0].startswith(reason)
    assert cure in refused.cure[0]


def test_daily_counts(read):
    """One row a day and thing; nothing where a day has none; the line of a wrong one."""
    days = [
        {"date": "2031-01-01", "personnel": 10, "sourceUri": "https://a", "uavs": None},
        {"date": "2031-01-02", "personnel": "ten", "sourceUri": "https://b"},
        {"date": "2031-01-03", "personnel": 12, "sourceUri": "https://c", "uavs": 4},
    ]
    found, refused = read(d_json=json.dumps(days, indent=1))
    assert found[["date", "measure", "unit", "best", "url"]].to_numpy().tolist() == [
        ["2031-01-01", "casualties", "persons", 10, "https://a"],
        ["2031-01-03", "casualties", "persons", 12, "https://c"],
        ["2031-01-03", "destroyed", "drones", 4, "https://c"],
    ]
    assert refused[["line", "reason"]].to_numpy().tolist() == [[9, "'ten' is not a count."]]


def test_files_of_no_known_layout_are_refused_whole(read):
    """The columns found and those needed are told; broken JSON too."""
    found, refused = read(a_csv="when,how_many\n1,2\n", b_json='{"a": 1}', c_json="[")
    assert found.empty
    assert refused.input.tolist() == ["a.csv", "b.json", "c.json"]
    assert refused.line.tolist() == [0, 0, 0]
    assert refused.reason[0] == "no known layout in the columns how_many, when."
    assert refused.reason[1] == "not a list of records."


def test_what_is_refused_is_logged(tmp_path, caplog):
    """Who asks for the references alone still hears of it."""
    (tmp_path / "e.csv").write_text(ESTIMATES + "soon,,,5,deaths,A,u,atlantis\n", "utf-8")
    with caplog.at_level(logging.WARNING):
        read_reference(tmp_path)
    assert "e.csv, line 2: date 'soon' is not a date. Write YYYY-MM-DD or DD/MM/YYYY." in caplog.text


def test_a_folder_that_is_not_there():
    """The message names it."""
    with pytest.raises(InputError, match="nowhere is no folder"):
        read_reference(Path("nowhere"))


@pytest.mark.skipif(not SHARED.is_dir(), reason="the full reference series are not beside the project")
def test_full_series():
    """Both mirrors, the estimates with their mixed notation and the monthly sums, without a refusal."""
    references, refused = read_series(SHARED)
    day = references[(references.date == "2025-06-12") & references.series.str.startswith("General Staff")]
    assert day[day.unit == "persons"].best.tolist() == [1_000_340, 1_000_340]
    assert set(day[day.unit == "vehicles"].best) == {51_715}
    assert references.series.value_counts()["published estimates"] == 124
    assert references.series.value_counts()["monthly averages, summed"] == 47
    assert refused.empty
