"""Keeps when something moved, so that the time line can show it."""

import logging
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from datetime import datetime, timedelta

from app.cameras.console.wall import CameraWall
from app.cameras.protocol import Event, MotionSeen
from app.core.clock import Clock
from app.model.motion import Motion
from app.storage.database import Database
from app.storage.losses import bear_loss

log = logging.getLogger(__name__)
_JOINED = timedelta(seconds=10)
_KEPT = timedelta(days=90)


class MotionLog:
    """Hears what hosts tell, on the thread of the cameras' events. `fault` is told of what nobody expected."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        wall: CameraWall,
        fault: Callable[[BaseException], None] = lambda error: None,
    ) -> None:
        self._database = database
        self._clock = clock
        self._wall = wall
        self._fault = fault
        self._lock = threading.Lock()
        self._begun: dict[str, datetime] = {}
        self._unsubscribe: Callable[[], None] = lambda: None

    def start(self) -> None:
        before = self._clock.now() - _KEPT
        self._write(self._database.write(lambda transaction: transaction.motion.forget_before(before)))
        self._unsubscribe = self._wall.subscribe(self.hear)

    def stop(self) -> None:
        """What moves still is kept up to now."""
        self._unsubscribe()
        now = self._clock.now()
        with self._lock:
            begun, self._begun = self._begun, {}
        for camera_id, began_at in begun.items():
            self._keep(camera_id, began_at, now)

    def between(self, camera_ids: Sequence[str], since: datetime, until: datetime) -> list[Motion]:
        """What moved, the oldest first; what moves at this moment comes when it ends."""
        if not camera_ids:
            return []
        return self._database.read(lambda reader: reader.motion.between(camera_ids, since, until))

    def hear(self, event: Event) -> None:
        if not isinstance(event, MotionSeen):
            return
        at = self._clock.now() - timedelta(seconds=max(0.0, self._clock.monotonic() - event.at))
        with self._lock:
            began_at = self._begun.pop(event.camera_id, None)
            if event.began:
                self._begun[event.camera_id] = began_at or at
                return
        if began_at is not None:
            self._keep(event.camera_id, began_at, max(began_at, at))

    def _keep(self, camera_id: str, began_at: datetime, ended_at: datetime) -> None:
        motion = Motion(camera_id, began_at, ended_at)
        self._write(self._database.write(lambda transaction: transaction.motion.add(motion, _JOINED)))

    def _write(self, written: "Future[None]") -> None:
        # Only the time line lacks it.
        written.add_done_callback(bear_loss(log, "motion was not kept", self._fault))
