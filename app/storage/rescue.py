"""What can still be read of a database that the console cannot use."""

import logging
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TypeVar

from app.core.clock import Clock
from app.model.journal import Entry
from app.storage.connection import Connection
from app.storage.heads import Head
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
                return question(Reader(Connection(connection), clock))
        except _NOT_TO_BE_READ as error:
            log.info("%s cannot be read (%s): %s", path, way, error)
    return None


class Wreck:
    """The entries of a damaged database that can still be read, one by one: damage in one place does not take the others.

    Makes no change to the file. To be asked from one thread at a time.
    """

    def __init__(self, path: Path, clock: Clock) -> None:
        self._connection = (
            sqlite3.connect(
                f"{path.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None, check_same_thread=False
            )
            if path.is_file()
            else None
        )
        self._reader = Reader(Connection(self._connection), clock) if self._connection else None

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()

    def entry(self, number: int) -> Entry | None:
        """None where it is not there or cannot be read."""
        if self._reader is None:
            return None
        try:
            return self._reader.journal.get(number)
        except _NOT_TO_BE_READ as error:
            log.debug("entry %d cannot be read: %s", number, error)
            return None

    def newest(self) -> Head | None:
        """Number and hash of the last entry, as far as it can be told."""
        if self._reader is None:
            return None
        try:
            return self._reader.journal.newest()
        except _NOT_TO_BE_READ:
            return None

    def runs_from(self, head: Head) -> Head | None:
        """The last entry, where `head` stands here and no number is missing after it; hashes are not looked at."""
        entry, newest = self.entry(head[0]), self.newest()
        if self._connection is None or entry is None or newest is None or entry.hash != head[1]:
            return None
        try:
            rows = self._connection.execute("SELECT count(*) FROM journal WHERE number > ?", [head[0]])
            return newest if rows.fetchone()[0] == newest[0] - head[0] else None
        except _NOT_TO_BE_READ:
            return None
