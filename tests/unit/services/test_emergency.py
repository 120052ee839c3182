"""The emergency button: one transaction, the right people, a clock that survives."""

from dataclasses import replace

import pytest

from app.core.errors import InvalidInput, NotAllowed
from tests.fakes.room import Room


def test_press_calls_those_on_duty_now_before_anyone_signed_in(room: Room) -> None:
    incident = room.incidents.press(kind="fire").result()

    # 14:00 in Changsha: the day operator, not the night one; the police office has no shifts, so all of it.
    assert {call.person_id for call in incident.calls} == {"zhou", "chen", "liu", "zhao"}
    messages = room.database.read(lambda r: r.outbox.for_incident(incident.id))
    assert {message.person_id for message in messages} == {"zhou", "chen", "zhao"}
    assert all("火警" in message.title for message in messages)
    assert "no_channel" in room.kinds()
    assert not next(call for call in incident.calls if call.person_id == "liu").reachable


def test_night_shift_is_called_at_night(room: Room) -> None:
    room.clock.advance(minutes=8 * 60)
    incident = room.incidents.press(kind="fire").result()
    assert "night" in {call.person_id for call in incident.calls}
    assert "nobody_on_duty" in room.kinds()


def test_second_press_of_a_trembling_hand_is_the_same_incident(room: Room) -> None:
    first = room.incidents.press().result()
    room.clock.advance(seconds=1)
    assert room.incidents.press().result().id == first.id
    assert len(room.opened) == 1
    room.clock.advance(seconds=10)
    assert room.incidents.press().result().id != first.id


def test_clock_goes_on_after_a_crash_and_after_a_reboot(room: Room) -> None:
    room.incidents.press().result()
    room.clock.advance(seconds=60)
    room.clock.step_wall(seconds=-3600)
    room.reopen()
    (incident,) = room.incidents.running()
    assert room.incidents.elapsed_s(incident) == pytest.approx(60)
    room.clock.step_wall(seconds=3600)
    room.clock.reboot()
    room.clock.advance(seconds=30)
    assert room.incidents.elapsed_s(incident) == pytest.approx(90)


def test_kind_place_steps_answers_and_stand_down_are_kept_and_told(room: Room) -> None:
    incident = room.incidents.press().result()
    room.incidents.set_kind(incident.id, "fire").result()
    room.incidents.set_place(incident.id, "lpg").result()
    room.incidents.tick_step(incident.id, 0).result()
    room.incidents.tick_step(incident.id, 0).result()
    call = incident.calls[0]
    room.incidents.arrive(call.id).result()
    room.incidents.stand_down(incident.id, "扑灭").result()

    closed = room.incidents.get(incident.id)
    assert closed is not None
    assert (closed.state, closed.kind, closed.place_id) == ("stood_down", "fire", "lpg")
    assert [done.step for done in closed.steps_done] == [0]
    answered = next(c for c in closed.calls if c.id == call.id)
    assert answered.acknowledged_at is not None
    assert answered.arrived_at is not None
    assert room.kinds().count("step_done") == 1
    titles = [m.title for m in room.database.read(lambda r: r.outbox.for_incident(incident.id))]
    assert any("解除" in title for title in titles)
    with pytest.raises(NotAllowed):
        room.incidents.set_place(incident.id, "lpg").result()
    assert room.journal.verify().ok


def test_unknown_kind_is_refused_and_changes_nothing(room: Room) -> None:
    with pytest.raises(InvalidInput):
        room.incidents.press(kind="dragon").result()
    assert room.incidents.running() == []
    assert room.kinds() == []


def test_a_press_after_the_end_opens_a_new_incident(room: Room) -> None:
    first = room.incidents.press().result()
    room.incidents.false_alarm(first.id, "").result()
    second = room.incidents.press().result()
    assert second.id != first.id
    assert [incident.id for incident in room.incidents.running()] == [second.id]


def test_another_alarm_within_three_seconds_is_another_incident(room: Room) -> None:
    first = room.incidents.press(origin="key").result()
    assert room.incidents.press(origin="button").result().id == first.id
    second = room.incidents.press(origin="command", kind="fire", place_id="lpg").result()
    assert second.id != first.id
    assert (second.kind, second.place_id) == ("fire", "lpg")
    third = room.incidents.press(origin="command", kind="fire").result()
    assert third.id not in (first.id, second.id)
    assert len(room.incidents.running()) == 3


def test_a_script_is_not_the_person_signed_in(room: Room) -> None:
    room.access.set_pin("zhou", "2468").result()
    room.access.sign_in("zhou", "2468").result()
    room.incidents.press(origin="command", kind="fire").result()
    opened = room.journal.latest(50, kinds=("incident_opened",))[0]
    assert opened.draft.actor.person_id == ""


def test_every_correction_is_told_also_one_back(room: Room) -> None:
    incident = room.incidents.press(kind="fire").result()

    def updates() -> int:
        messages = room.database.read(lambda reader: reader.outbox.for_incident(incident.id))
        return sum(":update:" in message.dedupe_key for message in messages)

    room.incidents.set_place(incident.id, "lpg").result()
    first = updates()
    assert first > 0
    room.incidents.set_place(incident.id, "lpg").result()
    assert updates() == first, "nothing changed, nothing is told"


def test_those_who_look_every_second_read_what_runs_without_who_was_called(room: Room) -> None:
    for kind in ("unknown", "fire"):
        incident = room.incidents.press(kind=kind).result()
        room.clock.advance(seconds=60)
    room.incidents.tick_step(incident.id, 0).result()
    whole = room.incidents.running()
    assert all(one.calls for one in whole)
    bare = room.database.read(lambda reader: reader.incidents.running_bare())
    assert bare == [replace(one, calls=(), steps_done=()) for one in whole]


def test_a_drill_is_something_that_runs_and_nothing_real(room: Room) -> None:
    def asked() -> tuple[bool, bool]:
        read = room.database.read
        real = read(lambda reader: reader.incidents.any_running(drills=False))
        return read(lambda reader: reader.incidents.any_running()), real

    assert asked() == (False, False)
    drill = room.incidents.press(kind="fire", drill=True).result()
    assert asked() == (True, False)
    room.clock.advance(seconds=60)
    real = room.incidents.press(kind="fire").result()
    assert asked() == (True, True)
    for incident in (drill, real):
        room.incidents.stand_down(incident.id).result()
    assert asked() == (False, False)
