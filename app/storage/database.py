"""Opens the one SQLite file and hands out its two doors: `write` and `read`."""

import contextlib
import logging
import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import TypeVar

import sqlite_utils

from app.core.changes import Changes
from app.core.clock import Clock
from app.core.errors import StorageUnavailable
from app.storage.checkpoints import Checkpoints
from app.storage.connection import Connection
from app.storage.faults import environment_faults
from app.storage.heads import HeadFile, heads_beside, newest_recorded
from app.storage.journal import COLUMNS, JournalReader
from app.storage.migrations import known_names, migrations
from app.storage.reserve import Reserve
from app.storage.together import Together
from app.storage.transaction import Reader, Transaction
from app.storage.writer import Writer

T = TypeVar("T")
log = logging.getLogger(__name__)
_BUSY_MS = 5000
_URGENT_ATTEMPTS = 6
"""Another program that holds the database (a backup, a viewer) is waited for, half a minute in all."""


class Database:
    """The only read-write connection lives on one writer thread; each reading thread has its own read-only one.

    Raises StorageUnavailable from the constructor when the file cannot be opened, is damaged, or was made by a
    newer program (`newer_database`).
    """

    def __init__(self, path: Path, clock: Clock, changes: Changes, reserve: Reserve | None = None) -> None:
        self.path = path
        self._reserve = reserve
        self._heads = HeadFile(heads_beside(path))
        self._clock = clock
        self._changes = changes
        self._local = threading.local()
        self._readers: list[sqlite3.Connection] = []
        self._readers_lock = threading.Lock()
        self._thread = Writer()
        self._together = Together(self._run, self._commit, self._announce)
        self._checkpoints = Checkpoints(path)
        try:
            self._writer: sqlite_utils.Database = self._thread.submit(self._open_at_all_costs).result()
        except BaseException:
            self._thread.close()
            raise

    def write(self, change: Callable[[Transaction], T], *, ahead: bool = False) -> "Future[T]":
        """Runs `change` in one transaction on the writer thread; what it touched is announced after the commit.

        `ahead`: before all that waits but emergencies asked for earlier; for what people are called with.
        The future fails with StorageUnavailable when the disk refuses; then nothing of the change is stored.
        """
        return self._thread.submit(lambda: self._run(change), urgent=ahead)

    def write_together(self, change: Callable[[Transaction], T]) -> "Future[T]":
        """Like `write`, in one transaction with others of its kind that wait by then. What fails costs none of the
        others: `change` may be run a second time, after all of the first was taken back."""
        future = self._together.add(change)
        self._thread.submit(self._together.write)
        return future

    def write_urgently(self, change: Callable[[Transaction], T]) -> "Future[T]":
        """Like `write`, before all that waits; on a full disk the reserve is given up for it, a held database is waited
        for longer.

        For emergencies alone.
        """
        return self._thread.submit(lambda: self._run_at_all_costs(change), urgent=True)

    def read(self, question: Callable[[Reader], T]) -> T:
        """Answers `question` from a read-only connection of the calling thread."""
        with environment_faults(self.path):
            return question(Reader(self._reader(), self._clock))

    def close(self) -> None:
        """Waits for what is being written, then folds the write-ahead log into the file."""
        self._thread.submit(self._close_writer).result()
        self._thread.close()
        with self._readers_lock:
            for connection in self._readers:
                connection.close()
            self._readers.clear()

    def _open_at_all_costs(self) -> sqlite_utils.Database:
        """Opening needs room for SQLite's own files beside this one: without it there would be no button to press."""
        try:
            return self._open_writer()
        except StorageUnavailable as error:
            # A file that cannot grow is told as a failing disk.
            if error.code not in ("disk_full", "disk_failed") or self._reserve is None:
                raise
            if not self._reserve.release():
                raise
            log.warning("opening the database took the reserve: %s", error)
            return self._open_writer()

    def _open_writer(self) -> sqlite_utils.Database:
        with environment_faults(self.path):
            self._refuse_lost()
            self._make_private()
            connection = sqlite3.connect(self.path, isolation_level=None, check_same_thread=False)
            try:
                database = _prepared(connection, self.path)
                self._note_head(database)
                return database
            except BaseException:
                connection.close()
                raise

    def _refuse_lost(self) -> None:
        """Where there was a log, no new one begins by itself: one that is gone or empty is as bad as a damaged one."""
        gone = not self.path.is_file() or not self.path.stat().st_size
        if gone and newest_recorded(heads_beside(self.path)):
            raise StorageUnavailable("damaged", path=str(self.path))

    def _note_head(self, database: sqlite_utils.Database) -> None:
        """Also of a log that an older version has written, and of what was stored just before a crash."""
        newest = JournalReader(database).newest()
        if newest is not None:
            self._heads.note(newest)

    def _make_private(self) -> None:
        """For the user alone from the first byte on; SQLite's own files beside it get the same mode."""
        # Where that is refused, opening it is refused too, with the cause.
        with contextlib.suppress(OSError):
            self.path.touch(mode=0o600)
            self.path.chmod(0o600)

    def _close_writer(self) -> None:
        self._checkpoints.close()
        try:
            with environment_faults(self.path):
                self._writer.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        except StorageUnavailable as error:
            # Nothing is lost: the next start reads the write-ahead log as it is.
            log.warning("the write-ahead log stays beside the database: %s", error)
        self._writer.close()

    def _run(self, change: Callable[[Transaction], T]) -> T:
        result, transaction = self._commit(change)
        self._announce(transaction)
        return result

    def _commit(self, change: Callable[[Transaction], T]) -> tuple[T, Transaction]:
        """Raises where nothing of the change is stored."""
        with environment_faults(self.path):
            transaction = Transaction(self._writer, self._clock)
            self._writer.execute("BEGIN IMMEDIATE")
            try:
                result = change(transaction)
                transaction.refuse_unjournaled_change()
                self._writer.execute("COMMIT")
            except BaseException:
                if self._writer.conn.in_transaction:
                    self._writer.execute("ROLLBACK")
                raise
        return result, transaction

    def _announce(self, transaction: Transaction) -> None:
        """What is stored, to whoever listens."""
        if transaction.journal.appended:
            self._heads.note(transaction.journal.head)
        self._checkpoints.note()
        self._changes.publish(transaction.touched)

    def _run_at_all_costs(self, change: Callable[[Transaction], T]) -> T:
        for attempt in range(_URGENT_ATTEMPTS):
            try:
                result = self._run(change)
            except StorageUnavailable as error:
                last = attempt == _URGENT_ATTEMPTS - 1
                if last or not (error.code == "locked" or self._makes_room(error)):
                    raise
                log.warning("an emergency could not be stored yet: %s", error)
            else:
                if self._reserve is not None:
                    self._reserve.release_if_tight()
                return result
        raise AssertionError("the last attempt returns or raises")

    def _makes_room(self, error: StorageUnavailable) -> bool:
        return error.code == "disk_full" and self._reserve is not None and self._reserve.release()

    def _reader(self) -> sqlite_utils.Database:
        known: sqlite_utils.Database | None = getattr(self._local, "database", None)
        if known is not None:
            return known
        # Closing happens on the closing thread, hence check_same_thread off; each connection has one user all the same.
        connection = sqlite3.connect(
            f"{self.path.as_uri()}?mode=ro", uri=True, isolation_level=None, check_same_thread=False
        )
        connection.execute(f"PRAGMA busy_timeout = {_BUSY_MS}")
        connection.execute("PRAGMA query_only = on")
        database = Connection(connection)
        with self._readers_lock:
            self._readers.append(connection)
        self._local.database = database
        return database


