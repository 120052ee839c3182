"""Messages of one emergency in the database: one way that works is enough, and nothing goes out too late."""

from dataclasses import replace

import pytest

from app.core.errors import NotAllowed, NotFound
from app.model.incident import Incident
from app.model.message import (
    ACKNOWLEDGED,
    BY_HAND,
    DELIVERED,
    EXPIRED,
    FAILED,
    QUEUED,
    REPLACED,
    SENT,
    UNKNOWN,
    Message,
)
from app.notify.by_hand import note_call_by_hand
from app.notify.outcomes import settle, take_due, write_outcome
from app.notify.rules import Outcome, needs_hand, purpose_of
from app.storage.transaction import Transaction
from tests.fakes.room import Room

REFUSED = Outcome(FAILED, "service_refused")


def take(room: Room) -> list[Message]:
    taken = room.database.write(lambda tx: take_due(tx, {}, {})).result()
    return [outgoing.message for outgoing in taken]


def come(room: Room, message: Message, outcome: Outcome) -> None:
    room.database.write(lambda tx: write_outcome(tx, message.id, outcome)).result()


def to(room: Room, incident: Incident, person: str) -> dict[str, Message]:
    """By channel."""
    stored = room.database.read(lambda reader: reader.outbox.to_person(incident.id, person))
    return {message.channel_id: message for message in stored}


def states(room: Room, incident: Incident, person: str) -> dict[str, str]:
    return {channel: message.state for channel, message in to(room, incident, person).items()}


@pytest.fixture
def fire(room: Room) -> Incident:
    return room.incidents.press(kind="fire").result()


def test_the_way_that_works_replaces_the_one_that_failed(room: Room, fire: Incident) -> None:
    phone = next(message for message in take(room) if message.person_id == "chen")
    come(room, phone, REFUSED)
    assert states(room, fire, "chen") == {"phones": QUEUED, "mail": QUEUED}
    come(room, to(room, fire, "chen")["mail"], Outcome(SENT))
    assert states(room, fire, "chen") == {"phones": REPLACED, "mail": SENT}
    room.clock.advance(minutes=10)
    assert "chen" not in {message.person_id for message in take(room)}


def test_a_try_under_way_is_replaced_when_it_fails_after_all(room: Room, fire: Incident) -> None:
    phone = next(message for message in take(room) if message.person_id == "chen")
    come(room, phone, REFUSED)
    room.clock.advance(seconds=3)
    again = next(message for message in take(room) if message.id == phone.id)
    come(room, to(room, fire, "chen")["mail"], Outcome(SENT))
    come(room, again, Outcome(UNKNOWN, "timeout"))
    assert states(room, fire, "chen") == {"phones": REPLACED, "mail": SENT}
    assert "message_replaced" in room.kinds()


def test_what_is_late_out_is_out_all_the_same(room: Room, fire: Incident) -> None:
    phone = next(message for message in take(room) if message.person_id == "chen")
    come(room, phone, REFUSED)
    come(room, to(room, fire, "chen")["mail"], Outcome(SENT))
    come(room, phone, Outcome(SENT))
    assert states(room, fire, "chen") == {"phones": SENT, "mail": SENT}


def test_a_call_waits_for_the_network_and_is_told_once_as_stuck(room: Room, fire: Incident) -> None:
    for _ in range(60):
        for message in take(room):
            come(room, message, REFUSED)
        room.clock.advance(seconds=60)
    assert {m.state for m in to(room, fire, "zhou").values()} == {QUEUED}
    assert all(needs_hand(m) for m in to(room, fire, "zhou").values())
    own = [e for e in room.journal.latest(10_000) if e.draft.data.get("person") == "zhou"]
    assert [entry.draft.kind for entry in own].count("message_stuck") == 1
    for message in take(room):
        come(room, message, Outcome(SENT))
    assert states(room, fire, "zhou") == {"phones": SENT}


def test_calls_of_an_incident_that_is_over_are_marked_not_sent(room: Room, fire: Incident) -> None:
    room.incidents.false_alarm(fire.id, "burnt rice").result()
    sent = take(room)
    assert {purpose_of(message) for message in sent} == {"false_alarm"}
    calls = [m for m in room.database.read(lambda r: r.outbox.for_incident(fire.id)) if m not in sent]
    expired = [message for message in calls if message.state == EXPIRED]
    assert expired
    assert {message.error for message in expired} == {"incident_over"}
    assert room.kinds().count("message_expired") == len(expired)


