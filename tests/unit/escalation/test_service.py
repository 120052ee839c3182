"""The escalation on a real database: rows, messages and entries change together, and a restart goes on."""

import threading
from dataclasses import replace

import pytest

from app.core.errors import InvalidInput, NotAllowed
from app.model.escalation import ACKNOWLEDGED, CALLING, EMPTY, MISSED, WAITING
from app.model.incident import Source
from app.model.journal import Actor
from app.model.plan import Tier, roles
from app.notify.outcomes import write_outcome
from app.notify.rules import Outcome, is_call, started
from tests.fakes.room import Room
from tests.unit.escalation.rooms import (
    THREE,
    call_of,
    incident_of,
    messages_of,
    state_of,
    tick,
)


def test_silence_calls_the_next_tier_at_its_limit_once(room: Room) -> None:
    incident = room.incidents.press(kind="fire").result()
    assert {call.person_id for call in incident.calls} == {"zhou", "chen", "liu"}
    for _ in range(179):
        tick(room, seconds=1)
    assert len(incident_of(room, incident.id).calls) == 3
    for _ in range(10):
        tick(room, seconds=1)
    called = [(call.tier, call.person_id) for call in incident_of(room, incident.id).calls]
    assert called[3:] == [(2, "zeng"), (2, "long")]
    assert room.kinds().count("tier_missed") == 1
    assert [run.state for run in state_of(room, incident.id).runs] == [MISSED, CALLING, WAITING]


def test_each_call_is_one_message_and_each_repeat_one_more_in_other_words(room: Room) -> None:
    incident = room.incidents.press(kind="fire").result()
    for _ in range(200):
        tick(room, seconds=1)
    mine = [m for m in messages_of(room, incident.id) if m.person_id == "zhou"]
    assert [m.dedupe_key.split(":", 3)[3] for m in mine] == [
        "emergency",
        "emergency:again1-1",
        "emergency:again1-2",
    ]
    assert all(is_call(message) for message in mine)
    assert "再次呼叫" in mine[1].title
    assert "确认码" in mine[1].body
    again = room.journal.latest(1, kinds=("tier_called_again",))[0].draft.data
    dial = room.journal.latest(1, kinds=("dial_again",))[0].draft.data
    assert (again["people"], dial["people"]) == ("zhou,chen", "liu"), (
        "nobody is said to be called who was not"
    )


def test_the_journal_tells_who_was_called_and_why(room: Room) -> None:
    incident = room.incidents.press(kind="fire").result()
    tick(room, seconds=180)
    second, first = room.journal.latest(2, kinds=("tier_called",))
    assert (first.draft.data["people"], first.draft.data["why"]) == (
        "zhou,chen,liu",
        "on_duty:weekly,on_duty:weekly,on_duty:weekly",
    )
    assert (second.draft.data["people"], second.draft.data["why"]) == (
        "zeng,long",
        "has_role,leads:fire_safety",
    )
    assert second.draft.actor.person_id == ""
    assert call_of(room, incident.id, "long").why == "leads:fire_safety"


def test_a_target_with_channels_of_its_own_is_reached_by_these_first(room: Room) -> None:
    incident = room.incidents.press(kind="fire").result()
    tick(room, seconds=180)
    assert call_of(room, incident.id, "long").channels == ("mail", "phones")
    (message,) = [m for m in messages_of(room, incident.id) if m.person_id == "long"]
    assert message.channel_id == "mail"
    failed = Outcome("failed", "service_refused")
    room.database.write(lambda tx: tx.outbox.save(started(message, room.clock.now()))).result()
    room.database.write(lambda tx: write_outcome(tx, message.id, failed)).result()
    mine = [m for m in messages_of(room, incident.id) if m.person_id == "long"]
    assert [m.channel_id for m in mine] == ["mail", "phones"]


