"""Sentences of entries about reports over a time and special protection periods."""

from collections.abc import Mapping

from app.model.journal import Draft
from app.ui.language import Worded


class PeriodReportEntryWords(Worded):
    """`EntryWords` fills in the values."""

    def values(self, draft: Draft) -> Mapping[str, str]:
        """Which report it is about, and its version where that is not the first."""
        data = draft.data
        if "report_kind" in data:
            monthly = data["report_kind"] == "monthly"
            words = (
                self.tr("Information report of {period}") if monthly else self.tr("Daily report of {period}")
            )
            version = data.get("version", "1")
            again = self.tr(", version {number}").format(number=version) if version != "1" else ""
            return {"written": words.format(period=data.get("period", "")), "again": again}
        if "month_day" in data:
            never = data["month_day"] == "0"
            day = self.tr("not due") if never else self.tr("due on day {day}").format(day=data["month_day"])
            return {"monthly": day}
        return {}

    def sentences(self) -> dict[str, str]:
        return {
            "period_report_due": self.tr("Due now: {written}"),
            "period_report_missed": self.tr("Not made in time: {written}"),
            "period_report_made": self.tr("{written} made{again}"),
            "special_period_saved": self.tr("Special protection period {begins} to {ends}: {text}"),
            "special_period_removed": self.tr(
                "Special protection period {begins} to {ends} taken away: {text}"
            ),
            "report_times_changed": self.tr(
                "Monthly report {monthly}, daily report for 24 hours until {daily_at}"
            ),
        }
