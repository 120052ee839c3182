"""The wall hears of cameras and logins, and of nothing that would stop the others."""

import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest

from app.cameras.protocol import CameraSpec
from app.core.errors import SecretsUnavailable
from app.core.secrets import FileSecrets
from app.model.site import Camera, CameraOptions, Zone
from app.model.words import Words
from app.site.service import SiteService
from app.site.wall_feed import WallFeed
from tests.fakes.room import Room


class _Wall:
    def __init__(self) -> None:
        self.cameras: dict[str, CameraSpec] = {}
        self.told = threading.Condition()
        self.stopped = False

    def start(self) -> None:
        """Nothing runs here."""

    def stop(self) -> None:
        self.stopped = True

    def set_cameras(self, specs: Iterable[CameraSpec]) -> None:
        with self.told:
            self.cameras = {spec.id: spec for spec in specs}
            self.told.notify_all()

    def wait(self, condition: Callable[[dict[str, CameraSpec]], bool]) -> None:
        with self.told:
            assert self.told.wait_for(lambda: condition(self.cameras), timeout=5)


class _LockedSecrets(FileSecrets):
    def get(self, key: str) -> str | None:
        raise SecretsUnavailable(path="keyring")


def _camera(camera_id: str, **values: Any) -> Camera:
    return Camera(camera_id, Words("东门", "East gate"), "rtsp", "rtsp://10.0.0.7/1", **values)


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    made = Room(tmp_path)
    yield made
    made.close()


def _feed(room: Room, secrets: FileSecrets) -> tuple[WallFeed, _Wall, SiteService, list[BaseException]]:
    site = SiteService(room.database, secrets, room.access.actor)
    wall, faults = _Wall(), list[BaseException]()
    feed = WallFeed(site, cast("Any", wall), room.changes, faults.append)
    return feed, wall, site, faults


def test_a_saved_camera_reaches_the_wall_with_its_login(room: Room, tmp_path: Path) -> None:
    feed, wall, site, faults = _feed(room, FileSecrets(tmp_path / "secrets.json"))
    feed.start()
    site.save_camera(_camera("gate"), "admin", "geheim").result()
    wall.wait(lambda cameras: "gate" in cameras)
    spec = wall.cameras["gate"]
    assert (spec.username, spec.password, spec.timezone) == ("admin", "geheim", "Asia/Shanghai")
    assert "geheim" not in repr(spec)
    site.save_camera(_camera("gate", enabled=False)).result()
    wall.wait(lambda cameras: not cameras)
    feed.stop()
    assert wall.stopped
    assert faults == []


def test_what_an_address_holds_in_its_path_reaches_the_wall_apart_from_it(room: Room, tmp_path: Path) -> None:
    feed, wall, site, _ = _feed(room, FileSecrets(tmp_path / "secrets.json"))
    feed.start()
    typed = replace(_camera("gate"), address="rtsp://10.0.0.7/?user=admin&password=geheim&token=t%2F")
    site.save_camera(typed).result()
    wall.wait(lambda cameras: "gate" in cameras)
    feed.stop()
    spec = wall.cameras["gate"]
    assert spec.address == "rtsp://10.0.0.7/?user={username}&password={password}&token={secret1}"
    assert (spec.username, spec.password, spec.secrets) == ("admin", "geheim", (("secret1", "t%2F"),))
    assert "geheim" not in repr(spec)
    assert "t%2F" not in repr(spec)


def test_a_locked_keyring_costs_the_logins_and_is_told_once(room: Room, tmp_path: Path) -> None:
    site = SiteService(room.database, FileSecrets(tmp_path / "secrets.json"), room.access.actor)
    for camera_id in ("a", "b"):
        site.save_camera(_camera(camera_id)).result()
    feed, wall, _, faults = _feed(room, _LockedSecrets(tmp_path / "locked.json"))
    feed.start()
    wall.wait(lambda cameras: set(cameras) == {"a", "b"})
    feed.stop()
    assert [type(fault) for fault in faults] == [SecretsUnavailable]


def test_how_a_camera_is_looked_at_reaches_the_wall(room: Room, tmp_path: Path) -> None:
    feed, wall, site, _ = _feed(room, FileSecrets(tmp_path / "secrets.json"))
    corners = ((0.0, 0.0), (1.0, 0.0), (1.0, 0.5))
    options = CameraOptions(
        watched=False, sensitivity=80, zones=(Zone("door", corners),), pre_roll_s=60, hardware=True
    )
    site.save_camera(_camera("gate", options=options)).result()
    feed.start()
    wall.wait(lambda cameras: "gate" in cameras)
    spec = wall.cameras["gate"]
    feed.stop()
    assert (spec.watched, spec.sensitivity, spec.pre_roll_s, spec.hardware) == (False, 80, 60, True)
    assert spec.zones == (corners,)


def test_a_camera_that_the_graphics_card_failed_is_decoded_in_software(room: Room, tmp_path: Path) -> None:
    site = SiteService(room.database, FileSecrets(tmp_path / "secrets.json"), room.access.actor)
    wall = _Wall()
    feed = WallFeed(site, cast("Any", wall), room.changes, lambda error: None, lambda: {"gate"})
    for camera_id in ("gate", "lobby"):
        site.save_camera(_camera(camera_id, options=CameraOptions(hardware=True))).result()
    feed.start()
    wall.wait(lambda cameras: len(cameras) == 2)
    feed.stop()
    assert {camera_id: spec.hardware for camera_id, spec in wall.cameras.items()} == {
        "gate": False,
        "lobby": True,
    }
