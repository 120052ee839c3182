"""Asks a lost camera again at once, whatever its waiting time: somebody has just put the plug back."""

from PySide6.QtWidgets import QWidget

from app.ui.services import Services
from app.ui.wall.fitting_button import FittingButton
from app.ui.wall.view import WallView


class RetryButton(FittingButton):
    """There while the chosen camera's picture is lost. The key is T.

    Args:
        in_place_of: a button that has little to do meanwhile; the bar has no room for both on a small screen.
    """

    def __init__(
        self, services: Services, view: WallView, in_place_of: QWidget, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._in_place_of = in_place_of
        self.setObjectName("retry")
        self._wall = services.wall
        self._view = view
        self._asked = ""
        """The camera that was asked again and has not come back since."""
        self.clicked.connect(self.retry)
        view.arranged.connect(self.look)
        view.chosen.connect(self.look)
        self.look()

    def retry(self) -> None:
        camera_id = self._view.lost_camera()
        if camera_id:
            self._asked = camera_id
            self._wall.retry(camera_id)
            self.look()

    def look(self) -> None:
        """The camera that is chosen may be another one now, or may have come back."""
        lost = self._view.lost_camera()
        if lost != self._asked:
            self._asked = ""
        self.setVisible(bool(lost))
        self._in_place_of.setVisible(not lost)
        self.setText(self.tr("Retrying …") if self._asked else self.tr("Retry  T"))
        words = self.tr("Connect to the chosen camera again at once. Key T")
        self.setToolTip(words)
        self.setAccessibleName(words)
