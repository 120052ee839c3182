"""On other places than the wall: what stands out there, small, at the top of the right rail."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.names import Names
from app.ui.services import Services
from app.ui.wall.shown import ShownPictures
from app.ui.wall.small_picture import SmallPicture
from app.ui.wall.spotlight import Spotlight

_SHARE = 0.17
"""Of the window's height."""


class RailPicture(QWidget):
    """The first camera of those that stand out; `clicked` asks for the wall."""

    clicked = Signal()

    def __init__(
        self,
        services: Services,
        names: Names,
        shown: ShownPictures,
        spotlight: Spotlight,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._names = names
        self._spotlight = spotlight
        self._on_wall = True
        self.picture = SmallPicture(services, shown, self)
        self.picture.clicked.connect(self.clicked)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.picture)
        spotlight.changed.connect(self._show)
        self._show()

    def set_on_wall(self, *, on_wall: bool) -> None:
        self._on_wall = on_wall
        self._show()

    def retranslate(self) -> None:
        self._show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a small screen the card below needs the height more."""
        super().resizeEvent(event)
        most = round(self.window().height() * _SHARE)
        self.picture.setFixedHeight(min(most, round(event.size().width() * 9 / 16)))

    def _show(self) -> None:
        cameras = () if self._on_wall else self._spotlight.cameras
        self.setVisible(bool(cameras))
        if not cameras:
            self.picture.show_camera("", "", alarm=False)
            return
        more = self.tr(" and {count} more").format(count=len(cameras) - 1) if len(cameras) > 1 else ""
        name = self._names.camera(cameras[0]) + more
        self.picture.show_camera(cameras[0], name, alarm=self._spotlight.alarm.why == "place")
