"""Reminders, alarms and what nobody made: each is told once, whatever the clock and the power do."""

from dataclasses import replace
from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.handover.dues import settled
from app.handover.dues import told as what_is_told
from app.model.handover import DRAFT, HandoverDue, HandoverSettings
from app.model.roster import Shift
from tests.fakes.room import Room
from tests.unit.handover.shift import (
    EVENING,
    PIN,
    accepted,
    agreed,
    counted,
    due_text,
    now,
    offered,
    tick,
    told,
    until,
)

MORNING = EVENING + timedelta(hours=12)


def test_a_quarter_of_an_hour_before_it_is_reminded_once(room: Room) -> None:
    tick(room)
    until(room, EVENING - timedelta(minutes=16))
    tick(room)
    assert told(room, "handover_due") == []
    assert room.handovers.watch.standing().due is None
    room.clock.advance(minutes=1)
    tick(room)
    tick(room)
    assert told(room, "handover_due") == [{"due": due_text(), "outgoing": "zhou,chen", "incoming": "night"}]
    standing = room.handovers.watch.standing()
    assert standing.due is not None
    assert (standing.due.due_at, standing.late) == (EVENING, False)


def test_late_is_an_alarm_once(room: Room) -> None:
    tick(room)
    until(room, EVENING)
    tick(room)
    room.clock.advance(minutes=14)
    tick(room)
    assert told(room, "handover_late") == []
    room.clock.advance(minutes=1)
    tick(room)
    tick(room)
    assert len(told(room, "handover_late")) == 1
    assert room.handovers.watch.standing().late


def test_the_site_says_how_soon_and_how_late(room: Room) -> None:
    room.handovers.lists.save_settings(HandoverSettings(remind_min=20, late_min=5)).result()
    tick(room)
    until(room, EVENING - timedelta(minutes=20))
    tick(room)
    assert len(told(room, "handover_due")) == 1
    until(room, EVENING + timedelta(minutes=5))
    tick(room)
    assert len(told(room, "handover_late")) == 1


def test_when_it_is_signed_the_alarm_is_over(room: Room) -> None:
    tick(room)
    until(room, EVENING + timedelta(minutes=30))
    tick(room)
    handover = accepted(room)
    assert room.handovers.watch.standing().due is None
    tick(room)
    [due] = room.database.read(lambda reader: reader.handovers.dues(EVENING, MORNING))
    assert (due.handover_id, due.accepted_at, due.late_at is not None) == (
        handover.id,
        room.clock.now(),
        True,
    )


def test_signed_before_its_time_nobody_is_reminded(room: Room) -> None:
    tick(room)
    until(room, EVENING - timedelta(minutes=30))
    accepted(room)
    until(room, EVENING + timedelta(minutes=30))
    tick(room)
    assert told(room, "handover_due") == told(room, "handover_late") == []


def test_what_nobody_made_until_the_next_is_missed_and_named_in_it(room: Room) -> None:
    tick(room)
    until(room, EVENING)
    tick(room)
    until(room, MORNING)
    tick(room)
    tick(room)
    assert told(room, "handover_missed") == [
        {"due": due_text(), "outgoing": "zhou,chen", "incoming": "night"}
    ]
    handover = room.handovers.begin().result()
    assert handover.due_at == MORNING
    [point] = [one for one in handover.points if one.fact.section == "missed"]
    assert point.fact.data["out_en"] == "Zhou Min, Chen Guoping"


def test_it_is_named_in_one_handover_alone(room: Room) -> None:
    tick(room)
    until(room, EVENING)
    tick(room)
    until(room, MORNING)
    tick(room)
    room.handovers.begin().result()
    shown = counted(room, "outgoing")
    room.handovers.signing.offer("night", PIN, shown.revision).result()
    room.handovers.signing.accept("zhou", PIN, agreed(room).revision).result()
    until(room, MORNING + timedelta(hours=12))
    tick(room)
    assert not [one for one in room.handovers.begin().result().points if one.fact.section == "missed"]


