"""The uptime of cameras, a row for each camera and day."""

from collections.abc import Iterable

import sqlite_utils

from app.model.health import Uptime


class UptimeReader:
    def __init__(self, database: sqlite_utils.Database) -> None:
        self._database = database

    def since(self, day: str) -> list[Uptime]:
        rows = self._database.query(
            "SELECT camera_id, day, live_s, observed_s FROM camera_uptime WHERE day >= ? ORDER BY day", [day]
        )
        return [Uptime(row["camera_id"], row["day"], row["live_s"], row["observed_s"]) for row in rows]


class UptimeRepository(UptimeReader):
    def add(self, seconds: Iterable[Uptime]) -> None:
        """Adds to what the days already have."""
        for one in seconds:
            self._database.execute(
                "INSERT INTO camera_uptime (camera_id, day, live_s, observed_s) VALUES (?, ?, ?, ?)"
                " ON CONFLICT (camera_id, day) DO UPDATE SET"
                " live_s = live_s + excluded.live_s, observed_s = observed_s + excluded.observed_s",
                [one.camera_id, one.day, one.live_s, one.observed_s],
            )
