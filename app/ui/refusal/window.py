"""Shown instead of the console when it cannot start: what happened, what to do, and how to call for help all the same."""

from collections.abc import Sequence

from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.backup.rescue import Rescue
from app.core.clock import Clock
from app.core.errors import DutyRoomError
from app.roster.by_hand import ToDial
from app.ui.error_words import ErrorWords
from app.ui.refusal.alarm import Press, RefusedAlarm
from app.ui.refusal.phones import PhoneList
from app.ui.refusal.rescue import RescuePanel

_SIZE = (1080, 620)


class RefusalWindow(QWidget):
    """No traceback.

    Args:
        people: whom to dial, those on duty first.
        press: presses the button of a console that is open on the same data.
        rescue: the way back to work, where there is one.

    Attributes:
        wants_restart: what prevented the start is mended.
    """

    def __init__(
        self,
        error: DutyRoomError,
        clock: Clock,
        people: Sequence[ToDial] = (),
        press: Press | None = None,
        rescue: Rescue | None = None,
    ) -> None:
        super().__init__()
        self.setWindowTitle(self.tr("Duty room console"))
        self.resize(*_SIZE)
        self.alarm = RefusedAlarm(clock, press, self)
        self.phones = PhoneList(people, self)
        self.rescue = RescuePanel(rescue, self) if rescue is not None else None
        self.wants_restart = False
        explanation = ErrorWords(self).explain(error)
        said = QVBoxLayout()
        said.setSpacing(12)
        said.addWidget(self._label(f"▲ {explanation.what}", "title"))
        # Where there is a way back, that says what to do.
        for text in (explanation.meaning, explanation.action) if rescue is None else ():
            if text:
                said.addWidget(self._label(text, "refusal_text"))
        where = ", ".join(error.values.values())
        if where:
            said.addWidget(self._label(where, "dim"))
        said.addSpacing(24)
        said.addWidget(self.alarm)
        said.addStretch(1)
        if self.rescue is not None:
            said.addWidget(self.rescue)
            self.rescue.restored.connect(self._restart)
            said.addStretch(1)
        close = QPushButton(self.tr("Close"), self)
        close.clicked.connect(self.close)
        said.addWidget(close)
        numbers = QFrame(self)
        numbers.setObjectName("form")
        column = QVBoxLayout(numbers)
        column.setContentsMargins(24, 24, 16, 16)
        column.addWidget(self._label(self.tr("Dial by hand"), "heading"))
        column.addWidget(self.phones, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(24)
        said.setContentsMargins(28, 24, 0, 20)
        row.addLayout(said, 1)
        row.addWidget(numbers, 1)
        close.setFocus()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.alarm.close_down()
        if self.rescue is not None:
            self.rescue.close_down()
        super().closeEvent(event)

    def _restart(self) -> None:
        self.wants_restart = True
        self.close()

    def _label(self, text: str, name: str) -> QLabel:
        label = QLabel(text, self)
        label.setObjectName(name)
        label.setWordWrap(True)
        return label
