"""Everything the site is made of, and this computer."""

from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from app.ui.backup.page import BackupPage
from app.ui.health.page import HealthPage
from app.ui.ops import Ops
from app.ui.services import Services
from app.ui.settings.cameras import CamerasPage
from app.ui.settings.channels import ChannelsPage
from app.ui.settings.computer import ComputerPage
from app.ui.settings.lan_page import LanPageTab
from app.ui.settings.pins import PinsPage
from app.ui.settings.places import PlacesPage
from app.ui.settings.plans import PlansPage
from app.ui.settings.recording import RecordingPage
from app.ui.settings.relays import RelaysPage
from app.ui.settings.reports_tab import ReportsTab
from app.ui.settings.site import SitePage
from app.ui.settings.site_file import SiteFilePage
from app.ui.settings.templates import TemplatesPage
from app.ui.tours.settings_page import ToursPage


class SettingsScreen(QWidget):
    """F9."""

    def __init__(self, services: Services, ops: Ops, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cameras = CamerasPage(services, ops, self)
        self.health = HealthPage(services, ops, self)
        self.recording = RecordingPage(services, ops, self)
        self.places = PlacesPage(services, ops, self)
        self.channels = ChannelsPage(services, ops, self)
        self.lan_page = LanPageTab(services, ops, self)
        self.relays = RelaysPage(services, ops, self)
        self.plans = PlansPage(services, ops, self)
        self.reports = ReportsTab(services, ops, self)
        self.tours = ToursPage(services, ops, self)
        self.templates = TemplatesPage(services, ops, self)
        self.site = SitePage(services, ops, self)
        self.pins = PinsPage(services, ops, self)
        self.site_file = SiteFilePage(services, ops, self)
        self.backups = BackupPage(services, ops, self)
        self.computer = ComputerPage(services, ops, self)
        self._pages = (
            self.cameras, self.health, self.recording, self.places, self.channels, self.relays, self.lan_page, self.plans, self.reports, self.tours, self.templates, self.site, self.pins, self.site_file,
            self.backups, self.computer,
        )  # fmt: skip
        self.tabs = QTabWidget(self)
        self.tabs.setObjectName("settings_tabs")
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        for page in self._pages:
            self.tabs.addTab(page, "")
        self.setFocusProxy(self.tabs)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.tabs)
        self._name_tabs()

    def show_backups(self) -> None:
        self.tabs.setCurrentWidget(self.backups)

    def retranslate(self) -> None:
        self._name_tabs()
        for page in self._pages:
            page.retranslate()

    def _name_tabs(self) -> None:
        words = (
            self.tr("Cameras"), self.tr("Health"), self.tr("Recording"), self.tr("Places"), self.tr("Channels"), self.tr("Relays"), self.tr("Phones"), self.tr("Plans"), self.tr("Reports"), self.tr("Tours"), self.tr("Templates"), self.tr("Site"),
            self.tr("PINs"), self.tr("Site file"), self.tr("Backup"), self.tr("This PC"),
        )  # fmt: skip
        for index, text in enumerate(words):
            self.tabs.setTabText(index, text)
