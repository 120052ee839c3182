"""Opens a closed incident again: a button, then one line for the reason."""

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from app.ui.ops import Ops
from app.ui.reports.reason_line import ReasonLine
from app.ui.services import Services


class Reopening(QWidget):
    def __init__(self, incident_id: str, services: Services, ops: Ops, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.button = QPushButton(self)
        self.button.clicked.connect(self._begin)
        self.reason = ReasonLine(lambda text: services.incidents.reopen(incident_id, text), ops, self)
        self.reason.left.connect(self._left)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.addWidget(self.button)
        column.addWidget(self.reason)
        self.retranslate()

    def retranslate(self) -> None:
        self.button.setText(self.tr("It is not over: open again …"))
        self.reason.say(self.tr("Why? Everybody called is told to turn out again"), self.tr("Open again"))
        self.reason.retranslate()

    def _begin(self) -> None:
        self.button.hide()
        self.reason.begin()

    def _left(self) -> None:
        self.button.show()
        self.button.setFocus()