def test_a_handover_left_open_is_the_next_shifts_and_is_signed_anew(room: Room) -> None:
    tick(room)
    until(room, EVENING)
    tick(room)
    offered(room)
    until(room, MORNING)
    tick(room)
    handover = now(room)
    assert (handover.state, handover.attempt, handover.due_at) == (DRAFT, 2, MORNING)
    assert [one.person_id for one in handover.outgoing] == ["night"]
    assert [one.person_id for one in handover.incoming] == ["zhou", "chen"]
    assert [one.person_id for one in handover.refusals] == [""]


def test_a_shift_taken_out_of_the_roster_is_waited_for_no_longer(room: Room) -> None:
    tick(room)
    until(room, EVENING - timedelta(minutes=10))
    tick(room)
    room.roster.remove_shift("s4").result()
    tick(room)
    assert len(told(room, "handover_withdrawn")) == 1
    assert room.handovers.watch.standing().due is None


def test_one_that_is_put_back_is_waited_for_again(room: Room) -> None:
    tick(room)
    until(room, EVENING - timedelta(minutes=10))
    tick(room)
    night = next(shift for shift in room.roster.shifts() if shift.id == "s4")
    room.roster.remove_shift("s4").result()
    tick(room)
    room.roster.save_shift(night).result()
    tick(room)
    assert room.handovers.watch.standing().due is not None
    assert len(told(room, "handover_due")) == 1
    until(room, EVENING + timedelta(minutes=15))
    tick(room)
    assert room.handovers.watch.standing().late


def test_what_is_written_into_the_roster_afterwards_was_not_missed(room: Room) -> None:
    tick(room)
    room.clock.advance(minutes=120)
    tick(room)
    for shift in room.roster.shifts():
        # By the new times the shift would have changed an hour ago.
        room.roster.save_shift(
            replace(
                shift,
                start="15:00" if shift.id == "s4" else "03:00",
                end="03:00" if shift.id == "s4" else "15:00",
            )
        ).result()
    tick(room)
    assert told(room, "handover_due") == told(room, "handover_late") == told(room, "handover_missed") == []


def test_another_person_in_the_roster_is_the_one_who_takes_over(room: Room) -> None:
    tick(room)
    until(room, EVENING - timedelta(minutes=10))
    tick(room)
    room.roster.save_shift(
        Shift("s4", "liu", "operator", weekdays=(0, 1, 2, 3, 4, 5, 6), start="20:00", end="08:00")
    ).result()
    tick(room)
    standing = room.handovers.watch.standing()
    assert standing.due is not None
    assert [one.person_id for one in standing.due.incoming] == ["liu"]


def test_changes_before_the_first_start_are_nobodys_fault(room: Room) -> None:
    until(room, EVENING + timedelta(minutes=40))
    tick(room)
    tick(room)
    assert told(room, "handover_due") == told(room, "handover_late") == []


def test_a_restart_asks_the_same_and_tells_nothing_twice(room: Room) -> None:
    tick(room)
    until(room, EVENING + timedelta(minutes=20))
    tick(room)
    room.reopen()
    room.clock.reboot()
    tick(room)
    assert len(told(room, "handover_late")) == 1
    assert room.handovers.watch.standing().late


def test_after_days_without_power_one_day_is_asked_after(room: Room) -> None:
    tick(room)
    room.clock.advance(minutes=60 * 24 * 30)
    tick(room)
    assert len(told(room, "handover_missed")) <= 2
    tick(room)
    assert len(told(room, "handover_missed")) <= 2


def test_a_clock_that_jumps_back_and_forth_tells_nothing_twice(room: Room) -> None:
    tick(room)
    until(room, EVENING + timedelta(minutes=20))
    tick(room)
    room.clock.step_wall(seconds=-3600)
    tick(room)
    room.clock.step_wall(seconds=3600)
    tick(room)
    assert (len(told(room, "handover_due")), len(told(room, "handover_late"))) == (0, 1)


