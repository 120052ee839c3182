"""Cameras that need no network and no file: scenes drawn by the program, for training and for a first look."""

import time
import zlib
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from typing import cast
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import cv2

from app.cameras.host.sources import Picture, Pixels, SourceFailed, Use, draw_scaled
from app.cameras.host.sources.demo_canvas import HEIGHT, WIDTH
from app.cameras.host.sources.demo_scenes import SCENES, Scene
from app.cameras.protocol import CameraSpec

FPS = 12.0
_DAY_BEGINS, _DAY_ENDS = 6, 18


@dataclass(frozen=True, slots=True)
class DemoPicture:
    """One instant of a scene; drawn only when somebody looks."""

    scene: Scene
    moment: float
    """Seconds of the scene's own time."""
    caption: str
    pts: float
    behind: bool = False
    key: bool = True
    width: int = WIDTH
    height: int = HEIGHT

    def bgra_into(self, slot: memoryview, width: int, height: int) -> int:
        return draw_scaled(self.scene.draw(self.moment, self.caption), slot, width, height)

    def luma(self) -> Pixels:
        return cast("Pixels", cv2.cvtColor(self.scene.draw(self.moment, self.caption), cv2.COLOR_BGRA2GRAY))

    def bgr(self) -> Pixels:
        return cast("Pixels", cv2.cvtColor(self.scene.draw(self.moment, self.caption), cv2.COLOR_BGRA2BGR))


class DemoSource:
    """Addressed by the scene's name: `gate`, or `gate?night` and `gate?day` where the hour shall not decide."""

    def __init__(self, camera: CameraSpec, use: Use) -> None:
        self._name, _, self._light = camera.address.partition("?")
        self._label = (camera.label or camera.id).encode("ascii", "ignore").decode() or self._name
        # Two cameras on the same scene must not move in step.
        self._offset = zlib.crc32(camera.id.encode()) % 997
        self._zone = _site_zone(camera.timezone)
        self._stopped = use.stopped
        self._scenes: dict[bool, Scene] = {}
        self._next = 0.0

    def open(self) -> None:
        if self._name not in SCENES:
            raise SourceFailed("bad_address")
        self._next = time.monotonic()

    def read(self) -> Picture | None:
        wait = self._next - time.monotonic()
        if wait > 0:
            self._stopped.wait(wait)
        now = time.monotonic()
        # A machine that was busy goes on from now: missed pictures are not caught up with.
        self._next = max(self._next + 1 / FPS, now)
        there = datetime.now(UTC).astimezone(self._zone)
        caption = f"{self._label}  {there:%Y-%m-%d %H:%M:%S}"
        return DemoPicture(self._scene(self._is_night(there.hour)), now + self._offset, caption, now)

    def close(self) -> None:
        self._scenes.clear()

    def _is_night(self, hour: int) -> bool:
        if self._light in ("day", "night"):
            return self._light == "night"
        return not _DAY_BEGINS <= hour < _DAY_ENDS

    def _scene(self, night: bool) -> Scene:
        scene = self._scenes.get(night)
        if scene is None:
            scene = self._scenes[night] = SCENES[self._name](night)
        return scene


def _site_zone(name: str) -> tzinfo | None:
    """None is this machine's zone; one that it does not know is shown as UTC, as everywhere on the screen."""
    if not name:
        return None
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return UTC
