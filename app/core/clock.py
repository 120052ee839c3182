"""The one place where time comes from. UTC for what is stored, monotonic seconds for every duration."""

import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol
from uuid import uuid4

from app.core.moment import Moment
from app.core.stamps import parse_stamp, stamp

__all__ = ["Clock", "SystemClock", "moment_of", "parse_stamp", "stamp"]


class Clock(Protocol):
    """What rules and services ask for the time; tests hand in one they can move."""

    def now(self) -> datetime:
        """Wall-clock time, aware, UTC. May step after a power cut."""
        ...

    def monotonic(self) -> float:
        """Seconds that never step; comparable between processes of one boot."""
        ...

    def boot_id(self) -> str:
        """Name of the running boot: monotonic values compare only within it."""
        ...


def moment_of(clock: Clock) -> Moment:
    return Moment(clock.now(), clock.monotonic(), clock.boot_id())


class SystemClock:
    """The machine's own clocks."""

    def __init__(self) -> None:
        self._boot_id = _read_boot_id()

    def now(self) -> datetime:
        return datetime.now(UTC)

    def monotonic(self) -> float:
        return time.monotonic()

    def boot_id(self) -> str:
        return self._boot_id


def _read_boot_id() -> str:
    kernel = Path("/proc/sys/kernel/random/boot_id")
    if kernel.is_file():
        return kernel.read_text(encoding="ascii").strip()
    # Elsewhere a new name per process: deadlines then fall back to the wall clock after a restart.
    return str(uuid4())
