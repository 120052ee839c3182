"""F11: what the log of a day, a month, a year amounts to, and the reports that are made of it."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from app.ui.figures.page import FiguresPage
from app.ui.ops import Ops
from app.ui.period_reports.page import PeriodReportsPage
from app.ui.services import Services


class _Reports(QWidget):
    """Where the reports are built once somebody looks."""

    def __init__(self, services: Services, ops: Ops, parent: QWidget) -> None:
        super().__init__(parent)
        self._services, self._ops = services, ops
        self.page: PeriodReportsPage | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def built(self) -> PeriodReportsPage:
        if self.page is None:
            self.page = PeriodReportsPage(self._services, self._ops, self)
            self._column.addWidget(self.page)
            self.setFocusProxy(self.page)
        return self.page

    def showEvent(self, event: QShowEvent) -> None:
        self.built()
        super().showEvent(event)


class FiguresScreen(QWidget):
    """Opens on the reports where one waits to be made.

    Emits `incident_wanted` with the id of an incident that is to be shown.
    """

    incident_wanted = Signal(str)

    def __init__(self, services: Services, ops: Ops, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.figures = FiguresPage(services, ops, self)
        self._reports = _Reports(services, ops, self)
        self.figures.incident_wanted.connect(self.incident_wanted)
        self.tabs = QTabWidget(self)
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.addTab(self.figures, "")
        self.tabs.addTab(self._reports, "")
        self.tabs.currentChanged.connect(lambda _: self.setFocusProxy(self.tabs.currentWidget()))
        self.setFocusProxy(self.figures)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.tabs)
        if services.reminder.waiting():
            self.tabs.setCurrentWidget(self._reports)
        self._name_tabs()

    def open_reports(self) -> PeriodReportsPage:
        """Shows the reports."""
        self.tabs.setCurrentWidget(self._reports)
        return self._reports.built()

    def retranslate(self) -> None:
        self._name_tabs()
        self.figures.retranslate()
        if self._reports.page is not None:
            self._reports.page.retranslate()

    def _name_tabs(self) -> None:
        self.tabs.setTabText(0, self.tr("Figures"))
        self.tabs.setTabText(1, self.tr("Monthly and daily reports"))
