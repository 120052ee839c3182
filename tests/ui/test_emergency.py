"""The emergency button in the real window."""

from concurrent.futures import Future
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from app.core.errors import StorageUnavailable
from app.ui.emergency.card import IncidentCard
from app.ui.main_window import MainWindow
from app.ui.screens import SCREENS
from tests.fakes.services import ScreenRoom, refused


def card_of(window: MainWindow, qtbot: QtBot) -> IncidentCard:
    qtbot.waitUntil(lambda: len(window.panel.cards) == 1)
    return next(iter(window.panel.cards.values()))


@pytest.mark.parametrize("place", ["wall", *SCREENS])
def test_f12_opens_an_incident_wherever_one_is_and_asks_nothing(
    place: str, room: ScreenRoom, window: MainWindow, qtbot: QtBot
) -> None:
    assert room.access.actor().person_id == ""
    window.go(place)
    qtbot.keyClick(window, Qt.Key.Key_F12)
    card = card_of(window, qtbot)
    assert card.isVisible()
    assert card.clock.text() == "0:00"
    assert not [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, QDialog)]
    assert QGuiApplication.modalWindow() is None
    assert window.place() == place


def test_the_button_acts_when_the_mouse_goes_down(room: ScreenRoom, window: MainWindow, qtbot: QtBot) -> None:
    qtbot.mousePress(window.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(room.incidents.running()) == 1)
    qtbot.mouseRelease(window.button, Qt.MouseButton.LeftButton)
    assert len(room.incidents.running()) == 1


def test_a_second_press_within_three_seconds_is_the_same(
    room: ScreenRoom, window: MainWindow, qtbot: QtBot
) -> None:
    qtbot.keyClick(window, Qt.Key.Key_F12)
    card_of(window, qtbot)
    room.clock.advance(seconds=2.9)
    qtbot.keyClick(window, Qt.Key.Key_F12)
    room.journal.add("after both presses").result()
    assert len(room.incidents.running()) == 1
    room.clock.advance(seconds=3)
    qtbot.keyClick(window, Qt.Key.Key_F12)
    qtbot.waitUntil(lambda: len(window.panel.cards) == 2)


def test_the_clock_runs_and_says_when_nobody_came(room: ScreenRoom, window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_F12)
    card = card_of(window, qtbot)
    room.clock.advance(seconds=312)
    card.tick()
    assert card.clock.text() == "5:12"
    assert card._turn_out.text().startswith("▲ Turn-out late")
    assert card._answers.text() == f"confirmed 0 of {len(room.incidents.running()[0].calls)}"
    room.clock.advance(seconds=3600)
    card.tick()
    assert card.clock.text() == "1:05:12"
    assert card.clock.sizeHint().width() >= card.clock.width_of("1:05:12")


@pytest.mark.parametrize("size", [(1366, 768), (1920, 1080)])
@pytest.mark.parametrize("code", ["en", "zh"])
def test_names_and_telephones_are_never_cut(
    size: tuple[int, int], code: str, room: ScreenRoom, window: MainWindow, qtbot: QtBot
) -> None:
    window.resize(*size)
    window._language.switch(code)
    qtbot.keyClick(window, Qt.Key.Key_F12)
    card = card_of(window, qtbot)
    qtbot.waitUntil(lambda: all(row.width() > 200 for row in card.people.rows.values()))
    for row in card.people.rows.values():
        for figure in (row._name, row._state):
            assert figure.width_of(figure.text()) <= figure.width(), figure.text()
    for figure in (card._turn_out, card._answers, card._arrivals):
        assert figure.width_of(figure.text()) <= figure.width(), figure.text()


def test_a_refused_press_says_dial_by_hand(
    room: ScreenRoom, window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room.incidents, "press", lambda **_: refused("disk_full"))
    qtbot.keyClick(window, Qt.Key.Key_F12)
    qtbot.waitUntil(lambda: window.panel.alarm._refused.isVisible())
    assert "NOT recorded and nobody was called" in window.panel.alarm._refused.text()
    assert "The disk is full." in window.panel.alarm._refused.text()


def test_it_never_takes_the_cursor_from_what_is_typed(
    room: ScreenRoom, window: MainWindow, qtbot: QtBot
) -> None:
    window.activateWindow()
    window.entry.line.setFocus()
    qtbot.keyClicks(window.entry.line, "smoke")
    room.incidents.press().result()
    card_of(window, qtbot)
    assert window.entry.line.hasFocus()
    assert window.entry.line.text() == "smoke"


def test_what_is_real_stands_above_a_drill(room: ScreenRoom, window: MainWindow, qtbot: QtBot) -> None:
    fire = room.incidents.press(kind="fire").result()
    room.clock.advance(seconds=10)
    drill = room.incidents.press(drill=True).result()
    qtbot.waitUntil(lambda: len(window.panel.cards) == 2)
    cards = window.panel._list
    assert cards.indexOf(window.panel.cards[fire.id]) == 0
    assert cards.indexOf(window.panel.cards[drill.id]) == 1


def test_a_refused_press_stays_in_view_whatever_else_runs(
    room: ScreenRoom, window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    drill = room.incidents.press(drill=True).result()
    qtbot.waitUntil(lambda: len(window.panel.cards) == 1)
    with monkeypatch.context() as patch:
        patch.setattr(room.incidents, "press", lambda **_: refused("locked"))
        qtbot.keyClick(window, Qt.Key.Key_F12)
        qtbot.waitUntil(lambda: window.panel.alarm._refused.isVisible())
    room.incidents.acknowledge(drill.calls[0].id).result()
    row = window.panel.cards[drill.id].people.rows[drill.calls[0].id]
    qtbot.waitUntil(lambda: "confirmed" in row.state_text())
    assert window.panel.alarm._refused.isVisible()
    room.clock.advance(seconds=10)
    qtbot.keyClick(window, Qt.Key.Key_F12)
    qtbot.waitUntil(lambda: not window.panel.alarm._refused.isVisible())


def test_a_press_that_waits_for_the_disk_says_so(
    room: ScreenRoom, window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting: Future[Any] = Future()
    monkeypatch.setattr(room.incidents, "press", lambda **_: waiting)
    qtbot.keyClick(window, Qt.Key.Key_F12)
    qtbot.waitUntil(lambda: "nobody is called yet" in window.panel.alarm._refused.text())
    assert window.panel.alarm._refused.isVisible()
    waiting.set_exception(StorageUnavailable("locked"))
    qtbot.waitUntil(lambda: "NOT recorded" in window.panel.alarm._refused.text())
