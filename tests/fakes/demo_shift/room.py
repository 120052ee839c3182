"""The demo community's duty room: real services, a clock moved by the story, messages that come and go by it."""

import shutil
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

from app.cameras.console.pictures import Picture
from app.cameras.segment_names import SegmentName
from app.core.paths import DataFolder
from app.core.secrets import FileSecrets
from app.evidence.service import EvidenceService
from app.incidents.evidence import EvidenceKeeper
from app.model.incident import Incident
from app.model.recording import Segment
from app.notify.outcomes import settle, take_due, write_outcome
from app.notify.proving import has_tests_due, send_due_tests
from app.notify.rules import Outcome
from app.notify.service import OutboxService
from app.shift_review.service import ShiftReviewService
from app.site.demo import load_demo_if_new
from app.storage.transaction import Transaction
from tests.fakes.clips import draw_clip
from tests.fakes.clock import FakeClock
from tests.fakes.photos import photo
from tests.fakes.services import FakeOutbox, FakeWall, ScreenRoom, live

T = TypeVar("T")
_ROUND_S = 60.0
_COLOURS = ("teal", "slateblue", "olive", "sienna", "gray", "darkgreen")


class DemoRoom(ScreenRoom):
    """`pass_to` lets time go by, with the rounds that the program's own threads would make."""

    def __init__(self, folder: Path, starts: datetime) -> None:
        self.folder = folder
        self.clock = FakeClock(starts)
        self.wall = FakeWall()
        self.faults: list[BaseException] = []
        self.outbox = FakeOutbox()
        self.opened = []
        self.channel_works = True
        self.quick = False
        """An incident runs: looks follow each other closely."""
        folder.mkdir(parents=True, exist_ok=True)
        self._open()
        load_demo_if_new(self.site)
        self.wall.states = [live(camera.id) for camera in self.site.cameras()]
        for number, camera in enumerate(self.site.cameras()):
            jpeg = photo(colour=_COLOURS[number % len(_COLOURS)])
            self.wall.snapshots[camera.id] = Picture(camera.id, jpeg, 0.2, "", 320, 240)

    def _open(self) -> None:
        super()._open()
        evidence = EvidenceService(
            self.database,
            self.media,
            self.recording,
            FileSecrets(self.folder / "secrets.json"),
            self.clock,
            self.access.actor,
            self.access.refuse_stranger,
        )
        # It reads what the story has sent; nothing starts its thread.
        outbox = OutboxService(
            self.database,
            self.clock,
            self.changes,
            FileSecrets(self.folder / "secrets.json"),
            DataFolder(self.folder),
            self.faults.append,
            self.access.actor,
            self.incidents.acknowledge,
        )
        self.shift_review = ShiftReviewService(
            self.database, self.clock, self.recording, self.access.actor, self.access.refuse_stranger
        )
        self.services = replace(
            self.services, evidence=evidence, outbox=outbox, shift_review=self.shift_review
        )

    def wait(self, change: "Future[T]") -> T:
        return change.result(timeout=30)

    def pass_to(self, moment: datetime) -> None:
        """Whatever is due until then happens at its time, to the minute (in an emergency to some seconds)."""
        while (left := (moment - self.clock.now()).total_seconds()) > 0:
            self.clock.advance(seconds=min(left, 10.0 if self.quick else _ROUND_S))
            self.round()

    def pass_s(self, seconds: float) -> None:
        self.pass_to(self.clock.now() + timedelta(seconds=seconds))

    def round(self) -> None:
        """One look of everything that looks at the clock."""
        for change in self.escalation.tick().values():
            self.wait(change)
        for change in (self.clocks.tick(), self.tours.tick(), self.handovers.watch.tick()):
            if change is not None:
                self.wait(change)
        troubled = bool(self.health.present()) or any(one.state != "live" for one in self.wall.states)
        self.health.tick()
        if troubled:
            self.settle_writes()
        now = self.clock.now()
        if self.database.read(lambda reader: has_tests_due(reader, now)):
            self.wait(self.database.write(send_due_tests))
        self.send()

    def send(self) -> None:
        """What is due goes out, or does not get through while the channel is down."""
        now = self.clock.now()
        if self.database.read(lambda reader: reader.outbox.due(now, 1)):
            self.wait(self.database.write(self._send))

    def _send(self, transaction: Transaction) -> None:
        outcome = Outcome("delivered") if self.channel_works else Outcome("failed", "timeout")
        for each in take_due(transaction, {}, {}):
            write_outcome(transaction, each.message.id, outcome)
        settle(transaction)

    def lose(self, camera_id: str, cause: str = "timeout") -> None:
        """No picture comes any more; told once it has lasted."""
        self._set(camera_id, state="lost", cause=cause, age_s=30.0)

    def regain(self, camera_id: str) -> None:
        self._set(camera_id, state="live", cause="", age_s=0.1)

    def keep_pictures(self, incident: Incident) -> None:
        """What every camera shows, as at the opening of an incident."""

        def take(done: Callable[[Picture], None], deadline_s: float) -> None:
            for picture in self.wall.snapshots.values():
                done(picture)

        EvidenceKeeper(self.database, self.media, take).keep_pictures(incident)
        self.settle_writes()

    def settle_writes(self) -> None:
        """What others have queued is written before the clock moves on."""
        self.wait(self.database.write(lambda transaction: None))

    def record(self, camera_id: str, starts: datetime, pieces: int, piece_s: float = 60.0) -> None:
        """Files that follow each other, all with the same wandering bar."""
        template = self.folder / "recordings" / "drawn.mp4"
        template.parent.mkdir(exist_ok=True)
        if not template.is_file():
            draw_clip(template, 320, 180, 5, piece_s)
        for number in range(pieces):
            begin = starts.astimezone(UTC) + timedelta(seconds=piece_s * number)
            name = SegmentName(camera_id, begin, begin + timedelta(seconds=piece_s))
            path = self.folder / "recordings" / name.path
            path.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(template, path)
            segment = Segment(
                name.id,
                camera_id,
                name.path,
                name.started_at,
                name.ended_at or begin,
                path.stat().st_size,
            )
            self.wait(self.database.write(lambda tx, it=segment: tx.recordings.add(it)))

    def _set(self, camera_id: str, **values: Any) -> None:
        self.wall.states = [
            live(one.id, **values) if one.id == camera_id else one for one in self.wall.states
        ]
