"""Tours on a real database: what is recorded, and that a restart asks the same question."""

import json
import threading
from dataclasses import replace

import pytest

from app.core.clock import stamp
from app.core.errors import NotAllowed, NotFound
from app.model.journal import Entry
from app.model.tour import Run
from app.tours.service import TourService
from tests.fakes.services import ScreenRoom


def tick(room: ScreenRoom) -> bool:
    """Whether time has brought anything."""
    change = room.tours.tick()
    if change is not None:
        change.result()
    return change is not None


def begun(room: ScreenRoom) -> Run:
    return room.tours.begin("night").result()


def last(room: ScreenRoom, kind: str) -> Entry:
    return room.journal.latest(1, kinds=(kind,))[0]


def test_each_look_is_recorded_with_camera_place_and_result(room: ScreenRoom) -> None:
    run = begun(room)
    room.tours.acknowledge(run.id, 0, wrong=False, picture="live").result()
    room.tours.acknowledge(run.id, 1, wrong=True, picture="lost").result()
    draft = last(room, "tour_step_seen").draft
    assert (draft.camera_id, draft.place_id) == ("c3", "lpg")
    assert draft.data["result"] == "wrong"
    assert draft.data["picture"] == "lost"
    assert (draft.data["step"], draft.data["of"]) == ("2", "3")


def test_what_nobody_looked_at_is_missed_and_the_end_counts(room: ScreenRoom) -> None:
    run = begun(room)
    room.tours.acknowledge(run.id, 0, wrong=False, picture="live").result()
    assert not tick(room)
    for _ in range(2):
        room.clock.advance(seconds=36)
        assert tick(room)
    assert last(room, "tour_step_missed").draft.camera_id == "c1"
    counts = last(room, "tour_finished").draft.data
    assert (counts["seen"], counts["missed"], counts["of"]) == ("1", "2", "3")
    assert room.tours.running() is None
    assert not tick(room)


def test_a_round_with_gaps_names_each_camera_nobody_looked_at_with_its_time(room: ScreenRoom) -> None:
    run = begun(room)
    room.tours.acknowledge(run.id, 0, wrong=False, picture="live").result()
    for _ in range(2):
        room.clock.advance(seconds=36)
        tick(room)
    missed = last(room, "tour_missed")
    data = missed.draft.data
    stops = json.loads(data["stops"])
    assert [stop["camera"] for stop in stops] == ["c3", "c1"]
    told = [stamp(entry.at) for entry in room.journal.latest(2, kinds=("tour_step_missed",))]
    assert [stop["at"] for stop in stops] == told[::-1]
    assert (data["missed"], data["of"], data["end"], data["cameras"]) == ("2", "3", "finished", "c3,c1")
    assert missed.number == last(room, "tour_finished").number + 1


def test_who_was_to_look_is_who_is_signed_in_else_who_is_on_duty(room: ScreenRoom) -> None:
    begun(room)
    room.clock.advance(seconds=36)
    tick(room)
    data = last(room, "tour_step_missed").draft.data
    on_duty = [duty.shift.person_id for duty in room.roster.resolve("operator").duties]
    assert on_duty
    assert (data["watch"], data["people"].split(",")) == ("on_duty", on_duty)
    room.access.set_pin("chen", "1234").result()
    room.access.sign_in("chen", "1234").result()
    for _ in range(2):
        room.clock.advance(seconds=36)
        tick(room)
    data = last(room, "tour_step_missed").draft.data
    assert (data["watch"], data["people"]) == ("signed_in", "chen")
    data = last(room, "tour_missed").draft.data
    assert (data["watch"], data["people"].split(",")) == ("on_duty", [*on_duty, "chen"])


def test_a_round_without_gaps_leaves_no_such_entry_and_gaps_of_another_are_not_its(room: ScreenRoom) -> None:
    begun(room)
    for _ in range(3):
        room.clock.advance(seconds=36)
        tick(room)
    before = last(room, "tour_missed").number
    run = begun(room)
    for step in range(3):
        room.tours.acknowledge(run.id, step, wrong=False, picture="live").result()
    assert last(room, "tour_missed").number == before
    run = begun(room)
    room.tours.acknowledge(run.id, 0, wrong=False, picture="live").result()
    room.clock.advance(seconds=36)
    tick(room)
    room.tours.acknowledge(run.id, 2, wrong=False, picture="live").result()
    assert last(room, "tour_missed").draft.data["cameras"] == "c3"


