"""F11: what the log of a day, a month, a year amounts to."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.figures.page import FiguresPage
from app.ui.ops import Ops
from app.ui.services import Services


class FiguresScreen(QWidget):
    """Emits `incident_wanted` with the id of an incident that is to be shown."""

    incident_wanted = Signal(str)

    def __init__(self, services: Services, ops: Ops, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.figures = FiguresPage(services, ops, self)
        self.figures.incident_wanted.connect(self.incident_wanted)
        self.setFocusProxy(self.figures)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.figures)

    def retranslate(self) -> None:
        self.figures.retranslate()
