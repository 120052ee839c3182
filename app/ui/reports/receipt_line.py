"""One line to say that a report has arrived: who said so, and by what path."""

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from app.reports.service import PATHS
from app.ui.forms.asked_line import AskedLine
from app.ui.forms.choices import fill_box
from app.ui.forms.field import prepare_boxes
from app.ui.ops import Ops
from app.ui.reports.words import ReportWords
from app.ui.services import Services


class ReceiptLine(AskedLine):
    """`begin` opens it."""

    def __init__(
        self,
        report_id: str,
        person_id: str,
        services: Services,
        words: ReportWords,
        ops: Ops,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(ops, parent)
        self._report_id, self._person_id = report_id, person_id
        self._services = services
        self._words = words
        self.path = QComboBox(self)
        prepare_boxes(self.path)
        upper = QHBoxLayout()
        upper.addWidget(self.line, 2)
        upper.addWidget(self.path, 1)
        self.put_below(upper, self.keys(1))
        self.retranslate()

    def begin(self, name: str) -> None:
        """`name` is the one who probably answered."""
        self.line.setText(name)
        self.open_line()
        self.line.selectAll()

    def retranslate(self) -> None:
        self.ask(self.tr("Who has confirmed it?"), self.tr("Confirmed  Enter"), self.tr("Back"))
        self.path.setAccessibleName(self.tr("By what path"))
        fill_box(
            self.path,
            [(path, self._words.path(path)) for path in PATHS],
            str(self.path.currentData() or PATHS[0]),
        )

    def store(self) -> None:
        reports, path = self._services.reports, str(self.path.currentData())
        self._ops.ask(
            lambda: reports.confirm(self._report_id, self._person_id, self.line.text(), path),
            lambda _: self.stored(),
            self.refused,
        )
