"""The five retellings in ``data/articles`` keep every number of their originals and none of the sentences.

``digest_mentions.csv`` lists the numbers of each retelling in order: ``claim-3`` is the third labelled claim
of that article in the labels' own order, ``number-2`` its second labelled number that is no claim. Labels,
originals and the overlap check live beside the project in ``../shared``; where they are absent the tests that
need them skip.
"""

import csv
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
ARTICLES = ROOT / "data" / "articles"
SHARED = ROOT.parent / "shared"
GOLD = SHARED / "gold"
DOCS = ("000", "001", "002", "003", "004")

UNITS = "zero one two three four five six seven eight nine ten eleven twelve".split()
ORDINALS = "zeroth first second third fourth fifth sixth seventh eighth ninth tenth".split()
WORDS = {w: n for words in (UNITS, ORDINALS) for n, w in enumerate(words)} | {
    "no": 0,
    "couple": 2,
    "dozen": 12,
}
SCALES = {"dozen": 12, "hundred": 100, "thousand": 1_000, "million": 1_000_000}
VAGUE = {"dozens", "hundreds", "thousands", "millions"}
COUNTED_AS_ONE = {"a", "an", "another", "a third"}
NUMERAL = re.compile(r"\d+(?:\.\d+){2}|\d+(?:,\d{3})+|\d+(?:\.\d+)?|[a-z]+")
LOW = re.compile(r"^(?:more than|over|at least|tops?|exceed(?:s|ed)?|(?:sur)?pass(?:es|ed)?)\b")
HIGH = re.compile(r"^(?:up to|as many as)\b")

needs_gold = pytest.mark.skipif(
    not (GOLD / "seeds.csv").is_file(),
    reason="the hand labels of the originals are not beside this checkout (../shared/gold)",
)
needs_originals = pytest.mark.skipif(
    not ((GOLD / "overlap.py").is_file() and (SHARED / "seeds").is_dir() and (ROOT / ".git").exists()),
    reason="the originals and the overlap check (../shared) or this checkout's history are not here",
)


def numbers_in(surface: str) -> list[float | str]:
    """Return the numbers a surface states, scales multiplied in; a dotted date stays text."""
    found: list[float | str] = []
    for token in NUMERAL.findall(surface.lower()):
        if token[0].isdigit():
            found.append(token if token.count(".") == 2 else float(token.replace(",", "")))
        elif token in SCALES and found and isinstance(found[-1], float):
            found[-1] *= SCALES[token]
        elif token in SCALES | WORDS:
            found.append(float(SCALES.get(token, WORDS.get(token, 0))))
    return found


def stated(surface: str) -> tuple[float | None, float | None, float | None]:
    """Return low, best and high as the words of a claim's surface state them."""
    text = surface.lower()
    if text in COUNTED_AS_ONE:
        return None, 1.0, None
    if VAGUE & set(text.split()):
        return None, None, None
    numbers = [n for n in numbers_in(text) if isinstance(n, float)]
    if text.startswith("between"):
        low, high = numbers
        return low, None, high
    (number,) = numbers
    if LOW.match(text):
        return number, None, None
    return (None, None, number) if HIGH.match(text) else (None, number, None)


@cache
def digest(doc: str) -> str:
    """Return the text of one retelling, line ends and odd spaces untouched."""
    (path,) = ARTICLES.glob(f"{doc}_*.txt")
    return path.read_bytes().decode("utf-8")


@cache
def mentions(doc: str) -> tuple[tuple[str, str], ...]:
    """Return the (row, surface) pairs listed for one retelling, in order of appearance."""
    with (HERE / "digest_mentions.csv").open(encoding="utf-8", newline="") as lines:
        return tuple((row["row"], row["surface"]) for row in csv.DictReader(lines) if row["doc_id"] == doc)


@cache
def labels(doc: str, kind: str) -> tuple[dict[str, str], ...]:
    """Return the hand labels of one original: ``claim`` rows or ``number`` rows."""
    name = {"claim": "seeds.csv", "number": "seeds-nonclaims.csv"}[kind]
    with (GOLD / name).open(encoding="utf-8", newline="") as lines:
        return tuple(row for row in csv.DictReader(lines) if row["doc_id"] == doc)


def spans(doc: str) -> list[tuple[int, int]]:
    """Find each listed surface after the one before it; fail on the first that is not there."""
    text, at, found = digest(doc), 0, []
    for row, surface in mentions(doc):
        end = r"(?!,?\d|\.\d)" if surface[-1].isdigit() else r"(?!\w)"
        hit = re.compile(r"(?<![\w.])(?<!\d,)" + re.escape(surface) + end).search(text, at)
        assert hit, f"{doc} {row}: {surface!r} does not stand after character {at} of the retelling"
        found.append(hit.span())
        at = hit.end()
    return found


