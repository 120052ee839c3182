"""The real window on a real database; cameras and outbox are the test's to move."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.ui.language import ENGLISH, Language
from app.ui.main_window import MainWindow
from app.ui.theme import apply_theme
from tests.fakes.services import ScreenRoom


@pytest.fixture
def room(tmp_path: Path) -> Iterator[ScreenRoom]:
    room = ScreenRoom(tmp_path)
    yield room
    room.close()


@pytest.fixture
def language(qapp: object) -> Language:
    from PySide6.QtWidgets import QApplication

    application = QApplication.instance()
    assert isinstance(application, QApplication)
    apply_theme(application)
    return Language(application, ENGLISH)


@pytest.fixture
def window(room: ScreenRoom, language: Language, qtbot: QtBot) -> MainWindow:
    window = MainWindow(room.services, language)
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    qtbot.waitExposed(window)
    return window
