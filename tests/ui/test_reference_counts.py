"""PySide6 6.12.0 gives away references to True and None under Python 3.11 until the interpreter aborts."""

import sys

from PySide6.QtCore import QObject, Signal
from pytestqt.qtbot import QtBot

_TIMES = 2000
_SLACK = 200


class _Bell(QObject):
    rung = Signal()

    def hear(self) -> None:
        """Nothing."""


def test_signals_give_no_references_away(qtbot: QtBot) -> None:
    # Held here, so that even a Qt that gives them away cannot abort this run.
    held = [[True, None][index % 2] for index in range(4 * _TIMES)]
    bell = _Bell()
    bell.rung.connect(bell.hear)
    before = sys.getrefcount(True), sys.getrefcount(None)
    for _ in range(_TIMES):
        bell.rung.emit()
    after = sys.getrefcount(True), sys.getrefcount(None)
    assert after[0] > before[0] - _SLACK
    assert after[1] > before[1] - _SLACK
    del held
