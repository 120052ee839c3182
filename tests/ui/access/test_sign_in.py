"""Signing in at the real window."""

from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.model.journal import Draft
from app.storage.transaction import Transaction
from app.ui.access.sign_in import SignInPanel
from app.ui.main_window import MainWindow
from tests.fakes.services import ScreenRoom


def _give_chen_a_pin(transaction: Transaction) -> None:
    transaction.access.set_pin_hash("chen", "another console did that")
    transaction.journal.append(Draft("pin_set"))
    transaction.touch("access")


@pytest.fixture
def panel(room: ScreenRoom, window: MainWindow, qtbot: QtBot) -> SignInPanel:
    room.access.set_pin("night", "2468").result()
    room.access.sign_in("night", "2468").result()
    room.access.set_pin("zhou", "2468").result()
    room.access.sign_out().result()
    qtbot.mouseClick(window.strip.person, Qt.MouseButton.LeftButton)
    panel = window.pages.currentWidget()
    assert isinstance(panel, SignInPanel)
    return panel


def test_those_on_duty_stand_first(panel: SignInPanel) -> None:
    names = [panel.people.item(row).text() for row in range(panel.people.count())]
    assert names == ["Zhou Min\n● on duty now: operator", "Li Jun\noperator"]


def test_a_pin_typed_signs_in_and_leads_back(
    panel: SignInPanel, room: ScreenRoom, window: MainWindow, qtbot: QtBot
) -> None:
    qtbot.keyClicks(panel.pin, "2468")
    qtbot.keyClick(panel.pin, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.place() == "wall")
    assert room.access.actor().person_id == "zhou"
    qtbot.waitUntil(lambda: "Zhou Min" in window.strip.person.text())


def test_a_pin_may_be_pressed_with_gloves(panel: SignInPanel, room: ScreenRoom, qtbot: QtBot) -> None:
    panel.people.setCurrentRow(1)
    for figure in "24689":
        panel.keys.digit.emit(figure)
    qtbot.mouseClick(panel.keys.delete, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(panel.enter, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: room.access.actor().person_id == "night")


def test_a_wrong_pin_is_said_in_place(panel: SignInPanel, room: ScreenRoom, qtbot: QtBot) -> None:
    qtbot.keyClicks(panel.pin, "1111")
    qtbot.keyClick(panel.pin, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "The PIN is wrong." in panel.trouble.text())
    assert panel.pin.text() == ""
    assert panel.pin.hasFocus()
    assert room.access.actor().person_id == ""


def test_five_wrong_pins_lock_the_name(panel: SignInPanel, qtbot: QtBot) -> None:
    for _ in range(6):
        panel.trouble.clear()
        qtbot.keyClicks(panel.pin, "1111")
        qtbot.keyClick(panel.pin, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: panel.trouble.text() != "")
    assert "Too many wrong PINs." in panel.trouble.text()


def test_escape_goes_back(panel: SignInPanel, window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(panel.pin, Qt.Key.Key_Escape)
    assert window.place() == "wall"


def test_a_refill_leaves_the_cursor_and_the_figures(
    panel: SignInPanel, room: ScreenRoom, window: MainWindow, qtbot: QtBot
) -> None:
    window.activateWindow()
    panel.pin.setFocus()
    qtbot.keyClicks(panel.pin, "24")
    with qtbot.waitSignal(window.ops.changed):
        room.database.write(_give_chen_a_pin).result()
    assert panel.people.count() == 3
    assert panel.pin.text() == "24"
    assert panel.pin.hasFocus()


@pytest.mark.parametrize("height", [700, 768, 1080])
def test_keys_are_large_and_close_together_on_every_screen(
    panel: SignInPanel, window: MainWindow, qtbot: QtBot, height: int
) -> None:
    window.resize(1366, height)
    qtbot.waitUntil(lambda: window.height() == height and panel.keys.delete.y() > 0)
    rows = sorted({key.y(): key.height() for key in panel.keys.findChildren(QPushButton)}.items())
    assert all(tall >= 44 for _, tall in rows)
    assert all(below - (top + tall) <= 10 for (top, tall), (below, _) in pairwise(rows))
