"""A wall of real camera hosts, and what they look at."""

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from app.bench.clips import lengthen
from app.bench.rtsp import RtspServer, server_is_installed
from app.cameras.console.status import CameraStatus
from app.cameras.console.wall import CameraWall
from app.cameras.protocol import CameraSpec

WIDTH, HEIGHT = 320, 180
LASTING_S = 180.0
_LOOK_EVERY_S = 0.02


class Wall:
    """A CameraWall with a tile for every camera, and waiting for what it should show."""

    def __init__(self, specs: list[CameraSpec], hosts: int) -> None:
        self.faults: list[BaseException] = []
        self.start_s = 0.0
        """How long this machine needed until all were live, where a test has looked."""
        self.wall = CameraWall(time.monotonic, hosts=hosts, on_fault=self.faults.append)
        self.wall.start(specs)
        for spec in specs:
            self.wall.show(spec.id, WIDTH, HEIGHT)

    def status(self, camera_id: str) -> CameraStatus:
        return next(status for status in self.wall.statuses() if status.id == camera_id)

    def states(self) -> dict[str, tuple[str, str]]:
        return {status.id: (status.state, status.cause) for status in self.wall.statuses()}

    def wait(self, condition: Callable[[], bool], within_s: float) -> None:
        """Until it holds; fails with what the wall says instead."""
        tick, due = threading.Event(), time.monotonic() + within_s
        while not condition():
            assert time.monotonic() < due, f"not within {within_s} s: {self.states()}"
            tick.wait(_LOOK_EVERY_S)

    def wait_live(self, within_s: float, *camera_ids: str) -> None:
        """Until these cameras (all, if none is named) have a picture and say so."""
        wanted = camera_ids or tuple(status.id for status in self.wall.statuses())
        self.wait(
            lambda: all(self.status(each).state == "live" and self.wall.frame(each) for each in wanted),
            within_s,
        )

    def wait_said(self, within_s: float, *camera_ids: str) -> None:
        """Until these cameras (all, if none is named) do not claim to be live, and name a cause."""
        wanted = camera_ids or tuple(status.id for status in self.wall.statuses())
        self.wait(
            lambda: all(
                status.state in ("late", "lost") and status.cause for status in map(self.status, wanted)
            ),
            within_s,
        )

    def wait_new_pictures(self, within_s: float, *camera_ids: str) -> None:
        """Until each of these tiles has a picture decoded after now."""
        asked = time.monotonic()

        def arrived(camera_id: str) -> bool:
            frame = self.wall.frame(camera_id)
            return frame is not None and frame.captured > asked

        self.wait(lambda: all(map(arrived, camera_ids)), within_s)

    def host_of(self, camera_id: str) -> int:
        """The process that decodes this camera."""
        return next(pid for pid, served in self.wall.hosts().items() if camera_id in served)


MakeWall = Callable[..., Wall]


@pytest.fixture
def make_wall() -> Iterator[MakeWall]:
    """Called with the cameras; ends their hosts afterwards and looks that no thread of the wall's has died."""
    made: list[Wall] = []

    def make(*specs: CameraSpec, hosts: int = 2) -> Wall:
        made.append(Wall(list(specs), hosts))
        return made[-1]

    yield make
    for each in made:
        each.wall.stop()
    assert [fault for each in made for fault in each.faults] == []


@pytest.fixture(scope="session")
def clips(footage: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Three clips that outlast every test."""
    folder = tmp_path_factory.mktemp("clips")
    return [lengthen(clip, folder / clip.name, LASTING_S) for clip in sorted(footage.glob("*.mp4"))[:3]]


MakeServer = Callable[..., RtspServer]


@pytest.fixture
def make_server() -> Iterator[MakeServer]:
    """Starts RTSP servers on ports of their own."""
    if not server_is_installed():
        pytest.skip("needs GStreamer's RTSP server (python3 run.py test installs it)")
    made: list[RtspServer] = []

    def make(clips: list[Path], login: str = "", **how: Any) -> RtspServer:
        made.append(RtspServer(clips, login, **how))
        made[-1].start()
        return made[-1]

    yield make
    for each in made:
        each.kill()
