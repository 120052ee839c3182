"""How this PC's window was left: what somebody chose to see and would choose again. No setting of the site."""

import contextlib
import json
import logging
from pathlib import Path

from app.core.errors import StorageUnavailable
from app.core.whole_file import write_whole

log = logging.getLogger(__name__)


class Remembered:
    """Words by name in a small file. Where it cannot be read or written the window is as at the first start."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def get(self, name: str, *, among: tuple[str, ...]) -> str:
        """The word that was put last, or the first of those that may be."""
        word = self._read().get(name, "")
        return word if word in among else among[0]

    def put(self, name: str, word: str) -> None:
        """Long on a slow disk: not on the UI thread."""
        text = json.dumps({**self._read(), name: word}, sort_keys=True)
        try:
            write_whole(self._path, text.encode())
        except StorageUnavailable as error:
            log.warning("how the window was left is not remembered: %s", error)

    def _read(self) -> dict[str, str]:
        with contextlib.suppress(OSError, ValueError, AttributeError):
            kept = json.loads(self._path.read_text(encoding="utf-8"))
            return {str(name): str(word) for name, word in kept.items()}
        return {}
