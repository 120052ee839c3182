"""Whether something moves where it counts.

Measured on real footage of a car park: when a white car passes, the camera's own exposure darkens all the rest by 40 levels,
and the mast trembles by a pixel, so that every edge differs. Neither is motion; a small zone would see nothing else.
"""

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
_TREMBLE = np.ones((3, 3), np.uint8)
"""A spot may look as any beside it did: a mast in the wind moves every edge by one."""
_NOISE_TIMES = 4.0
"""A spot differs only where it does so by this many times what is usual all over the picture."""
_SAMPLE = 4
SMALL_ZONE = 0.1
"""A zone of less than this share of the picture: one moth fills enough of it, but not for two looks."""
_MUCH = 0.5
"""What fills so much of a small zone at once is no moth but a car, which may be gone at the next look."""


def least_levels(sensitivity: int) -> int:
    """By how many of 255 levels a spot has to differ from the background: 38 at sensitivity 1, 8 at 100."""
    return round(38 - 30 * (sensitivity - 1) / 99)


def least_share(sensitivity: int) -> float:
    """How much of a zone has to differ: 2 % at sensitivity 1, 0.1 % at 100."""
    return float(0.02 * 0.05 ** ((sensitivity - 1) / 99))


def least_spots(sensitivity: int) -> float:
    """How many spots of the small picture at least, however small the zone: 24 at sensitivity 1, 12 at 50, 6 at 100.

    Somebody a fifth as high as the picture covers about 70.
    """
    return float(24 * 0.25 ** ((sensitivity - 1) / 99))


def zone_mask(zones: Sequence[Zone]) -> Pixels:
    """255 where motion counts."""
    if not zones:
        return np.full((HEIGHT, WIDTH), 255, np.uint8)
    mask = np.zeros((HEIGHT, WIDTH), np.uint8)
    for zone in zones:
        corners = np.array([(x * (WIDTH - 1), y * (HEIGHT - 1)) for x, y in zone])
        cv2.fillPoly(mask, [np.rint(corners).astype(np.int32)], (255,))
    return mask


class _Watched:
    """One zone, judged by itself: many small ones together are no large one."""

    def __init__(self, mask: Pixels, sensitivity: int) -> None:
        self._mask = mask
        area = cv2.countNonZero(mask)
        # Of a zone of a few spots more than there are would never move.
        self._least = min(max(least_share(sensitivity) * area, least_spots(sensitivity)), max(1.0, area / 2))
        self.small = area < SMALL_ZONE * WIDTH * HEIGHT
        self._at_once = max(self._least, _MUCH * area) if self.small else self._least
        self._before = False
        """The look before saw enough for motion."""

    def forget(self) -> None:
        self._before = False

    def moves(self, changed: "cv2.typing.MatLike") -> bool:
        """`changed`: 255 where a spot differs."""
        spots = cv2.countNonZero(cv2.bitwise_and(changed, self._mask))
        before, self._before = self._before, spots >= self._least
        return self._before and (before or spots >= self._at_once)


class Motion:
    """Compares each look with a background that follows slowly."""

    def __init__(self, zones: Sequence[Zone], sensitivity: int) -> None:
        masks = [zone_mask((zone,)) for zone in zones] or [zone_mask(())]
        self._zones = [_Watched(mask, sensitivity) for mask in masks]
        self._levels = least_levels(sensitivity)
        self._background: Floats | None = None

    def forget(self) -> None:
        self._background = None
        for zone in self._zones:
            zone.forget()

    def see(self, grey: Pixels) -> bool | None:
        """None where this look cannot tell: the first one, and when the light changed."""
        background = self._background
        if background is None:
            self._background = grey.astype(np.float32)
            return None
        differs, sure = self._changed(grey, background)
        if cv2.countNonZero(sure) > _ALL_AT_ONCE * grey.size:
            self.forget()
            self._background = grey.astype(np.float32)
            return None
        cv2.accumulateWeighted(grey, background, _LEARN_SHARE)
        # Before edges of the background only the middle of what moves is sure: what hangs together with it moves, too.
        # In a large zone a few edges that tremble are too little; in a small one the middle must be more than a speck.
        wide = _without_specks(cv2.bitwise_and(differs, cv2.dilate(sure, _TREMBLE)))
        strict = cv2.bitwise_and(differs, cv2.dilate(_without_specks(sure), _TREMBLE))
        # Each of them is asked, so that all know of this look.
        found = [zone.moves(strict if zone.small else wide) for zone in self._zones]
        return any(found)

    def _changed(self, grey: Pixels, background: Floats) -> "tuple[cv2.typing.MatLike, cv2.typing.MatLike]":
        """255 where a spot differs from the background, and where from all that the background has around it; the light over
        the whole picture is left aside."""
        light, usual = _light_and_noise(grey, background)
        expected = np.clip(background + light, 0, 255).astype(np.uint8)
        brighter = cv2.subtract(grey, cv2.dilate(expected, _TREMBLE))
        darker = cv2.subtract(cv2.erode(expected, _TREMBLE), grey)
        least = max(self._levels, _NOISE_TIMES * usual)
        sure = cv2.threshold(cv2.max(brighter, darker), least, 255, cv2.THRESH_BINARY)[1]
        differs = cv2.threshold(cv2.absdiff(grey, expected), least, 255, cv2.THRESH_BINARY)[1]
        return differs, sure


def _without_specks(spots: "cv2.typing.MatLike") -> "cv2.typing.MatLike":
    return cv2.morphologyEx(spots, cv2.MORPH_OPEN, _SPECK)


def _light_and_noise(grey: Pixels, background: Floats) -> tuple[float, float]:
    """By how much the whole picture is brighter than its background, and by how much a spot usually differs besides.

    Medians of a sample of the spots: what moves in less than half of the picture changes neither.
    """
    difference = grey[::_SAMPLE, ::_SAMPLE] - background[::_SAMPLE, ::_SAMPLE]
    light = _median(difference)
    return light, _median(np.abs(difference - light))


def _median(values: Floats) -> float:
    """Of two in the middle the larger one: NumPy's own takes three times as long for so few (measured)."""
    middle = values.size // 2
    return float(np.partition(values, middle, axis=None)[middle])
