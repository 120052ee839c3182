"""Makes a decoded picture as large as its tile, at the least cost: most of what a wall costs beyond decoding is this.

Measured against libswscale's fast bilinear scaling, per picture of 1920×1080 to 672×378: 0.29 ms instead of 0.52, and
closer to the true mean of the pixels (46 dB instead of 39). Of 640×360 to 320×180: 0.03 ms instead of 0.11.
"""

from typing import Any, cast

import cv2
import numpy as np
from av.video.frame import VideoFrame
from av.video.plane import VideoPlane
from av.video.reformatter import Interpolation, VideoReformatter
from numpy.typing import NDArray

_Plane = NDArray[np.uint8]
_THREE = ("yuv420p", "yuvj420p", "yuv422p", "yuvj422p", "yuv444p", "yuvj444p")
_PLANAR = {**dict.fromkeys(_THREE, (1, 1, 1)), "nv12": (1, 2), "gray": (1,)}
"""Formats of nearly all cameras and graphics cards, a byte a value: so many that lie side by side in each plane."""


_USUAL_COLOURS = (2, 5, 6)
"""Nothing said, or one of the two names of BT.601, as AVColorSpace numbers them: for these OpenCV turns planes into colours
right in the tile's memory, where libswscale takes memory of its own for each picture, and a copy that holds Python's lock.
Measured: a fiftieth less for 16 streams of 640×360; each colour one of 255 off what libswscale makes."""
_FULL_RANGE = 2
_TOGETHER = 16
"""libswscale leaves the last columns black of what it converts without scaling, where they are fewer than these."""


def scale_fast() -> None:
    """Lets the calling thread use OpenCV's fast scaling; it keeps this for each thread apart.

    Measured for 1920×1080 in threads: 0.45 ms a picture instead of 0.6, at most one of 255 beside what its own code makes.
    """
    cv2.ipp.setUseIPP_NotExact(True)


class TileScaler:
    """For one stream, one thread at a time: it keeps what it draws into from picture to picture."""

    def __init__(self) -> None:
        self._swscale = VideoReformatter()
        self._tile: VideoFrame | None = None
        """None where colours are made right in the slot."""
        self._usual = np.empty((0, 0), np.uint8)
        """Its planes then, one below the other."""
        self._steps: list[list[_Plane]] = []
        """For each plane what it is drawn into on its way: the last is the tile's."""
        self._for: tuple[object, ...] = ()

    def draw(self, frame: VideoFrame, slot: memoryview, width: int, height: int) -> int:
        """The picture in BGRA; returns the bytes per row, which may be more than `width` needs."""
        name, fits = frame.format.name, width % _TOGETHER == 0
        if name not in _PLANAR or (fits and (frame.width, frame.height) == (width, height)):
            drawn = self._swscale.reformat(
                frame, width, height, "bgra", interpolation=Interpolation.AREA, threads=1
            )
            return _copied(drawn.planes[0], slot, width, height)
        self._prepare(frame, width, height)
        for plane, steps in zip(planes_of(frame), self._steps, strict=True):
            for into in steps:
                _shrink(plane, into)
                plane = into
        if self._tile is not None:
            # Colours as the stream says that they are meant; not scaled again, which is cheap.
            coloured = self._swscale.reformat(self._tile, format="bgra", threads=1)
            return _copied(coloured.planes[0], slot, width, height)
        target = np.ndarray((height, width, 4), np.uint8, slot)
        cv2.cvtColor(self._usual, cv2.COLOR_YUV2BGRA_I420, dst=target)
        return width * 4

    def _prepare(self, frame: VideoFrame, width: int, height: int) -> None:
        colours = frame.colorspace, frame.color_range
        wanted = (frame.format.name, frame.width, frame.height, *colours, width, height)
        if wanted == self._for:
            return
        even = width % 2 == 0 and height % 2 == 0
        usual = frame.colorspace in _USUAL_COLOURS and frame.color_range != _FULL_RANGE
        if even and usual and frame.format.name == "yuv420p":
            self._tile, self._usual, drawn = None, *_planes_together(width, height)
        else:
            row = -(-width // _TOGETHER) * _TOGETHER
            self._tile = VideoFrame(row, height, frame.format.name)
            self._tile.colorspace, self._tile.color_range = colours
            drawn = [plane[:, : -(-width * plane.shape[1] // row)] for plane in planes_of(self._tile)]
        self._steps = [_steps(plane, into) for plane, into in zip(planes_of(frame), drawn, strict=True)]
        self._for = wanted


def planes_of(frame: VideoFrame) -> list[_Plane]:
    """Rows and columns of each plane, without what the decoder pads them with; not copied."""
    values = _PLANAR[frame.format.name]
    return [_plane(plane, each) for plane, each in zip(frame.planes, values, strict=True)]


def _plane(plane: VideoPlane, values: int) -> _Plane:
    # In one step: cutting it out of the padded rows would cost three times as much, with each picture.
    shape = (plane.height, plane.width) if values == 1 else (plane.height, plane.width, values)
    strides = (plane.line_size, 1) if values == 1 else (plane.line_size, values, 1)
    return np.ndarray(shape, np.uint8, cast("bytes", plane), 0, strides)


def _planes_together(width: int, height: int) -> tuple[_Plane, list[_Plane]]:
    """Brightness and both colours of half its size in one piece, as OpenCV wants them; and each alone."""
    whole, size = np.empty((height * 3 // 2, width), np.uint8), width * height
    flat = whole.reshape(-1)
    ends = (0, size, size * 5 // 4, size * 3 // 2)
    shapes = ((height, width), (height // 2, width // 2), (height // 2, width // 2))
    return whole, [flat[a:b].reshape(shape) for a, b, shape in zip(ends, ends[1:], shapes, strict=False)]


def _copied(plane: VideoPlane, slot: memoryview, width: int, height: int) -> int:
    pixels = memoryview(cast("bytes", plane)).cast("B")
    stride = plane.line_size
    if stride * height <= len(slot):
        slot[: stride * height] = pixels[: stride * height]
        return stride
    rows = np.ndarray((height, stride), np.uint8, pixels)
    np.ndarray((height, width * 4), np.uint8, slot)[:] = rows[:, : width * 4]
    return width * 4


def _steps(plane: _Plane, drawn: _Plane) -> list[_Plane]:
    """Halved as long as it is at least twice as large: in one step to the tile most pixels would count for nothing."""
    steps = []
    height, width = plane.shape[:2]
    while height >= 2 * drawn.shape[0] and width >= 2 * drawn.shape[1]:
        height, width = height // 2, width // 2
        steps.append(np.empty((height, width, *plane.shape[2:]), np.uint8))
    if steps and steps[-1].shape == drawn.shape:
        steps.pop()
    return [*steps, drawn]


def _shrink(plane: _Plane, into: _Plane) -> None:
    height, width = into.shape[:2]
    halved = plane.shape[0] // 2 == height and plane.shape[1] // 2 == width
    if halved:
        plane = plane[: 2 * height, : 2 * width]
    interpolation = cv2.INTER_AREA if halved else cv2.INTER_LINEAR
    cv2.resize(plane, (width, height), dst=cast("Any", into), interpolation=interpolation)
