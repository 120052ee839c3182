"""Decoding by a graphics card: only where a test passes, and never again for a camera that it failed."""

import subprocess

import numpy as np
import pytest

from app.cameras.host.sources import hardware


@pytest.fixture(autouse=True)
def untested(monkeypatch):
    monkeypatch.setattr(hardware, "_in_software", set())
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


def test_a_camera_that_the_card_failed_stays_with_software(monkeypatch):
    monkeypatch.setattr(hardware, "_tested_device", lambda: "cuda")
    monkeypatch.setattr(hardware, "HWAccel", lambda device_type, allow_software_fallback: device_type)
    assert hardware.acceleration_for("gate") == "cuda"
    hardware.failed("gate")
    assert hardware.acceleration_for("gate") is None
    assert hardware.acceleration_for("lobby") == "cuda"
