"""What is done for recordings every second and every minute: what is to be written, what is counted, what has to go."""

import logging
from collections.abc import Callable
from datetime import UTC, timedelta, tzinfo
from functools import partial
from queue import Empty, SimpleQueue
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from app.cameras.console.wall import CameraWall
from app.core.clock import Clock
from app.model.journal import Draft
from app.model.recording import Segment
from app.recording.entries import left_open, tell_begun
from app.recording.faults import Faults
from app.recording.housekeeping import Housekeeping, Standing
from app.recording.scarcity import BEGAN, OVER, Scarcity
from app.recording.shelf import Shelf, fault_code
from app.recording.wanted import Clip, Wanted
from app.recording.writes import Writes
from app.storage.database import Database

log = logging.getLogger(__name__)
HOUSEKEEPING_EVERY_S = 60.0
_MOST_KEEPS = 1000
_CLIPS_LEFT_WITHIN = timedelta(days=7)
"""A console that was away for longer has other troubles than the end of a clip."""


def site_zone(database: Database) -> tzinfo:
    try:
        return ZoneInfo(database.read(lambda reader: reader.site.site()).timezone)
    except (ZoneInfoNotFoundError, ValueError):
        # As everywhere on the screen: a name that this machine does not know is shown as UTC.
        return UTC


class Rounds:
    """Belongs to one thread, but for `standing`, `scarcity` and `released`.

    Args:
        end_forgotten: a clip that somebody began and did not end.
    """

    def __init__(
        self,
        database: Database,
        clock: Clock,
        wall: CameraWall,
        shelf: Shelf,
        wanted: Wanted,
        faults: Faults,
        writes: Writes,
        end_forgotten: Callable[[Clip], None],
    ) -> None:
        self._database = database
        self._clock = clock
        self._wall = wall
        self._shelf = shelf
        self._wanted = wanted
        self._faults = faults
        self._writes = writes
        self._end_forgotten = end_forgotten
        self._house = Housekeeping(database, shelf, clock)
        self._scarcity = Scarcity(writes.journal, self._last_told)
        self._opened = False
        self._resumed = False
        self._kept_house_at: float | None = None
        self.standing = Standing()
        self.released: SimpleQueue[Segment] = SimpleQueue()
        """Whose files are no evidence any more."""

    def scarcity(self) -> str:
        return self._scarcity.code

    def turn(self) -> None:
        """To be called every second."""
        now = self._clock.monotonic()
        if not self._resumed:
            self._resume_clips(now)
            self._resumed = True
        self._follow(now)
        try:
            self._open()
            if self._wanted.written():
                # From the first file on, not only from the first whole one: a disk that goes in its first minute is missing.
                self._shelf.note_used()
            self._house.search_on()
            self._house.hash_some()
            self._mark_released()
            if self._kept_house_at is None or now - self._kept_house_at >= HOUSEKEEPING_EVERY_S:
                self._kept_house_at = now
                self._keep_house()
            self._faults.take("", "")
        except OSError as error:
            log.warning("the folder of the recordings cannot be used: %s", error)
            self._opened = False
            self._faults.take("", fault_code(error))

    def _keep_house(self) -> None:
        if self._writes.take_missed():
            self._house.begin_search()
        self._house.end_left_behind()
        self._house.clear()
        self.standing = standing = self._house.standing()
        cameras = self._database.read(lambda reader: reader.site.cameras())
        wanted = any(camera.enabled and camera.options.record != "off" for camera in cameras)
        self._scarcity.judge(standing.budget, standing.evidence, standing.daily, wanted=wanted)

    def _open(self) -> None:
        if self._opened and self._shelf.there():
            return
        known = self._database.read(lambda reader: reader.recordings.any())
        self._shelf.open(known=known)
        self._opened = True
        self._house.begin_search()

    def _follow(self, now: float) -> None:
        cameras, running = self._database.read(
            lambda reader: (reader.site.cameras(), reader.incidents.running_bare())
        )
        enabled = [camera for camera in cameras if camera.enabled]
        dark = [status.id for status in self._wall.statuses() if status.cause == "host_down"]
        self._wanted.forget_motion(dark)
        self._wanted.follow(cameras, self._clock.now().astimezone(site_zone(self._database)), now)
        begun, ended = self._wanted.follow_incidents(running, enabled, now)
        for incident in begun:
            self._writes.write(partial(tell_begun, incident_id=incident.id))
        for incident_id in ended:
            self._writes.journal(Draft("keep_ended", incident_id=incident_id, data={"keep": incident_id}))
        for clip in self._wanted.overdue(now):
            self._end_forgotten(clip)
        self._faults.only(self._wanted.written())

    def _resume_clips(self, now: float) -> None:
        """What somebody kept when the last console ended goes on until they end it, or it is forgotten."""
        there = self._clock.now()
        told = self._database.read(
            lambda reader: reader.journal.latest(
                _MOST_KEEPS, kinds=("keep_begun", "keep_ended"), since=there - _CLIPS_LEFT_WITHIN
            )
        )
        for entry in left_open(told):
            age = max(0.0, (there - entry.at).total_seconds())
            self._wanted.begin(Clip(entry.draft.data["keep"], entry.draft.camera_id, now - age))

    def _mark_released(self) -> None:
        """Where it fails, only a lost index would make them evidence again."""
        while True:
            try:
                self._shelf.release(self.released.get_nowait())
            except Empty:
                return

    def _last_told(self) -> Draft | None:
        told = self._database.read(lambda reader: reader.journal.latest(1, kinds=(BEGAN, OVER)))
        return told[0].draft if told else None
