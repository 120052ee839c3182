"""What a reading or writing function is handed: the repositories, on one connection."""

import sqlite_utils

from app.core.clock import Clock
from app.storage.backups import BackupReader, BackupRepository
from app.storage.checks import CheckReader, CheckRepository
from app.storage.dues import DueReader, DueRepository
from app.storage.escalations import EscalationReader, EscalationRepository
from app.storage.fallbacks import FallbackReader, FallbackRepository
from app.storage.figures import FigureReader
from app.storage.handovers import HandoverReader, HandoverRepository
from app.storage.incidents import IncidentReader, IncidentRepository
from app.storage.journal import JournalReader, JournalRepository
from app.storage.lan_page import LanPageReader, LanPageRepository
from app.storage.learnt_views import LearntViewReader, LearntViewRepository
from app.storage.lines import LineReader, LineRepository
from app.storage.motion import MotionReader, MotionRepository
from app.storage.outbox import OutboxReader, OutboxRepository
from app.storage.period_reports import PeriodReportReader, PeriodReportRepository
from app.storage.pins import PinReader, PinRepository
from app.storage.reach import ReachReader, ReachRepository
from app.storage.recordings import RecordingReader, RecordingRepository
from app.storage.relays import RelayReader, RelayRepository
from app.storage.reports import ReportReader, ReportRepository
from app.storage.reviews import ReviewReader, ReviewRepository
from app.storage.roster import RosterReader, RosterRepository
from app.storage.search import SearchReader, SearchRepository
from app.storage.site import SiteReader, SiteRepository
from app.storage.tours import TourReader, TourRepository
from app.storage.uptime import UptimeReader, UptimeRepository
from app.storage.views import ViewReader, ViewRepository


class UnjournaledChange(AssertionError):
    """A bug of ours: records were changed without a journal entry in the same transaction."""


class Reader:
    """All repositories, reading."""

    def __init__(self, database: sqlite_utils.Database, clock: Clock) -> None:
        self.journal = JournalReader(database)
        self.site = SiteReader(database)
        self.incidents = IncidentReader(database)
        self.escalations = EscalationReader(database)
        self.dues = DueReader(database)
        self.figures = FigureReader(database)
        self.lan_page = LanPageReader(database)
        self.fallbacks = FallbackReader(database)
        self.handovers = HandoverReader(database)
        self.learnt_views = LearntViewReader(database)
        self.lines = LineReader(database)
        self.motion = MotionReader(database)
        self.outbox = OutboxReader(database)
        self.access = PinReader(database)
        self.recordings = RecordingReader(database)
        self.reach = ReachReader(database)
        self.relays = RelayReader(database)
        self.roster = RosterReader(database)
        self.period_reports = PeriodReportReader(database)
        self.reports = ReportReader(database)
        self.reviews = ReviewReader(database)
        self.search = SearchReader(database)
        self.checks = CheckReader(database)
        self.tours = TourReader(database)
        self.uptime = UptimeReader(database)
        self.views = ViewReader(database)
        self.backups = BackupReader(database)
        self.clock = clock
        self._database = database

    def close(self) -> None:
        self._database.close()


class Transaction:
    """All repositories, writing, inside one transaction."""

    def __init__(self, database: sqlite_utils.Database, clock: Clock) -> None:
        self.clock = clock
        self._touched: set[str] = set()
        self._owed: set[str] = set()
        self.journal = JournalRepository(database, clock)
        self.site = SiteRepository(database)
        self.incidents = IncidentRepository(database)
        self.escalations = EscalationRepository(database)
        self.dues = DueRepository(database)
        self.figures = FigureReader(database)
        self.lan_page = LanPageRepository(database)
        self.fallbacks = FallbackRepository(database)
        self.handovers = HandoverRepository(database)
        self.learnt_views = LearntViewRepository(database)
        self.lines = LineRepository(database)
        self.motion = MotionRepository(database)
        self.outbox = OutboxRepository(database)
        self.access = PinRepository(database)
        self.recordings = RecordingRepository(database)
        self.reach = ReachRepository(database)
        self.relays = RelayRepository(database)
        self.roster = RosterRepository(database)
        self.period_reports = PeriodReportRepository(database)
        self.reports = ReportRepository(database)
        self.reviews = ReviewRepository(database)
        self.search = SearchRepository(database)
        self.checks = CheckRepository(database)
        self.tours = TourRepository(database)
        self.uptime = UptimeRepository(database)
        self.views = ViewRepository(database)
        self.backups = BackupRepository(database)

    def touch(self, *kinds: str) -> None:
        """Names the kinds of records changed; a journal entry in the same transaction is owed."""
        self._touched.update(kinds)
        self._owed.update(kinds)

    def touch_quietly(self, *kinds: str) -> None:
        """Names changes that are only steps on the way (a message being tried) and owe no entry."""
        self._touched.update(kinds)

    @property
    def touched(self) -> frozenset[str]:
        """Kinds to announce after the commit."""
        return frozenset(self._touched | ({"journal"} if self.journal.appended else set()))

    def refuse_unjournaled_change(self) -> None:
        """Raises UnjournaledChange when records changed and nothing was written to the journal."""
        if self._owed and not self.journal.appended:
            raise UnjournaledChange(", ".join(sorted(self._owed)))
