"""Where pictures come from. Every kind of camera is a Source; what it gives is a Picture."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from app.cameras.protocol import CameraSpec, Decoder
from app.cameras.streams import Decode

Pixels = NDArray[np.uint8]


class SourceFailed(Exception):
    """No picture, for a cause of the protocol's. The text is the code alone, so it can never hold credentials."""

    def __init__(self, cause: str) -> None:
        super().__init__(cause)
        self.cause = cause


class Picture(Protocol):
    """One decoded picture, in full size, drawn only when asked for."""

    @property
    def width(self) -> int: ...
    @property
    def height(self) -> int: ...
    @property
    def pts(self) -> float: ...
    @property
    def behind(self) -> bool:
        """True when it came late: it is counted, not drawn, so that the delay cannot grow."""
        ...

    @property
    def key(self) -> bool:
        """True when it was coded by itself: pictures between two such may be copies of the one before."""
        ...

    def bgra_into(self, slot: memoryview, width: int, height: int) -> int:
        """Draws itself in that size and returns the bytes per row."""
        ...

    def luma(self) -> Pixels:
        """Its brightness in full size, not to be written to; not copied where the decoder has it."""
        ...

    def bgr(self) -> Pixels:
        """For a snapshot."""
        ...


class Tap(Protocol):
    """Takes the encoded packets of a camera's main stream, in the stream's thread: it has to be quick."""

    def packet(self, packet: Any, stream: Any) -> None:
        """One packet as it came, of a video stream of PyAV's that serves as template."""
        ...

    def lost(self) -> None:
        """The stream has ended; what follows begins anew."""
        ...


@dataclass(slots=True)
class Use:
    """What is wanted of a stream. The feed changes it at any moment; the source looks at it with each packet."""

    stopped: threading.Event = field(default_factory=threading.Event)
    """Ends a source that waits for a picture to be due."""
    decode: Decode = "all"
    tap: Tap | None = None
    key_interval_s: float | None = None
    """Told by the source: how far apart its key frames are."""
    busy_s: float = 0.0
    """Told by the source: seconds spent decoding, so far."""
    waits_for: str = ""
    """Told by the source: the cause for which a stream that is connected has given no picture yet."""
    clock_off_s: float | None = None
    """Told by the source: how far the camera's own clock is ahead of ours; None where the camera does not tell."""
    decoder: Decoder = ""
    """Told by the source: by what its pictures are decoded."""
    still: Callable[[], tuple["Picture", float] | None] | None = None
    """Told by the source: the last key frame of a stream that is not decoded, and when it came."""


class Source(Protocol):
    """`open` and `read` run under deadlines of their own and raise SourceFailed."""

    def open(self) -> None: ...
    def read(self) -> Picture | None:
        """The next picture; None when none is due yet."""
        ...

    def close(self) -> None: ...


def make_source(camera: CameraSpec, use: Use) -> Source:
    """The source for this kind of camera."""
    # Imported when needed: a site without USB cameras need not load what serves them.
    if camera.kind == "rtsp":
        from app.cameras.host.sources.network import NetworkSource

        return NetworkSource(camera, use)
    if camera.kind == "file":
        from app.cameras.host.sources.file import FileSource

        return FileSource(camera, use)
    if camera.kind == "usb":
        from app.cameras.host.sources.usb import UsbSource

        return UsbSource(camera)
    from app.cameras.host.sources.demo import DemoSource

    return DemoSource(camera, use)


def draw_scaled(pixels: Pixels, slot: memoryview, width: int, height: int) -> int:
    """Scales BGR or BGRA pixels into the slot; returns the bytes per row."""
    import cv2

    target: Any = np.frombuffer(slot, np.uint8, width * height * 4).reshape(height, width, 4)
    if pixels.shape[2] == 4:
        if pixels.shape[:2] == (height, width):
            target[:] = pixels
        else:
            cv2.resize(pixels, (width, height), dst=target, interpolation=cv2.INTER_LINEAR)
    else:
        small = cv2.resize(pixels, (width, height), interpolation=cv2.INTER_LINEAR)
        cv2.cvtColor(small, cv2.COLOR_BGR2BGRA, dst=target)
    return width * 4
