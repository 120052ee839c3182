"""From the draft to both signatures: what is asked of whom, and what is refused."""

import hashlib
import json

import pytest

from app.core.errors import DutyRoomError, NotAllowed
from app.handover.sealing import canonical
from app.model.handover import ACCEPTED, DRAFT, OFFERED, Handover
from app.model.roster import Shift
from app.storage.transaction import Transaction
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
    told,
    until,
)


def refusal(call: object) -> str:
    """The code with which a future fails."""
    with pytest.raises(DutyRoomError) as caught:
        call.result()
    return caught.value.code


def test_a_whole_handover(room: Room) -> None:
    until(room, EVENING)
    handover = accepted(room)
    assert (handover.state, handover.serial, handover.due_at) == (ACCEPTED, "2026-001", EVENING)
    assert [one.person_id for one in handover.signatures] == ["zhou", "night"]
    assert [one.person_id for one in handover.outgoing] == ["zhou", "chen"]
    assert [one.person_id for one in handover.incoming] == ["night"]
    assert room.handovers.current() is None
    assert room.handovers.get(handover.id) == handover


def test_the_incoming_is_signed_in_at_the_console_from_then_on(room: Room) -> None:
    until(room, EVENING)
    accepted(room)
    assert room.access.actor().person_id == "night"
    assert room.kinds()[-3:] == ["handover_accepted", "signed_out", "signed_in"]


def test_the_outgoing_stays_signed_in_until_then(room: Room) -> None:
    until(room, EVENING)
    offered(room)
    assert room.access.actor().person_id == "zhou"


def test_the_entry_bears_the_hash_of_the_content_and_its_own_hash_anchors_the_log(room: Room) -> None:
    until(room, EVENING)
    handover = accepted(room)
    [data] = told(room, "handover_accepted")
    assert data["hash"] == handover.hash == hashlib.sha256(canonical(handover).encode()).hexdigest()
    entry = room.journal.latest(1, kinds=("handover_accepted",))[0]
    assert (handover.entry, handover.head) == (entry.number, entry.hash)
    assert entry.draft.actor.person_id == "night"


def test_the_content_covers_everything_that_both_sides_said(room: Room) -> None:
    until(room, EVENING)
    offered(room)
    first = now(room).points[0].key
    room.handovers.check(first, "refused", "not as it stands").result()
    handover = room.handovers.signing.accept("night", PIN, counted(room, "incoming").revision).result()
    content = json.loads(canonical(handover))
    assert content["points"][0]["remark"] == "not as it stands"
    assert [one["incoming"] for one in content["counts"]] == [6, 4]
    assert [one["person"] for one in content["signatures"]] == ["zhou", "night"]


def test_nobody_signs_what_the_screen_did_not_show(room: Room) -> None:
    until(room, EVENING)
    room.handovers.begin().result()
    shown = counted(room, "outgoing")
    room.handovers.note("the spare key is with the plumber").result()
    assert refusal(room.handovers.signing.offer("zhou", PIN, shown.revision)) == "handover_changed"


@pytest.mark.parametrize("pin", ["1111", ""])
def test_a_wrong_pin_signs_nothing_and_is_told(room: Room, pin: str) -> None:
    until(room, EVENING)
    room.handovers.begin().result()
    shown = counted(room, "outgoing")
    assert refusal(room.handovers.signing.offer("zhou", pin, shown.revision)) == "wrong_pin"
    assert now(room).state == DRAFT
    assert told(room, "sign_in_refused") == [{"person": "zhou", "name": "周敏", "reason": "wrong_pin"}]


def test_five_wrong_pins_lock_the_name_for_signing_too(room: Room) -> None:
    until(room, EVENING)
    room.handovers.begin().result()
    shown = counted(room, "outgoing")
    for _ in range(5):
        refusal(room.handovers.signing.offer("zhou", "1111", shown.revision))
    assert refusal(room.handovers.signing.offer("zhou", PIN, shown.revision)) == "pin_locked"
    room.clock.advance(seconds=61)
    assert room.handovers.signing.offer("zhou", PIN, shown.revision).result().state == OFFERED


def test_who_is_not_of_the_shift_signs_for_neither_side(room: Room) -> None:
    until(room, EVENING)
    room.handovers.begin().result()
    shown = counted(room, "outgoing")
    assert refusal(room.handovers.signing.offer("liu", PIN, shown.revision)) == "not_of_shift"
    room.handovers.signing.offer("zhou", PIN, shown.revision).result()
    assert refusal(room.handovers.signing.accept("liu", PIN, agreed(room).revision)) == "not_of_shift"


def test_one_person_does_not_sign_for_both(room: Room) -> None:
    until(room, EVENING)
    offered(room)
    room.handovers.choose("incoming", [("zhou", True)]).result()
    assert refusal(room.handovers.signing.accept("zhou", PIN, agreed(room).revision)) == "same_person_signs"


