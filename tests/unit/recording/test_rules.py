"""What is recorded when, and what has to go first."""

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.errors import InvalidInput
from app.model.recording import Retention, Segment
from app.model.site import CameraOptions
from app.recording import rules

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
NOW = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)


def segment(number: int, *, days_old: float = 1.0, size: int = 10, protected: bool = False) -> Segment:
    start = NOW - timedelta(days=days_old)
    end = start + timedelta(minutes=1)
    return Segment(f"s{number}", "gate", f"s{number}.mp4", start, end, size, protected=protected)


@pytest.mark.parametrize(
    ("mode", "watched", "motion", "records"),
    [
        ("off", True, True, False),
        ("always", True, False, True),
        ("motion", True, False, False),
        ("motion", True, True, True),
        ("motion", False, False, True),
    ],
)
def test_the_mode_decides(mode: str, *, watched: bool, motion: bool, records: bool) -> None:
    options = CameraOptions(record=mode, watched=watched)
    assert rules.records_now(options, NOON, motion=motion) is records


@pytest.mark.parametrize(
    ("begin", "end", "at", "within"),
    [
        ("00:00", "24:00", time(23, 59), True),
        ("08:00", "20:00", time(8, 0), True),
        ("08:00", "20:00", time(20, 0), False),
        ("20:00", "06:00", time(3, 0), True),
        ("20:00", "06:00", time(12, 0), False),
        ("06:00", "06:00", time(12, 0), True),
    ],
)
def test_hours_may_cross_midnight(begin: str, end: str, at: time, *, within: bool) -> None:
    assert rules.within_hours(begin, end, at) is within


def test_motion_counts_until_ten_seconds_after_its_end() -> None:
    assert not rules.moves(None, None, 100.0)
    assert rules.moves(90.0, None, 1000.0)
    assert rules.moves(90.0, 95.0, 104.9)
    assert not rules.moves(90.0, 95.0, 105.0)
    assert rules.moves(110.0, 95.0, 200.0)


def test_the_oldest_go_first_and_no_more_than_needed() -> None:
    shelf = [segment(0, days_old=3), segment(1, days_old=2), segment(2)]
    assert [s.id for s in rules.expired(shelf, Retention(days=30), NOW, excess=15)] == ["s0", "s1"]
    assert rules.expired(shelf, Retention(days=30), NOW, excess=0) == []


def test_what_is_too_old_goes_though_there_is_room() -> None:
    shelf = [segment(0, days_old=9), segment(1, days_old=2)]
    assert [s.id for s in rules.expired(shelf, Retention(days=7), NOW, excess=-100)] == ["s0"]


@given(
    st.lists(st.tuples(st.floats(0, 60), st.integers(1, 100), st.booleans()), max_size=20),
    st.integers(-100, 2000),
    st.integers(1, 60),
)
def test_evidence_never_goes(made: list[tuple[float, int, bool]], excess: int, days: int) -> None:
    shelf = [
        segment(number, days_old=age, size=size, protected=protected)
        for number, (age, size, protected) in enumerate(sorted(made, reverse=True))
    ]
    going = rules.expired(shelf, Retention(days=days), NOW, excess)
    assert not any(each.protected for each in going)
    freed = sum(each.size for each in going)
    assert freed >= min(excess, sum(each.size for each in shelf if not each.protected))


def test_recordings_leave_room_on_the_disk() -> None:
    assert rules.budget(Retention(gigabytes=0), 5 * rules.GIGABYTE, 3 * rules.GIGABYTE) == 7 * rules.GIGABYTE
    assert rules.budget(Retention(gigabytes=2), 5 * rules.GIGABYTE, 3 * rules.GIGABYTE) == 2 * rules.GIGABYTE
    assert rules.budget(Retention(), 0, 0) == 0


def test_days_left_follow_the_rate() -> None:
    assert rules.days_left(100, 50, timedelta(days=1)) == 2.0
    assert rules.days_left(100, 50, timedelta(hours=12)) == 1.0
    assert rules.days_left(-5, 50, timedelta(days=1)) == 0.0
    assert rules.days_left(100, 0, timedelta(days=1)) is None


@pytest.mark.parametrize(
    ("retention", "field"),
    [(Retention(days=0), "days"), (Retention(gigabytes=-1), "gigabytes")],
)
def test_nonsense_is_refused(retention: Retention, field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        rules.checked_retention(retention)
    assert refused.value.values["field"] == field
