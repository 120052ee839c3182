"""Watches this computer and tells the log: how the last console ended, a clock that was set, a disk in trouble."""

import contextlib
import errno
import json
import logging
import os
import shutil
import threading
import time
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from datetime import datetime
from pathlib import Path

from app.core.clock import Clock, moment_of, stamp
from app.core.errors import StorageUnavailable
from app.core.moment import Moment
from app.core.private_files import private
from app.health.machine_rules import (
    CRASHED,
    GONE,
    STARTED,
    STOPPED,
    Change,
    DiskReading,
    DiskWatch,
    Seen,
    clock_data,
    crash_data,
    step_at_start_s,
    step_s,
)
from app.model.journal import Draft, Entry
from app.storage.database import Database
from app.storage.transaction import Transaction

log = logging.getLogger(__name__)
TICK_S = 5.0
_PROBE_EVERY = 6
"""Ticks from one small write to the next."""
_PROBE = b"\xa5" * 4096
_MOST_WAITING = 200
Probe = Callable[[Path, bool], DiskReading]


class MachineWatch:
    """One thread of its own between `start` and `stop`.

    Args:
        alive: the file in which it notes that the console lives.
        probe: what is read of the disk under a folder; with True a small write is tried.
        fault: told when the thread dies of something unexpected.
    """

    def __init__(
        self,
        database: Database,
        clock: Clock,
        folder: Path,
        alive: Path,
        fault: Callable[[BaseException], None],
        probe: Probe | None = None,
    ) -> None:
        self._database = database
        self._clock = clock
        self._folder = folder
        self._alive = alive
        self._fault = fault
        self._probe = probe or read_disk
        self._before = moment_of(clock)
        self._disk = DiskWatch()
        self._waiting: list[Draft] = []
        self._ticks = 0
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="machine", daemon=True)

    def begin(self, version: str) -> "Future[Entry]":
        """The console starts: first what became of the last one and of the clock."""
        alive, now = self._noted(), moment_of(self._clock)
        return self._database.write(lambda transaction: _begin(transaction, version, alive, now))

    def start(self) -> None:
        self._before = moment_of(self._clock)
        self._thread.start()

    def stop(self) -> None:
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join(timeout=2)

    def disk_troubles(self) -> tuple[str, ...]:
        """Codes; from any thread."""
        return tuple(self._disk.since)

    def tick(self) -> None:
        """To be called every few seconds."""
        now = moment_of(self._clock)
        if step := step_s(self._before, now):
            self._tell(Draft("clock_set", data=clock_data(step, now.now, running=True)))
        self._before = now
        reading = self._probe(self._folder, self._ticks % _PROBE_EVERY == 0)
        self._ticks += 1
        for change in self._disk.read(reading, now.now):
            self._tell(self._disk_draft(change, now.now))
        if GONE not in self._disk.since:
            self._note_alive(now)
        self._write()

    def _run(self) -> None:
        try:
            while not self._stopping.wait(TICK_S):
                self.tick()
        except BaseException as error:  # noqa: BLE001 - a watch that has died must not look like one that found nothing
            self._fault(error)

    def _disk_draft(self, change: Change, now: datetime) -> Draft:
        data = {"code": change.code, "at": stamp(now)}
        if change.began:
            data |= {"free_mb": str(change.free // 1_000_000), "seconds": f"{change.write_s:.0f}"}
            return Draft("disk_trouble", data=data)
        lasted = (now - self._disk.forget(change.code)).total_seconds()
        return Draft("disk_trouble_over", data={**data, "lasted_s": f"{max(0.0, lasted):.0f}"})

    def _tell(self, draft: Draft) -> None:
        """What a disk in trouble refuses waits, with its time, until there is room for it."""
        if len(self._waiting) < _MOST_WAITING:
            self._waiting.append(draft)

    def _write(self) -> None:
        if not self._waiting:
            return
        drafts = tuple(self._waiting)

        def append(transaction: Transaction) -> None:
            for draft in drafts:
                transaction.journal.append(draft)

        try:
            self._database.write(append).result()
        except StorageUnavailable as error:
            log.warning("what happened to this computer waits to be stored: %s", error)
            return
        del self._waiting[: len(drafts)]

    def _note_alive(self, now: Moment) -> None:
        """Not synced: after a power cut it may be half a minute old, and the log says “about”."""
        text = json.dumps({"at": stamp(now.now), "boot_id": now.boot_id})
        partial = self._alive.with_suffix(".partial")
        # A disk that refuses this is told as such.
        with contextlib.suppress(OSError):
            with open(partial, "w", encoding="ascii", opener=private) as file:
                file.write(text)
            partial.replace(self._alive)

    def _noted(self) -> dict[str, str]:
        with contextlib.suppress(OSError, ValueError, AttributeError):
            noted = json.loads(self._alive.read_text(encoding="ascii"))
            return {str(name): str(value) for name, value in noted.items()}
        return {}


def _begin(transaction: Transaction, version: str, alive: Mapping[str, str], now: Moment) -> Entry:
    journal = transaction.journal
    newest = [entry for kind in (STARTED, STOPPED, CRASHED) for entry in journal.latest(1, kinds=(kind,))]
    last_of_life = max(newest, key=lambda entry: entry.number, default=None)
    last = next(iter(journal.latest(1)), None)
    seen = Seen(last.at, last.monotonic_ms / 1000, last.boot_id) if last is not None else None
    crash = crash_data(last_of_life.draft.kind if last_of_life else "", seen, alive, now)
    if crash is not None:
        journal.append(Draft(CRASHED, data=crash))
    step = step_at_start_s(seen, now) if seen is not None else 0.0
    if step:
        journal.append(Draft("clock_set", data=clock_data(step, now.now, running=False)))
    return journal.append(Draft(STARTED, data={"version": version}))


def read_disk(folder: Path, write: bool) -> DiskReading:
    """The disk under a folder: what is free, and how long a small write takes to be safe."""
    try:
        free = shutil.disk_usage(folder).free
        return DiskReading(free, _write_s(folder) if write else None)
    except OSError as error:
        return DiskReading(0 if error.errno == errno.ENOSPC else None)


def _write_s(folder: Path) -> float:
    probe = folder / ".probe"
    begun = time.monotonic()
    try:
        descriptor = os.open(probe, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        try:
            os.write(descriptor, _PROBE)
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        return time.monotonic() - begun
    finally:
        probe.unlink(missing_ok=True)
