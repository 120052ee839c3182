"""One camera: its streams connected and decoded as far as they are needed, the newest picture drawn into the tile."""

import logging
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol

from app.cameras import streams
from app.cameras.frames import BufferGone, FrameWriter, slot_capacity
from app.cameras.host.gate import Gate
from app.cameras.host.login import Login
from app.cameras.host.sources import Picture, Tap, make_source
from app.cameras.host.stream import Make, Stream
from app.cameras.load import Level
from app.cameras.protocol import CameraReport, CameraSpec, Decoder, Show
from app.cameras.sizes import drawn_size
from app.cameras.streams import LINGER_S, Name, Need, Plan

log = logging.getLogger(__name__)
_FPS_OVER_S = 2.0
_LEFT_OUT_WITHIN_S = 0.4
"""A picture may be left out so soon after one that was shown; where they come seldom each of them counts."""


_DECODERS: tuple[Decoder, ...] = ("fell_back", "hardware", "software")
"""Of two streams the one that matters more is told."""


class Looker(Protocol):
    """Looks at pictures for what may be wrong with the camera."""

    clock_off_s: float | None
    """How far the camera's own clock is ahead of ours, where it tells."""

    def see(self, picture: Picture, now: float) -> None:
        """Each decoded picture, in the feed's thread: cheap when no look is due."""
        ...

    @property
    def health(self) -> tuple[str, ...]:
        """What is wrong with the pictures now."""
        ...


@dataclass(frozen=True, slots=True)
class Target:
    """The tile, and where its pictures go."""

    wish: Show
    writer: FrameWriter

    @property
    def tile(self) -> tuple[int, int]:
        return self.wish.width, self.wish.height


