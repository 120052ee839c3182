"""The targets at F10: what is broken in the narrow column stands there whole."""

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QHeaderView
from pytestqt.qtbot import QtBot

from app.model.words import Words
from app.shift_review.targets import Line
from app.ui.names import Names
from app.ui.shift_review.targets_table import TargetsTable, TargetWords
from tests.fakes.services import ScreenRoom

LINES = (
    Line("clock_on", "late", 1.0, 600, 1620, person_id="zhou"),
    Line("tour", "met", 1.0, name=Words("", "Round of the garages"), count=6, of=6),
    Line("cameras", "none", None, took_s=400_000, count=999_999),
    Line("turn_out", "never", 1.0, 300, incident_id="i"),
)


def drawn(table: TargetsTable, row: int) -> int:
    """How high the words of a row are, in pixels."""
    table.scrollToItem(table.item(row, 0))
    image = table.viewport().grab(table.visualItemRect(table.item(row, 0)).adjusted(0, 2, -2, -2)).toImage()
    inked = [
        y
        for y in range(image.height())
        if any(QColor(image.pixel(x, y)).lightness() > 150 for x in range(image.width()))
    ]
    return inked[-1] - inked[0]


@pytest.mark.parametrize("width", [290, 300, 330, 356])
@pytest.mark.usefixtures("language")
def test_no_word_is_left_out_however_narrow_the_column_is(room: ScreenRoom, qtbot: QtBot, width: int) -> None:
    table = TargetsTable(TargetWords(Names(room.services)))
    qtbot.addWidget(table)
    table.resize(width, 1600)
    table.show_lines(LINES, {"i": "Medical emergency in the underground car park"})
    table.show()
    QApplication.processEvents()
    heights = [drawn(table, row) for row in range(len(LINES))]
    table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    for row in range(len(LINES)):
        table.setRowHeight(row, table.rowHeight(row) + 120)
    assert [drawn(table, row) for row in range(len(LINES))] == pytest.approx(heights, abs=1)
