"""The player process as the console sees it: kept running, told what is wanted, its answers passed on."""

import logging
import threading
from collections.abc import Callable, Iterable
from multiprocessing import Pipe
from multiprocessing.connection import wait

from app.cameras.console.process import HostProcess
from app.cameras.protocol import Hide, LogLine, Show
from app.cameras.rules import HostRestartPolicy
from app.playback.protocol import (
    Alive,
    Answer,
    Command,
    End,
    Orders,
    Rest,
    Run,
    Shelf,
    Snap,
    Snapped,
    Step,
    Stepped,
)
from app.playback.rules import Clip, PlayClock

log = logging.getLogger("app.playback.player")
_SILENT_AFTER_S = 5.0
_START_WITHIN_S = 20.0
_MODULE = "app.playback.player"


class PlayerKeeper:
    """A player that ends, crashes or is silent is started anew and told all of it again.

    `on_answer` is called on the keeper's own thread; `on_fault` hears when that thread dies.
    """

    def __init__(
        self,
        clock: Callable[[], float],
        on_answer: Callable[[Answer], None],
        on_fault: Callable[[BaseException], None] = lambda error: None,
    ) -> None:
        self._clock = clock
        self._on_answer = on_answer
        self._on_fault = on_fault
        self._lock = threading.Lock()
        self._shelves: dict[str, tuple[Clip, ...]] = {}
        self._shows: dict[str, Show] = {}
        self._run_clock: PlayClock | None = None
        self._resting: frozenset[str] = frozenset()
        self._told_resting: frozenset[str] = frozenset()
        self._errands: list[Step | Snap] = []
        self._told_shelves: dict[str, tuple[Clip, ...]] = {}
        self._told_shows: dict[str, Show] = {}
        self._told_clock: PlayClock | None = None
        self._policy = HostRestartPolicy()
        self._process: HostProcess | None = None
        self._dying: list[HostProcess] = []
        self._heard = 0.0
        self._started = False
        self._stopping = False
        self._rung = False
        self.unreadable: dict[str, str] = {}
        """By camera, the file that could not be shown."""
        self.keys_only: frozenset[str] = frozenset()
        """Cameras of which only key frames are shown."""
        self.starts = 0
        self._bell, self._button = Pipe(duplex=False)
        self._thread = threading.Thread(target=self._run_for_ever, name="player-keeper", daemon=True)

    def start(self) -> None:
        """Returns at once; the process comes up in the background."""
        self._thread.start()

    def stop(self, timeout_s: float = 2.0) -> None:
        """Ends the player."""
        self._stopping = True
        self._ring()
        if self._thread.is_alive():
            self._thread.join(timeout_s)

    def pid(self) -> int | None:
        process = self._process
        return process.pid if process else None

    def shelve(self, shelves: dict[str, tuple[Clip, ...]]) -> None:
        """Which files there are, by camera; cameras not named are no longer shown."""
        with self._lock:
            self._shelves = dict(shelves)
            self._shows = {each: show for each, show in self._shows.items() if each in shelves}
        self._ring()

    def show(self, wish: Show) -> None:
        with self._lock:
            self._shows[wish.camera_id] = wish
        self._ring()

    def follow(self, clock: PlayClock) -> None:
        """What the cameras show from now on."""
        with self._lock:
            self._run_clock = clock
        self._ring()

    def rest(self, camera_ids: frozenset[str]) -> None:
        """Nobody sees these now, and everybody else's pictures come again."""
        with self._lock:
            self._resting = camera_ids
        self._ring()

    def ask(self, errand: Step | Snap) -> None:
        """Forgotten when the player dies before it answers."""
        with self._lock:
            self._errands.append(errand)
        self._ring()

    # The keeper's own thread

    def _run_for_ever(self) -> None:
        try:
            while not self._stopping:
                self._turn()
        except BaseException as error:
            self._on_fault(error)
            raise
        finally:
            self._end()

    def _turn(self) -> None:
        self._dying = [process for process in self._dying if not process.ended()]
        idle = 0.5
        if self._process is None:
            idle = self._policy.delay(self._clock())
            if idle <= 0:
                self._start()
        elif self._clock() - self._heard > (_SILENT_AFTER_S if self._started else _START_WITHIN_S):
            log.warning("player pid=%d is silent, killed", self._process.pid)
            self._lose()
        self._tell()
        ends = [self._bell] + ([self._process.pipe] if self._process else [])
        ready = wait(ends, max(0.01, idle))
        if self._bell in ready:
            with self._lock:
                self._bell.recv_bytes()
                self._rung = False
        if self._process is not None and self._process.pipe in ready:
            self._listen(self._process)

    def _start(self) -> None:
        now = self._clock()
        self._policy.started(now)
        self._told_shelves, self._told_shows, self._told_clock = {}, {}, None
        self._told_resting = frozenset()
        self._heard, self._started = now, False
        self._process = HostProcess(_MODULE)
        self.starts += 1

    def _tell(self) -> None:
        # A player that has not said a word yet gets nothing: the pipe must never fill and hold us.
        if self._process is None or not self._started:
            return
        with self._lock:
            commands = tuple(self._differences())
            self._errands = []
        if not commands:
            return
        try:
            self._process.pipe.send(Orders(commands))
        except OSError:
            self._lose()

    def _differences(self) -> Iterable[Command]:
        for camera_id in self._told_shelves.keys() - self._shelves.keys():
            yield Hide(camera_id)
            self._told_shows.pop(camera_id, None)
        for camera_id, clips in self._shelves.items():
            if self._told_shelves.get(camera_id) != clips:
                yield Shelf(camera_id, clips)
        self._told_shelves = dict(self._shelves)
        for camera_id, show in self._shows.items():
            if self._told_shows.get(camera_id) != show:
                yield show
        self._told_shows = dict(self._shows)
        if self._resting != self._told_resting:
            yield Rest(self._resting)
        self._told_resting = self._resting
        if self._run_clock is not None and self._run_clock != self._told_clock:
            yield Run(self._run_clock)
        self._told_clock = self._run_clock
        yield from self._errands

    def _listen(self, process: HostProcess) -> None:
        messages, there = process.receive_all()
        for message in messages:
            self._heard = self._clock()
            match message:
                case Alive(pid, unreadable, keys_only):
                    if not self._started:
                        log.info("player pid=%d started", pid)
                    self._started = True
                    self.unreadable, self.keys_only = dict(unreadable), frozenset(keys_only)
                case Stepped() | Snapped():
                    self._on_answer(message)
                case LogLine(level, text):
                    log.log(level, "%s", text)
        if not there:
            log.warning("player pid=%d has ended", process.pid)
            self._lose()

    def _lose(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._dying.append(self._process)
            self._process = None
        self.unreadable, self.keys_only = {}, frozenset()

    def _end(self) -> None:
        if self._process is None:
            return
        if self._started:
            try:
                self._process.pipe.send(Orders((End(),)))
            except OSError:
                log.info("the player had already gone")
            self._process.wait(1.0)
        self._process.kill()
        self._process.wait(1.0)

    def _ring(self) -> None:
        with self._lock:
            if not self._rung:
                self._rung = True
                self._button.send_bytes(b"!")
