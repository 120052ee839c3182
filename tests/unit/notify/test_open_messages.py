"""Which messages still call for a hand, and which wait: counted by the database as the rules say it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from app.model.message import BY_HAND, FAILED, Message
from app.notify.rules import OPEN_FOR_S, RETRY_AFTER_S, is_stuck, needs_hand
from app.storage.transaction import Transaction
from tests.fakes.room import Room


def _fail_all(transaction: Transaction) -> None:
    for incident in transaction.incidents.recent(10):
        for message in transaction.outbox.for_incident(incident.id):
            transaction.outbox.save(replace(message, state=FAILED))
    transaction.touch_quietly("message")


def _open(room: Room) -> tuple[int, int]:
    since = room.clock.now() - timedelta(seconds=OPEN_FOR_S)
    return room.database.read(lambda reader: reader.outbox.count_open(since, len(RETRY_AFTER_S)))


def test_a_failed_message_counts_while_its_incident_runs_and_ten_minutes_more(room: Room) -> None:
    incident = room.incidents.press(kind="fire").result()
    room.database.write(_fail_all).result()
    room.clock.advance(minutes=50)
    assert _open(room)[0] >= 2
    room.incidents.stand_down(incident.id).result()
    room.database.write(_fail_all).result()
    assert _open(room)[0] >= 2, "those called were not told of the end"
    room.clock.advance(minutes=11)
    assert _open(room) == (0, 0)


@pytest.mark.parametrize("channel", ["phones", BY_HAND])
@pytest.mark.parametrize("purpose", ["emergency", "update:7", "stood_down", "proof:1", "reach:1"])
@pytest.mark.parametrize(
    "state", ["queued", "sending", "sent", "delivered", "failed", "unknown", "replaced", "expired"]
)
@pytest.mark.parametrize("attempts", [0, len(RETRY_AFTER_S), len(RETRY_AFTER_S) + 1])
def test_it_counts_as_the_rules_judge(
    channel: str, purpose: str, state: str, attempts: int, room: Room
) -> None:
    now = room.clock.now()
    about = "" if purpose.startswith(("proof", "reach")) else "an incident"
    message = Message(
        "m",
        f"{about}:zhou:{channel}:{purpose}",
        about,
        "zhou",
        channel,
        "",
        "",
        state,
        attempts,
        now,
        now,
        now,
    )

    def write(transaction: Transaction) -> None:
        transaction.outbox.add(message)
        transaction.touch_quietly("message")

    room.database.write(write).result()
    waits = message.state == "queued" and not is_stuck(message) and channel != BY_HAND
    assert _open(room) == (int(needs_hand(message)), int(waits))
