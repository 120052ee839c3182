"""The words over a lost picture stand clear of what else lies on its tile."""

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage, QPainter
from pytestqt.qtbot import QtBot

from app.ui.wall.caption import caption_height
from app.ui.wall.marks import draw_veil, tape_picture
from app.ui.wall.tile import Claim, Tile

_TAPE = "not recorded"
_ABOVE_NAME = 8
"""So much of the caption stands free above its words."""


def words_within(tile: Tile, area: QRect) -> bool:
    image = QImage(tile.rect.size(), QImage.Format.Format_RGB32)
    image.fill(0)
    painter = QPainter(image)
    draw_veil(painter, tile)
    painter.end()
    return any(
        image.pixelColor(x, y).lightness() > 90
        for y in range(area.top(), area.bottom() + 1)
        for x in range(area.left(), area.right() + 1)
    )


@pytest.mark.parametrize(("width", "height"), [(187, 138), (236, 117), (316, 147)])
def test_the_mark_of_recording_stands_on_no_word(qtbot: QtBot, width: int, height: int) -> None:
    claim = Claim("lost", line="No picture", detail="refused · trying again", tape=_TAPE, tape_runs=False)
    tile = Tile("c", "Gate", QRect(0, 0, width, height), claim=claim)
    mark = tape_picture(_TAPE, 1.0, runs=False)
    assert not words_within(tile, QRect(width - 8 - mark.width(), 10, mark.width(), mark.height()))
    foot = caption_height(tile.rect.size()) - _ABOVE_NAME
    assert words_within(tile, QRect(0, 34, width, height - 34 - foot))
    assert not words_within(tile, QRect(0, height - foot, width, foot))
