"""Services for tests of the window: the real ones on a temporary database; cameras and outbox moved by the test."""

import threading
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from app.backup.service import BackupService
from app.cameras.console.pictures import OnPicture, Picture
from app.cameras.console.status import CameraStatus
from app.cameras.frames import Frame
from app.cameras.protocol import Event, KnowView
from app.cameras.rules import TileState
from app.core.clock import SystemClock
from app.core.errors import StorageUnavailable
from app.core.paths import DataFolder
from app.core.secrets import FileSecrets
from app.evidence.incident import IncidentEvidence
from app.evidence.service import EvidenceService
from app.evidence.snapshots import SnapshotService
from app.figures.service import FigureService
from app.handover.equipment import Equipment
from app.handover.seen import Equipped
from app.health.hardware import HardwareFallbacks
from app.health.machine import MachineWatch
from app.health.service import HealthService
from app.health.sounds import Sounds
from app.health.views import LearntViews
from app.journal.attaching import Attaching
from app.journal.exports.service import LogExports
from app.journal.line_service import LineService
from app.journal.watching import JournalWatch
from app.model.message import Message, ModemState
from app.model.site import Camera
from app.model.words import Words
from app.notify.proving import ProvenChannel
from app.notify.rules import needs_hand
from app.onvif.service import OnvifService
from app.playback.motion import MotionLog
from app.reach.service import ReachService
from app.recording.service import RecordingService
from app.relays.service import RelayService
from app.search.saved import SavedSearches
from app.shift_review.service import ShiftReviewService
from app.site.service import SiteService
from app.storage.transaction import Transaction
from app.tours.service import TourService
from app.ui.papers.press import print_paper
from app.ui.services import Services
from app.views.service import ViewService
from tests.fakes.recordings import FakeRecordings
from tests.fakes.room import Room


def live(camera_id: str, **values: Any) -> CameraStatus:
    """A status; `values` change what is not live about it."""
    usual = {
        "state": "live",
        "cause": "",
        "fps": 25.0,
        "age_s": 0.1,
        "reconnects": 0,
        "width": 640,
        "height": 360,
    }
    return CameraStatus(camera_id, **{**usual, **values})


@dataclass
class FakeWall:
    """Holds statuses and pictures that the test sets."""

    states: list[CameraStatus] = field(default_factory=list)
    pictures: dict[str, Frame] = field(default_factory=dict)
    shown: dict[str, tuple[int, int]] = field(default_factory=dict)
    closer: dict[str, float] = field(default_factory=dict)
    preferred: set[str] = field(default_factory=set)
    snapshots: dict[str, Picture] = field(default_factory=dict)
    """What a host would answer."""
    views: dict[str, KnowView] = field(default_factory=dict)
    learning: list[str] = field(default_factory=list)
    retried: list[str] = field(default_factory=list)
    recorded: set[str] = field(default_factory=set)
    kept: list[tuple[str, str]] = field(default_factory=list)
    ended: list[str] = field(default_factory=list)
    """Of whose file the end was asked for."""

    def prefer(self, camera_ids: Iterable[str]) -> None:
        self.preferred = set(camera_ids)

    def show(self, camera_id: str, width: int, height: int, closer: float = 1.0) -> None:
        self.shown[camera_id] = (width, height)
        self.closer[camera_id] = closer

    def hide(self, camera_id: str) -> None:
        self.shown.pop(camera_id, None)

    def frame(self, camera_id: str) -> Frame | None:
        return self.pictures.get(camera_id)

    def marks(self) -> dict[str, int]:
        return {camera_id: picture.seq for camera_id, picture in self.pictures.items()}

    def still_valid(self, camera_id: str, frame: Frame) -> bool:
        return True

    def statuses(self) -> list[CameraStatus]:
        return self.states

    def retry(self, camera_id: str) -> None:
        self.retried.append(camera_id)

    def subscribe(self, listener: Callable[[Event], None]) -> Callable[[], None]:
        """Nothing is told."""
        return lambda: None

    def snapshot(self, camera_id: str, on_picture: OnPicture, deadline_s: float) -> None:
        """In another thread, as the real one gives it."""
        answer = self.snapshots.get(camera_id, Picture(camera_id, cause="no_picture"))
        threading.Thread(target=on_picture, args=(answer,)).start()

    def know_view(self, view: KnowView) -> None:
        self.views[view.camera_id] = view

    def learn_view(self, camera_id: str) -> None:
        self.views.pop(camera_id, None)
        self.learning.append(camera_id)

    def record(self, camera_id: str, folder: str) -> None:
        if folder:
            self.recorded.add(camera_id)
        else:
            self.recorded.discard(camera_id)

    def end_segment(self, camera_id: str) -> None:
        self.ended.append(camera_id)

    def tile(self, camera_id: str) -> TileState:
        status = next((each for each in self.states if each.id == camera_id), None)
        return TileState("live") if status is None else TileState(status.state, status.cause)

    def keep(self, camera_id: str, keep_id: str, folder: str) -> None:
        self.kept.append((camera_id, keep_id))

    def end_keep(self, camera_id: str, keep_id: str) -> None:
        self.kept.remove((camera_id, keep_id))

    def picture(self, camera_id: str, colour: int, *, seq: int = 1) -> None:
        """One picture of 64×36 in a grey of 0 to 255."""
        pixels = memoryview(bytearray([colour]) * (64 * 36 * 4))
        self.pictures[camera_id] = Frame(seq, 64, 36, 64 * 4, float(seq), 0.0, pixels)


