"""The index of recorded files, and how long they stay."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

import sqlite_utils

from app.core.clock import parse_stamp, stamp
from app.model.recording import Evidence, Retention, Segment
from app.storage.columns import moment_of

_LONGEST = timedelta(hours=1)
"""No file lasts longer: what overlaps a time has begun within an hour before it."""

_DAY = "iif(keep_id = '', substr(path, length(camera_id) + 2, 10), '')"


class RecordingReader:
    def __init__(self, database: sqlite_utils.Database) -> None:
        self._database = database

    def between(self, camera_id: str, since: datetime, until: datetime) -> list[Segment]:
        """Files of a camera that are there and overlap the time, the oldest first."""
        return self._all(
            "WHERE camera_id = ? AND started_at > ? AND started_at < ? AND ended_at > ? AND missing = 0 "
            "ORDER BY started_at",
            [camera_id, stamp(since - _LONGEST), stamp(until), stamp(since)],
        )

    def get(self, segment_id: str) -> Segment | None:
        found = self._all("WHERE id = ?", [segment_id])
        return found[0] if found else None

    def begun_at(self, camera_id: str) -> list[datetime]:
        """Every ten minutes in which a file of the camera begins."""
        rows = self._database.query(
            "SELECT DISTINCT substr(started_at, 1, 15) AS at FROM segment WHERE camera_id = ? AND missing = 0",
            [camera_id],
        )
        return sorted(parse_stamp(row["at"] + "0:00.000Z") for row in rows)

    def removable(self, limit: int) -> list[Segment]:
        """Those that are no evidence, the oldest first."""
        return self._all("WHERE protected = 0 AND missing = 0 ORDER BY started_at LIMIT ?", [limit])

    def unhashed(self, limit: int) -> list[Segment]:
        return self._all("WHERE sha256 = '' AND missing = 0 ORDER BY started_at LIMIT ?", [limit])

    def usage(self) -> int:
        """Bytes of all files that are there."""
        return self._number("SELECT coalesce(sum(size), 0) AS n FROM segment WHERE missing = 0", [])

    def evidence_size(self) -> int:
        """Bytes of what retention never removes."""
        return self._number(
            "SELECT coalesce(sum(size), 0) AS n FROM segment WHERE protected = 1 AND missing = 0", []
        )

    def evidence(self) -> list[Evidence]:
        """What retention never removes, by clip, the newest first."""
        rows = self._database.query(
            f"SELECT keep_id, {_DAY} AS day, group_concat(DISTINCT camera_id) AS cameras, min(started_at) AS began, "
            "max(ended_at) AS ended, count(*) AS files, sum(size) AS size FROM segment "
            "WHERE protected = 1 AND missing = 0 GROUP BY keep_id, day, iif(keep_id = '', camera_id, '') "
            "ORDER BY began DESC"  # fixed words only
        )
        return [
            Evidence(
                row["keep_id"],
                row["day"],
                tuple(sorted(row["cameras"].split(","))),
                parse_stamp(row["began"]),
                parse_stamp(row["ended"]),
                row["files"],
                row["size"],
            )
            for row in rows
        ]

    def files_of(self, evidence: Evidence) -> list[Segment]:
        if evidence.keep_id:
            return self._all("WHERE protected = 1 AND keep_id = ?", [evidence.keep_id])
        return self._all(
            f"WHERE protected = 1 AND keep_id = '' AND camera_id = ? AND {_DAY} = ?",
            [evidence.camera_ids[0], evidence.day],
        )

    def of_clip(self, keep_id: str) -> list[Segment]:
        """The files of a clip that are there: of an incident, all its cameras'."""
        return self._all("WHERE keep_id = ? AND missing = 0 ORDER BY camera_id, started_at", [keep_id])

    def ordinary_since(self, moment: datetime) -> tuple[int, datetime | None]:
        """Like `recorded_since`, without clips."""
        return self._since(moment, "AND keep_id = ''")

    def recorded_since(self, moment: datetime) -> tuple[int, datetime | None]:
        """Bytes of files begun since then, and when the first of these began."""
        return self._since(moment, "")

    def oldest(self) -> datetime | None:
        """When the oldest recording that is there began."""
        rows = list(self._database.query("SELECT min(started_at) AS at FROM segment WHERE missing = 0"))
        return moment_of(rows[0]["at"])

    def any(self) -> bool:
        return bool(list(self._database.query("SELECT 1 FROM segment WHERE missing = 0 LIMIT 1")))

    def missing(self) -> int:
        """How many files are in the index and not on the disk."""
        return self._number("SELECT count(*) AS n FROM segment WHERE missing = 1", [])

    def folders(self) -> set[str]:
        """`camera/day` of all files known."""
        rows = self._database.query(
            "SELECT DISTINCT camera_id || '/' || substr(path, length(camera_id) + 2, 10) AS folder FROM segment"
        )
        return {row["folder"] for row in rows}

    def within(self, folder: str) -> dict[str, bool]:
        """Paths known below `camera/day`, and whether each is marked as missing."""
        rows = self._database.query(
            "SELECT path, missing FROM segment WHERE path >= ? AND path < ?", [f"{folder}/", f"{folder}0"]
        )
        return {row["path"]: bool(row["missing"]) for row in rows}

    def retention(self) -> Retention:
        rows = list(self._database.query("SELECT days, gigabytes FROM retention"))
        return Retention(rows[0]["days"], rows[0]["gigabytes"]) if rows else Retention()

    def _since(self, moment: datetime, condition: str) -> tuple[int, datetime | None]:
        rows = self._database.query(
            "SELECT coalesce(sum(size), 0) AS n, min(started_at) AS first FROM segment "
            f"WHERE started_at >= ? {condition}",  # fixed words only
            [stamp(moment)],
        )
        row = next(iter(rows))
        return int(row["n"]), moment_of(row["first"])

    def _all(self, condition: str, values: list[Any]) -> list[Segment]:
        return [_segment(row) for row in self._database.query(f"SELECT * FROM segment {condition}", values)]

    def _number(self, question: str, values: list[Any]) -> int:
        return int(next(iter(self._database.query(question, values)))["n"])


