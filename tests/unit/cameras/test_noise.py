"""What noise a decoder takes for pictures never becomes one on a tile."""

import contextlib
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from app.bench.faulty_camera.material import Material, make
from app.cameras.host.sources import SourceFailed, Use, network
from app.cameras.host.sources.network import NetworkSource
from app.cameras.protocol import CameraSpec

CAMERAS = 24
PICTURES = 100


@pytest.fixture(scope="module")
def usual() -> Material:
    return make("usual")


def stream(material: Material, damaged: float, seed: int) -> bytes:
    """H.264 in which such a share of the pictures is noise behind a sound beginning."""
    noise, nals = random.Random(seed), list[bytes]()
    for unit in material.units[:PICTURES]:
        nals += material.sets if unit.key else ()
        for nal in unit.nals:
            nals.append(nal[:2] + noise.randbytes(len(nal) - 2) if noise.random() < damaged else nal)
    return b"".join(b"\0\0\0\1" + nal for nal in nals)


def pictures_of(data: bytes, folder: Path, monkeypatch: pytest.MonkeyPatch) -> int:
    file = folder / "camera.h264"
    file.write_bytes(data)
    monkeypatch.setattr(network, "with_credentials", lambda *_: str(file))
    source = NetworkSource(CameraSpec("camera", "rtsp", "rtsp://127.0.0.1/x"), Use())
    shown = 0
    with contextlib.suppress(SourceFailed):
        source.open()
        while True:
            shown += source.read() is not None
    source.close()
    return shown


@pytest.fixture
def count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, usual: Material) -> Callable[[float, int], int]:
    return lambda damaged, seed: pictures_of(stream(usual, damaged, seed), tmp_path, monkeypatch)


def test_a_stream_that_is_all_noise_never_shows_a_picture(count: Callable[[float, int], int]) -> None:
    assert sum(count(1.0, seed) for seed in range(CAMERAS)) == 0


def test_a_stream_with_some_damage_goes_on(count: Callable[[float, int], int]) -> None:
    assert all(count(0.1, seed) > PICTURES // 2 for seed in range(3))


def test_a_sound_stream_loses_nothing(count: Callable[[float, int], int]) -> None:
    assert count(0.0, 0) == PICTURES
