"""The real window on a real database; cameras and outbox are the test's to move."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
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
def language(qapp: QApplication) -> Iterator[Language]:
    # Windows of the test before may wait for their end: a new style would have them ask a closed database.
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    apply_theme(qapp)
    language = Language(qapp, ENGLISH)
    yield language
    # Translators belong to the application: the next test begins in English.
    language.blockSignals(True)
    language.switch(ENGLISH)


@pytest.fixture
def window(room: ScreenRoom, language: Language, qtbot: QtBot) -> MainWindow:
    window = MainWindow(room.services, language)
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    qtbot.waitExposed(window)
    return window
