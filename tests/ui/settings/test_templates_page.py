"""Templates of entries, under F9."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.model.words import Words
from app.ui.main_window import MainWindow
from app.ui.settings.screen import SettingsScreen
from app.ui.settings.templates import TemplatesPage
from tests.fakes.services import ScreenRoom


def page_of(window: MainWindow) -> TemplatesPage:
    window.go("settings")
    screen = window.pages.currentWidget()
    assert isinstance(screen, SettingsScreen)
    return screen.open(screen.templates)


def test_a_template_is_written_and_offered_in_the_line(
    room: ScreenRoom, window: MainWindow, qtbot: QtBot
) -> None:
    page = page_of(window)
    page.list.add_wanted.emit()
    page.form.fields["name"].set_value(Words("测温", "Fever check"))
    page.form.fields["kind"].set_value("check")
    page.form.fields["text"].set_value("{姓名} {体温}")
    page.form.fields["english"].set_value("{name} {degrees")
    page.form.save.click()
    assert "its name between curly brackets" in page.form.fields["text"].problem.text()
    assert room.lines.templates() == []
    page.form.fields["english"].set_value("{name} {degrees}")
    page.form.save.click()
    qtbot.waitUntil(lambda: len(room.lines.templates()) == 1)
    window.activateWindow()
    window.entry.begin()
    qtbot.waitUntil(lambda: any(one.what == "template" for one in window.entry.known.lexicon.named))
    QTest.keyClicks(window.entry.line, "#cw")
    QTest.keyClick(window.entry.line, Qt.Key.Key_Return)
    assert window.entry.line.text() == "#Check ‹name› ‹degrees›"


def test_order_is_changed_and_a_removal_undone(room: ScreenRoom, window: MainWindow, qtbot: QtBot) -> None:
    room.lines.load_templates_if_none()
    first, second, *_ = (one.id for one in room.lines.templates())
    page = page_of(window)
    page._choose(second)
    page._order.up.click()
    qtbot.waitUntil(lambda: room.lines.templates()[0].id == second)
    qtbot.waitUntil(lambda: page.opened_id() == second)
    count = len(room.lines.templates())
    page.form.remove.click()
    qtbot.waitUntil(lambda: len(room.lines.templates()) == count - 1)
    qtbot.waitUntil(lambda: page._removed is not None)
    page.list.undo_wanted.emit()
    qtbot.waitUntil(lambda: len(room.lines.templates()) == count)
    assert room.lines.templates()[0].id == first
