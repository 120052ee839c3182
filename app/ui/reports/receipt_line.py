"""One line to say that a report has arrived: who said so, and by what path."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from app.reports.service import PATHS
from app.ui.forms.choices import fill_box
from app.ui.forms.field import prepare_boxes
from app.ui.ops import Ops
from app.ui.reports.words import ReportWords
from app.ui.services import Services


class ReceiptLine(QWidget):
    """Hidden until `begin`; Enter stores, Escape leaves. Emits `left` when it closes."""

    left = Signal()

    def __init__(
        self,
        report_id: str,
        person_id: str,
        services: Services,
        words: ReportWords,
        ops: Ops,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._report_id, self._person_id = report_id, person_id
        self._services = services
        self._words = words
        self._ops = ops
        self.whom = QLineEdit(self)
        self.whom.returnPressed.connect(self._store)
        self.path = QComboBox(self)
        prepare_boxes(self.path)
        self.save, self.back = QPushButton(self), QPushButton(self)
        self.save.setObjectName("primary")
        self.save.clicked.connect(self._store)
        self.back.clicked.connect(self._leave)
        upper, lower = QHBoxLayout(), QHBoxLayout()
        upper.addWidget(self.whom, 2)
        upper.addWidget(self.path, 1)
        lower.addWidget(self.save, 1)
        lower.addWidget(self.back)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2, 0, 6)
        column.setSpacing(6)
        for row in (upper, lower):
            row.setSpacing(8)
            column.addLayout(row)
        self.hide()
        self.retranslate()

    def begin(self, name: str) -> None:
        """`name` is the one who probably answered."""
        self.whom.setText(name)
        self.show()
        self.whom.setFocus()
        self.whom.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
        else:
            super().keyPressEvent(event)

    def retranslate(self) -> None:
        self.whom.setPlaceholderText(self.tr("Who has confirmed it?"))
        self.whom.setAccessibleName(self.tr("Who has confirmed it?"))
        self.path.setAccessibleName(self.tr("By what path"))
        fill_box(
            self.path,
            [(path, self._words.path(path)) for path in PATHS],
            str(self.path.currentData() or PATHS[0]),
        )
        self.save.setText(self.tr("Confirmed  Enter"))
        self.back.setText(self.tr("Back"))

    def _store(self) -> None:
        reports, path = self._services.reports, str(self.path.currentData())
        self._ops.ask(
            lambda: reports.confirm(self._report_id, self._person_id, self.whom.text(), path),
            lambda _: self._leave(),
        )

    def _leave(self) -> None:
        self.hide()
        self.left.emit()
