"""How often somebody may ask: a bucket of so many at once that fills again by the minute."""

from collections import OrderedDict
from collections.abc import Callable

_MOST_KEYS = 4096
"""Whoever asks under ever new names must not fill the memory: the one not heard of for longest is forgotten."""


class Throttle:
    """Counts by key (an address, a link); `monotonic` is the clock."""

    def __init__(self, per_minute: int, burst: int, monotonic: Callable[[], float]) -> None:
        self._rate = per_minute / 60
        self._burst = burst
        self._monotonic = monotonic
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait_s(self, key: str) -> float:
        """0.0 when it may ask now, which is counted; else after how many seconds it may again."""
        now = self._monotonic()
        left, at = self._left.pop(key, (float(self._burst), now))
        left = min(float(self._burst), left + (now - at) * self._rate)
        allowed = left >= 1.0
        self._left[key] = (left - 1.0 if allowed else left, now)
        if len(self._left) > _MOST_KEYS:
            self._left.popitem(last=False)
        return 0.0 if allowed else (1.0 - left) / self._rate
