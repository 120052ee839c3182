"""How late the event loop is: the one number that says whether the window keeps up."""

import time
from collections import deque

from PySide6.QtCore import QObject, Qt, QTimer

TICK_MS = 10
_KEPT = 6000
"""One minute of ticks."""


class LoopWatch(QObject):
    """Measures by a precise 10 ms timer. The reading methods may be called from any thread."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._late_ms: deque[float] = deque(maxlen=_KEPT)
        self._last = 0.0
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._tick)

    def start(self) -> None:
        self._last = time.perf_counter()
        self._timer.start()

    def stop(self) -> None:
        self._timer.stop()

    def reset(self) -> None:
        """Forgets what was measured, so that a bench counts from here."""
        self._late_ms.clear()

    def p99_ms(self) -> float:
        """Lateness that 99 of 100 ticks of the last minute stay below; 0 before the first tick."""
        values = sorted(self._late_ms.copy())
        return values[int(len(values) * 0.99)] if values else 0.0

    def max_ms(self) -> float:
        """The worst lateness of the last minute."""
        return max(self._late_ms.copy(), default=0.0)

    def _tick(self) -> None:
        now = time.perf_counter()
        self._late_ms.append(max(0.0, (now - self._last) * 1000 - TICK_MS))
        self._last = now
