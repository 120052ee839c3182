"""A picture as the bytes of a PNG file."""

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QImage


def png_of(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs know no devices
    return bytes(buffer.data().data())
