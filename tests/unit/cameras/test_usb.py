"""USB cameras by a driver that does what the test says; real devices are none on a build machine."""

import cv2
import numpy as np
import pytest

from app.cameras.host.snapshot import take
from app.cameras.host.sources import SourceFailed
from app.cameras.host.sources.usb import PixelPicture, UsbSource
from app.cameras.protocol import CameraSpec, Snapshot, SnapshotMissing
from app.cameras.rules import OLDEST_SNAPSHOT_S


class Driver:
    """Stands for cv2.VideoCapture; gives these pictures, then none."""

    def __init__(self, *pictures, there=True):
        self.pictures = list(pictures)
        self.there = there
        self.released = False

    def __call__(self, number):
        self.number = number
        return self

    def isOpened(self):
        return self.there

    def set(self, _name, _value):
        return True

    def read(self):
        return (True, self.pictures.pop(0)) if self.pictures else (False, None)

    def release(self):
        self.released = True


@pytest.fixture
def plug_in(monkeypatch):
    def plug(driver, address="2"):
        monkeypatch.setattr(cv2, "VideoCapture", driver)
        return UsbSource(CameraSpec("front", "usb", address))

    return plug


def grey(value=90):
    return np.full((480, 640, 3), value, np.uint8)


def test_pictures_come_from_the_device_of_that_number(plug_in):
    driver = Driver(grey())
    source = plug_in(driver, " 2 ")
    source.open()
    picture = source.read()
    assert (driver.number, picture.width, picture.height) == (2, 640, 480)
    slot = memoryview(bytearray(320 * 240 * 4))
    assert picture.bgra_into(slot, 320, 240) == 320 * 4
    assert bytes(slot[:4]) == bytes([90, 90, 90, 255])


def test_a_camera_that_is_unplugged_has_ended(plug_in):
    driver = Driver(grey())
    source = plug_in(driver)
    source.open()
    source.read()
    with pytest.raises(SourceFailed, match="ended"):
        source.read()
    source.close()
    assert driver.released
    with pytest.raises(SourceFailed, match="no_device"):
        source.read()


def test_no_device_and_no_number_are_told_apart(plug_in):
    with pytest.raises(SourceFailed, match="no_device"):
        plug_in(Driver(there=False)).open()
    with pytest.raises(SourceFailed, match="bad_address"):
        plug_in(Driver(), "front door").open()


def test_a_snapshot_is_the_last_picture_in_full_with_its_age():
    taken = take(Snapshot(7, "front"), (PixelPicture(grey(), 0.0), 10.0), "", 12.5)
    assert (taken.request_id, taken.camera_id, taken.picture_age_s, taken.taken) == (7, "front", 2.5, 10.0)
    assert (taken.width, taken.height) == (640, 480)
    assert cv2.imdecode(np.frombuffer(taken.jpeg, np.uint8), cv2.IMREAD_COLOR).shape == (480, 640, 3)


def test_a_picture_from_long_ago_is_no_evidence():
    old = (PixelPicture(grey(), 0.0), 10.0)
    late = 10.1 + OLDEST_SNAPSHOT_S
    assert take(Snapshot(7, "front"), old, "refused", late) == SnapshotMissing(7, "front", "refused")
    assert take(Snapshot(7, "front"), None, "", late) == SnapshotMissing(7, "front", "no_picture")
