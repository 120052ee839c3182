import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import app
from app.cameras.console.display import Display
from app.cameras.frames import BufferGone, FrameReader, FrameWriter


def plain(value, width=64, height=36):
    def fill(slot):
        slot[: width * 4 * height] = bytes([value]) * (width * 4 * height)
        return width, height, width * 4

    return fill


def test_there_is_no_frame_before_the_first():
    assert FrameReader(64, 36).newest() is None


def test_the_newest_frame_wins_and_carries_when_it_was_taken():
    reader = FrameReader(64, 36)
    writer = FrameWriter(reader.name)
    writer.publish(plain(1), 10.25, 0.04)
    writer.publish(plain(2), 11.5, -3.0)
    frame = reader.newest()
    assert (frame.seq, frame.width, frame.height, frame.stride) == (2, 64, 36, 256)
    assert (frame.captured, frame.pts) == (11.5, -3.0)
    assert bytes(frame.pixels) == b"\x02" * (256 * 36)
    assert reader.still_valid(frame)


def test_a_frame_is_valid_until_the_writer_comes_round_to_its_slot():
    reader = FrameReader(64, 36)
    writer = FrameWriter(reader.name)
    writer.publish(plain(1), 1.0)
    frame = reader.newest()
    writer.publish(plain(2), 2.0)
    writer.publish(plain(3), 3.0)
    assert reader.still_valid(frame)
    seen = []

    def fill(slot):
        seen.append(reader.still_valid(frame))
        return plain(4)(slot)

    writer.publish(fill, 4.0)
    assert seen == [False]
    assert not reader.still_valid(frame)


def test_a_writer_killed_while_it_draws_leaves_the_last_whole_frame():
    reader = FrameReader(64, 36)
    FrameWriter(reader.name).publish(plain(7), 1.0)

    def die(slot):
        slot[:100] = b"\xff" * 100
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        FrameWriter(reader.name).publish(die, 2.0)
    assert bytes(reader.newest().pixels) == b"\x07" * (256 * 36)
    FrameWriter(reader.name).publish(plain(8), 3.0)
    assert reader.newest().pixels[0] == 8


HASTY_WRITER = """
import sys
from app.cameras.frames import FrameWriter
pictures = [bytes([value]) * (64 * 4 * 36) for value in range(256)]
writer, number = FrameWriter(sys.argv[1]), 0
while True:
    number += 1
    def fill(slot):
        slot[: 64 * 4 * 36] = pictures[number % 256]
        return 64, 36, 64 * 4
    writer.publish(fill, float(number % 256))
"""


@pytest.fixture
def hasty_writer():
    """Another process that writes as fast as it can."""
    started = []

    def start(name):
        environment = {**os.environ, "PYTHONPATH": str(Path(app.__file__).parents[1])}
        started.append(subprocess.Popen([sys.executable, "-c", HASTY_WRITER, name], env=environment))

    yield start
    for process in started:
        process.kill()
        process.wait()


def test_no_torn_frame_is_taken_for_whole(hasty_writer):
    """The reader looks at any moment: what still_valid accepts has one value throughout."""
    reader = FrameReader(64, 36)
    hasty_writer(reader.name)
    accepted = looked = 0
    due = time.monotonic() + 30.0
    while accepted < 5000 and time.monotonic() < due:
        frame = reader.newest()
        if frame is None:
            continue
        looked += 1
        copy = bytes(frame.pixels)
        if reader.still_valid(frame):
            accepted += 1
            assert copy == bytes([int(frame.captured)]) * len(copy)
    assert accepted == 5000, f"of {looked} pictures"


