"""All that shows live pictures in the window: the walls of both screens, what stands out, the tour that is walked."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from app.model.view import MAIN, SECOND
from app.ui.names import Names
from app.ui.ops import Ops
from app.ui.services import Services
from app.ui.tours.card import TourCard
from app.ui.tours.control import TourControl
from app.ui.tours.start import TourStart
from app.ui.wall.rail_picture import RailPicture
from app.ui.wall.screen import WallScreen
from app.ui.wall.second import SecondScreen, other_screen
from app.ui.wall.shown import ShownPictures
from app.ui.wall.spotlight import Spotlight

TOUR_KEY = "Ctrl+T"
SECOND_KEY = "Ctrl+F1"


class Walls(QObject):
    """Builds these parts and ties them together; the window docks them.

    Attributes:
        place_wanted: a place of the window.
        line_wanted: a log line about a camera (id, may be empty), its place and name.
        replay_wanted: the last seconds of a camera.
        picture_wanted: what a camera shows now, for the line of the log.
        carried: as `WallView.carried`.
    """

    place_wanted = Signal(str)
    line_wanted = Signal(str, str, str)
    replay_wanted = Signal(str)
    picture_wanted = Signal(str)
    carried = Signal(str, QPoint, bool)

    def __init__(self, services: Services, names: Names, ops: Ops, window: QWidget) -> None:
        super().__init__(window)
        self._services = services
        self._names = names
        self._ops = ops
        self.shown = ShownPictures(services.wall)
        self.spotlight = Spotlight(services, self)
        self.main = self._new_wall(MAIN)
        self.look = RailPicture(services, names, self.shown, self.spotlight, window)
        self.tour = TourControl(services, names, ops, self.spotlight, self)
        self.tour_card = TourCard(self.tour, window)
        self.tour_start = TourStart(services, self.tour, self.main)
        self.second = SecondScreen(
            self._second_wall,
            self.main.views,
            lambda: other_screen(window),
            wanted=services.views.choice(SECOND).is_open,
            parent=self,
        )
        self.main.bar.add(self.tour_start)
        self._wire()
        self._key(TOUR_KEY, self._choose_tour, window)
        self._key(SECOND_KEY, self.second.toggle, window)

    def refresh(self, kinds: frozenset[str]) -> None:
        for part in (self.main, self.tour, self.second):
            part.refresh(kinds)

    def retranslate(self) -> None:
        for part in (self.look, self.tour_card, self.tour_start, self.second):
            part.retranslate()

    def tick(self) -> None:
        """Clocks."""
        for part in (self.main, self.tour_card, self.second):
            part.tick()

    def look_at_keys(self) -> None:
        """What a press of them would do now: each second."""
        for part in (self.main, self.second):
            part.look_at_keys()

    def chosen_camera(self) -> str:
        """The one whose tile has the focus on the wall of the window; empty where there is none."""
        return self.main.view.focused_camera()

    def show_place(self, place_id: str) -> None:
        """Which place of the window is open: beside others than the wall stands a small picture."""
        on_wall = place_id == "wall"
        self.look.set_on_wall(on_wall=on_wall)
        self.tour_card.set_on_wall(on_wall=on_wall)

    def _wire(self) -> None:
        self.tour.serve(self.main.view)
        self.tour.wrong_seen.connect(self._write_about)
        self.tour_start.none_yet.connect(lambda: self.place_wanted.emit("settings"))
        self.tour_start.left.connect(lambda: self.main.view.setFocus(Qt.FocusReason.OtherFocusReason))
        self.look.clicked.connect(lambda: self.place_wanted.emit("wall"))
        self.main.bar.second.clicked.connect(self.second.toggle)
        self.second.changed.connect(self._show_second)

    def _new_wall(self, screen: str) -> WallScreen:
        wall = WallScreen(self._services, self._names, self._ops, self.shown, self.spotlight, screen)
        wall.replay_wanted.connect(self.replay_wanted)
        wall.picture_wanted.connect(self.picture_wanted)
        wall.view.carried.connect(self.carried)
        return wall

    def _second_wall(self) -> WallScreen:
        wall = self._new_wall(SECOND)
        self.tour.serve(wall.view)
        wall.bar.second.clicked.connect(self.second.toggle)
        return wall

    def _show_second(self) -> None:
        walls = [self.main] if self.second.wall is None else [self.main, self.second.wall]
        for wall in walls:
            wall.bar.show_second(offered=self.second.is_offered(), is_open=self.second.is_open())

    def _choose_tour(self) -> None:
        self.place_wanted.emit("wall")
        self.tour_start.open()

    def _write_about(self, camera_id: str, name: str) -> None:
        cameras = self._services.site.cameras()
        place_id = next((camera.place_id for camera in cameras if camera.id == camera_id), "")
        self.line_wanted.emit(camera_id, place_id, name)

    def _key(self, key: str, do: Callable[[], None], window: QWidget) -> None:
        shortcut = QShortcut(QKeySequence(key), window)
        shortcut.setContext(Qt.ShortcutContext.ApplicationShortcut)
        shortcut.activated.connect(do)
