"""The shared parameters: what is legal, and what is said of the rest."""

import datetime

import pytest

from tollbook.errors import ParameterError
from tollbook.intervals import first_day, last_day
from tollbook.parameters import PARAMETERS, describe, is_date, one_of, parameters_cell, split_names, validate_parameters

NAMES = "tables articles reference as_of since until side measure claimants war_start edition"


def test_the_set_is_the_documented_one():
    """Nothing more, nothing less, all empty by default."""
    assert list(PARAMETERS) == NAMES.split()
    assert set(validate_parameters({}).values()) == {""}


@pytest.mark.parametrize(
    ("value", "text"),
    [(2025, "2025"), (None, ""), ("2025-06", "2025-06"), (datetime.date(2025, 6, 12), "2025-06-12"),
     (datetime.datetime(2025, 6, 12, 8), "2025-06-12"), (" 2024-02-29 ", "2024-02-29")],
)  # fmt: skip
def test_dates_come_in_many_coats(value, text):
    """A year as papermill's whole number, None, a date."""
    assert validate_parameters({"as_of": value})["as_of"] == text


@pytest.mark.parametrize(
    "value", ["2025-13", "2025-02-29", "12 June 2025", "20250612", 202506, 1.5, True, ["2025"], "٢٠٢٥"]
)
def test_what_is_no_date_is_refused(value):
    """The message names the parameter and what is legal."""
    with pytest.raises(ParameterError, match=r"parameter as_of: .*YYYY-MM-DD"):
        validate_parameters({"as_of": value})


def test_an_unknown_name_is_refused_with_the_nearest():
    """All legal names stand in the message."""
    with pytest.raises(ParameterError, match=r"Did you mean measure") as caught:
        validate_parameters({"mesure": "killed"})
    assert all(name in str(caught.value) for name in PARAMETERS)


def test_measures_are_known_and_named():
    """A measure is found in any case; a wrong one is answered with all legal ones."""
    assert validate_parameters({"measure": "KILLED"})["measure"] == "killed"
    with pytest.raises(ParameterError, match=r"Did you mean wounded.*killed_or_missing"):
        validate_parameters({"measure": "woundd"})


def test_a_folder_must_exist(tmp_path):
    """Tables, articles and reference are paths that are there."""
    assert validate_parameters({"tables": str(tmp_path)})["tables"] == str(tmp_path)
    with pytest.raises(ParameterError, match=r"reference: .*does not exist"):
        validate_parameters({"reference": str(tmp_path / "no")})


def test_since_after_until_is_refused():
    """Unless the two overlap at the precision given."""
    assert validate_parameters({"since": "2025-06-12", "until": 2025})["until"] == "2025"
    with pytest.raises(ParameterError, match="since: 2025-06 is after until 2024"):
        validate_parameters({"since": "2025-06", "until": "2024"})


def test_names_in_a_list():
    """Claimants come as a list or with separators; other parameters take no list, none a line break."""
    assert validate_parameters({"claimants": ["A, B", "C"]})["claimants"] == "A, B; C"
    assert split_names("A, B; C") == ["A, B", "C"]
    assert split_names("A, B") == ["A", "B"]
    with pytest.raises(ParameterError, match="edition: a line break"):
        validate_parameters({"edition": "a\nb"})
    with pytest.raises(ParameterError, match="side: a list"):
        validate_parameters({"side": ["A"]})


def test_one_of_nothing_says_so():
    """Where the articles name nobody there is nothing to choose."""
    with pytest.raises(ParameterError, match="these articles name none"):
        one_of("side", "Russia", [])


def test_days_of_a_span():
    """First and last day, leap years and empty text included."""
    assert [first_day(iso) for iso in ("2024", "2024-02", "2024-02-05", "")] == [
        "2024-01-01",
        "2024-02-01",
        "2024-02-05",
        "",
    ]
    assert [last_day(iso) for iso in ("2024", "2024-02", "2024-02-05", "")] == [
        "2024-12-31",
        "2024-02-29",
        "2024-02-05",
        "",
    ]
    assert not is_date("")


def test_description_and_cell_hold_every_parameter():
    """The cell is runnable and gives the defaults; the description names each."""
    scope = {}
    exec(parameters_cell(), scope)
    assert {name: scope[name] for name in PARAMETERS} == validate_parameters({})
    assert all(line.startswith(tuple(PARAMETERS)) and "  # " in line for line in parameters_cell().splitlines())
    assert all(f"\n{name} " in f"\n{describe()}" for name in PARAMETERS)
