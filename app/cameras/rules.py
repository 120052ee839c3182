"""What a tile may claim about its picture, and when a host is started again."""

from collections import deque
from dataclasses import dataclass, field
from typing import Literal, Protocol

LATE_AFTER_S = 2.0
LOST_AFTER_S = 5.0
HOST_SILENT_AFTER_S = 3.0
HOST_START_WITHIN_S = 15.0
OLDEST_SNAPSHOT_S = 60.0
LEAK_TAKES_S = 1800.0
"""What holds too much sooner after its start needs so much: a new host would hold it as well."""
_HOST_BYTES, _CAMERA_BYTES = 512 * 1024 * 1024, 96 * 1024 * 1024
_OVERDUE_S = 1.0

State = Literal["connecting", "live", "late", "lost", "resting"]
"""Resting: neither shown nor watched, so that nobody can tell."""


class Standing(Protocol):
    """What a host last said about a camera: `phase` is connecting, live, failed or resting, since `phase_at`."""

    @property
    def phase(self) -> str: ...
    @property
    def cause(self) -> str: ...
    @property
    def phase_at(self) -> float: ...
    @property
    def health(self) -> tuple[str, ...]: ...
    @property
    def every_s(self) -> float: ...


@dataclass(frozen=True, slots=True)
class TileState:
    """`age_s` is the age of the picture on the tile, or of the last one that could be; None when there has been none."""

    state: State
    cause: str = ""
    age_s: float | None = None


def tile_state(
    now: float,
    report: Standing | None,
    last_frame_at: float | None,
    *,
    host_alive: bool,
) -> TileState:
    """Judges by the last picture shown alone: neither bytes, nor a clock, nor pictures too late to be shown make it live."""
    age = None if last_frame_at is None else max(0.0, now - last_frame_at)
    if not host_alive:
        return TileState("lost", "host_down", age)
    if report is not None and report.phase == "resting":
        return TileState("resting", "", age)
    if report is not None and report.phase != "live" and not _picture_since(report, last_frame_at):
        if report.cause:
            return TileState("lost", report.cause, age)
        if age is None:
            return TileState("connecting")
    state = _by_age(age, report.cause if report else "", report.every_s if report else 0.0)
    if report is not None and "frozen" in report.health and state.state in ("live", "late"):
        # Pictures come, but always the same one.
        return TileState("lost", "frozen", age)
    return state


def _picture_since(report: Standing, last_frame_at: float | None) -> bool:
    return last_frame_at is not None and last_frame_at > report.phase_at


def _by_age(age: float | None, cause: str, every_s: float) -> TileState:
    if age is None:
        return TileState("connecting")
    # Where key frames alone are decoded the next one is late when it is overdue, not before.
    if age < max(LATE_AFTER_S, every_s + _OVERDUE_S):
        return TileState("live", "", age)
    if age < max(LOST_AFTER_S, 2 * every_s + _OVERDUE_S):
        return TileState("late", cause or "stalled", age)
    return TileState("lost", cause or "stalled", age)


def host_count(processors: int, cameras: int) -> int:
    """About one host per two processors; two at least, so that one crash never takes every picture."""
    return max(1, min(max(2, processors // 2), cameras))


@dataclass(frozen=True, slots=True)
class HostMemory:
    """Bytes: of the process alone, and of these what it keeps on purpose, packets of the last half minute."""

    own: int = 0
    kept: int = 0


def leaks(memory: HostMemory, cameras: int) -> bool:
    """Whether a host holds more than decoding its cameras explains, however large their pictures are."""
    return memory.own - memory.kept > _HOST_BYTES + cameras * _CAMERA_BYTES


@dataclass(slots=True)
class HostRestartPolicy:
    """A crashed host starts again at once; one that keeps crashing may not eat the machine."""

    at_most: int = 5
    within_s: float = 60.0
    then_every_s: float = 5.0
    _starts: deque[float] = field(default_factory=deque)

    def delay(self, now: float) -> float:
        """Seconds to wait before the next start; `started` notes that it took place."""
        while self._starts and now - self._starts[0] >= self.within_s:
            self._starts.popleft()
        if len(self._starts) < self.at_most:
            return 0.0
        return max(0.0, self._starts[-1] + self.then_every_s - now)

    def started(self, now: float) -> None:
        self._starts.append(now)
