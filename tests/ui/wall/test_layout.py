"""Tiles fill the wall without gaps or overlaps, whatever its size."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.ui.wall.layout import GAP, LAYOUTS, boxes, fitting_layout, neighbour, page_count

SIZES = st.integers(64, 4000)


@given(SIZES, SIZES, st.sampled_from(LAYOUTS), st.integers(1, 64))
def test_tiles_lie_inside_side_by_side(width: int, height: int, count: int, cameras: int) -> None:
    placed = boxes(width, height, count, cameras)
    assert len(placed) <= count
    assert len(placed) >= min(count, cameras)
    assert max(box.x + box.width for box in placed) == width
    assert max(box.y + box.height for box in placed) == height
    for one in placed:
        assert one.width > 0
        assert one.height > 0
        for other in placed:
            apart = (
                one is other
                or one.x + one.width + GAP <= other.x
                or other.x + other.width + GAP <= one.x
                or one.y + one.height + GAP <= other.y
                or other.y + other.height + GAP <= one.y
            )
            assert apart


@pytest.mark.parametrize(("cameras", "tiles"), [(1, 4), (4, 4), (12, 12), (13, 16), (16, 16), (40, 16)])
def test_no_empty_rows(cameras: int, tiles: int) -> None:
    assert len(boxes(1600, 900, 16, cameras)) == tiles


@pytest.mark.parametrize(("cameras", "count"), [(0, 1), (1, 1), (2, 4), (9, 9), (12, 16), (17, 16), (64, 16)])
def test_the_smallest_layout_that_shows_all(cameras: int, count: int) -> None:
    assert fitting_layout(cameras) == count
    assert page_count(64, 16) == 4


def test_arrows_stay_on_the_wall() -> None:
    assert neighbour(0, 1, 0, 9) == 1
    assert neighbour(2, 1, 0, 9) == 2
    assert neighbour(4, 0, 1, 9) == 7
    assert neighbour(7, 0, 1, 9) == 7
    assert neighbour(0, -1, 0, 9) == 0
