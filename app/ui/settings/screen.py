"""Everything the site is made of, and this computer."""

from collections.abc import Callable
from typing import Protocol, TypeVar, cast

from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from app.ui.lazy_page import LazyPage
from app.ui.ops import Ops
from app.ui.services import Services
from app.ui.settings import pages

P = TypeVar("P", bound=QWidget)


class _Page(Protocol):
    def retranslate(self) -> None: ...


class SettingsScreen(QWidget):
    """F9. A tab is built when it is first looked at: all of them at once held up the window for half a second."""

    def __init__(self, services: Services, ops: Ops, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services, self._ops = services, ops
        self._places: list[LazyPage[QWidget]] = []
        self.tabs = QTabWidget(self)
        self.tabs.setObjectName("settings_tabs")
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.cameras = self._add(pages.cameras)
        self.health = self._add(pages.health)
        self.recording = self._add(pages.recording)
        self.places = self._add(pages.places)
        self.channels = self._add(pages.channels)
        self.relays = self._add(pages.relays)
        self.lan_page = self._add(pages.lan_page)
        self.plans = self._add(pages.plans)
        self.reports = self._add(pages.reports)
        self.tours = self._add(pages.tours)
        self.templates = self._add(pages.templates)
        self.site = self._add(pages.site)
        self.pins = self._add(pages.pins)
        self.site_file = self._add(pages.site_file)
        self.backups = self._add(pages.backups)
        self.computer = self._add(pages.computer)
        self.setFocusProxy(self.tabs)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.tabs)
        self._name_tabs()

    def open(self, place: LazyPage[P]) -> P:
        """Shows one of the tabs."""
        page = place.built()
        self.tabs.setCurrentWidget(place)
        return page

    def show_backups(self) -> None:
        self.open(self.backups)

    def show_health(self) -> None:
        """Where it stands whether channels work, and where they are tested."""
        self.open(self.health)

    def retranslate(self) -> None:
        self._name_tabs()
        for place in self._places:
            if place.page is not None:
                cast("_Page", place.page).retranslate()

    def _add(self, make: Callable[[Services, Ops, QWidget], P]) -> LazyPage[P]:
        place = LazyPage(lambda place: make(self._services, self._ops, place), self)
        self._places.append(cast("LazyPage[QWidget]", place))
        self.tabs.addTab(place, "")
        return place

    def _name_tabs(self) -> None:
        words = (
            self.tr("Cameras"), self.tr("Health"), self.tr("Recording"), self.tr("Places"), self.tr("Channels"), self.tr("Relays"), self.tr("Phones"), self.tr("Plans"), self.tr("Reports"), self.tr("Tours"), self.tr("Templates"), self.tr("Site"),
            self.tr("PINs"), self.tr("Site file"), self.tr("Backup"), self.tr("This PC"),
        )  # fmt: skip
        for index, text in enumerate(words):
            self.tabs.setTabText(index, text)
