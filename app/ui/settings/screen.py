"""Everything the site is made of, and this computer."""

from typing import Protocol, TypeVar, cast

from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from app.ui.late import Late
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
        self.cameras = self._add(pages.CAMERAS)
        self.health = self._add(pages.HEALTH)
        self.recording = self._add(pages.RECORDING)
        self.places = self._add(pages.PLACES)
        self.channels = self._add(pages.CHANNELS)
        self.relays = self._add(pages.RELAYS)
        self.lan_page = self._add(pages.LAN_PAGE)
        self.plans = self._add(pages.PLANS)
        self.reports = self._add(pages.REPORTS)
        self.tours = self._add(pages.TOURS)
        self.templates = self._add(pages.TEMPLATES)
        self.site = self._add(pages.SITE)
        self.pins = self._add(pages.PINS)
        self.site_file = self._add(pages.SITE_FILE)
        self.backups = self._add(pages.BACKUPS)
        self.computer = self._add(pages.COMPUTER)
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

    def _add(self, kind: Late[P]) -> LazyPage[P]:
        place = LazyPage(lambda place: kind(self._services, self._ops, place), self)
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
