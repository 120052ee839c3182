"""A channel is proven by what went out through it; once a day at its hour a test sees to that."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.model.message import EXPIRED, FAILED, QUEUED, SENT, Message
from app.model.proof import ChannelProof
from app.model.site import Channel
from app.model.words import Words
from app.notify.incoming import take_report
from app.notify.outcomes import take_due, write_outcome
from app.notify.proof import (
    FAILING,
    NEVER,
    OLD,
    PROVEN,
    UNTESTED,
    after_test,
    as_test,
    is_due,
    is_proof,
    judged,
    scheduled,
)
from app.notify.proving import has_tests_due, proven_channels, receiver, send_due_tests, send_test
from app.notify.rules import Outcome, needs_hand
from app.storage.transaction import Transaction
from tests.fakes.room import PEOPLE, Room

SHANGHAI = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
"""14:00 in Shanghai."""
MAIL = Channel("mail", Words("邮件", "Mail"), "mailto")
NEW = ChannelProof("mail")
HOURS = st.builds("{:02d}:{:02d}".format, st.integers(0, 23), st.integers(0, 59))


def test_a_new_channel_is_tested_soon_and_then_at_its_hour_each_day() -> None:
    first = scheduled(MAIL, NEW, SHANGHAI, NOW)
    assert first.due_at == NOW + timedelta(minutes=1)
    assert not is_due(first, NOW)
    later = NOW + timedelta(minutes=1)
    assert is_due(first, later)
    assert after_test(MAIL, first, SHANGHAI, later).due_at == datetime(2026, 11, 24, 2, 0, tzinfo=UTC)


@given(HOURS, st.integers(0, 60 * 24 * 14))
def test_one_test_a_day_at_the_hour_whenever_it_is_looked(at: str, minutes: int) -> None:
    channel = replace(MAIL, proof_at=at)
    now = NOW + timedelta(minutes=minutes)
    proof = after_test(channel, replace(NEW, proven_at=now), SHANGHAI, now)
    assert proof.due_at is not None
    assert now < proof.due_at <= now + timedelta(days=1)
    assert proof.due_at.astimezone(SHANGHAI).strftime("%H:%M") == at
    assert scheduled(channel, proof, SHANGHAI, now) == proof
    away = proof.due_at + timedelta(days=40)
    assert is_due(proof, away), "a console that was off tests once, not forty times"
    assert not is_due(after_test(channel, proof, SHANGHAI, away), away)


def test_another_hour_or_a_clock_set_back_moves_the_test() -> None:
    proof = after_test(MAIL, replace(NEW, proven_at=NOW), SHANGHAI, NOW)
    moved = scheduled(replace(MAIL, proof_at="15:30"), proof, SHANGHAI, NOW)
    assert moved.due_at == datetime(2026, 11, 23, 7, 30, tzinfo=UTC)
    back = NOW - timedelta(days=30)
    early = scheduled(MAIL, proof, SHANGHAI, back)
    assert early.due_at is not None
    assert early.due_at <= back + timedelta(days=1)
    assert scheduled(replace(MAIL, proof_at=""), proof, SHANGHAI, NOW).due_at is None


@pytest.mark.parametrize(
    ("proof", "judgement"),
    [
        (NEW, NEVER),
        (replace(NEW, proven_at=NOW - timedelta(hours=24)), PROVEN),
        (replace(NEW, proven_at=NOW - timedelta(hours=24, minutes=16)), OLD),
        (replace(NEW, failed_at=NOW - timedelta(hours=1)), FAILING),
        (replace(NEW, proven_at=NOW - timedelta(hours=2), failed_at=NOW - timedelta(hours=1)), FAILING),
        (replace(NEW, proven_at=NOW - timedelta(hours=1), failed_at=NOW - timedelta(hours=2)), PROVEN),
    ],
)
def test_what_is_thought_of_a_channel(proof: ChannelProof, judgement: str) -> None:
    assert judged(MAIL, proof, NOW) == judgement


def test_what_is_not_to_be_tested_is_never_amber() -> None:
    for channel in (replace(MAIL, proof_at=""), replace(MAIL, service="training")):
        assert judged(channel, NEW, NOW) == UNTESTED
        assert judged(channel, replace(NEW, proven_at=NOW - timedelta(days=9)), NOW) == UNTESTED
        assert scheduled(channel, NEW, SHANGHAI, NOW).due_at is None


def test_a_test_call_that_rang_has_proven_the_channel() -> None:
    assert as_test(Outcome(FAILED, "no_answer")).state == SENT
    assert as_test(Outcome(FAILED, "no_network")).state == FAILED


def test_it_goes_to_who_was_chosen_else_to_the_first_who_is_called_that_way() -> None:
    people = list(PEOPLE)
    assert receiver(replace(MAIL, proof_person="liu"), people).id == "liu"
    assert receiver(MAIL, people).id == "chen"
    assert receiver(replace(MAIL, id="fax"), people) is None


def due(room: Room) -> list[Message]:
    now = room.clock.now()
    if room.database.read(lambda reader: has_tests_due(reader, now)):
        room.database.write(send_due_tests).result()
    taken = room.database.write(lambda tx: take_due(tx, {}, {})).result()
    return [outgoing.message for outgoing in taken]


def judgement(room: Room) -> str:
    now = room.clock.now()
    found = room.database.read(lambda reader: proven_channels(reader, now))
    return next(one.judgement for one in found if one.channel.id == "mail")


def come(room: Room, message: Message, outcome: Outcome) -> None:
    room.database.write(lambda tx: write_outcome(tx, message.id, outcome)).result()


def test_a_test_is_sent_once_a_day_marked_as_such_and_its_success_is_an_entry(room: Room) -> None:
    assert due(room) == []
    assert judgement(room) == NEVER
    room.clock.advance(minutes=1)
    (test,) = due(room)
    assert is_proof(test)
    assert test.title.startswith("【测试】")
    assert "无需回复" in test.body
    assert due(room) == []
    come(room, test, Outcome(SENT))
    assert judgement(room) == PROVEN
    assert room.kinds().count("proof_passed") == 1
    room.clock.advance(minutes=60 * 21)
    assert len(due(room)) == 1, "10:00 in Shanghai has come"


def test_a_failing_test_is_tried_for_ten_minutes_and_calls_nobody_elsewhere(room: Room) -> None:
    due(room)
    room.clock.advance(minutes=1)
    (test,) = due(room)
    for _ in range(20):
        come(room, test, Outcome(FAILED, "service_refused"))
        room.clock.advance(minutes=1)
        sent = due(room)
        assert all(message.id == test.id for message in sent), "no other channel takes over a test"
    stored = room.database.read(lambda reader: reader.outbox.get(test.id))
    assert stored is not None
    assert (stored.state, stored.error) == (EXPIRED, "service_refused")
    assert not needs_hand(stored)
    assert judgement(room) == FAILING
    entry = next(e.draft for e in room.journal.latest(10) if e.draft.kind == "proof_failed")
    assert (entry.data["channel"], entry.data["error"]) == ("mail", "service_refused")


def test_no_test_goes_out_while_people_are_being_called(room: Room) -> None:
    due(room)
    fire = room.incidents.press(kind="fire").result()
    room.clock.advance(minutes=5)
    assert not any(is_proof(message) for message in due(room))
    room.incidents.stand_down(fire.id).result()
    assert any(is_proof(message) for message in due(room))


def test_a_real_message_proves_its_channel_too(room: Room) -> None:
    room.incidents.press(kind="fire").result()
    message = next(m for m in due(room) if m.person_id == "chen")
    come(room, message, Outcome(FAILED, "service_refused"))
    mail = next(m for m in due(room) if m.channel_id == "mail")
    come(room, mail, Outcome(SENT))
    assert judgement(room) == PROVEN
    assert "proof_passed" not in room.kinds()


def test_a_test_that_never_arrived_has_failed(room: Room) -> None:
    def prepare(transaction: Transaction) -> None:
        chen = next(person for person in transaction.site.people() if person.id == "chen")
        transaction.site.save_person(replace(chen, phones=("13800138002",)))
        send_test(transaction, MAIL)
        transaction.touch_quietly("person")

    room.database.write(prepare).result()
    (test,) = due(room)
    come(room, test, Outcome(SENT, reference="17"))
    assert judgement(room) == PROVEN
    room.clock.advance(minutes=5)
    room.database.write(lambda tx: take_report(tx, 17, "+8613800138002", 0x46)).result()
    assert judgement(room) == FAILING
    states = room.database.read(lambda reader: reader.outbox.counts())
    assert QUEUED not in states
