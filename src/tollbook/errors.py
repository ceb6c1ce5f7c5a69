"""The errors a caller can expect; each says what was found, where, what is legal and what to do."""

from __future__ import annotations


class TollbookError(Exception):
    """Base of every expected failure: one line a user can act on."""


class InputError(TollbookError):
    """An article, a folder or a file that cannot be read as asked."""


class ParameterError(TollbookError):
    """A parameter with an unknown name or an impossible value; the message names the legal ones."""


class SchemaError(TollbookError):
    """A table that breaks the contract in :mod:`tollbook.schema`."""


class BuildError(TollbookError):
    """A chapter or the site failed; the last good site is untouched."""
