"""Which camera is meant: every tile is reached by keys, and its row of the time line is known by light and by name."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from app.playback.rules import Clip, Span
from app.ui.main_window import MainWindow
from app.ui.playback.screen import PlaybackScreen
from app.ui.playback.timeline import BAR, BAR_FOCUSED, TimeLine
from app.ui.playback.view import PlaybackView

CAMERAS = tuple((f"c{number}", f"Camera {number}") for number in range(9))
START = 1_760_000_000.0


@pytest.fixture
def screen(window: MainWindow) -> Iterator[PlaybackScreen]:
    window.go("playback")
    screen = window.pages.currentWidget()
    assert isinstance(screen, PlaybackScreen)
    yield screen
    screen.session.close()


def walked(view: PlaybackView, qtbot: QtBot, key: Qt.Key) -> list[int]:
    seen = []
    for _ in range(len(CAMERAS)):
        qtbot.keyClick(view, key)
        seen.append(view.focused)
    assert view.focused_camera() == CAMERAS[view.focused][0]
    return seen


def test_up_and_down_reach_every_tile(screen: PlaybackScreen, qtbot: QtBot) -> None:
    screen.view.show_cameras(CAMERAS)
    screen.view.resize(960, 540)
    down = walked(screen.view, qtbot, Qt.Key.Key_Down)
    assert down == [3, 6, 1, 4, 7, 2, 5, 8, 0]
    assert walked(screen.view, qtbot, Qt.Key.Key_Up) == [*reversed(down[:-1]), 0]


def line(qtbot: QtBot) -> TimeLine:
    made = TimeLine()
    qtbot.addWidget(made)
    made.resize(600, made.height())
    made.look_at(START + 1800)
    made.show_recordings({camera_id: (Clip("a.mp4", START, START + 3600),) for camera_id, _ in CAMERAS[:4]})
    made.names = dict(CAMERAS).__getitem__
    return made


def test_the_row_of_the_tile_with_the_cursor_is_brighter(qtbot: QtBot) -> None:
    made = line(qtbot)
    made.show_focused("c2")
    rows = {made.row_at(y): y for y in reversed(range(made.height()))}
    image = made.grab().toImage()
    colours = {camera_id: image.pixelColor(100, y + 2).name() for camera_id, y in rows.items() if camera_id}
    assert colours == {
        camera_id: (BAR_FOCUSED if camera_id == "c2" else BAR).name()
        for camera_id in ("c0", "c1", "c2", "c3")
    }


def test_whoever_rests_on_a_row_is_told_its_camera(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    monkeypatch.setattr(QToolTip, "showText", lambda where, words, *rest: told.append(words))
    made = line(qtbot)
    for y in (2, made.height() - 8):
        where = QPoint(100, y)
        QApplication.sendEvent(made, QHelpEvent(QEvent.Type.ToolTip, where, made.mapToGlobal(where)))
    assert told == ["Camera 3"]


def test_nine_rows_show_bar_and_motion_apart(qtbot: QtBot) -> None:
    made = TimeLine()
    qtbot.addWidget(made)
    made.resize(600, made.height())
    made.look_at(START + 1800)
    whole = Span(START, START + 3600)
    made.show_recordings(
        {camera_id: (Clip("a.mp4", START, START + 3600),) for camera_id, _ in CAMERAS},
        {camera_id: [whole] for camera_id, _ in CAMERAS},
    )
    rows = {made.row_at(y): y for y in reversed(range(made.height()))}
    image = made.grab().toImage()
    assert len(rows) == len(CAMERAS) + 1
    for camera_id, _ in CAMERAS:
        down = [image.pixelColor(100, rows[camera_id] + y) for y in range(8)]
        assert BAR in down
        assert max(colour.lightness() for colour in down) > 200