def test_unless_the_roster_has_them_in_both_shifts_which_is_named(room: Room) -> None:
    again = Shift("again", "zhou", "operator", date="2026-11-23", start="20:00", end="08:00")
    room.roster.save_shift(again).result()
    until(room, EVENING)
    offered(room)
    room.handovers.signing.accept("zhou", PIN, agreed(room).revision).result()
    assert told(room, "handover_accepted")[0]["same"] == "true"


def test_everything_on_the_list_is_counted_by_both(room: Room) -> None:
    until(room, EVENING)
    handover = room.handovers.begin().result()
    assert refusal(room.handovers.signing.offer("zhou", PIN, handover.revision)) == "count_missing"
    shown = counted(room, "outgoing")
    shown = room.handovers.signing.offer("zhou", PIN, shown.revision).result()
    assert refusal(room.handovers.signing.accept("night", PIN, shown.revision)) == "count_missing"


def test_a_difference_must_be_explained(room: Room) -> None:
    until(room, EVENING)
    offered(room)
    shown = counted(room, "incoming", radios=3)
    assert refusal(room.handovers.signing.accept("night", PIN, shown.revision)) == "difference_unexplained"
    shown = room.handovers.explain("radios", "one is being repaired").result()
    handover = room.handovers.signing.accept("night", PIN, shown.revision).result()
    assert [count.differs for count in handover.counts] == [False, True]
    assert told(room, "handover_accepted")[0]["differences"] == "1"


def test_both_may_count_what_is_not_expected_when_they_say_why(room: Room) -> None:
    until(room, EVENING)
    room.handovers.begin().result()
    shown = counted(room, "outgoing", keys=5)
    assert refusal(room.handovers.signing.offer("zhou", PIN, shown.revision)) == "difference_unexplained"
    shown = room.handovers.explain("keys", "one broke off").result()
    assert room.handovers.signing.offer("zhou", PIN, shown.revision).result().state == OFFERED


def test_in_the_middle_of_an_incident_only_with_a_reason_and_a_leader(room: Room) -> None:
    until(room, EVENING)
    room.incidents.press(kind="fire", place_id="lpg").result()
    room.handovers.begin().result()
    shown = counted(room, "outgoing")
    assert refusal(room.handovers.signing.offer("zhou", PIN, shown.revision)) == "handover_in_incident"
    offer = room.handovers.signing.offer
    assert refusal(offer("zhou", PIN, shown.revision, "Zhou is ill")) == "invalid_input"
    assert refusal(offer("zhou", PIN, shown.revision, "", "chen")) == "invalid_input"
    offer("zhou", PIN, shown.revision, "Zhou is ill", "chen").result()
    room.handovers.signing.accept("night", PIN, agreed(room).revision).result()
    data = told(room, "handover_accepted")[0]
    assert (data["reason"], data["leader"]) == ("Zhou is ill", "chen")


def test_an_incident_that_begins_between_the_signatures_holds_the_second_one_up(room: Room) -> None:
    until(room, EVENING)
    offered(room)
    shown = agreed(room)
    room.incidents.press(kind="fire").result()
    assert refusal(room.handovers.signing.accept("night", PIN, shown.revision)) == "handover_in_incident"
    assert room.access.actor().person_id == "zhou"
    signed = room.handovers.signing.accept("night", PIN, shown.revision, "Zhou must go", "chen").result()
    assert signed.approval.leader_id == "chen"


def test_a_drill_holds_nothing_up(room: Room) -> None:
    until(room, EVENING)
    room.incidents.press(kind="fire", drill=True).result()
    assert accepted(room).state == ACCEPTED


def test_an_unclear_one_is_refused_and_stays_open(room: Room) -> None:
    until(room, EVENING)
    offered(room)
    room.handovers.signing.refuse("night", PIN, "which hydrant?").result()
    handover = now(room)
    assert (handover.state, handover.attempt) == (DRAFT, 2)
    assert handover.signature("outgoing") is None
    assert [(one.person_id, one.reason) for one in handover.refusals] == [("night", "which hydrant?")]
    assert told(room, "handover_refused")[0]["reason"] == "which hydrant?"
    # The outgoing completes it, signs again, and it goes through.
    room.handovers.note("the hydrant at the east gate").result()
    room.handovers.signing.offer("zhou", PIN, now(room).revision).result()
    handover = room.handovers.signing.accept("night", PIN, agreed(room).revision).result()
    assert [(one.person_id, one.attempt) for one in handover.signatures] == [
        ("zhou", 1),
        ("zhou", 2),
        ("night", 2),
    ]


def test_a_refusal_needs_a_reason(room: Room) -> None:
    until(room, EVENING)
    offered(room)
    assert refusal(room.handovers.signing.refuse("night", PIN, "  ")) == "invalid_input"
    assert now(room).state == OFFERED


