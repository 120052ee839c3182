"""When something happened that is entered later."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.journal.event_time import NEAR, minutes_late, offered, time_at, understood

MOMENTS = st.integers(0, 5 * 366 * 24 * 60 * 60).map(
    lambda seconds: datetime(2024, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
)
ZONES = ("Asia/Shanghai", "Europe/Berlin", "America/St_Johns", "Australia/Lord_Howe")


def meant(text: str, now: datetime, zone: str = "Asia/Shanghai") -> datetime | str | None:
    found = time_at(text, 0)
    return understood(found, now, ZoneInfo(zone)) if found else None


@given(
    MOMENTS,
    st.sampled_from(ZONES),
    st.integers(0, 23),
    st.integers(0, 59),
)
def test_a_bare_time_is_never_in_the_future_and_never_far(
    now: datetime, zone: str, hour: int, minute: int
) -> None:
    found = meant(f"{hour}:{minute:02}", now, zone)
    if isinstance(found, datetime):
        local = found.astimezone(ZoneInfo(zone))
        assert found <= now
        assert (local.hour, local.minute) == (hour, minute)
        today = local.date() == now.astimezone(ZoneInfo(zone)).date()
        assert today or now - found <= NEAR
    else:
        assert found in ("time_future", "time_wrong")


@given(
    MOMENTS,
    st.sampled_from(ZONES),
    st.integers(0, 11 * 60),
)
def test_what_happened_in_the_last_hours_is_understood(now: datetime, zone: str, ago: int) -> None:
    happened = (now - timedelta(minutes=ago)).replace(second=0, microsecond=0)
    local = happened.astimezone(ZoneInfo(zone))
    found = meant(f"{local:%H:%M}", now, zone)
    assert isinstance(found, datetime)
    # Where the clock was set back in between, the later one of the two may be meant.
    assert found in (happened, happened + timedelta(minutes=30), happened + timedelta(hours=1)) or (
        found - happened
    ) < timedelta(hours=2)


@pytest.mark.parametrize(
    ("text", "now", "zone", "expected"),
    [
        ("02:30", "2026-03-29T05:00+00:00", "Europe/Berlin", "time_wrong"),  # that hour was left out
        ("02:30", "2026-10-25T05:00+00:00", "Europe/Berlin", "2026-10-25T01:30+00:00"),  # the second of two
        (
            "02:30",
            "2026-10-25T00:45+00:00",
            "Europe/Berlin",
            "2026-10-25T00:30+00:00",
        ),  # the first: no other yet
        ("23:50", "2026-12-31T16:10+00:00", "Asia/Shanghai", "2026-12-31T15:50+00:00"),  # across midnight
        (
            "12-31 23:50",
            "2026-12-31T16:10+00:00",
            "Asia/Shanghai",
            "2026-12-31T15:50+00:00",
        ),  # across the year
        ("02-29 10:00", "2028-03-01T00:00+00:00", "Asia/Shanghai", "2028-02-29T02:00+00:00"),
        ("02-29 10:00", "2027-03-01T00:00+00:00", "Asia/Shanghai", "time_wrong"),
        ("15:00", "2026-11-26T06:00+00:00", "Asia/Shanghai", "time_future"),  # an hour ahead, not yesterday's
        ("前天 08:00", "2026-11-26T06:00+00:00", "Asia/Shanghai", "2026-11-24T00:00+00:00"),
        ("2027-01-01 00:00", "2026-11-26T06:00+00:00", "Asia/Shanghai", "time_future"),
        ("0000-01-01 00:00", "2026-11-26T06:00+00:00", "Asia/Shanghai", "time_wrong"),
        ("24:00", "2026-11-26T06:00+00:00", "Asia/Shanghai", "time_wrong"),
        ("7:60", "2026-11-26T06:00+00:00", "Asia/Shanghai", "time_wrong"),
    ],
)
def test_days_months_and_clock_changes(text: str, now: str, zone: str, expected: str) -> None:
    found = meant(text, datetime.fromisoformat(now), zone)
    wanted = expected if expected.startswith("time") else datetime.fromisoformat(expected)
    assert found == wanted


def test_what_is_no_time_is_none() -> None:
    assert [time_at(text, 0) for text in ("3", "3:1", "12:345", "abc", "1:23:4")] == [None] * 5


def test_a_clock_that_was_set_back_makes_nobody_early() -> None:
    happened = datetime(2026, 11, 26, 3, 12, tzinfo=UTC)
    assert minutes_late(happened, happened + timedelta(minutes=14, seconds=59)) == 14
    assert minutes_late(happened, happened - timedelta(minutes=3)) == 0


@pytest.mark.parametrize(
    ("typed", "written", "ago"),
    [
        ("0312", "03:12", 14),
        ("312", "03:12", 14),
        ("3:12", "03:12", 14),
        ("-14", "03:12", 14),
        ("-0", "03:26", 0),
        ("-240", "11-25 23:26", 240),
        ("2350", "11-25 23:50", 216),
        ("昨天23:50", "11-25 23:50", 216),
        ("12", None, 0),
        ("0400", None, 0),
        ("2561", None, 0),
        ("3:12 x", None, 0),
        ("x", None, 0),
        ("", None, 0),
    ],
)
def test_figures_are_offered_as_times(typed: str, written: str | None, ago: int) -> None:
    zone = ZoneInfo("Asia/Shanghai")
    now = datetime(2026, 11, 26, 3, 26, tzinfo=zone)
    found = offered(typed, now, zone)
    assert found == (written and (written, now - timedelta(minutes=ago)))
    if found:
        again = time_at(found[0], 0)
        assert again is not None
        assert understood(again, now, zone) == found[1]
