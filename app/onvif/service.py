"""Cameras found, described and steered, as screens see it. Nothing here waits for a camera on the caller's thread."""

import logging
import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass

from app.core.changes import Changed, Changes
from app.core.clock import Clock
from app.core.errors import InvalidInput, NotFound
from app.model.journal import SYSTEM, Actor, Draft, Entry
from app.model.onvif import Device, Found, Preset
from app.onvif import patrol
from app.onvif.faults import CameraFault
from app.onvif.patrol import Patrol
from app.onvif.rules import Velocity, device_service
from app.onvif.steering import Link, Steering
from app.site.service import SiteService
from app.storage.database import Database

log = logging.getLogger(__name__)
_TICK_S = 0.1
_LONGEST_NAME = 40
_LOOK_BACK = 500
"""Entries about patrols that are read at the start."""


class OnvifService:
    """A move is for a moment: who wants it to go on asks again every half second.

    Args:
        gate: refuses strangers where a camera is changed for good.
        fault: told when the thread that stops cameras dies of something unexpected.
        looks_elsewhere: told of each camera that was turned, so that nobody takes it for moved by force.
        interfaces: our own addresses to search from; none for all.
    """

    def __init__(
        self,
        database: Database,
        clock: Clock,
        changes: Changes,
        site: SiteService,
        actor: Callable[[], Actor],
        gate: Callable[[], None],
        fault: Callable[[BaseException], None],
        looks_elsewhere: Callable[[str], None] = lambda camera_id: None,
        interfaces: tuple[str, ...] = (),
    ) -> None:
        self._looks_elsewhere = looks_elsewhere
        self._database = database
        self._clock = clock
        self._site = site
        self._actor = actor
        self._gate = gate
        self._fault = fault
        self._interfaces = interfaces
        self._lanes: dict[str, _Lane] = {}
        self._lock = threading.Lock()
        self._wake = threading.Event()
        self._closing = False
        self._ticker: threading.Thread | None = None
        self._asking = ThreadPoolExecutor(max_workers=4, thread_name_prefix="onvif")
        self._unsubscribe = changes.subscribe(self._on_changed)

    def start(self) -> None:
        """Patrols that a crash has cut off go on."""
        for camera_id, begun in self._cut_off().items():
            presets, stay_s = patrol.unpacked(begun["positions"]), int(begun["seconds"])
            self._lane(camera_id).steering.begin_patrol(presets, stay_s)
            self._write("camera_patrol_goes_on", camera_id, SYSTEM)
        self._wake.set()

    def discover(self) -> "Future[list[Found]]":
        """Devices that answer a search of the network; takes some seconds."""

        def search() -> list[Found]:
            from app.onvif.search import search

            return search(self._interfaces)

        return self._asking.submit(search)

    def describe(self, address: str, username: str, password: str) -> "Future[Device]":
        """What a camera tells after this login. Raises InvalidInput for what is no address."""
        service = device_service(address)
        if not service:
            raise InvalidInput(field="address", reason="onvif_form")

        def ask() -> Device:
            from app.onvif.client import CameraClient

            with ExitStack() as closing:
                client = CameraClient(service, username, password)
                closing.callback(client.close)
                return client.describe()

        return self._asking.submit(ask)

    def move(self, camera_id: str, pan: float, tilt: float, zoom: float) -> "Future[None]":
        """Turns and zooms, at speeds from -1.0 to 1.0, for a moment."""
        return self._by_hand(camera_id, lambda steering: steering.move(Velocity(pan, tilt, zoom)))

    def stop(self, camera_id: str) -> "Future[None]":
        return self._by_hand(camera_id, lambda steering: steering.stop())

    def presets(self, camera_id: str) -> "Future[tuple[Preset, ...]]":
        return self._lane(camera_id).steering.ask(lambda link: link.presets())

    def go_to(self, camera_id: str, token: str) -> "Future[None]":
        return self._by_hand(camera_id, lambda steering: steering.go_to(token))

    def save_preset(self, camera_id: str, name: str) -> "Future[Preset]":
        """The camera keeps where it looks now; a preset of this name gives way to it.

        Raises InvalidInput for a preset without a name.
        """
        self._gate()
        kept = name.strip()
        if not kept or len(kept) > _LONGEST_NAME:
            raise InvalidInput(field="name", reason="preset_name")
        actor = self._actor()

        def save(link: Link) -> Preset:
            before = next((one.token for one in link.presets() if one.name == kept), "")
            preset = link.save_preset(kept, before)
            self._write("preset_saved", camera_id, actor, name=kept).result()
            return preset

        return self._lane(camera_id).steering.ask(save)

    def remove_preset(self, camera_id: str, preset: Preset) -> "Future[None]":
        self._gate()
        actor = self._actor()

        def remove(link: Link) -> None:
            link.remove_preset(preset.token)
            self._write("preset_removed", camera_id, actor, name=preset.name).result()

        return self._lane(camera_id).steering.ask(remove)

    def patrol(self, camera_id: str, presets: Sequence[Preset], stay_s: int) -> "Future[None]":
        """From preset to preset until ended; a hand on the camera holds it for a minute.

        Raises InvalidInput for fewer than two presets or a stay nobody could use.
        """
        patrol.begun(presets, stay_s, 0.0)
        actor, steering = self._actor(), self._lane(camera_id).steering

        def begin(link: Link) -> None:
            link.go_to(presets[0].token)
            self._looks_elsewhere(camera_id)
            names = ", ".join(preset.name for preset in presets)
            data = {"presets": names, "seconds": str(stay_s), "positions": patrol.packed(presets)}
            self._write("camera_patrol_begun", camera_id, actor, **data).result()
            steering.begin_patrol(presets, stay_s)
            self._wake.set()

        return steering.ask(begin)

    def end_patrol(self, camera_id: str) -> "Future[None]":
        actor, steering = self._actor(), self._lane(camera_id).steering

        def end() -> None:
            if steering.end_patrol():
                self._write("camera_patrol_ended", camera_id, actor).result()

        return self._asking.submit(end)

    def patrol_of(self, camera_id: str) -> Patrol | None:
        """The patrol under way."""
        lane = self._lanes.get(camera_id)
        return lane.steering.patrol if lane is not None else None

    def close(self) -> None:
        """Every camera that moves is stopped, every patrol ends."""
        self._unsubscribe()
        with self._lock:
            self._closing = True
        self._wake.set()
        if self._ticker is not None:
            self._ticker.join(timeout=2)
        lanes, self._lanes = self._lanes, {}
        for camera_id, lane in lanes.items():
            if lane.steering.end_patrol():
                self._write("camera_patrol_ended", camera_id, SYSTEM)
            lane.steering.close()
        self._asking.shutdown(wait=False, cancel_futures=True)

    def _lane(self, camera_id: str) -> "_Lane":
        with self._lock:
            if camera_id not in self._lanes:
                journal = _Journal(camera_id, self._write, self._looks_elsewhere)
                steering = Steering(lambda: self._connect(camera_id), self._clock.monotonic, journal)
                self._lanes[camera_id] = _Lane(steering, journal)
            if self._ticker is None and not self._closing:
                self._ticker = threading.Thread(target=self._run, name="steering-tick", daemon=True)
                self._ticker.start()
            return self._lanes[camera_id]

    def _by_hand(self, camera_id: str, command: "Callable[[Steering], Future[None]]") -> "Future[None]":
        lane = self._lane(camera_id)
        lane.journal.actor = self._actor()
        going = command(lane.steering)
        self._wake.set()
        return going

    def _cut_off(self) -> dict[str, Mapping[str, str]]:
        """By camera what the log says of a patrol begun and not ended."""
        kinds = ("camera_patrol_begun", "camera_patrol_ended")
        latest = self._database.read(lambda reader: reader.journal.latest(_LOOK_BACK, kinds=kinds))
        steerable = {camera.id for camera in self._site.cameras() if camera.options.onvif}
        newest = {entry.draft.camera_id: entry.draft for entry in reversed(latest)}
        return {
            camera_id: draft.data
            for camera_id, draft in newest.items()
            if draft.kind == "camera_patrol_begun" and camera_id in steerable
        }

    def _connect(self, camera_id: str) -> Link:
        from app.onvif.client import CameraClient

        camera = next((one for one in self._site.cameras() if one.id == camera_id), None)
        if camera is None:
            raise NotFound("no_camera", id=camera_id)
        if not camera.options.onvif:
            raise CameraFault("not_steerable")
        with ExitStack() as closing:
            client = CameraClient(camera.options.onvif, *self._site.camera_login(camera_id))
            closing.callback(client.close)
            client.prepare(camera)
            closing.pop_all()
            return client

    def _on_changed(self, changed: Changed) -> None:
        if "camera" in changed.kinds:
            for lane in tuple(self._lanes.values()):
                lane.steering.forget_camera()

    def _run(self) -> None:
        try:
            while not self._closing:
                self._wake.clear()
                busy = [lane.steering for lane in tuple(self._lanes.values()) if lane.steering.busy]
                for steering in busy:
                    steering.tick()
                self._wake.wait(_TICK_S if busy else None)
        except BaseException as error:  # cameras then stop only by themselves: it must be seen
            log.exception("the thread that stops cameras died")
            self._fault(error)
            raise

    def _write(self, kind: str, camera_id: str, actor: Actor, /, **data: str) -> "Future[Entry]":
        draft = Draft(kind, actor=actor, data=data, camera_id=camera_id)
        written = self._database.write(lambda transaction: transaction.journal.append(draft))
        written.add_done_callback(_see_failure)
        return written


@dataclass(frozen=True, slots=True)
class _Lane:
    steering: Steering
    journal: "_Journal"


@dataclass(slots=True)
class _Journal:
    """What one camera's steering leaves in the log; `actor` had the last hand on it."""

    camera_id: str
    write: "Callable[..., Future[Entry]]"
    looks_elsewhere: "Callable[[str], None]"
    actor: Actor = SYSTEM

    def steered(self, seconds: int) -> None:
        self.write("camera_steered", self.camera_id, self.actor, seconds=str(seconds))

    def turned(self) -> None:
        self.looks_elsewhere(self.camera_id)

    def patrol_in_trouble(self, cause: str) -> None:
        self.write("camera_patrol_in_trouble", self.camera_id, SYSTEM, cause=cause)

    def patrol_goes_on(self) -> None:
        self.write("camera_patrol_goes_on", self.camera_id, SYSTEM)


def _see_failure(written: "Future[Entry]") -> None:
    error = None if written.cancelled() else written.exception()
    if error is not None:
        # The disk is watched and its faults are shown elsewhere; steering goes on without its line.
        log.error("an entry about a camera could not be written", exc_info=error)
