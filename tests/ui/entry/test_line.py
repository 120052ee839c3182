"""One line to write into the log."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.journal.drafting import people_of
from app.model.journal import Entry
from app.model.site import Camera, Place
from app.model.words import Words
from app.ui.language import Language
from app.ui.main_window import MainWindow
from tests.fakes.services import ScreenRoom, refused


def begin(window: MainWindow, qtbot: QtBot) -> None:
    window.activateWindow()
    window.entry.begin()
    qtbot.waitUntil(lambda: bool(window.entry.known.lexicon.named))


def write(window: MainWindow, text: str) -> None:
    """As an input method brings Chinese, and a keyboard everything else."""
    for letter in text:
        if letter.isascii():
            QTest.keyClicks(window.entry.line, letter)
        else:
            window.entry.line.insertPlainText(letter)


def press(window: MainWindow, key: Qt.Key) -> None:
    QTest.keyClick(window.entry.line, key)


def stored(room: ScreenRoom, window: MainWindow, qtbot: QtBot) -> Entry:
    press(window, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.entry.line.text() == "")
    return room.journal.latest(1)[0]


def test_slash_focuses_and_enter_stores(room: ScreenRoom, window: MainWindow, qtbot: QtBot) -> None:
    window.activateWindow()
    window.wall.view.setFocus()
    qtbot.keyClick(window.wall.view, Qt.Key.Key_Slash)
    assert window.entry.line.hasFocus()
    qtbot.keyClicks(window.entry.line, "lorry at the gate, 7/8 full @LPG station")
    entry = stored(room, window, qtbot)
    assert entry.draft.text == "lorry at the gate, 7/8 full @LPG station"
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
    monkeypatch.setattr(room.lines, "store", lambda *_, **__: refused(code))
    qtbot.keyClicks(window.entry.line, "smoke")
    press(window, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.entry.trouble.isVisible())
    assert sentence in window.entry.trouble.text()
    assert window.entry.line.text() == "smoke"
    monkeypatch.undo()
    stored(room, window, qtbot)
    assert not window.entry.trouble.isVisible()


def test_enter_pressed_twice_stores_once(room: ScreenRoom, window: MainWindow, qtbot: QtBot) -> None:
    before = len(room.kinds())
    qtbot.keyClicks(window.entry.line, "smoke")
    press(window, Qt.Key.Key_Return)
    stored(room, window, qtbot)
    assert len(room.kinds()) == before + 1


def test_escape_leaves_and_keeps_the_text(window: MainWindow, qtbot: QtBot) -> None:
    window.activateWindow()
    window.entry.begin()
    qtbot.keyClicks(window.entry.line, "half a")
    press(window, Qt.Key.Key_Escape)
    assert not window.entry.line.hasFocus()
    assert window.entry.line.text() == "half a"


@pytest.mark.parametrize(
    ("text", "camera", "place"),
    [
        ("lens dirty @East gate 2", "gate2", "lpg"),
        ("镜头脏 ＠东门", "gate", ""),
        ("@EAST GATE", "gate", ""),
        ("leak seen on @East gate 2 near @lobby", "gate2", "lobby"),
        ("@大堂@东门2", "gate2", "lobby"),
        ("mail to a@b.example, 5#楼 #3", "", ""),
    ],
)
def test_a_line_carries_what_it_names(
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
    draft = stored(room, window, qtbot).draft
    assert (draft.text, draft.camera_id, draft.place_id) == (text, camera, place)


def test_pinyin_and_enter_name_a_place_and_enter_again_stores(
    room: ScreenRoom, window: MainWindow, qtbot: QtBot, language: Language
) -> None:
    language.switch("zh")
    begin(window, qtbot)
    write(window, "@yhqz")
    assert window.entry.popup.isVisible()
    press(window, Qt.Key.Key_Return)
    assert window.entry.line.text() == "@液化气站 "
    assert window.entry.popup.isHidden()
    write(window, "有味，@lzq")
    press(window, Qt.Key.Key_Tab)
    write(window, "到场 #xl")
    press(window, Qt.Key.Key_Return)
    assert window.entry.line.text() == "@液化气站 有味，@刘志强 到场 #巡逻 "
    assert window.entry.kind.currentText() == "巡逻"
    draft = stored(room, window, qtbot).draft
    assert (draft.text, draft.kind, draft.place_id) == ("@液化气站 有味，@刘志强 到场", "patrol", "lpg")
    assert people_of(draft) == ["liu"]


def test_arrows_choose_and_escape_closes_only_the_suggestions(window: MainWindow, qtbot: QtBot) -> None:
    begin(window, qtbot)
    write(window, "@lobby")
    first = window.entry.popup.current()
    press(window, Qt.Key.Key_Down)
    second = window.entry.popup.current()
    assert first is not None
    assert second is not None
    assert first != second
    press(window, Qt.Key.Key_Up)
    assert window.entry.popup.current() == first
    press(window, Qt.Key.Key_Escape)
    assert window.entry.popup.isHidden()
    assert window.entry.line.hasFocus()
    write(window, " is dark")
    assert window.entry.popup.isHidden()
    assert window.entry.line.text() == "@lobby is dark"


def test_the_mouse_does_the_same(window: MainWindow, qtbot: QtBot) -> None:
    begin(window, qtbot)
    window.entry.what.click()
    popup = window.entry.popup
    assert popup.isVisible()
    rows = [popup.list.item(row).data(Qt.ItemDataRole.UserRole).name for row in range(popup.list.count())]
    at = rows.index("Hazard")
    popup.list.scrollToItem(popup.list.item(at))
    qtbot.mouseClick(
        popup.list.viewport(),
        Qt.MouseButton.LeftButton,
        pos=popup.list.visualItemRect(popup.list.item(at)).center(),
    )
    assert window.entry.line.text() == "#Hazard "
    assert window.entry.line.hasFocus()
    window.entry.kind.setCurrentIndex(1)
    window.entry.kind.activated.emit(1)
    assert window.entry.line.text() == "#Patrol "


def test_an_unknown_name_is_told_and_kept_as_words(
    room: ScreenRoom, window: MainWindow, qtbot: QtBot
) -> None:
    begin(window, qtbot)
    write(window, "smoke @nowhere")
    press(window, Qt.Key.Key_Return)
    assert '"@nowhere" names nothing known' in window.entry.trouble.text()
    assert window.entry.line.text() == "smoke @nowhere"
    draft = stored(room, window, qtbot).draft
    assert (draft.text, draft.place_id) == ("smoke @nowhere", "")


def test_a_time_to_come_is_never_stored(room: ScreenRoom, window: MainWindow, qtbot: QtBot) -> None:
    begin(window, qtbot)
    before = room.kinds()
    write(window, "@14:30 rain")
    for _ in range(3):
        press(window, Qt.Key.Key_Return)
        assert "has not come yet, it is 14:00" in window.entry.trouble.text()
    assert room.kinds() == before
    assert window.entry.line.text() == "@14:30 rain"


def test_figures_become_the_time_it_happened(room: ScreenRoom, window: MainWindow, qtbot: QtBot) -> None:
    begin(window, qtbot)
    write(window, "@1346")
    press(window, Qt.Key.Key_Return)
    assert window.entry.line.text() == "@13:46 "
    assert "Happened 13:46, 14 min ago" in window.entry.trouble.text()
    write(window, "rain")
    entry = stored(room, window, qtbot)
    assert entry.draft.text == "rain"
    window.go("log")
    screen = window.pages.currentWidget()
    qtbot.waitUntil(lambda: screen.model.rowCount() > 0)
    assert "rain (happened 13:46, entered 14 min later)" in screen.model.index(0, 2).data()


def test_a_template_is_filled_in_field_by_field(room: ScreenRoom, window: MainWindow, qtbot: QtBot) -> None:
    room.lines.load_templates_if_none()
    begin(window, qtbot)
    write(window, "#key le")
    press(window, Qt.Key.Key_Return)
    line = window.entry.line
    assert line.text() == "#Key ‹key› lent to ‹name, telephone› for ‹purpose›, back by ‹time›"
    assert line.textCursor().selectedText() == "‹key›"
    write(window, "garage")
    press(window, Qt.Key.Key_Tab)
    write(window, "Liu")
    press(window, Qt.Key.Key_Tab)
    press(window, Qt.Key.Key_Backtab)
    assert line.text() == "#Key garage lent to Liu for ‹purpose›, back by ‹time›"
    press(window, Qt.Key.Key_Return)
    assert "Open: ‹purpose› ‹time›" in window.entry.trouble.text()
    draft = stored(room, window, qtbot).draft
    assert (draft.kind, draft.text) == ("key", "garage lent to Liu for —, back by —")


def test_a_name_in_a_field_is_completed(room: ScreenRoom, window: MainWindow, qtbot: QtBot) -> None:
    room.lines.load_templates_if_none()
    begin(window, qtbot)
    write(window, "#door")
    press(window, Qt.Key.Key_Return)
    assert window.entry.line.textCursor().selectedText() == "‹place›"
    write(window, "lpg")
    press(window, Qt.Key.Key_Return)
    assert window.entry.line.text().startswith("#Hazard Door at @LPG station stood open")


def test_taking_a_suggestion_can_be_undone(window: MainWindow, qtbot: QtBot) -> None:
    begin(window, qtbot)
    write(window, "at @lpg")
    press(window, Qt.Key.Key_Return)
    assert window.entry.line.text() == "at @LPG station "
    window.entry.line.undo()
    assert window.entry.line.text() == "at @lpg"


def test_pasted_lines_become_one(window: MainWindow, qtbot: QtBot) -> None:
    from PySide6.QtGui import QGuiApplication

    begin(window, qtbot)
    QGuiApplication.clipboard().setText("one\ntwo")
    window.entry.line.paste()
    assert window.entry.line.text() == "one two"


def test_the_hint_names_both_marks_in_both_languages(window: MainWindow, language: Language) -> None:
    for code in ("en", "zh"):
        language.switch(code)
        assert "@" in window.entry.line.placeholderText()
        assert "#" in window.entry.line.placeholderText()


def test_suggestions_go_when_another_place_is_opened(window: MainWindow, qtbot: QtBot) -> None:
    begin(window, qtbot)
    write(window, "@lo")
    assert window.entry.popup.isVisible()
    window.go("incidents")
    qtbot.waitUntil(window.entry.popup.isHidden)
    assert window.entry.line.text() == "@lo"


@pytest.mark.parametrize(
    "text",
    [
        "mail a@b.c about #3 and 5#lift at @lobby, @nobody @ # @@## @13:46x",
        "#patrol @LPG station@lpg#hazard ok",
        "@Building 1 lobby is dark @building",
        "@1346 rain @-5 x #k y @c1 z",
    ],
)
def test_typing_alone_never_alters_what_was_typed(text: str, window: MainWindow, qtbot: QtBot) -> None:
    begin(window, qtbot)
    for end, letter in enumerate(text, start=1):
        QTest.keyClicks(window.entry.line, letter)
        assert window.entry.line.text() == text[:end]
