"""The one thread that writes: changes in the order in which they were asked for, emergencies before all others."""

import atexit
import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

T = TypeVar("T")
_Work = Callable[[], None]


class Writer:
    """Runs one piece of work at a time. After `close` nothing more is taken; what waits is still done."""

    def __init__(self) -> None:
        self._waiting: deque[_Work] = deque()
        self._urgent: deque[_Work] = deque()
        self._news = threading.Condition()
        self._closed = False
        self._thread = threading.Thread(target=self._run, name="storage-writer", daemon=True)
        self._thread.start()
        # A program that ends without closing still writes what was asked for.
        atexit.register(self.close)

    def submit(self, work: Callable[[], T], *, urgent: bool = False) -> "Future[T]":
        """Raises RuntimeError once closed."""
        future: Future[T] = Future()
        with self._news:
            if self._closed:
                raise RuntimeError("the database is closed")
            (self._urgent if urgent else self._waiting).append(lambda: _carry_out(work, future))
            self._news.notify()
        return future

    def close(self) -> None:
        """Waits until everything is done."""
        with self._news:
            self._closed = True
            self._news.notify()
        self._thread.join()
        atexit.unregister(self.close)

    def _run(self) -> None:
        while (work := self._next()) is not None:
            work()
            # An idle thread must not keep alive what the last change held.
            del work

    def _next(self) -> _Work | None:
        with self._news:
            while not (self._urgent or self._waiting):
                if self._closed:
                    return None
                self._news.wait()
            return (self._urgent or self._waiting).popleft()


def _carry_out(work: Callable[[], T], future: "Future[T]") -> None:
    if future.set_running_or_notify_cancel():
        settle(work, future)


def settle(work: Callable[[], T], future: "Future[T]") -> None:
    """Does what a future that is known to be wanted waits for."""
    try:
        result = work()
    except BaseException as error:  # noqa: BLE001 - whoever asked is told, whatever it was
        future.set_exception(error)
    else:
        future.set_result(result)