def open_for_checking(path: Path, clock: Clock) -> Reader:
    """A read-only look at a database that another program may be using or that may be damaged.

    Raises StorageUnavailable: `no_database` where none was ever begun, `damaged` for one without a journal.
    """
    if not path.is_file():
        raise StorageUnavailable("no_database", path=str(path))
    with environment_faults(path):
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None)
        try:
            if not connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
                raise StorageUnavailable("no_database", path=str(path))
            connection.execute(f"SELECT {', '.join(COLUMNS)} FROM journal LIMIT 0")  # fixed words only
        except BaseException:
            connection.close()
            raise
        return Reader(Connection(connection), clock)


def _prepared(connection: sqlite3.Connection, path: Path) -> sqlite_utils.Database:
    for pragma in (
        f"busy_timeout = {_BUSY_MS}",
        "journal_mode = WAL",
        "synchronous = FULL",
        "wal_autocheckpoint = 0",
        "foreign_keys = on",
        "recursive_triggers = on",
        "trusted_schema = off",
        # What is taken away (a password out of an address) must not stay on the disk in unused bytes.
        "secure_delete = on",
    ):
        connection.execute(f"PRAGMA {pragma}")
    database = Connection(connection)
    _refuse_cut_off(database, path)
    _refuse_newer(database, path)
    _migrate(database, path)
    return database


def _refuse_cut_off(database: sqlite_utils.Database, path: Path) -> None:
    """A file shorter than it says it is. While there is a write-ahead log, that may hold the rest."""
    wal = path.with_name(path.name + "-wal")
    if wal.is_file() and wal.stat().st_size:
        return
    pages, size = (next(iter(database.execute(f"PRAGMA {name}")))[0] for name in ("page_count", "page_size"))
    if path.stat().st_size < pages * size:
        raise StorageUnavailable("damaged", path=str(path))


def _refuse_newer(database: sqlite_utils.Database, path: Path) -> None:
    unknown = {migration.name for migration in migrations.applied(database)} - known_names()
    if unknown:
        raise StorageUnavailable("newer_database", path=str(path), names=", ".join(sorted(unknown)))


def _migrate(database: sqlite_utils.Database, path: Path) -> None:
    pending = migrations.pending(database)
    if not pending:
        return
    if migrations.applied(database):
        copy = path.with_suffix(f".before-{pending[0].name}.sqlite")
        copy.unlink(missing_ok=True)
        copy.touch(mode=0o600)  # for the user alone; SQLite fills an empty file
        database.execute("VACUUM INTO ?", [str(copy)])
        log.info("database copied to %s before migration %s", copy, pending[0].name)
    migrations.apply(database)
