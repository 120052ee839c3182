"""The *ask* way: brings the result of a service's future back to the UI thread."""

import itertools
import logging
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal

from app.core.errors import DutyRoomError
from app.ui.threads import on_ui_thread

log = logging.getLogger(__name__)
Result = TypeVar("Result")
Done = Callable[[Any], None]
Failed = Callable[[BaseException], None]


class Ops(QObject):
    """One for the whole window, made on the UI thread.

    Attributes:
        failed: an operation without its own `failed` went wrong; the banner shows it.
        changed: kinds of records (a frozenset) that commits touched; screens refresh what they show.
        closed: the window goes; long work must end.
    """

    failed = Signal(object)
    changed = Signal(object)
    closed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._open = True
        self._numbers = itertools.count()
        # Here, not in the future: it belongs to the worker's thread, and screens must not end there.
        self._waiting: dict[int, tuple[Done | None, Failed | None]] = {}
        self._ended = on_ui_thread(self._deliver)

    def close(self) -> None:
        """The window goes: what ends from now on is no longer brought back."""
        self._open = False
        self._waiting.clear()
        self.closed.emit()

    def run(
        self,
        future: "Future[Result]",
        done: Callable[[Result], None] | None = None,
        failed: Failed | None = None,
    ) -> None:
        """Calls `done(result)` or `failed(error)` on the UI thread; without `failed` the banner tells the error."""
        if not self._open:
            return
        number, ended = next(self._numbers), self._ended
        self._waiting[number] = (done, failed)
        future.add_done_callback(lambda over: ended(number, over))

    def ask(
        self,
        start: "Callable[[], Future[Result]]",
        done: Callable[[Result], None] | None = None,
        failed: Failed | None = None,
    ) -> None:
        """Like `run`, for calls that may refuse at once: a refusal goes to `failed` as well."""
        try:
            future = start()
        except DutyRoomError as error:
            self._fail(error, failed)
            return
        self.run(future, done, failed)

    def _deliver(self, number: int, ended: "Future[Any]") -> None:
        if number not in self._waiting:
            return
        done, failed = self._waiting.pop(number)
        if ended.cancelled():
            return
        error = ended.exception()
        if error is not None:
            self._fail(error, failed)
        elif done is not None:
            done(ended.result())

    def _fail(self, error: BaseException, failed: Failed | None) -> None:
        if not isinstance(error, DutyRoomError):
            log.error("an operation failed in an unforeseen way", exc_info=error)
        if failed is None:
            self.failed.emit(error)
        else:
            failed(error)
