"""One at a time through a narrow door: connections tried by all streams of this host."""

import os
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from app.cameras import rules
from app.cameras.reconnect import FIRST_CONNECT_BURST, FIRST_CONNECTS_PER_S, ConnectBudget

MANY_CAMERAS = 64


@dataclass(slots=True)
class _Line:
    budget: ConnectBudget
    waiting: deque[object] = field(default_factory=deque)

    def take(self, who: object, now: float) -> bool:
        if who not in self.waiting:
            self.waiting.append(who)
        if self.waiting[0] is not who or not self.budget.take(now):
            return False
        self.waiting.popleft()
        return True

    def leave(self, who: object) -> None:
        if who in self.waiting:
            self.waiting.remove(who)


class Gate:
    """Shared by all streams of a host. Those that have not failed need not wait behind those that have."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        # Each host reckons with as many as this machine runs for a full wall.
        hosts, now = rules.host_count(os.cpu_count() or 1, MANY_CAMERAS), clock()
        self._again = _Line(ConnectBudget(hosts, now))
        self._first = _Line(ConnectBudget(hosts, now, FIRST_CONNECTS_PER_S, FIRST_CONNECT_BURST))

    def take(self, who: object, *, first: bool = False) -> bool:
        """True when a connection may be tried now. First come, first served: a camera that is tried often must not
        keep one waiting that was lost once."""
        with self._lock:
            return (self._first if first else self._again).take(who, self._clock())

    def leave(self, who: object) -> None:
        """Does not want to connect any more, or does not wait to be let in."""
        with self._lock:
            self._first.leave(who)
            self._again.leave(who)

    def succeeded(self) -> None:
        """What answers is no dead switch: the others may try at once."""
        with self._lock:
            self._first.budget.succeeded()
            self._again.budget.succeeded()