def list_qualifier(doc: str, index: int) -> str:
    """Return the qualifier that reaches a mention from the one before it ("more than 650 drones and ...")."""
    (_, end), (start, _) = spans(doc)[index - 1 : index + 1] if index else ((0, 0), (0, 0))
    joined = re.fullmatch(r"\s\w+\sand\s", digest(doc)[end:start])
    qualifier = LOW.match(mentions(doc)[index - 1][1].lower())
    return f"{qualifier.group()} " if joined and qualifier else ""


def run_overlap(project: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Run the overlap check over a checkout against the originals."""
    command = [sys.executable, str(GOLD / "overlap.py"), str(project), str(SHARED / "seeds"), *options]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("doc", DOCS)
def test_mentions_stand_in_their_digest_in_order(doc: str) -> None:
    """Every listed surface occurs in its digest, each one after the last."""
    assert len(spans(doc)) == len(mentions(doc)) > 20


@pytest.mark.parametrize("doc", DOCS)
def test_digest_has_no_number_of_its_own(doc: str) -> None:
    """Every numeral and number word of a digest belongs to a listed mention."""
    known = (set(WORDS) | set(SCALES) | VAGUE | {"once", "twice", "half"}) - {"no"}
    covered = spans(doc)
    strays = [
        digest(doc)[max(0, token.start() - 30) : token.end() + 30]
        for token in re.finditer(r"\d[\d.,]*|[A-Za-z]+", digest(doc))
        if token.group()[0].isdigit() or token.group().lower() in known
        if not any(start <= token.start() < end for start, end in covered)
    ]
    assert strays == []


@needs_gold
@pytest.mark.parametrize("kind", ["claim", "number"])
@pytest.mark.parametrize("doc", DOCS)
def test_one_mention_per_label(doc: str, kind: str) -> None:
    """Each labelled claim and each labelled other number has exactly one counterpart."""
    listed = sorted(int(row.split("-")[1]) for row, _ in mentions(doc) if row.startswith(f"{kind}-"))
    assert listed == list(range(1, len(labels(doc, kind)) + 1))


@needs_gold
@pytest.mark.parametrize("doc", DOCS)
def test_claims_state_the_labelled_values(doc: str) -> None:
    """The surface of a claim states the label's low, best and high, no more and no less."""
    for index, (row, surface) in enumerate(mentions(doc)):
        kind, rank = row.split("-")
        if kind == "claim":
            label = labels(doc, kind)[int(rank) - 1]
            expected = tuple(float(label[k]) if label[k] else None for k in ("low", "best", "high"))
            assert stated(list_qualifier(doc, index) + surface) == expected, f"{doc} {row}: {surface!r}"


@needs_gold
@pytest.mark.parametrize("doc", DOCS)
def test_other_numbers_keep_their_value(doc: str) -> None:
    """A number that is no claim is the same number in digest and label."""
    for row, surface in mentions(doc):
        kind, rank = row.split("-")
        if kind == "number":
            label = labels(doc, kind)[int(rank) - 1]["figure_text"]
            assert numbers_in(surface) == numbers_in(label) != [], f"{doc} {row}: {surface!r} for {label!r}"


@pytest.mark.parametrize("doc", DOCS)
def test_quotations_are_fragments(doc: str) -> None:
    """No quotation in a digest is longer than six words."""
    pieces = re.split('["“”]', digest(doc))
    assert len(pieces) % 2 == 1, "a quotation mark is left open"
    assert [q for q in pieces[1::2] if len(q.split()) > 6] == []


def test_articles_csv_names_every_digest() -> None:
    """The list of articles covers the folder, calls all of them retellings and states no date."""
    with (ARTICLES / "articles.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert [row["file"] for row in rows] == sorted(path.name for path in ARTICLES.glob("*.txt"))
    assert {(row["text_kind"], row["published"]) for row in rows} == {("retelling", "")}
    assert all(row["title"] for row in rows)


@needs_originals
@pytest.mark.parametrize("options", [(), ("--history",)], ids=["files", "history"])
def test_no_sentence_of_an_original(options: tuple[str, ...]) -> None:
    """Neither a file of this checkout nor any committed version stands too close to an original."""
    result = run_overlap(ROOT, *options)
    assert (result.stdout.splitlines()[-1:], result.returncode) == (["0 findings"], 0), result.stdout + result.stderr


@needs_originals
def test_overlap_check_sees_a_copy(tmp_path: Path) -> None:
    """The check itself finds an original that somebody copied into a checkout."""
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    original = min((SHARED / "seeds").glob("*.txt"))
    (tmp_path / "note.md").write_bytes(original.read_bytes())
    result = run_overlap(tmp_path)
    assert result.returncode == 1
    assert "note.md" in result.stdout
