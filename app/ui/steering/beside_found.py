"""What stands beside cameras that were found, while the one looked at has no form yet."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from app.model.site import Camera
from app.onvif.rules import device_service, host_of, known_camera


class BesideFound(QLabel):
    """Says what to do; knows whose form belongs there.

    Attributes:
        camera_id: of the camera that the one looked at is, stored or not yet; empty while it is none.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.camera_id = ""
        self._device = ""
        self._put: dict[str, str] = {}
        """By device: the camera into whose form was put what it told."""
        self.setObjectName("empty")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.hide()

    def look_at(self, address: str, cameras: Sequence[Camera], begun: Collection[str]) -> None:
        """`address` is chosen or typed, maybe not to its end; `begun`: ids of cameras that may not be stored yet."""
        self._device = device_service(address)
        put = self._put.get(self._device, "")
        if put in begun or any(camera.id == put for camera in cameras):
            self.camera_id = put
        else:
            known = known_camera(self._device, cameras) if self._device else None
            self.camera_id = known.id if known is not None else ""
        self.retranslate()

    def note_put(self, camera_id: str) -> None:
        """What the one looked at told went into the form of this camera."""
        self._put[self._device] = self.camera_id = camera_id

    def retranslate(self) -> None:
        if self._device:
            self.setText(
                self.tr(
                    "{host} is none of this site's cameras yet. What it tells after its login goes into a new form, here; nothing is stored before Save."
                ).format(host=host_of(self._device))
            )
        else:
            self.setText(
                self.tr(
                    "Choose a camera that was found, or type an address. If it is one of this site's cameras, its form opens here."
                )
            )
