"""Puts a report over a time together out of what is stored."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from app.core.errors import NotFound
from app.figures.periods import until_now
from app.model.paper import Paper
from app.model.period_report import (
    OwedReport,
    PeriodReport,
    PeriodReportDraft,
    ReportKey,
    SpecialPeriod,
)
from app.period_reports.drafting import Section, sections
from app.period_reports.gathering import facts_of
from app.period_reports.paper import Sheet, period_paper
from app.period_reports.rules import before_of, of_key
from app.period_reports.standing import times_of
from app.period_reports.wording import PeriodWords, SiteNames
from app.reports.wording import PaperWords
from app.storage.transaction import Reader


@dataclass(frozen=True, slots=True)
class Drafted:
    """A report as it stands now; `versions` are those that were made, the newest first."""

    report: OwedReport
    sections: tuple[Section, ...]
    draft: PeriodReportDraft
    versions: tuple[PeriodReport, ...]
    is_over: bool


def drafted(reader: Reader, key: ReportKey, language: str, now: datetime) -> Drafted:
    """Raises NotFound (no_period) for a month or day that is none."""
    zone = ZoneInfo(reader.site.site().timezone)
    times = times_of(reader, now)
    try:
        report = of_key(key, times, zone)
    except ValueError as error:
        raise NotFound("no_period", period=key.period) from error
    facts = facts_of(reader, report.span, before_of(report, times, zone), now)
    found = sections(key.kind, facts, words_of(reader, language))
    return Drafted(
        report,
        tuple(found),
        reader.period_reports.draft(key),
        tuple(reader.period_reports.versions(key)),
        report.span.until <= now,
    )


def paper_of(reader: Reader, one: Drafted, language: str, by: str, now: datetime, *, draft: bool) -> Paper:
    site = reader.site.site()
    papers = PaperWords(language)
    sheet = Sheet(
        key=one.report.key,
        office=papers.office(site),
        covered=until_now(one.report.span, now),
        is_over=one.is_over,
        version=len(one.versions) + 1,
        by=by,
        made_at=now,
        made_on=papers.day(now, site),
        special=_special_of(reader, one.report.key),
    )
    words = words_of(reader, language)
    return period_paper(sheet, one.sections, one.draft.own_words, words, papers, draft=draft)


def words_of(reader: Reader, language: str) -> PeriodWords:
    site = reader.site
    code = "zh" if language.startswith("zh") else "en"
    names = SiteNames(
        plans=site.plan_names(),
        places={place.id: place.name.in_language(code) for place in site.places()},
        said_places={place.id: (place.name.zh, place.name.en) for place in site.places()},
        people={person.id: person.name.in_language(code) for person in site.people()},
        cameras={camera.id: camera.name.in_language(code) for camera in site.cameras()},
    )
    return PeriodWords(code, names, ZoneInfo(site.site().timezone))


def _special_of(reader: Reader, key: ReportKey) -> SpecialPeriod | None:
    if key.kind != "daily":
        return None
    periods = reader.period_reports.special_periods()
    return next((one for one in periods if one.first <= key.period <= one.last), None)
