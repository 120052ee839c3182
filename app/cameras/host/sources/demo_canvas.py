"""The demo scenes' camera and brush: things stand in metres on a ground and are seen by a camera on a pole."""

import math
from collections.abc import Sequence
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from app.cameras.host.sources import Pixels

WIDTH, HEIGHT = 640, 360
Colour = tuple[float, float, float]
"""Blue, green, red."""
Point = tuple[float, float, float]
"""Metres to the right, ahead, up."""
_NEAR_M = 0.4
_FRACTION_BITS = 4
_TURN = np.linspace(0, 2 * math.pi, 16, endpoint=False)
_RING = np.stack([np.cos(_TURN), np.sin(_TURN)], 1)


class View:
    """A camera at `eye`, turned right by `pan` and down by `tilt` degrees."""

    def __init__(
        self, eye: Point, tilt: float, pan: float = 0.0, focal: float = 520.0, scale: int = 1
    ) -> None:
        self.scale = scale
        self._eye = np.array(eye)
        self._focal = focal * scale
        pan, tilt = math.radians(pan), math.radians(tilt)
        ahead = np.array([math.sin(pan) * math.cos(tilt), math.cos(pan) * math.cos(tilt), -math.sin(tilt)])
        right = np.array([math.cos(pan), -math.sin(pan), 0.0])
        self._axes = np.array([right, np.cross(right, ahead), ahead])
        self._at: tuple[float, ...] = tuple(map(float, eye))
        self._turns: list[list[float]] = self._axes.tolist()

    def larger(self, scale: int) -> "View":
        """The same view for a picture that many times as large."""
        other = View.__new__(View)
        other.scale, other._eye, other._axes = scale, self._eye, self._axes
        other._at, other._turns = self._at, self._turns
        other._focal = self._focal / self.scale * scale
        return other

    def depths(self, points: Sequence[Point]) -> NDArray[np.float64]:
        depths: NDArray[np.float64] = (np.array(points) - self._eye) @ self._axes[2]
        return depths

    def project(self, points: Sequence[Point]) -> NDArray[np.float64]:
        """Pixel positions; what lies behind the camera is cut off, so an area may gain a corner or be empty."""
        seen = (np.array(points, float) - self._eye) @ self._axes.T
        seen = _cut_near(seen)
        if not len(seen):
            return np.empty((0, 2))
        x = WIDTH * self.scale / 2 + self._focal * seen[:, 0] / seen[:, 2]
        y = HEIGHT * self.scale / 2 - self._focal * seen[:, 1] / seen[:, 2]
        return np.stack([x, y], 1)

    def spot(self, point: Point) -> tuple[float, float, float] | None:
        """Where one point is seen, and how many pixels a metre has there: the quick way for small things."""
        dx, dy, dz = point[0] - self._at[0], point[1] - self._at[1], point[2] - self._at[2]
        right, up, ahead = (axis[0] * dx + axis[1] * dy + axis[2] * dz for axis in self._turns)
        if ahead < _NEAR_M:
            return None
        per_metre = self._focal / ahead
        return (
            WIDTH * self.scale / 2 + per_metre * right,
            HEIGHT * self.scale / 2 - per_metre * up,
            per_metre,
        )

    def towards(self, point: Point) -> NDArray[np.float64]:
        """From the camera to a point, in metres."""
        return np.asarray(np.array(point) - self._eye)


def _cut_near(seen: NDArray[np.float64]) -> NDArray[np.float64]:
    if (seen[:, 2] >= _NEAR_M).all():
        return seen
    kept: list[NDArray[np.float64]] = []
    for here, there in zip(seen, np.roll(seen, -1, axis=0), strict=True):
        if here[2] >= _NEAR_M:
            kept.append(here)
        if (here[2] >= _NEAR_M) != (there[2] >= _NEAR_M):
            kept.append(here + (there - here) * ((_NEAR_M - here[2]) / (there[2] - here[2])))
    return np.array(kept)


class Lamp:
    """A pool of light on the ground, and in the air around it."""

    def __init__(
        self, x: float, y: float, reach: float, colour: Colour = (0.75, 0.95, 1.1), height: float = 5.0
    ) -> None:
        self.x, self.y, self.reach, self.colour, self.height = x, y, reach, colour, height


