"""Whose entries are shown: all, those of people, or what matters. Remembered over restarts."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget

from app.ui.background import Questions
from app.ui.log.entries import EVERYTHING, IMPORTANT, OF_PEOPLE
from app.ui.ops import Ops
from app.ui.remembered import Remembered
from app.ui.services import Services

_SCOPES = (EVERYTHING, OF_PEOPLE, IMPORTANT)
_NAME = "log_scope"


class Scope(QWidget):
    """Three buttons of which one is down. Emits `chosen`."""

    chosen = Signal()

    def __init__(self, services: Services, ops: Ops, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._remembered = Remembered(services.folder.window)
        self._writing = Questions(ops, self)
        self.scope = self._remembered.get(_NAME, among=_SCOPES)
        self.buttons = {scope: QPushButton(self) for scope in _SCOPES}
        group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for scope, button in self.buttons.items():
            button.setObjectName("compact")
            button.setCheckable(True)
            button.setChecked(scope == self.scope)
            button.clicked.connect(lambda _=False, scope=scope: self.choose(scope))
            group.addButton(button)
            row.addWidget(button)
        self.retranslate()

    def choose(self, scope: str) -> None:
        self.buttons[scope].setChecked(True)
        if scope == self.scope:
            return
        self.scope = scope
        self._writing.ask(lambda: self._remembered.put(_NAME, scope), lambda _: None)
        self.chosen.emit()

    def retranslate(self) -> None:
        for scope, text, hint in (
            (EVERYTHING, self.tr("All"), self.tr("Every entry; automatic ones fold into one line")),
            (OF_PEOPLE, self.tr("People"), self.tr("Only what people wrote")),
            (IMPORTANT, self.tr("Important"), self.tr("Emergencies, escalation, failures and faults")),
        ):
            self.buttons[scope].setText(text)
            self.buttons[scope].setToolTip(hint)
            self.buttons[scope].setAccessibleName(f"{text}: {hint}")
