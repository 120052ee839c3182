"""Spills what is new at once, makes a backup when it is asked to, and tells how the target stands."""

import logging
import queue
from collections.abc import Callable
from datetime import UTC, tzinfo
from pathlib import Path
from typing import Any, Protocol
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from app.backup.exclusive import TargetLock
from app.backup.layout import Layout, Source, TargetUnusable, manifest_of
from app.backup.making import BackupMaking
from app.backup.places import whereabouts
from app.backup.protocol import LOOK_S, Start, Wish
from app.backup.spilling import Spilling
from app.core.clock import Clock
from app.core.errors import AlreadyRunning, StorageUnavailable

log = logging.getLogger(__name__)
_ALIVE_S = 1.0
_LONGEST_PAUSE_S = 0.05


class Say(Protocol):
    def __call__(self, **said: object) -> None: ...


class Work:
    """One thread. While it makes a backup it goes on spilling, between two small steps.

    Args:
        said: what the console says.
        pause: lets others work for so many seconds.
    """

    def __init__(
        self,
        start: Start,
        said: "queue.SimpleQueue[Any]",
        say: Say,
        clock: Clock,
        pause: Callable[[float], None],
    ) -> None:
        self._start = start
        self._said = said
        self._say = say
        self._clock = clock
        self._pause = pause
        self._lock = TargetLock(Path(start.database), start.target_id)
        self._settle(Path(start.place))
        self._wishes: list[Wish] = []
        self._told: dict[str, object] = {}
        self._alive_at = self._resumed_at = 0.0

    def _settle(self, place: Path) -> None:
        """From now on the target lies here."""
        start = self._start
        source = Source(Path(start.database), Path(start.media))
        self._place, self._layout = place, Layout(place, beside=start.beside)
        self._names: list[str] | None = None
        self._known: dict[str, object] | None = None
        self._spilling = Spilling(
            source, self._layout, start.target_id, start.log_name, self._clock, self._breathe
        )
        self._making = BackupMaking(source, self._layout, self._clock, _zone(start.timezone), self._between)

    def run(self) -> None:
        """Until the process ends."""
        while True:
            self.turn(LOOK_S)

    def turn(self, wait_s: float) -> None:
        """Looks, makes what is wished, or waits so long for something to be said."""
        self._say(alive=True)
        self._look()
        if self._wishes:
            self._make(self._wishes.pop(0))
        else:
            self._hear(wait_s)

    def _hear(self, within_s: float) -> None:
        """Takes what was said; waits for it so long."""
        try:
            self._take(self._said.get(timeout=within_s) if within_s else self._said.get_nowait())
            while True:
                self._take(self._said.get_nowait())
        except queue.Empty:
            return

    def _take(self, said: dict[str, Any]) -> None:
        """Whatever else it is, it means that there is something to spill."""
        if "why" in said:
            self._wishes.append(Wish.load(said))

    def _look(self) -> None:
        """Tells what has changed: the target came or went, its newest backup, how far the spill reaches."""
        try:
            with self._lock:
                last = self._spilling.catch_up()
        except AlreadyRunning:
            return  # a command is backing up to it; a moment later there is another look
        except TargetUnusable as error:
            place = whereabouts(Path(self._start.place), self._start.target_id)
            if place != self._place:
                self._spilling.close()
                self._settle(place)
            self._tell(there=False, code=error.code)
            return
        except StorageUnavailable as error:
            log.warning("nothing can be spilled: %s", error)
            damaged = error.code == "damaged"
            self._tell(there=True, code="source_damaged" if damaged else "source_unreadable")
            return
        if self._spilling.apart:
            self._say(apart=self._spilling.apart)
        self._tell(there=True, code="", spilled=last[0] if last else 0, newest=self._newest())

    def _tell(self, **standing: object) -> None:
        if standing != self._told:
            self._told = standing
            self._say(**standing)

    def _newest(self) -> dict[str, object] | None:
        """The newest good backup; looked for only when there are others than before."""
        try:
            names = self._layout.names()
            if names != self._names:
                newest = next(reversed(self._layout.good()), None)
                self._names, self._known = names, manifest_of(newest) if newest is not None else None
        except OSError as error:
            log.warning("the backups at %s cannot be read: %s", self._layout.root, error)
        return self._known

    def _make(self, wish: Wish) -> None:
        self._say(making=wish.why)
        self._resumed_at = self._clock.monotonic()
        try:
            with self._lock:
                backup = self._making.make(wish.why, wish.rule, self._start.target_id, self._start.log_name)
        except AlreadyRunning:
            self._say(failed="target_busy")
        except TargetUnusable as error:
            self._say(failed=error.code)
        else:
            self._say(made=manifest_of(backup))

    def _between(self) -> None:
        """Half of the time is for others; entries do not wait for the backup to be finished."""
        now = self._clock.monotonic()
        self._pause(min(_LONGEST_PAUSE_S, max(0.0, now - self._resumed_at)))
        if self._breathe():
            self._hear(0)
            self._look()
        self._resumed_at = self._clock.monotonic()

    def _breathe(self) -> bool:
        """Tells now and then that it is alive; whether it was the time for it."""
        now = self._clock.monotonic()
        if now - self._alive_at < _ALIVE_S:
            return False
        self._alive_at = now
        self._say(alive=True)
        return True


def _zone(name: str) -> tzinfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return UTC
