"""Work that must not hold up the window: questions whose newest answer counts, and long work that can be stopped."""

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from app.core.errors import DutyRoomError
from app.ui.ops import Failed, Ops
from app.ui.threads import on_ui_thread

Result = TypeVar("Result")
Count = Callable[[int], None]
_TELL_EVERY = 2000


class WorkStopped(DutyRoomError):
    """Somebody has stopped it, or the window goes."""

    code = "stopped"


class Questions(QObject):
    """Asks on a thread of its own, in order; an answer that `forget` has overtaken is thrown away."""

    def __init__(self, ops: Ops, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ops = ops
        self._turn = 0
        self._open = True
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="questions")
        ops.closed.connect(self._close)

    def forget(self) -> None:
        """Answers still on their way are no longer wanted."""
        self._turn += 1

    def ask(self, question: Callable[[], Result], done: Callable[[Result], None]) -> None:
        if not self._open:
            return
        turn = self._turn

        def answered(result: Result) -> None:
            # The screen that asked may be gone by now.
            if isValid(self) and turn == self._turn:
                done(result)

        self._ops.run(self._executor.submit(question), answered)

    def _close(self) -> None:
        self._open = False
        self._executor.shutdown(wait=False, cancel_futures=True)


class LongWork(QObject):
    """One piece of work at a time. The work is handed a function to count with; that one raises when it must stop.

    Attributes:
        counted: how far it is.
    """

    counted = Signal(int)

    def __init__(self, ops: Ops, parent: QObject | None = None, *, tell_every: int = _TELL_EVERY) -> None:
        super().__init__(parent)
        self._ops = ops
        self._stop = threading.Event()
        self._counting = _counting(self._stop, on_ui_thread(self._tell), tell_every)
        self.running = False
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="long-work")
        ops.closed.connect(self._close)

    def start(
        self, work: "Callable[[Count], Result]", done: Callable[[Result], None], failed: Failed | None = None
    ) -> None:
        """Begins, unless something is running; afterwards `done`, or `failed` (WorkStopped after `stop`)."""
        if self.running:
            return
        self.running = True
        self._stop.clear()
        future: Future[Result] = self._executor.submit(work, self._counting)

        def ended(result: Result) -> None:
            self.running = False
            done(result)

        def refused(error: BaseException) -> None:
            self.running = False
            if failed is not None:
                failed(error)
            elif not isinstance(error, WorkStopped):
                self._ops.failed.emit(error)

        self._ops.run(future, ended, refused)

    def stop(self) -> None:
        self._stop.set()

    def _tell(self, number: int) -> None:
        self.counted.emit(number)

    def _close(self) -> None:
        self._stop.set()
        self._executor.shutdown(wait=False, cancel_futures=True)


def _counting(stop: threading.Event, tell: Count, tell_every: int) -> Count:
    def count(number: int) -> None:
        if stop.is_set():
            raise WorkStopped
        if number % tell_every == 0:
            tell(number)

    return count
