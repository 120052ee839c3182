"""A recorded shift of twelve hours by the keyboard alone: handed over, signed by all, countersigned, reviewed, printed."""

from collections.abc import Iterator
from datetime import UTC, timedelta
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QBuffer, QByteArray, Qt
from PySide6.QtPdf import QPdfDocument
from pytestqt.qtbot import QtBot

from app.ui.handover.screen import HandoverScreen
from app.ui.language import Language
from app.ui.main_window import MainWindow
from app.ui.papers.press import print_paper
from app.ui.shift_review.screen import ShiftReviewScreen
from tests.fakes.demo_shift import ENDS, DemoRoom, open_shift
from tests.ui.handover.desk import Key, ctrl_enter, focused, press, state, typed

PIN = "2468"
WITHIN_MS = 10_000
CTRL = Qt.KeyboardModifier.ControlModifier


def letters(pdf: bytes) -> str:
    buffer, document = QBuffer(), QPdfDocument()
    buffer.setData(QByteArray(pdf))
    buffer.open(QBuffer.OpenModeFlag.ReadOnly)
    document.load(buffer)
    return "".join(document.getAllText(page).text() for page in range(document.pageCount()))


@pytest.fixture
def room(shift_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[DemoRoom]:
    """A quarter of an hour before the night shift goes."""
    room = open_shift(shift_folder)
    monkeypatch.setattr(room.handovers.papers, "_print", print_paper)
    room.wait(room.access.sign_in("li", PIN))
    before = (ENDS + timedelta(hours=11, minutes=45)).astimezone(UTC)
    room.clock.advance(seconds=(before - room.clock.now()).total_seconds())
    change = room.handovers.watch.tick()
    assert change is not None
    room.wait(change)
    yield room
    room.close()


@pytest.fixture
def window(room: DemoRoom, language: Language, qtbot: QtBot) -> Iterator[MainWindow]:
    window = MainWindow(room.services, language)
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    qtbot.waitExposed(window)
    yield window
    review = window._screens.get("shift_review")
    if isinstance(review, ShiftReviewScreen):
        review.session.close()
    shiboken6.delete(window)


def test_a_shift_is_handed_over_signed_reviewed_and_printed(
    window: MainWindow, room: DemoRoom, qtbot: QtBot
) -> None:
    press(qtbot, Key.Key_F5)
    screen = window._screens["handover"]
    assert isinstance(screen, HandoverScreen)
    page, panel = screen.page, screen.page.sign_panel
    press(qtbot, Key.Key_Return)
    qtbot.waitUntil(lambda: page.handover is not None and page.view.hasFocus(), timeout=WITHIN_MS)
    assert page.handover is not None
    counts = [str(one.item.expected) for one in page.handover.counts]

    def count_all() -> None:
        for figure in counts:
            typed(qtbot, figure)
            press(qtbot, Key.Key_Return)

    # The cursor goes to the list by itself: nobody looks for it.
    qtbot.keyClick(focused(), Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: page.answer.line.hasFocus(), timeout=WITHIN_MS)
    count_all()
    ctrl_enter(page, qtbot)
    assert panel.person.currentData() == "li"
    typed(qtbot, PIN)
    press(qtbot, Key.Key_Return)
    qtbot.waitUntil(lambda: "He Fang" in panel.person.currentText(), timeout=WITHIN_MS)
    typed(qtbot, PIN)
    press(qtbot, Key.Key_Return)
    qtbot.waitUntil(state(page)("offered"), timeout=WITHIN_MS)
    qtbot.waitUntil(lambda: not panel.isVisible(), timeout=WITHIN_MS)

    for person_id in ("zhou", "sun"):
        room.wait(room.roster.clocking.on(person_id))
    qtbot.waitUntil(
        lambda: page.handover is not None and page.handover.incoming[0].present, timeout=WITHIN_MS
    )
    press(qtbot, *[Key.Key_Return] * len(page.handover.points))
    count_all()
    qtbot.waitUntil(lambda: all(row.mark == "yes" for row in page.rows.rows), timeout=WITHIN_MS)
    ctrl_enter(page, qtbot)
    typed(qtbot, PIN)
    press(qtbot, Key.Key_Return)
    qtbot.waitUntil(lambda: "Sun Lixin" in panel.person.currentText(), timeout=WITHIN_MS)
    typed(qtbot, PIN)
    press(qtbot, Key.Key_Return)
    qtbot.waitUntil(lambda: screen.papers is not None and screen.papers.isVisible(), timeout=WITHIN_MS)
    press(qtbot, Key.Key_Escape, Key.Key_L)
    typed(qtbot, PIN)
    press(qtbot, Key.Key_Return)
    qtbot.waitUntil(lambda: screen.papers is not None and screen.papers.isVisible(), timeout=WITHIN_MS)

    signed = room.handovers.get(room.handovers.earlier(1)[0].id)
    assert len(signed.signatures) == 5
    sheet = letters(room.handovers.papers.pdf(signed.id, "zh"))
    for name in ("李军", "何芳", "周敏", "孙立新", signed.head):
        assert name in sheet.replace("\r\n", "").replace("\n", "")
    assert "待签" not in sheet

    press(qtbot, Key.Key_F10)
    review = window._screens["shift_review"]
    assert isinstance(review, ShiftReviewScreen)
    qtbot.waitUntil(lambda: review.looked is not None, timeout=WITHIN_MS)
    press(qtbot, Key.Key_R)
    typed(qtbot, "A quiet night.")
    press(qtbot, Key.Key_Return)
    qtbot.waitUntil(lambda: "The remark is entry" in review.status.text(), timeout=WITHIN_MS)
    qtbot.keyClick(focused(), Key.Key_P, CTRL)
    qtbot.waitUntil(review.papers.isVisible, timeout=WITHIN_MS)
    assert "A quiet night." in letters(review.papers._pdf)
