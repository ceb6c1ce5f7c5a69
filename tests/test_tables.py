"""Tables: columns, types, the way to a folder and back, what is refused, offsets."""

import json
import re

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

import tollbook
from tollbook import extract, load_tables, write_tables
from tollbook.errors import InputError, ParameterError
from tollbook.schema import COLUMNS, TABLES
from tollbook.tables import book_tables

TEXT = "12 June 2025\n\nRussia lost at least 40 soldiers near Lyman, officials said. Dozens were wounded.\n"
DTYPES = {"string": "string", "integer": "int64", "number": "float64"}


@pytest.fixture
def folder(tmp_path):
    """A folder with one good article."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "good.txt").write_text(TEXT)
    return tmp_path / "in"


def refused(folder, name):
    """The one row of the quarantine for an input."""
    rows = extract(folder).quarantine
    rows = rows[rows["input"] == name]
    assert len(rows) == 1, rows
    return rows.iloc[0]


@pytest.mark.parametrize("source", [TEXT, "Nothing was counted.", ""])
def test_columns_and_types_are_the_contract(source):
    """All columns in order with their types, in an empty table too."""
    for name, frame in extract(source).items():
        assert frame.columns.tolist() == list(TABLES[name].columns)
        for column in frame.columns:
            assert str(frame[column].dtype) == DTYPES[COLUMNS[column].type], (name, column)


def test_empty_folder_gives_empty_tables(tmp_path):
    """No article is no error."""
    for name, frame in extract(tmp_path).items():
        assert frame.empty
        assert frame.columns.tolist() == list(TABLES[name].columns)


@pytest.mark.parametrize("format", ["csv", "parquet", "both"])
def test_tables_come_back_as_they_were_written(folder, tmp_path, format):
    """Every frame and the texts survive each format."""
    tables = extract(folder)
    write_tables(tables, tmp_path / "out", format)
    again = load_tables(tmp_path / "out")
    for (name, before), (_, after) in zip(tables.items(), again.items(), strict=True):
        assert_frame_equal(before, after, obj=name)
    assert again.texts == tables.texts


def test_empty_tables_come_back_too(tmp_path):
    """A table without rows keeps columns and types through CSV."""
    tables = extract("Nothing was counted.")
    write_tables(tables, tmp_path / "out", "csv")
    assert_frame_equal(load_tables(tmp_path / "out").claims, tables.claims)


def test_datapackage_describes_the_files(folder, tmp_path):
    """Every resource's fields are the header of its CSV, with types, and the file is there."""
    write_tables(extract(folder), tmp_path / "out")
    package = json.loads((tmp_path / "out" / "datapackage.json").read_text("utf-8"))
    assert [resource["name"] for resource in package["resources"]] == list(TABLES)
    for resource in package["resources"]:
        header = (tmp_path / "out" / resource["path"]).read_text("utf-8").splitlines()[0].split(",")
        fields = resource["schema"]["fields"]
        assert [field["name"] for field in fields] == header
        assert {field["type"] for field in fields} <= set(DTYPES)
        assert set(resource["schema"].get("primaryKey", [])) <= set(header)


def test_writing_replaces_the_folder_as_a_whole(folder, tmp_path):
    """What stood in the folder before is gone, and nothing half-written stays beside it."""
    out = tmp_path / "out"
    out.mkdir()
    (out / "old.csv").write_text("old")
    write_tables(extract(folder), out)
    assert not (out / "old.csv").exists()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in", "out"]


def test_same_input_same_bytes(folder, tmp_path):
    """Two runs write the same bytes."""
    for name in ("one", "two"):
        write_tables(extract(folder), tmp_path / name)
    for path in [*(tmp_path / "one").glob("*.csv"), tmp_path / "one" / "datapackage.json"]:
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()


def test_unknown_format_and_missing_tables_say_so(tmp_path):
    """The messages name what is legal, and what to do."""
    with pytest.raises(ParameterError, match="csv, parquet, both"):
        write_tables(extract(""), tmp_path / "out", "xlsx")
    with pytest.raises(InputError, match=r"documents\.parquet or documents\.csv"):
        load_tables(tmp_path)
    with pytest.raises(InputError, match="no such file or folder"):
        extract(tmp_path / "nowhere")
    with pytest.raises(ParameterError, match="YYYY-MM-DD"):
        extract(TEXT, published="12 June")


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("empty.txt", b"", "is empty"),
        ("blank.txt", b" \n\n", "is empty"),
        ("binary.txt", b"\x89PNG\x00\x01\xff\xfe" * 9, "zero bytes"),
        ("page.pdf", b"%PDF", "ending '.pdf'"),
        ("noending", b"text", "ending"),
        ("russian.txt", ("Вчера в городе погибли двенадцать человек. " * 9).encode(), "English"),
        (
            "german.txt",
            b"Am Dienstag starben zwei Soldaten, wie das Ministerium nach Angaben eines Sprechers mitteilte,"
            b" und die Stadt blieb ohne Strom, weil viele Leitungen zerst\xc3\xb6rt wurden. " * 5,
            "English",
        ),
        ("zcopy.txt", TEXT.encode(), "same text as good.txt"),
    ],
)
def test_bad_input_is_refused_with_a_cure(folder, name, content, reason):
    """An input that cannot be read is one row with reason and cure, and the good one is still read."""
    (folder / name).write_bytes(content)
    row = refused(folder, name)
    assert row["severity"] == "refused"
    assert reason in row["reason"]
    assert row["cure"].endswith(".")
    assert extract(folder).documents["path"].tolist() == ["good.txt"]


