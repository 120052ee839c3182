"""One camera's password, asked of it by all its streams: a wrong one locks the account when it is tried too often."""

import threading
from collections import defaultdict, deque
from collections.abc import Callable

from app.cameras.reconnect import WRONG_PASSWORD_S, Refusals


class Login:
    """Shared by the streams of a camera. As long as none of them is connected one alone may try; what it learns holds for
    all of them."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._line: deque[object] = deque()
        self._inside: set[object] = set()
        self._refusals: dict[object, Refusals] = defaultdict(Refusals)
        self._not_before = float("-inf")

    @property
    def refused_now(self) -> bool:
        """The password was refused so lately that nobody may try it."""
        return not self._inside and self._clock() < self._not_before

    @property
    def accepted_now(self) -> bool:
        """A stream of the camera is connected with it."""
        return bool(self._inside)

    def take(self, who: object) -> bool:
        """True when `who` may try. First come, first served: who was refused stands behind the others next time."""
        with self._lock:
            if self._inside:
                return True
            if who not in self._line:
                self._line.append(who)
            return self._line[0] is who and self._clock() >= self._not_before

    def accepted(self, who: object) -> None:
        with self._lock:
            self._forget(who)
            self._inside.add(who)
            self._refusals.clear()
            self._not_before = float("-inf")

    def refused(self, who: object) -> float:
        """Seconds until `who` may try again."""
        with self._lock:
            self._forget(who)
            if not self._inside:
                delay = self._refusals[self].refused()
                self._not_before = self._clock() + delay
                return delay
            # With another stream connected it may be about this one alone: that one need not wait for as long.
            self._not_before = self._clock() + WRONG_PASSWORD_S
            return self._refusals[who].refused()

    def leave(self, who: object) -> None:
        """Is no longer connected, or does not want to be."""
        with self._lock:
            self._forget(who)

    def retry(self) -> None:
        """An operator wants it tried now."""
        with self._lock:
            self._not_before = float("-inf")

    def _forget(self, who: object) -> None:
        self._inside.discard(who)
        if who in self._line:
            self._line.remove(who)
