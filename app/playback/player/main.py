"""The life of the player: takes orders from the pipe, keeps a track per camera, says twice a second that it lives."""

import faulthandler
import logging
import os
import signal
import sys
import threading
from multiprocessing.connection import Connection

import cv2

from app.cameras.host.link import connect, die_with_parent
from app.cameras.protocol import Hide, LogLine, Show
from app.playback.effort import every_picture
from app.playback.player.track import Track
from app.playback.protocol import (
    HEARTBEAT_S,
    Alive,
    Command,
    End,
    Orders,
    Report,
    Rest,
    Run,
    Shelf,
    Snap,
    Snapped,
    Step,
    Stepped,
)
from app.playback.rules import PlayClock


class Player:
    """When the console has gone there is nobody to play for: the process ends at once."""

    def __init__(self, pipe: Connection) -> None:
        self._pipe = pipe
        self._sending = threading.Lock()
        self._tracks: dict[str, Track] = {}
        self._clock = PlayClock(0.0)
        self._processors = os.cpu_count() or 1
        self._every_picture = True
        self._resting: frozenset[str] = frozenset()

    def run(self) -> None:
        threading.Thread(target=self._beat, name="heartbeat", daemon=True).start()
        while True:
            try:
                orders = self._pipe.recv()
            except (EOFError, OSError):
                return
            if not isinstance(orders, Orders):
                raise TypeError(type(orders))
            for command in orders.commands:
                if isinstance(command, End):
                    return
                self._obey(command)

    def send(self, report: Report) -> None:
        try:
            with self._sending:
                self._pipe.send(report)
        except OSError:
            os._exit(0)

    def _obey(self, command: Command) -> None:
        match command:
            case Run(clock):
                self._clock = clock
                for track in list(self._tracks.values()):
                    track.wake()
            case Rest(camera_ids):
                self._resting = camera_ids
                for camera_id, track in list(self._tracks.items()):
                    track.rest(resting=camera_id in camera_ids)
            case Shelf(camera_id, clips):
                self._track(camera_id).put(clips)
            case Show(camera_id):
                self._track(camera_id).show(command)
            case Hide(camera_id):
                if camera_id in self._tracks:
                    self._tracks.pop(camera_id).end()
            case Step() | Snap():
                self._ask(command)

    def _ask(self, errand: Step | Snap) -> None:
        track = self._tracks.get(errand.camera_id)
        if track is not None:
            track.ask(errand)
        elif isinstance(errand, Snap):
            self.send(Snapped(errand.request_id, errand.camera_id))
        else:
            self.send(Stepped(errand.request_id, None))

    def _track(self, camera_id: str) -> Track:
        track = self._tracks.get(camera_id)
        if track is None:
            track = self._tracks[camera_id] = Track(
                camera_id, lambda: self._clock, self.send, self._has_means
            )
            track.rest(resting=camera_id in self._resting)
            track.start()
        return track

    def _has_means(self) -> bool:
        """Whether all cameras together can be decoded whole at the clock's speed."""
        shares = [track.cost.share for track in list(self._tracks.values()) if not track.resting]
        speed, before = self._clock.speed, self._every_picture
        self._every_picture = every_picture(speed, shares, self._processors, before=before)
        return self._every_picture

    def _beat(self) -> None:
        pause = threading.Event()
        while True:
            tracks = list(self._tracks.items())
            bad = tuple((camera_id, track.unreadable) for camera_id, track in tracks if track.unreadable)
            keys = tuple(camera_id for camera_id, track in tracks if track.keys_only)
            self.send(Alive(os.getpid(), bad, keys))
            pause.wait(HEARTBEAT_S)


class _PipeHandler(logging.Handler):
    """Sends the player's log to the console, which owns the log files."""

    def __init__(self, player: Player) -> None:
        super().__init__()
        self._player = player

    def emit(self, record: logging.LogRecord) -> None:
        self._player.send(LogLine(record.levelno, self.format(record)))


def main(arguments: list[str]) -> int:
    # Ctrl+C in a terminal reaches the whole group; the console decides when its player ends.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    die_with_parent()
    if sys.stderr is not None:
        faulthandler.enable()
    cv2.setNumThreads(1)
    player = Player(connect(arguments[1]))
    logging.basicConfig(handlers=[_PipeHandler(player)], level=logging.INFO, format="%(message)s")
    player.run()
    # Tracks may sit in a library call; nothing of theirs needs to be put away.
    os._exit(0)
