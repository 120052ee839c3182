"""A thread that looks every so often what time has brought."""

import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

from app.core.errors import StorageUnavailable

log = logging.getLogger(__name__)
_ENDS_WITHIN_S = 2.0


class Ticker:
    """Calls `tick` every `every_s` seconds between `start` and `stop`, and at once after `wake`.

    Args:
        name: of the thread; the log names it, too.
        tick: gives the write it has begun, which is waited for, or None where nothing had to be written.
        fault: told when a tick fails of something else than a disk that refuses; there is no further tick then.
        at_once: the first tick comes with `start`, not after the first pause.
    """

    def __init__(
        self,
        name: str,
        every_s: float,
        tick: "Callable[[], Future[Any] | None]",
        fault: Callable[[BaseException], None],
        *,
        at_once: bool = False,
    ) -> None:
        self._name = name
        self._every_s = every_s
        self._tick = tick
        self._fault = fault
        self._at_once = at_once
        self._stopping = False
        self._wake = threading.Event()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    def start(self) -> None:
        self._thread.start()

    def wake(self) -> None:
        self._wake.set()

    def stop(self) -> None:
        """Waits until a tick that runs has ended, two seconds at most."""
        self._stopping = True
        self._wake.set()
        if self._thread.is_alive():
            self._thread.join(_ENDS_WITHIN_S)

    def _run(self) -> None:
        try:
            if self._at_once:
                self._tick_patiently()
            while not self._stopping:
                self._wake.wait(self._every_s)
                self._wake.clear()
                if not self._stopping:
                    self._tick_patiently()
        except BaseException as error:
            self._fault(error)
            raise

    def _tick_patiently(self) -> None:
        """A disk that refuses now may take it at the next tick; the banner tells of it from elsewhere."""
        try:
            change = self._tick()
            if change is not None:
                change.result()
        except StorageUnavailable as error:
            log.warning("a tick of %s could not be stored: %s", self._name, error)
