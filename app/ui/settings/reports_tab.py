"""Reports: until when incidents are reported, when reports over a time are due, and the periods in which they are due daily."""

from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from app.ui.ops import Ops
from app.ui.services import Services
from app.ui.settings.report_deadlines import ReportDeadlinesPage
from app.ui.settings.report_times import ReportTimesPage
from app.ui.settings.special_periods import SpecialPeriodsPage


class ReportsTab(QWidget):
    def __init__(self, services: Services, ops: Ops, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        # Made first: Tab goes through the tabs before it goes through what lies behind them.
        self.tabs = QTabWidget(self)
        self.deadlines = ReportDeadlinesPage(services, ops, self)
        self.periods = SpecialPeriodsPage(services, ops, self)
        self.times = ReportTimesPage(services, ops, self)
        self._pages = (self.deadlines, self.periods, self.times)
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        for page in self._pages:
            self.tabs.addTab(page, "")
        self.setFocusProxy(self.tabs)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.tabs)
        self._name_tabs()

    def retranslate(self) -> None:
        self._name_tabs()
        for page in self._pages:
            page.retranslate()

    def _name_tabs(self) -> None:
        words = (self.tr("Incidents"), self.tr("Special periods"), self.tr("Monthly and daily"))
        for index, text in enumerate(words):
            self.tabs.setTabText(index, text)
