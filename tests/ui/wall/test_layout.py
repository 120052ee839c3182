"""Tiles fill the wall without gaps or overlaps, whatever its size."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.ui.wall.layout import (
    GAP,
    Box,
    boxes,
    columns_for,
    featured_boxes,
    fitting_layout,
    nearest,
    page_count,
)

SIZES = st.integers(64, 4000)


def apart(placed: list[Box], width: int, height: int) -> bool:
    """Inside, and none on another."""
    inside = all(
        one.width > 0 and one.height > 0 and one.x + one.width <= width and one.y + one.height <= height
        for one in placed
    )
    return inside and all(
        one is other
        or one.x + one.width + GAP <= other.x
        or other.x + other.width + GAP <= one.x
        or one.y + one.height + GAP <= other.y
        or other.y + other.height + GAP <= one.y
        for one in placed
        for other in placed
    )


@given(SIZES, SIZES, st.integers(1, 64))
def test_tiles_lie_inside_side_by_side(width: int, height: int, tiles: int) -> None:
    placed = boxes(width, height, tiles)
    assert len(placed) == tiles
    assert apart(placed, width, height)


@given(st.integers(320, 4000), st.integers(200, 2200), st.integers(1, 4), st.integers(0, 63))
def test_the_large_ones_leave_a_column_for_the_others(
    width: int, height: int, large: int, others: int
) -> None:
    placed = featured_boxes(width, height, large, others)
    assert apart(placed, width, height)
    assert large <= len(placed) <= large + others
    assert (len(placed) > large) == (others > 0)


@given(SIZES, SIZES, st.integers(1, 64))
def test_no_other_grid_gives_larger_pictures(width: int, height: int, tiles: int) -> None:
    def picture(columns: int) -> float:
        return min(width / columns, height / -(-tiles // columns) * 16 / 9)

    chosen = picture(columns_for(width, height, tiles))
    assert all(picture(columns) <= chosen for columns in range(1, tiles + 1))


@pytest.mark.parametrize(
    ("tiles", "columns"), [(1, 1), (4, 2), (9, 3), (12, 3), (16, 4), (25, 5), (36, 6), (64, 8)]
)
def test_the_usual_wall(tiles: int, columns: int) -> None:
    assert columns_for(1392, 900, tiles) == columns


@pytest.mark.parametrize(
    ("cameras", "count"),
    [(0, 1), (1, 1), (2, 4), (9, 9), (12, 16), (17, 25), (26, 36), (37, 64), (64, 64), (65, 64)],
)
def test_the_smallest_layout_that_shows_all(cameras: int, count: int) -> None:
    assert fitting_layout(cameras) == count
    assert page_count(64, 16) == 4


@pytest.mark.parametrize(
    ("start", "right", "down", "reached"),
    [(0, 1, 0, 1), (2, 1, 0, 2), (4, 0, 1, 7), (7, 0, 1, 7), (0, -1, 0, 0), (0, 0, -1, 0)],
)
def test_arrows_stay_on_the_wall(start: int, right: int, down: int, reached: int) -> None:
    assert nearest(boxes(900, 600, 9), start, right, down) == reached


def test_arrows_reach_the_column_beside_a_large_tile() -> None:
    placed = featured_boxes(1000, 600, 1, 4)
    assert nearest(placed, 0, 1, 0) in range(1, 5)
    assert nearest(placed, 3, -1, 0) == 0
    assert nearest(placed, 1, 0, 1) == 2
