"""Recordings as screens see them; the thread that has them made, counted and cleared."""

import logging
import threading
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from datetime import datetime
from pathlib import Path

from app.cameras.console.wall import CameraWall
from app.cameras.protocol import Event, MotionSeen, RecordingFault, SegmentClosed
from app.cameras.rules import TileState
from app.cameras.segment_names import PASSING
from app.core.changes import Changed, Changes
from app.core.clock import Clock
from app.core.errors import NotAllowed, NotFound, StorageUnavailable
from app.core.ids import new_id
from app.model.journal import SYSTEM, Actor, Draft
from app.model.recording import Evidence, Retention, Segment
from app.recording.entries import store
from app.recording.faults import Faults
from app.recording.housekeeping import Standing, retention_entry
from app.recording.release import release
from app.recording.rounds import Rounds, site_zone
from app.recording.rules import checked_reason, checked_retention
from app.recording.shelf import Shelf, fault_code
from app.recording.wanted import Clip, Wanted
from app.recording.writes import Writes
from app.storage.database import Database
from app.storage.transaction import Transaction

log = logging.getLogger(__name__)
TICK_S = 1.0
FINISHED_EVERY_S = 10.0


class RecordingService:
    """Reads answer at once; what writes returns a future.

    Args:
        refuse_stranger: raises NotAllowed where somebody has to be signed in and nobody is.
        fault: told when the thread dies of something unexpected.
    """

    def __init__(
        self,
        database: Database,
        clock: Clock,
        changes: Changes,
        wall: CameraWall,
        folder: Path,
        actor: Callable[[], Actor],
        refuse_stranger: Callable[[], None] = lambda: None,
        fault: Callable[[BaseException], None] = lambda error: None,
    ) -> None:
        self.folder = folder
        self._database = database
        self._clock = clock
        self._changes = changes
        self._wall = wall
        self._actor = actor
        self._refuse_stranger = refuse_stranger
        self._fault = fault
        self._shelf = Shelf(folder)
        self._wanted = Wanted(wall, folder)
        self._writes = Writes(database, fault)
        self._faults = Faults(self._writes.journal)
        self._rounds = Rounds(
            database, clock, wall, self._shelf, self._wanted, self._faults, self._writes, self._end_forgotten
        )
        self._finished_at: dict[str, float] = {}
        self._wake = threading.Event()
        self._stopping = False
        self._thread = threading.Thread(target=self._run, name="recording", daemon=True)
        self._unsubscribe: list[Callable[[], None]] = []

    def start(self) -> None:
        self._unsubscribe = [self._wall.subscribe(self.hear), self._changes.subscribe(self._on_change)]
        self._thread.start()

    def stop(self) -> None:
        """After the wall, whose hosts tell at the end what they have written."""
        self._stopping = True
        self._wake.set()
        if self._thread.is_alive():
            self._thread.join(timeout=3)
        for unsubscribe in self._unsubscribe:
            unsubscribe()

    # What there is

    def segments(self, camera_id: str, since: datetime, until: datetime) -> list[Segment]:
        """Files that are there and overlap the time, the oldest first."""
        return self._database.read(lambda reader: reader.recordings.between(camera_id, since, until))

    def path_of(self, segment: Segment) -> Path:
        return self._shelf.path_of(segment)

    def days_with_recordings(self, camera_id: str) -> list[str]:
        """Days of the site's calendar, the oldest first."""
        zone = site_zone(self._database)
        begun = self._database.read(lambda reader: reader.recordings.begun_at(camera_id))
        return sorted({moment.astimezone(zone).date().isoformat() for moment in begun})

    def usage(self) -> int:
        """Bytes of all recordings, of the last minute."""
        return self._rounds.standing.usage

    def days_left(self) -> float | None:
        """Until the room is used up at the rate of the last day, and the oldest begin to go; None: nothing is recorded."""
        return self._rounds.standing.days_left

    def standing(self) -> Standing:
        return self._rounds.standing

    def retention(self) -> Retention:
        return self._database.read(lambda reader: reader.recordings.retention())

    def recorded_now(self) -> frozenset[str]:
        """Cameras that are to be written to disk now, for whatever reason."""
        return self._wanted.recorded()

    def unfinished(self) -> frozenset[str]:
        """Cameras of which the newest recorded pictures lie in a file that is not whole yet."""
        recorded = self._wanted.recorded() - self._faults.now().keys()
        return frozenset(each for each in recorded if _sends(self._wall.tile(each)))

    def kept_now(self) -> dict[str, str]:
        """Clips that somebody keeps now, by camera; those of incidents aside."""
        return self._wanted.kept()

    def faults(self) -> dict[str, str]:
        """Why a camera that should be recorded is not (by camera; empty for the disk as a whole)."""
        return self._faults.now()

    def scarcity(self) -> str:
        """`room_gone` or `room_short` where next to nothing, or less than a day, is left for ordinary recordings."""
        return self._rounds.scarcity()

    def evidence(self) -> list[Evidence]:
        """What retention never removes, by clip, the newest first."""
        return self._database.read(lambda reader: reader.recordings.evidence())

    # What is asked

    def finish(self, camera_id: str) -> None:
        """Has the file that is being written of a camera made whole, so that it can be seen. However often it is asked
        for, that is done every few seconds at most."""
        now = self._clock.monotonic()
        if now - self._finished_at.get(camera_id, float("-inf")) >= FINISHED_EVERY_S:
            self._finished_at[camera_id] = now
            self._wall.end_segment(camera_id)

    def keep(self, camera_id: str) -> str:
        """Begins a clip: the seconds before now, and what follows until `end_keep`. Gives its id."""
        keep_id = new_id(self._clock.now())
        self._wanted.begin(Clip(keep_id, camera_id, self._clock.monotonic()))
        self._writes.journal(
            Draft("keep_begun", actor=self._actor(), data={"keep": keep_id}, camera_id=camera_id)
        )
        return keep_id

    def recall(self, camera_id: str) -> str:
        """Like `keep`, for looking at the seconds before now once: no evidence, and no entry."""
        keep_id = PASSING + new_id(self._clock.now())
        self._wanted.begin(Clip(keep_id, camera_id, self._clock.monotonic(), passing=True))
        return keep_id

    def end_keep(self, camera_id: str, keep_id: str) -> None:
        """A clip that has ended before stays as it is."""
        self._end_keep(camera_id, keep_id, self._actor(), "")

    def protect(self, segment_ids: Iterable[str], reason: str) -> "Future[None]":
        """Makes them evidence, which retention never removes. Fails with NotFound where one is gone."""
        actor, ids = self._actor(), list(segment_ids)

        def change(transaction: Transaction) -> None:
            for segment_id in ids:
                segment = transaction.recordings.get(segment_id)
                if segment is None:
                    raise NotFound("no_recording", id=segment_id)
                transaction.recordings.protect(segment_id)
                self._mark_evidence(segment)
            transaction.journal.append(
                Draft("recording_protected", actor=actor, data={"count": str(len(ids)), "reason": reason})
            )
            transaction.touch("recording")

        return self._database.write(change)

    def release(self, evidence: Iterable[Evidence], reason: str) -> "Future[list[Segment]]":
        """Makes them ordinary recordings again, which go by days and room.

        Raises NotAllowed or InvalidInput at once; fails with NotAllowed (still_kept) or NotFound.
        """
        actor, chosen, why = self._actor(), list(evidence), checked_reason(reason)
        if not actor.person_id:
            raise NotAllowed("not_signed_in")

        def change(transaction: Transaction) -> list[Segment]:
            return release(transaction, chosen, actor, why, set(self._wanted.kept().values()))

        released = self._database.write(change)
        released.add_done_callback(self._hear_released)
        return released

    def save_retention(self, retention: Retention) -> "Future[None]":
        """Raises InvalidInput or NotAllowed at once. Takes effect within a minute."""
        self._refuse_stranger()
        checked, actor = checked_retention(retention), self._actor()

        def change(transaction: Transaction) -> None:
            before = transaction.recordings.retention()
            transaction.recordings.save_retention(checked)
            entry = Draft("recording_settings", actor=actor, data=retention_entry(before, checked))
            transaction.journal.append(entry)
            transaction.touch("recording")

        return self._database.write(change)

    def adopt_folder(self) -> "Future[None]":
        """Another disk stands where the old one was, and is meant to: record on it.

        Raises NotAllowed, or StorageUnavailable where it cannot be written.
        """
        self._refuse_stranger()
        try:
            self._shelf.adopt()
        except OSError as error:
            code = "disk_full" if fault_code(error) == "disk_full" else "disk_failed"
            raise StorageUnavailable(code, path=str(self.folder)) from error
        self._wake.set()
        draft = Draft("recording_folder", actor=self._actor(), data={"folder": str(self.folder)})

        def change(transaction: Transaction) -> None:
            transaction.journal.append(draft)
            transaction.touch("recording")

        return self._database.write(change)

    # What hosts tell

    def hear(self, event: Event) -> None:
        """On the thread of the cameras' events."""
        match event:
            case MotionSeen():
                self._wanted.saw(event)
                self._wake.set()
            case SegmentClosed(_, path, _, _, size):
                self._writes.write(lambda transaction: store(transaction, path, size))
            case RecordingFault(camera_id, code, keep_id):
                self._faults.take(camera_id, code, keep_id)

    def tick(self) -> None:
        """To be called every second, on one thread."""
        self._rounds.turn()

    def _end_forgotten(self, clip: Clip) -> None:
        self._end_keep(clip.camera_id, clip.id, SYSTEM, "too_long")

    def _end_keep(self, camera_id: str, keep_id: str, actor: Actor, cause: str) -> None:
        if self._wanted.end(camera_id, keep_id) and not keep_id.startswith(PASSING):
            data = {"keep": keep_id, "cause": cause} if cause else {"keep": keep_id}
            self._writes.journal(Draft("keep_ended", actor=actor, data=data, camera_id=camera_id))

    def _mark_evidence(self, segment: Segment) -> None:
        try:
            self._shelf.protect(segment)
        except OSError:
            # The index knows; only a lost index would not.
            log.exception("the file beside a protected recording could not be written")

    def _hear_released(self, released: "Future[list[Segment]]") -> None:
        if released.exception() is None:
            for segment in released.result():
                self._rounds.released.put(segment)

    def _on_change(self, changed: Changed) -> None:
        if changed.kinds & {"incident", "camera", "site"}:
            self._wake.set()

    def _run(self) -> None:
        try:
            while not self._stopping:
                self._wake.clear()
                self._tick_patiently()
                self._wake.wait(TICK_S)
        except BaseException as error:  # recordings that end silently are the worst of all
            log.exception("the recording thread died")
            self._fault(error)
            raise

    def _tick_patiently(self) -> None:
        try:
            self.tick()
        except StorageUnavailable:
            # The database is watched and shown elsewhere; hosts go on writing.
            log.exception("recordings could not be looked after")


def _sends(tile: TileState) -> bool:
    return tile.state in ("live", "late")
