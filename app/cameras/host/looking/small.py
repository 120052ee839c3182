"""A picture made small: what all looking works on."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from app.cameras.host.sources import Pixels

WIDTH, HEIGHT = 160, 90
FINE_WIDTH, FINE_HEIGHT = 320, 180
_GRAIN_ROWS = 120

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Small:
    """Brightness alone, in three finenesses."""

    grey: Pixels
    """160×90, noise averaged away: what is seen and whether it moved."""
    fine: Pixels
    """320×180: how sharp it is."""
    grain: Pixels
    """Single pixels as they were decoded, noise and all: whether it is a new picture at all."""
    size: tuple[int, int]
    """Width and height of the picture it was made from."""


def make_small(luma: Pixels) -> Small:
    """About a third of a millisecond for a sub stream, as for a main stream."""
    height, width = luma.shape
    fine = cv2.resize(_halved(luma), (FINE_WIDTH, FINE_HEIGHT), interpolation=cv2.INTER_AREA)
    grey = cv2.resize(fine, (WIDTH, HEIGHT), interpolation=cv2.INTER_AREA)
    return Small(_pixels(grey), _pixels(fine), grain_of(luma), (width, height))


def grain_of(luma: Pixels) -> Pixels:
    """`Small.grain` alone, for a tenth of the time."""
    step = max(1, luma.shape[0] // _GRAIN_ROWS)
    return np.ascontiguousarray(luma[::step, ::step])


def _halved(luma: Pixels) -> "cv2.typing.MatLike":
    """Until it is not much larger than what is wanted: the same means for a third of the time (measured)."""
    halved: cv2.typing.MatLike = luma
    while halved.shape[0] >= 4 * FINE_HEIGHT and halved.shape[1] >= 4 * FINE_WIDTH:
        height, width = halved.shape[0] // 2, halved.shape[1] // 2
        halved = cv2.resize(halved[: 2 * height, : 2 * width], (width, height), interpolation=cv2.INTER_AREA)
    return halved


def _pixels(image: "cv2.typing.MatLike") -> Pixels:
    return np.asarray(image, np.uint8)
