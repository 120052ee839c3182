"""Which reports there are by now, out of what is stored."""

from datetime import datetime
from zoneinfo import ZoneInfo

from app.model.period_report import OwedReport, ReportKey, ReportTimes
from app.period_reports.rules import Known, all_begun
from app.storage.transaction import Reader, Transaction


def reports_of(reader: Reader | Transaction, now: datetime) -> list[OwedReport]:
    """The latest first; none before the log begins."""
    begun = reader.figures.begun_at()
    if begun is None:
        return []
    zone = ZoneInfo(reader.site.site().timezone)
    special = tuple(reader.period_reports.special_periods())
    return all_begun(Known(times_of(reader, now), special, begun, zone), now)


def made_keys(reader: Reader | Transaction) -> frozenset[ReportKey]:
    return frozenset(one.key for one in reader.period_reports.made())


def times_of(reader: Reader | Transaction, now: datetime) -> ReportTimes:
    """What the site has set; before it has, what everybody begins with, from now on."""
    return reader.period_reports.times() or ReportTimes(now)
