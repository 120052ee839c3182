"""A clock the test moves by hand."""

from datetime import UTC, datetime, timedelta


class FakeClock:
    def __init__(self, start: datetime = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)) -> None:
        self._now = start
        self._monotonic = 1000.0
        self._boot = "boot-1"

    def now(self) -> datetime:
        return self._now

    def monotonic(self) -> float:
        return self._monotonic

    def boot_id(self) -> str:
        return self._boot

    def advance(self, *, seconds: float = 0, minutes: float = 0) -> None:
        """Time passes, on both clocks."""
        passed = seconds + 60 * minutes
        self._now += timedelta(seconds=passed)
        self._monotonic += passed

    def step_wall(self, *, seconds: float) -> None:
        """Somebody sets the wall clock; no time passes."""
        self._now += timedelta(seconds=seconds)

    def reboot(self) -> None:
        self._boot += "+"
        self._monotonic = 5.0
