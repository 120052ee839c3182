"""The *tell* way, Qt side: notices of commits become one signal on the UI thread."""

import threading

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from app.core.changes import Changed, Changes

COALESCE_MS = 100
"""Ten commits in a tenth of a second are one refresh; a camera storm must not repaint the window each time."""


class UiChanges(QObject):
    """`changed` carries the kinds touched since the last one. Incidents are passed on at once."""

    changed = Signal(object)
    _arrived = Signal()

    def __init__(self, changes: Changes, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lock = threading.Lock()
        self._waiting: set[str] = set()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(COALESCE_MS)
        self._timer.timeout.connect(self._pass_on)
        self._arrived.connect(self._on_arrived, Qt.ConnectionType.QueuedConnection)
        self._unsubscribe = changes.subscribe(self._on_commit)
        # A window that failed half-way is destroyed without being closed.
        self.destroyed.connect(self._unsubscribe)

    def close(self) -> None:
        """Ends listening; call before the window goes."""
        self._unsubscribe()
        self._timer.stop()

    def _on_commit(self, changed: Changed) -> None:
        with self._lock:
            self._waiting |= changed.kinds
        self._arrived.emit()

    def _on_arrived(self) -> None:
        with self._lock:
            urgent = "incident" in self._waiting
        if urgent:
            self._timer.stop()
            self._pass_on()
        elif not self._timer.isActive():
            self._timer.start()

    def _pass_on(self) -> None:
        with self._lock:
            kinds = frozenset(self._waiting)
            self._waiting.clear()
        if kinds:
            self.changed.emit(kinds)