def test_an_answer_stops_the_tier_and_keeps_its_path(room: Room) -> None:
    incident = room.incidents.press(kind="fire").result()
    call = call_of(room, incident.id, "chen")
    room.incidents.acknowledge(call.id, Source(Actor("chen", "陈国平"), "sms", "8555 0102")).result()
    answered = call_of(room, incident.id, "chen")
    assert (answered.acknowledged_via, answered.arrived_at) == ("sms", None)
    for _ in range(30):
        tick(room, seconds=60)
    state = state_of(room, incident.id)
    assert state.runs[0].answered_by == ()  # nobody came for ten minutes: it counted no more
    assert room.kinds().count("acknowledgement_reminded") == 1
    assert room.kinds().count("acknowledgement_expired") == 1
    reminder = next(m for m in messages_of(room, incident.id) if "reminder" in m.dedupe_key)
    assert (reminder.person_id, "催促到场" in reminder.title) == ("chen", True)


def test_the_operators_own_answer_counts_for_nobody(room: Room) -> None:
    incident = room.incidents.press(kind="fire").result()
    room.incidents.acknowledge(call_of(room, incident.id, "zhou").id).result()
    assert state_of(room, incident.id).runs[0].state == CALLING
    room.incidents.arrive(call_of(room, incident.id, "liu").id).result()
    state = state_of(room, incident.id)
    assert (state.runs[0].state, state.turned_out) == (ACKNOWLEDGED, True)
    (there,) = room.journal.latest(1, kinds=("turned_out",))
    assert (there.draft.data["person"], there.draft.data["after_s"]) == ("liu", "0")
    assert [entry.draft.kind for entry in reversed(room.journal.latest(4))] == [
        "call_acknowledged",
        "tier_acknowledged",
        "call_arrived",
        "turned_out",
    ]


def test_a_kill_between_two_looks_loses_and_doubles_nothing(room: Room) -> None:
    incident = room.incidents.press(kind="fire").result()
    for _ in range(20):
        room.clock.advance(seconds=13)
        room.reopen()
        tick(room)
        tick(room)
    keys = [message.dedupe_key for message in messages_of(room, incident.id)]
    assert len(keys) == len(set(keys))
    people = [call.person_id for call in incident_of(room, incident.id).calls]
    assert people == ["zhou", "chen", "liu", "zeng", "long"]
    assert room.kinds().count("tier_called") == 2
    assert room.journal.verify().ok


def test_the_wall_clock_may_be_set_and_the_pc_restarted(room: Room) -> None:
    incident = room.incidents.press(kind="fire").result()
    room.clock.step_wall(seconds=86_400)
    tick(room, seconds=100)
    assert len(incident_of(room, incident.id).calls) == 3
    room.clock.advance(seconds=79)
    room.clock.reboot()
    room.reopen()
    tick(room)
    assert len(incident_of(room, incident.id).calls) == 3
    tick(room, seconds=1)
    assert len(incident_of(room, incident.id).calls) == 5
    assert room.incidents.elapsed_s(incident_of(room, incident.id)) == pytest.approx(180)


def test_a_pc_that_starts_with_a_clock_of_years_ago_goes_on_from_the_last_note(room: Room) -> None:
    incident = room.incidents.press(kind="fire").result()
    tick(room, seconds=100)
    room.clock.step_wall(seconds=-10_000_000)
    room.clock.reboot()
    room.reopen()
    tick(room)
    assert room.incidents.elapsed_s(incident_of(room, incident.id)) == pytest.approx(100)
    tick(room, seconds=80)
    assert len(incident_of(room, incident.id).calls) == 5


