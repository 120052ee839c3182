"""Photos from phones: looked at by a process of its own before they are kept beside the database."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import app
from app.lanpage.rules import PHOTO_BYTES, PHOTO_PIXELS
from app.storage.media import MediaStore

_ROOT = Path(app.__file__).resolve().parents[1]
_CHECK_S = 20.0
_SUFFIXES = {"JPEG": ".jpg", "PNG": ".png"}


class PhotoRefused(Exception):
    """It was not kept. Codes: photo_missing, photo_heic, photo_kind, photo_broken, photo_too_large."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Photo:
    sha256: str
    width: int
    height: int
    size: int

    def data(self) -> dict[str, str]:
        return {
            "sha256": self.sha256,
            "width": str(self.width),
            "height": str(self.height),
            "bytes": str(self.size),
        }


class PhotoKeeper:
    """Keeps a photo as it came, byte by byte: what it proves is what the phone sent."""

    def __init__(self, media: MediaStore) -> None:
        self._media = media

    def keep(self, path: Path) -> Photo:
        """Waits for the check. Raises PhotoRefused, or StorageUnavailable where the disk refuses it."""
        try:
            content = path.read_bytes()
        except FileNotFoundError as error:
            raise PhotoRefused("photo_missing") from error
        if len(content) > PHOTO_BYTES:
            raise PhotoRefused("photo_too_large")
        found = _looked_at(content)
        if "refused" in found:
            raise PhotoRefused(str(found["refused"]))
        digest = self._media.keep(content, _SUFFIXES[str(found["kind"])])
        return Photo(digest, int(found["width"]), int(found["height"]), len(content))


def _looked_at(content: bytes) -> dict[str, str | int]:
    """What the checking process says of these very bytes. One that dies or hangs has met no honest photo."""
    try:
        done = subprocess.run(
            [sys.executable, "-m", "app.lanpage.photo_check", str(PHOTO_PIXELS)],
            input=content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=_CHECK_S,
            check=True,
            cwd=_ROOT,
        )
        found: dict[str, str | int] = json.loads(done.stdout)
    except (subprocess.SubprocessError, ValueError):
        return {"refused": "photo_broken"}
    return found