class Screen:
    """Holds every picture it has ever looked at, as a painter that is slower than the camera would."""

    def __init__(self):
        self.reader = FrameReader(64, 36)
        self.held = []

    def look(self):
        frame = self.reader.newest()
        if frame is not None:
            self.held.append(frame)

    def check(self):
        """What is still valid is, in every byte, the picture that its number and its time belong to."""
        for frame in self.held:
            if self.reader.still_valid(frame):
                value = frame.seq % 251
                assert bytes(frame.pixels) == bytes([value]) * (frame.stride * frame.height)
                assert (frame.captured, frame.pts) == (float(frame.seq), -float(frame.seq))


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["whole", "dies"]), st.integers(1, 64), st.integers(1, 36), st.floats(0.0, 1.0)
        ),
        max_size=12,
    )
)
def test_a_torn_picture_never_passes_whenever_the_screen_looks(turns):
    """The screen looks before, in the middle of and after each drawing, of any size; some writers die while they draw."""
    screen = Screen()
    writer = FrameWriter(screen.reader.name)
    published = 0
    for fate, width, height, share in turns:
        value, bytes_in_all = (published + 1) % 251, width * 4 * height

        def fill(slot, *, fate=fate, size=(width, height), part=int(share * bytes_in_all), value=value):
            slot[:part] = bytes([value]) * part
            screen.look()
            screen.check()
            if fate == "dies":
                raise InterruptedError
            slot[part : size[0] * 4 * size[1]] = bytes([value]) * (size[0] * 4 * size[1] - part)
            return *size, size[0] * 4

        if fate == "dies":
            with pytest.raises(InterruptedError):
                writer.publish(fill, published + 1.0, -(published + 1.0))
            writer = FrameWriter(screen.reader.name)
        else:
            published = writer.publish(fill, published + 1.0, -(published + 1.0))
        screen.look()
        screen.check()
        newest = screen.reader.newest()
        assert (newest.seq if newest else 0) == published


def test_a_buffer_that_was_given_up_cannot_be_opened():
    reader = FrameReader(64, 36)
    reader.close()
    with pytest.raises(BufferGone):
        FrameWriter(reader.name)


def test_a_descriptor_used_again_for_another_buffer_is_refused():
    first = FrameReader(64, 36)
    handle = int(first.name.split(":")[0].rsplit("/", 1)[1])
    first.close()
    second = FrameReader(64, 36)
    assert f"/{handle}:" in second.name
    with pytest.raises(BufferGone):
        FrameWriter(first.name)


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="needs /proc")
def test_closing_gives_the_descriptor_back():
    before = len([*Path("/proc/self/fd").iterdir()])
    for _ in range(50):
        FrameReader(640, 360).close()
    assert len([*Path("/proc/self/fd").iterdir()]) <= before + 1


def test_a_larger_tile_keeps_the_old_picture_until_the_new_one_is_there():
    display = Display("cam", 320, 180)
    FrameWriter(display.wish.buffer).publish(plain(1), 1.0)
    assert display.resize(640, 360)
    assert display.frame().pixels[0] == 1
    FrameWriter(display.wish.buffer).publish(plain(2), 2.0)
    frame = display.frame()
    assert frame.pixels[0] == 2
    assert display.still_valid(frame)
    assert not display.resize(640, 360)
    display.close()


def test_a_mark_tells_cheaply_that_there_is_a_new_picture():
    reader = FrameReader(32, 32)
    writer = FrameWriter(reader.name)
    assert reader.mark() == 0
    writer.publish(lambda slot: (32, 32, 128), 1.0)
    first = reader.mark()
    writer.publish(lambda slot: (32, 32, 128), 1.04)
    assert 0 != first != reader.mark()


def test_a_small_tile_gives_back_the_memory_of_a_large_one_and_keeps_its_picture_until_the_next():
    display = Display("cam", 480, 270, 8.0)
    large = display.wish.buffer
    FrameWriter(large).publish(plain(1), 1.0)
    assert display.resize(480, 270)
    assert display.wish.buffer != large
    assert display.captured() == 1.0
    FrameWriter(display.wish.buffer).publish(plain(2), 2.0)
    assert display.captured() == 2.0
    # A window's edge that is dragged makes none anew.
    before = display.wish.buffer
    for width in range(480, 320, -10):
        assert display.resize(width, 200)
    assert display.wish.buffer == before
