"""Remembers PINs a SIM card refused, so that none is tried twice: the third wrong one locks the card."""

import hashlib
import json
import logging
import os
from pathlib import Path

from app.core.private_files import private

log = logging.getLogger(__name__)


class RefusedPins:
    """One small file. A PIN stands in it before it is tried and is taken out once it was right, whatever happens between."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def may_try(self, card: str, pin: str) -> bool:
        """False for a PIN that was refused; for every PIN while the file cannot be read."""
        try:
            return _name(card, pin) not in self._load()
        except (OSError, ValueError) as error:
            log.error("no PIN is tried while the list of refused ones cannot be read: %s", error)
            return False

    def trying(self, card: str, pin: str) -> None:
        """Raises OSError where this cannot be written down: then the PIN must not be tried."""
        self._store({*self._load(), _name(card, pin)})

    def was_right(self, card: str, pin: str) -> None:
        self._store(self._load() - {_name(card, pin)})

    def _load(self) -> set[str]:
        if not self._file.exists():
            return set()
        names = json.loads(self._file.read_text(encoding="utf-8"))
        if not isinstance(names, list):
            raise ValueError(f"{self._file} is no list")
        return set(names)

    def _store(self, names: set[str]) -> None:
        """On the disk before it returns: a power cut must not forget a PIN that was tried."""
        partial = self._file.with_suffix(".partial")
        with open(partial, "w", encoding="utf-8", opener=private) as file:
            json.dump(sorted(names), file)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(self._file)


def _name(card: str, pin: str) -> str:
    """Not the PIN itself: a right one stands here while it is being tried."""
    return hashlib.sha256(f"{card}\n{pin}".encode()).hexdigest()
