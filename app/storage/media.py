"""Pictures and files beside the database, named by their SHA-256, written whole or not at all."""

import hashlib
import os
from pathlib import Path

from app.core.errors import StorageUnavailable
from app.core.private_files import private


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
        partial = target.with_name(f".{digest}.{os.getpid()}.partial")
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            with open(partial, "wb", opener=private) as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            partial.replace(target)
        except OSError as error:
            partial.unlink(missing_ok=True)
            code = "disk_full" if error.errno == 28 else "disk_failed"
            raise StorageUnavailable(code, path=str(self._folder)) from error
        return digest

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
        return "" if hashlib.sha256(found.read_bytes()).hexdigest() == digest else "media_differs"
