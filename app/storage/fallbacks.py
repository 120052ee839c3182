"""Cameras that software decodes because the graphics card failed them, until somebody switches that off and on again."""

import sqlite_utils

from app.core.clock import parse_stamp, stamp
from app.model.health import Fallback


class FallbackReader:
    def __init__(self, database: sqlite_utils.Database) -> None:
        self._database = database

    def all(self) -> dict[str, Fallback]:
        """By camera."""
        rows = self._database.query("SELECT * FROM camera_fallback")
        return {row["camera_id"]: Fallback(parse_stamp(row["since"]), row["cause"]) for row in rows}


class FallbackRepository(FallbackReader):
    def add(self, camera_id: str, fallback: Fallback) -> None:
        self._database.execute(
            "INSERT INTO camera_fallback (camera_id, since, cause) VALUES (?, ?, ?)",
            [camera_id, stamp(fallback.since), fallback.cause],
        )