def test_escalating_by_hand_is_told_with_the_hand(room: Room) -> None:
    room.access.set_pin("zhou", "2468").result()
    room.access.sign_in("zhou", "2468").result()
    incident = room.incidents.press(kind="fire").result()
    for tier in (2, 3):
        room.escalation.escalate(incident.id, tier).result()
    with pytest.raises(NotAllowed, match="no_more_tiers"):
        room.escalation.escalate(incident.id, 4).result()
    assert [call.tier for call in incident_of(room, incident.id).calls] == [1, 1, 1, 2, 2, 3]
    (called,) = room.journal.latest(1, kinds=("tier_called",))
    assert (called.draft.actor.person_id, called.draft.data["by_hand"]) == ("zhou", "true")
    assert incident_of(room, incident.id).operator_id == "zhou"


def test_a_hold_needs_a_reason_and_is_told(room: Room) -> None:
    incident = room.incidents.press(kind="fire").result()
    with pytest.raises(InvalidInput):
        room.escalation.hold(incident.id, 2, " ")
    room.escalation.hold(incident.id, 2, "只是烧糊了饭").result()
    for _ in range(10):
        tick(room, seconds=60)
    assert len(incident_of(room, incident.id).calls) == 3
    (held,) = room.journal.latest(1, kinds=("tier_held",))
    assert held.draft.data == {"tier": "2", "reason": "只是烧糊了饭"}
    room.escalation.release(incident.id, 2).result()
    assert len(incident_of(room, incident.id).calls) == 5


def test_somebody_added_is_called_and_a_stranger_is_refused(room: Room) -> None:
    incident = room.incidents.press(kind="fire").result()
    room.escalation.add_person(incident.id, "zhao").result()
    room.escalation.add_person(incident.id, "zhao").result()
    assert call_of(room, incident.id, "zhao").why == "added"
    assert room.kinds().count("people_added") == 1
    assert any(m.person_id == "zhao" and is_call(m) for m in messages_of(room, incident.id))
    with pytest.raises(InvalidInput):
        room.escalation.add_person(incident.id, "stranger").result()


def test_an_incident_handed_over_tells_the_new_hand(room: Room) -> None:
    incident = room.incidents.press(kind="fire").result()
    room.escalation.hand_over(incident.id, "night").result()
    assert incident_of(room, incident.id).operator_id == "night"
    (message,) = [m for m in messages_of(room, incident.id) if m.person_id == "night"]
    assert "李军负责处置" in message.body


def test_the_end_stops_everything_and_reopening_goes_on(room: Room) -> None:
    incident = room.incidents.press(kind="fire").result()
    tick(room, seconds=100)
    with pytest.raises(NotAllowed, match="incident_running"):
        room.incidents.reopen(incident.id).result()
    room.incidents.false_alarm(incident.id, "burnt rice").result()
    tick(room, seconds=10_000)
    assert len(incident_of(room, incident.id).calls) == 3
    with pytest.raises(NotAllowed, match="incident_closed"):
        room.escalation.escalate(incident.id, 2).result()
    room.incidents.reopen(incident.id, "it burns after all").result()
    again = incident_of(room, incident.id)
    assert (again.state, again.closed_at, again.close_reason) == ("running", None, "")
    (entry,) = room.journal.latest(1, kinds=("incident_reopened",))
    assert entry.draft.data == {"reason": "it burns after all", "was": "false_alarm"}
    told = [m.person_id for m in messages_of(room, incident.id) if "reopened" in m.dedupe_key]
    assert told == ["zhou", "chen"]
    tick(room, seconds=79)
    assert len(incident_of(room, incident.id).calls) == 3
    tick(room, seconds=1)
    assert len(incident_of(room, incident.id).calls) == 5


def test_another_kind_takes_up_its_own_tiers(room: Room) -> None:
    incident = room.incidents.press().result()
    room.incidents.acknowledge(call_of(room, incident.id, "liu").id).result()
    plan = replace(THREE, tiers=(Tier(1, roles("patrol", "police")), Tier(2, roles("committee"))))
    room.database.write(lambda tx: tx.site.save_plan(plan)).result()
    room.incidents.set_kind(incident.id, "fire").result()
    state = state_of(room, incident.id)
    assert [run.number for run in state.runs] == [1, 2]
    assert call_of(room, incident.id, "zhao").tier == 1
    assert state.runs[0].state == ACKNOWLEDGED
    (joined,) = room.journal.latest(1, kinds=("tier_joined",))
    assert joined.draft.data["people"] == "zhao"


