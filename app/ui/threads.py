"""How other threads reach the UI thread, and what must happen nowhere else than there."""

import functools
import gc
import weakref
from collections.abc import Callable
from typing import Any, ParamSpec

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from shiboken6 import isValid

from app.ui.garbage import collect_due

Words = ParamSpec("Words")
_COLLECT_EVERY_MS = 250
"""In small bites: with emergencies running, all that a second makes took the window 30 ms and more to look through."""


class _Bell(QObject):
    rang = Signal(object)


@functools.cache
def _bell() -> _Bell:
    """There is one, and it stays until the program ends: what a window owns may be destroyed while a worker rings."""
    bell = _Bell()
    bell.rang.connect(_call, Qt.ConnectionType.QueuedConnection)
    return bell


def _call(work: Callable[[], None]) -> None:
    work()


def on_ui_thread(method: Callable[Words, Any]) -> Callable[Words, None]:
    """A function for any thread and any moment: `method` runs on the UI thread, unless its object is gone by then.

    Args:
        method: of a QObject. It is not held: a worker that was the last to let go of a screen would destroy it on
            the wrong thread. Call `on_ui_thread` itself on the UI thread.
    """
    bell, weak = _bell(), weakref.WeakMethod(method)

    def run(*args: Words.args, **words: Words.kwargs) -> None:
        found = weak()
        if found is not None and isValid(found.__self__):  # type: ignore[attr-defined]  # a WeakMethod gives methods
            found(*args, **words)

    def ring(*args: Words.args, **words: Words.kwargs) -> None:
        bell.rang.emit(functools.partial(run, *args, **words))

    return ring


class UiThreadCollector(QObject):
    """Python's garbage collector, from now on on the UI thread alone.

    Left to itself it runs on whichever thread makes the object that is one too many; widgets caught in a cycle are
    then destroyed on a thread that must not touch them, and the program with them.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.timeout.connect(collect_due)
        self._timer.setInterval(_COLLECT_EVERY_MS)

    def start(self) -> None:
        gc.disable()
        gc.freeze()  # what the start made stays for good and need not be looked through again
        self._timer.start()

    def stop(self) -> None:
        self._timer.stop()
        gc.enable()
