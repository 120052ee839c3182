"""What the cameras show: drawn pictures that carry their own number, encoded once."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

import av
import numpy as np
from av.video.codeccontext import VideoCodecContext
from av.video.frame import VideoFrame
from numpy.typing import NDArray

from app.cameras.picture_clock import BLACK, CELLS, STRIP, WHITE, cells_of

RATE = 10
NUMBERS = 100
"""Pictures before the material begins again."""
GROUP = 10
_STILL_SEEN = 37
_SETTLES_WITHIN = 5 * GROUP
"""Pictures until an encoder that sees the same one for ever repeats itself."""
_H264_KEY, _H264_SPS, _H264_PPS = 5, 7, 8
_HEVC_KEYS, _HEVC_SETS = range(16, 24), (32, 33, 34)


@dataclass(frozen=True, slots=True)
class Unit:
    """One encoded picture as NAL units, without the parameter sets."""

    nals: tuple[bytes, ...]
    key: bool


@dataclass(frozen=True, slots=True)
class Material:
    codec: str
    """H264 or H265, as SDP writes it."""
    sets: tuple[bytes, ...]
    """VPS where there is one, SPS, PPS."""
    units: tuple[Unit, ...]


@dataclass(frozen=True, slots=True)
class Recipe:
    width: int = 320
    height: int = 180
    encoder: str = "libx264"
    profile: str = "baseline"
    group: int = GROUP
    """Pictures from one key frame to the next."""
    still: bool = False
    """The same picture for ever, which the encoder says in a few bytes."""


RECIPES = {
    "usual": Recipe(),
    "still": Recipe(still=True),
    "seldom_keys": Recipe(group=5 * GROUP),
    "larger": Recipe(width=480, height=272),
    "recoded": Recipe(profile="high"),
    "hevc": Recipe(encoder="libx265", profile="main"),
}


def make(name: str) -> Material:
    recipe = RECIPES[name]
    nals = [list(_split(packet)) for packet in _encode(recipe)][_SETTLES_WITHIN:]
    hevc = recipe.encoder == "libx265"
    sets = tuple(nal for nal in nals[0] if _is_set(nal, hevc=hevc))
    units = tuple(
        Unit(tuple(nal for nal in unit if _is_picture(nal, hevc=hevc)), _has_key(unit, hevc=hevc))
        for unit in nals
    )
    return Material("H265" if hevc else "H264", sets, units)


def _draw(width: int, height: int, number: int) -> NDArray[np.uint8]:
    """A wall with bricks, a bar that wanders over it, and the number."""
    picture = np.full((height, width, 3), 90, np.uint8)
    picture[::12] = 140
    picture[:, ::20] = 60
    left = (number * 3) % (width - 40)
    picture[height // 3 :, left : left + 40] = (60, 200, 230)
    edges = [int(cell * width / CELLS) for cell in range(CELLS + 1)]
    for cell, white in enumerate(cells_of(number)):
        picture[: int(height * STRIP), edges[cell] : edges[cell + 1]] = WHITE if white else BLACK
    return picture


def _encode(recipe: Recipe) -> Iterator[bytes]:
    context = av.CodecContext.create(recipe.encoder, "w")
    assert isinstance(context, VideoCodecContext)
    context.width, context.height, context.pix_fmt = recipe.width, recipe.height, "yuv420p"
    context.framerate, context.time_base = Fraction(RATE), Fraction(1, RATE)
    # A frozen encoder goes on making groups of pictures; only their content stands still.
    context.gop_size = recipe.group
    context.thread_count = 1
    quiet = {"x265-params": "log-level=none:bframes=0:repeat-headers=1:scenecut=0:pools=1"}
    context.options = {
        "preset": "ultrafast",
        "tune": "zerolatency",
        "crf": "26",
        **({} if recipe.encoder == "libx264" else quiet),
    }
    context.profile = recipe.profile
    for number in range(NUMBERS + _SETTLES_WITHIN):
        drawn = _draw(recipe.width, recipe.height, _STILL_SEEN if recipe.still else number % NUMBERS)
        frame = VideoFrame.from_ndarray(drawn, format="bgr24")
        frame.pts = number
        yield from map(bytes, context.encode(frame))
    yield from map(bytes, context.encode(None))


def _split(stream: bytes) -> Iterator[bytes]:
    """NAL units of a byte stream with start codes."""
    for part in stream.replace(b"\0\0\0\1", b"\0\0\1").split(b"\0\0\1"):
        if part:
            yield part


def _kind(nal: bytes, *, hevc: bool) -> int:
    return nal[0] >> 1 & 0x3F if hevc else nal[0] & 0x1F


def _is_set(nal: bytes, *, hevc: bool) -> bool:
    return _kind(nal, hevc=hevc) in (_HEVC_SETS if hevc else (_H264_SPS, _H264_PPS))


def _is_picture(nal: bytes, *, hevc: bool) -> bool:
    kind = _kind(nal, hevc=hevc)
    return kind < 32 if hevc else kind <= _H264_KEY


def _has_key(unit: list[bytes], *, hevc: bool) -> bool:
    kinds = (_kind(nal, hevc=hevc) for nal in unit)
    return any(kind in _HEVC_KEYS if hevc else kind == _H264_KEY for kind in kinds)
