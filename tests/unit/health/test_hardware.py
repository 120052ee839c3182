"""What the graphics card failed stays with software over restarts, until somebody switches it off and on again."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest

from app.cameras.protocol import Event, HardwareFailed
from app.core.secrets import FileSecrets
from app.health.hardware import HardwareFallbacks
from app.model.site import Camera, CameraOptions
from app.model.words import Words
from app.site.service import SiteService
from tests.fakes.room import Room

GATE = Camera(
    "gate", Words("东门", "East gate"), "rtsp", "rtsp://10.0.0.7/1", options=CameraOptions(hardware=True)
)
FAILED = HardwareFailed("gate", "undecodable")


class _Wall:
    def subscribe(self, listener: Callable[[Event], None]) -> Callable[[], None]:
        self.tell = listener
        return lambda: None


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    made = Room(tmp_path)
    site_of(made).save_camera(GATE).result()
    yield made
    made.close()


def site_of(room: Room) -> SiteService:
    return SiteService(room.database, FileSecrets(room.folder / "secrets.json"), room.access.actor)


def hear(room: Room, event: Event) -> HardwareFallbacks:
    wall = _Wall()
    fallbacks = HardwareFallbacks(room.database, room.clock, cast("Any", wall))
    fallbacks.start()
    wall.tell(event)
    room.database.write(lambda transaction: None).result()
    return fallbacks


def test_it_is_kept_over_a_restart_and_told_once_in_the_log(room: Room) -> None:
    at = room.clock.now()
    hear(room, FAILED)
    room.clock.advance(seconds=3600)
    room.reopen()
    fallbacks = hear(room, FAILED)
    assert {camera: (kept.since, kept.cause) for camera, kept in fallbacks.all().items()} == {
        "gate": (at, "undecodable")
    }
    assert room.kinds().count("hardware_failed") == 1


def test_switched_off_and_on_again_the_card_is_tried_anew(room: Room) -> None:
    fallbacks, site = hear(room, FAILED), site_of(room)
    site.save_camera(replace(GATE, position=4)).result()
    assert "gate" in fallbacks.all(), "another change does not switch it off"
    site.save_camera(replace(GATE, options=CameraOptions(hardware=False))).result()
    site.save_camera(GATE).result()
    assert fallbacks.all() == {}


def test_a_failure_told_after_it_was_switched_off_is_none(room: Room) -> None:
    site_of(room).save_camera(replace(GATE, options=CameraOptions(hardware=False))).result()
    assert hear(room, FAILED).all() == {}
    assert "hardware_failed" not in room.kinds()


def test_a_camera_of_the_same_id_that_comes_later_is_another(room: Room) -> None:
    fallbacks, site = hear(room, FAILED), site_of(room)
    site.remove_camera("gate").result()
    site.save_camera(GATE).result()
    assert fallbacks.all() == {}
