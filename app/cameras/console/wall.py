"""All cameras of the site, for whoever shows them. No method waits for a camera or a host."""

import threading
from collections.abc import Callable, Iterable
from dataclasses import replace
from multiprocessing import Pipe
from multiprocessing.connection import wait

from app.cameras import rules
from app.cameras.console.events import CameraEvents, Listener
from app.cameras.console.host import Errand
from app.cameras.console.hosts import Hosts, Wishes
from app.cameras.console.pictures import OnPicture, PictureRounds
from app.cameras.console.status import CameraStatus, status_of
from app.cameras.console.tiles import Tiles
from app.cameras.frames import Frame
from app.cameras.protocol import (
    CameraReport,
    CameraSpec,
    EndSegment,
    Keep,
    KnowView,
    LearnView,
    Record,
    Retry,
    Show,
    Snapshot,
)
from app.cameras.rules import TileState

_TELL_EVERY_S = 0.05
"""Wishes of a window that is being resized are folded into one message."""


class CameraWall:
    """Spreads the cameras over a few host processes and keeps these running.

    `clock` gives monotonic seconds, `on_fault` hears of the death of one of the wall's threads. `show`, `frame` and
    `still_valid` belong to one thread, the one that paints; the rest may be called from any.
    """

    def __init__(
        self,
        clock: Callable[[], float],
        hosts: int | None = None,
        on_fault: Callable[[BaseException], None] = lambda error: None,
    ) -> None:
        self._clock = clock
        self._on_fault = on_fault
        self._lock = threading.Lock()
        self._specs: dict[str, CameraSpec] = {}
        self._wishes = Wishes()
        self._important: frozenset[str] = frozenset()
        self._errands: list[Errand] = []
        self._changed_at: dict[str, float] = {}
        self._tiles = Tiles(self._wish, self._reported)
        self._pictures = PictureRounds(on_fault)
        self._events = CameraEvents(on_fault)
        self._hosts = Hosts(clock, hosts, self._pictures.answer, self._events.put)
        self._stopping = threading.Event()
        self._faulty = False
        self._bell, self._button = Pipe(duplex=False)
        self._rung = False
        self._thread = threading.Thread(target=self._run, name="camera-wall", daemon=True)

    # What the console does

    def start(self, specs: Iterable[CameraSpec] = ()) -> None:
        """Returns at once; the hosts come up in the background."""
        self.set_cameras(specs)
        self._pictures.start()
        self._events.start()
        self._thread.start()

    def stop(self, timeout_s: float = 3.0) -> None:
        """Ends the hosts. The one method that waits, a fraction of a second as a rule."""
        self._stopping.set()
        self._ring()
        if self._thread.is_alive():
            self._thread.join(timeout_s)
        self._pictures.stop(1.0)
        self._events.stop(1.0)
        self._tiles.close()

    def set_cameras(self, specs: Iterable[CameraSpec]) -> None:
        """Only cameras that are new or changed are connected anew."""
        wanted = {spec.id: spec for spec in specs}
        with self._lock:
            changed = {
                camera_id
                for camera_id, spec in wanted.items()
                if replace(self._specs.get(camera_id, spec), hardware=spec.hardware) != spec
            }
            for camera_id, spec in wanted.items():
                before = self._specs.get(camera_id, spec)
                if (before.kind, before.address) != (spec.kind, spec.address):
                    self._forget_view(camera_id)
            for camera_id in changed | (self._specs.keys() - wanted.keys()):
                self._wishes.show.pop(camera_id, None)
            self._changed_at.update(dict.fromkeys(changed, self._clock()))
            self._tiles.know(wanted.keys(), changed)
            self._specs = wanted
            self._hosts.spread(wanted)
        self._ring()

    def show(self, camera_id: str, width: int, height: int, closer: float = 1.0) -> None:
        """Draw this camera, as large as fits into width × height device pixels; a part of it `closer` times larger."""
        self._tiles.show(camera_id, max(16, width), max(16, height), closer)

    def hide(self, camera_id: str) -> None:
        """Nothing is drawn any more; the camera stays connected."""
        if self._tiles.hide(camera_id):
            with self._lock:
                self._wishes.show.pop(camera_id, None)
            self._ring()

    def prefer(self, camera_ids: Iterable[str]) -> None:
        """These have every picture, however busy the machine is: focused, enlarged or of a running incident."""
        important = frozenset(camera_ids)
        if important == self._important:
            return
        self._important = important
        with self._lock:
            for camera_id, wish in self._wishes.show.items():
                self._wishes.show[camera_id] = replace(wish, important=camera_id in important)
        self._ring()

    def retry(self, camera_id: str) -> None:
        """Try again now, whatever the camera's waiting time."""
        self._ask(Retry(camera_id))

    def snapshots(self, on_picture: OnPicture, deadline_s: float = 1.0) -> None:
        """Calls once for each camera, in a thread of the wall's: with a picture, or without one and the cause."""
        with self._lock:
            cameras = list(self._specs)
        self._take_pictures(cameras, on_picture, deadline_s, rules.OLDEST_SNAPSHOT_S)

    def snapshot(self, camera_id: str, on_picture: OnPicture, deadline_s: float = 1.0) -> None:
        """As `snapshots`, of one camera and however old its last picture is."""
        self._take_pictures([camera_id], on_picture, deadline_s, float("inf"))

    def _take_pictures(
        self, cameras: list[str], on_picture: OnPicture, deadline_s: float, oldest_s: float
    ) -> None:
        number = self._pictures.begin(cameras, on_picture, self._clock() + deadline_s)
        self._ask(*(Snapshot(number, camera_id, oldest_s) for camera_id in cameras))
        if self._faulty or self._stopping.is_set():
            self._pictures.expire(float("inf"))

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """`listener` hears what hosts tell of cameras, on a thread of its own; call the result to end that."""
        return self._events.subscribe(listener)

    def know_view(self, view: KnowView) -> None:
        """What the camera usually shows, for whichever host takes it over next."""
        with self._lock:
            self._wishes.views[view.camera_id, view.size] = view

    def learn_view(self, camera_id: str) -> None:
        """What the camera shows from now on is right."""
        with self._lock:
            self._forget_view(camera_id)
        self._ask(LearnView(camera_id))

    def record(self, camera_id: str, folder: str) -> None:
        """Write what the camera sends into segments below `folder`; an empty folder ends it."""
        with self._lock:
            if folder:
                self._wishes.record[camera_id] = Record(camera_id, folder)
            else:
                self._wishes.record.pop(camera_id, None)
        self._ring()

    def end_segment(self, camera_id: str) -> None:
        """What is written goes on in new files from the next key frame on, so that these can be seen."""
        self._ask(EndSegment(camera_id))

    def keep(self, camera_id: str, keep_id: str, folder: str) -> None:
        """Write the pre-roll and what follows into a clip below `folder`, until `end_keep`."""
        with self._lock:
            self._wishes.keep[camera_id, keep_id] = Keep(camera_id, keep_id, folder)
        self._ring()

    def end_keep(self, camera_id: str, keep_id: str) -> None:
        with self._lock:
            self._wishes.keep.pop((camera_id, keep_id), None)
        self._ring()

    # What the screens see

    def frame(self, camera_id: str) -> Frame | None:
        """The newest picture, in shared memory. Paint it, then ask `still_valid`."""
        return self._tiles.frame(camera_id)

    def marks(self) -> dict[str, int]:
        """By camera that is shown; differs from picture to picture, 0 before the first: a cheap look at what is new."""
        return self._tiles.marks()

    def still_valid(self, camera_id: str, frame: Frame) -> bool:
        """False when the picture was overwritten while it was painted: paint the next one instead."""
        return self._tiles.still_valid(camera_id, frame)

    def tile(self, camera_id: str) -> TileState:
        """What may be claimed about this camera's picture now."""
        report, last = self._report(camera_id), self._tiles.last_seen(camera_id)
        alive = not self._faulty and self._hosts.alive(camera_id)
        if report is None and alive and last is not None:
            # A new host has not taken the camera over yet.
            alive = self._clock() - last < rules.LATE_AFTER_S
        return rules.tile_state(self._clock(), report, last, host_alive=alive)

    def statuses(self) -> list[CameraStatus]:
        """Every camera, in the order given."""
        return [
            status_of(spec.id, self.tile(spec.id), self._report(spec.id), from_file=spec.kind == "file")
            for spec in list(self._specs.values())
        ]

    def pids(self) -> list[int]:
        """The host processes that run now."""
        return list(self._hosts.groups())

    def hosts(self) -> dict[int, list[str]]:
        """Which cameras each host process serves."""
        return self._hosts.groups()

    def cpu_s(self) -> float:
        """Processor seconds of the running hosts."""
        return sum(keeper.status.cpu_s for keeper in self._hosts.keepers)

    def _forget_view(self, camera_id: str) -> None:
        for key in [key for key in self._wishes.views if key[0] == camera_id]:
            del self._wishes.views[key]

    def _report(self, camera_id: str) -> CameraReport | None:
        report = self._hosts.report(camera_id)
        if report is not None and report.phase_at < self._changed_at.get(camera_id, 0.0):
            return None
        return report

    def _reported(self, camera_id: str) -> float | None:
        report = self._report(camera_id)
        return report.frame_at if report is not None else None

    # Between the threads

    def _wish(self, show: Show) -> None:
        with self._lock:
            wish = replace(show, important=show.camera_id in self._important)
            if self._wishes.show.get(show.camera_id) == wish:
                return
            self._wishes.show[show.camera_id] = wish
        self._ring()

    def _ask(self, *errands: Errand) -> None:
        with self._lock:
            self._errands.extend(errands)
        self._ring()

    def _ring(self) -> None:
        with self._lock:
            if self._rung:
                return
            self._rung = True
            self._button.send_bytes(b"!")

    # The wall's own thread

    def _run(self) -> None:
        try:
            while not self._stopping.is_set():
                self._turn()
            self._hosts.end()
        except BaseException as error:
            self._faulty = True
            self._pictures.expire(float("inf"))
            self._on_fault(error)
            raise

    def _turn(self) -> None:
        with self._lock:
            keepers, errands = list(self._hosts.keepers), self._errands
            wanted = self._hosts.wanted(self._specs, self._wishes)
            self._errands = []
        self._hand_out(errands)
        idle = min(
            (
                keeper.keep(wish, needed=bool(wish.watch))
                for keeper, wish in zip(keepers, wanted, strict=True)
            ),
            default=60.0,
        )
        idle = max(0.0, min(idle, self._pictures.expire(self._clock())))
        pipes = [pipe for keeper in keepers if (pipe := keeper.pipe()) is not None]
        ready = wait([self._bell, *pipes], idle)
        for keeper in keepers:
            if keeper.pipe() in ready:
                keeper.listen()
        if self._bell in ready:
            self._answer_bell(hurry=bool(self._errands))

    def _answer_bell(self, *, hurry: bool) -> None:
        if not hurry:
            self._stopping.wait(_TELL_EVERY_S)
        with self._lock:
            self._bell.recv_bytes()
            self._rung = False

    def _hand_out(self, errands: list[Errand]) -> None:
        for errand in errands:
            keeper = self._hosts.of(errand.camera_id)
            if keeper is not None and keeper.pipe() is not None:
                keeper.ask(errand)
            elif isinstance(errand, Snapshot):
                self._pictures.missing(errand.request_id, errand.camera_id, "host_down")
