"""Pictures for looking at, and what a looker says of a whole sequence of them."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import av
import cv2
import numpy as np

from app.cameras.host.looking.looker import Looker
from app.cameras.host.sources import Pixels
from app.cameras.host.sources.demo import DemoPicture
from app.cameras.host.sources.demo_scenes import SCENES
from app.cameras.protocol import CameraSpec, HealthChanged, MotionSeen, ViewLearnt

EVERY_S = 0.5


@dataclass(frozen=True)
class GreyPicture:
    """A picture of brightness alone."""

    pixels: Pixels
    key: bool = True
    pts: float = 0.0
    behind: bool = False

    @property
    def width(self) -> int:
        return self.pixels.shape[1]

    @property
    def height(self) -> int:
        return self.pixels.shape[0]

    def luma(self) -> Pixels:
        return self.pixels

    def bgr(self) -> Pixels:
        return cv2.cvtColor(self.pixels, cv2.COLOR_GRAY2BGR)


@dataclass
class Watching:
    """A looker, time that passes by half a second a picture, and all that it told."""

    camera: CameraSpec = field(default_factory=lambda: CameraSpec("c1", "demo", "lobby"))
    now: float = 1000.0
    told: list[HealthChanged | MotionSeen | ViewLearnt] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.looker = Looker(self.camera, self.told.append)

    def see(self, pictures: Iterable[Pixels], *, key: bool = True) -> "Watching":
        for pixels in pictures:
            self.looker.see(GreyPicture(pixels, key), self.now)
            self.now += EVERY_S
        return self

    def health(self) -> list[tuple[str, bool]]:
        return [(event.kind, event.began) for event in self.told if isinstance(event, HealthChanged)]

    def told_first(self, kind: str) -> HealthChanged:
        return next(event for event in self.told if isinstance(event, HealthChanged) and event.kind == kind)

    def views(self) -> list[ViewLearnt]:
        return [event for event in self.told if isinstance(event, ViewLearnt)]

    def motion(self) -> list[bool]:
        return [event.began for event in self.told if isinstance(event, MotionSeen)]


def pictures_of(clip: Path, most: int = 10_000) -> list[Pixels]:
    """The brightness of a clip, two pictures a second."""
    found: list[Pixels] = []
    with av.open(str(clip)) as container:
        due = -1.0
        for frame in container.decode(video=0):
            if frame.time < due or len(found) >= most:
                continue
            due = frame.time + EVERY_S
            plane = frame.planes[0]
            rows = np.frombuffer(plane, np.uint8).reshape(-1, plane.line_size)
            found.append(rows[: frame.height, : frame.width].copy())
    return found


def scene_pictures(name: str, seconds: float, *, night: bool = True) -> list[Pixels]:
    """A drawn place of the demo site, two pictures a second."""
    scene = SCENES[name](night)
    return [
        DemoPicture(scene, 500.0 + number * EVERY_S, f"2026-11-23 03:00:{number // 2:02d}", 0.0).luma()
        for number in range(round(seconds / EVERY_S))
    ]


def lasting(pictures: list[Pixels], seconds: float) -> Iterator[Pixels]:
    """The pictures to and fro for so long: no jump where a clip would begin again."""
    there_and_back = pictures + pictures[::-1]
    for number in range(round(seconds / EVERY_S)):
        yield there_and_back[number % len(there_and_back)]


def spoilt(pictures: Iterable[Pixels], how: Callable[[Pixels], Pixels]) -> Iterator[Pixels]:
    return (how(pixels) for pixels in pictures)


_random = np.random.default_rng(5)


def noisy(pixels: Pixels, deviation: float = 2.0) -> Pixels:
    return np.clip(pixels + _random.normal(0, deviation, pixels.shape), 0, 255).astype(np.uint8)


def black(pixels: Pixels) -> Pixels:
    """A lens with a cap on."""
    return noisy(np.full(pixels.shape, 18, np.uint8), 4.0)


def blurred(pixels: Pixels) -> Pixels:
    return noisy(cv2.GaussianBlur(pixels, (0, 0), pixels.shape[0] / 144), 1.0)


def pushed(pixels: Pixels) -> Pixels:
    """The camera was turned by 15 % of what it shows."""
    aside = round(pixels.shape[1] * 0.15)
    return cv2.copyMakeBorder(pixels[:, aside:], 0, 0, 0, aside, cv2.BORDER_REFLECT)


def glaring(pixels: Pixels) -> Pixels:
    """A strong lamp shines into the lens."""
    height, width = pixels.shape
    rows, columns = np.mgrid[:height, :width]
    distance = np.hypot(columns - width * 0.5, rows - height * 0.4) / width
    return np.clip(pixels * 0.5 + 400 * np.exp(-((distance / 0.45) ** 2)), 0, 240).astype(np.uint8)


def night(deviation: float = 0.6) -> Iterator[Pixels]:
    """An empty car park at night: nothing moves, hardly any noise."""
    still = np.full((360, 640), 22, np.uint8)
    cv2.rectangle(still, (60, 200), (260, 300), 34, -1)
    cv2.rectangle(still, (350, 190), (560, 310), 28, -1)
    cv2.circle(still, (500, 60), 14, 180, -1)
    still = cv2.GaussianBlur(still, (0, 0), 2)
    while True:
        yield noisy(still, deviation)