def test_folder_inside_is_refused(folder):
    """A folder in the folder is not read, and said so."""
    (folder / "more").mkdir()
    assert "folder" in refused(folder, "more")["reason"]


def test_other_encoding_is_read_in_part(folder):
    """Bytes of an old encoding are read as such, with the line of the first strange byte."""
    (folder / "old.txt").write_bytes("One line.\nJosé said 12 people died in the town.\n".encode("latin-1"))
    row = refused(folder, "old.txt")
    assert (row["severity"], row["line"]) == ("partial", 2)
    tables = extract(folder)
    assert "José" in tables.texts["old"]
    assert "12" in tables.claims.query("document_id == 'old'")["surface"].tolist()


def test_bad_date_beside_is_refused_and_the_article_read(folder):
    """A date that is none is left out, and the article's own line counts."""
    (folder / "articles.csv").write_text("file,published,publisher\ngood.txt,31 Febuary 2025,The Post\n")
    row = refused(folder, "good.txt")
    assert row["severity"] == "partial"
    assert "'31 Febuary 2025'" in row["reason"]
    assert "YYYY-MM-DD" in row["cure"]
    document = extract(folder).documents.iloc[0]
    assert (document["published"], document["published_basis"]) == ("2025-06-12", "stated")
    assert document["publisher"] == "The Post"


def test_what_stands_beside_is_used(folder):
    """Publisher, date, address and kind of text come from articles.csv."""
    (folder / "articles.csv").write_text(
        "\ufefffile,publisher,published,url,title,text_kind\n"
        "good.txt,The Post,2025-06-13,https://example.org/a,,retelling\n"
    )
    row = extract(folder).documents.iloc[0]
    assert row[["publisher", "published", "published_basis", "url", "text_kind"]].tolist() == [
        "The Post",
        "2025-06-13",
        "file",
        "https://example.org/a",
        "retelling",
    ]


def test_articles_list_without_its_column_is_refused(folder):
    """A list that names no files is said to be of no use."""
    (folder / "articles.csv").write_text("name,publisher\ngood.txt,The Post\n")
    assert "no column 'file'" in refused(folder, "articles.csv")["reason"]


@pytest.mark.parametrize("prefix", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("newline", [b"\n", b"\r\n", b"\r"])
def test_offsets_are_of_the_decoded_text(tmp_path, prefix, newline):
    """Byte-order mark and line ends change no offset and no claim."""
    (tmp_path / "a.txt").write_bytes(prefix + TEXT.encode().replace(b"\n", newline))
    tables = extract(tmp_path)
    text = tables.texts["a"]
    assert text == TEXT
    for frame, words in ((tables.figures, "surface"), (tables.claims, "surface"), (tables.sentences, "text")):
        assert len(frame) > 0
        assert [text[a:z] for a, z in zip(frame["start"], frame["end"], strict=True)] == frame[words].tolist()


def test_names_become_slugs_and_stay_apart(tmp_path):
    """Two files whose names give one slug are two documents."""
    (tmp_path / "A b.txt").write_text("Nine people were killed in the town of Taiz.")
    (tmp_path / "a-B.txt").write_text("Ten people were killed in the town of Taiz.")
    assert extract(tmp_path).documents["document_id"].tolist() == ["a-b", "a-b-2"]


def test_every_input_is_in_documents_or_quarantine(folder):
    """Nothing vanishes."""
    for name in ("a.txt", "b.doc", "c.txt"):
        (folder / name).write_text("" if name == "a.txt" else f"In {name} nine people were killed.")
    tables = extract(folder)
    known = set(tables.documents["path"]) | set(tables.quarantine["input"])
    assert known == {path.name for path in folder.iterdir()}


def test_sources_of_every_sort_give_the_same_claims(folder):
    """Text, mapping, Series and Path are read alike; keys are kept."""
    text = (folder / "good.txt").read_text()
    sources = [text, {"k": text}, pd.Series({"k": text}), folder, folder / "good.txt", [folder / "good.txt"]]
    surfaces = [tollbook.read_claims(source)["surface"].tolist() for source in sources]
    assert surfaces == [surfaces[0]] * len(sources)
    assert tollbook.read_claims({"k": text})["document_id"].unique().tolist() == ["k"]


def test_book_tables_are_made_once_and_again_when_stale(tmp_path):
    """The same articles are not read twice; a changed article is."""
    articles = tmp_path / "data" / "articles"
    articles.mkdir(parents=True)
    (articles / "one.txt").write_text(TEXT)
    made = book_tables(tmp_path)
    stamp = (made / "datapackage.json").stat().st_mtime_ns
    assert book_tables(tmp_path) == made == tmp_path / "data" / "tables"
    assert (made / "datapackage.json").stat().st_mtime_ns == stamp
    (articles / "one.txt").write_text(TEXT.replace("40", "41"))
    assert load_tables(book_tables(tmp_path)).claims["low"].iloc[0] == 41


def test_hash_is_of_the_bytes(folder):
    """The document's hash is of its file, so that anyone can check it."""
    from hashlib import sha256

    row = extract(folder).documents.iloc[0]
    assert row["sha256"] == sha256((folder / "good.txt").read_bytes()).hexdigest()
    assert row["n_words"] > 10
    assert row["n_sentences"] == 3
    assert re.fullmatch(r"[a-z0-9-]+", row["document_id"])
