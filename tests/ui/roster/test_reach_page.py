"""The page of reachability checks in the real window."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.ui.main_window import MainWindow
from app.ui.roster.reach import ReachPage
from app.ui.roster.screen import RosterScreen
from tests.fakes.services import ScreenRoom


@pytest.fixture
def page(window: MainWindow) -> ReachPage:
    window.go("roster")
    screen = window.pages.currentWidget()
    assert isinstance(screen, RosterScreen)
    return screen.open(ReachPage)


def test_a_check_is_asked_for_and_its_answer_taken(page: ReachPage, room: ScreenRoom, qtbot: QtBot) -> None:
    assert page._empty.isVisible()
    qtbot.mouseClick(page.now, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(page.checks.rows.rows) == 1)
    assert page.checks.rows.rows[0].cells == ("11-23 14:00", "Zhou Min · operator", "asked, still has time")
    assert page.people.rows.rows == [], "nothing is counted before its time is over"
    assert not page.answered.isEnabled()
    room.clock.advance(seconds=75)
    page.checks.selectRow(0)
    qtbot.mouseClick(page.answered, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.checks.rows.rows[0].cells[2] == "1:15, called back")
    assert page.people.rows.rows[0].cells == ("Zhou Min", "1 of 1", "1:15", "1:15")


def test_who_missed_it_is_amber_and_another_month_is_another_table(
    page: ReachPage, room: ScreenRoom, qtbot: QtBot
) -> None:
    room.reach.check_now().result()
    room.clock.advance(minutes=11)
    room.reach.tick()
    qtbot.waitUntil(lambda: [row.cells[2] for row in page.checks.rows.rows] == ["▲ no answer"])
    assert page.people.rows.rows[0].cells == ("Zhou Min", "▲ 0 of 1", "–", "–")
    qtbot.mouseClick(page.before, Qt.MouseButton.LeftButton)
    assert page.title.text() == "2026-10"
    assert page.checks.rows.rows == []
    qtbot.mouseClick(page.after, Qt.MouseButton.LeftButton)
    assert len(page.checks.rows.rows) == 1


def test_how_often_is_a_setting_and_an_entry(page: ReachPage, room: ScreenRoom, qtbot: QtBot) -> None:
    page.per_week.setValue(14)
    page.within.setValue(5)
    qtbot.mouseClick(page.save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: room.reach.settings().per_week == 14)
    assert room.reach.settings().within_min == 5
    assert "reach_settings" in room.kinds()
