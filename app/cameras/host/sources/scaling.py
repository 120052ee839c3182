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
_PLANAR = {"yuv420p": (1, 1, 1), "yuvj420p": (1, 1, 1), "nv12": (1, 2)}
"""Formats of nearly all cameras and graphics cards: values that lie side by side in each plane."""


class TileScaler:
    """For one stream, one thread at a time: it keeps what it draws into from picture to picture."""

    def __init__(self) -> None:
        self._swscale = VideoReformatter()
        self._tile: VideoFrame | None = None
        self._steps: list[list[_Plane]] = []
        """For each plane what it is drawn into on its way: the last is the tile's."""
        self._for: tuple[object, ...] = ()

    def bgra(self, frame: VideoFrame, width: int, height: int) -> VideoFrame:
        """The picture in BGRA; what is returned may be drawn over by the next call."""
        if frame.format.name not in _PLANAR or (frame.width, frame.height) == (width, height):
            return self._swscale.reformat(
                frame, width, height, "bgra", interpolation=Interpolation.FAST_BILINEAR, threads=1
            )
        tile = self._prepared(frame, width, height)
        for plane, steps in zip(planes_of(frame), self._steps, strict=True):
            for into in steps:
                _shrink(plane, into)
                plane = into
        # Colours as the stream says that they are meant; not scaled again, which is cheap.
        return self._swscale.reformat(tile, format="bgra", threads=1)

    def _prepared(self, frame: VideoFrame, width: int, height: int) -> VideoFrame:
        colours = frame.colorspace, frame.color_range
        wanted = (frame.format.name, frame.width, frame.height, *colours, width, height)
        if self._tile is None or wanted != self._for:
            self._tile = VideoFrame(width, height, frame.format.name)
            self._tile.colorspace, self._tile.color_range = colours
            pairs = zip(planes_of(frame), planes_of(self._tile), strict=True)
            self._steps = [_steps(plane, drawn) for plane, drawn in pairs]
            self._for = wanted
        return self._tile


def planes_of(frame: VideoFrame) -> list[_Plane]:
    """Rows and columns of each plane, without what the decoder pads them with; not copied."""
    values = _PLANAR[frame.format.name]
    return [_plane(plane, each) for plane, each in zip(frame.planes, values, strict=True)]


def _plane(plane: VideoPlane, values: int) -> _Plane:
    pixels = np.frombuffer(memoryview(cast("bytes", plane)), np.uint8)
    shape = (-1, plane.line_size) if values == 1 else (-1, plane.line_size // values, values)
    return pixels.reshape(shape)[: plane.height, : plane.width]


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
