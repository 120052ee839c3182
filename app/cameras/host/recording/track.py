"""What is written of a camera for one purpose: file after file, each beginning with a key frame."""

import errno
import logging
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import av

from app.cameras.host.recording.coded import Coded
from app.cameras.host.recording.segment_file import Place, SegmentFile, probe
from app.cameras.protocol import RecordingFault, SegmentClosed
from app.cameras.unfinished import Ended, end_unfinished
from app.core.clock import stamp

log = logging.getLogger(__name__)
SEGMENT_S = 60.0
CLIP_S = 600.0
"""A clip is one file as a rule; that of an incident that lasts for hours is cut."""
_AGAIN_AFTER_S = 5.0
_APART = timedelta(milliseconds=1)
"""What names tell apart."""
SILENT_AFTER_S = 30.0
"""A camera that has sent nothing for so long will not show by itself that the disk is well again."""
_GONE = (errno.ENOENT, errno.ENODEV, errno.ENXIO, errno.EIO, errno.EROFS, errno.ESTALE, errno.ENOTCONN)
Tell = Callable[[SegmentClosed | RecordingFault], None]


class Track:
    """Belongs to the writer's thread, but for `skipping`, which belongs to the camera's.

    Args:
        open_files: of the whole writer, so that a file being written is not taken for one left behind.
    """

    def __init__(self, place: Place, tell: Tell, open_files: set[Path]) -> None:
        self.skipping = False
        """Packets were dropped: nothing can be used before the next key frame."""
        self.stopped_at: float | None = None
        """Monotonic; while nothing is written because something went wrong: a key frame begins anew, or the past in memory."""
        self._place = place
        self._tell = tell
        self._open_files = open_files
        self._file: SegmentFile | None = None
        self._fault: str | None = None
        """None: nothing is known yet. What a dead host's track has told stands until this one knows better."""
        self._again_at = 0.0
        self._key_at = float("-inf")
        """When the picture came that the last file began with, and what that file said of it."""
        self._starts = datetime.min.replace(tzinfo=UTC)
        self._sent_at = time.monotonic()
        self._mended = False
        self._ends_at_key = False

    def write(self, coded: Coded) -> None:
        """A fault is told once; it is tried again every few seconds, from a key frame on."""
        self._sent_at = time.monotonic()
        try:
            self._cut_where_due(coded)
            if self._file is None and coded.key and time.monotonic() >= self._again_at:
                self._begin(coded)
            if self._file is not None and self._file.write(coded):
                self.fault("")
        except (OSError, av.error.FFmpegError, ValueError) as error:
            self._fail(error)

    def cut(self) -> None:
        """Ends the file; the next key frame begins another."""
        try:
            self._close()
        except (OSError, av.error.FFmpegError, ValueError) as error:
            self._fail(error)

    def cut_at_key(self) -> None:
        """Ends the file when a key frame comes, so that nothing is missing between it and the next one."""
        self._ends_at_key = self._file is not None

    def end(self) -> None:
        """Nothing more is to be written, so nothing is wrong any more either."""
        self.cut()
        self.fault("")

    def fault(self, code: str) -> None:
        """Told when it changes."""
        if code != self._fault:
            self._fault = code
            self._tell(RecordingFault(self._place.camera_id, code, self._place.keep_id))

    def look(self) -> None:
        """Of a camera that sends nothing: does the disk take anything, now that there is nothing to prove it with?"""
        if self._fault == "" or time.monotonic() - self._sent_at < SILENT_AFTER_S:
            return
        try:
            probe(self._place)
        except OSError as error:
            self.fault(code_of(error))
        else:
            self.fault("")

    def _cut_where_due(self, coded: Coded) -> None:
        if self._file is None:
            return
        longest = CLIP_S if self._place.keep_id else SEGMENT_S
        other = self._file.format is not coded.format
        due = self._ends_at_key or self._file.seconds_before(coded) >= longest
        if other or (coded.key and due):
            self._close()

    def _begin(self, coded: Coded) -> None:
        if not self._mended:
            self._mend()
        self._file = SegmentFile(self._place, coded, self._start_of(coded))
        self._open_files.add(self._file.path)
        self.stopped_at = None

    def _start_of(self, key: Coded) -> datetime:
        """When a file begins with this picture. One that begins with it again has a name of its own."""
        if key.at != self._key_at:
            age = timedelta(seconds=time.monotonic() - key.at)
            self._key_at, self._starts = key.at, datetime.now(UTC) - age
        else:
            self._starts += _APART
        return self._starts

    def _mend(self) -> None:
        """Ends what this camera's last writer, killed or out of disk, has left behind."""
        for ended in end_unfinished(self._place.folder, self._place.camera_id, self._open_files):
            self._closed(ended)
        self._mended = True

    def _close(self) -> None:
        self._ends_at_key = False
        if self._file is not None:
            file, self._file = self._file, None
            self._open_files.discard(file.path)
            self._closed(file.close())

    def _closed(self, ended: Ended) -> None:
        name = ended.name
        self._tell(
            SegmentClosed(
                name.camera_id,
                name.path,
                stamp(name.started_at),
                stamp(name.ended_at or name.started_at),
                ended.size,
                name.keep_id,
            )
        )

    def _fail(self, error: Exception) -> None:
        log.warning("camera=%s not recorded: %s", self._place.camera_id, error)
        if self._file is not None:
            self._open_files.discard(self._file.path)
            self._file.abandon()
        self._file, self._mended, self._ends_at_key = None, False, False
        self.stopped_at = time.monotonic()
        self._again_at = self.stopped_at + _AGAIN_AFTER_S
        self.fault(code_of(error))


def code_of(error: Exception) -> str:
    """What the disk's refusal means to an operator."""
    number = error.errno if isinstance(error, OSError) else None
    if number in (errno.ENOSPC, errno.EDQUOT):
        return "disk_full"
    return "disk_gone" if number in _GONE else "write_failed"
