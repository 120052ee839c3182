"""The line for codes told by telephone, in the card of a running incident."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.incidents.call_codes import call_codes
from app.ui.emergency.code_line import CodeLine
from app.ui.main_window import MainWindow
from tests.fakes.services import ScreenRoom


def line_of(room: ScreenRoom, window: MainWindow, qtbot: QtBot) -> tuple[CodeLine, str]:
    """The line, and the code of Chen Guoping."""
    incident = room.incidents.press(kind="fire").result()
    qtbot.waitUntil(lambda: bool(window.findChildren(CodeLine)))
    chen = next(call for call in incident.calls if call.person_id == "chen")
    return window.findChildren(CodeLine)[-1], call_codes(call.id for call in incident.calls)[chen.id]


def test_the_line_says_whose_code_it_is_before_enter_stores_it(
    room: ScreenRoom, window: MainWindow, qtbot: QtBot
) -> None:
    line, code = line_of(room, window, qtbot)
    qtbot.keyClicks(line.code, code)
    assert line.answer.text() == "Chen Guoping: Enter confirms"
    assert "call_acknowledged" not in room.kinds()
    qtbot.keyClick(line.code, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: line.answer.text() == "Chen Guoping confirmed by code")
    assert line.code.text() == ""
    assert room.kinds().count("call_acknowledged") == 1


def test_a_wrong_digit_is_told_and_stays_to_be_mended(
    room: ScreenRoom, window: MainWindow, qtbot: QtBot
) -> None:
    line, code = line_of(room, window, qtbot)
    wrong = code[:-1] + str((int(code[-1]) + 1) % 10)
    qtbot.keyClicks(line.code, wrong)
    qtbot.keyClick(line.code, Qt.Key.Key_Return)
    assert "wrong or missing" in line.answer.text()
    assert line.code.text() == wrong
    qtbot.keyClick(line.code, Qt.Key.Key_Backspace)
    assert not line.answer.isVisible()
