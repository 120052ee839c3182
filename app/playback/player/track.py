"""One camera of playback, one thread: shows what the common clock says."""

import logging
import threading
import time
from collections.abc import Callable

import cv2

from app.cameras.frames import BufferGone, FrameWriter, slot_capacity
from app.cameras.host.sources.pictures import DecodedPicture
from app.cameras.host.sources.scaling import TileScaler, scale_fast
from app.cameras.protocol import Show
from app.cameras.sizes import drawn_size
from app.playback.effort import ALWAYS_UP_TO, Cost, Lag
from app.playback.player.reader import ClipReader, Shot, Unreadable
from app.playback.protocol import Snap, Snapped, Step, Stepped
from app.playback.rules import JOINED_S, Clip, PlayClock, clip_at, clip_before, clip_from

log = logging.getLogger(__name__)
_LATE_S = 0.4
"""Wall seconds behind the clock at which pictures are left out instead of shown late."""
_LOOK_AGAIN_S = 0.25
_QUICK_SLICE_S = 0.05
"""So long at most pictures are decoded before one of them is shown."""
_QUICK_PAUSE_S = 0.033
"""Between two pictures that are shown of many that are decoded: more than a screen can show helps nobody."""
_BEFORE_S = 0.004
_AHEAD_S = 0.5
_QUICK_AHEAD_S = 4.0
"""With the clock running quickly, so far ahead of a picture it may be stopped."""
_QUALITY = 92
_STRETCH_S = 2.0
"""Two pictures further apart than this do not follow each other."""


