"""What stands on the lanes of a shift's time line."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.model.journal import Draft, Entry
from app.shift_review.bars import Bar, packed
from app.shift_review.incidents_then import IncidentHistory
from app.shift_review.lanes import Lane, PlanFacts, entry_lanes, incident_lane

ZERO = datetime(2026, 11, 24, 0, 0, tzinfo=UTC)
PLANS = {("unknown", "1"): PlanFacts(0, 3), ("fire", "2"): PlanFacts(2, 5), ("flood", "1"): PlanFacts(3, 4)}


def _at(minute: float) -> float:
    return (ZERO + timedelta(minutes=minute)).timestamp()


def _entry(number: int, minute: float, kind: str, incident: str = "", /, **data: str) -> Entry:
    at = ZERO + timedelta(minutes=minute)
    return Entry(number, at, "boot", 0, Draft(kind, data=data, incident_id=incident), "", "")


def _bars(entries: list[Entry], until: float = 60) -> list[tuple[float, float, str, int]]:
    lane = incident_lane(IncidentHistory(entries), PLANS, _at(0), _at(until))
    return [((bar.start - _at(0)) / 60, (bar.end - _at(0)) / 60, bar.code, bar.row) for bar in lane.bars]


def test_an_incident_has_the_level_of_the_plan_that_was_followed_then() -> None:
    entries = [
        _entry(1, 5, "incident_opened", "i", kind="unknown", version="1", drill="false"),
        _entry(2, 6, "incident_kind", "i", kind="fire", version="2"),
        _entry(3, 8, "incident_kind", "i", kind="flood", version="1"),
        _entry(4, 20, "incident_stood_down", "i"),
    ]
    assert _bars(entries) == [(5, 6, "level_0", 0), (6, 8, "level_2", 0), (8, 20, "level_3", 0)]


def test_a_reopened_incident_is_two_stretches_and_a_running_one_goes_to_the_end() -> None:
    entries = [
        _entry(1, 5, "incident_opened", "i", kind="fire", version="2"),
        _entry(2, 10, "incident_false_alarm", "i"),
        _entry(3, 15, "incident_reopened", "i"),
    ]
    assert _bars(entries) == [(5, 10, "level_2", 0), (15, 60, "level_2", 0)]


def test_one_of_before_the_span_is_cut_at_its_beginning_and_a_drill_is_no_level() -> None:
    entries = [
        _entry(1, -5, "incident_opened", "i", kind="fire", version="2", drill="true"),
        _entry(2, 10, "incident_stood_down", "i"),
    ]
    assert _bars(entries) == [(0, 10, "drill", 0)]


def test_incidents_at_once_have_rows_and_more_than_there_is_room_for_say_so() -> None:
    entries = [
        _entry(number, 5 + number, "incident_opened", f"i{number}", kind="fire", version="2")
        for number in range(4)
    ]
    bars = _bars(entries)
    assert (5, 60, "level_2", 0) in bars
    assert [bar for bar in bars if bar[2] == "several"] == [(6, 60, "several", 1)]


def test_entries_stand_where_they_belong() -> None:
    entries = [
        _entry(1, 1, "note"),
        _entry(2, 2, "amendment"),
        _entry(3, 3, "tier_called", "i"),
        _entry(4, 4, "camera_lost"),
        _entry(5, 5, "signed_in"),
        _entry(6, 6, "shift_remark", event_at="2026-11-24T00:00:30.000Z"),
    ]
    people, automatic, steps = entry_lanes(entries)
    assert [(mark.entry.number, mark.code) for mark in people.marks] == [
        (6, "remark"),
        (1, "note"),
        (2, "correction"),
    ]
    assert [(mark.entry.number, mark.code) for mark in automatic.marks] == [
        (3, "entry"),
        (4, "alarm"),
        (5, "entry"),
    ]
    assert [mark.code for mark in steps.marks] == ["called"]
    assert automatic.has_alarm(_at(4), _at(4.5))
    assert not automatic.has_alarm(_at(4.5), _at(9))


@given(
    st.lists(st.tuples(st.integers(0, 60), st.integers(1, 20)), max_size=30),
    st.integers(0, 80),
    st.integers(1, 30),
)
def test_what_is_seen_is_found_without_looking_at_all(
    spans: list[tuple[int, int]], since: int, length: int
) -> None:
    bars = packed([Bar(start, start + long, "lost", str(at)) for at, (start, long) in enumerate(spans)], 3)
    ordered = tuple(sorted(bars, key=lambda bar: (bar.row, bar.start)))
    lane = Lane("cameras", bars=ordered, rows=3)
    for row in range(3):
        seen = [bar for bar in ordered if bar.row == row and bar.start < since + length and bar.end > since]
        assert list(lane.row_bars(row, since, since + length)) == seen
