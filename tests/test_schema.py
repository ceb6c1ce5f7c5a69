"""The contract of the tables: columns, legal values, messages."""

import pytest

from tollbook.errors import SchemaError, TollbookError
from tollbook.schema import COLUMNS, JUDGEMENTS, MEASURES, TABLES, UNITS, conform, datapackage, frame_of, validate

FIGURE = {
    "figure_id": "f0",
    "document_id": "d",
    "sentence_id": "d:0",
    "start": 0,
    "end": 2,
    "surface": "12",
    "best": 12.0,
    "unit": "",
    "why": "",
    "bound": "exact",
    "kind": "claim",
}


def test_every_column_of_a_table_is_described():
    """A table names only columns of the dictionary, each described; every column is used."""
    used = {name for table in (TABLES | JUDGEMENTS).values() for name in table.columns}
    assert used == set(COLUMNS)
    assert {column.type for column in COLUMNS.values()} == {"string", "integer", "number"}
    assert all(column.says.endswith(".") for column in COLUMNS.values())


def test_keys_are_columns_and_sentences_are_private():
    """A key is made of the table's columns; the sentences are never published."""
    assert all(set(table.key) <= set(table.columns) for table in TABLES.values())
    assert [name for name, table in TABLES.items() if not table.public] == ["sentences"]


def test_contract_of_column_names():
    """The names other people's code relies on."""
    names = {"claim_id", "low", "best", "high", "bound", "measure", "side", "origin_id"}
    assert names <= set(TABLES["claims"].columns)
    assert TABLES["claims"].columns[0] == "claim_id"
    assert len(set(UNITS)) == len(UNITS) == 28
    assert len(set(MEASURES)) == len(MEASURES) == 16


@pytest.mark.parametrize("table", TABLES | JUDGEMENTS)
def test_empty_frame_has_all_columns(table):
    """No rows, all columns."""
    assert frame_of([], table).columns.tolist() == list((TABLES | JUDGEMENTS)[table].columns)


def test_missing_cells_are_filled():
    """What a row leaves out is "" or not a number, for a column that all rows leave out too."""
    row = frame_of([{name: cell for name, cell in FIGURE.items() if cell != ""}], "figures").iloc[0]
    assert row["unit"] == ""
    assert row["low"] != row["low"]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"kind": "guess"}, "kind 'guess' is not one of claim, date"),
        ({"bound": "roughly"}, "bound 'roughly' is not one of exact"),
        ({"unit": "tons"}, "unit 'tons' is not one of persons"),
        ({"surface": ""}, "column surface is empty in row 0"),
        ({"start": 2}, "a span ends before it starts"),
        ({"low": 9.0, "high": 3.0}, "low is above high"),
    ],
)
def test_wrong_values_are_named(change, message):
    """Table, column, value and what is legal stand in the message."""
    with pytest.raises(SchemaError, match=message) as caught:
        frame_of([FIGURE | change], "figures")
    assert str(caught.value).startswith("table figures: ")
    assert isinstance(caught.value, TollbookError)


def test_a_key_stands_once():
    """Two rows with one id are refused."""
    with pytest.raises(SchemaError, match=r"key \['f0'\] stands twice"):
        frame_of([FIGURE, FIGURE], "figures")


def test_missing_column_is_named():
    """A frame without a column of the contract is refused."""
    with pytest.raises(SchemaError, match="no column kind"):
        conform(frame_of([FIGURE], "figures").drop(columns="kind"), "figures")


def test_unknown_table_is_named():
    """The message lists the tables there are."""
    with pytest.raises(SchemaError, match="Tables: documents, sentences"):
        frame_of([], "tolls")


def test_further_columns_are_kept_and_the_frame_is_not_changed():
    """More columns may be added, after the contract's; the caller's frame stays as it was."""
    frame = frame_of([FIGURE], "figures")
    wider = frame.assign(mine=1)
    out = conform(wider, "figures")
    assert out.columns.tolist() == [*TABLES["figures"].columns, "mine"]
    validate(out, "figures")
    assert wider.columns.tolist() == [*frame.columns, "mine"]


def test_datapackage_is_the_same_for_the_same_arguments():
    """No clock and no order of sets in it; names, paths and key are there."""
    package = datapackage(list(TABLES), edition="7")
    assert package == datapackage(list(TABLES), edition="7")
    assert package["version"] == "7"
    assert package["resources"][3]["schema"]["primaryKey"] == ["claim_id"]
    assert {resource["path"] for resource in package["resources"]} == {f"{name}.csv" for name in TABLES}
