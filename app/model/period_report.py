"""Reports over a time: the information report of a month, the daily report in a special protection period."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Literal

from app.model.figures import Span
from app.model.journal import Actor

PeriodReportKind = Literal["monthly", "daily"]
NOT_OWED = 0
"""As the day of the month: nobody waits for monthly reports."""


@dataclass(frozen=True, slots=True)
class SpecialPeriod:
    """Days in which a report is due every day; both ends included, by the site's calendar (`2026-10-01`)."""

    id: str
    first: str
    last: str
    reason: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class ReportTimes:
    """When reports are due. Those that were due before `since` are not owed: nobody knew of them then."""

    since: datetime
    month_day: int = 3
    """Of the month after; NOT_OWED for never."""
    daily_at: str = "08:00"
    """The daily report covers the 24 hours until then and is due an hour later."""


@dataclass(frozen=True, slots=True)
class ReportKey:
    """`period` is a month (`2026-10`) or a day (`2026-10-01`)."""

    kind: PeriodReportKind
    period: str


@dataclass(frozen=True, slots=True)
class OwedReport:
    """What a report covers, from when on it can be made, and until when it is due (None: it is not owed)."""

    key: ReportKey
    span: Span
    due_at: datetime | None
    remind_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Reminded:
    """A report whose time has come."""

    key: ReportKey
    due_at: datetime
    missed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class PeriodReport:
    """One version, as it was made. It never changes; a later version stands beside it."""

    id: str
    key: ReportKey
    version: int
    span: Span
    language: str
    own_words: Mapping[str, str]
    """By section: what a person wrote."""
    made_at: datetime
    by: Actor
    paper: str
    """SHA-256 of its PDF."""


@dataclass(frozen=True, slots=True)
class PeriodReportDraft:
    key: ReportKey
    own_words: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