class RecordingRepository(RecordingReader):
    def add(self, segment: Segment) -> bool:
        """False when it is known already; what is known of it stays."""
        if self.get(segment.id) is not None:
            return False
        self._database.table("segment").insert(_row(segment))
        return True

    def mark(self, paths: Iterable[str], *, missing: bool) -> None:
        """Whether the files are there."""
        for path in paths:
            self._database.execute("UPDATE segment SET missing = ? WHERE path = ?", [int(missing), path])

    def set_hash(self, segment_id: str, sha256: str) -> None:
        self._database.execute("UPDATE segment SET sha256 = ? WHERE id = ?", [sha256, segment_id])

    def protect(self, segment_id: str) -> None:
        self._database.execute("UPDATE segment SET protected = 1 WHERE id = ?", [segment_id])

    def release(self, segment_id: str) -> None:
        self._database.execute("UPDATE segment SET protected = 0 WHERE id = ?", [segment_id])

    def remove(self, segment_id: str) -> None:
        """Never evidence: that is left as it is."""
        self._database.execute("DELETE FROM segment WHERE id = ? AND protected = 0", [segment_id])

    def save_retention(self, retention: Retention) -> None:
        self._database.table("retention").upsert(
            {"id": 1, "days": retention.days, "gigabytes": retention.gigabytes}, pk="id"
        )


def _row(segment: Segment) -> dict[str, Any]:
    return {
        "id": segment.id,
        "camera_id": segment.camera_id,
        "path": segment.path,
        "started_at": stamp(segment.started_at),
        "ended_at": stamp(segment.ended_at),
        "size": segment.size,
        "sha256": segment.sha256,
        "keep_id": segment.keep_id,
        "protected": int(segment.protected),
        "missing": int(segment.missing),
    }


def _segment(row: dict[str, Any]) -> Segment:
    return Segment(
        id=row["id"],
        camera_id=row["camera_id"],
        path=row["path"],
        started_at=parse_stamp(row["started_at"]),
        ended_at=parse_stamp(row["ended_at"]),
        size=row["size"],
        sha256=row["sha256"],
        keep_id=row["keep_id"],
        protected=bool(row["protected"]),
        missing=bool(row["missing"]),
    )
