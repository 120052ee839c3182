"""Numbers in pictures: read as they were drawn, whatever the size; nothing is read where none was drawn."""

from hypothesis import given
from hypothesis import strategies as st

from app.cameras.picture_clock import BITS, BLACK, CELLS, STRIP, WHITE, cells_of, number_in


def drawn(number: int, width: int, height: int, *, spoilt: int = -1) -> tuple[memoryview, int]:
    """A grey picture with the strip; the cell `spoilt` is turned over."""
    stride = width * 4 + 64
    pixels = bytearray([128]) * (stride * height)
    cells = cells_of(number)
    if spoilt >= 0:
        cells[spoilt] = not cells[spoilt]
    for y in range(int(height * STRIP) or 1):
        for x in range(width):
            level = WHITE if cells[x * CELLS // width] else BLACK
            pixels[y * stride + x * 4 : y * stride + x * 4 + 4] = bytes([level] * 4)
    return memoryview(pixels), stride


@given(st.integers(0, 2**BITS - 1), st.sampled_from([(112, 64), (320, 180), (155, 87)]))
def test_what_was_drawn_is_read(number: int, size: tuple[int, int]) -> None:
    width, height = size
    pixels, stride = drawn(number, width, height)
    assert number_in(pixels, width, height, stride) == number


@given(st.integers(0, 2**BITS - 1), st.integers(0, CELLS - 1))
def test_a_spoilt_cell_is_not_taken_for_another_number(number: int, spoilt: int) -> None:
    pixels, stride = drawn(number, 160, 90, spoilt=spoilt)
    assert number_in(pixels, 160, 90, stride) is None


def test_pictures_without_a_number_have_none() -> None:
    for level in (0, 128, 255):
        assert number_in(memoryview(bytes([level]) * (160 * 90 * 4)), 160, 90, 640) is None
