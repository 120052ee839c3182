"""The tour that is under way, for all parts of the window that show it."""

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget

from app.model.tour import Run, Stop
from app.ui.names import Names
from app.ui.ops import Ops
from app.ui.services import Services
from app.ui.wall.spotlight import Spotlight

SEEN_KEY = "Space"
WRONG_KEY = "W"
_SHOWS = frozenset({"tour", "view", "camera"})


class TourControl(QObject):
    """Keeps the running tour, puts its camera into the light, hands answers on.

    Attributes:
        changed: another tour, step or state.
        wrong_seen: something is wrong at a stop; a line about its camera is to be written: its id (empty for a view) and name.
    """

    changed = Signal()
    wrong_seen = Signal(str, str)

    def __init__(
        self,
        services: Services,
        names: Names,
        ops: Ops,
        spotlight: Spotlight,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._services = services
        self._names = names
        self._ops = ops
        self._spotlight = spotlight
        self._warned = (-1, "")
        self.run: Run | None = None
        # An incident has the window for itself at once, not at the next tick of the tours.
        spotlight.incidents_changed.connect(self.reload)
        self.reload()

    def refresh(self, kinds: frozenset[str]) -> None:
        if kinds & _SHOWS:
            self.reload()

    def reload(self) -> None:
        self.run = self._services.tours.running()
        self._spotlight.show_tour(self.cameras())
        self.changed.emit()

    def asks(self) -> bool:
        """Whether a step waits for an answer."""
        return self.run is not None and not self.run.held and not self._spotlight.running

    def writes(self) -> bool:
        """Whether it waits until somebody has written down what is wrong."""
        return self.run is not None and self.run.held == "note" and not self._spotlight.running

    def stop(self) -> Stop | None:
        """What is looked at; while somebody writes it is still what was wrong."""
        if self.run is None:
            return None
        return self.run.stops[self.run.step - 1 if self.writes() else self.run.step]

    def name(self) -> str:
        """Of the camera or view that is looked at."""
        stop = self.stop()
        if stop is None:
            return ""
        if stop.camera_id:
            return self._names.camera(stop.camera_id)
        return next((view.name for view in self._services.views.all() if view.id == stop.view_id), "")

    def cameras(self) -> tuple[str, ...]:
        """Ids of those to be shown large; none while an incident runs."""
        stop = self.stop()
        if stop is None or not (self.asks() or self.writes()):
            return ()
        if stop.camera_id:
            return (stop.camera_id,)
        view = next((view for view in self._services.views.all() if view.id == stop.view_id), None)
        return view.camera_ids if view is not None else ()

    def picture(self) -> str:
        """What is claimed of the pictures: the worst of them."""
        states = {status.id: status.state for status in self._services.wall.statuses()}
        found = [states.get(camera_id, "lost") for camera_id in self.cameras()]
        return (
            next((state for state in ("lost", "connecting", "late") if state in found), "live")
            if found
            else "lost"
        )

    def remaining_s(self) -> float:
        return self._services.tours.remaining_s(self.run) if self.run is not None else 0.0

    def warn_once(self) -> None:
        """A sound when the time to look is over and the step is about to be missed."""
        run = self.run
        if run is None or not self.asks() or self._warned == (run.step, run.id):
            return
        if self.remaining_s() <= run.grace_s:
            self._warned = run.step, run.id
            QApplication.beep()

    def begin(self, tour_id: str) -> None:
        self._ops.ask(lambda: self._services.tours.begin(tour_id))

    def answer(self, *, wrong: bool) -> None:
        """Somebody has looked."""
        run, stop = self.run, self.stop()
        if run is None or stop is None or not self.asks():
            return
        step, picture, name = run.step, self.picture(), self.name()
        self._ops.ask(
            lambda: self._services.tours.acknowledge(run.id, step, wrong=wrong, picture=picture),
            lambda _: self.wrong_seen.emit(stop.camera_id, name) if wrong else None,
        )

    def go_on(self) -> None:
        """What was wrong is written down."""
        run = self.run
        if run is not None and self.writes():
            self._ops.run(self._services.tours.go_on(run.id))

    def end(self) -> None:
        run = self.run
        if run is not None:
            self._ops.ask(lambda: self._services.tours.end(run.id))

    def serve(self, view: QWidget) -> None:
        """Its keys on a wall; a key held down counts once."""
        for key, wrong in ((SEEN_KEY, False), (WRONG_KEY, True)):
            shortcut = QShortcut(QKeySequence(key), view)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.setAutoRepeat(False)
            shortcut.activated.connect(lambda wrong=wrong: self._on_key(wrong=wrong))

    def _on_key(self, *, wrong: bool) -> None:
        if self.writes() and not wrong:
            self.go_on()
        else:
            self.answer(wrong=wrong)
