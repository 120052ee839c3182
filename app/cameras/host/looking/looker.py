"""Looks at the pictures of one camera twice a second and tells what is wrong with it, and when something moves."""

import logging
import threading
from collections.abc import Callable
from queue import Empty, SimpleQueue

import cv2

from app.cameras.host.looking.hold import Held, Patience, held
from app.cameras.host.looking.judge import Findings, judge
from app.cameras.host.looking.motion import Motion
from app.cameras.host.looking.past import Past, begin, follow
from app.cameras.host.looking.remember import pack, unpack
from app.cameras.host.looking.small import Small, grain_of, make_small
from app.cameras.host.looking.stillness import KeyStillness, Stillness
from app.cameras.host.looking.view import View, measure
from app.cameras.host.sources import Picture, Pixels
from app.cameras.protocol import (
    HEALTH_KINDS,
    CameraSpec,
    HealthChanged,
    KnowView,
    LearnView,
    MotionSeen,
    ViewLearnt,
)

log = logging.getLogger(__name__)
LOOK_EVERY_S = 0.5
VIEW_EVERY_S = 2.0
_GAP_S = 5.0
"""After a pause in the pictures what was building up begins anew."""
_TELL_VIEW_EVERY_S = 600.0
_OLD_S = 3600.0
"""What a view from before shows no longer has to look alike: only a shift is believed by it."""
_SETTLES_S = 5.0
"""A camera that was turned takes so long to be where it goes."""
PATIENCE = {
    "frozen": Patience(0.0, 2.0),
    "covered": Patience(4.0, 4.0),
    "blinded": Patience(4.0, 4.0),
    "out_of_focus": Patience(20.0, 20.0),
    "shifted": Patience(10.0, 10.0),
    # A lorry before the camera goes away again.
    "other_view": Patience(90.0, 10.0),
    "clock_wrong": Patience(2.0, 2.0),
    "motion": Patience(0.0, 5.0),
}
_MOVED = ("shifted", "other_view")
_CLOCK_TRUSTED_S = 10.0
"""What is burnt into the pictures may be off by so much before it misleads whoever looks for a moment."""
_JPEG_WIDTH, _JPEG_QUALITY = 1280, 85


