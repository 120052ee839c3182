"""What a screen may ask. `app.bootstrap` builds it; screens and commands only read it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.access.service import AccessService
    from app.backup.service import BackupService
    from app.cameras.console.wall import CameraWall
    from app.core.changes import Changes
    from app.core.clock import Clock
    from app.core.paths import DataFolder
    from app.escalation.service import EscalationService
    from app.evidence.incident import IncidentEvidence
    from app.evidence.service import EvidenceService
    from app.evidence.snapshots import SnapshotService
    from app.figures.service import FigureService
    from app.handover.service import HandoverService
    from app.health.hardware import HardwareFallbacks
    from app.health.machine import MachineWatch
    from app.health.service import HealthService
    from app.health.sounds import Sounds
    from app.health.views import LearntViews
    from app.incidents.service import IncidentService
    from app.incidents.withdrawals import Withdrawals
    from app.journal.exports.service import LogExports
    from app.journal.line_service import LineService
    from app.journal.service import JournalService
    from app.journal.watching import JournalWatch
    from app.lanpage.service import LanPageService
    from app.notify.service import OutboxService
    from app.onvif.service import OnvifService
    from app.period_reports.reminding import ReportReminder
    from app.period_reports.service import PeriodReportService
    from app.playback.motion import MotionLog
    from app.reach.service import ReachService
    from app.recording.service import RecordingService
    from app.relays.service import RelayService
    from app.reports.clocks import ReportClocks
    from app.reports.review_service import ReviewService
    from app.reports.service import ReportService
    from app.reports.sheet_service import SheetService
    from app.roster.service import RosterService
    from app.search.saved import SavedSearches
    from app.shift_review.service import ShiftReviewService
    from app.site.service import SiteService
    from app.tours.service import TourService
    from app.views.service import ViewService


@dataclass(frozen=True, slots=True)
class Services:
    """Reads answer at once; everything that writes returns a future, brought back by `app.ui.ops.Ops`."""

    clock: "Clock"
    changes: "Changes"
    folder: "DataFolder"
    access: "AccessService"
    journal: "JournalService"
    journal_watch: "JournalWatch"
    lines: "LineService"
    roster: "RosterService"
    incidents: "IncidentService"
    withdrawals: "Withdrawals"
    escalation: "EscalationService"
    outbox: "OutboxService"
    clocks: "ReportClocks"
    reports: "ReportService"
    sheets: "SheetService"
    reviews: "ReviewService"
    shift_review: "ShiftReviewService"
    figures: "FigureService"
    period_reports: "PeriodReportService"
    reminder: "ReportReminder"
    searches: "SavedSearches"
    site: "SiteService"
    views: "ViewService"
    tours: "TourService"
    health: "HealthService"
    machine: "MachineWatch"
    learnt_views: "LearntViews"
    fallbacks: "HardwareFallbacks"
    evidence: "EvidenceService"
    incident_evidence: "IncidentEvidence"
    log_exports: "LogExports"
    snapshots: "SnapshotService"
    lan_page: "LanPageService"
    onvif: "OnvifService"
    recording: "RecordingService"
    motion: "MotionLog"
    sounds: "Sounds"
    relays: "RelayService"
    reach: "ReachService"
    handovers: "HandoverService"
    backup: "BackupService"
    wall: "CameraWall"
