"""A wall among cameras that all go wrong at once, and what it said at every moment of it."""

import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

from app.bench.faulty_camera.expected import EXPECTED
from app.bench.faulty_camera.process import FaultyCameras
from app.cameras.picture_clock import number_in
from app.cameras.protocol import CameraSpec
from tests.cameras.conftest import Wall

LASTS_S = 13.0
AFTERWARDS_S = 16.5
_ALL_LIVE_S = 40.0
_LOOK_EVERY_S = 0.05
_HOSTS = 7
"""Each holds back when many of its cameras fail at once, which is not what is looked at here."""
FROM_THE_START = ("silent", "no_media", "no_key_frame", "damaged")
"""Also met by cameras that never had a picture."""
BYSTANDERS = ("bystander_0", "bystander_1")


@dataclass(frozen=True, slots=True)
class Look:
    at: float
    state: str
    cause: str
    health: tuple[str, ...]
    number: int | None
    """The number that the picture on the tile carries."""
    width: int


@dataclass(slots=True)
class Story:
    """Times are monotonic: when the faults `began`, all others being live, and when they `ended`."""

    looks: dict[str, list[Look]] = field(default_factory=dict)
    began: float = 0.0
    ended: float = 0.0
    look_s: list[float] = field(default_factory=list)
    """How long each look took."""
    logins: dict[str, int] = field(default_factory=dict)
    """With a password, while the fault lasted."""
    most_sessions: dict[str, int] = field(default_factory=dict)
    hosts: list[list[int]] = field(default_factory=list)
    """Processes before and after."""

    def during(self, camera_id: str) -> list[Look]:
        return [look for look in self.looks[camera_id] if self.began <= look.at < self.ended]

    def after(self, camera_id: str) -> list[Look]:
        return [look for look in self.looks[camera_id] if look.at >= self.ended]

    def pauses(self, camera_id: str) -> Iterator[tuple[float, list[Look]]]:
        """Each time in which the tile's picture stayed the same while faults were on, and the looks in it."""
        same: list[Look] = []
        for look in self.during(camera_id):
            if same and look.number != same[0].number:
                yield look.at - same[0].at, same
                same = []
            same.append(look)
        yield self.ended - same[0].at, same


class Teller:
    """Lives through the story once; what is asserted about it comes afterwards."""

    def __init__(self) -> None:
        self.story = Story()
        self._faulty = [*EXPECTED, *(f"{name}_at_once" for name in FROM_THE_START)]
        self._ids = [*self._faulty, *BYSTANDERS]

    def tell(self) -> Story:
        with FaultyCameras(len(self._ids)) as cameras:
            for name in FROM_THE_START:
                cameras.set(self._ids.index(f"{name}_at_once"), name)
            specs = [
                CameraSpec(each, "rtsp", cameras.address(number), "watch", "word")
                for number, each in enumerate(self._ids)
            ]
            wall = Wall(specs, _HOSTS)
            try:
                self._live_through(wall, cameras)
            finally:
                wall.wall.stop()
            assert wall.faults == []
        return self.story

    def _live_through(self, wall: Wall, cameras: FaultyCameras) -> None:
        story = self.story
        story.looks = {each: [] for each in self._ids}
        sound = [each for each in self._ids if not each.endswith("_at_once")]
        wall.wait(
            lambda: self._look(wall) and all(story.looks[each][-1].state == "live" for each in sound),
            _ALL_LIVE_S,
        )
        story.hosts.append(wall.wall.pids())
        story.look_s.clear()
        for number, name in enumerate(EXPECTED):
            cameras.set(number, name)
        story.began = time.monotonic()
        self._look_on(wall, LASTS_S)
        story.logins = {each: cameras.counts(n)["logins"] for n, each in enumerate(self._ids)}
        for number in range(len(self._faulty)):
            cameras.set(number, "none")
        story.ended = time.monotonic()
        for name, expected in EXPECTED.items():
            if expected.asks:
                wall.wall.retry(name)
        self._look_on(wall, AFTERWARDS_S)
        story.hosts.append(wall.wall.pids())
        story.most_sessions = {each: cameras.counts(n)["most_sessions"] for n, each in enumerate(self._ids)}

    def _look_on(self, wall: Wall, seconds: float) -> None:
        tick, until = threading.Event(), time.monotonic() + seconds
        while time.monotonic() < until:
            self._look(wall)
            tick.wait(_LOOK_EVERY_S)

    def _look(self, wall: Wall) -> bool:
        """At every tile, as the console's one thread does it."""
        begun = time.monotonic()
        for status in wall.wall.statuses():
            frame = wall.wall.frame(status.id)
            number = (
                None if frame is None else number_in(frame.pixels, frame.width, frame.height, frame.stride)
            )
            self.story.looks[status.id].append(
                Look(begun, status.state, status.cause, status.health, number, status.width)
            )
        self.story.look_s.append(time.monotonic() - begun)
        return True
