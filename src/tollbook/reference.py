"""Reference series in files of several layouts → one long table of dated totals, and a row for all that was refused."""

from __future__ import annotations

import csv
import json
import logging
import math
import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from hashlib import sha256
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tollbook.errors import InputError
from tollbook.lexicon import load
from tollbook.schema import frame_of, rows_of

if TYPE_CHECKING:
    import pandas as pd

_log = logging.getLogger(__name__)
FACTS = Path("data", "reference", "facts.csv")
_UKRAINE = {"side": "Russia", "population": "military", "period_start": "2022-02-24"}
_STAFF = "General Staff of Ukraine"
_MIRRORS = {
    False: {
        "series": "General Staff, kept by P. Ivaniuk",
        "url": "https://github.com/PetroIvaniuk/2022-Ukraine-Russia-War-Dataset",
        "citation": "P. Ivaniuk, 2022 Ukraine Russia War Dataset (MIT)",
    },
    True: {"series": "General Staff, kept by Lod Softworks", "citation": "Lod Softworks, orc-losses (MIT)"},
}
_FIELDS = {
    "personnel": "persons", "tank": "tanks", "tanks": "tanks", "APC": "armored_vehicles", "afvs": "armored_vehicles",
    "field artillery": "artillery", "artillery": "artillery", "MRL": "mlrs", "rocketSystems": "mlrs",
    "vehicles and fuel tanks": "vehicles", "unarmoredVehicles": "vehicles", "drone": "drones", "uavs": "drones",
    "cruise missiles": "missiles", "missiles": "missiles", "anti-aircraft warfare": "air_defence",
    "airDefense": "air_defence", "aircraft": "aircraft", "fixedWingAircraft": "aircraft", "helicopter": "helicopters",
    "rotaryWingAircraft": "helicopters", "naval ship": "ships", "ships": "ships", "submarines": "submarines",
    "special equipment": "equipment", "specialEquipment": "equipment",
}  # fmt: skip
_ALIASES = {
    "uk mod": "UK Ministry of Defence",
    "us dod": "Pentagon",
    "bbc russia": "BBC",
    "armed forces of ukraine": _STAFF,
}
_TYPES = {"casualties": "casualties", "deaths": "killed"}


def read_reference(folder: Path | None = None) -> pd.DataFrame:
    """Read the totals that claims are checked against: the book's own facts and, with a folder, its series.

    Parameters
    ----------
    folder : Path, optional
        A folder of JSON and CSV files, searched to the bottom: daily counts of losses (a list of records with
        ``date``), published estimates (``date, estimate_low, estimate_high, estimate, type, source, country``),
        monthly averages with a cumulative sum, or the layout of the book's ``data/reference/facts.csv``.

    Returns
    -------
    pandas.DataFrame
        The table ``references``, one row per series, date, side, measure and unit, sorted; persons or things, all
        running totals from ``period_start`` to ``date``. Rows with a ``cue`` are bases of shares and multiples.
        What cannot be read is logged; :func:`read_series` gives it as a frame.

    Raises
    ------
    InputError
        When the folder, or the facts of a book, are not there.

    Examples
    --------
    >>> references = read_reference()
    >>> day = references[(references.date == "2025-06-12") & (references.unit == "persons")]
    >>> sorted(set(day.best))
    [250000.0, 1000000.0, 1000340.0]
    >>> len(references[references.side == "Atlantis"])
    0
    """
    references, refused = read_series(folder)
    for row in rows_of(refused):
        _log.warning("%s, line %s: %s %s", row.input, row.line, row.reason, row.cure)
    return references


