"""A clip gets its number into each picture, and keeps rate, size and key frames."""

from collections.abc import Iterator
from pathlib import Path

import av
import numpy as np
import pytest

from app.bench.clips import lengthen, numbered
from app.cameras.picture_clock import number_in

RATE, PICTURES, GROUP = 12, 30, 10
WIDTH, HEIGHT = 320, 180


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    path = tmp_path / "clip.mp4"
    with av.open(str(path), "w") as target:
        stream = target.add_stream("libx264", rate=RATE)
        stream.width, stream.height, stream.pix_fmt = WIDTH, HEIGHT, "yuv420p"
        stream.gop_size = GROUP
        stream.options = {"profile": "baseline", "sc_threshold": "0"}
        noise = np.random.default_rng(1)
        for _ in range(PICTURES):
            drawn = noise.integers(0, 255, (HEIGHT, WIDTH, 3), np.uint8)
            target.mux(stream.encode(av.VideoFrame.from_ndarray(drawn, format="bgr24")))
        target.mux(stream.encode(None))
    return path


def numbers(path: Path, width: int, height: int) -> Iterator[int | None]:
    with av.open(str(path)) as container:
        for frame in container.decode(video=0):
            drawn = np.ascontiguousarray(frame.reformat(width, height, "bgra").to_ndarray())
            yield number_in(memoryview(drawn).cast("B"), width, height, width * 4)


def test_every_picture_is_numbered_and_legible_on_the_smallest_tile(clip: Path, tmp_path: Path) -> None:
    made = numbered(clip, tmp_path / "numbered.mp4")
    assert (made.rate, made.pictures) == (RATE, PICTURES)
    long = lengthen(tmp_path / "numbered.mp4", tmp_path / "long.mp4", 2 * PICTURES / RATE)
    assert set(numbers(clip, WIDTH, HEIGHT)) == {None}
    for size in ((WIDTH, HEIGHT), (112, 64)):
        assert list(numbers(long, *size)) == [*range(PICTURES), *range(PICTURES)]


def test_it_costs_as_much_to_decode_as_the_clip_did(clip: Path, tmp_path: Path) -> None:
    numbered(clip, tmp_path / "numbered.mp4")
    with av.open(str(clip)) as before, av.open(str(tmp_path / "numbered.mp4")) as after:
        was, now = before.streams.video[0], after.streams.video[0]
        assert (now.width, now.height, now.average_rate) == (was.width, was.height, was.average_rate)
        assert now.profile == was.profile
        keys = [
            [number for number, packet in enumerate(container.demux(video=0)) if packet.is_keyframe]
            for container in (before, after)
        ]
        assert keys[0] == keys[1]
