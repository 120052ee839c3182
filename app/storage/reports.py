"""Reports that were sent, their receipts, and forms not yet sent."""

import json
from datetime import datetime
from types import MappingProxyType
from typing import Any

import sqlite_utils

from app.core.clock import parse_stamp, stamp
from app.model.journal import Actor
from app.model.report import Receipt, Report, ReportDraft, ReportKind
from app.storage.rows import insert


class ReportReader:
    def __init__(self, database: sqlite_utils.Database) -> None:
        self._database = database

    def of_incident(self, incident_id: str) -> list[Report]:
        """All versions, in the order in which they were sent."""
        rows = self._database.query(
            "SELECT * FROM report WHERE incident_id = ? ORDER BY rowid", [incident_id]
        )
        return [_report(row) for row in rows]

    def get(self, report_id: str) -> Report | None:
        rows = list(self._database.query("SELECT * FROM report WHERE id = ?", [report_id]))
        return _report(rows[0]) if rows else None

    def corrected(self, incident_ids: list[str]) -> set[str]:
        """Those of the incidents of which a report has more than one version."""
        marks = ", ".join("?" * len(incident_ids))
        rows = self._database.query(
            f"SELECT DISTINCT incident_id FROM report WHERE version > 1 AND incident_id IN ({marks})",
            incident_ids,
        )
        return {row["incident_id"] for row in rows}

    def count_of_year(self, prefix: str) -> int:
        """Reports, each counted once however many versions it has, whose serial begins so (`2026-`, `2026-D`)."""
        rows = self._database.query(
            "SELECT count(*) AS n FROM report WHERE version = 1 AND serial GLOB ? || '[0-9]*'", [prefix]
        )
        return int(next(iter(rows))["n"])

    def receipts(self, incident_id: str) -> list[Receipt]:
        """Of all its reports, in the order in which they came."""
        rows = self._database.query(
            "SELECT * FROM report_receipt WHERE report_id IN (SELECT id FROM report WHERE incident_id = ?)"
            " ORDER BY rowid",
            [incident_id],
        )
        return [_receipt(row) for row in rows]

    def receipts_of(self, report_id: str) -> list[Receipt]:
        rows = self._database.query(
            "SELECT * FROM report_receipt WHERE report_id = ? ORDER BY rowid", [report_id]
        )
        return [_receipt(row) for row in rows]

    def sent_since(self, moment: datetime) -> list[Report]:
        """All versions, the newest first."""
        rows = self._database.query(
            "SELECT * FROM report WHERE sent_at >= ? ORDER BY rowid DESC", [stamp(moment)]
        )
        return [_report(row) for row in rows]

    def drafts(self, incident_id: str) -> list[ReportDraft]:
        """The one written last stands last."""
        rows = self._database.query(
            "SELECT * FROM report_draft WHERE incident_id = ? ORDER BY rowid", [incident_id]
        )
        return [_draft(row) for row in rows]


class ReportRepository(ReportReader):
    def add(self, report: Report) -> None:
        """A report is stored once and never again."""
        insert(
            self._database,
            "report",
            {
                "id": report.id,
                "incident_id": report.incident_id,
                "kind": report.kind,
                "number": report.number,
                "version": report.version,
                "serial": report.serial,
                "language": report.language,
                "content": _json(dict(report.content)),
                "changed": _json(list(report.changed)),
                "people": _json(list(report.people)),
                "sent_at": stamp(report.sent_at),
                "sent_monotonic": float(report.sent_monotonic),
                "boot_id": report.boot_id,
                "by_id": report.by.person_id,
                "by_name": report.by.name,
                "reason": report.reason,
                "paper": report.paper,
            },
        )

    def add_receipt(self, receipt: Receipt) -> None:
        insert(
            self._database,
            "report_receipt",
            {
                "id": receipt.id,
                "report_id": receipt.report_id,
                "person_id": receipt.person_id,
                "whom": receipt.whom,
                "path": receipt.path,
                "at": stamp(receipt.at),
                "by_id": receipt.by_id,
            },
        )

    def save_draft(self, draft: ReportDraft) -> None:
        self.remove_draft(draft.incident_id, draft.kind, draft.corrects)
        insert(
            self._database,
            "report_draft",
            {
                "incident_id": draft.incident_id,
                "kind": draft.kind,
                "corrects": draft.corrects,
                "language": draft.language,
                "content": _json(dict(draft.content)),
                "people": _json(list(draft.people)),
                "reason": draft.reason,
            },
        )

    def remove_draft(self, incident_id: str, kind: ReportKind, corrects: str) -> None:
        self._database.execute(
            "DELETE FROM report_draft WHERE incident_id = ? AND kind = ? AND corrects = ?",
            [incident_id, kind, corrects],
        )


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _report(row: dict[str, Any]) -> Report:
    return Report(
        id=row["id"],
        incident_id=row["incident_id"],
        kind=row["kind"],
        number=row["number"],
        version=row["version"],
        serial=row["serial"],
        language=row["language"],
        content=MappingProxyType(json.loads(row["content"])),
        changed=tuple(json.loads(row["changed"])),
        people=tuple(json.loads(row["people"])),
        sent_at=parse_stamp(row["sent_at"]),
        sent_monotonic=row["sent_monotonic"],
        boot_id=row["boot_id"],
        by=Actor(row["by_id"], row["by_name"]),
        reason=row["reason"],
        paper=row["paper"],
    )


def _receipt(row: dict[str, Any]) -> Receipt:
    return Receipt(
        id=row["id"],
        report_id=row["report_id"],
        person_id=row["person_id"],
        whom=row["whom"],
        path=row["path"],
        at=parse_stamp(row["at"]),
        by_id=row["by_id"],
    )


def _draft(row: dict[str, Any]) -> ReportDraft:
    return ReportDraft(
        incident_id=row["incident_id"],
        kind=row["kind"],
        corrects=row["corrects"],
        language=row["language"],
        content=MappingProxyType(json.loads(row["content"])),
        people=tuple(json.loads(row["people"])),
        reason=row["reason"],
    )
