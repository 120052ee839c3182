"""Listens to the cameras, keeps the log told of their conditions, and counts how long each is live."""

import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from app.cameras.console.status import CameraStatus
from app.cameras.console.wall import CameraWall
from app.cameras.protocol import Event, HealthChanged
from app.core.clock import Clock
from app.core.errors import StorageUnavailable
from app.health import rules
from app.health.entries import draft_of
from app.health.rules import Episode, Note
from app.health.shots import Shots
from app.health.uptime import Tally, joined
from app.model.health import LOST, Condition, Uptime
from app.model.journal import Draft
from app.storage.database import Database
from app.storage.losses import bear_loss
from app.storage.media import MediaStore
from app.storage.transaction import Transaction

log = logging.getLogger(__name__)
TICK_S = 1.0
STORED_EVERY_S = 60.0
_Key = tuple[str, str]


class HealthService:
    """The health of all cameras as screens see it; two threads of others' and one of its own feed it.

    Args:
        fault: told when its thread dies of something unexpected.
    """

    def __init__(
        self,
        database: Database,
        media: MediaStore,
        clock: Clock,
        wall: CameraWall,
        fault: Callable[[BaseException], None],
    ) -> None:
        self._database = database
        self._clock = clock
        self._wall = wall
        self._fault = fault
        self._lock = threading.RLock()
        self._episodes: dict[_Key, Episode] = {}
        self._causes: dict[_Key, str] = {}
        self._shots = Shots(wall, media, clock)
        self._differs: dict[_Key, float] = {}
        self._resting: set[str] = set()
        self._tally = Tally()
        self._ticked: float | None = None
        self._stored = clock.monotonic()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="camera-health", daemon=True)
        self._unsubscribe: Callable[[], None] = lambda: None

    def start(self) -> None:
        self._unsubscribe = self._wall.subscribe(self.hear)
        self._thread.start()

    def stop(self) -> None:
        """Writes down what has been held back."""
        self._unsubscribe()
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join(timeout=3)
        with self._lock:
            for key, episode in self._episodes.items():
                self._write(key, rules.closes(episode))
            self._store_uptime()

    def present(self) -> list[Condition]:
        """What is wrong now, the newest first."""
        with self._lock:
            found = [
                Condition(*key, episode.changed_at, max(1, episode.count), self._causes.get(key, ""))
                for key, episode in self._episodes.items()
                if episode.present and key[0] not in self._resting
            ]
        return sorted(found, key=lambda condition: condition.since, reverse=True)

    def uptime(self, days: int = 30) -> list[Uptime]:
        """Of each camera and day that anything is known of, today included."""
        first = self._today() - timedelta(days=days - 1)
        stored = self._database.read(lambda reader: reader.uptime.since(first.date().isoformat()))
        with self._lock:
            return joined(stored, self._tally.so_far())

    def days(self, count: int = 30) -> list[str]:
        """The last days of the site's calendar, today last."""
        today = self._today()
        return [(today - timedelta(days=count - 1 - back)).date().isoformat() for back in range(count)]

    def hear(self, event: Event) -> None:
        """What a host tells of its own accord."""
        if not isinstance(event, HealthChanged):
            return
        key = (event.camera_id, event.kind)
        with self._lock:
            if event.jpeg:
                self._shots.put(key, event.jpeg)
            self._turn(key, present=event.began)

    def tick(self) -> None:
        """To be called every second."""
        now = self._clock.monotonic()
        statuses = self._wall.statuses()
        with self._lock:
            passed = 0.0 if self._ticked is None else now - self._ticked
            self._ticked = now
            day = self._today().date().isoformat()
            # Cameras that nobody shows or watches are not decoded: nothing is known of them.
            self._resting = {status.id for status in statuses if status.state == "resting"}
            for status in statuses:
                if status.id in self._resting:
                    continue
                self._tally.add(status.id, day, passed, live=status.state in ("live", "late"))
                self._look_at(status, now)
            self._forget_others({status.id for status in statuses})
            self._let_time_pass(now)
            if now - self._stored >= STORED_EVERY_S:
                self._store_uptime()

    def _look_at(self, status: CameraStatus, now: float) -> None:
        """What the wall says of a camera counts where it has said so for a while."""
        lost = status.state == "lost" and status.cause != "frozen"
        if lost:
            self._causes[status.id, LOST] = status.cause
        if lost or status.state == "live":
            limit = rules.LOST_AFTER_S if lost else rules.BACK_AFTER_S
            self._agree((status.id, LOST), lost, now, limit)
        if lost or status.state == "connecting":
            # Of pictures that do not come nothing is known.
            return
        known = {kind for camera_id, kind in self._episodes if camera_id == status.id and kind != LOST}
        for kind in known.union(status.health):
            self._agree((status.id, kind), kind in status.health, now, rules.DISAGREES_FOR_S)

    def _agree(self, key: _Key, present: bool, now: float, limit: float) -> None:
        episode = self._episodes.get(key)
        if present == (episode is not None and episode.present):
            if self._differs.pop(key, None) is not None and key[1] == LOST and not present:
                self._shots.forget_last(key[0])
            return
        if key[1] == LOST and present and key not in self._differs:
            self._shots.ask_last(key[0])
        if now - self._differs.setdefault(key, now) >= limit:
            del self._differs[key]
            self._turn(key, present=present)

    def _turn(self, key: _Key, *, present: bool) -> None:
        step = rules.begins if present else rules.ends
        self._take(key, step(self._episodes.get(key), self._clock.monotonic(), self._clock.now()))

    def _let_time_pass(self, now: float) -> None:
        for key, episode in list(self._episodes.items()):
            self._take(key, rules.time_passes(episode, now, self._clock.now()))

    def _take(self, key: _Key, step: rules.Step) -> None:
        episode, notes = step
        if episode is None:
            self._episodes.pop(key, None)
        else:
            self._episodes[key] = episode
        self._write(key, notes)

    def _forget_others(self, camera_ids: set[str]) -> None:
        """Cameras no longer in use have no health."""
        for key in [key for key in self._episodes if key[0] not in camera_ids]:
            del self._episodes[key]

    def _write(self, key: _Key, notes: tuple[Note, ...]) -> None:
        for note in notes:
            picture = self._shots.keep(key) if not isinstance(note, rules.Ended) else None
            self._append(draft_of(*key, note, self._causes.get(key, ""), picture))

    def _append(self, draft: Draft) -> None:
        self._see(self._database.write(lambda transaction: transaction.journal.append(draft)))

    def _store_uptime(self) -> None:
        self._stored = self._clock.monotonic()
        seconds = self._tally.take()
        if not seconds:
            return

        def add(transaction: Transaction) -> None:
            transaction.uptime.add(seconds)
            transaction.touch_quietly("uptime")

        written = self._database.write(add)
        self._see(written)
        written.add_done_callback(self._uptime_stored)

    def _uptime_stored(self, written: "Future[None]") -> None:
        with self._lock:
            self._tally.stored(well=written.exception() is None)

    def _see(self, written: "Future[Any]") -> None:
        written.add_done_callback(bear_loss(log, "the health of cameras was not written down", self._fault))

    def _today(self) -> datetime:
        site = self._database.read(lambda reader: reader.site.site())
        return self._clock.now().astimezone(ZoneInfo(site.timezone))

    def _tick_if_storage_lets(self) -> None:
        try:
            self.tick()
        except StorageUnavailable as error:
            # The disk is watched and shown elsewhere; the next second tries again.
            log.warning("no look at the cameras' health: %s", error)

    def _run(self) -> None:
        try:
            while not self._stopping.wait(TICK_S):
                self._tick_if_storage_lets()
        except BaseException as error:
            log.exception("the thread that watches the cameras' health died")
            self._fault(error)
            raise
