"""Pictures made as large as their tiles: the right size, the right colours, nothing left out."""

import cv2
import numpy as np
import pytest
from av.video.frame import VideoFrame
from av.video.reformatter import ColorRange, Colorspace
from numpy.typing import NDArray

from app.cameras.frames import slot_capacity
from app.cameras.host.sources.scaling import TileScaler

SIZES = [(320, 180), (480, 270), (160, 90), (212, 120), (640, 360), (1000, 562)]
Colours = NDArray[np.int16]


def _frame(pixel_format: str, width: int = 640, height: int = 360) -> VideoFrame:
    """Soft coloured waves."""
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    channels = [np.sin(x / 40 + shift) * 60 + np.cos(y / 30) * 50 + 128 for shift in (0.0, 1.0, 2.5)]
    picture = np.stack(channels, axis=-1).clip(0, 255).astype(np.uint8)
    return VideoFrame.from_ndarray(picture, format="bgr24").reformat(format=pixel_format)


def _drawn(frame: VideoFrame, width: int, height: int, scaler: TileScaler | None = None) -> Colours:
    slot = bytearray(slot_capacity(width, height))
    stride = (scaler or TileScaler()).draw(frame, memoryview(slot), width, height)
    rows = np.frombuffer(slot, np.uint8, stride * height).reshape(height, stride)
    return rows[:, : width * 4].reshape(height, width, 4)[:, :, :3].astype(np.int16)


def _truth(frame: VideoFrame, width: int, height: int) -> Colours:
    """By another way: colours first, then the mean of the pixels."""
    whole = frame.to_ndarray(format="bgr24")
    way = cv2.INTER_AREA if width <= frame.width else cv2.INTER_LINEAR
    return np.asarray(cv2.resize(whole, (width, height), interpolation=way)).astype(np.int16)


@pytest.mark.parametrize("pixel_format", ["yuv420p", "yuvj420p", "nv12", "yuv422p", "gray", "yuv420p10le"])
@pytest.mark.parametrize("size", SIZES)
def test_any_format_has_its_colours_up_to_the_edge(pixel_format: str, size: tuple[int, int]) -> None:
    frame = _frame(pixel_format)
    off = np.abs(_drawn(frame, *size) - _truth(frame, *size))
    assert off.mean() < 2.5
    assert off[:, -8:].mean() < 8.0, "the last columns"


@pytest.mark.parametrize(
    "colours", [(Colorspace.ITU709, ColorRange.MPEG), (Colorspace.ITU601, ColorRange.JPEG)]
)
def test_colours_are_those_the_stream_says(colours: tuple[Colorspace, ColorRange]) -> None:
    frame = _frame("yuv420p")
    frame.colorspace, frame.color_range = colours
    usual, drawn = _drawn(_frame("yuv420p"), 320, 180), _drawn(frame, 320, 180)
    assert np.abs(drawn - _truth(frame, 320, 180)).mean() < 2.0
    assert np.abs(drawn - usual).mean() > 2.0


def test_a_stream_may_change_its_size_and_a_tile_its_own() -> None:
    scaler = TileScaler()
    for width, height, tile in ((640, 360, (320, 180)), (1280, 720, (320, 180)), (1280, 720, (480, 270))):
        frame = _frame("yuv420p", width, height)
        assert np.abs(_drawn(frame, *tile, scaler) - _truth(frame, *tile)).mean() < 2.5


def test_odd_sizes_and_padded_rows_are_whole() -> None:
    frame = _frame("yuv420p", 720, 405)
    assert frame.planes[1].line_size > frame.planes[1].width
    assert np.abs(_drawn(frame, 212, 120) - _truth(frame, 212, 120)).mean() < 2.5


@pytest.mark.parametrize("pixel_format", ["gray", "yuv420p"])
def test_a_picture_as_large_as_its_tile_is_drawn_to_its_edge(pixel_format: str) -> None:
    frame = VideoFrame(852, 480, pixel_format)
    for plane in frame.planes:
        plane.update(bytes([150]) * plane.buffer_size)
    assert _drawn(frame, 852, 480)[:, -16:].min() > 100


def test_fine_stripes_become_their_mean() -> None:
    """Every fourth line black: a scaler that skips lines shows either all black or none."""
    frame = VideoFrame(1280, 720, "yuv420p")
    for plane in frame.planes:
        plane.update(bytes([128]) * plane.buffer_size)
    luma = np.frombuffer(memoryview(frame.planes[0]), np.uint8).reshape(720, -1)
    luma[:], luma[::4] = 200, 40
    assert np.abs(_drawn(frame, 320, 180) - _truth(frame, 320, 180)).max() < 12
