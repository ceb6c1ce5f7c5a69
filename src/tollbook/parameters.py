"""The parameters every chapter and the build share: one documented set, checked in one place."""

from __future__ import annotations

import datetime
import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from tollbook.errors import ParameterError
from tollbook.intervals import first_day, last_day
from tollbook.schema import MEASURES

_ISO = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_DATE_HINT = "an ISO date: YYYY, YYYY-MM or YYYY-MM-DD, e.g. 2025-06-12"


@dataclass(frozen=True, slots=True)
class Parameter:
    """One shared parameter: its name, kind of value, default, what is legal and what it does."""

    name: str
    type: str
    default: str
    legal: str
    help: str


_ALL = (
    Parameter(
        "tables",
        "folder",
        "",
        "an existing folder, or empty",
        "tables to read; empty: the book's own, made when missing",
    ),
    Parameter(
        "articles",
        "folder",
        "",
        "an existing folder or file, or empty",
        "articles to read instead of the book's own",
    ),
    Parameter("reference", "folder", "", "an existing folder, or empty", "reference series to check against"),
    Parameter("as_of", "date", "", _DATE_HINT, "keep articles published on or before this date"),
    Parameter("since", "date", "", _DATE_HINT, "keep claims whose count ends on or after this date"),
    Parameter("until", "date", "", _DATE_HINT, "keep claims whose count ends on or before this date"),
    Parameter("side", "name", "", "a side named in the claims", "keep claims about this side's losses or attacks"),
    Parameter("measure", "word", "", ", ".join(MEASURES), "keep claims of this measure"),
    Parameter(
        "claimants",
        "names",
        "",
        "claimants named in the claims",
        "keep claims by these, separated by semicolons",
    ),
    Parameter("war_start", "date", "", _DATE_HINT, "first day of the war; empty: read from the articles"),
    Parameter("edition", "word", "", "any text without line breaks", "name of this edition, shown in the book"),
)
PARAMETERS: dict[str, Parameter] = {parameter.name: parameter for parameter in _ALL}


def validate_parameters(values: Mapping[str, object]) -> dict[str, str]:
    """Check values given for the shared parameters; what is not given takes its default.

    Parameters
    ----------
    values : mapping
        Parameter name → value. ``None`` is the default; a whole number is a year where a date is asked for
        (papermill turns ``-p as_of 2025`` into a number); a list is joined where names are asked for.

    Returns
    -------
    dict of str
        Every parameter of :data:`PARAMETERS`, as text.

    Raises
    ------
    ParameterError
        At an unknown name or an impossible value, naming the legal ones.

    Examples
    --------
    >>> validate_parameters({"as_of": 2025, "side": None})["as_of"]
    '2025'
    >>> validate_parameters({"as_of": "2025-13"})
    Traceback (most recent call last):
    tollbook.errors.ParameterError: parameter as_of: '2025-13' is not a date. Give an ISO date: ...
    """
    for name in values:
        if name not in PARAMETERS:
            raise ParameterError(
                f"there is no parameter {name!r}.{_nearest(name, PARAMETERS)} Legal: {', '.join(PARAMETERS)}."
            )
    checked = {p.name: _checked(p, _as_text(p, values.get(p.name))) for p in _ALL}
    since, until = checked["since"], checked["until"]
    if since and until and first_day(since) > last_day(until):
        raise ParameterError(
            f"parameter since: {since} is after until {until}. Give an earlier since or a later until."
        )
    return checked


def _as_text(parameter: Parameter, value: object) -> str:
    if value is None:
        return parameter.default
    if isinstance(value, bool | float | dict):
        raise ParameterError(f"parameter {parameter.name}: {value!r} is not text. Give {parameter.legal}.")
    if isinstance(value, list | tuple | set):
        if parameter.type != "names":
            raise ParameterError(f"parameter {parameter.name}: a list is not legal here. Give {parameter.legal}.")
        return "; ".join(str(item).strip() for item in value)
    if isinstance(value, datetime.datetime):
        value = value.date()
    return str(value).strip()


def _checked(parameter: Parameter, text: str) -> str:
    if not text:
        return text
    if "\n" in text or "\r" in text:
        raise ParameterError(f"parameter {parameter.name}: a line break is not legal. Give {parameter.legal}.")
    if parameter.type == "date" and not is_date(text):
        raise ParameterError(f"parameter {parameter.name}: {text!r} is not a date. Give {_DATE_HINT}.")
    if parameter.type == "folder" and not Path(text).expanduser().exists():
        raise ParameterError(f"parameter {parameter.name}: {text!r} does not exist. Give {parameter.legal}.")
    if parameter.name == "measure":
        return one_of("measure", text, MEASURES)
    return text


def one_of(name: str, text: str, legal: Iterable[str]) -> str:
    """Give the legal value that ``text`` names, in any case, or raise :class:`ParameterError` naming all."""
    choices = list(legal)
    for choice in choices:
        if choice.casefold() == text.casefold():
            return choice
    if not choices:
        raise ParameterError(
            f"parameter {name}: {text!r} cannot be chosen, as these articles name none. Leave it empty."
        )
    raise ParameterError(
        f"parameter {name}: {text!r} is not known here.{_nearest(text, choices)} Legal: {', '.join(choices)}."
    )


def split_names(text: str) -> list[str]:
    """Split a ``claimants`` value at semicolons, or at commas where it has no semicolon."""
    return [name.strip() for name in text.split(";" if ";" in text else ",") if name.strip()]


def _nearest(text: str, choices: Iterable[str]) -> str:
    close = difflib.get_close_matches(text, list(choices), n=1)
    return f" Did you mean {close[0]}?" if close else ""


def is_date(text: str) -> bool:
    """Whether ``text`` is a real ISO year, month or day."""
    match = _ISO.fullmatch(text)
    if not match:
        return False
    try:
        datetime.date(*(int(part or 1) for part in match.groups()))
    except ValueError:
        return False
    return True


def parameters_cell() -> str:
    """Source of the ``parameters`` cell that stands in every chapter: plain literals, a comment each."""
    return "\n".join(f'{p.name} = "{p.default}"  # {p.help}' for p in _ALL)


def describe() -> str:
    """Describe every parameter for people: name, what it does, what is legal."""
    width = max(map(len, PARAMETERS))
    gap = "\n" + " " * (width + 2)
    return "\n".join(f"{p.name:<{width}}  {p.help}{gap}{p.type}; legal: {p.legal}" for p in _ALL)
