"""What the hands of two shifts do on F5: keys alone."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.ui.handover.page import HandoverPage
from tests.unit.handover.shift import PIN

Key = Qt.Key


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def press(qtbot: QtBot, *keys: Qt.Key) -> None:
    for key in keys:
        qtbot.keyClick(focused(), key)


def typed(qtbot: QtBot, text: str) -> None:
    qtbot.keyClicks(focused(), text)


def ctrl_enter(page: HandoverPage, qtbot: QtBot) -> None:
    qtbot.keyClick(focused(), Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(page.sign_panel.isVisible)


def begun(page: HandoverPage, qtbot: QtBot) -> None:
    press(qtbot, Key.Key_Return)
    qtbot.waitUntil(lambda: page.handover is not None and page.view.hasFocus())


def state(page: HandoverPage) -> Callable[[str], Callable[[], bool]]:
    return lambda wanted: lambda: page.handover is not None and page.handover.state == wanted


def to_row(page: HandoverPage, key: str) -> None:
    """Down to a row, as the arrows go."""
    page.view.setCurrentIndex(page.rows.index(page.rows.place_of(key), 0))


def key_of(page: HandoverPage, code: str) -> str:
    return next(row.key for row in page.rows.rows if row.point is not None and row.point.fact.code == code)


def counted(page: HandoverPage, qtbot: QtBot, keys: str = "6", radios: str = "4") -> None:
    """One figure after the other, without waiting for the disk."""
    to_row(page, "keys")
    page.view.setFocus()
    for figure in (keys, radios):
        typed(qtbot, figure)
        press(qtbot, Key.Key_Return)


def signed(page: HandoverPage, qtbot: QtBot, pin: str = PIN) -> None:
    ctrl_enter(page, qtbot)
    assert page.sign_panel.pin.hasFocus()
    typed(qtbot, pin)
    press(qtbot, Key.Key_Return)


def offered(page: HandoverPage, qtbot: QtBot) -> None:
    begun(page, qtbot)
    counted(page, qtbot)
    qtbot.waitUntil(lambda: all(row.mark != "open" for row in page.rows.rows))
    signed(page, qtbot)
    qtbot.waitUntil(state(page)("offered"))
