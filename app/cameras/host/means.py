"""Whether this host's share of the machine suffices for its cameras, and which of them step down when it does not."""

import os
import time
from collections.abc import Callable, Sequence

from app.cameras import rules
from app.cameras.host.feed import Feed
from app.cameras.host.gate import MANY_CAMERAS
from app.cameras.load import Shedding, load_of

_LOOK_EVERY_S = 0.5


class Means:
    """Looked at with each heartbeat, in its thread."""

    def __init__(
        self, clock: Callable[[], float], processor_s: Callable[[], float] = time.process_time
    ) -> None:
        self._clock = clock
        self._processor_s = processor_s
        processors = os.cpu_count() or 1
        self._processors = max(1.0, processors / rules.host_count(processors, MANY_CAMERAS))
        self._shedding = Shedding()
        self._at = clock()
        self._used_s = processor_s()
        self._before: dict[str, tuple[float, int, int]] = {}

    def look(self, feeds: Sequence[Feed]) -> None:
        """Has feeds step down or come back as the load of the time since the last look wants it."""
        now = self._clock()
        passed = now - self._at
        if passed < _LOOK_EVERY_S:
            return
        self._at = now
        load = self._load(feeds, passed)
        levels = self._shedding.update(now, load, [shown for feed in feeds if (shown := feed.shown())])
        for feed in feeds:
            feed.reduce(levels.get(feed.camera_id, ""))

    def _load(self, feeds: Sequence[Feed], passed: float) -> float:
        before, self._before = self._before, {feed.camera_id: feed.effort() for feed in feeds}
        used_before, self._used_s = self._used_s, self._processor_s()
        busy = busiest = 0.0
        missed: list[float] = []
        for camera_id, (spent, seen, behind) in self._before.items():
            spent_before, seen_before, behind_before = before.get(camera_id, (spent, seen, behind))
            # A camera connected anew begins at zero.
            share = max(0.0, spent - spent_before) / passed
            busy, busiest = busy + share, max(busiest, share)
            if seen > seen_before:
                missed.append((behind - behind_before) / (seen - seen_before))
        used = (self._used_s - used_before) / passed
        return load_of(busy / self._processors, busiest, used / self._processors, missed)
