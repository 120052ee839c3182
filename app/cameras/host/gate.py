"""One at a time through a narrow door: connections tried again by all streams of this host."""

import os
import threading
from collections.abc import Callable

from app.cameras import rules
from app.cameras.reconnect import ConnectBudget

MANY_CAMERAS = 64


class Gate:
    """Shared by all streams of a host."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        # Each host reckons with as many as this machine runs for a full wall.
        self._budget = ConnectBudget(rules.host_count(os.cpu_count() or 1, MANY_CAMERAS), clock())

    def take(self) -> bool:
        """True when a connection may be tried now."""
        with self._lock:
            return self._budget.take(self._clock())

    def succeeded(self) -> None:
        with self._lock:
            self._budget.succeeded()
