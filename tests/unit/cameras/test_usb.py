"""USB cameras by a driver that does what the test says; real devices are none on a build machine."""

import threading

import cv2
import numpy as np
import pytest

from app.cameras.host.snapshot import take
from app.cameras.host.sources import SourceFailed, usb
from app.cameras.host.sources.usb import PixelPicture, UsbSource
from app.cameras.protocol import CameraSpec, Snapshot, SnapshotMissing
from app.cameras.rules import LOST_AFTER_S, OLDEST_SNAPSHOT_S


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
    assert take(Snapshot(7, "front", float("inf")), old, "refused", late).picture_age_s == late - old[1]
    assert take(Snapshot(7, "front"), None, "", late) == SnapshotMissing(7, "front", "no_picture")


class HangingDriver(Driver):
    """Opens or reads for ever, until the test lets go."""

    def __init__(self, *pictures, opens=True):
        super().__init__(*pictures)
        self.opens = opens
        self.let_go = threading.Event()
        self.calls = 0

    def __call__(self, number):
        self.calls += 1
        if not self.opens:
            self.let_go.wait(10)
        return super().__call__(number)

    def read(self):
        if not self.pictures:
            self.let_go.wait(10)
        return super().read()


@pytest.fixture
def hang(monkeypatch):
    made = []

    def plug(driver, number):
        monkeypatch.setattr(cv2, "VideoCapture", driver)
        made.append(driver)
        return lambda: UsbSource(CameraSpec("front", "usb", number), open_s=0.05, read_s=0.05)

    yield plug
    for driver in made:
        driver.let_go.set()


def closed_threads(number):
    return [each for each in threading.enumerate() if each.name == f"usb-{number}"]


def test_a_read_that_hangs_fails_in_time_and_costs_one_thread_however_often_it_is_tried(hang):
    driver = HangingDriver(grey())
    make = hang(driver, "91")
    source = make()
    source.open()
    source.read()
    with pytest.raises(SourceFailed, match="stalled"):
        source.read()
    source.close()
    for _ in range(3):
        again = make()
        with pytest.raises(SourceFailed, match="timeout"):
            again.open()
        again.close()
    assert driver.calls == 1
    assert len(closed_threads("91")) == 1
    (stuck,) = closed_threads("91")
    driver.let_go.set()
    stuck.join(10)
    assert driver.released
    driver.pictures = [grey()]
    back = make()
    back.open()
    assert back.read().width == 640
    back.close()


def test_a_device_that_opens_late_is_found_open_by_the_next_try(hang):
    driver = HangingDriver(grey(), opens=False)
    make = hang(driver, "92")
    late = make()
    with pytest.raises(SourceFailed, match="timeout"):
        late.open()
    late.close()
    driver.let_go.set()
    source = UsbSource(CameraSpec("front", "usb", "92"), open_s=10, read_s=10)
    source.open()
    assert source.read().width == 640
    assert driver.calls == 1
    source.close()


def test_a_device_that_fails_is_none(plug_in):
    def broken(number):
        raise cv2.error("driver")

    with pytest.raises(SourceFailed, match="no_device"):
        plug_in(broken).open()


def test_deadlines_leave_time_to_begin_anew_within_five_seconds():
    assert usb.READ_S + usb._RELEASE_S < LOST_AFTER_S
    assert usb.OPEN_S < LOST_AFTER_S