@dataclass
class FakeOutbox:
    """Shows the messages it is given."""

    messages: list[Message] = field(default_factory=list)
    dialled: list[tuple[str, bool]] = field(default_factory=list)
    not_reached: list[tuple[str, str]] = field(default_factory=list)
    """For a report: its id and whom."""
    modem_states: list[ModemState] = field(default_factory=list)

    proven: list[ProvenChannel] = field(default_factory=list)
    tested: list[str] = field(default_factory=list)

    def proofs(self) -> list[ProvenChannel]:
        return self.proven

    def test_now(self, channel_id: str) -> "Future[None]":
        self.tested.append(channel_id)
        done: Future[None] = Future()
        done.set_result(None)
        return done

    def modems(self) -> list[ModemState]:
        return self.modem_states

    def for_incident(self, incident_id: str) -> list[Message]:
        return [message for message in self.messages if message.incident_id == incident_id]

    def counts(self) -> dict[str, int]:
        counts: dict[str, int] = {}
        for message in self.messages:
            counts[message.state] = counts.get(message.state, 0) + 1
        return counts

    def in_trouble(self) -> tuple[int, int]:
        by_hand = sum(1 for message in self.messages if needs_hand(message))
        return by_hand, self.counts().get("queued", 0)

    def called_by_hand(self, call_id: str, *, reached: bool) -> "Future[None]":
        self.dialled.append((call_id, reached))
        done: Future[None] = Future()
        done.set_result(None)
        return done

    def report_not_reached(self, report_id: str, person_id: str) -> "Future[None]":
        self.not_reached.append((report_id, person_id))
        done: Future[None] = Future()
        done.set_result(None)
        return done

    def retry(self, message_id: str) -> "Future[None]":
        done: Future[None] = Future()
        done.set_result(None)
        return done


def refused(code: str) -> "Future[Any]":
    """What a service gives when the disk does not take it."""
    future: Future[Any] = Future()
    future.set_exception(StorageUnavailable(code))
    return future


