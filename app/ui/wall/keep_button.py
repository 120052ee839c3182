"""Keeps the chosen camera's last seconds and what follows, until it is pressed again."""

from PySide6.QtWidgets import QWidget

from app.ui.services import Services
from app.ui.wall.fitting_button import FittingButton
from app.ui.wall.view import WallView


class KeepButton(FittingButton):
    """Says which of the two a press would do. The key is K."""

    def __init__(self, services: Services, view: WallView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("keep")
        self._recording = services.recording
        self._view = view
        self.clicked.connect(self.toggle)
        view.arranged.connect(self.look)
        self.look()

    def toggle(self) -> None:
        camera_id = self._view.focused_camera()
        if not camera_id:
            return
        clip = self._recording.kept_now().get(camera_id)
        if clip is None:
            self._recording.keep(camera_id)
        else:
            self._recording.end_keep(camera_id, clip)
        self._view.look_at_states()
        self.look()

    def look(self) -> None:
        """The camera that is chosen may be another one now."""
        camera_id = self._view.focused_camera()
        kept = camera_id in self._recording.kept_now()
        self.setText(self.tr("■ End clip  K") if kept else self.tr("● Keep  K"))
        words = (
            self.tr("End the clip of the chosen camera, key K")
            if kept
            else self.tr("Keep the chosen camera's last seconds, and what follows, as evidence. Key K")
        )
        self.setToolTip(words)
        self.setAccessibleName(words)
        self.setEnabled(bool(camera_id))
