"""One camera host as the console sees it: kept running, told what is wanted, its reports kept."""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from multiprocessing.connection import Connection

from app.cameras.console.process import HostProcess
from app.cameras.load import HostLoad
from app.cameras.protocol import (
    CameraReport,
    CameraSpec,
    Command,
    EndKeep,
    EndSegment,
    Event,
    HardwareFailed,
    HealthChanged,
    Heartbeat,
    Hide,
    HostStarted,
    Keep,
    KnowView,
    LearnView,
    LogLine,
    MotionSeen,
    Record,
    RecordingFault,
    Retry,
    SegmentClosed,
    Show,
    Snapshot,
    SnapshotMissing,
    SnapshotTaken,
    Stop,
    Unwatch,
    ViewLearnt,
    Watch,
)
from app.cameras.rules import HOST_SILENT_AFTER_S, HOST_START_WITHIN_S, LEAK_TAKES_S, HostRestartPolicy, leaks

log = logging.getLogger("app.cameras.host")
Answer = SnapshotTaken | SnapshotMissing
Errand = Retry | Snapshot | LearnView | EndSegment
"""Told once, and not again to a host that takes over."""
_LISTENS_WITHIN_S = 1.0
"""A host silent for longer gets no more messages: the pipe must never fill and hold us."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a host should be doing."""

    watch: dict[str, CameraSpec]
    show: dict[str, Show]
    record: dict[str, Record] = field(default_factory=dict)
    keep: dict[tuple[str, str], Keep] = field(default_factory=dict)
    """By camera and keep."""
    views: dict[tuple[str, tuple[int, int]], KnowView] = field(default_factory=dict)


@dataclass(slots=True)
class HostStatus:
    """What screens read. Replaced piece by piece by the one thread that listens."""

    alive: bool = True
    """False from a host's death until its successor reports."""
    pid: int | None = None
    cpu_s: float = 0.0
    starts: int = 0
    reports: dict[str, CameraReport] = field(default_factory=dict)
    load: HostLoad = HostLoad()


class HostKeeper:
    """Used by the wall's thread alone, but for `status`."""

    def __init__(
        self,
        clock: Callable[[], float],
        on_answer: Callable[[Answer], None],
        on_event: Callable[[Event], None],
    ) -> None:
        self.status = HostStatus()
        self._clock = clock
        self._on_answer = on_answer
        self._on_event = on_event
        self._policy = HostRestartPolicy()
        self._process: HostProcess | None = None
        self._dying: list[HostProcess] = []
        self._heard = self._began = 0.0
        self._leaks = False
        self._started = False
        self._sent = Wanted({}, {})
        self._errands: list[Errand] = []
        self._moving: set[str] = set()
        """Cameras before which something moves."""
        self._in_software: set[str] = set()
        """Cameras that no graphics card decodes any more, until somebody switches that off and on again."""

    def pipe(self) -> Connection | None:
        return self._process.pipe if self._process else None

    def ask(self, errand: Errand) -> None:
        self._errands.append(errand)

    def keep(self, wanted: Wanted, *, needed: bool) -> float:
        """Starts, kills and tells as is due; returns the seconds until it has to be called again."""
        now = self._clock()
        self._dying = [process for process in self._dying if not process.ended()]
        if self._process is not None and now - self._heard > self._patience():
            # On a busy machine it may be us who did not listen.
            self.listen()
        if self._process is not None and now - self._heard > self._patience():
            log.warning("host pid=%d silent_s=%.1f, killed", self._process.pid, now - self._heard)
            self._lose()
        if self._process is not None and self._leaks and now - self._began > LEAK_TAKES_S:
            log.warning("host pid=%d holds too much memory, killed", self._process.pid)
            self._lose(of_a_driver=False)
        if self._process is None:
            if not needed:
                return 1.0
            wait = self._policy.delay(now)
            if wait > 0:
                return wait
            self._start(now)
        self._tell(wanted, now)
        return 0.5

    def listen(self) -> None:
        """Takes in what the host has said."""
        if self._process is None:
            return
        messages, there = self._process.receive_all()
        if messages:
            self._heard = self._clock()
        for message in messages:
            self._take(message)
        if not there:
            log.warning("host pid=%d has ended", self._process.pid)
            self._lose()

    def stop(self) -> None:
        """Asks the host to end; `collect` waits for it."""
        if self._process is not None and self._started:
            self._process.send((Stop(),))

    def collect(self, timeout_s: float) -> None:
        """Ends the host for good."""
        if self._process is not None:
            if not self._process.wait(timeout_s if self._started else 0.0):
                log.warning("host pid=%d does not stop, killed", self._process.pid)
            # What it said last: files that it has ended.
            self.listen()
            self._lose()
        for process in self._dying:
            process.wait(1.0)
        self._dying.clear()

    def _patience(self) -> float:
        return HOST_SILENT_AFTER_S if self._started else HOST_START_WITHIN_S

    def _start(self, now: float) -> None:
        self._policy.started(now)
        self._sent = Wanted({}, {})
        self._heard, self._began, self._started, self._leaks = now, now, False, False
        self._process = HostProcess()
        self.status.pid = self._process.pid
        self.status.starts += 1

    def _lose(self, *, of_a_driver: bool = True) -> None:
        if self._process is None:
            return
        self._process.kill()
        if of_a_driver:
            self._suspect_drivers()
        self._dying.append(self._process)
        self._process = None
        self._errands.clear()
        self._end_motion(set(self._moving))
        self.status.alive, self.status.pid = False, None
        self.status.reports, self.status.load = {}, HostLoad()

    def _tell(self, wanted: Wanted, now: float) -> None:
        first = not self._sent.watch and not self._started
        if self._process is None or not (first or (self._started and now - self._heard < _LISTENS_WITHIN_S)):
            return
        self._in_software &= {camera_id for camera_id, spec in wanted.watch.items() if spec.hardware}
        wanted = _decoded_in_software(wanted, self._in_software)
        commands = (*_differences(self._sent, wanted), *self._errands)
        if not commands:
            return
        self._errands.clear()
        self._sent = wanted
        # A camera connected anew is looked at anew, and one that goes not at all.
        self._end_motion({told.camera_id for told in commands if isinstance(told, Unwatch)})
        self._end_motion({told.camera.id for told in commands if isinstance(told, Watch)})
        if not self._process.send(commands):
            self._lose()

    def _take(self, message: object) -> None:
        match message:
            case Heartbeat(_, cpu_s, cameras, load, memory):
                self.status.load = load
                self._leaks = leaks(memory, len(self._sent.watch))
                self.status.reports = {report.id: report for report in cameras}
                self._note_decoders(cameras)
                self.status.cpu_s = cpu_s
                # The first beat says nothing of cameras not yet taken over: wait for one that does.
                if cameras or not self._sent.watch:
                    self.status.alive = True
            case HostStarted(pid):
                self._started = True
                log.info("host pid=%d started", pid)
            case SnapshotTaken() | SnapshotMissing():
                self._on_answer(message)
            case LogLine(level, text):
                log.log(level, "%s", text)
            case MotionSeen(camera_id, began):
                (self._moving.add if began else self._moving.discard)(camera_id)
                self._on_event(message)
            case HealthChanged() | ViewLearnt() | SegmentClosed() | RecordingFault():
                self._on_event(message)

    def _note_decoders(self, reports: Iterable[CameraReport]) -> None:
        for report in reports:
            if report.decoder == "fell_back" and report.id not in self._in_software:
                self._in_software.add(report.id)
                self._sent = _decoded_in_software(self._sent, {report.id})
                self._on_event(HardwareFailed(report.id, "undecodable"))

    def _suspect_drivers(self) -> None:
        """The host died, perhaps of a driver: what starts instead decodes in software. Told, and so kept for good, of
        cameras that the graphics card did decode."""
        for camera_id, spec in self._sent.watch.items():
            report = self.status.reports.get(camera_id)
            decoder = report.decoder if report is not None else ""
            if spec.hardware and decoder in ("", "hardware"):
                self._in_software.add(camera_id)
                if decoder:
                    self._on_event(HardwareFailed(camera_id, "host_down"))

    def _end_motion(self, camera_ids: set[str]) -> None:
        """Nobody will tell its end: it is that of the time in which anything was known."""
        for camera_id in sorted(camera_ids & self._moving):
            self._moving.discard(camera_id)
            self._on_event(MotionSeen(camera_id, began=False, at=self._heard))


