"""F10 in the real window, on a copy of the recorded day shift."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import shiboken6
from pytestqt.qtbot import QtBot

from app.ui.language import Language
from app.ui.main_window import MainWindow
from app.ui.shift_review.screen import ShiftReviewScreen
from tests.fakes.demo_shift import BEGINS, DemoRoom, open_shift

WITHIN_MS = 10_000


@pytest.fixture
def shift(shift_folder: Path) -> Iterator[DemoRoom]:
    room = open_shift(shift_folder)
    room.wait(room.access.sign_in("wu", "2468"))
    yield room
    room.close()


@pytest.fixture
def screen(shift: DemoRoom, language: Language, qtbot: QtBot) -> Iterator[ShiftReviewScreen]:
    """The day shift, read."""
    window = MainWindow(shift.services, language)
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    qtbot.waitExposed(window)
    window.go("shift_review")
    screen = window.pages.currentWidget()
    assert isinstance(screen, ShiftReviewScreen)
    # At 20:11 the shift that has just ended.
    qtbot.waitUntil(lambda: screen.looked is not None, timeout=WITHIN_MS)
    assert screen.looked is not None
    assert screen.looked.since == BEGINS.timestamp()
    screen.setFocus()
    yield screen
    screen.session.close()
    shiboken6.delete(window)
