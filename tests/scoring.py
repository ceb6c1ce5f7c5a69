"""Scores against hand labels, with the scorer beside the project (``../shared/gold/score.py``)."""

import importlib.util
import io
from pathlib import Path

from tollbook import extract, write_tables

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
SCORER = SHARED / "gold" / "score.py"


def scorer():
    """The scorer as a module; the files it opens are closed."""
    spec = importlib.util.spec_from_file_location("score", SCORER)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.open = lambda path, **_: io.StringIO(Path(path).read_bytes().decode("utf-8"), newline="")
    return module


def scores(articles, gold, nonclaims, folder):
    """F1 of each growing tuple of fields, and ``numbers``: the share of labelled numbers of the right kind.

    Parameters
    ----------
    articles : Path
        Folder of the labelled texts.
    gold, nonclaims : Path
        Their labels.
    folder : Path
        Where the tables may be written.
    """
    score = scorer()
    write_tables(extract(articles), folder, "csv")
    found, labels = score.load(folder / "claims.csv", folder / "documents.csv", gold)
    agreed, total = [], 0
    for name in sorted(labels):
        matched, surplus, missed = score.match(found.get(name, []), labels[name])
        agreed += [agreement for _, _, agreement in matched]
        total += 2 * len(matched) + len(surplus) + len(missed)
    result = {
        name: 2 * sum(all(a[field] for field in fields) for a in agreed) / total
        for name, fields in score.TUPLES.items()
    }
    kinds = score.numbers(folder / "documents.csv", folder / "figures.csv", nonclaims, labels)
    return result | {"numbers": kinds["right"]}
