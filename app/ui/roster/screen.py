"""The roster: who is on duty and who comes next, and what that follows from."""

from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from app.ui.ops import Ops
from app.ui.roster.month.page import MonthPage
from app.ui.roster.on_duty import OnDutyPage
from app.ui.roster.people import PeoplePage
from app.ui.roster.posts import PostsPage
from app.ui.roster.shifts import ShiftsPage
from app.ui.services import Services


class RosterScreen(QWidget):
    """F3."""

    def __init__(self, services: Services, ops: Ops, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.on_duty = OnDutyPage(services, ops, self)
        self.month = MonthPage(services, ops, self)
        self.shifts = ShiftsPage(services, ops, self)
        self.people = PeoplePage(services, ops, self)
        self.posts = PostsPage(services, ops, self)
        self.tabs = QTabWidget(self)
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        for page in (self.on_duty, self.month, self.shifts, self.people, self.posts):
            self.tabs.addTab(page, "")
        self.setFocusProxy(self.tabs)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.tabs)
        self._name_tabs()

    def retranslate(self) -> None:
        self._name_tabs()
        for page in (self.on_duty, self.month, self.shifts, self.people, self.posts):
            page.retranslate()

    def _name_tabs(self) -> None:
        words = (self.tr("On duty"), self.tr("Month"), self.tr("Shifts"), self.tr("People"), self.tr("Posts"))
        for index, text in enumerate(words):
            self.tabs.setTabText(index, text)
