"""Special protection periods, and the reports over a time that were made, are being written, and are due."""

import json
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import sqlite_utils

from app.core.clock import parse_stamp, stamp
from app.model.figures import Span
from app.model.journal import Actor
from app.model.period_report import (
    PeriodReport,
    PeriodReportDraft,
    Reminded,
    ReportKey,
    ReportTimes,
    SpecialPeriod,
)
from app.storage.columns import moment_of, text_of
from app.storage.rows import insert, upsert


class PeriodReportReader:
    def __init__(self, database: sqlite_utils.Database) -> None:
        self._database = database

    def special_periods(self) -> list[SpecialPeriod]:
        """The latest first."""
        rows = self._database.query("SELECT * FROM special_period ORDER BY first DESC, rowid DESC")
        return [
            SpecialPeriod(row["id"], row["first"], row["last"], row["reason"], parse_stamp(row["created_at"]))
            for row in rows
        ]

    def times(self) -> ReportTimes | None:
        """None before the program has begun to look after reports."""
        rows = list(self._database.query("SELECT * FROM period_report_times"))
        if not rows:
            return None
        return ReportTimes(parse_stamp(rows[0]["since"]), rows[0]["month_day"], rows[0]["daily_at"])

    def made(self) -> list[PeriodReport]:
        """All versions of all, the newest first."""
        rows = self._database.query("SELECT * FROM period_report ORDER BY made_at DESC, version DESC")
        return [_report(row) for row in rows]

    def versions(self, key: ReportKey) -> list[PeriodReport]:
        """The newest first."""
        rows = self._database.query(
            "SELECT * FROM period_report WHERE kind = ? AND period = ? ORDER BY version DESC",
            [key.kind, key.period],
        )
        return [_report(row) for row in rows]

    def get(self, report_id: str) -> PeriodReport | None:
        rows = list(self._database.query("SELECT * FROM period_report WHERE id = ?", [report_id]))
        return _report(rows[0]) if rows else None

    def draft(self, key: ReportKey) -> PeriodReportDraft:
        """An empty one where nobody has written yet."""
        rows = self._database.query(
            "SELECT own_words FROM period_report_draft WHERE kind = ? AND period = ?", [key.kind, key.period]
        )
        found = next(iter(rows), None)
        return PeriodReportDraft(key, _words(found["own_words"])) if found else PeriodReportDraft(key)

    def reminded(self) -> dict[ReportKey, Reminded]:
        """Reports whose time has come, made or not."""
        found = {}
        for row in self._database.query("SELECT * FROM period_report_due"):
            key = ReportKey(row["kind"], row["period"])
            missed = moment_of(row["missed_at"])
            found[key] = Reminded(key, parse_stamp(row["due_at"]), missed)
        return found


class PeriodReportRepository(PeriodReportReader):
    def save_special_period(self, period: SpecialPeriod) -> None:
        upsert(
            self._database,
            "special_period",
            {
                "id": period.id,
                "first": period.first,
                "last": period.last,
                "reason": period.reason,
                "created_at": stamp(period.created_at),
            },
        )

    def remove_special_period(self, period_id: str) -> None:
        self._database.execute("DELETE FROM special_period WHERE id = ?", [period_id])

    def save_times(self, times: ReportTimes) -> None:
        upsert(
            self._database,
            "period_report_times",
            {
                "id": 1,
                "since": stamp(times.since),
                "month_day": times.month_day,
                "daily_at": times.daily_at,
            },
        )

    def add(self, report: PeriodReport) -> None:
        insert(
            self._database,
            "period_report",
            {
                "id": report.id,
                "kind": report.key.kind,
                "period": report.key.period,
                "version": report.version,
                "since": stamp(report.span.since),
                "until": stamp(report.span.until),
                "language": report.language,
                "own_words": _text(report.own_words),
                "made_at": stamp(report.made_at),
                "by_id": report.by.person_id,
                "by_name": report.by.name,
                "paper": report.paper,
            },
        )

    def save_draft(self, draft: PeriodReportDraft) -> None:
        upsert(
            self._database,
            "period_report_draft",
            {"kind": draft.key.kind, "period": draft.key.period, "own_words": _text(draft.own_words)},
            key=("kind", "period"),
        )

    def save_reminded(self, reminded: Reminded) -> None:
        upsert(
            self._database,
            "period_report_due",
            {
                "kind": reminded.key.kind,
                "period": reminded.key.period,
                "due_at": stamp(reminded.due_at),
                "missed_at": text_of(reminded.missed_at),
            },
            key=("kind", "period"),
        )


def _text(words: Mapping[str, str]) -> str:
    return json.dumps(dict(words), ensure_ascii=False, sort_keys=True)


def _words(text: str) -> MappingProxyType[str, str]:
    return MappingProxyType(json.loads(text))


def _report(row: dict[str, Any]) -> PeriodReport:
    return PeriodReport(
        id=row["id"],
        key=ReportKey(row["kind"], row["period"]),
        version=row["version"],
        span=Span(parse_stamp(row["since"]), parse_stamp(row["until"])),
        language=row["language"],
        own_words=_words(row["own_words"]),
        made_at=parse_stamp(row["made_at"]),
        by=Actor(row["by_id"], row["by_name"]),
        paper=row["paper"],
    )
