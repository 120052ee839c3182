"""What can still be read of a database that the console cannot use."""

import logging
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TypeVar

import sqlite_utils

from app.core.clock import Clock
from app.storage.transaction import Reader

log = logging.getLogger(__name__)
T = TypeVar("T")
_WAYS = ("mode=ro", "mode=ro&immutable=1")
"""The second where SQLite may not make its own files beside the database: what is not folded in yet is left out."""
_NOT_TO_BE_READ = (sqlite3.Error, ValueError, LookupError, TypeError)
"""Damaged, or written by a newer version whose records look otherwise."""


def read_if_possible(path: Path, clock: Clock, question: Callable[[Reader], T]) -> T | None:
    """Answers without writing anything; None where there is nothing that can be read."""
    for way in _WAYS:
        try:
            connection = sqlite3.connect(f"{path.absolute().as_uri()}?{way}", uri=True, isolation_level=None)
            with closing(connection):
                return question(Reader(sqlite_utils.Database(connection), clock))
        except _NOT_TO_BE_READ as error:
            log.info("%s cannot be read (%s): %s", path, way, error)
    return None
