"""What makes each tab of the settings. A page and all it needs is imported when somebody first looks at it."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from app.ui.ops import Ops
from app.ui.services import Services

if TYPE_CHECKING:
    from app.ui.backup.page import BackupPage
    from app.ui.health.page import HealthPage
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


def cameras(services: Services, ops: Ops, place: QWidget) -> "CamerasPage":
    from app.ui.settings.cameras import CamerasPage

    return CamerasPage(services, ops, place)


def health(services: Services, ops: Ops, place: QWidget) -> "HealthPage":
    from app.ui.health.page import HealthPage

    return HealthPage(services, ops, place)


def recording(services: Services, ops: Ops, place: QWidget) -> "RecordingPage":
    from app.ui.settings.recording import RecordingPage

    return RecordingPage(services, ops, place)


def places(services: Services, ops: Ops, place: QWidget) -> "PlacesPage":
    from app.ui.settings.places import PlacesPage

    return PlacesPage(services, ops, place)


def channels(services: Services, ops: Ops, place: QWidget) -> "ChannelsPage":
    from app.ui.settings.channels import ChannelsPage

    return ChannelsPage(services, ops, place)


def relays(services: Services, ops: Ops, place: QWidget) -> "RelaysPage":
    from app.ui.settings.relays import RelaysPage

    return RelaysPage(services, ops, place)


def lan_page(services: Services, ops: Ops, place: QWidget) -> "LanPageTab":
    from app.ui.settings.lan_page import LanPageTab

    return LanPageTab(services, ops, place)


def plans(services: Services, ops: Ops, place: QWidget) -> "PlansPage":
    from app.ui.settings.plans import PlansPage

    return PlansPage(services, ops, place)


def reports(services: Services, ops: Ops, place: QWidget) -> "ReportsTab":
    from app.ui.settings.reports_tab import ReportsTab

    return ReportsTab(services, ops, place)


def tours(services: Services, ops: Ops, place: QWidget) -> "ToursPage":
    from app.ui.tours.settings_page import ToursPage

    return ToursPage(services, ops, place)


def templates(services: Services, ops: Ops, place: QWidget) -> "TemplatesPage":
    from app.ui.settings.templates import TemplatesPage

    return TemplatesPage(services, ops, place)


def site(services: Services, ops: Ops, place: QWidget) -> "SitePage":
    from app.ui.settings.site import SitePage

    return SitePage(services, ops, place)


def pins(services: Services, ops: Ops, place: QWidget) -> "PinsPage":
    from app.ui.settings.pins import PinsPage

    return PinsPage(services, ops, place)


def site_file(services: Services, ops: Ops, place: QWidget) -> "SiteFilePage":
    from app.ui.settings.site_file import SiteFilePage

    return SiteFilePage(services, ops, place)


def backups(services: Services, ops: Ops, place: QWidget) -> "BackupPage":
    from app.ui.backup.page import BackupPage

    return BackupPage(services, ops, place)


def computer(services: Services, ops: Ops, place: QWidget) -> "ComputerPage":
    from app.ui.settings.computer import ComputerPage

    return ComputerPage(services, ops, place)
