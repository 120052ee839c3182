"""Starts the console and restarts it when it crashes. No Qt, no database: there is little here that could fail."""

import signal
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable, Sequence

from app.core.exit_codes import DONE, FAILED, REFUSED, RESTART, USAGE

CHILD_WORD = "--supervised"
AFTER_CRASH_WORD = "--after-crash"
_CRASHES = 5
_WITHIN_S = 60.0
_PAUSE_S = 10.0


class Restarts:
    """Decides how long to wait before a crashed console starts again: not at all, unless it crashes over and over."""

    def __init__(self) -> None:
        self._crashes: deque[float] = deque(maxlen=_CRASHES)

    def pause_s(self, now: float) -> float:
        """Counts a crash at `now` (monotonic seconds); a fifth within a minute makes the start wait 10 s."""
        self._crashes.append(now)
        often = len(self._crashes) == _CRASHES and now - self._crashes[0] < _WITHIN_S
        return _PAUSE_S if often else 0.0


def is_crash(code: int) -> bool:
    """Whether an exit code means that nobody wanted the console to end."""
    asked = (-signal.SIGTERM, -signal.SIGINT)
    return code not in (DONE, REFUSED, RESTART, USAGE, *asked)


def supervise(words: Sequence[str], monotonic: Callable[[], float] = time.monotonic) -> int:
    """Runs the console with these words until it is closed; returns its exit code."""
    child = [sys.executable, "-m", "app", CHILD_WORD]
    command = [*child, *words]
    restarts = Restarts()
    keeper = _Keeper()
    while True:
        code = keeper.run(command)
        if code == RESTART and not keeper.ending:
            command = [*child, *words]
            continue
        if keeper.ending or not is_crash(code):
            return FAILED if code == REFUSED else code
        command = [*child, AFTER_CRASH_WORD, *words]
        pause = restarts.pause_s(monotonic())
        print(f"dutyroom: the console ended with {code}; it starts again in {pause:.0f} s", file=sys.stderr)
        if keeper.wait(pause):
            return code


class _Keeper:
    """Runs one child after the other and hands on the wish to end."""

    def __init__(self) -> None:
        self.ending = False
        self._child: subprocess.Popen[bytes] | None = None
        for name in ("SIGTERM", "SIGINT", "SIGHUP"):
            if hasattr(signal, name):
                signal.signal(getattr(signal, name), self._end)

    def run(self, command: Sequence[str]) -> int:
        self._child = subprocess.Popen(command)
        if self.ending:
            self._child.terminate()
        while True:
            # In slices: on Windows a wait without an end cannot be interrupted by Ctrl+C.
            try:
                return self._child.wait(timeout=1.0)
            except subprocess.TimeoutExpired:
                continue

    def wait(self, seconds: float) -> bool:
        """Pauses; returns whether somebody asked to end meanwhile."""
        until = time.monotonic() + seconds
        while not self.ending and (left := until - time.monotonic()) > 0:
            time.sleep(min(left, 0.2))
        return self.ending

    def _end(self, *_: object) -> None:
        self.ending = True
        if self._child is not None and self._child.poll() is None:
            self._child.terminate()
