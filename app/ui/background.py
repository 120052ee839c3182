"""Work that must not hold up the window: questions whose newest answer counts, and long work that can be stopped."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal
from shiboken6 import isValid

from app.core.errors import DutyRoomError
from app.ui.language import current_language, speaking
from app.ui.ops import Failed, Ops
from app.ui.threads import on_ui_thread

Result = TypeVar("Result")
Count = Callable[[int], None]
_TELL_EVERY = 2000
_PAUSE_SHARE = 3
_SHOWING_SHARE = 8
"""Pauses between two answers are so many times as long as finding one takes, and as showing it takes, which holds the
window up: a storm of changes leaves the window its share of the machine."""


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


class Latest(QObject):
    """One question that is asked again after each change: never twice at a time, and the newest answer counts.

    Args:
        prepare: gives the question; called on the UI thread whenever it is really asked.
        done: is told the answer, on the UI thread.
    """

    def __init__(
        self,
        ops: Ops,
        prepare: Callable[[], Callable[[], Result]],
        done: Callable[[Result], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._ops = ops
        self._prepare: Callable[[], Callable[[], Any]] = prepare
        self._done: Callable[[Any], None] = done
        self._turn = 0
        self._asking = False
        self._again = False
        self._least_rest_s = 0.0
        self._open = True
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.timeout.connect(self._on_paused)
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="latest")
        ops.closed.connect(self._close)

    def ask(self) -> None:
        """Something has changed. While an answer is on its way, or just came, it is asked once more afterwards."""
        if self._asking or self._pause.isActive():
            self._again = True
        else:
            self._ask()

    def renew(self) -> None:
        """What is on its way is too old: it is thrown away, and asked at once."""
        self._turn += 1
        self._pause.stop()
        if self._asking:
            self._again = True
        else:
            self._ask()

    def rest(self, seconds: float) -> None:
        """After the answer that is being shown, or was shown last: so long at least, but for `renew`."""
        self._least_rest_s = seconds
        if not self._asking and seconds * 1000 > self._pause.remainingTime():
            self._ended(0.0)

    def _ask(self) -> None:
        if not self._open:
            return
        self._asking, self._again = True, False
        turn, question = self._turn, self._prepare()

        def timed() -> tuple[Any, float]:
            begun = time.monotonic()
            return question(), time.monotonic() - begun

        def answered(answer: tuple[Any, float]) -> None:
            # Who asked may be gone by now.
            if not isValid(self):
                return
            result, took_s = answer
            if turn != self._turn:
                self._ended(0.0)
                return
            begun = time.monotonic()
            self._done(result)
            showing_s = time.monotonic() - begun
            self._ended(max(_PAUSE_SHARE * took_s, _SHOWING_SHARE * showing_s))

        def failed(error: BaseException) -> None:
            if isValid(self):
                self._ops.failed.emit(error)
                self._ended(0.0)

        self._ops.run(self._executor.submit(timed), answered, failed)

    def _ended(self, rest_s: float) -> None:
        self._asking = False
        self._pause.start(int(max(rest_s, self._least_rest_s) * 1000))
        self._least_rest_s = 0.0

    def _on_paused(self) -> None:
        if self._again:
            self._ask()

    def _close(self) -> None:
        self._open = False
        self._pause.stop()
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
        language, counting = current_language(), self._counting

        def speak() -> Result:
            # The screen may be switched meanwhile: what it writes stays in one language.
            with speaking(language):
                return work(counting)

        future: Future[Result] = self._executor.submit(speak)

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
