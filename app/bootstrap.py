"""The one place that builds the objects and hands them to each other."""

import errno
import logging
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app import __version__
from app.access.service import AccessService
from app.backup.rescue import Rescue
from app.backup.restoring import complete_tail, finish_interrupted
from app.backup.service import BackupService
from app.cameras.console.wall import CameraWall
from app.core.changes import Changes
from app.core.clock import Clock, SystemClock
from app.core.errors import AlreadyRunning, DutyRoomError, StorageUnavailable
from app.core.exit_codes import RESTART
from app.core.instance_lock import InstanceLock
from app.core.logs import start_logging, watch_for_crashes
from app.core.paths import DataFolder
from app.core.private_files import make_private
from app.core.secrets import LazySecrets
from app.escalation.service import EscalationService
from app.evidence.incident import IncidentEvidence
from app.evidence.service import EvidenceService
from app.evidence.snapshots import SnapshotService
from app.figures.service import FigureService
from app.handover.copies import copies
from app.handover.equipment import Equipment
from app.handover.service import HandoverService
from app.health.hardware import HardwareFallbacks
from app.health.machine import MachineWatch
from app.health.service import HealthService
from app.health.sounds import Sounds
from app.health.views import LearntViews
from app.incidents.evidence import EvidenceKeeper
from app.incidents.service import IncidentService
from app.incidents.withdrawals import Withdrawals
from app.journal.attaching import Attaching
from app.journal.exports.service import LogExports
from app.journal.line_service import LineService
from app.journal.service import JournalService
from app.journal.watching import JournalWatch
from app.lanpage.link_book import LinkBook
from app.lanpage.service import LanPageService
from app.model.paper import Paper
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
from app.roster.by_hand import whom_to_dial
from app.roster.service import RosterService
from app.search.saved import SavedSearches
from app.shift_review.service import ShiftReviewService
from app.site.builtin import load_plans_if_none
from app.site.demo import load_demo_if_new
from app.site.service import SiteService
from app.site.wall_feed import WallFeed
from app.storage.database import Database
from app.storage.heads import heads_beside, newest_recorded
from app.storage.media import MediaStore
from app.storage.reserve import Reserve
from app.tours.service import TourService
from app.ui.services import Services
from app.views.service import ViewService

log = logging.getLogger(__name__)
_COMMANDS_END_WITHIN_S = 2.0
"""A command writes into the folder while there is no console: one that starts at this moment must not give up."""


@dataclass(frozen=True, slots=True)
class ConsoleOptions:
    """What the command line may ask of the console."""

    demo: bool = False
    language: str = ""
    screenshot: Path | None = None
    exit_after_s: float | None = None
    after_crash: bool = False


@contextmanager
def open_services(
    folder: DataFolder, *, clock: Clock | None = None, patience_s: float = 0.0
) -> Iterator[Services]:
    """Storage and services on a data folder that this program has to itself: no Qt, no cameras, nothing sent yet.

    `patience_s`: how long another program that has the folder is waited for. Raises AlreadyRunning, or StorageUnavailable where the folder or the database cannot be used.
    """
    with ExitStack() as closing:
        _prepare(folder)
        closing.enter_context(InstanceLock(folder.lock, patience_s))
        finish_interrupted(folder)
        services = _build(folder, closing, clock or SystemClock())
        moving = services.site.move_secrets_out_of_addresses()
        moving.add_done_callback(_log_if_failed)
        closing.callback(wait, [moving])
        yield services


def run_console(folder: DataFolder, options: ConsoleOptions) -> int:
    """Opens the window and returns its exit code. What prevents that is shown in a window of its own."""
    from app.ui import application

    try:
        with open_services(folder, patience_s=_COMMANDS_END_WITHIN_S) as services:
            start_logging(folder.logs)
            watch_for_crashes(folder.logs)
            try:
                code = _run_window(services, options)
            except DutyRoomError:
                # Before the database is closed: a window half built would go on asking it.
                application.destroy_windows()
                raise
        wanted = services.backup.restore_wanted
        if wanted is None:
            return code
        # Now that nobody has the database open.
        Rescue(folder, SystemClock()).finish(*wanted)
        return RESTART
    except DutyRoomError as error:
        log.info("the console could not start: %s", error)
        clock = SystemClock()
        return application.show_refusal(
            error,
            clock,
            people=whom_to_dial(folder.database, clock),
            press=press_of_open_console(folder) if isinstance(error, AlreadyRunning) else None,
            rescue=Rescue(folder, clock) if error.code == "damaged" else None,
            language=options.language,
            screenshot=options.screenshot,
            exit_after_s=options.exit_after_s,
        )


