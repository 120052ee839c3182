"""When something moved in front of which camera: for the time line, not for the log."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import sqlite_utils

from app.core.clock import parse_stamp, stamp
from app.model.motion import Motion

_LONGEST = timedelta(hours=1)
"""No row lasts longer: what overlaps a time has begun within an hour before it."""


class MotionReader:
    def __init__(self, database: sqlite_utils.Database) -> None:
        self._database = database

    def between(self, camera_ids: Sequence[str], since: datetime, until: datetime) -> list[Motion]:
        """What overlaps the time, the oldest first."""
        marks = ", ".join("?" * len(camera_ids))
        rows = self._database.query(
            f"SELECT * FROM motion WHERE camera_id IN ({marks})"  # question marks only
            " AND began_at > ? AND began_at < ? AND ended_at > ? ORDER BY began_at",
            [*camera_ids, stamp(since - _LONGEST), stamp(until), stamp(since)],
        )
        return [
            Motion(row["camera_id"], parse_stamp(row["began_at"]), parse_stamp(row["ended_at"]))
            for row in rows
        ]


class MotionRepository(MotionReader):
    def add(self, motion: Motion, joined: timedelta) -> None:
        """Lengthens the last stretch when this one begins soon after its end, so that flicker is one row."""
        if motion.ended_at - motion.began_at > _LONGEST:
            half = motion.began_at + _LONGEST
            self.add(Motion(motion.camera_id, motion.began_at, half), joined)
            self.add(Motion(motion.camera_id, half, motion.ended_at), timedelta(0))
            return
        longer = self._database.execute(
            "UPDATE motion SET ended_at = max(ended_at, ?) WHERE camera_id = ? AND ended_at >= ? AND began_at <= ?"
            " AND began_at > ?",
            [
                stamp(motion.ended_at),
                motion.camera_id,
                stamp(motion.began_at - joined),
                stamp(motion.began_at),
                stamp(motion.ended_at - _LONGEST),
            ],
        )
        if longer.rowcount == 0:
            self._database.execute(
                "INSERT OR IGNORE INTO motion (camera_id, began_at, ended_at) VALUES (?, ?, ?)",
                [motion.camera_id, stamp(motion.began_at), stamp(motion.ended_at)],
            )

    def forget_before(self, moment: datetime) -> None:
        self._database.execute("DELETE FROM motion WHERE began_at < ?", [stamp(moment)])
