"""What is owed above stays on every screen after the stand-down, with its clock."""

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.model.incident import Incident
from app.model.tour import Stop, Tour
from app.model.words import Words
from app.ui.incidents.screen import IncidentsScreen
from app.ui.main_window import MainWindow
from tests.fakes.services import ScreenRoom


@pytest.fixture
def ended(room: ScreenRoom, window: MainWindow, qtbot: QtBot) -> Incident:
    """By keyboard, from its card."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    incident = room.incidents.press(kind="fire").result()
    room.clocks.tick()
    qtbot.waitUntil(lambda: incident.id in window.panel.cards)
    closing = window.panel.cards[incident.id].closing
    closing.stand_down.setFocus()
    qtbot.keyClick(closing.stand_down, Qt.Key.Key_Space)
    assert closing.undone.text() == "▲ Steps not ticked: 2"
    assert closing.undone.isVisible()
    qtbot.keyClick(closing.reason, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not window.panel.cards)
    return incident


def test_the_cursor_goes_to_what_is_still_owed_and_from_there_to_its_reports(
    room: ScreenRoom, window: MainWindow, ended: Incident, qtbot: QtBot
) -> None:
    row = window.owed.shown[ended.id]
    assert QApplication.focusWidget() is row.open
    qtbot.keyClick(row.open, Qt.Key.Key_Space)
    screen = window.pages.currentWidget()
    assert isinstance(screen, IncidentsScreen)
    qtbot.waitUntil(lambda: screen.detail is not None and screen.detail.tabs.currentIndex() == 2)
    assert screen.detail is not None
    assert screen.detail.incident.id == ended.id


def test_its_clock_runs_on_here_and_among_the_incidents(
    room: ScreenRoom, window: MainWindow, ended: Incident, qtbot: QtBot
) -> None:
    window.open_reports(ended.id)
    screen = window.pages.currentWidget()
    assert isinstance(screen, IncidentsScreen)
    qtbot.waitUntil(lambda: screen.detail is not None and bool(screen.detail.reports.dues.rows))
    assert screen.detail is not None
    (phone, *_) = window.owed.shown[ended.id].clocks.rows.values()
    assert phone.text().startswith("Report by phone")
    assert phone.text().endswith(": 15:00 left")
    room.clock.advance(minutes=16)
    window.owed.tick()
    screen._on_tick()
    assert phone.text().endswith(": ▲ 1:00 late")
    assert any("1:00 late" in row._standing.text() for row in screen.detail.reports.dues.rows.values())


def test_it_goes_once_everything_was_told(
    room: ScreenRoom, window: MainWindow, ended: Incident, qtbot: QtBot
) -> None:
    room.incidents.reopen(ended.id).result()
    qtbot.waitUntil(lambda: not window.owed.shown)
    assert window.owed.isHidden()
    room.incidents.false_alarm(ended.id).result()
    if (settling := room.clocks.tick()) is not None:
        settling.result()
    qtbot.waitUntil(lambda: not window.panel.cards and not window.owed.shown)
    assert window.owed.isHidden()


def test_beside_a_guard_tour_all_that_is_owed_leaves_the_button_whole_on_a_low_screen(
    room: ScreenRoom, window: MainWindow, ended: Incident, qtbot: QtBot
) -> None:
    other = room.incidents.press(kind="fire").result()
    room.clocks.tick()
    room.incidents.stand_down(other.id).result()
    qtbot.waitUntil(lambda: not window.panel.cards and len(window.owed.shown) == 2)
    room.tours.save(Tour("night", Words("夜间", "Night"), (Stop("c1"), Stop("c3")))).result()
    room.tours.begin("night").result()
    qtbot.waitUntil(window.walls.tour_card.isVisible)
    window.go("playback")
    qtbot.waitUntil(window.walls.look.isVisible)
    assert window.minimumSizeHint().height() <= 720, "768 less what a line below the strip needs"
    assert window.size() == QSize(1366, 768)
    rail = window.owed.shown[ended.id].open
    rail.setFocus()
    QApplication.processEvents()
    assert not rail.visibleRegion().isEmpty(), "what has the cursor is scrolled to"
