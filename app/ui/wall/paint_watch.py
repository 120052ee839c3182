"""Which pictures were painted and when: what a bench asks of the window."""

import time
from collections import Counter, deque
from dataclasses import dataclass

from app.cameras.frames import Frame

_KEPT = 4000


@dataclass(frozen=True, slots=True)
class Painted:
    camera_id: str
    pts: float
    """Seconds since the stream began, by the picture's own time stamp."""
    at: float
    """Monotonic seconds."""


class PaintWatch:
    """Belongs to one painter; `take` may be called from any thread."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._last: dict[str, int] = {}
        self._recent: deque[Painted] = deque(maxlen=_KEPT)

    def note(self, camera_id: str, frame: Frame) -> None:
        """Called for each picture painted; the same one painted again does not count."""
        if self._last.get(camera_id) != frame.seq:
            self._last[camera_id] = frame.seq
            self._counts[camera_id] += 1
            self._recent.append(Painted(camera_id, frame.pts, time.monotonic()))

    def take(self) -> tuple[dict[str, int], list[Painted]]:
        """Pictures painted of each camera since the last call, and the newest of them one by one."""
        counts, recent = self._counts, self._recent
        self._counts, self._recent = Counter(), deque(maxlen=_KEPT)
        return dict(counts), list(recent)
