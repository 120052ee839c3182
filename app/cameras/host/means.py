"""How much of the machine this host uses for its cameras. What follows from it the console decides for the whole wall."""

import time
from collections.abc import Callable, Sequence

from app.cameras.host.feed import Feed
from app.cameras.load import SHED_ABOVE, HostLoad

_LOOK_EVERY_S = 0.5


class Means:
    """Looked at with each heartbeat, in its thread."""

    def __init__(
        self, clock: Callable[[], float], processor_s: Callable[[], float] = time.process_time
    ) -> None:
        self._clock = clock
        self._processor_s = processor_s
        self._at = clock()
        self._used_s = processor_s()
        self._before: dict[str, tuple[float, int, int]] = {}
        self._load = HostLoad()

    def look(self, feeds: Sequence[Feed]) -> HostLoad:
        """The load of the time between the last two looks that lie far enough apart."""
        now = self._clock()
        passed = now - self._at
        if passed >= _LOOK_EVERY_S:
            self._at = now
            self._load = self._measured(feeds, passed)
        return self._load

    def _measured(self, feeds: Sequence[Feed], passed: float) -> HostLoad:
        before, self._before = self._before, {feed.camera_id: feed.effort() for feed in feeds}
        used_before, self._used_s = self._used_s, self._processor_s()
        busy = 0.0
        missed: list[float] = []
        strained: list[str] = []
        for camera_id, (spent, seen, behind) in self._before.items():
            spent_before, seen_before, behind_before = before.get(camera_id, (spent, seen, behind))
            # A camera connected anew begins at zero.
            share = max(0.0, spent - spent_before) / passed
            busy += share
            if share > SHED_ABOVE:
                strained.append(camera_id)
            if seen > seen_before:
                missed.append((behind - behind_before) / (seen - seen_before))
        return HostLoad(busy, (self._used_s - used_before) / passed, tuple(missed), tuple(strained))
