"""Pictures and files beside the database, named by their SHA-256, written whole or not at all."""

import errno
import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from app.core.errors import InvalidInput, NotFound, StorageUnavailable
from app.core.ids import new_id
from app.core.private_files import private

_PIECE = 1 << 20


class MediaStore:
    """Keeps bytes under their own hash: a changed file no longer has the name the journal gives."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, content: bytes, suffix: str) -> str:
        """Stores `content` durably and returns its SHA-256. Raises StorageUnavailable when the disk refuses."""
        digest = hashlib.sha256(content).hexdigest()
        target = self.path(digest, suffix)
        if target.exists():
            return digest
        # Of its own for each: two threads may keep the same picture at once.
        partial = target.with_name(f".{new_id(datetime.now(UTC))}.partial")
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            with open(partial, "wb", opener=private) as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            partial.replace(target)
        except OSError as error:
            partial.unlink(missing_ok=True)
            code = "disk_full" if error.errno == errno.ENOSPC else "disk_failed"
            raise StorageUnavailable(code, path=str(self._folder)) from error
        return digest

    def keep_file(self, source: BinaryIO, suffix: str, limit: int) -> tuple[str, int]:
        """Like `keep`, a piece at a time; the hash and how many bytes. Beyond `limit` nothing is kept: InvalidInput.

        What reading `source` raises is handed on.
        """
        hashed, size = hashlib.sha256(), 0
        partial = self._folder / f".{new_id(datetime.now(UTC))}.partial"
        try:
            with self._writing(), open(partial, "wb", opener=private) as file:
                while piece := _read(source):
                    size += len(piece)
                    if size > limit:
                        raise InvalidInput(field="file", reason="file_too_large", limit=str(limit))
                    hashed.update(piece)
                    file.write(piece)
                file.flush()
                os.fsync(file.fileno())
            digest = hashed.hexdigest()
            with self._writing():
                target = self.path(digest, suffix)
                target.parent.mkdir(parents=True, exist_ok=True)
                partial.replace(target)
        finally:
            partial.unlink(missing_ok=True)
        return digest, size

    def take_over(self, digest: str, other: "MediaStore") -> None:
        """Brings a file from another store here; one that is here already stays. Raises NotFound where neither has it."""
        found = other.find(digest)
        if self.find(digest) is not None:
            return
        if found is None:
            raise NotFound("attachment_gone", digest=digest)
        with self._writing():
            target = self.path(digest, found.suffix)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.move(found, target)
            _sync_folder(target.parent)

    def drop(self, digest: str) -> None:
        """Of a store whose files belong to nothing that was stored."""
        found = self.find(digest)
        if found is not None:
            found.unlink(missing_ok=True)

    def path(self, digest: str, suffix: str = ".jpg") -> Path:
        """Where a kept file lies; it may not exist."""
        return self._folder / digest[:2] / f"{digest}{suffix}"

    def find(self, digest: str) -> Path | None:
        """The kept file, whatever its kind; None when it is missing."""
        return next(self._folder.glob(f"{digest[:2]}/{digest}.*"), None)

    def fault_of(self, digest: str) -> str:
        """`media_missing`, `media_differs`, or empty when the file is there and unchanged."""
        found = self.find(digest)
        if found is None:
            return "media_missing"
        with found.open("rb") as file:
            return "" if hashlib.file_digest(file, "sha256").hexdigest() == digest else "media_differs"

    @contextmanager
    def _writing(self) -> Iterator[None]:
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            yield
        except _ReadFailed as failed:
            raise failed.error from failed
        except OSError as error:
            code = "disk_full" if error.errno == errno.ENOSPC else "disk_failed"
            raise StorageUnavailable(code, path=str(self._folder)) from error


class _ReadFailed(Exception):
    """The source, not our disk."""

    def __init__(self, error: OSError) -> None:
        self.error = error
        super().__init__(str(error))


def _read(source: BinaryIO) -> bytes:
    try:
        return source.read(_PIECE)
    except OSError as error:
        raise _ReadFailed(error) from error


def _sync_folder(folder: Path) -> None:
    """So that a name given here survives a power cut."""
    if os.name == "nt":  # folders cannot be opened there; the file system keeps names itself
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
