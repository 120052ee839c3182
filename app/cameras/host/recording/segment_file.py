"""One file that is being written: fragmented MP4, on the disk at least every second."""

import io
import os
import shutil
import time
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from errno import EIO, ENODEV, ENOSPC
from fractions import Fraction
from pathlib import Path
from typing import Any, cast

import av
from av.container import OutputContainer
from av.packet import Packet

from app.cameras.host.recording.coded import TICKS, Coded, Format
from app.cameras.host.recording.intake import HEADER_OPTIONS
from app.cameras.segment_names import MARKER, UNFINISHED, SegmentName
from app.cameras.unfinished import Ended, move_finished
from app.core.private_files import private

FLOOR_BYTES = 256 * 1024 * 1024
"""Left free for the database: an emergency has to be stored even when recordings fill the disk."""
_FRAGMENT_S = 0.8
_PROBE_BYTES = 65_536
_SYNC_EVERY_S = 0.7
_ANSWERS_WITHIN_S = 10.0
_syncs = ThreadPoolExecutor(8, thread_name_prefix="recording-sync")
"""A disk takes its time for each file, and for many at once hardly more than for one: nobody waits for another's."""
_TICK = Fraction(1, TICKS)


class _Disk:
    """What the muxer writes into. Without `seek`: it may never go back."""

    def __init__(self, path: Path, place: "Place") -> None:
        self._file = open(path, "xb", buffering=0, opener=private)  # noqa: SIM115 - until `close`
        self._place = place
        self._dirty = False
        self._asked = time.monotonic()
        self._syncing: Future[None] | None = None
        self.size = 0
        self.closed = False
        """The muxer writes no end into a file that was given up."""

    def write(self, data: bytes) -> int:
        left = memoryview(data)
        while left:
            left = left[self._file.write(left) :]
        self._dirty = True
        self.size += len(data)
        return len(data)

    def sync(self) -> bool:
        """Has what is due brought to the disk, without waiting for it; True when something has got there. What the disk
        refused meanwhile is raised, and that it is full or gone."""
        arrived = self._syncing is not None and self._syncing.done()
        if self._syncing is not None and arrived:
            syncing, self._syncing = self._syncing, None
            syncing.result()
        now = time.monotonic()
        if self._syncing is not None and now - self._asked >= _ANSWERS_WITHIN_S:
            raise OSError(EIO, "the disk does not answer")
        if self._syncing is None and self._dirty and now - self._asked >= _SYNC_EVERY_S:
            self._dirty, self._asked = False, now
            self._syncing = _syncs.submit(self._bring)
        return arrived

    def sync_now(self) -> None:
        """Waits until all of it is there."""
        if self._syncing is not None:
            syncing, self._syncing = self._syncing, None
            syncing.result()
        if self._dirty:
            os.fsync(self._file.fileno())
            self._dirty = False

    def _bring(self) -> None:
        """A file lasts for minutes: in that time others may fill the disk too, or it may go."""
        os.fsync(self._file.fileno())
        refuse_bad_disk(self._place)

    def close(self) -> None:
        self.closed = True
        if self._syncing is None:
            self._file.close()
        else:
            # Not while the disk is at it: the number of the open file would be another's by then.
            self._syncing.add_done_callback(lambda _: self._file.close())


@dataclass(frozen=True, slots=True)
class Place:
    """Whose file it is and where it goes."""

    folder: Path
    camera_id: str
    keep_id: str = ""
    floor_bytes: int = FLOOR_BYTES


class SegmentFile:
    """All methods raise OSError when the disk refuses, and av.error.FFmpegError for what no MP4 can hold."""

    def __init__(self, place: Place, first: Coded, started_at: datetime) -> None:
        refuse_bad_disk(place)
        self._place = place
        self._name = SegmentName(place.camera_id, started_at, keep_id=place.keep_id)
        self.path = place.folder / self._name.path
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self._first = first
        self._end = first.dts
        self._step = 0
        self._disk = _Disk(self.path, place)
        try:
            self._container = _mp4(self._disk)
            self._stream = _stream_like(self._container, first.format)
        except BaseException:
            self._disk.close()
            raise

    @property
    def format(self) -> Format:
        return self._first.format

    def seconds_before(self, coded: Coded) -> float:
        """How long the file is when this picture no longer belongs to it."""
        return (coded.dts - self._first.dts) / TICKS

    def write(self, coded: Coded) -> bool:
        """True when something is on the disk now."""
        data = coded.boxed
        if not data:
            return self._disk.sync()
        packet = Packet(data)
        if coded is not self._first:
            self._step = coded.dts - self._end
        packet.stream = self._stream
        packet.time_base = _TICK
        packet.dts, packet.pts = coded.dts - self._first.dts, coded.pts - self._first.dts
        packet.duration = self._step
        packet.is_keyframe = coded.key
        self._container.mux(packet)
        self._end = coded.dts
        return self._disk.sync()

    def close(self) -> Ended:
        """Ends the file and gives it its name."""
        try:
            self._container.close()
            self._disk.sync_now()
        finally:
            self._disk.close()
        seconds = (self._end + self._step - self._first.dts) / TICKS
        name = replace(self._name, ended_at=self._name.started_at + timedelta(seconds=seconds))
        move_finished(self._place.folder, self.path, name)
        return Ended(name, self._disk.size)

    def abandon(self) -> None:
        """After a fault: what is on the disk stays, as an unfinished file."""
        self._disk.close()


def refuse_bad_disk(place: Place) -> None:
    """Raises OSError where the disk is not the right one, or is full."""
    if not (place.folder / MARKER).is_file():
        raise OSError(ENODEV, "the disk of the recordings is not there")
    if shutil.disk_usage(place.folder).free < place.floor_bytes:
        raise OSError(ENOSPC, "the disk of the recordings is full")


def probe(place: Place) -> None:
    """Raises OSError where the disk takes nothing."""
    refuse_bad_disk(place)
    path = place.folder / UNFINISHED / f".probe-{os.getpid()}"
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with open(path, "wb", opener=private) as file:
            file.write(b"\0" * _PROBE_BYTES)
            file.flush()
            os.fsync(file.fileno())
    finally:
        path.unlink(missing_ok=True)


def _mp4(disk: _Disk) -> OutputContainer:
    options = {**HEADER_OPTIONS, "frag_duration": str(int(_FRAGMENT_S * 1_000_000)), "flush_packets": "1"}
    return av.open(cast("Any", disk), "w", format="mp4", options=options)


def _stream_like(container: OutputContainer, form: Format) -> Any:
    with av.open(io.BytesIO(form.header)) as header:
        stream = container.add_stream_from_template(header.streams.video[0])
    stream.time_base = _TICK
    return stream
