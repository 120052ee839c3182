"""One at a time through a narrow door: connections tried again by all streams of this host."""

import os
import threading
from collections import deque
from collections.abc import Callable

from app.cameras import rules
from app.cameras.reconnect import ConnectBudget

MANY_CAMERAS = 64


class Gate:
    """Shared by all streams of a host."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._line: deque[object] = deque()
        # Each host reckons with as many as this machine runs for a full wall.
        self._budget = ConnectBudget(rules.host_count(os.cpu_count() or 1, MANY_CAMERAS), clock())

    def take(self, who: object) -> bool:
        """True when a connection may be tried now. First come, first served: a camera that is tried often must not
        keep one waiting that was lost once."""
        with self._lock:
            if who not in self._line:
                self._line.append(who)
            if self._line[0] is not who or not self._budget.take(self._clock()):
                return False
            self._line.popleft()
            return True

    def leave(self, who: object) -> None:
        """Does not want to connect any more, or does not wait to be let in."""
        with self._lock:
            if who in self._line:
                self._line.remove(who)

    def succeeded(self) -> None:
        with self._lock:
            self._budget.succeeded()
