"""Who has not confirmed after all: what was held back goes out, what has left stays as it is."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from app.model.message import (
    ACKNOWLEDGED,
    BY_HAND,
    DELIVERED,
    EXPIRED,
    FAILED,
    QUEUED,
    REPLACED,
    SENDING,
    SENT,
    UNKNOWN,
    Message,
    Standing,
)
from app.notify.restoring import Left, is_withdrawn, unconfirmed, unreached
from app.notify.rules import needs_hand, replaced, settled

THEN = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
NOW = THEN + timedelta(minutes=10)
CONFIRMED = Standing(running=True, acknowledged=True)


def message(channel: str, state: str, topic: str = "emergency", **other: object) -> Message:
    bare = Message(
        f"{channel}-{topic}",
        f"i:liu:{channel}:{topic}",
        "i",
        "liu",
        channel,
        "",
        "",
        state,
        1,
        THEN,
        THEN,
        THEN,
    )
    return replace(bare, **other)


def after_confirming(*messages: Message) -> list[Message]:
    return [settled(one, CONFIRMED, THEN) for one in messages]


def states(messages: list[Message], changed: list[Message]) -> list[str]:
    new = {one.id: one for one in changed}
    return [new.get(one.id, one).state for one in messages]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ([("sms", QUEUED)], [QUEUED]),
        ([("sms", SENT)], [SENT]),
        ([("sms", DELIVERED)], [SENT]),
        ([("sms", SENDING)], [SENDING]),
        ([("sms", FAILED), ("mail", QUEUED)], [QUEUED, QUEUED]),
        ([("sms", FAILED), ("mail", SENT)], [REPLACED, SENT]),
        ([("sms", QUEUED), ("mail", SENT)], [EXPIRED, SENT]),
        ([("sms", FAILED), (BY_HAND, DELIVERED)], [REPLACED, DELIVERED]),
    ],
)
def test_what_was_not_sent_because_they_had_confirmed_goes_out(
    before: list[tuple[str, str]], after: list[str]
) -> None:
    held = after_confirming(*(message(channel, state) for channel, state in before))
    assert states(held, unconfirmed(held, {}, NOW)) == after


def test_what_may_have_arrived_is_left_to_a_hand() -> None:
    held = after_confirming(message("sms", UNKNOWN, maybe_received=True))
    (again,) = unconfirmed(held, {}, NOW)
    assert (again.state, needs_hand(again)) == (UNKNOWN, True)


def test_what_had_left_stands_as_the_log_knows_it() -> None:
    held = after_confirming(message("sms", SENT), message("mail", DELIVERED), message(BY_HAND, DELIVERED))
    left = {"mail-emergency": Left(DELIVERED, THEN + timedelta(seconds=40))}
    changed = unconfirmed(held, left, NOW)
    assert [(one.state, one.updated_at) for one in changed] == [
        (SENT, THEN),
        (DELIVERED, THEN + timedelta(seconds=40)),
        (DELIVERED, THEN),
    ]


def test_it_goes_out_at_once_with_the_key_it_had() -> None:
    held = after_confirming(message("sms", QUEUED, next_try_at=THEN + timedelta(hours=1)))
    (again,) = unconfirmed(held, {}, NOW)
    assert (again.dedupe_key, again.next_try_at, again.error) == (held[0].dedupe_key, NOW, "")


def test_reports_ends_and_what_expired_for_another_reason_stay() -> None:
    held = [
        message("sms", ACKNOWLEDGED, "report:1"),
        message("sms", REPLACED, "stood_down:9"),
        message("sms", EXPIRED, "update:3", error="incident_over"),
    ]
    assert unconfirmed(held, {}, NOW) == []


def test_nobody_was_reached_by_telephone() -> None:
    failed = [message("sms", FAILED), message("sms", FAILED, "update:3"), message("mail", SENT, "update:5")]
    hand = message(BY_HAND, DELIVERED)
    held = [*(replaced(one, THEN) for one in failed), hand]
    changed = unreached(held, NOW)
    assert states(held, changed) == [QUEUED, QUEUED, SENT, EXPIRED]
    assert [is_withdrawn(one) for one in changed] == [False, False, True]
    assert unreached([*failed, changed[-1]], NOW) == [], "once"
