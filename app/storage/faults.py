"""Tells what SQLite's complaints mean: the environment refuses, or we have a bug."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.core.errors import StorageUnavailable

_MEANINGS = (
    ("disk is full", "disk_full"),
    ("readonly", "read_only"),
    ("unable to open", "read_only"),
    ("is locked", "locked"),
    ("malformed", "damaged"),
    ("not a database", "damaged"),
    # Tables and columns come with the migrations: one that is not there was taken away.
    ("no such table", "damaged"),
    ("no such column", "damaged"),
    ("disk i/o error", "disk_failed"),
)


@contextmanager
def environment_faults(path: Path) -> Iterator[None]:
    """Turns SQLite errors that the environment causes into StorageUnavailable; others (bugs) pass through."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        code = _code_of(str(error).lower())
        if not code:
            raise
        raise StorageUnavailable(code, path=str(path)) from error


def _code_of(complaint: str) -> str:
    return next((code for words, code in _MEANINGS if words in complaint), "")
