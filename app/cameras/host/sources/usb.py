"""USB cameras, by OpenCV, whose calls may hang for ever: each device has a thread of its own, waited for under deadlines."""

import logging
import threading
import time
from concurrent.futures import Future
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from typing import ClassVar, cast

import cv2

from app.cameras.host.sources import Picture, Pixels, SourceFailed, draw_scaled
from app.cameras.protocol import CameraSpec

log = logging.getLogger(__name__)
OPEN_S, READ_S = 4.0, 4.0
_RELEASE_S = 0.5
_UNCLAIMED_S = 60.0
"""A device that opened after its deadline is kept so long for the next try."""


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

    def __init__(self, camera: CameraSpec, *, open_s: float = OPEN_S, read_s: float = READ_S) -> None:
        self._address = camera.address.strip()
        self._open_s, self._read_s = open_s, read_s
        self._device: _Device | None = None

    def open(self) -> None:
        if not self._address.isdecimal():
            raise SourceFailed("bad_address")
        self._device = device = _Device.of(int(self._address), self._open_s)
        try:
            there = device.opening.result(self._open_s)
        except TimeoutError:
            raise SourceFailed("timeout") from None
        if not there:
            raise SourceFailed("no_device")

    def read(self) -> Picture | None:
        if self._device is None:
            raise SourceFailed("no_device")
        try:
            pixels = self._device.read().result(self._read_s)
        except TimeoutError:
            raise SourceFailed("stalled") from None
        if pixels is None:
            raise SourceFailed("ended")
        return PixelPicture(pixels, time.monotonic())

    def close(self) -> None:
        if self._device is not None:
            self._device.close()
            self._device = None


class _Device:
    """A device that is open or being opened. One that does not answer is left behind, and no second one is asked of its
    driver before it does: a dead device costs one thread, and not one a try."""

    _left: ClassVar[dict[int, "_Device"]] = {}
    _lock = threading.Lock()

    @classmethod
    def of(cls, number: int, within_s: float) -> "_Device":
        """Raises SourceFailed where the one left behind does not end in time."""
        with cls._lock:
            left = cls._left.get(number)
        if left is None:
            return cls(number)
        if left._closing and not left._ended.wait(within_s):  # its own kind
            raise SourceFailed("timeout")
        left._forget()  # its own kind
        return cls(number) if left._ended.is_set() else left  # its own kind

    def __init__(self, number: int) -> None:
        self.opening: Future[bool] = Future()
        """Whether there is such a device, once that is known."""
        self._number = number
        self._closing = False
        self._ended = threading.Event()
        self._wanted: SimpleQueue[Future[Pixels | None] | None] = SimpleQueue()
        threading.Thread(target=self._run, name=f"usb-{number}", daemon=True).start()

    def read(self) -> "Future[Pixels | None]":
        """The next picture; None when the device has gone."""
        wanted: Future[Pixels | None] = Future()
        self._wanted.put(wanted)
        return wanted

    def close(self) -> None:
        """One that is still being opened is left to the next try, which may find it open."""
        if self.opening.done():
            self._closing = True
            self._wanted.put(None)
            if self._ended.wait(_RELEASE_S):
                return
        with self._lock:
            self._left[self._number] = self

    def _run(self) -> None:
        try:
            capture = cv2.VideoCapture(self._number)
            try:
                there = bool(capture.isOpened())
                if there:
                    # Behind means skip: the driver may not queue pictures for us.
                    capture.set(cv2.CAP_PROP_BUFFERSIZE, 1)
                self.opening.set_result(there)
                if there:
                    self._serve(capture)
            finally:
                capture.release()
        except cv2.error as error:
            if not self.opening.done():
                self.opening.set_result(False)
            log.warning("USB device %d failed: %s", self._number, error)
        finally:
            self._ended.set()

    def _forget(self) -> None:
        with self._lock:
            if self._left.get(self._number) is self:
                del self._left[self._number]

    def _serve(self, capture: cv2.VideoCapture) -> None:
        while True:
            try:
                wanted = self._wanted.get(timeout=_UNCLAIMED_S)
            except Empty:
                return
            if wanted is None:
                return
            done, pixels = capture.read()
            wanted.set_result(cast("Pixels", pixels) if done else None)
