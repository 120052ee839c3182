"""Keeps the chosen camera's picture in the log."""

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from app.model.journal import Entry
from app.ui.ops import Ops
from app.ui.services import Services
from app.ui.wall.fitting_button import FittingButton
from app.ui.wall.view import WallView

_SAYS_SO_MS = 2500


class SnapshotButton(FittingButton):
    """Says for a moment that it was done; the entry in the log says of what and how old. The key is S.

    Args:
        incident_of: the running incident that a camera belongs to; empty for none.
    """

    def __init__(
        self,
        services: Services,
        ops: Ops,
        view: WallView,
        incident_of: Callable[[str], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("snapshot")
        self._snapshots = services.snapshots
        self._ops = ops
        self._view = view
        self._incident_of = incident_of
        self._said = QTimer(self)
        self._said.setSingleShot(True)
        self._said.setInterval(_SAYS_SO_MS)
        self._said.timeout.connect(self.retranslate)
        self.clicked.connect(self.take)

    def take(self) -> None:
        camera_id = self._view.focused_camera()
        if camera_id:
            incident_id = self._incident_of(camera_id)
            self._ops.ask(lambda: self._snapshots.keep_shown(camera_id, incident_id), self._kept)

    def retranslate(self) -> None:
        self.setText(self.tr("✓ Kept") if self._said.isActive() else self.tr("Photo  S"))
        words = self.tr("Keep the chosen camera's picture of this moment in the log. Key S")
        self.setToolTip(words)
        self.setAccessibleName(words)

    def _kept(self, _: Entry) -> None:
        # As wide as before: nothing beside it may move.
        self.setMinimumWidth(self.width())
        self._said.start()
        self.retranslate()
