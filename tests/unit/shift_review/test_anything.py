"""Whatever stands in the log, a shift can be looked at."""

from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import example, given, settings
from hypothesis import strategies as st

from app.model.journal import Draft
from app.playback.recordings import moment
from app.shift_review.choosing import ShiftSpan
from app.shift_review.moments import ALARMS, BY_PEOPLE, STEPS
from app.shift_review.service import ShiftReviewService
from tests.fakes.recordings import FakeRecordings
from tests.fakes.room import Room

_KINDS = (
    *sorted(ALARMS | BY_PEOPLE | STEPS.keys()),
    "incident_kind", "incident_place", "incident_stood_down", "incident_false_alarm", "incident_reopened", "step_done",
    "camera_back", "health_ended", "tour_begun", "tour_step_seen", "tour_finished", "console_started",
    "console_stopped", "picture_kept", "snapshot_kept", "of a later program",
)  # fmt: skip
_OF_INCIDENTS = (
    "incident_kind", "tier_called", "call_arrived", "step_done", "clock_missed", "incident_stood_down", "incident_reopened",
)  # fmt: skip
_FIELDS = st.sampled_from(
    ("kind", "version", "drill", "place", "tier", "people", "roles", "person", "step", "stage", "reason", "event_at", "at",
     "first", "last", "count", "present", "lasted_s", "age_s", "condition", "result", "zh")
)  # fmt: skip
_VALUES = st.one_of(
    st.sampled_from(
        ("", "1", "-1", "true", "fire", "zhou", "zhou,liu", ",,", "nan", "inf", "1e400", "9" * 30, "٣",
         "2026-11-23T06:00:10.000Z", "2026-11-23 06:00", "0001-01-01T00:00:00.000Z")
    ),
    st.text(max_size=6),
)  # fmt: skip
_DRAFTS = st.builds(
    Draft,
    kind=st.one_of(st.sampled_from(_KINDS), st.sampled_from(_OF_INCIDENTS), st.just("incident_opened")),
    text=st.text(max_size=5),
    data=st.dictionaries(_FIELDS, _VALUES, max_size=5),
    camera_id=st.sampled_from(("", "c1", "gone")),
    incident_id=st.sampled_from(("", "i1", "i2")),
    media=st.sampled_from(((), ("ab",))),
)


@given(st.lists(st.tuples(_DRAFTS, st.integers(-30, 600)), max_size=40))
@example([(Draft("incident_opened", data={"kind": "fire", "version": "9" * 30}, incident_id="i1"), 60)])
@settings(max_examples=60)
def test_no_entry_keeps_a_shift_from_being_looked_at(drafts: list[tuple[Draft, int]]) -> None:
    with TemporaryDirectory() as folder:
        room = Room(Path(folder))
        begin = room.clock.now()
        try:
            for draft, seconds in drafts:
                room.clock.step_wall(seconds=seconds)
                room.database.write(lambda transaction, it=draft: transaction.journal.append(it)).result()
            room.clock.step_wall(seconds=50_000)
            service = ShiftReviewService(
                room.database, room.clock, FakeRecordings(Path(folder)), room.access.actor
            )
            looked = service.look(ShiftSpan(begin, begin + timedelta(hours=12)))
        finally:
            room.close()
    for lane in looked.lanes:
        assert list(lane.moments) == sorted(lane.moments)
        for row in range(lane.rows):
            bars = [bar for bar in lane.bars if bar.row == row]
            assert all(before.end <= after.start for before, after in zip(bars, bars[1:], strict=False))
            assert all(looked.since <= bar.start < bar.end <= looked.until for bar in bars)
    for position in (looked.since, looked.since + 600, looked.until):
        looked.history.at(moment(position))
