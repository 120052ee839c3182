"""One stream of a camera, one thread: connect while it is needed, read, connect again when it fails."""

import logging
import random
import threading
from collections.abc import Callable

from app.cameras.host.gate import Gate
from app.cameras.host.login import Login
from app.cameras.host.sources import Picture, Source, SourceFailed, Use
from app.cameras.host.sources.scaling import scale_fast
from app.cameras.protocol import CameraSpec, Phase
from app.cameras.reconnect import ANSWERS, BackOff
from app.cameras.streams import FRESH_S, Decode, Name, Standing

log = logging.getLogger(__name__)
_ASK_GATE_EVERY_S, _FIRST_ASK_GATE_EVERY_S = 0.25, 0.05
_IDLE_LOOK_S = 60.0

Make = Callable[[CameraSpec, Use], Source]


class Stream:
    """All methods return at once. `on_picture` is called for each decoded picture, `on_phase` when the phase changes,
    both in the stream's thread."""

    def __init__(
        self,
        name: Name,
        camera: CameraSpec,
        clock: Callable[[], float],
        gate: Gate,
        login: Login,
        make: Make,
        on_picture: Callable[["Stream", Picture, float], None],
        on_phase: Callable[["Stream"], None],
    ) -> None:
        self.name: Name = name
        self._camera = camera
        self._clock = clock
        self._gate = gate
        self._login = login
        self._make = make
        self._on_picture = on_picture
        self._on_phase = on_phase
        self._stopped = threading.Event()
        self.use = Use(self._stopped, decode="none")
        self.connect = False
        """Set by the feed, with `wake`."""
        self._wake = threading.Event()
        self._hurry = False
        self._just_lost = False
        """It was open and has not been tried since."""
        self._back_off = BackOff()
        self._due = float("-inf")
        """When the next try is due, however often the stream is wanted and not wanted until then."""
        self.last: tuple[Picture, float] | None = None
        self.phase: Phase = "connecting"
        self.cause = ""
        self.phase_at = clock()
        self.reconnects = 0
        self.behind = self.seen = 0
        """Pictures that came too late to be drawn, and all of them."""
        self._thread = threading.Thread(target=self._run, name=f"camera-{camera.id}-{name}", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stopped.set()
        self._wake.set()

    def join(self, timeout_s: float) -> bool:
        """True when the thread has ended."""
        self._thread.join(timeout_s)
        return not self._thread.is_alive()

    def set(self, *, connect: bool, decode: Decode) -> None:
        self.use.decode = decode
        if connect != self.connect:
            self.connect = connect
            self._wake.set()

    def retry(self) -> None:
        """Do not wait any longer; an operator wants it now."""
        if self.connect and self.phase != "live":
            self._hurry = True
            self._wake.set()

    def standing(self, now: float) -> Standing:
        picture, at = self.last or (None, 0.0)
        return Standing(
            fresh=picture is not None
            and now - at < FRESH_S
            and (self.phase == "live" or at >= self.phase_at),
            cause=self.cause,
            size=(picture.width, picture.height) if picture else None,
            key_interval_s=self.use.key_interval_s,
        )

    def _run(self) -> None:
        scale_fast()
        while not self._stopped.is_set():
            if not self.connect:
                self._rest()
            elif self._let_in():
                self._try()

    def _rest(self) -> None:
        self._wake.wait(_IDLE_LOOK_S)
        self._wake.clear()

    def _let_in(self) -> bool:
        """Waits until a try is due and the camera's password and the gate allow it. False when it is not wanted any more."""
        while self.connect and not self._stopped.is_set():
            self._wake.clear()
            left = 0.0 if self._hurry else self._due - self._clock()
            if left <= 0 and self._may_connect():
                self._hurry = self._just_lost = False
                self._gate.leave(self)
                if self.phase == "failed":
                    self.reconnects += 1
                    self._enter("connecting", self.cause)
                return True
            ask_every = _ASK_GATE_EVERY_S if self.cause else _FIRST_ASK_GATE_EVERY_S
            self._wake.wait(left if left > 0 else ask_every)
        self._gate.leave(self)
        self._login.leave(self)
        self._hurry = False
        return False

    def _may_connect(self) -> bool:
        if not self._login.take(self):
            if self._login.refused_now and self.cause != "wrong_password":
                # Another stream of the camera was told so.
                self._enter("failed", "wrong_password")
            return False
        if self._hurry or self._camera.kind != "rtsp" or self._login.accepted_now:
            # Somebody waits for it, no network lies between, or the camera is known to be there.
            return True
        return self._gate.take(self, first=not self.cause, just_lost=self._just_lost)

    def _try(self) -> None:
        try:
            self._read()
        except SourceFailed as failure:
            self._failed(failure.cause)
        except Exception:
            # A fault of ours must not freeze the tile in its last state: say so and try again.
            log.exception("camera=%s fault in its %s stream", self._camera.id, self.name)
            self._failed("undecodable")
        else:
            self._login.leave(self)
            self._enter("connecting", "")

    def _read(self) -> None:
        source = self._make(self._camera, self.use)
        try:
            source.open()
            self._just_lost = True
            self._back_off.opened(self._clock())
            self._login.accepted(self)
            if self._camera.kind == "rtsp":
                self._gate.answered()
            while self.connect and not self._stopped.is_set():
                self._note_waiting()
                picture = source.read()
                if picture is not None:
                    self._arrived(picture)
        finally:
            source.close()
            if self.use.tap is not None:
                self.use.tap.lost()

    def _note_waiting(self) -> None:
        """Connected, and still nothing to show: the tile says why before this fails or ends well."""
        waits_for = self.use.waits_for
        if waits_for and self.phase == "connecting" and waits_for != self.cause:
            self._enter("connecting", waits_for)

    def _arrived(self, picture: Picture) -> None:
        now = self._clock()
        self.last = (picture, now)
        self.behind += picture.behind
        self.seen += 1
        self._on_picture(self, picture, now)
        if self.phase != "live":
            self._enter("live", "")
            log.info(
                "camera=%s %s stream live %dx%d", self._camera.id, self.name, picture.width, picture.height
            )

    def _failed(self, cause: str) -> None:
        if cause != self.cause:
            log.warning("camera=%s %s stream failed cause=%s", self._camera.id, self.name, cause)
        if cause in ANSWERS and self._camera.kind == "rtsp":
            self._gate.answered()
        if cause == "wrong_password":
            delay = self._login.refused(self)
        else:
            self._login.leave(self)
            # Not for security: keeps cameras behind one switch from asking in step.
            delay = self._back_off.delay(cause, self._clock(), random.random())
        self._due = self._clock() + delay
        self._enter("failed", cause)

    def _enter(self, phase: Phase, cause: str) -> None:
        self.phase_at, self.cause, self.phase = self._clock(), cause, phase
        self._on_phase(self)
