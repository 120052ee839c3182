"""Which failed messages still call for a hand."""

from dataclasses import replace
from datetime import timedelta

from app.model.message import FAILED
from app.notify.rules import OPEN_FOR_S, needs_hand
from app.storage.transaction import Transaction
from tests.fakes.room import Room


def _fail_all(transaction: Transaction) -> None:
    for incident in transaction.incidents.recent(10):
        for message in transaction.outbox.for_incident(incident.id):
            transaction.outbox.save(replace(message, state=FAILED))
    transaction.touch_quietly("message")


def _open(room: Room) -> int:
    since = room.clock.now() - timedelta(seconds=OPEN_FOR_S)
    messages = room.database.read(lambda reader: reader.outbox.open(since))
    return sum(1 for message in messages if needs_hand(message))


def test_a_failed_message_counts_while_its_incident_runs_and_ten_minutes_more(room: Room) -> None:
    incident = room.incidents.press(kind="fire").result()
    room.database.write(_fail_all).result()
    room.clock.advance(minutes=50)
    assert _open(room) >= 2
    room.incidents.stand_down(incident.id).result()
    room.database.write(_fail_all).result()
    assert _open(room) >= 2, "those called were not told of the end"
    room.clock.advance(minutes=11)
    assert _open(room) == 0
