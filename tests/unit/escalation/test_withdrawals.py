"""What was marked by mistake is taken back: everything goes on as if it had not been, and the log tells both."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from app.core.errors import NotAllowed, NotFound
from app.escalation.events import (
    Acknowledge,
    AcknowledgementExpired,
    AnswerWithdrawn,
    ArrivalWithdrawn,
    Arrive,
    CalledAgain,
    End,
    EscalateNow,
    Follow,
    Hold,
    PersonArrived,
    Reminded,
    Reopen,
    TierCalled,
    TierMissed,
    TierReopened,
    TurnedOut,
    TurnOutReopened,
    Withdraw,
)
from app.model.escalation import ACKNOWLEDGED, CALLING, EMPTY, EXPIRED, MISSED, WAITING
from app.model.incident import Call, Source
from app.model.journal import Actor, Entry
from app.model.message import ACKNOWLEDGED as CONFIRMED
from app.model.message import BY_HAND, DELIVERED, FAILED, QUEUED
from app.model.message import EXPIRED as NOT_SENT
from app.model.plan import Tier
from app.notify.by_hand import note_call_by_hand
from app.notify.incoming import take_answer
from app.notify.outcomes import settle, write_outcome
from app.notify.rules import Outcome, started
from app.storage.transaction import Transaction
from tests.fakes.room import Room
from tests.unit.escalation.desk import NOBODY, Desk, people
from tests.unit.escalation.rooms import call_of, incident_of, messages_of, state_of, tick

PLAIN = (Tier(1, limit_s=180), Tier(2, limit_s=300), Tier(3, limit_s=300))


def test_a_tier_whose_only_acknowledgement_is_taken_back_goes_on_from_when_it_was_called() -> None:
    desk = Desk(PLAIN)
    desk.after(20, Acknowledge("liu"))
    desk.after(80)
    assert desk.do(Withdraw("liu")) == (AnswerWithdrawn("liu"), TierReopened(1, "liu", CALLING))
    assert (desk.run(1).state, desk.state.next_due_s()) == (CALLING, 180.0)
    assert desk.after(79) == ()
    assert [type(action) for action in desk.after(1)] == [TierMissed, TierCalled]


def test_where_its_time_has_passed_the_next_tier_is_called_at_once() -> None:
    desk = Desk(PLAIN)
    desk.after(20, Acknowledge("liu"))
    done = desk.after(400, Withdraw("liu"))
    assert [type(action) for action in done] == [AnswerWithdrawn, TierReopened, TierMissed, TierCalled]
    assert [desk.run(number).state for number in (1, 2, 3)] == [MISSED, CALLING, WAITING]


def test_those_of_the_tier_are_called_again_where_that_fell_due_meanwhile() -> None:
    desk = Desk()
    desk.after(20, Acknowledge("liu"))
    done = desk.after(80, Withdraw("liu"))
    assert done[-1] == CalledAgain(1, ("liu", "peng"), 1)
    assert desk.after(59) == ()
    assert desk.after(1)[0] == CalledAgain(1, ("liu", "peng"), 2)


def test_a_tier_stays_acknowledged_by_whoever_else_has() -> None:
    desk = Desk(PLAIN)
    desk.after(20, Acknowledge("liu"))
    desk.after(5, Acknowledge("peng"))
    assert desk.do(Withdraw("liu")) == (AnswerWithdrawn("liu"),)
    assert (desk.run(1).state, desk.run(1).answered_by) == (ACKNOWLEDGED, ("peng",))
    assert desk.after(1000) == ()


@pytest.mark.parametrize(("resolution", "before"), [(people("liu"), MISSED), (NOBODY, EMPTY)])
def test_a_tier_that_was_late_or_empty_is_that_again_and_missed_no_second_time(
    resolution: object, before: str
) -> None:
    desk = Desk(
        (*PLAIN[:1], Tier(2, limit_s=300, acknowledged_by=("patrol",))), {1: resolution, 2: people("zeng")}
    )
    desk.do(Acknowledge("zeng")) if before == EMPTY else desk.after(200, Acknowledge("liu"))
    desk.do(Withdraw("zeng" if before == EMPTY else "liu"))
    assert len(desk.all(TierMissed)) == (before == MISSED)
    assert desk.run(1).state == before


def test_a_held_tier_stays_held_when_the_one_below_opens_again() -> None:
    desk = Desk(PLAIN)
    desk.do(Hold(2, "wait"))
    desk.after(20, Acknowledge("liu"))
    done = desk.after(400, Withdraw("liu"))
    assert [type(action) for action in done] == [AnswerWithdrawn, TierReopened, TierMissed]
    assert desk.run(2).state == WAITING


def test_a_tier_called_by_hand_meanwhile_is_not_called_again() -> None:
    desk = Desk(PLAIN)
    desk.after(20, Acknowledge("liu"))
    desk.do(EscalateNow(2))
    desk.after(400, Withdraw("liu"))
    assert [action.tier for _, action in desk.all(TierCalled)] == [1, 2, 3]


def test_the_time_an_incident_was_closed_does_not_count() -> None:
    desk = Desk(PLAIN)
    desk.after(20, Acknowledge("liu"))
    desk.do(End())
    with pytest.raises(NotAllowed, match="incident_closed"):
        desk.do(Withdraw("liu"))
    desk.after(1000, Reopen())
    desk.do(Withdraw("liu"))
    assert desk.state.next_due_s() == 1180.0


def test_the_limit_of_the_plan_followed_meanwhile_holds() -> None:
    desk = Desk(PLAIN)
    desk.after(20, Acknowledge("liu"))
    desk.do(Follow((Tier(1, limit_s=60), *PLAIN[1:])))
    desk.do(Withdraw("liu"))
    assert desk.state.next_due_s() == 60.0


def test_a_tier_that_an_older_program_had_acknowledged_has_its_limit_from_its_call() -> None:
    desk = Desk(PLAIN)
    desk.after(20, Acknowledge("liu"))
    old = replace(desk.run(1), before_answer="", limit_due_s=None, repeat_due_s=None)
    desk.state = replace(desk.state, runs=(old, *desk.state.runs[1:]))
    desk.do(Withdraw("liu"))
    assert (desk.run(1).state, desk.state.next_due_s()) == (CALLING, 180.0)


def test_what_no_longer_counts_is_not_counted_again_by_taking_it_back() -> None:
    desk = Desk(PLAIN, expire_after_s=200)
    desk.after(20, Acknowledge("liu"))
    desk.after(200)
    assert desk.do(Withdraw("liu")) == (AnswerWithdrawn("liu"),)
    assert desk.run(1).state == EXPIRED


def test_an_arrival_alone_is_taken_back_and_those_who_confirmed_are_reminded_again() -> None:
    desk = Desk(PLAIN, remind_after_s=100, expire_after_s=300)
    desk.after(20, Acknowledge("liu"))
    assert desk.after(30, Arrive("liu"))[-1] == TurnedOut("liu", 50.0)
    assert desk.after(30, Withdraw("liu", answer=False)) == (ArrivalWithdrawn("liu"), TurnOutReopened("liu"))
    assert (desk.run(1).state, desk.state.turned_out) == (ACKNOWLEDGED, False)
    assert desk.after(40) == (Reminded(1, ("liu",)),)
    assert isinstance(desk.after(200)[0], AcknowledgementExpired)


def test_an_arrival_that_counted_anew_after_the_confirmation_had_expired_counts_no_more() -> None:
    desk = Desk(PLAIN, expire_after_s=200)
    desk.after(20, Acknowledge("liu"))
    desk.after(200)
    arrived = desk.do(Arrive("liu"))[1]
    assert arrived == PersonArrived("liu", tiers=(1,))
    assert desk.run(1).state == ACKNOWLEDGED
    desk.do(Withdraw("liu", answer=False, tiers=(1,)))
    assert (desk.run(1).state, desk.person("liu").acknowledged) == (EXPIRED, True)


def test_who_was_reminded_before_is_not_reminded_again() -> None:
    desk = Desk(PLAIN, remind_after_s=100)
    desk.after(20, Acknowledge("liu"))
    desk.after(100)
    desk.after(5, Arrive("liu"))
    desk.after(5, Withdraw("liu", answer=False))
    assert desk.after(1000) == ()


def test_the_turn_out_stands_while_another_of_the_team_is_there() -> None:
    desk = Desk(PLAIN)
    desk.after(20, Arrive("liu"))
    desk.do(Arrive("peng"))
    desk.do(Withdraw("liu"))
    assert desk.state.turned_out
    assert desk.do(Withdraw("peng"))[:3] == (
        AnswerWithdrawn("peng"),
        ArrivalWithdrawn("peng"),
        TurnOutReopened("peng"),
    )


@pytest.mark.parametrize("event", [Withdraw("liu"), Withdraw("liu", answer=False), Withdraw("nobody")])
def test_what_was_never_so_is_refused(event: Withdraw) -> None:
    desk = Desk(PLAIN)
    before = desk.state
    with pytest.raises(NotAllowed, match="nothing_to_withdraw"):
        desk.do(event)
    assert desk.state == before


# On a real database.


def seen(moment: datetime | None) -> datetime:
    assert moment is not None
    return moment


def unconfirm(room: Room, call: Call, reason: str = "") -> None:
    room.withdrawals.acknowledgement(call.id, seen(call.acknowledged_at), reason).result()


def entries(room: Room, *kinds: str) -> list[Entry]:
    return room.journal.latest(100, kinds=kinds)


def test_the_log_points_at_the_entry_that_was_wrong_and_loses_nothing(room: Room) -> None:
    incident = room.incidents.press(kind="fire").result()
    room.incidents.acknowledge(call_of(room, incident.id, "chen").id).result()
    room.clock.advance(seconds=10)
    unconfirm(room, call_of(room, incident.id, "chen"), " 点错了人 ")
    (wrong,) = entries(room, "call_acknowledged")
    (taken_back,) = entries(room, "acknowledgement_withdrawn")
    assert (taken_back.draft.amends, taken_back.draft.data["reason"]) == (wrong.number, "点错了人")
    (reopened,) = entries(room, "tier_reopened")
    assert reopened.draft.amends == entries(room, "tier_acknowledged")[0].number
    call = call_of(room, incident.id, "chen")
    assert (call.acknowledged_at, call.withdrawn, call.withdrawn_at) == (
        None,
        "acknowledged",
        room.clock.now(),
    )
    assert state_of(room, incident.id).runs[0].state == CALLING
    assert room.journal.verify().ok


def test_after_a_restart_the_next_tier_is_called_at_the_first_limit(room: Room) -> None:
    incident = room.incidents.press(kind="fire").result()
    tick(room, seconds=30)
    room.incidents.acknowledge(call_of(room, incident.id, "chen").id).result()
    tick(room, seconds=30)
    unconfirm(room, call_of(room, incident.id, "chen"))
    room.reopen()
    tick(room, seconds=119)
    assert room.kinds().count("tier_called") == 1
    tick(room, seconds=1)
    assert room.kinds().count("tier_called") == 2


def test_a_late_discovery_is_told_loudly_and_calls_the_next_tier_in_the_same_transaction(room: Room) -> None:
    incident = room.incidents.press(kind="fire").result()
    room.incidents.acknowledge(call_of(room, incident.id, "chen").id).result()
    tick(room, seconds=400)
    before = room.kinds()
    unconfirm(room, call_of(room, incident.id, "chen"))
    new = room.kinds()[len(before) :]
    assert new[:2] == ["acknowledgement_withdrawn", "tier_reopened"]
    assert {"tier_missed", "tier_called"} <= set(new)
    assert {call.tier for call in incident_of(room, incident.id).calls} == {1, 2}


def test_one_press_is_taken_back_by_one_press(room: Room) -> None:
    """Who was put on scene unconfirmed has neither confirmed nor come; who had confirmed before still has."""
    incident = room.incidents.press(kind="fire").result()
    room.incidents.acknowledge(call_of(room, incident.id, "chen").id).result()
    for person in ("chen", "liu"):
        room.clock.advance(seconds=1)
        room.incidents.arrive(call_of(room, incident.id, person).id).result()
    for person in ("liu", "chen"):
        call = call_of(room, incident.id, person)
        room.withdrawals.arrival(call.id, seen(call.arrived_at)).result()
    chen, liu = (call_of(room, incident.id, person) for person in ("chen", "liu"))
    assert (liu.acknowledged_at, liu.arrived_at) == (None, None)
    assert (chen.acknowledged_at, chen.arrived_at) == (incident.opened_at, None)
    assert state_of(room, incident.id).turned_out is False
    (reopened,) = entries(room, "turn_out_reopened")
    assert reopened.draft.data["person"] == "chen"


def test_what_an_arrival_had_made_count_again_is_known_to_who_takes_it_back(room: Room) -> None:
    incident = room.incidents.press(kind="fire").result()
    room.incidents.acknowledge(call_of(room, incident.id, "chen").id).result()
    tick(room, seconds=1200)
    assert state_of(room, incident.id).runs[0].state == EXPIRED
    room.incidents.arrive(call_of(room, incident.id, "chen").id).result()
    assert state_of(room, incident.id).runs[0].state == ACKNOWLEDGED
    call = call_of(room, incident.id, "chen")
    room.withdrawals.arrival(call.id, seen(call.arrived_at)).result()
    assert state_of(room, incident.id).runs[0].state == EXPIRED
    assert call_of(room, incident.id, "chen").acknowledged_at == incident.opened_at


def test_who_came_next_was_the_first_when_the_first_is_taken_back(room: Room) -> None:
    incident = room.incidents.press(kind="fire").result()
    for person in ("chen", "liu"):
        room.clock.advance(seconds=20)
        room.incidents.arrive(call_of(room, incident.id, person).id).result()
    for person in ("chen", "liu"):
        call = call_of(room, incident.id, person)
        room.withdrawals.arrival(call.id, seen(call.arrived_at)).result()
    (first,) = entries(room, "turned_out")
    corrections = entries(room, "turn_out_passed_on", "turn_out_reopened")
    assert [(one.draft.kind, one.draft.data["person"], one.draft.amends) for one in corrections] == [
        ("turn_out_reopened", "liu", first.number),
        ("turn_out_passed_on", "chen", first.number),
    ]


def test_of_two_hands_the_second_takes_nothing_back_that_was_said_anew(room: Room) -> None:
    incident = room.incidents.press(kind="fire").result()
    room.incidents.acknowledge(call_of(room, incident.id, "chen").id).result()
    both_see = call_of(room, incident.id, "chen")
    unconfirm(room, both_see)
    with pytest.raises(NotAllowed, match="nothing_to_withdraw"):
        unconfirm(room, both_see)
    room.clock.advance(seconds=5)
    room.incidents.acknowledge(both_see.id, Source(Actor("chen", "陈国平"), "link", "10.0.0.5")).result()
    with pytest.raises(NotAllowed, match="nothing_to_withdraw"):
        unconfirm(room, both_see)
    now = call_of(room, incident.id, "chen")
    assert (now.acknowledged_at, now.acknowledged_via) == (room.clock.now(), "link")
    assert state_of(room, incident.id).runs[0].state == ACKNOWLEDGED
    assert room.kinds().count("acknowledgement_withdrawn") == 1


def test_a_short_message_can_be_taken_back_and_another_confirms_anew(room: Room) -> None:
    incident = room.incidents.press(kind="fire").result()

    def arrives(key: str) -> None:
        answer = room.database.write(lambda tx: take_answer(tx, key, "8555 0102", "1", "")).result()
        assert answer is not None
        room.incidents.acknowledge(answer.call.id, answer.source("8555 0102")).result()

    arrives("first")
    assert call_of(room, incident.id, "chen").acknowledged_via == "sms"
    unconfirm(room, call_of(room, incident.id, "chen"))
    assert call_of(room, incident.id, "chen").acknowledged_via == ""
    arrives("second")
    assert call_of(room, incident.id, "chen").acknowledged_via == "sms"


def test_what_is_over_is_not_touched(room: Room) -> None:
    incident = room.incidents.press(kind="fire").result()
    room.incidents.arrive(call_of(room, incident.id, "chen").id).result()
    room.incidents.tick_step(incident.id, 0).result()
    call, done = call_of(room, incident.id, "chen"), incident_of(room, incident.id).steps_done[0]
    room.incidents.stand_down(incident.id).result()
    before = room.kinds()
    for change in (
        room.withdrawals.acknowledgement(call.id, seen(call.acknowledged_at)),
        room.withdrawals.arrival(call.id, seen(call.arrived_at)),
        room.withdrawals.reached(call.id, room.clock.now()),
        room.withdrawals.step(incident.id, 0, done.at),
    ):
        with pytest.raises(NotAllowed, match="incident_closed"):
            change.result()
    with pytest.raises(NotFound):
        room.withdrawals.arrival("nobody", room.clock.now()).result()
    assert room.kinds() == before


def test_a_step_is_open_again_and_says_by_whom(room: Room) -> None:
    incident = room.incidents.press(kind="fire").result()
    room.incidents.tick_step(incident.id, 1).result()
    (done,) = incident_of(room, incident.id).steps_done
    room.clock.advance(seconds=9)
    room.withdrawals.step(incident.id, 1, done.at, "点错").result()
    now = incident_of(room, incident.id)
    assert (now.steps_done, [(one.step, one.at) for one in now.steps_withdrawn]) == (
        (),
        [(1, room.clock.now())],
    )
    (taken_back,) = entries(room, "step_withdrawn")
    assert taken_back.draft.amends == entries(room, "step_done")[0].number
    with pytest.raises(NotAllowed, match="nothing_to_withdraw"):
        room.withdrawals.step(incident.id, 1, done.at).result()
    room.incidents.tick_step(incident.id, 1).result()
    again = incident_of(room, incident.id)
    assert ([one.at for one in again.steps_done], again.steps_withdrawn) == ([room.clock.now()], ())


def settled(room: Room) -> None:
    room.database.write(settle).result()


def test_a_message_held_back_by_the_mistake_goes_out_once_and_one_that_left_never_again(room: Room) -> None:
    incident = room.incidents.press(kind="fire").result()

    def sent(transaction: Transaction) -> None:
        (message,) = transaction.outbox.to_person(incident.id, "chen")
        transaction.outbox.save(started(message, room.clock.now()))
        write_outcome(transaction, message.id, Outcome("delivered"))

    room.database.write(sent).result()
    left_at = room.clock.now()
    room.clock.advance(seconds=30)
    for person in ("zhou", "chen"):
        room.incidents.acknowledge(call_of(room, incident.id, person).id).result()
    settled(room)
    assert [m.state for m in messages_of(room, incident.id)] == [NOT_SENT, CONFIRMED]
    for person in ("zhou", "chen"):
        unconfirm(room, call_of(room, incident.id, person))
    settled(room)
    assert [(m.person_id, m.state) for m in messages_of(room, incident.id)] == [
        ("zhou", QUEUED),
        ("chen", DELIVERED),
    ]
    (chen,) = (m for m in messages_of(room, incident.id) if m.person_id == "chen")
    assert chen.updated_at == left_at, "it did not arrive when the mistake was found"


def test_called_reached_is_taken_back_and_what_it_had_replaced_is_tried_again(room: Room) -> None:
    incident = room.incidents.press(kind="fire").result()
    call = call_of(room, incident.id, "chen")

    def failed(transaction: Transaction) -> None:
        (message,) = transaction.outbox.to_person(incident.id, "chen")
        transaction.outbox.save(started(message, room.clock.now()))
        write_outcome(transaction, message.id, Outcome("failed", "service_refused", final=True))

    room.database.write(failed).result()
    room.database.write(lambda tx: note_call_by_hand(tx, call.id, Actor(), reached=True)).result()
    at = room.clock.now()
    room.clock.advance(seconds=7)
    with pytest.raises(NotAllowed, match="nothing_to_withdraw"):
        room.withdrawals.reached(call.id, at + timedelta(seconds=1)).result()
    room.withdrawals.reached(call.id, at, "拨错号码").result()
    mine = {m.channel_id: m for m in messages_of(room, incident.id) if m.person_id == "chen"}
    assert {channel: m.state for channel, m in mine.items()} == {
        "phones": QUEUED,
        "mail": QUEUED,
        BY_HAND: NOT_SENT,
    }
    assert call_of(room, incident.id, "chen").withdrawn == "reached"
    (taken_back,) = entries(room, "called_withdrawn")
    assert taken_back.draft.amends == entries(room, "called_reached")[0].number
    with pytest.raises(NotAllowed, match="nothing_to_withdraw"):
        room.withdrawals.reached(call.id, at).result()
    assert FAILED not in {m.state for m in mine.values()}