def test_an_empty_tier_goes_on_at_once_with_a_loud_entry(room: Room) -> None:
    plan = replace(THREE, tiers=(Tier(1, roles("health")), *THREE.tiers[1:]))
    room.database.write(lambda tx: tx.site.save_plan(plan)).result()
    incident = room.incidents.press(kind="fire").result()
    assert [call.tier for call in incident.calls] == [2, 2]
    assert state_of(room, incident.id).runs[0].state == EMPTY
    kinds = room.kinds()
    assert kinds.index("nobody_on_duty") < kinds.index("tier_empty") < kinds.index("tier_called")


def test_of_the_last_tier_nobody_is_told_that_another_follows(room: Room) -> None:
    plan = replace(THREE, tiers=(Tier(1, roles("health")), Tier(2, roles("health"))))
    room.database.write(lambda tx: tx.site.save_plan(plan)).result()
    room.incidents.press(kind="fire").result()
    second, first = room.journal.latest(2, kinds=("tier_empty",))
    assert ("final" in first.draft.data, "final" in second.draft.data) == (False, True)


def test_an_incident_of_an_older_program_goes_on(room: Room) -> None:
    incident = room.incidents.press(kind="fire").result()
    room.incidents.acknowledge(call_of(room, incident.id, "zhou").id).result()

    def forget(transaction: object) -> None:
        database = transaction.escalations._database
        database.execute("DELETE FROM escalation_tier")
        database.execute("DELETE FROM escalation")

    room.database.write(forget).result()
    assert state_of(room, incident.id).runs[0].state == CALLING
    room.escalation.escalate(incident.id, 2).result()
    assert len(incident_of(room, incident.id).calls) == 5
    room.incidents.acknowledge(call_of(room, incident.id, "liu").id).result()
    assert state_of(room, incident.id).runs[0].state == ACKNOWLEDGED


def test_the_thread_goes_on_after_a_kill(room: Room) -> None:
    incident = room.incidents.press(kind="fire").result()
    room.clock.advance(seconds=181)
    room.reopen()
    called = threading.Event()
    room.changes.subscribe(lambda changed: "incident" in changed.kinds and called.set())
    room.escalation.start()
    assert called.wait(3.0), "what was due is done within three seconds of the start"
    room.escalation.stop()
    assert len(incident_of(room, incident.id).calls) == 5


def test_one_incident_that_cannot_go_on_holds_up_no_other(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = room.incidents.press(kind="fire").result()
    whole = room.incidents.press(kind="fire", place_id="lpg").result()
    room.clock.advance(seconds=181)
    apply = room.escalation._engine.apply

    def sometimes(transaction: object, incident: object, event: object, *more: object) -> None:
        if incident.id == broken.id:
            raise RuntimeError("a bug")
        apply(transaction, incident, event, *more)

    faults: list[BaseException] = []
    monkeypatch.setattr(type(room.escalation._engine), "apply", lambda _self, *words: sometimes(*words))
    monkeypatch.setattr(room.escalation, "_fault", faults.append)
    for _ in range(2):
        room.escalation._round()
    assert len(incident_of(room, whole.id).calls) == 5
    assert [str(fault) for fault in faults] == ["a bug"]


def test_the_log_says_no_second_more_than_the_card_of_the_first_on_scene(room: Room) -> None:
    incident = room.incidents.press(kind="fire").result()
    room.clock.advance(seconds=40.7)
    room.incidents.arrive(call_of(room, incident.id, "liu").id).result()
    (told,) = room.journal.latest(1, kinds=("turned_out",))
    assert told.draft.data["after_s"] == "40"