def _decoded_in_software(wanted: Wanted, camera_ids: set[str]) -> Wanted:
    watch = {
        camera_id: replace(spec, hardware=False) if camera_id in camera_ids else spec
        for camera_id, spec in wanted.watch.items()
    }
    return replace(wanted, watch=watch)


def _differences(sent: Wanted, wanted: Wanted) -> Iterable[Command]:
    """The commands that lead from what a host was told to what is wanted now."""
    for camera_id in sent.watch.keys() - wanted.watch.keys():
        yield Unwatch(camera_id)
    renewed = {camera_id for camera_id, spec in wanted.watch.items() if sent.watch.get(camera_id) != spec}
    for camera_id in wanted.watch:
        if camera_id in renewed:
            yield Watch(wanted.watch[camera_id])
    # A host that goes on watching knows better itself.
    yield from (view for view in wanted.views.values() if view.camera_id in renewed)
    for camera_id, show in wanted.show.items():
        if camera_id in renewed or sent.show.get(camera_id) != show:
            yield show
    for camera_id in sent.show.keys() - wanted.show.keys():
        if camera_id in wanted.watch and camera_id not in renewed:
            yield Hide(camera_id)
    yield from _recording_differences(sent, wanted, renewed)


def _recording_differences(sent: Wanted, wanted: Wanted, renewed: set[str]) -> Iterable[Command]:
    """A camera connected anew has forgotten what it records."""
    for camera_id, record in wanted.record.items():
        if camera_id in renewed or sent.record.get(camera_id) != record:
            yield record
    for camera_id in sent.record.keys() - wanted.record.keys():
        if camera_id in wanted.watch and camera_id not in renewed:
            yield Record(camera_id, "")
    for key, keep in wanted.keep.items():
        if keep.camera_id in renewed or sent.keep.get(key) != keep:
            yield keep
    for camera_id, keep_id in sent.keep.keys() - wanted.keep.keys():
        if camera_id in wanted.watch and camera_id not in renewed:
            yield EndKeep(camera_id, keep_id)