class Track:
    """All methods return at once; pictures are decoded in the track's own thread."""

    def __init__(
        self,
        camera_id: str,
        clock: Callable[[], PlayClock],
        answer: Callable[[Stepped | Snapped], None],
        has_means: Callable[[], bool],
    ) -> None:
        """`has_means`: whether every picture may be decoded at the clock's speed."""
        self._has_means = has_means
        self._camera_id = camera_id
        self._clock = clock
        self._answer = answer
        self._lock = threading.Lock()
        self._news = threading.Event()
        self._ended = False
        self._clips: tuple[Clip, ...] = ()
        self._target: tuple[FrameWriter, Show] | None = None
        self._errands: list[Step | Snap] = []
        self._repaint = False
        self._reader: ClipReader | None = None
        self._last: Shot | None = None
        self._turn = -1
        self._last_decoded: float | None = None
        self._ran_quickly = False
        self.resting = False
        """Nobody sees it."""
        self._lag = Lag()
        self._lag_of = (-1, 0.0, 0.0)
        self.cost = Cost()
        self.keys_only = False
        """Shows key frames alone, from one to the next."""
        self._scaler = TileScaler()
        self.unreadable = ""
        """The file that cannot be shown; empty when all is well."""
        self._thread = threading.Thread(target=self._run, name=f"track-{camera_id}", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def end(self) -> None:
        self._ended = True
        self._news.set()

    def wake(self) -> None:
        """The clock has changed."""
        self._news.set()

    def rest(self, *, resting: bool) -> None:
        if resting != self.resting:
            self.resting = resting
            self._news.set()

    def put(self, clips: tuple[Clip, ...]) -> None:
        with self._lock:
            self._clips = clips
        self._news.set()

    def show(self, wish: Show) -> None:
        try:
            target = FrameWriter(wish.buffer), wish
        except BufferGone:
            # The console has replaced it in the meantime; the command for the new one is on its way.
            log.info("frame buffer gone camera=%s", self._camera_id)
            return
        with self._lock:
            self._target, self._repaint = target, True
        self._news.set()

    def ask(self, errand: Step | Snap) -> None:
        with self._lock:
            self._errands.append(errand)
        self._news.set()

    def _run(self) -> None:
        scale_fast()
        while not self._ended:
            self._news.clear()
            try:
                wait = self._turn_once()
            except Unreadable as error:
                wait = self._give_up(str(error))
            if wait > 0:
                self._news.wait(wait)
        self._close()

    def _turn_once(self) -> float:
        """Does what is due; returns the seconds until there is more."""
        clock = self._clock()
        if self.resting:
            # Whenever somebody looks again, another picture is current.
            self._turn, self.keys_only = -1, False
            self._run_errands()
            return _LOOK_AGAIN_S
        keys_only = self._wants_keys(clock)
        if keys_only != self.keys_only:
            # What follows a key frame that was decoded alone lacks what lies between: nothing goes on from it.
            self._turn, self.keys_only, self._last = -1, keys_only, None
        if clock.turn != self._turn:
            self._turn = clock.turn
            self._seek(clock)
        elif self._ran_quickly and not clock.playing:
            # The last picture shown lies a little before where the clock was stopped.
            self._ran_quickly = False
            self._seek(clock, ahead_s=_QUICK_AHEAD_S)
        self._run_errands()
        if self._take_repaint() and self._last is not None:
            self._publish(self._last)
        if not clock.playing:
            if self._last is None:
                self._seek(clock)
            return _LOOK_AGAIN_S
        return self._advance(clock)

    def _wants_keys(self, clock: PlayClock) -> bool:
        """Standing still, the picture asked for is always shown exactly."""
        asked = (clock.turn, clock.since, clock.speed)
        if asked != self._lag_of:
            # Somebody jumped, paused or changed the speed: it is tried again.
            self._lag, self._lag_of = Lag(), asked
        return clock.playing and clock.speed > ALWAYS_UP_TO and (self._lag.lost or not self._has_means())

    def _advance(self, clock: PlayClock) -> float:
        now = clock.at(time.monotonic())
        if self._reader is None or not self._reader.clip.start <= now < self._reader.clip.end + JOINED_S:
            self._seek(clock)
            return _LOOK_AGAIN_S if self._reader is None else 0.0
        if clock.speed > ALWAYS_UP_TO and not self.keys_only:
            return self._run_quickly(clock, self._reader)
        shot = self._next(self._reader)
        if shot is None:
            return self._turn_page(now)
        wait = (shot.position - clock.at(time.monotonic())) / clock.speed
        if wait > 0:
            self._reader.put_back(shot)
            return min(wait, _LOOK_AGAIN_S)
        self._give(shot)
        if wait < -_LATE_S:
            # Behind means skip, not queue.
            self._seek(clock)
        return 0.0

    def _run_quickly(self, clock: PlayClock, reader: ClipReader) -> float:
        """Decodes every picture up to now and shows the last of them."""
        self._ran_quickly = True
        until, reached, ended = time.monotonic() + _QUICK_SLICE_S, None, False
        while reached is None or time.monotonic() < until:
            shot = self._next(reader)
            if shot is None:
                ended = True
                break
            if shot.position > clock.at(time.monotonic()):
                reader.put_back(shot)
                break
            reached = shot
        now = time.monotonic()
        if reached is not None:
            self._give(reached)
            late = (clock.at(now) - reached.position) / clock.speed
            self._lag = self._lag.seen(now, late=late > _LATE_S)
        return self._turn_page(clock.at(now)) if ended else _QUICK_PAUSE_S

    def _next(self, reader: ClipReader) -> Shot | None:
        """The picture after the last one; what it took is kept, where all of them are decoded."""
        if self.keys_only:
            return reader.next(keys_only=True)
        before, begun = self._last_decoded, time.thread_time()
        shot = reader.next()
        if shot is None:
            self._last_decoded = None
            return None
        self._last_decoded = shot.position
        if before is not None and 0.0 < shot.position - before < _STRETCH_S:
            self.cost = self.cost.with_more(time.thread_time() - begun, shot.position - before)
        return shot

    def _turn_page(self, now: float) -> float:
        """The file is at its end: on to the one that follows it."""
        if self._reader is None:
            return _LOOK_AGAIN_S
        onward = max(now, self._reader.clip.end)
        following = clip_from(self._shelf(), onward)
        if following is None or following.start - now > _LOOK_AGAIN_S:
            return _LOOK_AGAIN_S
        reader = self._open(following)
        if onward - following.start > _LOOK_AGAIN_S:
            # A clip was kept beside it: it is entered where the clip ends, not where it begins.
            shot = reader.seek(onward, keys_only=self.keys_only)
            if shot is not None:
                self._give(shot)
        return 0.0

    def _seek(self, clock: PlayClock, ahead_s: float = _AHEAD_S) -> None:
        """Shows what is current at the clock's position; what lies up to `ahead_s` ahead is reached by going on."""
        self._last_decoded = None
        position = clock.at(time.monotonic())
        clip = clip_at(self._shelf(), position)
        if clip is None:
            self._close()
            self._last = None
            return
        reader = self._open(clip)
        if self._goes_on(position, ahead_s):
            shot = self._forward(reader, position)
        else:
            shot = reader.seek(
                position, keys_only=self.keys_only, unwanted=lambda: self._clock().turn != clock.turn
            )
        if shot is not None:
            self._give(shot)
            self.unreadable = ""

    def _goes_on(self, position: float, ahead_s: float) -> bool:
        """Whether the picture sought is at hand or just ahead, so that nothing need be decoded twice."""
        last, reader = self._last, self._reader
        if last is None or reader is None or self.keys_only:
            return False
        return reader.clip.start <= last.position <= position + 0.001 < last.position + ahead_s

    def _forward(self, reader: ClipReader, position: float) -> Shot | None:
        found = self._last
        while (shot := reader.next()) is not None:
            if shot.position > position + 0.002:
                reader.put_back(shot)
                break
            found = shot
        return found

    def _run_errands(self) -> None:
        with self._lock:
            errands, self._errands = self._errands, []
        for errand in errands:
            if isinstance(errand, Step):
                self._answer(Stepped(errand.request_id, self._neighbour_or_none(errand.direction)))
            else:
                self._answer(self._snapped(errand))

    def _neighbour_or_none(self, direction: int) -> float | None:
        """Whoever asks waits for an answer."""
        try:
            return self._neighbour(direction)
        except Unreadable as error:
            log.warning("camera=%s no picture beside this one (%s)", self._camera_id, error)
            return None

    def _neighbour(self, direction: int) -> float | None:
        """The position of the picture beside the one shown."""
        last, reader = self._last, self._reader
        if last is None or reader is None:
            return None
        if direction > 0:
            shot = reader.next()
            if shot is not None:
                reader.put_back(shot)
                return shot.position
            onward = max(last.position + _BEFORE_S, reader.clip.end)
            following = clip_from(self._shelf(), onward)
            return max(onward, following.start) if following else None
        sought = last.position - _BEFORE_S
        clip = clip_at(self._shelf(), sought) or clip_before(self._shelf(), sought)
        found = self._open(clip).seek(sought) if clip else None
        self._last = found or last
        return found.position if found else None

    def _snapped(self, errand: Snap) -> Snapped:
        shot = self._last
        if shot is None:
            return Snapped(errand.request_id, self._camera_id)
        return Snapped(errand.request_id, self._camera_id, shot.position, jpeg_of(shot))

    def _give(self, shot: Shot) -> None:
        self._last = shot
        self._publish(shot)

    def _publish(self, shot: Shot) -> None:
        with self._lock:
            target = self._target
        if target is None:
            return
        writer, wish = target
        picture = DecodedPicture(shot.frame, self._scaler, shot.position)
        width, height = drawn_size((picture.width, picture.height), (wish.width, wish.height), wish.closer)
        if slot_capacity(width, height) > writer.capacity:
            return

        def fill(slot: memoryview) -> tuple[int, int, int]:
            return width, height, picture.bgra_into(slot, width, height)

        writer.publish(fill, time.monotonic(), shot.position)

    def _open(self, clip: Clip) -> ClipReader:
        if self._reader is None or self._reader.clip != clip:
            self._close()
            self._last = None
            self._reader = ClipReader(clip)
        return self._reader

    def _close(self) -> None:
        if self._reader is not None:
            self._reader.close()
            self._reader = None

    def _give_up(self, reason: str) -> float:
        """The file stays unshown until the clock leaves it; what it was is told."""
        clip = clip_at(self._shelf(), self._clock().at(time.monotonic()))
        path = clip.path if clip else ""
        if path != self.unreadable:
            log.warning("camera=%s recorded file cannot be shown (%s)", self._camera_id, reason)
        self.unreadable = path
        self._close()
        self._last = None
        return _LOOK_AGAIN_S

    def _shelf(self) -> tuple[Clip, ...]:
        with self._lock:
            return self._clips

    def _take_repaint(self) -> bool:
        with self._lock:
            wanted, self._repaint = self._repaint, False
        return wanted


def jpeg_of(shot: Shot) -> bytes:
    """The whole picture; no bytes where it cannot be encoded."""
    pixels = DecodedPicture(shot.frame, TileScaler(), shot.position).bgr()
    done, jpeg = cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, _QUALITY])
    return jpeg.tobytes() if done else b""
