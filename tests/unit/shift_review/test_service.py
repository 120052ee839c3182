"""A whole shift is read, compared, and remarked on."""

from collections.abc import Iterator
from datetime import UTC, timedelta
from pathlib import Path

import pytest

from app.core.errors import InvalidInput, NotAllowed, NotFound
from app.shift_review import reading
from app.shift_review.choosing import ShiftSpan, first_to_look_at
from app.shift_review.looked import LookedShift
from app.shift_review.reading import MOST_ENTRIES
from tests.fakes.demo_shift import BEGINS, ENDS, DemoRoom, open_shift

SPAN = ShiftSpan(BEGINS.astimezone(UTC), ENDS.astimezone(UTC))


@pytest.fixture
def shift(shift_folder: Path) -> Iterator[DemoRoom]:
    room = open_shift(shift_folder)
    yield room
    room.close()


@pytest.fixture
def looked(shift: DemoRoom) -> LookedShift:
    return shift.shift_review.look(SPAN)


def test_the_shifts_of_the_roster_are_there_to_choose(shift: DemoRoom) -> None:
    newest, day, *_ = shift.shift_review.shifts()
    assert newest.since == ENDS
    assert (day.since, day.until) == (BEGINS, ENDS)


def test_just_after_a_change_of_shift_the_one_that_is_over_is_looked_at_first(shift: DemoRoom) -> None:
    spans = shift.shift_review.shifts()
    assert first_to_look_at(spans, shift.clock.now()) == spans[1]
    assert first_to_look_at(spans, ENDS + timedelta(hours=1)) == spans[0]
    assert first_to_look_at(spans[:1], shift.clock.now()) == spans[0]
    assert first_to_look_at([], shift.clock.now()) is None


def test_without_a_roster_the_last_half_days_are_there(shift: DemoRoom) -> None:
    shift.wait(shift.access.sign_in("zhou", "2468"))
    for each in shift.roster.shifts():
        shift.wait(shift.roster.remove_shift(each.id))
    spans = shift.shift_review.shifts()
    assert [one.until - one.since for one in spans] == [timedelta(hours=12)] * 2
    assert spans[0].until == shift.clock.now()


def test_every_entry_of_the_shift_is_on_a_lane(shift: DemoRoom, looked: LookedShift) -> None:
    entries = shift.journal.latest(10_000, since=SPAN.since, until=SPAN.until)
    shown = {mark.entry.number for name in ("people", "automatic") for mark in looked.lane(name).marks}
    assert shown == {entry.number for entry in entries}
    assert not looked.cut
    assert len(entries) < MOST_ENTRIES


def test_incidents_have_the_colour_of_their_level_and_a_drill_its_own(looked: LookedShift) -> None:
    codes = [bar.code for bar in looked.lane("incidents").bars]
    assert codes == ["drill", "level_0", "level_2", "level_0", "level_2", "level_0", "level_3"]


def test_targets_say_what_was_late_and_open_where_it_was(looked: LookedShift) -> None:
    late = {(line.subject, line.verdict) for line in looked.targets if line.verdict in ("late", "never")}
    assert late == {
        ("on_time", "late"), ("clock_on", "late"), ("clock_off", "late"), ("acknowledge", "late"), ("tour", "late"),
        ("turn_out", "late"), ("phone", "never"), ("written", "never"), ("handover", "never"),
    }  # fmt: skip
    turn_out = next(one for one in looked.targets if (one.subject, one.verdict) == ("turn_out", "late"))
    assert (turn_out.target_s, turn_out.took_s) == (300, 430)
    arrived = [mark.at for mark in looked.lane("steps").marks if mark.code == "arrived"]
    assert turn_out.at in arrived
    assert {one.subject for one in looked.targets if one.verdict == "none"} == {
        "cameras", "alarms", "corrections",
    }  # fmt: skip


def test_both_handovers_of_the_shift_are_held_against_the_roster(looked: LookedShift) -> None:
    handovers = [line for line in looked.targets if line.subject == "handover"]
    assert [(line.verdict, line.due_at) for line in handovers] == [
        ("never", BEGINS.timestamp()),
        ("met", ENDS.timestamp()),
    ]
    assert (handovers[1].target_s, handovers[1].took_s) == (900, 140)


