"""Brings index and disk into agreement, computes hashes, removes what has to go. For a thread of its own."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from app.core.clock import Clock
from app.model.journal import Draft
from app.model.recording import Retention, Segment
from app.recording import rules
from app.recording.entries import drills_among
from app.recording.shelf import Shelf
from app.storage.database import Database
from app.storage.transaction import Transaction

log = logging.getLogger(__name__)
_AT_ONCE = 500
_HASHES_AT_ONCE = 8
_FOLDERS_AT_ONCE = 20
_RATE_OVER = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Standing:
    """How the recordings stand, of the last minute."""

    usage: int = 0
    evidence: int = 0
    free: int = 0
    budget: int = 0
    days_left: float | None = None
    oldest: datetime | None = None
    missing: int = 0
    daily: float | None = None
    """Bytes of ordinary recordings a day, at the rate of late; None: not known."""


class Housekeeping:
    """Methods raise OSError where the disk refuses, and StorageUnavailable where the database does."""

    def __init__(self, database: Database, shelf: Shelf, clock: Clock) -> None:
        self._database = database
        self._shelf = shelf
        self._clock = clock
        self._unfinished: dict[Path, int] = {}
        self._search: Iterator[None] | None = None
        self._found, self._lost = 0, 0
        self._daily: float | None = None

    def begin_search(self) -> None:
        """Compare the index with the disk from the beginning."""
        self._search = self._compare()
        self._found, self._lost = 0, 0

    def search_on(self) -> None:
        """A part of the comparison; what came of it is journaled at its end."""
        if self._search is None:
            return
        for _ in range(_FOLDERS_AT_ONCE):
            if next(self._search, self) is self:
                self._search = None
                self._tell_search()
                return

    def end_left_behind(self) -> None:
        """Files of killed hosts and power cuts, once it is certain that nobody writes them."""
        saved, self._unfinished = self._shelf.end_left_behind(self._unfinished)
        self._add(saved)

    def hash_some(self) -> None:
        """The SHA-256 of files that have none yet."""
        segments = self._database.read(lambda reader: reader.recordings.unhashed(_HASHES_AT_ONCE))
        hashes: dict[str, str] = {}
        gone: list[str] = []
        for segment in segments:
            try:
                hashes[segment.id] = self._shelf.sha256(segment)
            except FileNotFoundError:
                gone.append(segment.path)

        def change(transaction: Transaction) -> None:
            for segment_id, sha256 in hashes.items():
                transaction.recordings.set_hash(segment_id, sha256)
            transaction.recordings.mark(gone, missing=True)

        if segments:
            self._database.write(change).result()

    def clear(self) -> None:
        """Removes what is too old, and the oldest where the room is used up. Never evidence."""
        now = self._clock.now()
        usage, retention, (recorded, first) = self._database.read(
            lambda reader: (
                reader.recordings.usage(),
                reader.recordings.retention(),
                reader.recordings.ordinary_since(now - _RATE_OVER),
            )
        )
        excess = usage - rules.budget(retention, usage, self._shelf.free())
        oldest = self._database.read(lambda reader: reader.recordings.removable(_AT_ONCE))
        going = rules.expired(oldest, retention, now, excess)
        # Before anything goes: afterwards there may be nothing left to tell the rate from.
        self._daily = rules.daily_rate(recorded, _since(first, now), pressed=excess > 0)
        for segment in going:
            self._shelf.remove(segment)

        def change(transaction: Transaction) -> None:
            for segment in going:
                transaction.recordings.remove(segment.id)
            transaction.touch_quietly("recording")

        if going:
            log.info("recordings removed count=%d", len(going))
            self._database.write(change).result()

    def standing(self) -> Standing:
        now = self._clock.now()
        usage, evidence, retention, oldest, missing, (recorded, first) = self._database.read(
            lambda reader: (
                reader.recordings.usage(),
                reader.recordings.evidence_size(),
                reader.recordings.retention(),
                reader.recordings.oldest(),
                reader.recordings.missing(),
                reader.recordings.recorded_since(now - _RATE_OVER),
            )
        )
        if usage:
            self._shelf.note_used()
        free = self._shelf.free()
        room = rules.budget(retention, usage, free)
        left = rules.days_left(room - usage, recorded, _since(first, now))
        return Standing(usage, evidence, free, room, left, oldest, missing, self._daily)

    def _compare(self) -> Iterator[None]:
        known = self._database.read(lambda reader: reader.recordings.folders())
        for folder in sorted(known | self._shelf.folders()):
            self._compare_folder(folder)
            yield

    def _compare_folder(self, folder: str) -> None:
        # The index is read first: a file finished in between is told by its host as well.
        known = self._database.read(lambda reader: reader.recordings.within(folder))
        there = self._shelf.files(folder)
        lost = [path for path, missing in known.items() if path not in there and not missing]
        back = [path for path, missing in known.items() if path in there and missing]
        self._found += self._add([segment for path, segment in there.items() if path not in known])
        if lost or back:
            self._mark(lost, back)
        self._lost += len(lost)

    def _mark(self, lost: list[str], back: list[str]) -> None:
        def change(transaction: Transaction) -> None:
            transaction.recordings.mark(lost, missing=True)
            transaction.recordings.mark(back, missing=False)
            transaction.touch_quietly("recording")

        self._database.write(change).result()

    def _add(self, segments: list[Segment]) -> int:
        def change(transaction: Transaction) -> int:
            transaction.touch_quietly("recording")
            drills = drills_among({segment.keep_id for segment in segments}, transaction)
            return sum(
                transaction.recordings.add(
                    replace(segment, protected=self._shelf.marked(segment))
                    if segment.keep_id in drills
                    else segment
                )
                for segment in segments
            )

        return self._database.write(change).result() if segments else 0

    def _tell_search(self) -> None:
        def change(transaction: Transaction) -> None:
            if self._found:
                transaction.journal.append(Draft("recordings_found", data={"count": str(self._found)}))
            if self._lost:
                transaction.journal.append(Draft("recordings_missing", data={"count": str(self._lost)}))

        if self._found or self._lost:
            self._database.write(change).result()


def _since(first: datetime | None, now: datetime) -> timedelta:
    """Before the first day is over the rate is that of the time there was."""
    return min(_RATE_OVER, now - first) if first else timedelta(0)


def retention_entry(before: Retention, after: Retention) -> dict[str, str]:
    """What a journal entry says of changed settings."""
    return {
        "days": str(after.days),
        "gigabytes": str(after.gigabytes),
        "was_days": str(before.days),
        "was_gigabytes": str(before.gigabytes),
    }
