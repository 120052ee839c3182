"""The roster: who is on duty and who comes next, and what that follows from."""

from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from app.ui.ops import Ops
from app.ui.roster.attendance import AttendancePage
from app.ui.roster.calendar_days import CalendarDaysPage
from app.ui.roster.exchanges import ExchangesPage
from app.ui.roster.kinds import KindsPage
from app.ui.roster.leave import LeavePage
from app.ui.roster.limits import LimitsPage
from app.ui.roster.month.page import MonthPage
from app.ui.roster.on_duty import OnDutyPage
from app.ui.roster.people import PeoplePage
from app.ui.roster.posts import PostsPage
from app.ui.roster.reach import ReachPage
from app.ui.roster.rotations import RotationsPage
from app.ui.roster.shifts import ShiftsPage
from app.ui.roster.strength import StrengthPage
from app.ui.roster.terms import TermsPage
from app.ui.services import Services


class RosterScreen(QWidget):
    """F3. What is looked at daily stands in front; what is entered once lies behind the last tab."""

    def __init__(self, services: Services, ops: Ops, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.on_duty = OnDutyPage(services, ops, self)
        self.month = MonthPage(services, ops, self)
        self.exchanges = ExchangesPage(services, ops, self)
        self.attendance = AttendancePage(services, ops, self)
        self.leave = LeavePage(services, ops, self)
        self.reach = ReachPage(services, ops, self)
        self.people = PeoplePage(services, ops, self)
        self.terms = TermsPage(services, ops, self)
        self.posts = PostsPage(services, ops, self)
        self.strength = StrengthPage(services, ops, self)
        self.rotations = RotationsPage(services, ops, self)
        self.shifts = ShiftsPage(services, ops, self)
        self.kinds = KindsPage(services, ops, self)
        self.days = CalendarDaysPage(services, ops, self)
        self.limits = LimitsPage(services, ops, self)
        self.tabs, self.setup = _tabs(self), _tabs(self)
        for page in self._daily():
            self.tabs.addTab(page, "")
        self.tabs.addTab(self.setup, "")
        for page in self._once():
            self.setup.addTab(page, "")
        self.setFocusProxy(self.tabs)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.tabs)
        self._name_tabs()

    def open(self, page: QWidget) -> None:
        """Shows a page, wherever it lies."""
        if self.setup.indexOf(page) >= 0:
            self.setup.setCurrentWidget(page)
            self.tabs.setCurrentWidget(self.setup)
        else:
            self.tabs.setCurrentWidget(page)

    def retranslate(self) -> None:
        self._name_tabs()
        for page in (self.on_duty, self.month, self.exchanges, self.attendance, self.reach):
            page.retranslate()
        for record_page in (
            self.leave, self.people, self.terms, self.posts, self.strength, self.rotations, self.shifts, self.kinds,
            self.days, self.limits,
        ):  # fmt: skip
            record_page.retranslate()

    def _daily(self) -> tuple[QWidget, ...]:
        return self.on_duty, self.month, self.exchanges, self.attendance, self.leave, self.reach

    def _once(self) -> tuple[QWidget, ...]:
        return (
            self.people, self.terms, self.posts, self.strength, self.rotations, self.shifts, self.kinds, self.days,
            self.limits,
        )  # fmt: skip

    def _name_tabs(self) -> None:
        daily = (
            self.tr("On duty"), self.tr("Month"), self.tr("Exchanges"), self.tr("Attendance"), self.tr("Leave"),
            self.tr("Reachable"),
            self.tr("Set up"),
        )  # fmt: skip
        once = (
            self.tr("People"), self.tr("Certificates"), self.tr("Posts"), self.tr("Strength"), self.tr("Rotations"),
            self.tr("Shifts"), self.tr("Kinds"), self.tr("Holidays"), self.tr("Limits"),
        )  # fmt: skip
        for tabs, words in ((self.tabs, daily), (self.setup, once)):
            for index, text in enumerate(words):
                tabs.setTabText(index, text)


def _tabs(parent: QWidget) -> QTabWidget:
    tabs = QTabWidget(parent)
    tabs.setDocumentMode(True)
    tabs.tabBar().setDrawBase(False)
    return tabs
