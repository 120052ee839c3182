"""Decoding by a graphics card: only where a test passes, and never again for a camera that it failed."""

import subprocess
from types import SimpleNamespace

import numpy as np
import pytest

from app.cameras.host.sources import SourceFailed, Use, hardware
from app.cameras.host.sources.network import NetworkSource
from app.cameras.protocol import CameraSpec


@pytest.fixture(autouse=True)
def untested(monkeypatch):
    monkeypatch.setattr(hardware, "_in_software", set())
    monkeypatch.setattr(hardware, "_suspected", set())
    clear = hardware._tested_device.cache_clear
    clear()
    yield
    clear()


def test_without_a_card_the_test_fails_cleanly(monkeypatch):
    def no_such_card(clip, acceleration):
        if acceleration is not None:
            raise PermissionError(1, "no card")
        return [np.zeros((4, 4), np.uint8)]

    monkeypatch.setattr(hardware, "_brightness", no_such_card)
    assert hardware.passing_device() == ""


def test_a_card_that_gives_other_pictures_does_not_pass(monkeypatch):
    monkeypatch.setattr(hardware, "hwdevices_available", lambda: ["cuda", "vaapi"])
    expected = [np.full((4, 4), 100, np.uint8)]
    wrong, right = [np.full((4, 4), 160, np.uint8)], [np.full((4, 4), 101, np.uint8)]
    given = {None: expected, "cuda": wrong, "vaapi": right}
    monkeypatch.setattr(hardware, "HWAccel", lambda device_type, allow_software_fallback: device_type)
    monkeypatch.setattr(hardware, "_brightness", lambda clip, acceleration: given[acceleration])
    assert hardware.passing_device() == "vaapi"
    given["vaapi"] = []
    assert hardware.passing_device() == ""


def test_software_decodes_the_drawn_clip():
    pictures = hardware._brightness(hardware._drawn_clip(), None)
    assert len(pictures) == 12
    assert hardware._alike(pictures, pictures)
    assert not hardware._alike(pictures, pictures[::-1])


@pytest.mark.parametrize(
    "end",
    [subprocess.TimeoutExpired("test", 20), subprocess.CalledProcessError(-11, "test"), OSError()],
)
def test_a_driver_that_crashes_or_hangs_costs_nothing_but_the_test(monkeypatch, end):
    def run(*words, **more):
        raise end

    monkeypatch.setattr(hardware.subprocess, "run", run)
    assert hardware.acceleration_for("gate") is None


@pytest.fixture
def card(monkeypatch):
    monkeypatch.setattr(hardware, "_tested_device", lambda: "cuda")
    monkeypatch.setattr(hardware, "HWAccel", lambda device_type, allow_software_fallback: device_type)


def test_what_the_card_fails_and_software_shows_stays_with_software(card):
    assert hardware.acceleration_for("gate") == "cuda"
    hardware.failed("gate")
    assert hardware.acceleration_for("gate") is None
    assert hardware.acceleration_for("lobby") == "cuda"
    assert hardware.shown("gate", by_device=False) == "fell_back"
    assert hardware.acceleration_for("gate") is None
    # The console wants it tried anew: somebody has switched it off and on again.
    hardware.forget("gate")
    assert hardware.acceleration_for("gate") == "cuda"
    assert hardware.shown("gate", by_device=True) == "hardware"


def test_a_camera_that_software_does_not_decode_either_is_not_the_cards_doing(card):
    hardware.failed("gate")
    hardware.failed("gate", "undecodable", by_device=False)
    assert hardware.acceleration_for("gate") == "cuda"
    assert hardware.shown("gate", by_device=False) == "software"


def test_a_line_that_breaks_is_not_the_cards_doing(card):
    hardware.failed("gate", "ended")
    assert hardware.acceleration_for("gate") == "cuda"


class Stream:
    """An opened source whose decoder the test plays."""

    def __init__(self, decode, *, by_device):
        self.use = Use(decode="all")
        self.source = NetworkSource(CameraSpec("gate", "rtsp", "rtsp://10.0.0.8/a", hardware=True), self.use)
        self.source._stream = SimpleNamespace(codec_context=SimpleNamespace(is_hwaccel=by_device))
        self.source._next_packet = lambda: SimpleNamespace(size=0)
        self.source._decode = decode

    def read(self):
        return self.source.read()


def fails(packet):
    raise SourceFailed("undecodable")


def gives_one(packet):
    return [SimpleNamespace(time=None)]


def test_a_stream_tells_by_what_it_is_decoded(card):
    first = Stream(gives_one, by_device=True)
    first.read()
    assert first.use.decoder == "hardware"
    with pytest.raises(SourceFailed):
        Stream(fails, by_device=True).read()
    again = Stream(gives_one, by_device=False)
    again.read()
    assert again.use.decoder == "fell_back"
