"""What each camera usually shows, as its host learnt it: nothing here is read but by a host."""

import sqlite_utils

from app.core.clock import parse_stamp, stamp
from app.model.health import LearntView


class LearntViewReader:
    def __init__(self, database: sqlite_utils.Database) -> None:
        self._database = database

    def all(self) -> list[LearntView]:
        rows = self._database.query("SELECT * FROM camera_view ORDER BY camera_id, width")
        return [
            LearntView(
                row["camera_id"],
                (row["width"], row["height"]),
                row["data"],
                bool(row["moved"]),
                parse_stamp(row["learnt_at"]),
                row["source"],
            )
            for row in rows
        ]


class LearntViewRepository(LearntViewReader):
    def save(self, view: LearntView) -> None:
        self._database.table("camera_view").upsert(
            {
                "camera_id": view.camera_id,
                "width": view.size[0],
                "height": view.size[1],
                "data": view.data,
                "moved": int(view.moved),
                "learnt_at": stamp(view.learnt_at),
                "source": view.source,
            },
            pk=("camera_id", "width", "height"),
        )

    def forget(self, camera_id: str) -> None:
        self._database.execute("DELETE FROM camera_view WHERE camera_id = ?", [camera_id])
