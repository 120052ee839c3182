"""The bar below the wall by keyboard alone: Tab goes from left to right, Enter presses."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.ui import theme
from app.ui.main_window import MainWindow


def test_tab_goes_through_the_bar_from_left_to_right(window: MainWindow, qtbot: QtBot) -> None:
    bar = window.wall.bar
    bar.views.setFocus()
    reached: list[QWidget] = []
    while (focused := window.focusWidget()) is not None and bar.isAncestorOf(focused):
        assert focused not in reached
        reached.append(focused)
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
    lefts = [widget.mapTo(bar, QPoint(0, 0)).x() for widget in reached]
    assert lefts == sorted(lefts)
    shown = {each for each in bar.findChildren(QWidget) if each.isVisibleTo(bar) and each.isEnabled()}
    takes_tab = {each for each in shown if each.focusPolicy() & Qt.FocusPolicy.TabFocus}
    assert set(reached) == takes_tab


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_enter_presses_the_button_that_has_the_cursor(window: MainWindow, qtbot: QtBot, key: Qt.Key) -> None:
    wall = window.wall
    four = wall.bar.layouts.buttons[4]
    four.setFocus()
    qtbot.keyClick(four, key)
    assert wall.view.arrangement.count == 4
    assert not wall.view.arrangement.enlarged


def test_the_chosen_layout_shows_that_it_has_the_cursor(window: MainWindow, qtbot: QtBot) -> None:
    """It is as light as the frame of the others."""
    window.activateWindow()
    window.wall.view.set_layout(4)
    four = window.wall.bar.layouts.buttons[4]
    four.setChecked(True)
    four.setFocus()
    qtbot.waitUntil(four.hasFocus)
    image = four.grab().toImage()
    assert image.pixelColor(image.width() // 2, 0).name() == theme.AMBER
