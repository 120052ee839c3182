from hypothesis import given
from hypothesis import strategies as st

from app.cameras.frames import slot_capacity
from app.cameras.sizes import LARGEST, drawn_size, room_for

SIZES = st.tuples(st.integers(16, 5000), st.integers(16, 5000))


def test_the_whole_picture_is_as_large_as_its_tile():
    assert drawn_size((1920, 1080), (640, 360), 1.0) == (640, 360)
    assert drawn_size((640, 360), (1280, 720), 1.0) == (1280, 720)


def test_a_magnified_part_gets_more_pixels_as_far_as_the_camera_has_them():
    assert drawn_size((1920, 1080), (640, 360), 2.0) == (1280, 720)
    assert drawn_size((1920, 1080), (640, 360), 8.0) == (1920, 1080)
    # A sub stream has no more: the screen stretches it, that costs less.
    assert drawn_size((640, 360), (1280, 720), 4.0) == (1280, 720)


def test_a_camera_with_very_many_pixels_is_drawn_with_fewer():
    assert drawn_size((7680, 4320), (1280, 720), 8.0) == LARGEST


@given(SIZES, SIZES, st.floats(1.0, 8.0))
def test_whatever_is_drawn_has_room_in_its_buffer(picture, tile, closer):
    width, height = drawn_size(picture, tile, closer)
    room = room_for(tile, closer)
    assert width <= room[0]
    assert height <= room[1]
    assert slot_capacity(width, height) <= slot_capacity(*room)


@given(SIZES, SIZES, st.floats(1.0, 8.0))
def test_closer_never_means_fewer_pixels(picture, tile, closer):
    assert drawn_size(picture, tile, closer) >= drawn_size(picture, tile, 1.0)
