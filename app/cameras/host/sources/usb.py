"""USB cameras, by OpenCV."""

import time
from dataclasses import dataclass
from typing import cast

import cv2

from app.cameras.host.sources import Picture, Pixels, SourceFailed, draw_scaled
from app.cameras.protocol import CameraSpec


@dataclass(frozen=True, slots=True)
class PixelPicture:
    pixels: Pixels
    pts: float
    behind: bool = False
    key: bool = True

    @property
    def width(self) -> int:
        return int(self.pixels.shape[1])

    @property
    def height(self) -> int:
        return int(self.pixels.shape[0])

    def bgra_into(self, slot: memoryview, width: int, height: int) -> int:
        return draw_scaled(self.pixels, slot, width, height)

    def luma(self) -> Pixels:
        return cast("Pixels", cv2.cvtColor(self.pixels, cv2.COLOR_BGR2GRAY))

    def bgr(self) -> Pixels:
        return self.pixels


class UsbSource:
    """The address is the device's number."""

    def __init__(self, camera: CameraSpec) -> None:
        self._address = camera.address.strip()
        self._capture: cv2.VideoCapture | None = None

    def open(self) -> None:
        if not self._address.isdecimal():
            raise SourceFailed("bad_address")
        self._capture = cv2.VideoCapture(int(self._address))
        if not self._capture.isOpened():
            raise SourceFailed("no_device")
        # Behind means skip: the driver may not queue pictures for us.
        self._capture.set(cv2.CAP_PROP_BUFFERSIZE, 1)

    def read(self) -> Picture | None:
        if self._capture is None:
            raise SourceFailed("no_device")
        done, pixels = self._capture.read()
        if not done:
            raise SourceFailed("ended")
        return PixelPicture(cast("Pixels", pixels), time.monotonic())

    def close(self) -> None:
        if self._capture is not None:
            self._capture.release()
            self._capture = None