def test_a_round_that_was_broken_off_names_what_it_never_came_to(room: ScreenRoom) -> None:
    run = begun(room)
    room.clock.advance(seconds=36)
    tick(room)
    room.tours.end(run.id).result()
    data = last(room, "tour_missed").draft.data
    stops = json.loads(data["stops"])
    assert [(stop["camera"], bool(stop["at"])) for stop in stops] == [
        ("c0", True),
        ("c3", False),
        ("c1", False),
    ]
    assert (data["end"], data["missed"]) == ("stopped", "3")


def test_a_restart_asks_the_same_question(room: ScreenRoom) -> None:
    run = begun(room)
    room.tours.acknowledge(run.id, 0, wrong=False, picture="live").result()
    before = room.tours.running()
    room.reopen()
    room.clock.advance(seconds=10)
    assert room.tours.running() == before
    assert before is not None
    assert room.tours.remaining_s(before) == 25
    room.clock.advance(seconds=600)
    tick(room)
    after = room.tours.running()
    # The step that was open is missed; the next asks with its whole time.
    assert after is not None
    assert (after.step, after.missed, room.tours.remaining_s(after)) == (2, 1, 35)


def test_an_incident_stops_the_asking_and_its_end_resumes_it(room: ScreenRoom) -> None:
    run = begun(room)
    incident = room.incidents.press().result()
    tick(room)
    room.clock.advance(seconds=900)
    assert not tick(room)
    with pytest.raises(NotAllowed):
        room.tours.acknowledge(run.id, 0, wrong=False, picture="live").result()
    room.incidents.stand_down(incident.id, "over").result()
    tick(room)
    now = room.tours.running()
    assert now is not None
    assert (now.held, now.missed) == ("", 0)
    assert room.kinds().count("tour_held") == 1
    assert room.kinds().count("tour_resumed") == 1


def test_one_tour_at_a_time_and_none_that_is_not_there(room: ScreenRoom) -> None:
    run = begun(room)
    with pytest.raises(NotAllowed):
        begun(room)
    room.tours.end(run.id).result()
    assert last(room, "tour_stopped").draft.data["seen"] == "0"
    with pytest.raises(NotFound):
        room.tours.begin("other").result()
    room.tours.remove("night").result()
    assert room.tours.all() == []


def test_it_begins_by_itself_at_its_time_once(room: ScreenRoom) -> None:
    # 14:00 in Shanghai.
    tour = replace(room.tours.all()[0], times=("14:10", "13:00"))
    room.tours.save(tour).result()
    assert not tick(room)
    room.clock.advance(minutes=10)
    assert tick(room)
    run = room.tours.running()
    assert run is not None
    assert run.origin == "schedule"
    room.tours.end(run.id).result()
    assert not tick(room)


def test_a_time_that_passed_while_the_console_was_off_is_told(room: ScreenRoom) -> None:
    room.tours.save(replace(room.tours.all()[0], times=("14:10",))).result()
    room.reopen()
    room.clock.advance(minutes=60)
    assert tick(room)
    assert last(room, "tour_not_begun").draft.data["due"] == "2026-11-23 14:10"
    assert room.tours.running() is None
    assert not tick(room)


def test_a_look_carries_a_name_once_somebody_has_a_pin(room: ScreenRoom) -> None:
    tours = TourService(room.database, room.clock, room.access.actor, room.access.refuse_stranger)
    run = begun(room)
    room.access.set_pin("zhou", "1234").result()
    with pytest.raises(NotAllowed) as refused:
        tours.acknowledge(run.id, 0, wrong=False, picture="live")
    assert refused.value.code == "not_signed_in"
    room.access.sign_in("zhou", "1234").result()
    tours.acknowledge(run.id, 0, wrong=False, picture="live").result()
    assert last(room, "tour_step_seen").draft.actor.person_id == "zhou"


def test_the_ticking_thread_begins_a_tour_and_ends(room: ScreenRoom) -> None:
    room.tours.save(replace(room.tours.all()[0], times=("14:10",))).result()
    room.clock.advance(minutes=10)
    begins = threading.Event()
    unsubscribe = room.changes.subscribe(lambda changed: begins.set() if "tour" in changed.kinds else None)
    room.tours.start()
    assert begins.wait(10)
    room.tours.stop()
    unsubscribe()
    assert room.tours.running() is not None
