"""One camera being steered: commands go out on a thread of its own, so that nobody waits for a camera."""

import logging
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Protocol, TypeVar

from app.core.errors import DutyRoomError
from app.model.onvif import Preset
from app.onvif import grip, patrol
from app.onvif.faults import CameraFault
from app.onvif.grip import Grip
from app.onvif.patrol import Patrol
from app.onvif.rules import STILL, Velocity

log = logging.getLogger(__name__)
T = TypeVar("T")


class Link(Protocol):
    """A camera that listens; each call raises CameraFault where it does not do it."""

    def move(self, velocity: Velocity) -> None: ...

    def stop(self) -> None: ...

    def presets(self) -> tuple[Preset, ...]: ...

    def go_to(self, token: str) -> None: ...

    def save_preset(self, name: str, token: str = "") -> Preset: ...

    def remove_preset(self, token: str) -> None: ...

    def close(self) -> None: ...


class Told(Protocol):
    """Hears what belongs into the log."""

    def steered(self, seconds: int) -> None: ...

    def turned(self) -> None:
        """It looks elsewhere by now: by hand or by its patrol."""
        ...

    def patrol_in_trouble(self, cause: str) -> None: ...

    def patrol_goes_on(self) -> None: ...


class Steering:
    """Somebody calls `tick` ten times a second while it is `busy`: it stops the camera and moves the patrol on."""

    def __init__(self, connect: Callable[[], Link], monotonic: Callable[[], float], told: Told) -> None:
        self._connect = connect
        self._monotonic = monotonic
        self._told = told
        self._lock = threading.Lock()
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="steering")
        self._link: Link | None = None
        self._stale = False
        self._worked = False
        self._grip: Grip | None = None
        self._moved = False
        self._queued: Future[None] | None = None
        self._patrol: Patrol | None = None
        self._going: Future[None] | None = None

    @property
    def busy(self) -> bool:
        return self._grip is not None or self._patrol is not None

    @property
    def patrol(self) -> Patrol | None:
        return self._patrol

    def move(self, velocity: Velocity) -> "Future[None]":
        """Moves for a moment; who wants it to go on calls again. The newest wish wins, none is queued."""
        with self._lock:
            now = self._monotonic()
            self._grip = grip.taken(self._grip, velocity, now)
            self._hold_patrol(now)
            return self._send_soon()

    def stop(self) -> "Future[None]":
        with self._lock:
            if self._grip is None:
                return self.ask(lambda link: link.stop())
            self._grip = grip.let_go(self._grip, self._monotonic())
            return self._send_soon()

    def go_to(self, token: str) -> "Future[None]":
        with self._lock:
            now = self._monotonic()
            self._grip = grip.taken(self._grip, STILL, now)
            self._hold_patrol(now)
        return self.ask(lambda link: self._go_by_hand(link, token))

    def ask(self, command: Callable[[Link], T]) -> "Future[T]":
        return self._executor.submit(self._on_link, command)

    def begin_patrol(self, presets: Sequence[Preset], stay_s: int) -> None:
        """The camera is at the first preset already."""
        now = self._monotonic()
        begun = patrol.begun(presets, stay_s, now)
        with self._lock:
            self._patrol = patrol.gone_on(begun, now, reached=True)

    def end_patrol(self) -> bool:
        """Whether there was one."""
        with self._lock:
            ended, self._patrol = self._patrol, None
        return ended is not None

    def forget_camera(self) -> None:
        """Its address or login has changed: the next command goes there."""
        self._stale = True

    def tick(self) -> None:
        now = self._monotonic()
        with self._lock:
            held = self._grip
            if held is not None and grip.command(held, now) is not None:
                self._send_soon()
            over = held is not None and self._queued is None and grip.is_over(held, now)
            moved = over and self._moved
            if over:
                self._grip, self._moved = None, False
            if self._patrol is not None and self._going is None and patrol.due_preset(self._patrol, now):
                self._going = self._executor.submit(self._patrol_on)
        if held is not None and moved:
            self._told.steered(grip.seconds(held))

    def close(self) -> None:
        """Stops the camera if it moves. Returns at once; a command under way ends within its deadline."""
        with self._lock:
            self._patrol = None
            held = self._grip
            if held is not None and self._link is not None:
                self._grip = grip.let_go(held, self._monotonic())
                self._send_soon()
        self._executor.submit(self._drop_link)
        self._executor.shutdown(wait=False)
        if held is not None and self._moved:
            self._told.steered(grip.seconds(held))

    # On the thread of this camera

    def _on_link(self, command: Callable[[Link], T]) -> T:
        try:
            return self._tried(command)
        except CameraFault as error:
            if error.code != "wrong_password" or not self._worked:
                raise
            # The login was good before: the camera's clock may have been set meanwhile.
            self._worked = False
            log.info("camera refuses a login that worked; once more with its present time")
            return self._tried(command)

    def _tried(self, command: Callable[[Link], T]) -> T:
        if self._stale:
            self._stale = self._worked = False
            self._drop_link()
        if self._link is None:
            self._link = self._connect()
        try:
            result = command(self._link)
        except CameraFault as error:
            if error.code != "camera_refused":
                self._drop_link()
            raise
        self._worked = True
        return result

    def _drop_link(self) -> None:
        if self._link is not None:
            self._link.close()
            self._link = None

    def _send(self) -> None:
        with self._lock:
            self._queued = None
            velocity = grip.command(self._grip, self._monotonic()) if self._grip is not None else None
        if velocity is None:
            return
        try:
            self._on_link(lambda link: link.stop() if velocity == STILL else link.move(velocity))
        except DutyRoomError:
            self._sent(velocity, failed=True)
            raise
        self._sent(velocity, failed=False)

    def _sent(self, velocity: Velocity, *, failed: bool) -> None:
        now = self._monotonic()
        with self._lock:
            if self._grip is not None and failed and velocity == STILL:
                self._grip = grip.stop_failed(self._grip, now)
            elif self._grip is not None:
                self._grip = grip.sent(self._grip, velocity, now)
                self._moved = self._moved or not failed
        if velocity == STILL and not failed:
            self._told.turned()

    def _go_by_hand(self, link: Link, token: str) -> None:
        link.go_to(token)
        with self._lock:
            self._grip = grip.taken(self._grip, STILL, self._monotonic())
            self._moved = True
        self._told.turned()

    def _patrol_on(self) -> None:
        try:
            with self._lock:
                before = self._patrol
            preset = patrol.due_preset(before, self._monotonic()) if before is not None else None
            if before is not None and preset is not None:
                self._patrol_to(before, preset)
        finally:
            self._going = None

    def _patrol_to(self, before: Patrol, preset: Preset) -> None:
        cause = ""
        try:
            self._on_link(lambda link: link.go_to(preset.token))
        except DutyRoomError as error:
            cause = error.code
        with self._lock:
            if self._patrol is None:
                return
            self._patrol = patrol.gone_on(self._patrol, self._monotonic(), reached=not cause)
        if not cause:
            self._told.turned()
        if cause and not before.in_trouble:
            self._told.patrol_in_trouble(cause)
        elif before.in_trouble and not cause:
            self._told.patrol_goes_on()

    # With the lock held

    def _send_soon(self) -> "Future[None]":
        if self._queued is None:
            self._queued = self._executor.submit(self._send)
            self._queued.add_done_callback(_note_unforeseen)
        return self._queued

    def _hold_patrol(self, now: float) -> None:
        if self._patrol is not None:
            self._patrol = patrol.held(self._patrol, now)


def _note_unforeseen(ended: "Future[None]") -> None:
    error = None if ended.cancelled() else ended.exception()
    if error is not None and not isinstance(error, DutyRoomError):
        log.error("a command to a camera failed in an unforeseen way", exc_info=error)
