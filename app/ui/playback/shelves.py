"""Keeps what the playback screen needs of the stores at hand: files and marks around what is seen."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from app.ui.background import Questions
from app.ui.ops import Ops
from app.ui.playback.loading import Loaded, load
from app.ui.playback.scale import HOUR, MINUTE, TimeScale
from app.ui.services import Services

_AHEAD_S = HOUR


class Shelves(QObject):
    """Emits `filled` after each answer; `loaded` is the last one."""

    filled = Signal()

    def __init__(self, services: Services, ops: Ops, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._questions = Questions(ops, self)
        self.loaded = Loaded(0.0, 0.0)

    def fill(
        self,
        cameras: tuple[str, ...],
        scale: TimeScale,
        position: float,
        done: Callable[[], None] = lambda: None,
    ) -> None:
        """Asks for what is seen and as much again on both sides."""
        since = min(scale.begin - scale.span, position - _AHEAD_S)
        until = max(scale.end + scale.span, position + _AHEAD_S)
        everyone = tuple(camera.id for camera in self._services.site.cameras())
        services, recordings = self._services, self._services.evidence.recordings

        def take(loaded: Loaded) -> None:
            self.loaded = loaded
            self.filled.emit()
            done()

        self._questions.forget()
        self._questions.ask(
            lambda: load(recordings, services.journal, services.motion, cameras, everyone, since, until), take
        )

    def hold(self, scale: TimeScale, position: float) -> bool:
        """Whether all that is seen is at hand."""
        since, until = min(scale.begin, position - MINUTE), max(scale.end, position + MINUTE)
        return self.loaded.since <= since and until <= self.loaded.until

    def reach(self, now: float) -> bool:
        """Whether what happens now lies in what was asked for."""
        return self.loaded.since <= now <= self.loaded.until + _AHEAD_S
