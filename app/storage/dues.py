"""What incidents owe and until when, and the site's table of these times."""

from typing import Any

import sqlite_utils

from app.core.clock import parse_stamp, stamp
from app.model.deadline import Due, PhoneReport, Recipient, ReportDeadline
from app.storage.columns import moment_of, text_of
from app.storage.rows import insert, upsert


class DueReader:
    def __init__(self, database: sqlite_utils.Database) -> None:
        self._database = database

    def deadlines(self) -> list[ReportDeadline]:
        """The site's table, in the order of its lines."""
        return [
            _deadline(row) for row in self._database.query("SELECT * FROM report_deadline ORDER BY rowid")
        ]

    def of_incident(self, incident_id: str) -> list[Due]:
        """In the order in which they came up."""
        rows = self._database.query(
            "SELECT * FROM report_due WHERE incident_id = ? ORDER BY rowid", [incident_id]
        )
        return [_due(row) for row in rows]

    def of_incidents(self, incident_ids: list[str]) -> dict[str, list[Due]]:
        """For a list of incidents; those that owe nothing are left out."""
        marks = ", ".join("?" * len(incident_ids))
        rows = self._database.query(
            f"SELECT * FROM report_due WHERE incident_id IN ({marks}) ORDER BY rowid",  # marks only
            incident_ids,
        )
        found: dict[str, list[Due]] = {}
        for row in rows:
            found.setdefault(row["incident_id"], []).append(_due(row))
        return found

    def get(self, due_id: str) -> Due | None:
        rows = list(self._database.query("SELECT * FROM report_due WHERE id = ?", [due_id]))
        return _due(rows[0]) if rows else None

    def phone_reports(self, incident_id: str) -> list[PhoneReport]:
        """In the order in which they were made."""
        rows = self._database.query(
            "SELECT * FROM phone_report WHERE incident_id = ? ORDER BY at, rowid", [incident_id]
        )
        return [_phone_report(row) for row in rows]

    def unsettled(self) -> list[str]:
        """Ids of the incidents in which time may bring something: running ones, and closed ones that still owe."""
        rows = self._database.query(
            "SELECT id FROM incident WHERE state = 'running'"
            " UNION SELECT incident_id FROM report_case WHERE settled = 0"
        )
        return [row["id"] for row in rows]

    def after_the_end(self) -> list[str]:
        """Incidents that are over and may owe something."""
        rows = self._database.query(
            "SELECT incident_id FROM report_case WHERE settled = 0"
            " AND incident_id NOT IN (SELECT id FROM incident WHERE state = 'running')"
        )
        return [row["incident_id"] for row in rows]

    def is_unsettled(self, incident_id: str) -> bool:
        rows = self._database.query(
            "SELECT 1 FROM report_case WHERE incident_id = ? AND settled = 0", [incident_id]
        )
        return next(iter(rows), None) is not None


class DueRepository(DueReader):
    def save_deadline(self, line: ReportDeadline) -> None:
        upsert(
            self._database,
            "report_deadline",
            {
                "id": line.id,
                "role": line.recipient.role,
                "person_id": line.recipient.person_id,
                "level": line.level,
                "phone_min": line.phone_min,
                "written_min": line.written_min,
                "follow_up_h": line.follow_up_h,
            },
        )

    def remove_deadline(self, record_id: str) -> None:
        self._database.execute("DELETE FROM report_deadline WHERE id = ?", [record_id])

    def save(self, due: Due) -> None:
        upsert(
            self._database,
            "report_due",
            {
                "id": due.id,
                "incident_id": due.incident_id,
                "stage": due.stage,
                "role": due.recipient.role,
                "person_id": due.recipient.person_id,
                "number": due.number,
                "level": due.level,
                "length_s": float(due.length_s),
                "due_at": stamp(due.due_at),
                "due_monotonic": float(due.due_monotonic),
                "boot_id": due.boot_id,
                "met_at": text_of(due.met_at),
                "missed_at": text_of(due.missed_at),
                "ended_at": text_of(due.ended_at),
                "ended": due.ended,
                "reason": due.reason,
            },
        )

    def add_phone_report(self, report: PhoneReport) -> None:
        insert(
            self._database,
            "phone_report",
            {
                "id": report.id,
                "incident_id": report.incident_id,
                "role": report.recipient.role,
                "person_id": report.recipient.person_id,
                "whom": report.whom,
                "at": stamp(report.at),
                "said": report.said,
                "by_id": report.by_id,
            },
        )

    def mark(self, incident_id: str, *, settled: bool) -> None:
        """Whether an incident is looked at again once it is closed."""
        self._database.execute(
            "INSERT INTO report_case (incident_id, settled) VALUES (?, ?)"
            " ON CONFLICT (incident_id) DO UPDATE SET settled = excluded.settled",
            [incident_id, int(settled)],
        )


def _deadline(row: dict[str, Any]) -> ReportDeadline:
    return ReportDeadline(
        id=row["id"],
        recipient=Recipient(row["role"], row["person_id"]),
        level=row["level"],
        phone_min=row["phone_min"],
        written_min=row["written_min"],
        follow_up_h=row["follow_up_h"],
    )


def _due(row: dict[str, Any]) -> Due:
    return Due(
        id=row["id"],
        incident_id=row["incident_id"],
        stage=row["stage"],
        recipient=Recipient(row["role"], row["person_id"]),
        number=row["number"],
        level=row["level"],
        length_s=row["length_s"],
        due_at=parse_stamp(row["due_at"]),
        due_monotonic=row["due_monotonic"],
        boot_id=row["boot_id"],
        met_at=moment_of(row["met_at"]),
        missed_at=moment_of(row["missed_at"]),
        ended_at=moment_of(row["ended_at"]),
        ended=row["ended"],
        reason=row["reason"],
    )


def _phone_report(row: dict[str, Any]) -> PhoneReport:
    return PhoneReport(
        id=row["id"],
        incident_id=row["incident_id"],
        recipient=Recipient(row["role"], row["person_id"]),
        whom=row["whom"],
        at=parse_stamp(row["at"]),
        said=row["said"],
        by_id=row["by_id"],
    )
