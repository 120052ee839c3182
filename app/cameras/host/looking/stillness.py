"""Whether a camera sends the same picture for ever.

Measured: between two looks at real footage of a still scene 7 % of the single pixels differ, and over 8 s of a synthetic
night with almost no noise, coded so sparingly that most pictures are copies, still 5 %. A frozen picture that is coded
anew differs from itself in 0.4 % at most. What changes strongly in a few pixels is a burnt-in clock, and a clock moves.
"""

import cv2

from app.cameras.host.sources import Pixels

SAME_SHARE = 0.01
_SAME_LEVELS = 10.0
FROZEN_AFTER_S = 8.0
FROZEN_WITHOUT_KEY_S = 60.0
"""Sparing cameras send copies from one key frame to the next: without a key frame sameness proves little, unless the
noise that was everywhere before has gone."""
_LEAST_LOOKS = 4
NOISY_AFTER_S = 45.0
_NOISE_GAP_S = 1.5
_NOISE_PARTS = (4, 4)
_NOISE_FOLLOW = 0.05
_OTHER_LIGHT = 3.0
"""Times the usual difference between two looks: the picture has become another one, perhaps one without noise."""


class Noise:
    """Whether every part of the picture has changed from look to look for a while. Motion and the sparing of an encoder
    never reach all of it all the time; a sensor's noise does, and does not end everywhere at once by itself."""

    def __init__(self) -> None:
        self._before: Pixels | None = None
        self._at = 0.0
        self._since: float | None = None
        self._usual = 0.0

    def forget(self) -> None:
        self._before = self._since = None

    def changed(self, grain: Pixels, now: float) -> None:
        """A look at a picture other than the one before."""
        before, at = self._before, self._at
        self._before, self._at = grain, now
        if before is None or before.shape != grain.shape or now - at > _NOISE_GAP_S:
            self._since = None
            return
        difference = cv2.absdiff(before, grain)
        touched = cv2.threshold(difference, 0, 255, cv2.THRESH_BINARY)[1]
        everywhere = cv2.minMaxLoc(cv2.resize(touched, _NOISE_PARTS, interpolation=cv2.INTER_AREA))[0] > 0
        strength = float(cv2.mean(difference)[0])
        usual = strength if self._since is None else self._usual
        if not everywhere or strength > _OTHER_LIGHT * usual:
            self._since = None
            return
        self._usual = usual + _NOISE_FOLLOW * (strength - usual)
        self._since = now if self._since is None else self._since

    def usual(self, now: float) -> bool:
        return self._since is not None and now - self._since >= NOISY_AFTER_S


class Stillness:
    """Compares each look with the one that the sameness began with."""

    def __init__(self) -> None:
        self._noise = Noise()
        self._was_noisy = False
        self._first: Pixels | None = None
        self._since = 0.0
        self._looks = 0
        self._keys = 0

    def forget(self) -> None:
        self._first = None
        self._noise.forget()

    def see(self, grain: Pixels, key_seen: bool, now: float) -> bool:
        """True when all pictures are the same one. `key_seen`: a key frame came since the look before."""
        if self._first is None or not same_picture(self._first, grain):
            self._first, self._since, self._looks, self._keys = grain, now, 1, 0
            self._noise.changed(grain, now)
            self._was_noisy = self._noise.usual(now)
            return False
        self._looks += 1
        self._keys += key_seen
        lasted = now - self._since
        if self._looks < _LEAST_LOOKS:
            return False
        return lasted >= (FROZEN_AFTER_S if self._keys or self._was_noisy else FROZEN_WITHOUT_KEY_S)


class KeyStillness:
    """Compares key frames. Between two of them the encoder of a frozen picture may go on refining what it has sent, by so
    much that it looks new; with each key frame it begins anew and comes to the same."""

    def __init__(self) -> None:
        self._first: Pixels | None = None
        self._since = 0.0
        self._keys = 0

    def forget(self) -> None:
        self._first = None

    def see(self, grain: Pixels, *, key: bool, now: float) -> bool:
        """True when all key frames are the same picture and nothing else moved between them."""
        first = self._first
        if first is None or not nothing_moved(first, grain) or (key and not same_picture(first, grain)):
            self._first, self._since, self._keys = grain if key else None, now, 1
            return False
        self._keys += key
        return self._keys >= _LEAST_LOOKS and now - self._since >= FROZEN_AFTER_S


def nothing_moved(one: Pixels, other: Pixels) -> bool:
    """No pixel differs by more than coding leaves."""
    return one.shape == other.shape and float(cv2.minMaxLoc(cv2.absdiff(one, other))[1]) <= _SAME_LEVELS


def same_picture(one: Pixels, other: Pixels) -> bool:
    """Nothing differs but what coding the same picture anew leaves."""
    if one.shape != other.shape:
        return False
    difference = cv2.absdiff(one, other)
    if cv2.countNonZero(difference) > SAME_SHARE * one.size:
        return False
    return float(cv2.minMaxLoc(difference)[1]) <= _SAME_LEVELS
