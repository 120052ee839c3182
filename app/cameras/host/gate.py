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
    ahead: deque[object] = field(default_factory=deque)
    """They go before those who wait."""

    def take(self, who: object, now: float, *, ahead: bool = False) -> bool:
        if who not in self.waiting and who not in self.ahead:
            (self.ahead if ahead else self.waiting).append(who)
        line = self.ahead or self.waiting
        if line[0] is not who or not self.budget.take(now):
            return False
        line.popleft()
        return True

    def leave(self, who: object) -> None:
        for line in (self.waiting, self.ahead):
            if who in line:
                line.remove(who)


class Gate:
    """Shared by all streams of a host. Those that have not failed need not wait behind those that have."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        # Each host reckons with as many as this machine runs for a full wall.
        hosts, now = rules.host_count(os.cpu_count() or 1, MANY_CAMERAS), clock()
        self._again = _Line(ConnectBudget(hosts, now))
        self._first = _Line(ConnectBudget(hosts, now, FIRST_CONNECTS_PER_S, FIRST_CONNECT_BURST))

    def take(self, who: object, *, first: bool = False, just_lost: bool = False) -> bool:
        """True when a connection may be tried now. First come, first served: a camera that is tried often must not
        keep one waiting that was lost once. What was `just_lost` goes before all that were tried since: until it is tried
        nobody knows what is wrong with it."""
        with self._lock:
            if first:
                return self._first.take(who, self._clock())
            return self._again.take(who, self._clock(), ahead=just_lost)

    def leave(self, who: object) -> None:
        """Does not want to connect any more, or does not wait to be let in."""
        with self._lock:
            self._first.leave(who)
            self._again.leave(who)

    def answered(self) -> None:
        """What answers is no dead switch: the others may try at once."""
        with self._lock:
            self._first.budget.answered()
            self._again.budget.answered()
