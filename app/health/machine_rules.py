"""What is told of this computer: its clock that was set, a console that ended unasked, a disk in trouble. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from app.core.moment import Moment
from app.core.stamps import stamp

STEPPED_S = 1.0
"""Two readings that drift apart by more than this: the wall clock was set. Slower ways of putting it right are not told."""
STARTED, STOPPED, CRASHED = "console_started", "console_stopped", "console_crashed"
NEARLY_FULL, FULL, SLOW, GONE = "nearly_full", "full", "slow", "gone"
MEGABYTE = 1_000_000
_LIMITS = {NEARLY_FULL: (500 * MEGABYTE, 800 * MEGABYTE), FULL: (32 * MEGABYTE, 64 * MEGABYTE)}
"""Free bytes below which it begins and above which it is over: recordings leave more than that."""
_SLOW_S, _QUICK_S = 3.0, 1.0
_TIMES = 2
"""So often in a row a write must be slow, or quick again."""


@dataclass(frozen=True, slots=True)
class Seen:
    """An entry of the log as far as it tells of clocks."""

    at: datetime
    monotonic: float
    boot_id: str


def step_s(before: Moment, now: Moment) -> float:
    """By how many seconds the wall clock was set meanwhile, ahead or back; 0 where it was not, or the PC was restarted."""
    if before.boot_id != now.boot_id:
        return 0.0
    passed = now.monotonic - before.monotonic
    stepped = (now.now - before.now).total_seconds() - passed
    return stepped if abs(stepped) > STEPPED_S else 0.0


def step_at_start_s(last: Seen, now: Moment) -> float:
    """The same since the last entry; after a restart of the PC only a clock that is behind it can be told."""
    if last.boot_id == now.boot_id:
        return step_s(Moment(last.at, last.monotonic, last.boot_id), now)
    behind = (now.now - last.at).total_seconds()
    return behind if behind < -STEPPED_S else 0.0


def clock_data(step: float, now: datetime, *, running: bool) -> dict[str, str]:
    """The values of an entry on a clock that was set."""
    return {
        "by_s": f"{step:.0f}",
        "was": stamp(now - timedelta(seconds=step)),
        "is": stamp(now),
        "running": "true" if running else "false",
    }


def crash_data(
    last_kind: str, last: Seen | None, alive: Mapping[str, str], now: Moment
) -> dict[str, str] | None:
    """The values of an entry on a console that ended unasked; None where it was stopped, or never was.

    Args:
        last_kind: of the newest entry that tells a start or an end.
        last: the newest entry of all.
        alive: what the console noted last beside the log.
    """
    if last_kind != STARTED or last is None:
        return None
    noted = alive.get("at", "") if alive.get("boot_id") == last.boot_id else ""
    return {
        "last_alive": max(noted, stamp(last.at)),
        "computer": "went on" if last.boot_id == now.boot_id else "restarted",
    }


@dataclass(frozen=True, slots=True)
class DiskReading:
    """`free` None: it cannot be reached or written. `write_s`: how long a small write took, where one was tried."""

    free: int | None
    write_s: float | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """A trouble has begun, or is over."""

    code: str
    began: bool
    free: int = 0
    write_s: float = 0.0


@dataclass(slots=True)
class DiskWatch:
    """Says each trouble once, and once that it is over. One that is gone says nothing else."""

    since: dict[str, datetime] = field(default_factory=dict)
    """The troubles there are."""
    _slow: int = 0
    _quick: int = 0

    def read(self, reading: DiskReading, now: datetime) -> list[Change]:
        wanted = self._troubles(reading)
        changes = []
        for code in (GONE, FULL, NEARLY_FULL, SLOW):
            if (code in wanted) != (code in self.since):
                began = code in wanted
                changes.append(Change(code, began, reading.free or 0, reading.write_s or 0.0))
        for change in changes:
            if change.began:
                self.since[change.code] = now
        return changes

    def forget(self, code: str) -> datetime:
        """It is over; returns when it began."""
        return self.since.pop(code)

    def _troubles(self, reading: DiskReading) -> set[str]:
        if reading.free is None:
            # What was wrong with it before is as it was, as far as anybody knows.
            return {GONE, *self.since}
        found = set()
        for code, (low, high) in _LIMITS.items():
            if reading.free < (high if code in self.since else low):
                found.add(code)
        if reading.write_s is not None:
            self._slow = self._slow + 1 if reading.write_s > _SLOW_S else 0
            self._quick = self._quick + 1 if reading.write_s < _QUICK_S else 0
        slow = self._quick < _TIMES if SLOW in self.since else self._slow >= _TIMES
        return found | ({SLOW} if slow else set())