def test_settling_marks_them_before_anything_is_due(room: Room, fire: Incident) -> None:
    for message in take(room):
        come(room, message, REFUSED)
    room.incidents.stand_down(fire.id).result()
    room.database.write(settle).result()
    assert to(room, fire, "chen")["mail"].state == EXPIRED
    assert to(room, fire, "liu") == {}


def test_who_confirmed_is_not_called_again_and_their_call_counts_as_confirmed(
    room: Room, fire: Incident
) -> None:
    messages = {message.person_id: message for message in take(room)}
    come(room, messages["zhou"], Outcome(DELIVERED))
    come(room, messages["chen"], REFUSED)
    for call in fire.calls:
        if call.person_id in ("zhou", "chen"):
            room.incidents.acknowledge(call.id).result()
    room.database.write(settle).result()
    assert states(room, fire, "zhou") == {"phones": ACKNOWLEDGED}
    assert states(room, fire, "chen") == {"phones": EXPIRED, "mail": EXPIRED}


def call_by_hand(room: Room, fire: Incident, person: str, *, reached: bool) -> None:
    call = next(call for call in fire.calls if call.person_id == person)
    actor = room.access.actor()
    room.database.write(lambda tx: note_call_by_hand(tx, call.id, actor, reached=reached)).result()


def test_a_person_reached_by_hand_is_no_longer_in_red(room: Room, fire: Incident) -> None:
    def fail(transaction: Transaction) -> None:
        for message in transaction.outbox.to_person(fire.id, "zhou"):
            transaction.outbox.save(replace(message, state=FAILED))
        transaction.touch_quietly("message")

    room.database.write(fail).result()
    call_by_hand(room, fire, "zhou", reached=False)
    assert states(room, fire, "zhou") == {"phones": FAILED, BY_HAND: FAILED}
    room.clock.advance(seconds=30)
    call_by_hand(room, fire, "zhou", reached=True)
    assert states(room, fire, "zhou") == {"phones": REPLACED, BY_HAND: DELIVERED}
    entry = room.journal.latest(1)[0]
    assert (entry.draft.kind, entry.draft.data["phone"]) == ("called_reached", "8555 0101")
    stored = room.database.read(lambda reader: reader.outbox.to_person(fire.id, "zhou"))
    assert not any(needs_hand(message) for message in stored)


def test_a_try_that_fails_after_the_person_was_reached_asks_for_nothing(room: Room, fire: Incident) -> None:
    phone = next(message for message in take(room) if message.person_id == "zhou")
    call_by_hand(room, fire, "zhou", reached=True)
    come(room, phone, REFUSED)
    assert states(room, fire, "zhou")["phones"] == REPLACED


def test_nobody_is_dialled_for_what_is_over_or_was_never_asked(room: Room, fire: Incident) -> None:
    room.incidents.stand_down(fire.id).result()
    with pytest.raises(NotAllowed):
        call_by_hand(room, fire, "zhou", reached=True)
    with pytest.raises(NotFound):
        room.database.write(
            lambda tx: note_call_by_hand(tx, "nobody", room.access.actor(), reached=True)
        ).result()


def test_hundreds_of_news_on_one_channel_hide_neither_its_calls_nor_another_channel(
    room: Room, fire: Incident
) -> None:
    """Of each channel a few are looked at, the calls first, however late they were written."""
    call = next(message for message in take(room) if message.person_id == "chen")

    def fill(transaction: Transaction) -> None:
        for number in range(300):
            news = replace(
                call,
                id=f"news{number}",
                state=QUEUED,
                dedupe_key=f"{fire.id}:p{number}:phones:update:{number}",
            )
            transaction.outbox.add(news)
        for number, channel in enumerate(("phones", "mail")):
            late = replace(
                call,
                id=f"late{number}",
                channel_id=channel,
                state=QUEUED,
                next_try_at=room.clock.now(),
                dedupe_key=f"{fire.id}:late{number}:{channel}:emergency",
            )
            transaction.outbox.add(late)
        transaction.touch_quietly("message")

    room.clock.advance(seconds=1)
    room.database.write(fill).result()
    assert {"late0", "late1"} <= {message.id for message in take(room)[:2]}
