"""Which reports over a time are due, and when: each once, none twice, nothing between two."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.model.period_report import Reminded, ReportKey, ReportTimes, SpecialPeriod
from app.period_reports.rules import (
    WRITING_TIME,
    Known,
    all_begun,
    before_of,
    changes,
    daily,
    monthly,
    of_key,
    waiting,
)

SHANGHAI = ZoneInfo("Asia/Shanghai")
BEGUN = datetime(2026, 8, 20, tzinfo=UTC)
hours = st.builds(
    lambda hour, minute: f"{hour:02d}:{minute:02d}", st.integers(0, 23), st.sampled_from([0, 30])
)
zones = st.sampled_from(["Asia/Shanghai", "Europe/Berlin", "Australia/Lord_Howe"]).map(ZoneInfo)


def times(month_day: int = 3, daily_at: str = "08:00") -> ReportTimes:
    return ReportTimes(BEGUN, month_day, daily_at)


def special(first: str, last: str, created_at: datetime = BEGUN) -> SpecialPeriod:
    return SpecialPeriod(f"{first}-{last}", first, last, "National Day", created_at)


def known(*periods: SpecialPeriod, times: ReportTimes = times()) -> Known:  # noqa: B008 - frozen
    return Known(times, periods, BEGUN, SHANGHAI)


@given(st.dates(date(2000, 1, 1), date(2035, 12, 30)), hours, zones)
def test_one_days_report_begins_where_that_of_the_day_before_ends(day: date, at: str, zone: ZoneInfo) -> None:
    first, second = (
        daily(day, times(daily_at=at), zone),
        daily(day + timedelta(days=1), times(daily_at=at), zone),
    )

    assert first.span.until == second.span.since
    assert first.span.since < first.span.until
    assert before_of(second, times(daily_at=at), zone) == first.span
    assert of_key(first.key, times(daily_at=at), zone) == first
    assert first.due_at == first.span.until + WRITING_TIME


@given(st.dates(date(2000, 1, 1), date(2035, 12, 1)), st.integers(1, 28), zones)
def test_a_month_is_due_in_the_month_after(day: date, month_day: int, zone: ZoneInfo) -> None:
    report = monthly(day.replace(day=1), times(month_day), zone)

    assert report.due_at is not None
    assert report.remind_at is not None
    assert report.span.until <= report.remind_at < report.due_at
    assert (report.due_at - timedelta(seconds=1)).astimezone(zone).day == month_day
    assert before_of(report, times(month_day), zone).until == report.span.since


def test_an_hour_before_noon_is_that_of_the_next_morning() -> None:
    morning, evening = (daily(date(2026, 10, 1), times(daily_at=at), SHANGHAI) for at in ("08:00", "17:00"))

    assert morning.span.until == datetime(2026, 10, 2, 0, tzinfo=UTC)
    assert evening.span.until == datetime(2026, 10, 1, 9, tzinfo=UTC)


def test_every_month_of_the_log_and_every_day_of_a_special_period_has_its_report() -> None:
    found = all_begun(
        known(special("2026-10-01", "2026-10-03"), special("2026-10-03", "2026-10-04")),
        datetime(2026, 11, 26, tzinfo=UTC),
    )

    assert [one.key.period for one in found if one.key.kind == "monthly"] == [
        "2026-11", "2026-10", "2026-09", "2026-08",
    ]  # fmt: skip
    assert [one.key.period for one in found if one.key.kind == "daily"] == [
        "2026-10-04", "2026-10-03", "2026-10-02", "2026-10-01",
    ]  # fmt: skip


def test_what_was_due_before_anybody_knew_of_it_is_not_owed() -> None:
    late = special(
        "2026-10-01", "2026-10-03", datetime(2026, 10, 3, 2, tzinfo=UTC)
    )  # in the morning of the third

    found = {one.key.period: one for one in all_begun(known(late), datetime(2026, 10, 6, tzinfo=UTC))}

    assert found["2026-10-01"].due_at is None  # it was due at nine of the second
    assert found["2026-10-02"].due_at is None
    assert found["2026-10-03"].due_at is not None


def test_nobody_waits_for_months_where_the_site_says_so() -> None:
    found = all_begun(known(times=times(0)), datetime(2026, 11, 26, tzinfo=UTC))

    assert {one.due_at for one in found} == {None}


def test_time_reminds_once_and_misses_once_however_often_it_is_asked() -> None:
    told: list[tuple[str, str]] = []
    stored: dict[ReportKey, Reminded] = {}
    now = BEGUN
    while now < datetime(2026, 11, 26, tzinfo=UTC):
        for change, one in changes(all_begun(known(), now), stored, frozenset(), now):
            told.append((change, one.key.period))
            stored[one.key] = one
        now += timedelta(hours=7)

    assert told == [
        (what, month) for month in ("2026-08", "2026-09", "2026-10") for what in ("remind", "miss")
    ]


def test_a_console_that_was_off_tells_both_when_it_is_back() -> None:
    now = datetime(2026, 9, 20, tzinfo=UTC)

    told = [
        (change, one.key.period) for change, one in changes(all_begun(known(), now), {}, frozenset(), now)
    ]

    assert told == [("remind", "2026-08"), ("miss", "2026-08")]


def test_a_clock_that_stood_years_back_brings_no_flood_of_reminders() -> None:
    begun = Known(
        ReportTimes(datetime(2000, 1, 1, tzinfo=UTC)), (), datetime(2000, 1, 1, tzinfo=UTC), SHANGHAI
    )
    now = datetime(2026, 11, 26, tzinfo=UTC)

    told = list(changes(all_begun(begun, now), {}, frozenset(), now))

    assert {one.key.period for _, one in told} == {"2026-09", "2026-10"}


def test_what_is_made_is_neither_reminded_of_nor_missed() -> None:
    made = frozenset({ReportKey("monthly", "2026-08")})
    now = datetime(2026, 9, 20, tzinfo=UTC)
    reports = all_begun(known(), now)

    assert list(changes(reports, {}, made, now)) == []
    assert waiting(reports, made, now) == []
    assert [one.key.period for one in waiting(reports, frozenset(), now)] == ["2026-08"]


@pytest.mark.parametrize("period", ["2026-13", "soon", "2026-00"])
def test_a_month_that_is_none_is_refused(period: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - any
        of_key(ReportKey("monthly", period), times(), SHANGHAI)