def press_of_open_console(folder: DataFolder) -> "Callable[[], Future[Any]]":
    """Whoever started a second console may have done so in an emergency: its button presses that of the first."""
    from app.control.client import ask_console

    def press() -> "Future[Any]":
        asking = ThreadPoolExecutor(max_workers=1, thread_name_prefix="press")
        asked = asking.submit(ask_console, folder.control, "emergency")
        asking.shutdown(wait=False)
        return asked

    return press


def _run_window(services: Services, options: ConsoleOptions) -> int:
    from app.control.handlers import build_handlers
    from app.control.server import ControlServer
    from app.ui.application import ConsoleWindow

    with ExitStack() as closing:
        started = services.machine.begin(__version__)
        closing.callback(services.journal.record, "console_stopped")
        # What a crash left unsent goes out while the window is built: the senders need as long as that to begin.
        services.outbox.start()
        closing.callback(services.outbox.stop)
        services.reach.start()
        closing.callback(services.reach.stop)
        services.relays.start()
        closing.callback(services.relays.stop)
        services.escalation.start()
        closing.callback(services.escalation.stop)
        refused = list(_furnish(services, options))
        window = ConsoleWindow(services, options.language)
        window.follow(started)
        for error in refused:
            window.tell(error)
        handlers = build_handlers(services, window)
        control = ControlServer(services.folder.control, handlers, window.tell_unreachable)
        closing.callback(control.stop)
        control.start()
        # The button works from here on; pictures come after it.
        window.show()
        closing.callback(_keep_reserve(Reserve(services.folder.reserve)))
        services.lan_page.start()
        closing.callback(services.lan_page.stop)
        services.backup.start()
        closing.callback(services.backup.stop)
        threading.Thread(target=make_private, args=(services.folder,), name="private", daemon=True).start()
        services.onvif.start()
        services.tours.start()
        closing.callback(services.tours.stop)
        services.clocks.start()
        closing.callback(services.clocks.stop)
        services.handovers.watch.start()
        closing.callback(services.handovers.watch.stop)
        services.reminder.start()
        closing.callback(services.reminder.stop)
        services.journal_watch.start()
        closing.callback(services.journal_watch.stop)
        services.machine.start()
        closing.callback(services.machine.stop)
        services.health.start()
        closing.callback(services.health.stop)
        services.learnt_views.start()
        closing.callback(services.learnt_views.stop)
        services.fallbacks.start()
        closing.callback(services.fallbacks.stop)
        services.motion.start()
        closing.callback(services.motion.stop)
        services.recording.start()
        closing.callback(services.recording.stop)
        feed = WallFeed(
            services.site,
            services.wall,
            services.changes,
            _fault_recorder(services.journal),
            services.fallbacks.all,
        )
        closing.callback(feed.stop)
        feed.start()
        return window.run(screenshot=options.screenshot, exit_after_s=options.exit_after_s)


def _furnish(services: Services, options: ConsoleOptions) -> Iterator[DutyRoomError]:
    """What has to be stored before the window is built. Gives what was refused (a full disk): the window opens all the
    same, because its button still works."""
    steps: list[Callable[[], None]] = [
        lambda: load_plans_if_none(services.site),
        services.lines.load_templates_if_none,
    ]
    if options.demo:
        steps.insert(0, lambda: load_demo_if_new(services.site))
    if options.after_crash:
        steps.insert(0, services.access.resume)
    for step in steps:
        try:
            step()
        except DutyRoomError as error:
            log.warning("the start goes on without a step: %s", error)
            yield error


def _keep_reserve(reserve: Reserve) -> Callable[[], None]:
    """Keeps it filled while the console runs; the returned function ends that."""
    stopping = threading.Event()
    threading.Thread(target=reserve.keep_filled, args=(stopping,), name="reserve", daemon=True).start()
    return stopping.set


def _prepare(folder: DataFolder) -> None:
    try:
        folder.prepare()
        probe = folder.root / ".writable"
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as error:
        if error.errno == errno.ENOSPC and folder.database.is_file():
            return  # what stands there can still be opened; the reserve makes room for that
        code = "disk_full" if error.errno == errno.ENOSPC else "read_only"
        raise StorageUnavailable(code, path=str(folder.root)) from error


