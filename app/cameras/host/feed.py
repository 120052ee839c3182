"""One camera, one thread: connect, read, draw the newest picture into the tile, connect again when it fails."""

import logging
import random
import threading
from collections import deque
from collections.abc import Callable
from typing import Protocol

from app.cameras.frames import BufferGone, FrameWriter, slot_capacity
from app.cameras.host.sources import Picture, Source, SourceFailed, Tap, Use, make_source
from app.cameras.protocol import CameraReport, CameraSpec, Phase
from app.cameras.rules import retry_delay

log = logging.getLogger(__name__)
_FPS_OVER_S = 2.0


class Looker(Protocol):
    """Looks at pictures for what may be wrong with the camera."""

    def see(self, picture: Picture, now: float) -> None:
        """Each decoded picture, in the feed's thread: cheap when no look is due."""
        ...


class Feed:
    """Keeps a camera's picture coming. All methods return at once; the work is done in the feed's own thread."""

    def __init__(
        self,
        camera: CameraSpec,
        clock: Callable[[], float],
        on_phase: Callable[[], None],
        make: Callable[[CameraSpec, Use], Source] = make_source,
    ) -> None:
        self.looker: Looker | None = None
        self._camera = camera
        self._clock = clock
        self._on_phase = on_phase
        self._make = make
        self._stopped = threading.Event()
        self._use = Use(self._stopped)
        self._retry = threading.Event()
        self._target: tuple[FrameWriter, int, int] | None = None
        self._last: tuple[Picture, float] | None = None
        self._frames: deque[float] = deque(maxlen=256)
        self._seq = 0
        self._reconnects = 0
        self._attempt = 0
        self._phase: Phase = "connecting"
        self._cause = ""
        self._phase_at = clock()
        self._thread = threading.Thread(target=self._run, name=f"camera-{camera.id}", daemon=True)

    @property
    def tap(self) -> Tap | None:
        """Who gets the encoded packets of the main stream."""
        return self._use.tap

    @tap.setter
    def tap(self, tap: Tap | None) -> None:
        self._use.tap = tap

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stopped.set()
        self._retry.set()
        self._target = None

    def join(self, timeout_s: float) -> bool:
        """True when the thread has ended."""
        self._thread.join(timeout_s)
        return not self._thread.is_alive()

    def retry(self) -> None:
        """Do not wait any longer; an operator wants it now."""
        self._retry.set()

    def show(self, buffer: str, width: int, height: int) -> None:
        try:
            self._target = (FrameWriter(buffer), width, height)
        except BufferGone:
            # The console has replaced it in the meantime; the command for the new one is on its way.
            log.info("frame buffer gone camera=%s", self._camera.id)

    def hide(self) -> None:
        self._target = None

    def last(self) -> tuple[Picture, float] | None:
        """The last decoded picture and when that was."""
        return self._last

    def report(self) -> CameraReport:
        picture, at = self._last or (None, None)
        return CameraReport(
            self._camera.id,
            self._phase,
            self._cause,
            self._reconnects,
            self._fps(),
            self._seq,
            at,
            self._phase_at,
            picture.width if picture else 0,
            picture.height if picture else 0,
        )

    def _run(self) -> None:
        while not self._stopped.is_set():
            self._retry.clear()
            try:
                self._stream()
            except SourceFailed as failure:
                self._failed(failure.cause)
            except Exception:
                # A fault of ours must not freeze the tile in its last state: say so and try again.
                log.exception("camera=%s fault in its feed", self._camera.id)
                self._failed("undecodable")
            if not self._stopped.is_set():
                # Not for security: keeps cameras behind one switch from asking in step.
                self._retry.wait(retry_delay(self._cause, self._attempt, random.random()))
                self._reconnects += 1
                self._enter("connecting", self._cause)

    def _stream(self) -> None:
        source = self._make(self._camera, self._use)
        try:
            source.open()
            while not self._stopped.is_set():
                picture = source.read()
                if picture is not None:
                    self._arrived(picture)
        finally:
            source.close()
            if self._use.tap is not None:
                self._use.tap.lost()

    def _arrived(self, picture: Picture) -> None:
        now = self._clock()
        self._last = (picture, now)
        self._frames.append(now)
        self._seq += 1
        if not picture.behind:
            self._publish(picture, now)
        if self.looker is not None:
            self.looker.see(picture, now)
        if self._phase != "live":
            self._attempt = 0
            self._enter("live", "")
            log.info("camera=%s live %dx%d", self._camera.id, picture.width, picture.height)

    def _publish(self, picture: Picture, now: float) -> None:
        target = self._target
        if target is None:
            return
        writer, most_width, most_height = target
        width, height = fit(picture.width, picture.height, most_width, most_height)
        if slot_capacity(width, height) > writer.capacity:
            return

        def fill(slot: memoryview) -> tuple[int, int, int]:
            return width, height, picture.bgra_into(slot, width, height)

        writer.publish(fill, now, picture.pts)

    def _failed(self, cause: str) -> None:
        self._attempt += 1
        if cause != self._cause:
            log.warning("camera=%s failed cause=%s", self._camera.id, cause)
        self._enter("failed", cause)

    def _enter(self, phase: Phase, cause: str) -> None:
        self._phase_at, self._cause, self._phase = self._clock(), cause, phase
        self._on_phase()

    def _fps(self) -> float:
        since = self._clock() - _FPS_OVER_S
        return sum(at > since for at in tuple(self._frames)) / _FPS_OVER_S


def fit(width: int, height: int, most_width: int, most_height: int) -> tuple[int, int]:
    """The largest even size of the picture's shape within the tile."""
    scale = min(most_width / width, most_height / height)
    return max(2, int(width * scale + 0.5) & ~1), max(2, int(height * scale + 0.5) & ~1)
