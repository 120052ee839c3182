"""One camera's recording: the ring that always runs, and what is written while somebody wants it."""

import logging
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import av

from app.cameras.host.recording.coded import Coded
from app.cameras.host.recording.intake import Intake
from app.cameras.host.recording.ring import PacketRing, room_for
from app.cameras.host.recording.segment_file import Place
from app.cameras.host.recording.track import Tell, Track
from app.cameras.host.recording.writer import Writer
from app.cameras.protocol import CameraSpec

log = logging.getLogger(__name__)
WITHOUT_KEY_S = 15.0
"""A file that somebody waits for ends at a key frame, and one after a fault of the disk begins with one. Where none comes
for so long (smart codecs send one in a minute or two) that is done all the same: the next file begins with the key frame
that it depends on, which is in memory; what both hold is there twice."""


class Recorder:
    """A Tap of the camera's packets. Wishes come from another thread; nothing here waits for the disk."""

    def __init__(
        self,
        camera: CameraSpec,
        writer: Writer,
        tell: Tell,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._camera_id = camera.id
        self._writer = writer
        self._tell = tell
        self._clock = clock
        self._intake = Intake()
        self._ring = PacketRing(camera.pre_roll_s, room_for(camera.pre_roll_s))
        self._recording: Track | None = None
        self._folder = ""
        self._recorded_at = float("-inf")
        self._clips: dict[str, Track] = {}
        self._end_asked_at: float | None = None
        """That the files end is asked for and not done; the moment it was asked first."""
        self._unfit = False
        self._lock = threading.Lock()

    @property
    def wanted(self) -> bool:
        """Somebody wants it on the disk."""
        return self._recording is not None or bool(self._clips)

    @property
    def held(self) -> int:
        """Bytes of the past."""
        return self._ring.size

    def packet(self, packet: Any, stream: Any) -> None:
        """What no file can hold is not recorded; the picture is shown all the same."""
        try:
            coded = self._intake.take(packet, stream, self._clock())
        except (av.error.FFmpegError, ValueError, OSError) as error:
            if not self._unfit:
                log.warning("camera=%s cannot be recorded: %s", self._camera_id, type(error).__name__)
            self._unfit = True
            return
        if coded is not None:
            self._unfit = False
            self.add(coded)

    def add(self, coded: Coded) -> None:
        """The camera's next picture."""
        with self._lock:
            self._ring.add(coded)
            if self._recording is not None:
                self._recorded_at = coded.at
            if coded.key:
                self._end_asked_at = None
            ends = self._ends_without_key(coded.at)
            for track in self._tracks():
                if (ends and not track.skipping) or _begins_without_key(track, coded.at):
                    self._writer.cut(track)
                    self._writer.write_past(track, self._ring.newest_group())
                else:
                    self._put(track, coded)

    def lost(self) -> None:
        """The stream has ended."""
        self._intake.lost()
        with self._lock:
            self._end_asked_at = None
            for track in self._tracks():
                self._writer.cut(track)

    def record(self, folder: str) -> None:
        """Into segments below `folder`; an empty one ends it."""
        with self._lock:
            if folder == self._folder:
                return
            if self._recording is not None:
                self._writer.end(self._recording)
                self._recording = None
            self._folder = folder
            if folder:
                self._recording = self._begin(Place(Path(folder), self._camera_id), self._recorded_at)

    def end_segment(self) -> None:
        """Recording and clips go on in new files from the next key frame on, or soon without one."""
        with self._lock:
            if self._end_asked_at is None:
                self._end_asked_at = self._clock()
            for track in self._tracks():
                self._writer.cut_at_key(track)

    def keep(self, keep_id: str, folder: str) -> None:
        """A clip of the past that is still in memory, and of what follows."""
        with self._lock:
            if keep_id not in self._clips:
                self._clips[keep_id] = self._begin(Place(Path(folder), self._camera_id, keep_id))

    def end_keep(self, keep_id: str) -> None:
        with self._lock:
            clip = self._clips.pop(keep_id, None)
            if clip is not None:
                self._writer.end(clip)

    def look(self) -> None:
        """Whether the disk is still as it was told to be, or well again."""
        with self._lock:
            for track in self._tracks():
                self._writer.look(track)

    def close(self) -> None:
        """Ends all files."""
        with self._lock:
            for track in self._tracks():
                self._writer.end(track)
            self._recording, self._folder = None, ""
            self._clips.clear()

    def _begin(self, place: Place, after: float = float("-inf")) -> Track:
        track = Track(place, self._tell, self._writer.open_files)
        self._writer.write_past(track, self._ring.packets(after))
        return track

    def _ends_without_key(self, now: float) -> bool:
        """Whether the files end because no key frame has come for too long; true once."""
        if self._end_asked_at is None or now - self._end_asked_at < WITHOUT_KEY_S:
            return False
        self._end_asked_at = None
        return bool(self._ring.newest_group())

    def _put(self, track: Track, coded: Coded) -> None:
        if track.skipping and not coded.key:
            return
        track.skipping = not self._writer.write(track, coded)
        if track.skipping:
            self._writer.cut(track)
            track.fault("write_failed")

    def _tracks(self) -> list[Track]:
        return [*([self._recording] if self._recording else []), *self._clips.values()]


def _begins_without_key(track: Track, now: float) -> bool:
    """Whether a track that stands still since a fault is to be tried with what is in memory; every so often."""
    if track.skipping or track.stopped_at is None or now - track.stopped_at < WITHOUT_KEY_S:
        return False
    track.stopped_at = now
    return True