class Feed:
    """Keeps a camera's picture coming. All methods return at once; the work is done in the streams' own threads."""

    def __init__(
        self,
        camera: CameraSpec,
        clock: Callable[[], float],
        on_phase: Callable[[], None],
        make: Make = make_source,
        gate: Gate | None = None,
    ) -> None:
        self.looker: Looker | None = None
        self.camera_id = camera.id
        self._camera = camera
        self._clock = clock
        self._on_phase = on_phase
        self._lock = threading.RLock()
        self._drawing = threading.Lock()
        self._target: Target | None = None
        self._level: Level = ""
        self._drawing_s = 0.0
        self._seq = 0
        self._shown: tuple[Picture, float] | None = None
        """The last picture that was neither late nor left out: what the camera's age is told by."""
        self._shown_at: deque[float] = deque(maxlen=256)
        self._left_out = False
        self._draw: Name = "main"
        self._unneeded_since: dict[Name, float] = {}
        gate = gate or Gate(clock)
        self._login = Login(clock)
        self._streams: dict[Name, Stream] = {
            "main": Stream("main", camera, clock, gate, self._login, make, self._arrived, self._changed)
        }
        if camera.kind == "rtsp" and camera.sub_address:
            sub = replace(camera, address=camera.sub_address)
            self._streams["sub"] = Stream(
                "sub", sub, clock, gate, self._login, make, self._arrived, self._changed
            )
            self._draw = "sub"
        self._wanted: Name = self._draw

    @property
    def tap(self) -> Tap | None:
        """Who gets the encoded packets of the main stream, which is connected for it."""
        return self._streams["main"].use.tap

    @tap.setter
    def tap(self, tap: Tap | None) -> None:
        self._streams["main"].use.tap = tap
        self._arrange()

    def start(self) -> None:
        self._arrange()
        # The one that is drawn asks first where only one may.
        for name in sorted(self._streams, key=lambda each: each != self._draw):
            self._streams[name].start()

    def stop(self) -> None:
        self._target = None
        for stream in self._streams.values():
            stream.stop()

    def join(self, timeout_s: float) -> bool:
        """True when the threads have ended."""
        return all(stream.join(timeout_s) for stream in self._streams.values())

    def retry(self) -> None:
        """Do not wait any longer; an operator wants it now."""
        self._login.retry()
        for stream in self._streams.values():
            stream.retry()

    def show(self, wish: Show) -> None:
        target = self._target
        try:
            known = target is not None and target.wish.buffer == wish.buffer
            writer = target.writer if target and known else FrameWriter(wish.buffer)
        except BufferGone:
            # The console has replaced it in the meantime; the command for the new one is on its way.
            log.info("frame buffer gone camera=%s", self._camera.id)
            return
        if wish.level != self._level:
            log.info("camera=%s reduced=%s", self.camera_id, wish.level or "no")
            self._level = wish.level
        self._target = Target(wish, writer)
        self._arrange()
        if self._shown is not None:
            self._publish(*self._shown)

    def hide(self) -> None:
        self._target, self._level = None, ""
        self._arrange()

    def effort(self) -> tuple[float, int, int]:
        """Seconds spent on its pictures so far, how many there were, and how many came too late to be drawn."""
        each = self._streams.values()
        return (
            self._drawing_s + sum(stream.use.busy_s for stream in each),
            sum(stream.seen for stream in each),
            sum(stream.behind for stream in each),
        )

    def last(self) -> tuple[Picture, float] | None:
        """The picture for a snapshot, and when it came: of the main stream where that is not too old."""
        now, drawn = self._clock(), self._streams[self._draw].last
        main = self._streams["main"].use.still
        if drawn is None or self._draw == "main" or main is None:
            return drawn
        still = main()
        if still is None:
            return drawn
        age, key_age = now - drawn[1], now - still[1]
        chosen = streams.snapshot_from(age, drawn[0].width, key_age, still[0].width)
        return still if chosen == "main" else drawn

    def report(self) -> CameraReport:
        self._arrange()
        stream = self._streams[self._draw]
        picture = stream.last[0] if stream.last else None
        keys = stream.use.decode == "keys"
        reduced = self._level if keys or self._level != "keys" else "half"
        return CameraReport(
            self._camera.id,
            "resting" if self._rests() else stream.phase,
            stream.cause,
            sum(each.reconnects for each in self._streams.values()),
            self._fps(),
            self._seq,
            self._shown[1] if self._shown else None,
            stream.phase_at,
            picture.width if picture else 0,
            picture.height if picture else 0,
            self.looker.health if self.looker else (),
            reduced if self._target else "",
            (stream.use.key_interval_s or 0.0) if keys else 0.0,
            self._decoder(),
            streams.often(stream.use.key_interval_s),
        )

    def _decoder(self) -> Decoder:
        told = {each.use.decoder for each in self._streams.values()}
        return next((one for one in _DECODERS if one in told), "")

    def _fps(self) -> float:
        since, counted = self._clock() - _FPS_OVER_S, 0
        # A copy: the stream's thread goes on adding to it. From the newest on, for most of it is long past.
        for at in reversed(tuple(self._shown_at)):
            if at <= since:
                break
            counted += 1
        return counted / _FPS_OVER_S

    def _rests(self) -> bool:
        return all(stream.use.decode == "none" for stream in self._streams.values())

    def _arrange(self) -> None:
        """Has each stream connected and decoded as the need of now wants it."""
        with self._lock:
            now, target, main = self._clock(), self._target, self._streams["main"]
            sub = self._streams.get("sub")
            need = Need(
                _pixels(target) if target else None,
                self._camera.watched,
                main.use.tap is not None,
                self._level == "keys",
            )
            made = streams.plan(need, main.standing(now), sub.standing(now) if sub else None, self._wanted)
            self._wanted, self._draw = made.wanted, made.draw
            self._carry_out(made, now)

    def _carry_out(self, made: Plan, now: float) -> None:
        main, sub = self._streams["main"], self._streams.get("sub")
        main.set(connect=self._stays("main", needed=made.connect_main, now=now), decode=made.main)
        if sub is not None:
            sub.set(connect=self._stays("sub", needed=made.connect_sub, now=now), decode=made.sub)

    def _stays(self, name: Name, *, needed: bool, now: float) -> bool:
        if needed:
            self._unneeded_since.pop(name, None)
            return True
        since = self._unneeded_since.setdefault(name, now)
        return self._streams[name].phase == "live" and now - since < LINGER_S

    def _arrived(self, stream: Stream, picture: Picture, now: float) -> None:
        if stream.name != self._draw and stream.name == self._wanted:
            # Its first picture: from here on it is the one that is drawn.
            self._arrange()
        if stream.name != self._draw:
            return
        self._seq += 1
        if not picture.behind and self._takes_its_turn(stream, now):
            self._shown = (picture, now)
            self._shown_at.append(now)
            self._publish(picture, now)
        if self.looker is not None:
            self.looker.clock_off_s = stream.use.clock_off_s
            self.looker.see(picture, now)

    def _takes_its_turn(self, stream: Stream, now: float) -> bool:
        """Every second one will do where the machine is short of means, and where key frames alone are not enough."""
        if not self._level or stream.use.decode != "all":
            return True
        soon = self._shown is not None and now - self._shown[1] < _LEFT_OUT_WITHIN_S
        self._left_out = soon and not self._left_out
        return not self._left_out

    def _publish(self, picture: Picture, now: float) -> None:
        target = self._target
        if target is None:
            return
        width, height = drawn_size((picture.width, picture.height), target.tile, target.wish.closer)
        if slot_capacity(width, height) > target.writer.capacity:
            return

        def fill(slot: memoryview) -> tuple[int, int, int]:
            return width, height, picture.bgra_into(slot, width, height)

        # Two streams may hand over to each other, and a new buffer gets the last picture from another thread.
        with self._drawing:
            begun = self._clock()
            target.writer.publish(fill, now, picture.pts)
            self._drawing_s += self._clock() - begun

    def _changed(self, stream: Stream) -> None:
        self._arrange()
        self._on_phase()


def _pixels(target: Target) -> tuple[int, int]:
    """That the tile would show had the camera so many."""
    width, height = target.tile
    return int(width * target.wish.closer), int(height * target.wish.closer)