class Looker:
    """For one camera. `see` belongs to the feed's thread; `health` may be read from any.

    Of a camera that is not watched it says only whether the picture is frozen: no tile may call that live."""

    def __init__(
        self, camera: CameraSpec, tell: Callable[[HealthChanged | MotionSeen | ViewLearnt], None]
    ) -> None:
        self._camera_id = camera.id
        self._watched = camera.watched
        self._tell = tell
        self._held = {name: Held() for name in PATIENCE}
        self._stillness = Stillness()
        self._key_stillness = KeyStillness()
        self._motion = Motion(camera.zones, camera.sensitivity)
        self._pasts: dict[tuple[int, int], Past] = {}
        self._last_look: float | None = None
        self._last_view: float | None = None
        self._orders: SimpleQueue[KnowView | LearnView] = SimpleQueue()
        self._old: set[tuple[int, int]] = set()
        self._told_views: dict[tuple[int, int], tuple[bool, float]] = {}
        """Whether it was moved, and when."""
        self._key_seen = False
        self._size = (0, 0)
        self._looking = threading.Lock()
        self._ended = False
        self.clock_off_s: float | None = None
        """How far the camera's own clock is ahead of ours, where it tells."""
        self.health: tuple[str, ...] = ()
        """Of HEALTH_KINDS, what is the case now."""

    def obey(self, order: KnowView | LearnView) -> None:
        """May be called from any thread; takes effect with the next picture."""
        self._orders.put(order)

    def see(self, picture: Picture, now: float) -> None:
        """Looks when a look is due, else returns at once."""
        self._key_seen = self._key_seen or picture.key
        if self._last_look is not None and now - self._last_look < LOOK_EVERY_S:
            if picture.key:
                self._key_stillness.see(grain_of(picture.luma()), key=True, now=now)
            return
        with self._looking:
            if not self._ended:
                self._look(picture, now)

    def end(self) -> None:
        """Nobody will look any more, so that nobody would tell the end of what moves. From any thread."""
        with self._looking:
            self._ended = True
            self._end_motion()

    def _look(self, picture: Picture, now: float) -> None:
        if self._last_look is None or now - self._last_look > _GAP_S:
            # Whether it went on meanwhile nobody has seen.
            self._end_motion()
            self._begin_anew()
        self._last_look = now
        self._carry_out_orders(now)
        small = make_small(picture.luma())
        if small.size != self._size:
            # Another stream of the camera: its pixels cannot be compared with those before.
            self._size = small.size
            self._begin_anew()
        frozen = self._stillness.see(small.grain, self._key_seen, now)
        frozen = self._key_stillness.see(small.grain, key=picture.key, now=now) or frozen
        self._key_seen = False
        self._hold("frozen", frozen, now)
        if self._watched:
            self._look_further(small, now, frozen=frozen)
        self._tell_health(picture, now)

    def _look_further(self, small: Small, now: float, *, frozen: bool) -> None:
        if not frozen:
            self._look_at_view(small, now)
        off = self.clock_off_s
        self._hold("clock_wrong", off is not None and abs(off) > _CLOCK_TRUSTED_S, now)
        self._hold("motion", self._motion.see(small.grey), now, tell=True)

    def _begin_anew(self) -> None:
        self._stillness.forget()
        self._key_stillness.forget()
        self._motion.forget()
        self._last_view = None
        self._held = {name: Held(state.present) for name, state in self._held.items()}

    def _end_motion(self) -> None:
        if self._held["motion"].present and self._last_look is not None:
            self._held["motion"] = Held()
            self._tell(MotionSeen(self._camera_id, False, self._last_look))

    def _look_at_view(self, small: Small, now: float) -> None:
        if self._last_view is not None and now - self._last_view < VIEW_EVERY_S:
            return
        passed = VIEW_EVERY_S if self._last_view is None else now - self._last_view
        self._last_view = now
        view, past = measure(small), self._pasts.get(small.size)
        findings = judge(view, past, soft=self._held["out_of_focus"].present, moved=self._moved)
        if self._size in self._old:
            self._old.discard(self._size)
            if not findings.clean and not findings.shifted:
                log.info("camera=%s looks different than long ago, learnt anew", self._camera_id)
                del self._pasts[self._size]
                findings = judge(view, None, soft=False)
        for name in ("covered", "blinded", "out_of_focus", *_MOVED):
            self._hold(name, getattr(findings, name), now)
        self._learn(view, findings, passed, now)

    def _learn(self, view: View, findings: Findings, passed: float, now: float) -> None:
        past = self._pasts.get(self._size)
        if findings.clean and not self._moved:
            self._pasts[self._size] = past = begin(view) if past is None else follow(past, view, passed)
        if past is None or not past.known:
            return
        told = self._told_views.get(self._size)
        if told is None or told[0] != self._moved or now - told[1] >= _TELL_VIEW_EVERY_S:
            self._told_views[self._size] = (self._moved, now)
            self._tell(ViewLearnt(self._camera_id, self._size, pack(past), self._moved, now))

    @property
    def _moved(self) -> bool:
        """Until the usual view is back, or somebody says that the new one is right."""
        return any(self._held[name].present for name in _MOVED)

    def _carry_out_orders(self, now: float) -> None:
        while True:
            try:
                order = self._orders.get_nowait()
            except Empty:
                return
            if isinstance(order, KnowView):
                self._know(order, now)
            else:
                self._pasts.clear()
                self._old.clear()
                self._told_views.clear()
                self._held.update(dict.fromkeys(_MOVED, Held()))
                self._last_view = now + _SETTLES_S - VIEW_EVERY_S

    def _know(self, view: KnowView, now: float) -> None:
        past = unpack(view.data)
        if past is not None and view.size not in self._pasts:
            self._pasts[view.size] = past
            if not view.moved and now - view.at > _OLD_S:
                self._old.add(view.size)

    def _hold(self, name: str, found: bool | None, now: float, *, tell: bool = False) -> None:
        before = self._held[name]
        self._held[name] = after = held(before, found, now, PATIENCE[name])
        if tell and after.present != before.present:
            self._tell(MotionSeen(self._camera_id, after.present, now))

    def _tell_health(self, picture: Picture, now: float) -> None:
        present = {name for name, state in self._held.items() if state.present}
        if present.intersection(_MOVED):
            present.add("moved")
        health = tuple(kind for kind in HEALTH_KINDS if kind in present)
        before, self.health = self.health, health
        for kind in health:
            if kind not in before:
                log.info("camera=%s %s", self._camera_id, kind)
                self._tell(HealthChanged(self._camera_id, kind, True, now, jpeg_of(picture.bgr())))
        for kind in before:
            if kind not in health:
                self._tell(HealthChanged(self._camera_id, kind, False, now))


def jpeg_of(pixels: Pixels) -> bytes:
    """Small enough to keep many of; empty where it cannot be encoded."""
    height, width = pixels.shape[:2]
    share = min(1.0, _JPEG_WIDTH / width)
    size = (round(width * share), round(height * share))
    smaller = cv2.resize(pixels, size, interpolation=cv2.INTER_AREA)
    done, jpeg = cv2.imencode(".jpg", smaller, [cv2.IMWRITE_JPEG_QUALITY, _JPEG_QUALITY])
    return jpeg.tobytes() if done else b""
