"""The real window on a real database; cameras and outbox are the test's to move."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.ui.language import ENGLISH, Language, current_language
from app.ui.main_window import MainWindow
from app.ui.theme import apply_theme
from tests.fakes.services import ScreenRoom


@pytest.fixture
def room(tmp_path: Path) -> Iterator[ScreenRoom]:
    room = ScreenRoom(tmp_path)
    yield room
    room.close()


@pytest.fixture(autouse=True)
def _in_english(qapp: QApplication) -> None:
    """Whatever another test has left: translators belong to the application."""
    if current_language() != ENGLISH:
        for left in qapp.findChildren(Language):
            left.blockSignals(True)
            left.switch(ENGLISH)


@pytest.fixture
def language(qapp: QApplication) -> Iterator[Language]:
    # A new style asks every window there is: one of the test before would ask its closed database.
    # Menus, tips and the drawing library's own hidden windows belong to somebody who still needs them.
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    for left in qapp.topLevelWidgets():
        if isinstance(left, MainWindow) and shiboken6.isValid(left):
            shiboken6.delete(left)
    apply_theme(qapp)
    language = Language(qapp, ENGLISH)
    yield language
    # Translators belong to the application: the next test begins in English.
    language.blockSignals(True)
    language.switch(ENGLISH)


@pytest.fixture
def window(room: ScreenRoom, language: Language, qtbot: QtBot) -> Iterator[MainWindow]:
    window = MainWindow(room.services, language)
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    qtbot.waitExposed(window)
    yield window
    # Before the room closes: a timer of it that is due a moment later would ask a closed database.
    if shiboken6.isValid(window):
        shiboken6.delete(window)
