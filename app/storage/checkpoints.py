"""Carries what was committed from the write-ahead log into the database file, beside the writer instead of in it.

SQLite does so within every commit that makes the log longer than a thousand pages; that commit waits for a second sync and
for all those pages. An emergency's must not.
"""

import logging
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

log = logging.getLogger(__name__)
EVERY = 100
"""Commits: about as many as fill a thousand pages."""


class Checkpoints:
    """`note` and `close` are for the writer's thread. Nothing runs before there was something to carry over."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._commits = 0
        self._executor: ThreadPoolExecutor | None = None

    def note(self) -> None:
        """One more commit."""
        self._commits += 1
        if self._commits % EVERY == 0:
            if self._executor is None:
                self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="checkpoint")
            self._executor.submit(self._carry_over)

    def close(self) -> None:
        """Waits for the one that runs."""
        if self._executor is not None:
            self._executor.shutdown(cancel_futures=True)

    def _carry_over(self) -> None:
        try:
            connection = sqlite3.connect(self._path, isolation_level=None)
            try:
                connection.execute("PRAGMA synchronous = FULL")
                # Passive: waits for nobody, and nobody waits for it.
                connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
            finally:
                connection.close()
        except sqlite3.Error as error:
            # Nothing is lost: what was committed stays in the log, and the next time takes it along.
            log.warning("the write-ahead log could not be carried over: %s", error)
