"""The drawn cameras: what is burnt into their pictures, and that every scene can be drawn by day and by night."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from app.cameras.host.sources import SourceFailed, Use
from app.cameras.host.sources.demo import DemoSource
from app.cameras.host.sources.demo_scenes import SCENES
from app.cameras.protocol import CameraSpec


def source(address="gate", **more):
    made = DemoSource(CameraSpec("c1", "demo", address, **more), Use())
    made.open()
    return made


def stamp(zone):
    return datetime.now(UTC).astimezone(zone).strftime("%Y-%m-%d %H:%M:%S")


@pytest.mark.parametrize("name", ["Asia/Shanghai", "Pacific/Kiritimati", "America/St_Johns"])
def test_the_burnt_in_clock_shows_the_sites_time(name):
    camera = source(timezone=name)
    before = stamp(ZoneInfo(name))
    burnt_in = camera.read().caption.removeprefix("c1  ")
    assert before <= burnt_in <= stamp(ZoneInfo(name))


def test_without_a_zone_the_clock_is_this_machines():
    camera = source(label="Gate 1")
    before = stamp(None)
    assert before <= camera.read().caption.removeprefix("Gate 1  ") <= stamp(None)


def test_a_zone_that_the_machine_does_not_know_is_shown_as_utc():
    camera = source(timezone="Mars/Olympus")
    before = stamp(UTC)
    assert before <= camera.read().caption.removeprefix("c1  ") <= stamp(UTC)


def test_an_unknown_scene_is_a_bad_address():
    with pytest.raises(SourceFailed, match="bad_address"):
        source("moon")


@pytest.mark.parametrize("light", ["day", "night"])
@pytest.mark.parametrize("scene", SCENES)
def test_every_scene_can_be_drawn(scene, light):
    pixels = source(f"{scene}?{light}").read().bgr()
    assert pixels.shape == (360, 640, 3)
    assert pixels.std() > 10


def test_a_picture_is_drawn_in_the_size_of_the_tile():
    slot = memoryview(bytearray(320 * 180 * 4))
    assert source("gate?day").read().bgra_into(slot, 320, 180) == 320 * 4
    assert len(set(bytes(slot))) > 50
