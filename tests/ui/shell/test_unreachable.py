"""The console cannot be reached by other programs: said on screen in both languages, and taken back."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.core.errors import StorageUnavailable
from app.ui.language import CHINESE, ENGLISH, Language
from app.ui.main_window import MainWindow


@pytest.mark.parametrize("code", ["unreachable_full", "unreachable_refused"])
@pytest.mark.parametrize(
    ("spoken", "banner", "strip"),
    [
        (ENGLISH, "cannot reach the console", "panic button cut off"),
        (CHINESE, "连不上本控制台", "外接报警按钮连不上"),
    ],
)
def test_it_stands_in_banner_and_strip_until_it_is_over(
    window: MainWindow, language: Language, qtbot: QtBot, code: str, spoken: str, banner: str, strip: str
) -> None:
    language.switch(spoken)
    window.show_unreachable(StorageUnavailable(code, path="console.address"))
    qtbot.waitUntil(lambda: strip in window.strip.trouble.text())
    assert banner in window.banner.text()
    assert window.banner.isVisible()
    window.show_unreachable(None)
    qtbot.waitUntil(lambda: strip not in window.strip.trouble.text())
    assert not window.banner.isVisible()


def test_another_message_stays_when_it_is_over(window: MainWindow, qtbot: QtBot) -> None:
    window.show_unreachable(StorageUnavailable("unreachable_full"))
    qtbot.waitUntil(window.banner.isVisible)
    window.tell(StorageUnavailable("disk_full"))
    window.show_unreachable(None)
    qtbot.waitUntil(lambda: "panic" not in window.strip.trouble.text())
    assert window.banner.isVisible()
    assert "The disk is full." in window.banner.text()


def test_closing_it_by_mouse_leaves_the_cursor_where_it_was(window: MainWindow, qtbot: QtBot) -> None:
    window.wall.view.setFocus()
    window.tell(StorageUnavailable("disk_full"))
    (close,) = window.banner.findChildren(QPushButton)
    qtbot.mouseClick(close, Qt.MouseButton.LeftButton)
    assert not window.banner.isVisible()
    assert window.focusWidget() is window.wall.view
