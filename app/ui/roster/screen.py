"""The roster: who is on duty and who comes next, and what that follows from."""

from functools import partial
from typing import TypeVar

from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from app.ui.lazy_page import LazyPage
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

_Page = (
    OnDutyPage
    | MonthPage
    | ExchangesPage
    | AttendancePage
    | LeavePage
    | ReachPage
    | PeoplePage
    | TermsPage
    | PostsPage
    | (StrengthPage | RotationsPage | ShiftsPage | KindsPage | CalendarDaysPage | LimitsPage)
)
P = TypeVar("P", bound=QWidget)
_DAILY: tuple[type[_Page], ...] = (OnDutyPage, MonthPage, ExchangesPage, AttendancePage, LeavePage, ReachPage)
_ONCE: tuple[type[_Page], ...] = (
    PeoplePage, TermsPage, PostsPage, StrengthPage, RotationsPage, ShiftsPage, KindsPage, CalendarDaysPage, LimitsPage,
)  # fmt: skip


class RosterScreen(QWidget):
    """F3. What is looked at daily stands in front; what is entered once lies behind the last tab."""

    def __init__(self, services: Services, ops: Ops, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tabs, self.setup = _tabs(self), _tabs(self)
        self._places: dict[type[QWidget], LazyPage[_Page]] = {}
        for kind in (*_DAILY, *_ONCE):
            self._places[kind] = LazyPage(partial(kind, services, ops), self)
            (self.tabs if kind in _DAILY else self.setup).addTab(self._places[kind], "")
        self.tabs.addTab(self.setup, "")
        self.setFocusProxy(self.tabs)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.tabs)
        self._name_tabs()

    def page(self, kind: type[P]) -> P:
        """A page by its class, built where nobody has looked yet."""
        built = self._places[kind].built()
        assert isinstance(built, kind)
        return built

    def open(self, kind: type[P]) -> P:
        """Shows a page, wherever it lies."""
        place = self._places[kind]
        if self.setup.indexOf(place) >= 0:
            self.setup.setCurrentWidget(place)
            self.tabs.setCurrentWidget(self.setup)
        else:
            self.tabs.setCurrentWidget(place)
        return self.page(kind)

    def retranslate(self) -> None:
        self._name_tabs()
        for place in self._places.values():
            if place.page is not None:
                place.page.retranslate()

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