class Light:
    """How bright each place of the picture is: daylight is even, the night has pools."""

    def __init__(
        self, view: View, night: bool, lamps: Sequence[Lamp], dark: Colour = (0.26, 0.19, 0.16)
    ) -> None:
        self.night = night
        self._map = np.ones((HEIGHT // 4, WIDTH // 4, 3), np.float32)
        if night:
            self._map[:] = dark
            for lamp in lamps:
                self._add(view, lamp)
            np.minimum(self._map, 1.15, out=self._map)

    def _add(self, view: View, lamp: Lamp) -> None:
        ends = [
            (lamp.x + dx * lamp.reach, lamp.y + dy * lamp.reach, 0.0) for dx, dy in ((0, 0), (1, 0), (0, 1))
        ]
        if view.depths(ends).min() < _NEAR_M:
            return
        (cx, cy), (rx, _), (_, ry) = view.project(ends) / view.scale / 4
        wide, high = max(2.0, abs(rx - cx)), max(2.0, abs(ry - cy) * 1.5)
        rows, columns = np.mgrid[0 : HEIGHT // 4, 0 : WIDTH // 4]
        pool = np.exp(-(((columns - cx) / wide) ** 2) - ((rows - cy) / high) ** 2)
        self._map += pool[..., None].astype(np.float32) * np.array(lamp.colour, np.float32)

    def over(self, image: Pixels) -> Pixels:
        """The whole picture in this light."""
        if not self.night:
            return image
        size = (image.shape[1], image.shape[0])
        lit = cv2.resize(self._map, size, interpolation=cv2.INTER_CUBIC)
        return np.clip(image[..., :3] * np.clip(lit, 0.05, 1.2), 0, 255).astype(np.uint8)

    def on(self, colour: Colour, x: float, y: float) -> Colour:
        """A colour as it looks at this pixel."""
        row = min(max(int(y) // 4, 0), HEIGHT // 4 - 1)
        column = min(max(int(x) // 4, 0), WIDTH // 4 - 1)
        blue, green, red = self._map[row, column]
        return (colour[0] * float(blue), colour[1] * float(green), colour[2] * float(red))


class Brush:
    """Draws into a picture what stands in the scene."""

    def __init__(self, image: Pixels, view: View, light: Light | None = None) -> None:
        self.image, self.view, self.light = image, view, light

    def lit(self, colour: Colour, x: float, y: float) -> Colour:
        """While a scene's background is drawn there is no light yet: it comes over the whole at the end."""
        if self.light is None:
            return colour
        return self.light.on(colour, x / self.view.scale, y / self.view.scale)

    def area(self, points: Sequence[Point], colour: Colour, alpha: float = 1.0) -> None:
        """A flat, convex area anywhere in space."""
        corners = self.view.project(points)
        if len(corners) >= 3:
            self.fill(corners, self.lit(colour, float(corners[0, 0]), float(corners[0, 1])), alpha)

    def ground(self, x1: float, y1: float, x2: float, y2: float, colour: Colour, alpha: float = 1.0) -> None:
        self.area([(x1, y1, 0), (x2, y1, 0), (x2, y2, 0), (x1, y2, 0)], colour, alpha)

    def fill(self, corners: NDArray[np.float64], colour: Colour, alpha: float = 1.0) -> None:
        """A convex area of the picture; see-through where alpha is below 1."""
        points = np.round(corners * (1 << _FRACTION_BITS)).astype(np.int32)
        if alpha >= 1.0:
            cv2.fillConvexPoly(self.image, points, _bgra(colour), cv2.LINE_AA, _FRACTION_BITS)
            return
        part = self._part(corners)
        if part is None:
            return
        (left, top), patch = part
        over = patch.copy()
        shifted = points - (np.array([left, top]) << _FRACTION_BITS).astype(np.int32)
        cv2.fillConvexPoly(over, shifted, _bgra(colour), cv2.LINE_AA, _FRACTION_BITS)
        cv2.addWeighted(over, alpha, patch, 1 - alpha, 0, dst=patch)

    def line(self, first: Point, second: Point, colour: Colour, thick_m: float) -> None:
        near, far = self.view.spot(first), self.view.spot(second)
        if near is None or far is None:
            return
        thick = max(1, round(thick_m * min(near[2], far[2])))
        shade = self.lit(colour, near[0], near[1])
        cv2.line(self.image, _whole(near), _whole(far), _bgra(shade), thick, cv2.LINE_AA)

    def blob(self, at: Point, wide_m: float, high_m: float, colour: Colour, alpha: float = 1.0) -> None:
        """An upright ellipse around a point."""
        seen = self.view.spot(at)
        if seen is None:
            return
        x, y, per_metre = seen
        ring = _RING * (wide_m * per_metre / 2, high_m * per_metre / 2) + (x, y)
        self.fill(ring, self.lit(colour, x, y), alpha)

    def glow(self, at: Point, radius_m: float, colour: Colour, strength: float = 1.0) -> None:
        """Light in the lens: added, not painted."""
        seen = self.view.spot(at)
        if seen is None:
            return
        x, y, per_metre = seen
        radius = max(2.0, radius_m * per_metre)
        part = self._part(np.array([[x - radius, y - radius], [x + radius, y + radius]]))
        if part is None:
            return
        (left, top), patch = part
        rows, columns = np.ogrid[0 : patch.shape[0], 0 : patch.shape[1]]
        far = ((columns + left - x) ** 2 + (rows + top - y) ** 2) / radius**2
        fall = np.clip(1 - far, 0, 1) ** 2 * strength
        light = (fall[..., None] * np.array(colour[:3])).clip(0, 255).astype(np.uint8)
        patch[..., :3] = cv2.add(patch[..., :3], light)

    def _part(self, corners: NDArray[np.float64]) -> tuple[tuple[int, int], Pixels] | None:
        high, wide = self.image.shape[:2]
        left, top = np.clip(np.floor(corners.min(axis=0)).astype(int) - 1, 0, [wide, high])
        right, bottom = np.clip(np.ceil(corners.max(axis=0)).astype(int) + 2, 0, [wide, high])
        if right <= left or bottom <= top:
            return None
        return (int(left), int(top)), self.image[top:bottom, left:right]


def _whole(seen: tuple[float, float, float]) -> tuple[int, int]:
    return (int(min(max(seen[0], -5000), 5000)), int(min(max(seen[1], -5000), 5000)))


def _bgra(colour: Colour) -> Any:
    return (min(255.0, colour[0]), min(255.0, colour[1]), min(255.0, colour[2]), 255.0)


def dim(colour: Colour, factor: float) -> Colour:
    return (colour[0] * factor, colour[1] * factor, colour[2] * factor)