def _build(folder: DataFolder, closing: ExitStack, clock: Clock) -> Services:
    changes = Changes()
    recorded = newest_recorded(heads_beside(folder.database))
    database = Database(folder.database, clock, changes, Reserve(folder.reserve))
    closing.callback(database.close)
    complete_tail(folder, database, recorded, clock)
    secrets = LazySecrets(folder.root, folder.secrets)
    media = MediaStore(folder.media)
    access = AccessService(database)
    closing.callback(access.close)
    journal = JournalService(database, media, access.actor)
    fault = _fault_recorder(journal)
    wall = CameraWall(clock.monotonic, on_fault=fault)
    attaching = Attaching(folder.unfinished, clock, wall)
    closing.callback(attaching.close)
    evidence = EvidenceKeeper(
        database, media, lambda done, deadline: wall.snapshots(done, deadline_s=deadline)
    )
    site = SiteService(database, secrets, access.actor, access.refuse_stranger)
    learnt_views = LearntViews(database, clock, wall, access.actor, access.refuse_stranger, fault)
    onvif = OnvifService(
        database, clock, changes, site, access.actor, access.refuse_stranger, fault, learnt_views.turned
    )
    closing.callback(onvif.close)
    recording = RecordingService(
        database, clock, changes, wall, folder.recordings, access.actor, access.refuse_stranger, fault
    )
    links = LinkBook(secrets)
    incidents = IncidentService(database, clock, access.actor, evidence.keep_pictures, links)
    handed_over = EvidenceService(
        database, media, recording, secrets, clock, access.actor, access.refuse_stranger
    )
    reports = ReportService(database, media, clock, access.actor, _print, links)
    closing.callback(reports.close)
    period_reports = PeriodReportService(database, media, clock, access.actor, access.refuse_stranger, _print)
    closing.callback(period_reports.close)
    roster = RosterService(database, clock, access.actor, access.refuse_stranger)
    outbox = OutboxService(
        database, clock, changes, secrets, folder, fault, access.actor, incidents.acknowledge
    )
    health, sounds = HealthService(database, media, clock, wall, fault), Sounds()
    relays = RelayService(database, clock, changes, secrets, access.actor, access.refuse_stranger, fault)
    equipment = Equipment(folder.root, health, outbox, recording, relays, sounds, wall.statuses)
    backup = BackupService(database, clock, changes, folder, access.actor, access.refuse_stranger, fault)
    equipment.also(lambda: copies(backup.standings(), missing=backup.is_missing()))
    handovers = HandoverService(database, media, clock, access, equipment.look, _print, fault)
    closing.callback(handovers.close)
    return Services(
        clock=clock,
        changes=changes,
        folder=folder,
        access=access,
        journal=journal,
        journal_watch=JournalWatch(database, folder.media, clock, changes, fault),
        lines=LineService(database, media, attaching, clock, access.actor, access.refuse_stranger),
        roster=roster,
        incidents=incidents,
        withdrawals=Withdrawals(database, clock, access.actor, links),
        escalation=EscalationService(database, clock, changes, access.actor, links, fault),
        outbox=outbox,
        searches=SavedSearches(database, clock, access.actor, access.refuse_stranger),
        site=site,
        views=ViewService(database, access.actor, access.refuse_stranger),
        tours=TourService(database, clock, access.actor, access.refuse_stranger, fault),
        clocks=ReportClocks(database, clock, access.actor, access.refuse_stranger, fault, changes),
        reports=reports,
        sheets=SheetService(database, clock, _print),
        figures=FigureService(database, clock),
        period_reports=period_reports,
        reminder=ReportReminder(database, clock, changes, fault),
        reviews=ReviewService(database, clock, access.actor, access.refuse_stranger),
        shift_review=ShiftReviewService(database, clock, recording, access.actor, access.refuse_stranger),
        health=health,
        machine=MachineWatch(database, clock, folder.root, folder.alive, fault),
        evidence=handed_over,
        incident_evidence=IncidentEvidence(
            database, media, recording, handed_over.key, clock, access.actor, access.refuse_stranger
        ),
        log_exports=LogExports(
            database, media, handed_over.key, clock, access.actor, _print, access.refuse_stranger
        ),
        snapshots=SnapshotService(database, media, clock, access.actor, wall),
        recording=recording,
        learnt_views=learnt_views,
        fallbacks=HardwareFallbacks(database, clock, wall, fault),
        motion=MotionLog(database, clock, wall, fault),
        lan_page=LanPageService(
            database,
            clock,
            changes,
            media,
            incidents,
            links,
            roster.clocking,
            folder,
            access.actor,
            access.refuse_stranger,
            fault,
        ),
        onvif=onvif,
        sounds=sounds,
        reach=ReachService(
            database,
            clock,
            lambda: roster.on_duty().now,
            access.actor,
            access.refuse_stranger,
            fault,
            links=links,
        ),
        relays=relays,
        handovers=handovers,
        backup=backup,
        wall=wall,
    )


def _print(paper: Paper) -> bytes:
    """Loaded with the first paper: neither the start nor a command without a screen needs letters."""
    from app.ui.papers.press import print_paper

    return print_paper(paper)


def _log_if_failed(moving: "Future[None]") -> None:
    if (error := moving.exception()) is not None:
        log.error("secrets stay in the addresses of cameras until the next start", exc_info=error)


def _fault_recorder(journal: JournalService) -> Callable[[BaseException], None]:
    def record(error: BaseException) -> None:
        log.critical("a background task died", exc_info=error)
        journal.record("system_fault", error=type(error).__name__)

    return record
