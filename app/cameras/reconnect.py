"""When a stream that was lost is asked again. Pure: time and chance are given."""

from dataclasses import dataclass

STABLE_AFTER_S = 30.0
"""A connection that lasted less does not begin the waiting anew."""
HELD_S = 10.0
"""After one that lasted this long a single try is due soon all the same; if that fails the waiting goes on where it was."""
CONNECTS_PER_S = 2.0
CONNECT_BURST = 6
"""Lost connections that may be tried at once by all hosts together, and then so many a second."""
FIRST_CONNECTS_PER_S = 4.0
FIRST_CONNECT_BURST = 16
"""The same for those that have not failed: at the start, and when a stream is wanted. As long as cameras answer there is
no limit."""

_FIRST_MINUTE_S = 60.0
_SOON_S = (1.0, 2.0, 2.5)
_LATER_S = (4.0, 8.0, 15.0, 15.0, 15.0, 15.0)
_FOR_EVER_S = 60.0
WRONG_PASSWORD_S = 60.0
LOCKED_OUT_S = 1800.0
"""After the second refusal: most cameras lock an account after a handful of wrong passwords, for about as long."""
_FULL_S = 12.0
"""Somebody else has to leave first, which a camera that counts dead sessions notices by itself."""
_WRONG_MATERIAL_S = 15.0

ANSWERS = ("wrong_password", "connection_limit", "not_found", "not_video")
"""Causes that only a camera can name which is there."""


@dataclass(slots=True)
class BackOff:
    """Of one stream. Soon and often in the first minute after a loss, since servers restart; then ever more seldom."""

    _lost_at: float | None = None
    _opened_at: float | None = None
    _tries: int = 0
    _late_tries: int = 0

    def opened(self, now: float) -> None:
        self._opened_at = now

    def delay(self, cause: str, now: float, jitter: float) -> float:
        """Seconds until the next try, after a failure. `jitter` in 0..1 keeps cameras from asking in step."""
        lasted_s = 0.0 if self._opened_at is None else now - self._opened_at
        self._opened_at = None
        if self._lost_at is None or lasted_s >= STABLE_AFTER_S:
            self._lost_at, self._tries, self._late_tries = now, 0, 0
        if cause == "connection_limit":
            return _FULL_S
        if cause in ("not_video", "bad_address"):
            return _WRONG_MATERIAL_S
        longest = _SOON_S[0] if HELD_S <= lasted_s < STABLE_AFTER_S else self._longest(now - self._lost_at)
        # Jitter only shortens: in the first minute pictures have to be back within 5 s of the server's return.
        return longest * (1.0 - 0.3 * jitter)

    def _longest(self, lost_for_s: float) -> float:
        if lost_for_s < _FIRST_MINUTE_S:
            self._tries += 1
            return _SOON_S[min(self._tries, len(_SOON_S)) - 1]
        self._late_tries += 1
        if self._late_tries <= len(_LATER_S):
            return _LATER_S[self._late_tries - 1]
        return _FOR_EVER_S


@dataclass(slots=True)
class Refusals:
    """Of one password, one after the other."""

    count: int = 0

    def refused(self) -> float:
        """Seconds for which the camera may not be asked again."""
        self.count += 1
        return WRONG_PASSWORD_S if self.count == 1 else LOCKED_OUT_S


class ConnectBudget:
    """Keeps many cameras behind one dead switch from storming it. Each host has its share of the wall's budget."""

    def __init__(
        self, hosts: int, now: float, per_s: float = CONNECTS_PER_S, burst: int = CONNECT_BURST
    ) -> None:
        self._per_s = per_s / max(1, hosts)
        self._most = max(1.0, burst / max(1, hosts))
        self._left = self._most
        self._at = now

    def take(self, now: float) -> bool:
        """True when a connection may be tried now."""
        self._left = min(self._most, self._left + max(0.0, now - self._at) * self._per_s)
        self._at = now
        if self._left < 1.0:
            return False
        self._left -= 1.0
        return True

    def answered(self) -> None:
        """What answers is no dead switch: the others may try at once."""
        self._left = self._most