def test_the_outgoing_may_take_it_back_to_add_something(room: Room) -> None:
    until(room, EVENING)
    offered(room)
    room.handovers.signing.take_back("zhou", PIN, "forgot the lift").result()
    assert (now(room).state, now(room).refusals[0].by_outgoing) == (DRAFT, True)


def test_what_is_offered_is_no_longer_written_in(room: Room) -> None:
    until(room, EVENING)
    offered(room)
    key = now(room).points[0].key
    assert refusal(room.handovers.say(key, "more")) == "handover_offered"
    assert refusal(room.handovers.note("more")) == "handover_offered"
    assert refusal(room.handovers.count("keys", "outgoing", 5)) == "handover_offered"


def test_what_is_drafted_is_not_yet_checked(room: Room) -> None:
    until(room, EVENING)
    handover = room.handovers.begin().result()
    key = handover.points[0].key
    assert refusal(room.handovers.check(key, "agreed")) == "handover_not_offered"
    assert refusal(room.handovers.count("keys", "incoming", 6)) == "handover_not_offered"
    assert refusal(room.handovers.signing.accept("night", PIN, handover.revision)) == "handover_not_offered"


@pytest.mark.parametrize("verdict", ["remarked", "refused"])
def test_a_remark_and_a_refusal_of_a_point_need_words(room: Room, verdict: str) -> None:
    until(room, EVENING)
    offered(room)
    key = now(room).points[0].key
    assert refusal(room.handovers.check(key, verdict, " ")) == "invalid_input"


def test_a_leader_signs_beside_the_two_then_or_later(room: Room) -> None:
    until(room, EVENING)
    handover = accepted(room)
    room.clock.advance(minutes=600)
    signed = room.handovers.signing.countersign(handover.id, "chen", PIN).result()
    assert signed.signatures[-1].side == "leader"
    assert room.handovers.get(handover.id) == signed
    assert signed.hash == handover.hash
    assert told(room, "handover_countersigned")[0]["hash"] == handover.hash
    assert room.access.actor().person_id == "night"
    assert refusal(room.handovers.signing.countersign(handover.id, "chen", PIN)) == "countersigned"


def test_only_a_leader_who_has_not_signed_already_countersigns(room: Room) -> None:
    until(room, EVENING)
    handover = accepted(room)
    assert refusal(room.handovers.signing.countersign(handover.id, "liu", PIN)) == "not_a_leader"
    assert refusal(room.handovers.signing.countersign(handover.id, "nobody", PIN)) == "no_person"


def test_a_leader_who_signed_for_a_shift_does_not_countersign(room: Room) -> None:
    until(room, EVENING)
    offered(room, "chen")
    handover = room.handovers.signing.accept("night", PIN, agreed(room).revision).result()
    assert refusal(room.handovers.signing.countersign(handover.id, "chen", PIN)) == "leader_signed"


def _statements(handover: Handover) -> list[str]:
    own = f"'{handover.id}'"
    return [
        f"UPDATE handover SET outgoing = '[]' WHERE id = {own}",
        f"UPDATE handover SET state = 'draft' WHERE id = {own}",
        f"DELETE FROM handover WHERE id = {own}",
        f"INSERT OR REPLACE INTO handover SELECT * FROM handover WHERE id = {own}",
        "UPDATE handover_point SET words = 'x'",
        "UPDATE handover_point SET handover_id = 'other'",
        "DELETE FROM handover_point",
        "INSERT OR REPLACE INTO handover_point SELECT * FROM handover_point",
        "UPDATE handover_count SET incoming = 9",
        "DELETE FROM handover_count",
        "UPDATE handover_signature SET person_id = 'liu'",
        "DELETE FROM handover_signature",
        "INSERT OR REPLACE INTO handover_signature SELECT * FROM handover_signature",
        f"INSERT INTO handover_signature VALUES ({own}, 'incoming', 9, 'liu', '', '', '{due_text()}')",
        f"INSERT INTO handover_refusal VALUES ({own}, 9, 'liu', '', '', '{due_text()}', '', 0)",
    ]


def test_a_signed_record_refuses_every_change(room: Room) -> None:
    until(room, EVENING)
    handover = accepted(room)
    for statement in _statements(handover):

        def change(transaction: Transaction, statement: str = statement) -> None:
            transaction.handovers._database.execute(statement)

        with pytest.raises(Exception, match="stays as it was"):
            room.database.write(change).result()
    assert room.handovers.get(handover.id) == handover


def test_there_is_one_at_a_time(room: Room) -> None:
    until(room, EVENING)
    one, two = room.handovers.begin().result(), room.handovers.begin().result()
    assert one.id == two.id
    assert len(told(room, "handover_begun")) == 1


def test_a_stranger_begins_nothing(room: Room) -> None:
    room.access.sign_out().result()
    with pytest.raises(NotAllowed):
        room.handovers.begin()
