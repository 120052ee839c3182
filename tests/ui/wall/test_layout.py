"""Tiles fill the wall without gaps or overlaps, whatever its size."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.ui.wall.layout import GAP, boxes, columns_for, fitting_layout, neighbour, page_count

SIZES = st.integers(64, 4000)


@given(SIZES, SIZES, st.integers(1, 16))
def test_tiles_lie_inside_side_by_side(width: int, height: int, tiles: int) -> None:
    placed = boxes(width, height, tiles)
    assert len(placed) == tiles
    for one in placed:
        assert one.width > 0
        assert one.height > 0
        assert one.x + one.width <= width
        assert one.y + one.height <= height
        for other in placed:
            apart = (
                one is other
                or one.x + one.width + GAP <= other.x
                or other.x + other.width + GAP <= one.x
                or one.y + one.height + GAP <= other.y
                or other.y + other.height + GAP <= one.y
            )
            assert apart


@given(SIZES, SIZES, st.integers(1, 16))
def test_no_other_grid_gives_larger_pictures(width: int, height: int, tiles: int) -> None:
    def picture(columns: int) -> float:
        return min(width / columns, height / -(-tiles // columns) * 16 / 9)

    chosen = picture(columns_for(width, height, tiles))
    assert all(picture(columns) <= chosen for columns in range(1, tiles + 1))


@pytest.mark.parametrize(("tiles", "columns"), [(1, 1), (4, 2), (9, 3), (12, 3), (16, 4)])
def test_the_usual_wall(tiles: int, columns: int) -> None:
    assert columns_for(1392, 900, tiles) == columns


@pytest.mark.parametrize(("cameras", "count"), [(0, 1), (1, 1), (2, 4), (9, 9), (12, 16), (17, 16), (64, 16)])
def test_the_smallest_layout_that_shows_all(cameras: int, count: int) -> None:
    assert fitting_layout(cameras) == count
    assert page_count(64, 16) == 4


@pytest.mark.parametrize(
    ("start", "right", "down", "reached"),
    [(0, 1, 0, 1), (2, 1, 0, 2), (4, 0, 1, 7), (7, 0, 1, 7), (0, -1, 0, 0), (0, 0, -1, 0)],
)
def test_arrows_stay_on_the_wall(start: int, right: int, down: int, reached: int) -> None:
    assert neighbour(start, right, down, columns=3, tiles=9) == reached
