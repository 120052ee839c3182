"""The life of a camera host: takes commands from the pipe, keeps one feed per camera, says twice a second that it lives."""

import faulthandler
import logging
import os
import signal
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import cv2

from app.cameras.host.feed import Feed
from app.cameras.host.gate import Gate
from app.cameras.host.link import Link, LinkHandler, connect, die_with_parent
from app.cameras.host.looking.looker import Looker
from app.cameras.host.means import Means
from app.cameras.host.memory import Memory
from app.cameras.host.recording.coder import PictureCoder
from app.cameras.host.recording.recordings import Recordings
from app.cameras.host.snapshot import take
from app.cameras.host.sources import hardware
from app.cameras.protocol import (
    HEARTBEAT_S,
    CameraSpec,
    Command,
    EndKeep,
    EndSegment,
    Heartbeat,
    Hide,
    HostStarted,
    Keep,
    KnowView,
    LearnView,
    Record,
    Retry,
    Show,
    Snapshot,
    SnapshotMissing,
    Stop,
    Unwatch,
    Watch,
)
from app.core.priority import AFTER_WINDOW, give_way

log = logging.getLogger(__name__)
_FILES_END_WITHIN_S = 0.7


class Host:
    """Cameras of one process, and the thread that reports on them."""

    def __init__(self, link: Link) -> None:
        self._link = link
        self._feeds: dict[str, Feed] = {}
        self._lookers: dict[str, Looker] = {}
        self._lock = threading.Lock()
        self._news = threading.Event()
        self._gate = Gate(time.monotonic)
        self._means = Means(time.monotonic)
        self._pictures = ThreadPoolExecutor(2, thread_name_prefix="snapshot")
        self._recordings = Recordings(link.send)
        self._memory = Memory(self._recordings.held)

    def run(self) -> None:
        """Until told to stop, or until the console is gone."""
        self._link.send(HostStarted(os.getpid()))
        threading.Thread(target=self._report_for_ever, name="heartbeat", daemon=True).start()
        self._recordings.start()
        while True:
            try:
                message = self._link.receive()
            except (EOFError, OSError):
                return
            for command in message.commands:
                if isinstance(command, Stop):
                    self._recordings.stop(_FILES_END_WITHIN_S)
                    return
                self._obey(command)

    def _obey(self, command: Command) -> None:
        match command:
            case Watch(camera):
                self._watch(camera)
            case Unwatch(camera_id):
                self._unwatch(camera_id)
            case Snapshot():
                self._pictures.submit(self._snapshot, command)
            case Show() | Hide() | Retry():
                self._tell_feed(command)
            case KnowView() | LearnView():
                looker = self._lookers.get(command.camera_id)
                if looker is not None:
                    looker.obey(command)
            case Record() | EndSegment() | Keep() | EndKeep():
                self._recordings.obey(command)

    def _tell_feed(self, command: Show | Hide | Retry) -> None:
        feed = self._feeds.get(command.camera_id)
        if feed is None:
            return
        match command:
            case Show():
                feed.show(command)
            case Hide():
                feed.hide()
            case Retry():
                feed.retry()

    def _watch(self, camera: CameraSpec) -> None:
        self._unwatch(camera.id)
        hardware.forget(camera.id)
        feed = Feed(camera, time.monotonic, self._news.set, gate=self._gate)
        self._lookers[camera.id] = looker = Looker(camera, self._link.send)
        recorder = self._recordings.watch(camera)
        if camera.kind in ("rtsp", "file"):
            feed.looker, feed.tap = looker, recorder
        else:
            feed.looker = feed.tap = PictureCoder(recorder, looker)
        with self._lock:
            self._feeds[camera.id] = feed
        feed.start()

    def _unwatch(self, camera_id: str) -> None:
        with self._lock:
            feed = self._feeds.pop(camera_id, None)
        if feed is not None:
            feed.stop()
        looker = self._lookers.pop(camera_id, None)
        if looker is not None:
            looker.end()
        self._recordings.unwatch(camera_id)

    def _snapshot(self, wish: Snapshot) -> None:
        feed = self._feeds.get(wish.camera_id)
        if feed is None:
            self._link.send(SnapshotMissing(wish.request_id, wish.camera_id, "no_picture"))
            return
        try:
            answer = take(wish, feed.last(), feed.report().cause, time.monotonic())
        except Exception:
            # The pool would swallow it: the console has to hear that there is no picture.
            self._link.send(SnapshotMissing(wish.request_id, wish.camera_id, "undecodable"))
            log.exception("snapshot failed camera=%s", wish.camera_id)
            raise
        self._link.send(answer)

    def _report_for_ever(self) -> None:
        """Twice a second, and at once when a camera comes or goes."""
        while True:
            with self._lock:
                feeds = list(self._feeds.values())
            load = self._means.look(feeds)
            reports = tuple(feed.report() for feed in feeds)
            self._recordings.look()
            memory = self._memory.look()
            self._link.send(Heartbeat(os.getpid(), time.process_time(), reports, load, memory))
            self._news.wait(HEARTBEAT_S)
            self._news.clear()


def main(arguments: list[str]) -> int:
    # Ctrl+C in a terminal reaches the whole group; the console decides when its hosts end.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    die_with_parent()
    give_way(AFTER_WINDOW)
    if sys.stderr is not None:
        faulthandler.enable()
    # Pictures are small and cameras many: threads inside one picture cost more than they give.
    cv2.setNumThreads(1)
    link = Link(connect(arguments[1]))
    logging.basicConfig(handlers=[LinkHandler(link)], level=logging.INFO, format="%(message)s")
    Host(link).run()
    # Feeds may sit in a library call for seconds; nothing of theirs needs to be put away.
    os._exit(0)
