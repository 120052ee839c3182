"""No place makes the window wider than the smallest screen, at its first sight or afterwards."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QTabWidget
from pytestqt.qtbot import QtBot

from app.ui.language import CHINESE, Language
from app.ui.main_window import MainWindow
from app.ui.screens import SCREENS


@pytest.mark.parametrize("code", ["en", CHINESE])
def test_the_window_stays_as_small_as_the_screen(code: str, window: MainWindow, language: Language) -> None:
    language.switch(code)
    window.resize(1366, 768)
    for place in ("wall", *SCREENS):
        window.go(place)
        for tabs in window.pages.currentWidget().findChildren(QTabWidget):
            for index in range(tabs.count() if tabs.isVisible() else 0):
                tabs.setCurrentIndex(index)
                QApplication.processEvents()
        QApplication.processEvents()
        assert (place, window.width(), window.height()) == (place, 1366, 768)


@pytest.mark.parametrize("code", ["en", CHINESE])
def test_a_picture_enlarged_and_back_leaves_the_window_as_it_was(
    code: str, window: MainWindow, language: Language, qtbot: QtBot
) -> None:
    language.switch(code)
    window.resize(1366, 768)
    window.go("wall")
    window.wall.bar.show_second(offered=True, is_open=False)
    QApplication.processEvents()
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Escape):
        qtbot.keyClick(window.wall.view, key)
        assert (key, window.width()) == (key, 1366)
