"""The table of PIN hashes and failed tries."""

from dataclasses import dataclass
from datetime import datetime

import sqlite_utils

from app.storage.columns import moment_of, text_of


@dataclass(frozen=True, slots=True)
class Pin:
    """An argon2id hash, how often a wrong PIN was given since, and until when the name is locked."""

    person_id: str
    hash: str
    failures: int = 0
    locked_until: datetime | None = None


class PinReader:
    def __init__(self, database: sqlite_utils.Database) -> None:
        self._database = database

    def pin(self, person_id: str) -> Pin | None:
        rows = list(self._database.query("SELECT * FROM pin WHERE person_id = ?", [person_id]))
        if not rows:
            return None
        row = rows[0]
        locked = moment_of(row["locked_until"])
        return Pin(row["person_id"], row["hash"], row["failures"], locked)

    def holders(self) -> set[str]:
        """Ids of the people who have a PIN."""
        return {row["person_id"] for row in self._database.query("SELECT person_id FROM pin")}


class PinRepository(PinReader):
    def set_pin_hash(self, person_id: str, pin_hash: str) -> None:
        self.save(Pin(person_id, pin_hash))

    def save(self, pin: Pin) -> None:
        row = {
            "person_id": pin.person_id,
            "hash": pin.hash,
            "failures": pin.failures,
            "locked_until": text_of(pin.locked_until),
        }
        self._database.table("pin").upsert(row, pk="person_id")
