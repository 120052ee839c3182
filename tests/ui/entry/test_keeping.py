"""What is begun is not lost, and comes back to whoever began it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.journal.voice import RATE, coded, header
from app.model.line import Line
from app.ui.language import Language
from app.ui.main_window import MainWindow
from tests.fakes.services import ScreenRoom, refused


@pytest.fixture
def signed(room: ScreenRoom) -> ScreenRoom:
    for person in ("zhou", "night"):
        room.access.set_pin(person, "2468").result()
        if person == "zhou":
            room.access.sign_in("zhou", "2468").result()
    return room


def another_window(room: ScreenRoom, language: Language, qtbot: QtBot) -> MainWindow:
    window = MainWindow(room.services, language)
    qtbot.addWidget(window)
    window.show()
    return window


def test_a_pause_in_typing_keeps_the_line(room: ScreenRoom, window: MainWindow, qtbot: QtBot) -> None:
    QTest.keyClicks(window.entry.line, "half a sen")
    qtbot.waitUntil(lambda: room.lines.kept("") is not None)
    kept = room.lines.kept("")
    assert kept is not None
    assert kept.text == "half a sen"
    QTest.keyClick(window.entry.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.entry.line.text() == "")
    assert room.lines.kept("") is None


def test_after_a_crash_it_is_there_again_and_is_not_stored(
    room: ScreenRoom, language: Language, qtbot: QtBot
) -> None:
    room.lines.keep("", Line("#fault half a sen", "note", "c3", "lpg")).result()
    before = room.kinds()
    window = another_window(room, language, qtbot)
    assert window.entry.line.text() == "#fault half a sen"
    qtbot.waitUntil(lambda: window.entry.kind.currentText() == "Fault")
    qtbot.waitUntil(lambda: "Unfinished line of 14:00 is back" in window.entry.trouble.text())
    assert window.entry.current().camera_id == "c3"
    assert room.kinds() == before
    window.entry.discard.click()
    assert window.entry.line.text() == ""
    assert window.entry.current() == Line()
    qtbot.waitUntil(lambda: room.lines.kept("") is None)
    window.entry.line.undo()
    assert window.entry.line.text() == "#fault half a sen"


def test_each_person_has_a_line_of_their_own(signed: ScreenRoom, language: Language, qtbot: QtBot) -> None:
    window = another_window(signed, language, qtbot)
    window.entry.line.setText("zhou writes")
    signed.access.sign_in("night", "2468").result()
    qtbot.waitUntil(lambda: window.entry.line.text() == "")
    window.entry.line.setText("night writes")
    signed.access.sign_in("zhou", "2468").result()
    qtbot.waitUntil(lambda: window.entry.line.text() == "zhou writes")
    signed.access.sign_out().result()
    qtbot.waitUntil(lambda: window.entry.line.text() == "")
    assert [line and line.text for line in map(signed.lines.kept, ("zhou", "night", ""))] == [
        "zhou writes",
        "night writes",
        None,
    ]


def test_who_signs_in_for_a_line_already_begun_keeps_it(
    signed: ScreenRoom, language: Language, qtbot: QtBot
) -> None:
    signed.access.sign_out().result()
    window = another_window(signed, language, qtbot)
    window.entry.line.setText("smoke")
    signed.access.sign_in("zhou", "2468").result()
    qtbot.waitUntil(lambda: signed.lines.kept("zhou") is not None)
    assert window.entry.line.text() == "smoke"
    assert signed.lines.kept("") is None


def test_a_voice_note_that_a_crash_cut_off_comes_back(
    room: ScreenRoom, window: MainWindow, qtbot: QtBot
) -> None:
    room.attaching.voice_file(room.clock.now()).write_bytes(header(0) + coded(b"\x10\x20" * RATE))
    window.entry.prepare()
    qtbot.waitUntil(lambda: len(window.entry.hanging.attachments) == 1)
    qtbot.waitUntil(lambda: room.lines.kept("") is not None)


def test_what_cannot_be_kept_is_told_and_stays_in_the_line(
    room: ScreenRoom, window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room.lines, "keep", lambda *_: refused("disk_full"))
    QTest.keyClicks(window.entry.line, "half")
    qtbot.waitUntil(lambda: "The disk is full" in window.entry.trouble.text())
    assert window.entry.line.text() == "half"


def test_closing_the_window_keeps_the_line(room: ScreenRoom, language: Language, qtbot: QtBot) -> None:
    window = another_window(room, language, qtbot)
    window.entry.line.setText("half")
    window.close()
    qtbot.waitUntil(lambda: room.lines.kept("") is not None)
