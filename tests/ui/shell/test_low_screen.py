"""A low screen and a cursor that lost its place: the emergency button is in view, and nobody strikes it by accident."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.core.errors import StorageUnavailable
from app.ui.incidents.screen import IncidentsScreen
from app.ui.language import CHINESE, ENGLISH, Language
from app.ui.main_window import MainWindow
from app.ui.screens import SCREENS
from tests.fakes.services import ScreenRoom

LOWEST = 700
"""What a screen of 1366 x 768 leaves beside a task bar and a title bar."""


@pytest.mark.parametrize("code", [ENGLISH, CHINESE])
def test_every_place_fits_a_low_screen_with_a_banner_and_an_emergency(
    window: MainWindow, room: ScreenRoom, language: Language, qtbot: QtBot, code: str
) -> None:
    language.switch(code)
    window.tell(StorageUnavailable("disk_full"))
    room.services.incidents.press().result()
    qtbot.waitUntil(lambda: bool(window.panel.cards))
    for place in ("wall", *SCREENS):
        window.go(place)
        window.resize(1366, LOWEST)
        qtbot.waitUntil(lambda: window.height() == LOWEST)
        page = window.pages.currentWidget()
        assert page.minimumSizeHint().height() <= page.height(), place
        assert window.button.geometry().bottom() < window.height()


def test_a_place_that_hides_what_had_the_cursor_does_not_give_it_to_the_emergency_button(
    window: MainWindow, room: ScreenRoom, qtbot: QtBot
) -> None:
    window.activateWindow()
    window.go("incidents")
    screen = window.pages.currentWidget()
    assert isinstance(screen, IncidentsScreen)
    qtbot.waitUntil(lambda: not screen.view.isVisibleTo(screen))  # there is no incident: the list is gone
    holder = QApplication.focusWidget()
    assert holder is not None
    assert holder is not window.button
    qtbot.keyClick(holder, Qt.Key.Key_Space)
    assert room.services.incidents.running() == []


def test_the_emergency_button_is_reached_by_tab(window: MainWindow, qtbot: QtBot) -> None:
    window.activateWindow()
    seen = []
    window.wall.view.setFocus()
    while (holder := QApplication.focusWidget()) not in seen:
        seen.append(holder)
        qtbot.keyClick(holder, Qt.Key.Key_Tab)
    assert window.button in seen
