"""A copy of the whole database while others write to it, and the look at one that was made."""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from types import TracebackType

from app.core.clock import Clock
from app.storage.connection import Connection
from app.storage.faults import environment_faults
from app.storage.migrations import migrations
from app.storage.transaction import Reader

_PAGES = 64
"""A quarter of a megabyte a step."""
_SYNC_EVERY = 32
"""Steps: a copy that is synced only at its end would hold up every entry that is stored at that moment."""
_BETWEEN_EVERY = 200_000
"""Instructions of SQLite's machine, some hundredths of a second."""


def copy_database(source: Path, copy: Path, between: Callable[[], None]) -> None:
    """Copies in small steps, with SQLite's online backup; `between` them it may pause. What it raises ends the work.

    One read transaction spans all steps: what is written meanwhile neither begins the copy anew nor is half in it.
    Raises StorageUnavailable: about `source` (damaged, …), or about `copy` (disk_full, disk_failed, read_only).
    """
    with environment_faults(source), closing(_read_only(source)) as reading:
        reading.execute("BEGIN")
        reading.execute("SELECT count(*) FROM sqlite_master").fetchone()
        # Without locks: nobody else knows this file, and a disk over the network may have none.
        whole = f"{copy.absolute().as_uri()}?nolock=1"
        with (
            environment_faults(copy),
            closing(sqlite3.connect(whole, uri=True, isolation_level=None)) as writing,
        ):
            # Nobody reads it before it is whole, and it is synced here.
            for pragma in ("journal_mode = OFF", "synchronous = OFF"):
                writing.execute(f"PRAGMA {pragma}")
            descriptor = os.open(copy, os.O_RDWR)
            try:
                steps = 0

                def step(status: int, remaining: int, total: int) -> None:
                    nonlocal steps
                    steps += 1
                    if steps % _SYNC_EVERY == 0:
                        os.fsync(descriptor)
                    between()

                reading.backup(writing, pages=_PAGES, progress=step)
                os.fsync(descriptor)
                writing.close()
            finally:
                os.close(descriptor)


class OpenedCopy:
    """A database opened for looking at it.

    Args:
        between: called now and then while a question takes its time; what it raises ends that.
        live: others write to it. Else no file is made beside it.
    Raises StorageUnavailable (damaged, …), also from `with`.
    """

    def __init__(
        self, path: Path, clock: Clock, between: Callable[[], None] = lambda: None, *, live: bool = False
    ) -> None:
        self._path = path
        self._between = between
        self._raised: BaseException | None = None
        with environment_faults(path):
            self._connection = _read_only(path, "mode=ro" if live else "mode=ro&immutable=1")
        self._connection.set_progress_handler(self._pass, _BETWEEN_EVERY)
        self._database = Connection(self._connection)
        self.reader = Reader(self._database, clock)

    def __enter__(self) -> "OpenedCopy":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.close()
        if self._raised is not None:
            raise self._raised
        if isinstance(error, sqlite3.DatabaseError):
            with environment_faults(self._path):
                raise error

    def structure_fault(self, *, thorough: bool) -> str:
        """What SQLite itself finds wrong; empty where nothing is. `thorough` compares the indexes as well."""
        check = "integrity_check" if thorough else "quick_check"
        said = str(self._connection.execute(f"PRAGMA {check}(1)").fetchone()[0])
        return "" if said == "ok" else said

    def size(self) -> int:
        """Bytes, with what still stands in the write-ahead log."""
        pages, size = (
            int(self._connection.execute(f"PRAGMA {name}").fetchone()[0])
            for name in ("page_count", "page_size")
        )
        return pages * size

    def schema(self) -> str:
        """Name of the newest migration in it."""
        return max((migration.name for migration in migrations.applied(self._database)), default="")

    def named_media(self) -> set[str]:
        """SHA-256 of every picture and file that an entry names."""
        rows = self._connection.execute(
            "SELECT DISTINCT named.value FROM journal, json_each(journal.media) AS named WHERE journal.media <> '[]'"
        )
        return {str(row[0]) for row in rows}

    def _pass(self) -> int:
        try:
            self._between()
        except BaseException as error:  # noqa: BLE001 - SQLite would swallow it: it is raised when the copy is closed
            self._raised = error
            return 1
        return 0


def _read_only(path: Path, way: str = "mode=ro") -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?{way}", uri=True, isolation_level=None)
