"""The last moments in memory: enough of them, never too many, always beginning with a key frame."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.cameras.host.recording.coded import Coded, Format
from app.cameras.host.recording.ring import PacketRing, room_for

FORMAT = Format(b"")
MEGABITS_10 = bytes(1_250_000)
MEGABITS_10_TIMES_8 = bytes(10_000_000)


def packet(at: float, *, key: bool, size: int = 10) -> Coded:
    return Coded(b"x" * size, 0, 0, key, at, FORMAT)


def filled(seconds: float, *, keys_every: int = 5, most_bytes: int = 10_000, until: int = 100) -> PacketRing:
    ring = PacketRing(seconds, most_bytes)
    for second in range(until):
        ring.add(packet(float(second), key=second % keys_every == 0))
    return ring


def test_it_reaches_back_as_far_as_asked_and_one_group_at_most_farther() -> None:
    held = filled(20).packets()
    assert 20 <= held[-1].at - held[0].at < 25
    assert held[0].key


def test_a_camera_with_one_key_frame_a_minute_keeps_the_whole_minute() -> None:
    held = filled(10, keys_every=60).packets()
    assert held[0].at == 60
    assert held[0].key


def test_too_many_bytes_shorten_the_past() -> None:
    ring = filled(1000, most_bytes=200)
    assert ring.size <= 200
    assert ring.packets()[0].key


@pytest.mark.parametrize("seconds", [10, 30, 120])
def test_ten_megabits_with_a_key_frame_every_forty_seconds_always_have_their_past(seconds: int) -> None:
    ring, sizes = PacketRing(seconds, room_for(seconds)), []
    for second in range(400):
        # Lengths alone matter: the same bytes stand for all of them.
        ring.add(replace(packet(float(second), key=second % 40 == 0), data=MEGABITS_10))
        held = ring.packets()
        assert held[-1].at - held[0].at >= min(second, seconds)
        sizes.append(ring.size)
    assert max(sizes) <= room_for(seconds)


def test_the_room_of_a_camera_is_known() -> None:
    assert room_for(30) == 93_750_000
    ring = PacketRing(30, room_for(30))
    for second in range(200):
        # 80 Mbit/s and a single key frame: there is no past, and no end of memory either.
        ring.add(replace(packet(float(second), key=second == 0), data=MEGABITS_10_TIMES_8))
        assert ring.size <= room_for(30)


def test_nothing_before_the_first_key_frame() -> None:
    ring = PacketRing(10, 1000)
    ring.add(packet(1.0, key=False))
    assert ring.packets() == []


def test_what_was_recorded_already_is_left_out() -> None:
    held = filled(30).packets(after=90.0)
    assert [each.at for each in held] == [95.0, 96.0, 97.0, 98.0, 99.0]


@given(
    st.lists(st.tuples(st.booleans(), st.integers(1, 400), st.floats(0, 3)), max_size=60),
    st.floats(1, 20),
    st.integers(100, 2000),
)
def test_always_a_key_frame_first_and_never_too_large(
    made: list[tuple[bool, int, float]], seconds: float, most: int
) -> None:
    ring, at = PacketRing(seconds, most), 0.0
    for key, size, later in made:
        at += later
        ring.add(packet(at, key=key, size=size))
        held = ring.packets()
        assert not held or held[0].key
        assert ring.size == sum(len(each.data) for each in held) <= most
