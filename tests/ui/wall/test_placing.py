"""Where a picture stands in its tile."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as some
from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QRegion

from app.ui.wall.placing import place

SIZES = some.integers(64, 900)


@given(SIZES, SIZES, SIZES, SIZES, some.sampled_from([1.0, 1.25, 1.5, 2.0]))
def test_a_picture_and_its_margins_cover_the_tile_and_nothing_else(
    tile_width: int, tile_height: int, width: int, height: int, ratio: float
) -> None:
    rect = QRect(7, 11, tile_width, tile_height)
    placing = place(rect, width, height, ratio)
    covered = QRegion(placing.target.toAlignedRect())
    for margin in placing.margins:
        covered = covered.united(margin)
    assert covered.intersected(rect) == QRegion(rect)
    assert QRectF(rect).adjusted(-0.5, -0.5, 0.5, 0.5).contains(placing.target)


@given(SIZES, SIZES, SIZES, SIZES, some.sampled_from([1.0, 2.0]))
def test_where_pixels_fit_the_margins_stay_as_they_are_when_the_picture_changes(
    tile_width: int, tile_height: int, width: int, height: int, ratio: float
) -> None:
    placing = place(QRect(7, 11, tile_width, tile_height), width, height, ratio)
    assume(placing.exact and QRectF(placing.inner) == placing.target)
    assert not [margin for margin in placing.margins if margin.intersects(placing.inner)]


@pytest.mark.parametrize(
    ("size", "exact"),
    [((320, 180), True), ((316, 178), True), ((640, 360), False), ((200, 100), False)],
)
def test_a_picture_drawn_for_the_tile_is_painted_pixel_for_pixel(
    size: tuple[int, int], *, exact: bool
) -> None:
    assert place(QRect(0, 0, 320, 180), *size, 1.0).exact is exact
