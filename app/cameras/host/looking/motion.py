"""Whether something moves where it counts."""

from collections.abc import Sequence

import cv2
import numpy as np

from app.cameras.host.looking.small import HEIGHT, WIDTH, Floats
from app.cameras.host.sources import Pixels

Zone = Sequence[tuple[float, float]]
_LEARN_SHARE = 0.06
"""Of each look in the background: what stands still for half a minute belongs to it."""
_ALL_AT_ONCE = 0.6
"""A change of so much of the picture is light, not motion."""
_SPECK = np.ones((2, 2), np.uint8)


def least_levels(sensitivity: int) -> int:
    """By how many of 255 levels a spot has to differ from the background: 38 at sensitivity 1, 8 at 100."""
    return round(38 - 30 * (sensitivity - 1) / 99)


def least_share(sensitivity: int) -> float:
    """How much of the zones has to differ: 2 % at sensitivity 1, 0.1 % at 100."""
    return float(0.02 * 0.05 ** ((sensitivity - 1) / 99))


def zone_mask(zones: Sequence[Zone]) -> Pixels:
    """255 where motion counts."""
    if not zones:
        return np.full((HEIGHT, WIDTH), 255, np.uint8)
    mask = np.zeros((HEIGHT, WIDTH), np.uint8)
    for zone in zones:
        corners = np.array([(x * (WIDTH - 1), y * (HEIGHT - 1)) for x, y in zone])
        cv2.fillPoly(mask, [np.rint(corners).astype(np.int32)], (255,))
    return mask


class Motion:
    """Compares each look with a background that follows slowly."""

    def __init__(self, zones: Sequence[Zone], sensitivity: int) -> None:
        self._mask = zone_mask(zones)
        self._area = max(1, cv2.countNonZero(self._mask))
        self._levels = least_levels(sensitivity)
        self._share = least_share(sensitivity)
        self._background: Floats | None = None

    def forget(self) -> None:
        self._background = None

    def see(self, grey: Pixels) -> bool | None:
        """None where this look cannot tell: the first one, and when the light changed."""
        background = self._background
        if background is None:
            self._background = grey.astype(np.float32)
            return None
        changed = cv2.threshold(
            cv2.absdiff(grey, cv2.convertScaleAbs(background)), self._levels, 255, cv2.THRESH_BINARY
        )[1]
        if cv2.countNonZero(changed) > _ALL_AT_ONCE * grey.size:
            self._background = grey.astype(np.float32)
            return None
        cv2.accumulateWeighted(grey, background, _LEARN_SHARE)
        solid = cv2.morphologyEx(changed, cv2.MORPH_OPEN, _SPECK)
        return cv2.countNonZero(cv2.bitwise_and(solid, self._mask)) >= self._share * self._area
