"""Which tiles of the wall step down when decoding passes the machine's means: over all hosts the least important first."""

import os
from collections.abc import Callable, Collection, Iterable, Mapping

from app.cameras.load import HostLoad, Level, Shedding, Shown, wall_load
from app.cameras.protocol import CameraReport, Show

_LOOK_EVERY_S = 0.5
"""As often as hosts tell their load."""


class WallShedding:
    """Belongs to the wall's thread."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._processors = os.cpu_count() or 1
        self._shedding = Shedding()
        self._at = float("-inf")
        self._levels: dict[str, Level] = {}

    def levels(
        self,
        loads: Iterable[HostLoad],
        shown: Mapping[str, Show],
        report: Callable[[str], CameraReport | None],
    ) -> Mapping[str, Level]:
        """Of the cameras below par."""
        now = self._clock()
        if now - self._at >= _LOOK_EVERY_S:
            self._at = now
            known = tuple(loads)
            strained = {camera_id for load in known for camera_id in load.strained}
            tiles = [_tile(show, report(camera_id), strained) for camera_id, show in shown.items()]
            self._levels = self._shedding.update(now, wall_load(known, self._processors), tiles)
        return self._levels


def _tile(show: Show, report: CameraReport | None, strained: Collection[str]) -> Shown:
    has_keys = report is not None and report.keys_often
    area, is_strained = show.width * show.height, show.camera_id in strained
    return Shown(show.camera_id, area, show.important, has_keys, is_strained)
