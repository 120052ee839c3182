"""Waits for what another thread or process does."""

import time
from collections.abc import Callable

_LOOK_EVERY_S = 0.02


def until(condition: Callable[[], bool], within_s: float = 30.0) -> None:
    """Fails the test when the condition does not come true in time."""
    end = time.monotonic() + within_s
    while not condition():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(_LOOK_EVERY_S)
