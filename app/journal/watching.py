"""The log watched over while the console runs: its index kept, its chain checked; started after the window is there."""

import json
import logging
import subprocess
import threading
from collections.abc import Callable, Iterator
from dataclasses import asdict, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from app.core.changes import Changes
from app.core.child_process import start_module
from app.core.clock import Clock
from app.core.errors import StorageUnavailable
from app.journal.watch.job import Job
from app.model.journal import CheckStanding, Draft
from app.search.indexer import SIZES
from app.storage.database import Database
from app.storage.transaction import Transaction

log = logging.getLogger(__name__)
FIRST_AFTER_S = 4.0
"""After the start, whose work it must not slow down."""
LOOK_EVERY_S = 20.0
_LONGEST_PAUSE_S = 3600.0
WHOLE_EVERY = timedelta(days=1)


def is_whole_due(standing: CheckStanding, now: datetime) -> bool:
    """A day after the last whole pass; also where the clock stands before it."""
    return standing.whole_at is None or not timedelta(0) <= now - standing.whole_at < WHOLE_EVERY


def is_work(standing: CheckStanding, newest: int, last: int, now: datetime) -> bool:
    """`last`: the newest number at the last job; -1 before the first of this start."""
    return last < 0 or newest - last >= SIZES[-1] or is_whole_due(standing, now)


class JournalWatch:
    """`standing`, `unindexed` answer at once, from any thread.

    Args:
        fault: told of what nobody expected.
    """

    def __init__(
        self,
        database: Database,
        media: Path,
        clock: Clock,
        changes: Changes,
        fault: Callable[[BaseException], None] = lambda error: None,
    ) -> None:
        self._database = database
        self._media = media
        self._clock = clock
        self._changes = changes
        self._fault = fault
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None
        self._child: subprocess.Popen[str] | None = None
        self._child_lock = threading.Lock()
        self._standing: CheckStanding | None = None
        self._last = -1
        self._failures = 0
        self.unindexed = 0
        """Entries that are gone through one by one until they are in the index."""

    def start(self) -> None:
        self._thread = threading.Thread(target=self._run, name="journal-watch", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._stopping.set()
        with self._child_lock:
            if self._child is not None:
                self._child.kill()
        if self._thread is not None:
            self._thread.join()

    def standing(self) -> CheckStanding:
        if self._standing is None:
            self._standing = self._database.read(lambda reader: reader.checks.standing())
        return self._standing

    def look(self) -> None:
        """Does what there is to do now, in a process of its own; waits for it."""
        newest = self._database.read(lambda reader: reader.journal.newest_number())
        standing, now = self.standing(), self._clock.now()
        if not is_work(standing, newest, self._last, now):
            return
        whole = is_whole_due(standing, now)
        job = Job(str(self._database.path), str(self._media), standing.number, standing.hash, whole)
        for said in self._said(job):
            self._hear(said)
        self._last = newest

    def _run(self) -> None:
        pause = FIRST_AFTER_S
        while not self._stopping.wait(pause):
            pause = self.look_carefully()

    def look_carefully(self) -> float:
        """Seconds until the next look: longer and longer while it fails, and only the first failure in a row is told."""
        try:
            self.look()
        except StorageUnavailable as error:
            # Told where somebody needs the disk; here it is tried again.
            log.warning("the log could not be checked: %s", error)
            self._failures += 1
        except Exception as error:  # noqa: BLE001 - the watch goes on, and its death would be told by nobody
            if not self._failures:
                self._fault(error)
            self._failures += 1
        else:
            self._failures = 0
        return min(_LONGEST_PAUSE_S, LOOK_EVERY_S * 2.0 ** min(self._failures, 10))

    def _said(self, job: Job) -> Iterator[dict[str, Any]]:
        with self._child_lock:
            if self._stopping.is_set():
                return
            self._child = child = start_module("app.journal.watch")
        assert child.stdin is not None
        assert child.stdout is not None
        with child:
            child.stdin.write(json.dumps(asdict(job)) + "\n")
            child.stdin.flush()
            for line in child.stdout:
                yield json.loads(line)
            child.stdin.close()
        with self._child_lock:
            self._child = None
        if child.returncode != 0 and not self._stopping.is_set():
            raise WatchEnded(child.returncode)

    def _hear(self, said: dict[str, Any]) -> None:
        if "unindexed" in said:
            changed = bool(self.unindexed) != bool(said["unindexed"])
            self.unindexed = said["unindexed"]
            if changed:
                self._changes.publish(frozenset({"journal_check"}))
        elif "checked" in said:
            self._store(**said["checked"])
        elif "fault" in said:
            raise StorageUnavailable(said["fault"], path=str(self._database.path))
        else:
            log.warning("the index of the log is not made: %s", said["index_fault"])

    def _store(self, *, number: int, hash: str, whole: bool, first_bad: int, reason: str) -> None:  # noqa: A002 - as the process says it
        was = self.standing()
        if not reason and was.first_bad and not whole:
            # Only a pass over everything takes an alarm back.
            return
        now = self._clock.now()
        standing = CheckStanding(number, hash, now, now if whole else was.whole_at, first_bad, reason)
        if reason:
            standing = replace(standing, number=was.number, hash=was.hash)

        def change(transaction: Transaction) -> None:
            transaction.checks.save(standing)
            transaction.touch_quietly("journal_check")
            if (first_bad, reason) != (was.first_bad, was.reason):
                kind = "journal_damaged" if reason else "journal_whole"
                data = {"number": str(first_bad), "code": reason} if reason else {"number": str(number)}
                transaction.journal.append(Draft(kind, data=data))

        self._database.write(change).result()
        self._standing = standing


class WatchEnded(RuntimeError):
    """The process ended in a way nobody foresaw."""