def read_series(folder: Path | None = None) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Read the totals as :func:`read_reference` does, and name what was refused.

    Returns
    -------
    (pandas.DataFrame, pandas.DataFrame)
        The tables ``references`` and ``quarantine``: file, line (0 for all of it), reason and cure.
    """
    rows: dict[str, dict[str, Any]] = {}
    refused: list[dict[str, Any]] = []
    paths = [_facts()]
    if folder is not None:
        if not folder.is_dir():
            raise InputError(f"{folder} is no folder. reference needs a folder of JSON or CSV series.")
        paths += sorted(p for p in folder.rglob("*") if p.suffix in (".csv", ".json") and p.is_file())
    for path in paths:
        for line, found in _read_file(path):
            if isinstance(found, str):
                reason, _, cure = found.partition(" -> ")
                refused.append(
                    {"input": path.name, "line": line, "severity": "refused", "reason": reason, "cure": cure}
                )
            else:
                rows.setdefault(found["reference_id"], found)
    key = ("series", "claimant", "side", "measure", "unit", "date", "reference_id")
    ordered = sorted(rows.values(), key=lambda row: tuple(row[name] for name in key))
    return frame_of(ordered, "references"), frame_of(refused, "quarantine")


def _facts() -> Path:
    here = Path.cwd().resolve()
    for root in (here, *here.parents, Path(__file__).resolve().parents[2]):
        if (root / "_toc.yml").is_file() and (root / FACTS).is_file():
            return root / FACTS
    raise InputError(f"no {FACTS.as_posix()} in a book at {here} or above it. Change to a checkout of the book.")


def _read_file(path: Path) -> Iterator[tuple[int, dict[str, Any] | str]]:
    """Give each record's line with its row, or with "what is wrong -> what to do"."""
    try:
        text = path.read_text("utf-8-sig")
        records = list(_json_records(text) if path.suffix == ".json" else _csv_records(text))
    except (ValueError, csv.Error) as error:
        yield 0, f"{error}. -> Save the file as UTF-8 JSON (a list of records) or CSV with a header."
        return
    names = set().union(*(record for _, record in records))
    reader = next((read for needed, read in _LAYOUTS if needed <= names), None)
    if reader is None:
        yield 0, f"no known layout in the columns {', '.join(sorted(map(str, names)))}. -> {_CURE}"
        return
    for line, record in records:
        try:
            for row in reader(record):
                yield line, _finished(row)
        except ValueError as error:
            yield line, f"{error}"


def _json_records(text: str) -> Iterator[tuple[int, dict[str, Any]]]:
    records = json.loads(text)
    if not isinstance(records, list) or not all(isinstance(record, dict) for record in records):
        raise ValueError("not a list of records")
    lines = [n for n, line in enumerate(text.splitlines(), 1) if '"date"' in line]
    whole = len(lines) == len(records)
    yield from ((lines[n] if whole else n + 1, record) for n, record in enumerate(records))


def _csv_records(text: str) -> Iterator[tuple[int, dict[str, Any]]]:
    reader = csv.DictReader(StringIO(text), restkey="further cells", restval="")
    yield from ((reader.line_num, record) for record in reader)


def _daily(record: dict[str, Any]) -> Iterator[dict[str, Any]]:
    known = {**_UKRAINE, "claimant": _STAFF, "date": _day(record.get("date"))}
    known |= _MIRRORS["sourceUri" in record] | ({"url": record["sourceUri"]} if "sourceUri" in record else {})
    for name in (name for name in _FIELDS if record.get(name) is not None):
        people = name == "personnel"
        what = {"measure": "casualties" if people else "destroyed", "unit": _FIELDS[name]}
        yield known | what | {"best": _number(record[name])} | ({} if people else {"population": ""})


def _estimate(record: dict[str, Any]) -> Iterator[dict[str, Any]]:
    if record["type"] not in _TYPES:
        raise ValueError(f"type {record['type']!r} is unknown. -> Write one of {', '.join(_TYPES)}.")
    source = record["source"].strip()
    yield _UKRAINE | {
        "series": "published estimates", "claimant": _claimant(source), "side": record["country"].strip().title(),
        "measure": _TYPES[record["type"]], "unit": "persons", "date": _day(record["date"]),
        "low": _number(record["estimate_low"]), "best": _number(record["estimate"]),
        "high": _number(record["estimate_high"]), "url": record["source_url"],
        "citation": f"{source}, in The Economist, war-fire model (CC BY 4.0)",
    }  # fmt: skip


