"""What this host holds in memory, for the console to judge whether that is more than its cameras explain."""

import time
from collections.abc import Callable

import psutil

from app.cameras.rules import HostMemory

_LOOK_EVERY_S = 5.0


class Memory:
    """Looked at with each heartbeat, in its thread.

    Args:
        held: bytes of the pictures that are kept on purpose.
    """

    def __init__(self, held: Callable[[], int], clock: Callable[[], float] = time.monotonic) -> None:
        self._held = held
        self._clock = clock
        self._process = psutil.Process()
        self._due = float("-inf")
        self._last = HostMemory()

    def look(self) -> HostMemory:
        now = self._clock()
        if now >= self._due:
            self._due = now + _LOOK_EVERY_S
            used = self._process.memory_info()
            # Tiles' frame buffers are shared with the console, which made them.
            self._last = HostMemory(used.rss - getattr(used, "shared", 0), self._held())
        return self._last
