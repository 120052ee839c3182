"""Which pictures were painted and when, and what stood on their tiles: what a bench asks of the window."""

import time
from collections import Counter, deque
from dataclasses import dataclass

from app.cameras.frames import Frame
from app.cameras.picture_clock import number_in
from app.ui.wall.tile import Claim

_KEPT = 4000


@dataclass(frozen=True, slots=True)
class Painted:
    camera_id: str
    number: int
    """That the picture itself carries (`app.cameras.picture_clock`)."""
    at: float
    """Monotonic seconds."""


@dataclass(frozen=True, slots=True)
class Stands:
    """What a tile shows since it was painted last."""

    state: str
    cause: str
    health: tuple[str, ...]
    number: int | None
    """Of its picture; None where no picture is painted, or one without a number."""


class PaintWatch:
    """Belongs to one painter; `take` and `stands` may be called from any thread.

    Numbers are read from the pictures as soon as somebody has asked for the first time.
    """

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._last: dict[str, int] = {}
        self._recent: deque[Painted] = deque(maxlen=_KEPT)
        self._stands: dict[str, tuple[Claim, int | None]] = {}
        self._asked = False

    def note(self, camera_id: str, claim: Claim, frame: Frame | None) -> None:
        """Called for each tile painted; `frame` is the picture on it. The same one painted again does not count."""
        new = frame is not None and self._last.get(camera_id) != frame.seq
        if frame is not None and new:
            self._last[camera_id] = frame.seq
            self._counts[camera_id] += 1
        if not self._asked:
            return
        number = None
        if frame is not None:
            number = number_in(frame.pixels, frame.width, frame.height, frame.stride)
        if new and number is not None:
            self._recent.append(Painted(camera_id, number, time.monotonic()))
        self._stands[camera_id] = (claim, number)

    def take(self) -> tuple[dict[str, int], list[Painted]]:
        """Pictures painted of each camera since the last call, and the newest of them one by one."""
        self._asked = True
        counts, recent = self._counts, self._recent
        self._counts, self._recent = Counter(), deque(maxlen=_KEPT)
        return dict(counts), list(recent)

    def stands(self) -> dict[str, Stands]:
        """By camera, of every tile painted since this, or `take`, was first asked."""
        self._asked = True
        return {
            camera_id: Stands(claim.state, claim.cause, claim.health, number)
            for camera_id, (claim, number) in self._stands.copy().items()
        }