def test_what_was_not_asked_for_says_so(shift: DemoRoom) -> None:
    quiet = ShiftSpan(SPAN.since + timedelta(hours=2), SPAN.since + timedelta(hours=2, minutes=30))
    looked = shift.shift_review.look(quiet)
    none = [line.subject for line in looked.targets if line.verdict == "none"]
    assert none == ["handover", "tour", "cameras", "alarms", "corrections"]


def test_recordings_and_pictures_are_at_hand(looked: LookedShift) -> None:
    assert {camera for camera, clips in looked.recorded.items() if clips} == {
        "lpg",
        "gate-e",
        "plaza",
        "lobby-3",
    }
    (bar,) = looked.lane("recordings").bars
    assert bar.count == 4
    assert set(looked.stills) == set(looked.recorded)


def test_corrections_are_known_by_what_they_correct(looked: LookedShift) -> None:
    assert len(looked.corrections) == 3
    known = {mark.entry.number for mark in looked.lane("people").marks}
    assert looked.corrections.keys() <= known


def test_a_remark_is_an_entry_at_the_moment_it_speaks_of(shift: DemoRoom) -> None:
    shift.wait(shift.access.sign_in("wu", "2468"))
    moment = SPAN.since + timedelta(hours=6, minutes=34)
    incident = next(one for one in shift.incidents.recent() if one.kind == "lpg_leak")
    entry = shift.wait(
        shift.shift_review.remark(" 疏散口令清楚 ", moment, incident_id=incident.id, camera_id="lpg")
    )
    assert (entry.draft.text, entry.draft.actor.person_id) == ("疏散口令清楚", "wu")
    assert (entry.draft.incident_id, entry.draft.camera_id, entry.draft.place_id) == (
        incident.id,
        "lpg",
        "lpg",
    )
    marks = [mark for mark in shift.shift_review.look(SPAN).lane("people").marks if mark.code == "remark"]
    assert [mark.at for mark in marks] == [moment.timestamp()]
    assert shift.journal.latest(1)[0] == entry
    assert shift.journal.verify().ok


def test_a_remark_wants_somebody_something_said_and_a_moment_that_has_been(shift: DemoRoom) -> None:
    remark = shift.shift_review.remark
    shift.wait(shift.access.sign_out())
    with pytest.raises(NotAllowed):
        remark("好", SPAN.since)
    shift.wait(shift.access.sign_in("wu", "2468"))
    with pytest.raises(InvalidInput):
        remark(" ", SPAN.since)
    with pytest.raises(InvalidInput):
        remark("好", shift.clock.now() + timedelta(seconds=1))
    with pytest.raises(NotFound):
        shift.wait(remark("好", SPAN.since, incident_id="none"))
    with pytest.raises(NotFound):
        shift.wait(remark("好", SPAN.since, camera_id="none"))


@pytest.mark.parametrize(
    ("since", "until", "reason"),
    [
        (0, 0, "time_backwards"),
        (10, 5, "time_backwards"),
        (-200, 12, "week_at_most"),
        (48, 60, "time_ahead"),
    ],
)
def test_a_span_that_cannot_be_looked_at_is_refused(
    shift: DemoRoom, since: int, until: int, reason: str
) -> None:
    span = ShiftSpan(SPAN.since + timedelta(hours=since), SPAN.since + timedelta(hours=until))
    with pytest.raises(InvalidInput) as refused:
        shift.shift_review.look(span)
    assert refused.value.values["reason"] == reason


def test_a_span_in_which_nothing_happened_is_empty(shift: DemoRoom) -> None:
    span = ShiftSpan(SPAN.since - timedelta(days=3), SPAN.since - timedelta(days=2))
    looked = shift.shift_review.look(span)
    assert all(not lane.marks for lane in looked.lanes)
    assert not looked.lane("incidents").bars


def test_more_entries_than_can_be_shown_are_told(shift: DemoRoom, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_ENTRIES", 50)
    monkeypatch.setattr(reading, "_PAGE", 20)
    looked = shift.shift_review.look(SPAN)
    assert looked.cut
    assert 50 <= sum(len(looked.lane(name).marks) for name in ("people", "automatic")) <= 70
    assert len(looked.history.ids()) == 4
