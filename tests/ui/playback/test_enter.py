"""Enter and Escape in playback: they do what stands where the cursor is, and the cursor is never lost."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.ui.main_window import MainWindow
from app.ui.playback.screen import PlaybackScreen


@pytest.fixture
def screen(window: MainWindow, qtbot: QtBot) -> Iterator[PlaybackScreen]:
    window.go("playback")
    screen = window.pages.currentWidget()
    assert isinstance(screen, PlaybackScreen)
    screen.show_cameras(("c0", "c1"))
    # What was recorded is read in the background first.
    qtbot.waitUntil(lambda: len(screen.view._cameras) == 2)
    yield screen
    screen.session.close()


def test_a_typed_time_leads_back_to_the_pictures(screen: PlaybackScreen, qtbot: QtBot) -> None:
    line = screen.chooser.time
    line.setFocus()
    line.setText("09:05")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert screen.window().focusWidget() is screen.view
    assert not screen.view.enlarged
    assert "09:05:00" in screen.status.text()


def test_enter_presses_the_button_that_has_the_cursor(screen: PlaybackScreen, qtbot: QtBot) -> None:
    before = screen.session.clock.speed
    faster = screen.controls.buttons["faster"]
    faster.setFocus()
    qtbot.keyClick(faster, Qt.Key.Key_Return)
    assert screen.session.clock.speed > before
    screen.chooser.time.setText("09:05")
    screen.chooser.go.setFocus()
    qtbot.keyClick(screen.chooser.go, Qt.Key.Key_Enter)
    assert "09:05:00" in screen.status.text()
    assert not screen.view.enlarged


def test_enter_on_a_picture_enlarges_it(screen: PlaybackScreen, qtbot: QtBot) -> None:
    screen.view.setFocus()
    qtbot.keyClick(screen.view, Qt.Key.Key_Return)
    assert screen.view.enlarged


def test_escape_closes_the_export_and_leads_back_to_the_pictures(
    screen: PlaybackScreen, qtbot: QtBot
) -> None:
    qtbot.keyClick(screen.view, Qt.Key.Key_E)
    reason = screen.export.hand_over.reason
    assert screen.window().focusWidget() is reason
    qtbot.keyClick(reason, Qt.Key.Key_Escape)
    assert screen.side.currentWidget() is screen.chooser
    assert screen.window().focusWidget() is screen.view


def test_cameras_are_ticked_one_after_another_by_keyboard(screen: PlaybackScreen, qtbot: QtBot) -> None:
    cameras = screen.chooser.list
    cameras.setFocus()
    assert cameras.item(0).isSelected()
    for _ in range(2):
        qtbot.keyClick(cameras, Qt.Key.Key_Down)
    qtbot.keyClick(cameras, Qt.Key.Key_Space)
    assert screen.chooser.chosen() == ("c0", "c1", "c2")
    qtbot.keyClick(cameras, Qt.Key.Key_Down)
    qtbot.keyClick(cameras, Qt.Key.Key_Space)
    assert screen.chooser.chosen() == ("c0", "c1", "c2", "c3")
    assert cameras.item(3).isSelected()
