"""A voice note is spoken: written as it comes, so that no crash takes what was said."""

from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO, Protocol

from PySide6.QtCore import QObject, Signal

from app.core.errors import DutyRoomError, StorageUnavailable
from app.core.private_files import private
from app.journal.attachment_rules import MOST_SECONDS
from app.journal.voice import RATE, coded, header, loudness
from app.ui.services import Services


class Source(Protocol):
    """Where sound comes from."""

    def stop(self) -> None: ...


Listen = Callable[[Callable[[bytes], None], QObject], Source]
"""Makes a source that hands samples over; raises NotFound where there is none."""


def _microphone(heard: Callable[[bytes], None], parent: QObject) -> Source:
    from app.ui.entry.microphone import Microphone

    return Microphone(heard, parent)


class Recorder(QObject):
    """`begin` and `end`; what was said comes as `spoken`, a Path, what prevents it as `failed`.

    Attributes:
        heard: seconds so far, and how loud it is now, 0 to 1.
    """

    spoken = Signal(object)
    failed = Signal(object)
    heard = Signal(float, float)

    def __init__(self, services: Services, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self.listen: Listen = _microphone
        self._source: Source | None = None
        self._file: BinaryIO | None = None
        self._path = Path()
        self._size = 0

    @property
    def running(self) -> bool:
        return self._file is not None

    def begin(self) -> None:
        if self.running:
            return
        path = self._services.lines.attaching.voice_file(self._services.clock.now())
        try:
            self._file = open(path, "wb", buffering=0, opener=private)  # noqa: SIM115 - open while somebody speaks
            self._file.write(header(0))
            self._path, self._size = path, 0
            self._source = self.listen(self._take, self)
        except OSError as error:
            self._give_up(StorageUnavailable("disk_failed", path=str(path)), error)
        except DutyRoomError as error:
            self._give_up(error, error)
            path.unlink(missing_ok=True)

    def end(self) -> None:
        """Hands over what was said."""
        if self._close():
            self.spoken.emit(self._path)

    def _take(self, samples: bytes) -> None:
        if self._file is None:
            return
        try:
            self._file.write(coded(samples))
        except OSError as error:
            code = "disk_full" if error.errno == 28 else "disk_failed"
            # What is on the disk already can still be heard.
            self.end()
            self.failed.emit(StorageUnavailable(code, path=str(self._path)))
            return
        self._size += len(samples) // 2
        self.heard.emit(self._size / RATE, loudness(samples))
        if self._size >= MOST_SECONDS * RATE:
            self.end()

    def _close(self) -> bool:
        """Whether something was being recorded."""
        file, source = self._file, self._source
        if source is not None:
            self._source = None
            source.stop()
        if file is None or self._file is None:
            return False
        self._file = None
        file.close()
        return True

    def _give_up(self, told: DutyRoomError, cause: BaseException) -> None:
        self._close()
        told.__cause__ = cause if cause is not told else None
        self.failed.emit(told)
