"""The *tell* way, Qt side: notices of commits become one signal on the UI thread."""

import threading
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from app.core.changes import Changed, Changes
from app.ui.threads import on_ui_thread

COALESCE_MS = 100
"""Ten commits in a tenth of a second are one refresh; a camera storm must not repaint the window each time."""


class UiChanges(QObject):
    """`changed` carries the kinds touched since the last one. Incidents are passed on at once."""

    changed = Signal(object)

    def __init__(self, changes: Changes, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._arrivals = Arrivals(on_ui_thread(self._on_arrived))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(COALESCE_MS)
        self._timer.timeout.connect(self._pass_on)
        self._unsubscribe = changes.subscribe(self._arrivals.note)
        # A window that failed half-way is destroyed without being closed.
        self.destroyed.connect(self._unsubscribe)

    def close(self) -> None:
        """Ends listening; call before the window goes."""
        self._unsubscribe()
        self._timer.stop()

    def _on_arrived(self) -> None:
        if "incident" in self._arrivals:
            self._timer.stop()
            self._pass_on()
        elif not self._timer.isActive():
            self._timer.start()

    def _pass_on(self) -> None:
        kinds = self._arrivals.take()
        if kinds:
            self.changed.emit(kinds)


class Arrivals:
    """Kinds touched and not yet passed on. No QObject: commits come from a thread that must not hold one."""

    def __init__(self, tell: Callable[[], None]) -> None:
        self._tell = tell
        self._lock = threading.Lock()
        self._kinds: set[str] = set()

    def note(self, changed: Changed) -> None:
        """Rings only for what is not expected already: a hundred commits a second would wake the window as often."""
        with self._lock:
            expected = bool(self._kinds) and ("incident" in self._kinds or "incident" not in changed.kinds)
            self._kinds |= changed.kinds
        if not expected:
            self._tell()

    def take(self) -> frozenset[str]:
        with self._lock:
            kinds = frozenset(self._kinds)
            self._kinds.clear()
        return kinds

    def __contains__(self, kind: str) -> bool:
        with self._lock:
            return kind in self._kinds
