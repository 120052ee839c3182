"""Measures of all incidents that are still open, in the place of an incident."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from app.model.review import Measure
from app.ui.incidents.words import IncidentWords
from app.ui.names import Names
from app.ui.ops import Ops
from app.ui.reviews.measures import MeasureList
from app.ui.services import Services


class OpenMeasures(QFrame):
    """Emits `left` when somebody goes back to the incidents."""

    left = Signal()

    def __init__(
        self, services: Services, names: Names, words: IncidentWords, ops: Ops, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("incident_detail")
        self._services = services
        self._words = words
        self._title = QLabel(self)
        self._title.setObjectName("title")
        self.back = QPushButton(self)
        self.back.clicked.connect(self.left)
        self.list = MeasureList(services, names, ops, self)
        inside = QWidget(self)
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 8, 0)
        column.addWidget(self.list)
        column.addStretch(1)
        area = QScrollArea(self)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self.back)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(20, 14, 12, 8)
        outer.addLayout(head)
        outer.addWidget(area, 1)
        self.retranslate()

    def show_measures(self, measures: list[Measure]) -> None:
        self.list.show_measures(measures, self._about)

    def retranslate(self) -> None:
        self._title.setText(self.tr("Open measures"))
        self.back.setText(self.tr("Back to the incidents"))

    def _about(self, measure: Measure) -> str:
        incident = self._services.incidents.get(measure.incident_id)
        return f"{self._words.title(incident)} {self._words.opened(incident)[:10]}" if incident else ""
