"""Casualty figures in news articles, each with the words it came from.

``read_claims(text)`` gives a tidy pandas table; ``build_book(folder)`` a published, evidence-linked book.
Everything is loaded when first used, so that ``import tollbook`` costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tollbook.actors import find_actors, find_places
    from tollbook.bias import correct_for_bias
    from tollbook.book import build_book
    from tollbook.check import check_articles
    from tollbook.crosscheck import check_against
    from tollbook.echoes import find_echoes, with_origins
    from tollbook.errors import BuildError, InputError, ParameterError, SchemaError, TollbookError
    from tollbook.events import find_events
    from tollbook.findings import find_findings
    from tollbook.origins import drop_each, find_origins, span_origins
    from tollbook.positions import find_positions
    from tollbook.quotes import find_quotes
    from tollbook.rates import find_rates
    from tollbook.reach import find_reach
    from tollbook.reading import Book, open_book
    from tollbook.reference import read_reference, read_series
    from tollbook.tables import (
        Tables,
        extract,
        load_tables,
        read_articles,
        read_claims,
        read_figures,
        write_tables,
    )

_WHERE = {
    "find_actors": "actors",
    "find_places": "actors",
    "correct_for_bias": "bias",
    "build_book": "book",
    "check_articles": "check",
    "check_against": "crosscheck",
    "find_echoes": "echoes",
    "with_origins": "echoes",
    "BuildError": "errors",
    "InputError": "errors",
    "ParameterError": "errors",
    "SchemaError": "errors",
    "TollbookError": "errors",
    "find_events": "events",
    "find_findings": "findings",
    "drop_each": "origins",
    "find_origins": "origins",
    "span_origins": "origins",
    "find_positions": "positions",
    "find_quotes": "quotes",
    "find_rates": "rates",
    "find_reach": "reach",
    "Book": "reading",
    "open_book": "reading",
    "read_reference": "reference",
    "read_series": "reference",
    "Tables": "tables",
    "extract": "tables",
    "load_tables": "tables",
    "read_articles": "tables",
    "read_claims": "tables",
    "read_figures": "tables",
    "write_tables": "tables",
}

__all__ = [
    "Book",
    "BuildError",
    "InputError",
    "ParameterError",
    "SchemaError",
    "Tables",
    "TollbookError",
    "build_book",
    "check_against",
    "check_articles",
    "correct_for_bias",
    "drop_each",
    "extract",
    "find_actors",
    "find_echoes",
    "find_events",
    "find_findings",
    "find_origins",
    "find_places",
    "find_positions",
    "find_quotes",
    "find_rates",
    "find_reach",
    "load_tables",
    "open_book",
    "read_articles",
    "read_claims",
    "read_figures",
    "read_reference",
    "read_series",
    "span_origins",
    "with_origins",
    "write_tables",
]


def __getattr__(name: str) -> Any:
    if name == "__version__":
        from importlib.metadata import version

        return version("tollbook")
    if name not in _WHERE:
        raise AttributeError(f"module 'tollbook' has no attribute {name!r}")
    value = getattr(import_module(f"tollbook.{_WHERE[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
