"""One line to write into the log."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.model.site import Camera, Place
from app.model.words import Words
from app.ui.language import Language
from app.ui.main_window import MainWindow
from tests.fakes.services import ScreenRoom, refused


def test_slash_focuses_and_enter_stores(room: ScreenRoom, window: MainWindow, qtbot: QtBot) -> None:
    window.activateWindow()
    window.wall.view.setFocus()
    qtbot.keyClick(window.wall.view, Qt.Key.Key_Slash)
    assert window.entry.line.hasFocus()
    qtbot.keyClicks(window.entry.line, "lorry at the gate, 7/8 full #LPG station")
    qtbot.keyClick(window.entry.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.entry.line.text() == "")
    entry = room.journal.latest(1)[0]
    assert entry.draft.text == "lorry at the gate, 7/8 full #LPG station"
    assert entry.draft.place_id == "lpg"
    qtbot.waitUntil(lambda: window.log.model.rowCount() == 1)


@pytest.mark.parametrize(
    ("code", "sentence"),
    [("disk_full", "The disk is full."), ("read_only", "The data folder cannot be written.")],
)
def test_a_refused_line_stays_and_says_why(
    code: str,
    sentence: str,
    room: ScreenRoom,
    window: MainWindow,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(room.journal, "add", lambda *_, **__: refused(code))
    qtbot.keyClicks(window.entry.line, "smoke")
    qtbot.keyClick(window.entry.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.entry._trouble.isVisible())
    assert sentence in window.entry._trouble.text()
    assert window.entry.line.text() == "smoke"
    monkeypatch.undo()
    qtbot.keyClick(window.entry.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.entry.line.text() == "")
    assert not window.entry._trouble.isVisible()


def test_escape_leaves_and_keeps_the_text(window: MainWindow, qtbot: QtBot) -> None:
    window.activateWindow()
    window.entry.begin()
    qtbot.keyClicks(window.entry.line, "half a")
    qtbot.keyClick(window.entry.line, Qt.Key.Key_Escape)
    assert not window.entry.line.hasFocus()
    assert window.entry.line.text() == "half a"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("smoke #Building 12 lobby", "lobby"),
        ("烟雾 #12 栋大堂", "lobby"),
        ("#12 栋 电梯", "b12"),
        ("#Building 1", "b1"),
        ("no place # here", ""),
    ],
)
def test_the_longest_name_counts_in_either_language(
    text: str, place: str, room: ScreenRoom, window: MainWindow
) -> None:
    names = (
        ("b1", "1 栋", "Building 1"),
        ("b12", "12 栋", "Building 12"),
        ("lobby", "12 栋大堂", "Building 12 lobby"),
    )
    for place_id, zh, en in names:
        room.site.save_place(Place(place_id, Words(zh, en))).result()
    assert window.entry._about_what(text) == ("", place)


@pytest.mark.parametrize(
    ("text", "camera", "place"),
    [
        ("lens dirty @East gate 2", "gate2", "lpg"),
        ("镜头脏 ＠东门", "gate", ""),
        ("@EAST GATE", "gate", ""),
        ("leak seen on @East gate 2 near #lobby", "gate2", "lobby"),
        ("#大堂@东门2", "gate2", "lobby"),
        ("mail to a@b.example", "", ""),
    ],
)
def test_a_line_carries_the_camera_it_names(
    text: str, camera: str, place: str, room: ScreenRoom, window: MainWindow, qtbot: QtBot
) -> None:
    room.site.save_place(Place("lobby", Words("大堂", "Lobby"))).result()
    for camera_id, zh, en, place_id in (
        ("gate", "东门", "East gate", ""),
        ("gate2", "东门2", "East gate 2", "lpg"),
    ):
        named = Camera(camera_id, Words(zh, en), "rtsp", "rtsp://10.0.0.9/1", place_id=place_id)
        room.site.save_camera(named).result()
    window.entry.line.setText(text)
    qtbot.keyClick(window.entry.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.entry.line.text() == "")
    stored = room.journal.latest(1)[0].draft
    assert (stored.text, stored.camera_id, stored.place_id) == (text, camera, place)


def test_the_hint_names_both_marks_in_both_languages(window: MainWindow, language: Language) -> None:
    language.switch("en")
    assert "#place or @camera" in window.entry.line.placeholderText()
    language.switch("zh")
    assert "#" in window.entry.line.placeholderText()
    assert "@" in window.entry.line.placeholderText()