def test_who_goes_before_the_next_shift_has_signed_is_named_in_the_log(room: Room) -> None:
    settings = room.roster.books.settings()
    room.roster.books.save_settings(replace(settings, clocking=True)).result()
    tick(room)
    for person_id in ("zhou", "liu"):
        room.roster.clocking.on(person_id).result()
    until(room, EVENING)
    tick(room)
    for person_id in ("zhou", "liu"):
        room.roster.clocking.off(person_id).result()
    left = {data["person"]: data.get("unrelieved") for data in told(room, "clocked_off")}
    assert left == {"zhou": "true", "liu": None}


def test_a_roster_that_is_silent_is_waited_for_by_nobody(room: Room) -> None:
    for shift in room.roster.shifts():
        room.roster.remove_shift(shift.id).result()
    tick(room)
    until(room, EVENING + timedelta(minutes=40))
    tick(room)
    assert room.handovers.watch.standing().due is None
    handover = room.handovers.begin().result()
    assert (handover.due_at, handover.outgoing, handover.incoming) == (None, (), ())


SETTINGS = HandoverSettings()
STEPS = st.lists(st.integers(-90, 400), min_size=1, max_size=30)
"""Minutes between two looks; the clock may go back."""


@given(STEPS)
def test_whatever_the_clock_does_each_time_is_told_once(steps: list[int]) -> None:
    planned = [HandoverDue(EVENING + timedelta(hours=12 * n)) for n in range(6)]
    rows: dict[datetime, HandoverDue] = {}
    heard: list[tuple[datetime, str]] = []
    at = EVENING - timedelta(hours=2)
    for step in steps:
        at += timedelta(minutes=step)
        seen = [due for due in planned if due.due_at >= at - timedelta(days=1)]
        for row in settled(seen, rows.values(), at, SETTINGS):
            word = what_is_told(rows.get(row.due_at), row)
            rows[row.due_at] = row
            heard += [(row.due_at, word)] if word else []
        assert settled(seen, rows.values(), at, SETTINGS) == []
        open_ones = [due_at for due_at, row in rows.items() if row.is_open and due_at <= at]
        assert len(open_ones) <= 1
    assert len(heard) == len(set(heard))
    assert not [word for _, word in heard if word == "withdrawn"]


def test_a_draft_begun_long_before_becomes_that_of_the_change_of_shift_that_comes_near(room: Room) -> None:
    until(room, EVENING - timedelta(hours=5))
    tick(room)
    begun = room.handovers.begin().result()
    assert (begun.due_at, begun.incoming) == (None, ())
    until(room, EVENING - timedelta(minutes=15))
    tick(room)
    adopted = now(room)
    assert (adopted.id, adopted.due_at) == (begun.id, EVENING)
    assert [one.person_id for one in adopted.incoming] == ["night"]
    assert adopted.revision == begun.revision + 1


def test_whom_somebody_chose_by_hand_stays_then(room: Room) -> None:
    until(room, EVENING - timedelta(hours=5))
    tick(room)
    room.handovers.begin().result()
    room.handovers.choose("incoming", [("liu", True)]).result()
    until(room, EVENING - timedelta(minutes=15))
    tick(room)
    assert [one.person_id for one in now(room).incoming] == ["liu"]


def test_one_that_nobody_made_is_known_until_the_next_is_signed(room: Room) -> None:
    until(room, EVENING)
    tick(room)
    until(room, EVENING + timedelta(hours=12))
    tick(room)
    standing = room.handovers.watch.standing()
    assert standing.missed is not None
    assert standing.missed.due_at == EVENING
    assert standing.alarms == (("missed", standing.missed),)
    until(room, EVENING + timedelta(hours=12, minutes=15))
    tick(room)
    assert [code for code, _ in room.handovers.watch.standing().alarms] == ["late", "missed"]
    room.handovers.begin().result()
    handover = counted(room, "outgoing")
    room.handovers.signing.offer("night", PIN, handover.revision).result()
    room.handovers.signing.accept("zhou", PIN, agreed(room).revision).result()
    assert room.handovers.watch.standing().alarms == ()
