import os
import threading
from pathlib import Path

import pytest

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


def test_no_torn_frame_is_taken_for_whole():
    """The writer as fast as it can, the reader at any moment: what still_valid accepts has one value throughout."""
    reader = FrameReader(64, 36)
    stop = threading.Event()

    def write():
        writer, value = FrameWriter(reader.name), 0
        while not stop.is_set():
            value = (value + 1) % 256
            writer.publish(plain(value), float(value))

    thread = threading.Thread(target=write)
    thread.start()
    accepted = 0
    try:
        for _ in range(40_000):
            frame = reader.newest()
            if frame is None:
                continue
            values = {
                frame.pixels[0],
                frame.pixels[len(frame.pixels) // 2],
                frame.pixels[-1],
                int(frame.captured),
            }
            copy = bytes(frame.pixels)
            if reader.still_valid(frame):
                accepted += 1
                assert len(values) == 1
                assert copy == copy[:1] * len(copy)
            if accepted >= 500:
                break
    finally:
        stop.set()
        thread.join()
    assert accepted > 50


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
    before = len(os.listdir("/proc/self/fd"))  # noqa: PTH208
    for _ in range(50):
        FrameReader(640, 360).close()
    assert len(os.listdir("/proc/self/fd")) <= before + 1  # noqa: PTH208


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
