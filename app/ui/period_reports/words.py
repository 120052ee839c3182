"""What reports over a time are called and how they stand."""

from datetime import date, datetime, timedelta

from PySide6.QtCore import QDate, QObject

from app.model.period_report import PeriodReport, ReportKey
from app.period_reports.service import Standing
from app.ui.format import iso_date, short_time, site_zone
from app.ui.language import Worded, current_locale
from app.ui.names import Names
from app.ui.services import Services


class PeriodReportWords(Worded):
    def __init__(self, services: Services, names: Names, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services, self._names = services, names

    def name(self, key: ReportKey) -> str:
        """`Information report November 2026`, `Daily report Thu 1 Oct 2026`."""
        if key.kind == "monthly":
            return self.tr("Information report {month}").format(
                month=self._date(f"{key.period}-01", month=True)
            )
        return self.tr("Daily report {day}").format(day=self._date(key.period, month=False))

    def short_name(self, key: ReportKey) -> str:
        """For a list."""
        words = self.tr("Month {period}") if key.kind == "monthly" else self.tr("Day {period}")
        return words.format(period=key.period)

    def short_state(self, standing: Standing, now: datetime) -> str:
        """For a list, marked as the whole one is."""
        report = standing.report
        if standing.made:
            late = report.due_at is not None and standing.made[-1].made_at > report.due_at
            return self.tr("✓ made late") if late else self.tr("✓ made")
        if report.span.until > now:
            return self.tr("not over yet")
        if report.due_at is None:
            return self.tr("not made")
        return self.tr("▲ overdue") if report.due_at <= now else self.tr("to be made")

    def state(self, standing: Standing, now: datetime) -> str:
        """Word and mark, so that none is told by colour alone."""
        report = standing.report
        if standing.made:
            last = standing.made[0]
            made = self.tr("made {day}").format(day=self.day(last.made_at))
            late = report.due_at is not None and standing.made[-1].made_at > report.due_at
            return self.tr("✓ {made}, late").format(made=made) if late else f"✓ {made}"
        if report.span.until > now:
            return self.tr("not over yet")
        if report.due_at is None:
            return self.tr("not made")
        if report.due_at <= now:
            return self.tr("▲ overdue since {moment}").format(moment=self.moment(report.due_at))
        return self.tr("due by {moment}").format(moment=self.moment(report.due_at - timedelta(minutes=1)))

    def made(self, report: PeriodReport) -> str:
        name = self._names.person(report.by.person_id, report.by.name) or self.tr("nobody signed in")
        return self.tr("Version {number} · {moment} · {name}").format(
            number=report.version, moment=self.moment(report.made_at), name=name
        )

    def covers(self, standing: Standing) -> str:
        span = standing.report.span
        return self.tr("Covers {since} to {until}").format(
            since=self.moment(span.since), until=self.moment(span.until)
        )

    def moment(self, at: datetime) -> str:
        zone = site_zone(self._services.site.site().timezone)
        return f"{iso_date(at, zone)} {short_time(at, zone)}"

    def day(self, at: datetime) -> str:
        return iso_date(at, site_zone(self._services.site.site().timezone))

    def _date(self, iso: str, *, month: bool) -> str:
        day = date.fromisoformat(iso)
        pattern = (
            self.tr("MMMM yyyy", "month of a report, Qt date format")
            if month
            else self.tr("ddd d MMM yyyy", "day of a report, Qt date format")
        )
        return current_locale().toString(QDate(day.year, day.month, day.day), pattern)
