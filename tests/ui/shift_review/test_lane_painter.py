"""What is painted of lanes: never more than can be seen."""

import pytest
from PySide6.QtGui import QImage, QPainter
from pytestqt.qtbot import QtBot

from app.model.journal import Draft, Entry
from app.playback.rules import Span
from app.shift_review.bars import Bar
from app.shift_review.lanes import Lane, Mark
from app.ui.playback.scale import TimeScale
from app.ui.shift_review.geometry import box_at, height_of, lane_boxes
from app.ui.shift_review.lane_painter import COLUMN_PX, LABELS, LanePainter
from app.ui.shift_review.shades import SCREEN
from app.ui.shift_review.time_line import ShiftTimeLine
from tests.fakes.demo_shift import BEGINS, ZONE

START = BEGINS.timestamp()
DAY = 43_200.0
WIDTH = 800


def dense(count: int) -> Lane:
    """So many marks over half a day, every tenth an alarm."""
    marks = []
    for number in range(count):
        at = START + DAY * number / count
        code = "alarm" if number % 10 == 0 else "entry"
        marks.append(Mark(at, code, Entry(number + 1, BEGINS, "b", 0, Draft("note"), "", "")))
    return Lane(
        "automatic",
        tuple(marks),
        moments=tuple(mark.at for mark in marks),
        alarms=tuple(mark.at for mark in marks if mark.code == "alarm"),
    )


def many_bars(count: int) -> Lane:
    step = DAY / count
    bars = tuple(
        Bar(START + step * each, START + step * (each + 0.5), "lost", f"c{each}") for each in range(count)
    )
    return Lane("cameras", bars=bars)


def painted(lanes: tuple[Lane, ...], begin: float, span: float) -> tuple[LanePainter, QImage]:
    boxes = lane_boxes(lanes)
    image = QImage(WIDTH + round(LABELS), round(height_of(boxes)), QImage.Format.Format_RGB32)
    painter_of_lanes = LanePainter(SCREEN)
    painter = QPainter(image)
    painter_of_lanes.paint(
        painter, TimeScale(begin, span, WIDTH), lanes, boxes, {}, {}, Span(START, START + DAY), (), ZONE
    )
    painter.end()
    return painter_of_lanes, image


@pytest.mark.parametrize("count", [50, 5000, 50_000])
def test_dense_marks_are_columns_however_many_there_are(qtbot: QtBot, count: int) -> None:
    drawn = painted((dense(count),), START, DAY)[0].drawn
    assert drawn == count if count == 50 else drawn <= WIDTH / COLUMN_PX + 2


def test_zoomed_in_each_mark_has_its_sign(qtbot: QtBot) -> None:
    lane = dense(5000)
    assert painted((lane,), START, 100.0)[0].drawn == lane.count(START, START + 100.0)


def test_bars_within_one_pixel_are_one(qtbot: QtBot) -> None:
    assert painted((many_bars(20_000),), START, DAY)[0].drawn <= WIDTH
    assert painted((many_bars(20),), START, DAY)[0].drawn == 20


def test_an_alarm_among_many_entries_is_seen(qtbot: QtBot) -> None:
    image = painted((dense(5000),), START, DAY)[1]
    colours = {
        image.pixelColor(x, y).name()
        for x in range(round(LABELS), image.width(), 3)
        for y in range(image.height())
    }
    assert SCREEN.marks["alarm"] in colours


def test_what_is_dense_is_told_by_how_many(qtbot: QtBot) -> None:
    line = ShiftTimeLine()
    qtbot.addWidget(line)
    line.resize(WIDTH + round(LABELS), 200)
    line.show_lanes((dense(5000),), Span(START, START + DAY), START + DAY, ())
    y = line._boxes[0].top + 5
    hit = line.hit(LABELS + 400, y)
    assert hit is not None
    assert len(hit.marks) > 20
    assert line.hit(10, y) is None
    assert box_at(line._boxes, 1.0) is None


def test_a_large_screen_has_higher_lanes(qtbot: QtBot) -> None:
    line = ShiftTimeLine()
    qtbot.addWidget(line)
    line.show_lanes((dense(5), many_bars(3)), Span(START, START + DAY), START + DAY, ())
    low = line.height()
    line.give_room(much=True)
    assert line.height() > low
