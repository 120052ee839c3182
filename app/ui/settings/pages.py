"""Which class makes each tab of the settings."""

from typing import TYPE_CHECKING

from app.ui.late import Late

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

CAMERAS: "Late[CamerasPage]" = Late("app.ui.settings.cameras:CamerasPage")
HEALTH: "Late[HealthPage]" = Late("app.ui.health.page:HealthPage")
RECORDING: "Late[RecordingPage]" = Late("app.ui.settings.recording:RecordingPage")
PLACES: "Late[PlacesPage]" = Late("app.ui.settings.places:PlacesPage")
CHANNELS: "Late[ChannelsPage]" = Late("app.ui.settings.channels:ChannelsPage")
RELAYS: "Late[RelaysPage]" = Late("app.ui.settings.relays:RelaysPage")
LAN_PAGE: "Late[LanPageTab]" = Late("app.ui.settings.lan_page:LanPageTab")
PLANS: "Late[PlansPage]" = Late("app.ui.settings.plans:PlansPage")
REPORTS: "Late[ReportsTab]" = Late("app.ui.settings.reports_tab:ReportsTab")
TOURS: "Late[ToursPage]" = Late("app.ui.tours.settings_page:ToursPage")
TEMPLATES: "Late[TemplatesPage]" = Late("app.ui.settings.templates:TemplatesPage")
SITE: "Late[SitePage]" = Late("app.ui.settings.site:SitePage")
PINS: "Late[PinsPage]" = Late("app.ui.settings.pins:PinsPage")
SITE_FILE: "Late[SiteFilePage]" = Late("app.ui.settings.site_file:SiteFilePage")
BACKUPS: "Late[BackupPage]" = Late("app.ui.backup.page:BackupPage")
COMPUTER: "Late[ComputerPage]" = Late("app.ui.settings.computer:ComputerPage")