def _monthly(record: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield _UKRAINE | {
        "series": "monthly averages, summed", "claimant": _claimant(record["source"]), "measure": "casualties",
        "unit": "persons", "date": _day(record["date (at beginning of next month)"]), "url": record["source_url"],
        "best": _number(record["cumulative casualties"]),
        "citation": f"{record['source']}, in The Economist, war-fire model (CC BY 4.0)",
    }  # fmt: skip


def _fact(record: dict[str, Any]) -> Iterator[dict[str, Any]]:
    numbers = {name: _number(record[name]) for name in ("low", "best", "high")}
    yield record | numbers | {"date": _day(record["date"])}


_LAYOUTS = (
    ({"series", "claimant", "side", "measure", "unit", "date", "low", "best", "high", "url", "citation"}, _fact),
    ({"date", "estimate_low", "estimate_high", "estimate", "type", "source", "source_url", "country"}, _estimate),
    ({"cumulative casualties", "date (at beginning of next month)", "source", "source_url"}, _monthly),
    ({"date", "personnel"}, _daily),
    ({"date", "tank"}, _daily),
)
_CURE = "Columns needed: " + "; or ".join(", ".join(sorted(needed)) for needed, _ in _LAYOUTS) + "."


def _finished(row: dict[str, Any]) -> dict[str, Any]:
    """Check a row's numbers and give it its id; one estimate told twice in a month is one reference."""
    low, best, high = (row.get(name, math.nan) for name in ("low", "best", "high"))
    if math.isnan(low) and math.isnan(best) and math.isnan(high):
        raise ValueError("no number. -> Fill low, best or high, or drop the line.")
    if low > high or best < low or best > high:
        raise ValueError(f"low {low:g}, best {best:g}, high {high:g} are out of order. -> Put them in order.")
    when = row["date"][:7] if row["series"] == "published estimates" else row["date"]
    key = "|".join(map(str, (*(row.get(n, "") for n in _IDENTITY), when, low, best, high)))
    return row | {"reference_id": f"r{sha256(key.encode()).hexdigest()[:12]}"}


_IDENTITY = ("series", "claimant", "side", "measure", "unit", "period_start", "cue")


def _day(text: object) -> str:
    """Read an ISO year, month or day, or day/month/year.

    >>> _day("1/12/2025"), _day("2025-12")
    ('2025-12-01', '2025-12')
    """
    said = str(text or "").strip()
    parts = re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", said)
    iso = f"{parts[3]}-{int(parts[2]):02d}-{int(parts[1]):02d}" if parts else said
    try:
        if not re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", iso):
            raise ValueError
        date.fromisoformat(f"{iso}-01-01"[:10] if len(iso) < 7 else f"{iso}-01"[:10])
    except ValueError:
        raise ValueError(f"date {said!r} is not a date. -> Write YYYY-MM-DD or DD/MM/YYYY.") from None
    return iso


def _number(cell: object) -> float:
    """Read a count, with commas between thousands or without; nothing is not a number.

    >>> _number("700,000"), _number("")
    (700000.0, nan)
    """
    said = str(cell if cell is not None else "").strip()
    if not said:
        return math.nan
    if isinstance(cell, bool) or not re.fullmatch(r"(\d+|\d{1,3}(,\d{3})+)(\.\d+)?", said):
        raise ValueError(f"{said!r} is not a count. -> Write digits, with or without commas between thousands.")
    return float(said.replace(",", ""))


def _claimant(source: str) -> str:
    """Name a source as claimants are named; the place it was read in, in brackets, is dropped."""
    name = re.sub(r"\s*\([^)]*\)\s*$", "", source)
    low = name.lower().removeprefix("the ").replace("defense", "defence")
    return _ALIASES.get(low) or _canonical().get(low, name)


@cache
def _canonical() -> dict[str, str]:
    entries = ((first, rest, term) for first, found in load().phrases.items() for rest, term in found)
    return {" ".join((first, *rest)): term.canonical for first, rest, term in entries if term.kind == "claimant"}
