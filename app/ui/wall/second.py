"""The wall on the second screen: a window of its own without a frame, for as long as there is such a screen."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from app.model.view import Choice
from app.ui.wall.screen import WallScreen
from app.ui.wall.views import WallViews


def other_screen(window: QWidget) -> QScreen | None:
    """A screen on which the window is not."""
    here = window.screen()
    return next((screen for screen in QGuiApplication.screens() if screen is not here), None)


class SecondScreen(QObject):
    """Opens, closes and remembers; unplugged, the main wall shows what stood there until it is back.

    Args:
        build: makes the wall for the second screen.
        main: views of the wall in the window.
        find: the screen to use, or None while there is none.
        wanted: whether it stood open when the program ended.
    """

    changed = Signal()

    def __init__(
        self,
        build: Callable[[], WallScreen],
        main: WallViews,
        find: Callable[[], QScreen | None],
        *,
        wanted: bool,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._build = build
        self._main = main
        self.find = find
        self._wanted = wanted
        self._before: Choice | None = None
        self.window: QWidget | None = None
        self.wall: WallScreen | None = None
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.screenAdded.connect(self.look)
            application.screenRemoved.connect(self.look)

    def is_offered(self) -> bool:
        return self.is_open() or self.find() is not None

    def is_open(self) -> bool:
        return self.window is not None and self.window.isVisible()

    def toggle(self) -> None:
        """By its key or button."""
        if self.is_open():
            self._wanted = False
            self._hide()
        elif self.find() is not None:
            self._wanted = True
            self.look()
        if self.wall is not None:
            self.wall.views.set_open(is_open=self._wanted)
        self.changed.emit()

    def look(self) -> None:
        """Screens came or went."""
        screen = self.find()
        if screen is None and self.is_open():
            self._take_back()
        elif screen is not None and self._wanted and not self.is_open():
            self._show_on(screen)
        self.changed.emit()

    def refresh(self, kinds: frozenset[str]) -> None:
        if self.wall is not None:
            self.wall.refresh(kinds)

    def retranslate(self) -> None:
        if self.wall is not None and self.window is not None:
            self.wall.retranslate()
            self.window.setWindowTitle(self.tr("Wall"))

    def tick(self) -> None:
        if self.wall is not None and self.is_open():
            self.wall.tick()

    def look_at_keys(self) -> None:
        if self.wall is not None and self.is_open():
            self.wall.look_at_keys()

    def close(self) -> None:
        """The program ends."""
        if self.window is not None:
            self.window.close()

    def _show_on(self, screen: QScreen) -> None:
        if self.window is None:
            self.window = QWidget(None, Qt.WindowType.Window | Qt.WindowType.FramelessWindowHint)
            self.window.setObjectName("second_screen")
            self.wall = self._build()
            column = QVBoxLayout(self.window)
            column.setContentsMargins(0, 0, 0, 0)
            column.addWidget(self.wall)
            self.retranslate()
        # Beside the work: the cursor stays where somebody is typing.
        self.window.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.window.setScreen(screen)
        self.window.setGeometry(screen.geometry())
        typing_in = QApplication.activeWindow()
        self.window.show()
        if typing_in is not None:
            typing_in.activateWindow()
        if self._before is not None:
            self._main.show(self._before)
            self._before = None

    def _hide(self) -> None:
        if self.window is not None:
            self.window.hide()

    def _take_back(self) -> None:
        self._hide()
        if self.wall is not None:
            self._before = self._main.choice()
            self._main.show(self.wall.views.choice())