class ScreenRoom(Room):
    """A duty room with a window's services; `wall` and `outbox` are the test's to move."""

    def __init__(self, folder: Path, cameras: int = 9) -> None:
        self.wall = FakeWall()
        self.outbox = FakeOutbox()
        self.faults: list[BaseException] = []
        super().__init__(folder)
        self.database.write(lambda transaction: _cameras(transaction, cameras)).result()
        self.wall.states = [live(f"c{number}") for number in range(cameras)]

    def _open(self) -> None:
        super()._open()
        self.site = SiteService(self.database, FileSecrets(self.folder / "secrets.json"), self.access.actor)
        self.views = ViewService(self.database, self.access.actor)
        self.tours = TourService(self.database, self.clock, self.access.actor)
        self.health = HealthService(
            self.database, self.media, self.clock, cast("Any", self.wall), self.faults.append
        )
        self.machine = MachineWatch(
            self.database, self.clock, self.folder, self.folder / "console.alive", self.faults.append
        )
        self.onvif = OnvifService(
            self.database,
            SystemClock(),  # cameras stand still by themselves in real time
            self.changes,
            self.site,
            self.access.actor,
            self.access.refuse_stranger,
            self.faults.append,
            interfaces=("127.0.0.1",),
        )
        self.attaching = Attaching(self.folder / "unfinished", self.clock, cast("Any", self.wall))
        self.lines = LineService(self.database, self.media, self.attaching, self.clock, self.access.actor)
        self.journal_watch = JournalWatch(
            self.database, self.folder / "media", self.clock, self.changes, self.faults.append
        )
        self.recordings = FakeRecordings(self.folder / "recordings")
        self.shift_review = ShiftReviewService(
            self.database, self.clock, self.recordings, self.access.actor, self.access.refuse_stranger
        )
        self.evidence = EvidenceService(
            self.database,
            self.media,
            self.recordings,
            FileSecrets(self.folder / "secrets.json"),
            self.clock,
            self.access.actor,
            self.access.refuse_stranger,
        )
        self.incident_evidence = IncidentEvidence(
            self.database,
            self.media,
            self.recordings,
            self.evidence.key,
            self.clock,
            self.access.actor,
            self.access.refuse_stranger,
        )
        self.log_exports = LogExports(
            self.database,
            self.media,
            self.evidence.key,
            self.clock,
            self.access.actor,
            print_paper,
            self.access.refuse_stranger,
        )
        self.recording = RecordingService(
            self.database,
            self.clock,
            self.changes,
            cast("Any", self.wall),
            self.folder / "recordings",
            self.access.actor,
        )
        self.reach = ReachService(
            self.database,
            self.clock,
            lambda: self.roster.on_duty().now,
            self.access.actor,
            self.access.refuse_stranger,
            self.faults.append,
            lambda: 0.0,
        )
        self.relays = RelayService(
            self.database,
            self.clock,
            self.changes,
            FileSecrets(self.folder / "secrets.json"),
            self.access.actor,
            self.access.refuse_stranger,
            self.faults.append,
        )
        self.backup = BackupService(
            self.database,
            SystemClock(),  # its process has the machine's own
            self.changes,
            DataFolder(self.folder),
            self.access.actor,
            self.access.refuse_stranger,
            self.faults.append,
        )
        self.sounds = Sounds()
        self.equipment = Equipment(
            self.folder,
            self.health,
            cast("Any", self.outbox),
            self.recording,
            self.relays,
            self.sounds,
            lambda: self.wall.statuses(),
        )
        self.services = Services(
            clock=self.clock,
            changes=self.changes,
            folder=DataFolder(self.folder),
            access=self.access,
            journal=self.journal,
            journal_watch=self.journal_watch,
            lines=self.lines,
            roster=self.roster,
            incidents=self.incidents,
            withdrawals=self.withdrawals,
            escalation=self.escalation,
            outbox=cast("Any", self.outbox),
            clocks=self.clocks,
            reports=self.reports,
            sheets=self.sheets,
            reviews=self.reviews,
            shift_review=self.shift_review,
            figures=FigureService(self.database, self.clock),
            period_reports=self.period_reports,
            reminder=self.reminder,
            searches=SavedSearches(self.database, self.clock, self.access.actor, self.access.refuse_stranger),
            site=self.site,
            views=self.views,
            tours=self.tours,
            health=self.health,
            machine=self.machine,
            evidence=self.evidence,
            incident_evidence=self.incident_evidence,
            log_exports=self.log_exports,
            snapshots=SnapshotService(
                self.database, self.media, self.clock, self.access.actor, cast("Any", self.wall)
            ),
            lan_page=self.lan_page,
            onvif=self.onvif,
            recording=self.recording,
            fallbacks=HardwareFallbacks(
                self.database, self.clock, cast("Any", self.wall), self.faults.append
            ),
            learnt_views=LearntViews(self.database, self.clock, cast("Any", self.wall), self.access.actor),
            motion=MotionLog(self.database, self.clock, cast("Any", self.wall), self.faults.append),
            sounds=self.sounds,
            relays=self.relays,
            reach=self.reach,
            handovers=self.handovers,
            backup=self.backup,
            wall=cast("Any", self.wall),
        )

    def look(self) -> Equipped:
        return self.equipment.look()

    def close(self) -> None:
        self.onvif.close()
        self.attaching.close()
        self.backup.stop()
        super().close()


def _cameras(transaction: Transaction, count: int) -> None:
    for number in range(count):
        place = "lpg" if number == 3 else ""
        name = Words(f"{number + 1} 栋大堂", f"Building {number + 1} lobby")
        transaction.site.save_camera(
            Camera(f"c{number}", name, "demo", "lobby", place_id=place, position=number)
        )
