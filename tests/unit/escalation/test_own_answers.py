"""Who answers while somebody at the desk has marked them already has answered: that stays when the mark is taken back."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.errors import NotAllowed
from app.escalation.events import (
    Acknowledge,
    AcknowledgementExpired,
    AnswerWithdrawn,
    ArrivalWithdrawn,
    Arrive,
    EscalateNow,
    MarkWithdrawn,
    PersonAnswered,
    Reminded,
    TierReopened,
    TurnOutReopened,
    Withdraw,
)
from app.escalation.resolve import Resolution
from app.incidents.call_codes import call_codes
from app.model.escalation import ACKNOWLEDGED, CALLING, EXPIRED
from app.model.incident import Call, Incident, Source
from app.model.journal import Actor
from app.model.message import BY_HAND
from app.model.message import EXPIRED as NOT_SENT
from app.model.plan import Tier
from app.notify.by_hand import note_call_by_hand
from app.notify.incoming import take_answer
from app.notify.outcomes import settle
from app.shift_review.incidents_then import IncidentHistory
from tests.fakes.room import Room
from tests.unit.escalation.deeds import CALM, ON_DUTY, PLAIN, PLANS, Deed, play
from tests.unit.escalation.desk import Desk, people
from tests.unit.escalation.rooms import call_of, incident_of, messages_of, state_of, tick

THREE = (Tier(1, limit_s=180), Tier(2, limit_s=300), Tier(3, limit_s=300))
MARK, OWN = Acknowledge("liu"), Acknowledge("liu", own=True)


def test_a_mark_is_taken_back_and_the_own_answer_stays() -> None:
    desk = Desk(THREE, remind_after_s=100, expire_after_s=300)
    desk.after(20, MARK)
    assert desk.after(30, OWN) == (PersonAnswered("liu", 50.0),)
    assert desk.after(10, Withdraw("liu")) == (MarkWithdrawn("liu"),)
    run = desk.run(1)
    assert (run.state, run.acknowledged_s, run.answered_by) == (ACKNOWLEDGED, 50.0, ("liu",))
    assert desk.person("liu").acknowledged
    assert desk.after(89) == ()
    assert desk.after(1) == (Reminded(1, ("liu",)),)
    assert desk.after(199) == ()
    assert isinstance(desk.after(1)[0], AcknowledgementExpired)


def test_the_own_answer_is_taken_back_by_the_next_press() -> None:
    desk = Desk(THREE)
    desk.after(20, MARK)
    desk.after(30, OWN)
    desk.do(Withdraw("liu"))
    assert desk.do(Withdraw("liu")) == (AnswerWithdrawn("liu"), TierReopened(1, "liu", CALLING))
    assert desk.state.next_due_s() == 180.0


def test_a_second_answer_and_a_mark_after_the_answer_change_nothing() -> None:
    desk = Desk(THREE)
    desk.after(20, OWN)
    before = desk.state
    assert desk.do(MARK) == desk.do(OWN) == ()
    assert desk.state == before
    assert desk.do(Withdraw("liu"))[0] == AnswerWithdrawn("liu")


def test_who_was_reminded_before_is_not_reminded_again_by_the_later_answer() -> None:
    desk = Desk(THREE, remind_after_s=100)
    desk.after(20, MARK)
    desk.after(100)
    desk.after(5, OWN)
    desk.do(Withdraw("liu"))
    assert desk.after(1000) == ()


def test_a_tier_that_has_enough_without_it_keeps_the_time_it_was_acknowledged() -> None:
    desk = Desk(THREE)
    desk.after(20, Acknowledge("peng", own=True))
    desk.after(10, MARK)
    desk.after(10, OWN)
    desk.do(Withdraw("liu"))
    assert desk.run(1).acknowledged_s == 20.0


def test_an_own_answer_counts_only_for_the_tiers_it_may_count_for() -> None:
    """Once the leader is called, the leader alone answers for tier 1: the mark came before that, the answer after it."""
    plan = (Tier(1, limit_s=180, acknowledged_by=("leader",)), *THREE[1:])
    desk = Desk(plan, {1: people("liu"), 2: people("zeng", role="leader")})
    desk.after(20, MARK)
    desk.do(EscalateNow(2))
    desk.after(10, OWN)
    assert desk.do(Withdraw("liu")) == (MarkWithdrawn("liu"), TierReopened(1, "liu", CALLING))
    assert desk.person("liu").acknowledged


def test_who_was_wrongly_put_on_scene_and_answered_is_confirmed_and_not_there() -> None:
    desk = Desk(THREE)
    desk.after(20, Arrive("liu"))
    assert desk.after(30, OWN) == (PersonAnswered("liu", 50.0),)
    done = desk.do(Withdraw("liu", tiers=(1,)))
    assert done == (MarkWithdrawn("liu"), ArrivalWithdrawn("liu"), TurnOutReopened("liu"))
    assert (desk.run(1).state, desk.person("liu").arrived) == (ACKNOWLEDGED, False)


def test_an_own_arrival_beside_a_mark_is_an_own_answer_too() -> None:
    desk = Desk(THREE)
    desk.after(20, MARK)
    assert PersonAnswered("liu", 50.0) in desk.after(30, Arrive("liu", own=True))
    desk.do(Withdraw("liu", answer=False))
    assert desk.do(Withdraw("liu")) == (MarkWithdrawn("liu"),)


def test_an_answer_that_had_expired_is_not_counted_again() -> None:
    desk = Desk(THREE, expire_after_s=200)
    desk.after(20, MARK)
    desk.after(10, OWN)
    desk.after(200)
    desk.do(Arrive("liu"))
    desk.do(Withdraw("liu", answer=False, tiers=(1,)))
    desk.do(Withdraw("liu"))
    assert (desk.run(1).state, desk.person("liu").acknowledged) == (EXPIRED, True)


def test_a_tier_that_a_second_answer_has_brought_back_counts_from_that_one() -> None:
    desk = Desk(THREE, expire_after_s=200)
    desk.after(20, MARK)
    desk.after(10, OWN)
    desk.after(300, OWN)
    desk.do(Withdraw("liu"))
    assert (desk.run(1).state, desk.run(1).acknowledged_s) == (ACKNOWLEDGED, 330.0)


@settings(max_examples=200, deadline=None)
@given(PLANS, ON_DUTY, CALM)
def test_an_own_answer_stands_until_it_is_itself_taken_back(
    plan: tuple[Tier, ...], on_duty: dict[int, Resolution], deeds: list[Deed]
) -> None:
    """Marks and own answers counted apart, by what was done alone: whoever has either is confirmed, and nobody else."""
    desk = Desk(plan, on_duty, remind_after_s=100, expire_after_s=200)
    marked: set[str] = set()
    own: set[str] = set()
    for deed in deeds:
        before = desk.state
        play(desk, deed)
        if before.ended_s is None and isinstance(deed, Acknowledge | Arrive | Withdraw):
            known = {one.person_id: one for one in before.people}
            _count(deed, known.get(deed.person_id) is not None, marked, own)
        assert {one.person_id for one in desk.state.people if one.acknowledged} == marked | own


def _count(deed: Acknowledge | Arrive | Withdraw, called: bool, marked: set[str], own: set[str]) -> None:
    person = deed.person_id
    if isinstance(deed, Withdraw):
        if deed.answer:
            (marked if person in marked else own).discard(person)
    elif called and deed.own:
        own.add(person)
    elif called and person not in own:
        marked.add(person)


@settings(max_examples=200, deadline=None)
@given(PLANS, ON_DUTY, PLAIN, st.lists(st.booleans(), min_size=1, max_size=5))
def test_a_mark_beside_an_answer_that_is_taken_back_was_never_made(
    plan: tuple[Tier, ...], on_duty: dict[int, Resolution], deeds: list[Deed], on_scene: list[bool]
) -> None:
    right, wrong = (Desk(plan, on_duty, remind_after_s=100, expire_after_s=200) for _ in range(2))
    for number, deed in enumerate(deeds):
        if not isinstance(deed, Acknowledge) or not _marks_first(
            wrong, deed.person_id, on_scene[number % len(on_scene)]
        ):
            assert play(wrong, deed) == play(right, deed)
            continue
        deed = replace(deed, own=True)
        play(right, deed)
        assert isinstance(play(wrong, deed)[0], PersonAnswered)
        wrong.do(Withdraw(deed.person_id))
        assert wrong.state == right.state


def _marks_first(desk: Desk, person_id: str, on_scene: bool) -> bool:
    called = next((one for one in desk.state.people if one.person_id == person_id), None)
    if desk.state.ended_s is not None or called is None or called.acknowledged:
        return False
    desk.do(Arrive(person_id) if on_scene else Acknowledge(person_id))
    return True


# On a real database.


def mark_and_wait(room: Room, person_id: str = "chen", *, on_scene: bool = False) -> Incident:
    """Somebody at the desk has marked the wrong person; ten seconds later."""
    incident = room.incidents.press(kind="fire").result()
    call = call_of(room, incident.id, person_id)
    (room.incidents.arrive if on_scene else room.incidents.acknowledge)(call.id).result()
    room.clock.advance(seconds=10)
    return incident_of(room, incident.id)


def by_sms(room: Room, _call: Call, key: str = "first") -> None:
    answer = room.database.write(lambda tx: take_answer(tx, key, "8555 0102", "1", "")).result()
    assert answer is not None
    room.incidents.acknowledge(answer.call.id, answer.source("8555 0102")).result()


def by_link(room: Room, call: Call) -> None:
    room.incidents.acknowledge(call.id, Source(Actor("chen", "陈国平"), "link", "10.0.0.5")).result()


def by_code(room: Room, call: Call) -> None:
    calls = incident_of(room, call.incident_id).calls
    room.incidents.acknowledge_code(call.incident_id, call_codes(one.id for one in calls)[call.id]).result()


@pytest.mark.parametrize(("answer", "path"), [(by_sms, "sms"), (by_link, "link"), (by_code, "code")])
@pytest.mark.parametrize("on_scene", [False, True])
def test_by_every_path_the_answer_stays_with_its_time(
    room: Room, answer: Callable[[Room, Call], None], path: str, *, on_scene: bool
) -> None:
    incident = mark_and_wait(room, on_scene=on_scene)
    answer(room, call_of(room, incident.id, "chen"))
    answered_at = room.clock.now()
    marked = call_of(room, incident.id, "chen")
    assert (marked.acknowledged_at, marked.acknowledged_via) == (incident.opened_at, "")
    assert (marked.answered_at, marked.answered_via, marked.answered_s) == (answered_at, path, 10.0)
    room.reopen()
    room.clock.advance(seconds=10)
    withdraw = room.withdrawals.arrival if on_scene else room.withdrawals.acknowledgement
    withdraw(marked.id, incident.opened_at, "点错了人").result()
    call = call_of(room, incident.id, "chen")
    assert (call.acknowledged_at, call.acknowledged_via, call.answered_at) == (answered_at, path, None)
    assert (call.arrived_at, state_of(room, incident.id).runs[0].state) == (None, ACKNOWLEDGED)
    (wrong,), (answered,), (taken_back,) = (
        room.journal.latest(9, kinds=(kind,))
        for kind in ("call_acknowledged", "call_answered", "mark_withdrawn")
    )
    assert answered.draft.data["path"] == path
    assert (taken_back.draft.amends, taken_back.draft.data["reason"]) == (wrong.number, "点错了人")
    assert not room.journal.latest(9, kinds=("tier_reopened", "acknowledgement_withdrawn"))
    assert room.journal.verify().ok


def test_the_log_alone_tells_the_same(room: Room) -> None:
    incident = mark_and_wait(room)
    by_sms(room, call_of(room, incident.id, "chen"))
    room.withdrawals.acknowledgement(call_of(room, incident.id, "chen").id, incident.opened_at).result()
    then = IncidentHistory(room.journal.latest(100)).state(incident.id, room.clock.now())
    assert then is not None
    (chen,) = (one for one in then.people if one.person_id == "chen")
    assert chen.acknowledged_at == room.clock.now()


def test_the_own_answer_is_withdrawn_by_its_own_entry(room: Room) -> None:
    incident = mark_and_wait(room)
    by_link(room, call_of(room, incident.id, "chen"))
    for _ in range(2):
        call = call_of(room, incident.id, "chen")
        assert call.acknowledged_at is not None
        room.withdrawals.acknowledgement(call.id, call.acknowledged_at).result()
    assert call_of(room, incident.id, "chen").acknowledged_at is None
    (answered,) = room.journal.latest(9, kinds=("call_answered",))
    (taken_back,) = room.journal.latest(9, kinds=("acknowledgement_withdrawn",))
    assert taken_back.draft.amends == answered.number
    by_sms(room, call_of(room, incident.id, "chen"), "second")
    assert call_of(room, incident.id, "chen").acknowledged_via == "sms"


def test_whoever_has_answered_gets_no_call_that_was_held_back_by_the_mark(room: Room) -> None:
    incident = mark_and_wait(room, "zhou")
    room.database.write(settle).result()
    call = call_of(room, incident.id, "zhou")
    room.incidents.acknowledge(call.id, Source(Actor("zhou"), "link")).result()
    room.withdrawals.acknowledgement(call.id, incident.opened_at).result()
    room.database.write(settle).result()
    assert [m.state for m in messages_of(room, incident.id) if m.person_id == "zhou"] == [NOT_SENT]


def test_of_two_short_messages_the_first_confirms_and_the_second_enters_nothing_twice(room: Room) -> None:
    incident = mark_and_wait(room)
    by_sms(room, call_of(room, incident.id, "chen"))
    again = room.database.write(lambda tx: take_answer(tx, "second", "8555 0102", "1", "")).result()
    assert again is None, "it is for a report, where one waits"
    assert len(room.journal.latest(9, kinds=("call_answered",))) == 1


def test_the_first_confirmation_counts_from_the_own_answer(room: Room) -> None:
    """A tier confirmed too late in truth calls nobody more, and its own time stands in the state."""
    incident = mark_and_wait(room)
    tick(room, seconds=290)
    by_sms(room, call_of(room, incident.id, "chen"))
    room.withdrawals.acknowledgement(call_of(room, incident.id, "chen").id, incident.opened_at).result()
    tick(room, seconds=1)
    assert state_of(room, incident.id).runs[0].acknowledged_s == 300.0
    assert room.kinds().count("tier_called") == 1


def test_who_was_wrongly_marked_as_reached_stays_confirmed_by_the_answer(room: Room) -> None:
    incident = room.incidents.press(kind="fire").result()
    call = call_of(room, incident.id, "chen")
    room.database.write(lambda tx: note_call_by_hand(tx, call.id, Actor(), reached=True)).result()
    room.clock.advance(seconds=10)
    by_sms(room, call)
    room.database.write(settle).result()
    (by_hand,) = (m for m in messages_of(room, incident.id) if m.channel_id == BY_HAND)
    before = [m for m in messages_of(room, incident.id) if m != by_hand]
    room.withdrawals.reached(call.id, by_hand.updated_at, "拨错号码").result()
    room.database.write(settle).result()
    now = call_of(room, incident.id, "chen")
    assert (now.acknowledged_at, now.acknowledged_via, now.withdrawn) == (room.clock.now(), "sms", "reached")
    assert [m for m in messages_of(room, incident.id) if m.id != by_hand.id] == before, (
        "nothing goes out once more"
    )
    (wrong,), (taken_back,) = (
        room.journal.latest(9, kinds=(k,)) for k in ("called_reached", "called_withdrawn")
    )
    assert taken_back.draft.amends == wrong.number
    with pytest.raises(NotAllowed, match="nothing_to_withdraw"):
        room.withdrawals.reached(call.id, by_hand.updated_at).result()
