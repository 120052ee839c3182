"""What becomes of a message after a try: never lost, never sent again once sent, given up in the end."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.model.message import FAILED, QUEUED, SENT, UNKNOWN, Message
from app.notify.rules import (
    RETRY_AFTER_S,
    Outcome,
    after_restart,
    after_try,
    is_repeat,
    most_urgent,
    next_channel,
    started,
)
from tests.fakes.room import Room

NOW = datetime(2026, 11, 23, tzinfo=UTC)
FRESH = Message("m", "k", "i", "p", "c", "t", "b", QUEUED, 0, NOW, NOW, NOW)
FAILURES = st.sampled_from([Outcome(FAILED, "service_refused"), Outcome(UNKNOWN, "timeout")])


@given(st.lists(FAILURES, min_size=len(RETRY_AFTER_S) + 1, max_size=len(RETRY_AFTER_S) + 1))
def test_failures_are_tried_again_ever_later_then_given_up(outcomes: list[Outcome]) -> None:
    message, now = FRESH, NOW
    for outcome in outcomes[:-1]:
        message = after_try(started(message, now), outcome, now)
        assert message.state == QUEUED
        assert message.next_try_at > now
        assert is_repeat(message) == (outcome.state == UNKNOWN)
        now = message.next_try_at
    message = after_try(started(message, now), outcomes[-1], now)
    assert message.state in (FAILED, UNKNOWN)
    assert now - NOW < timedelta(minutes=5)


def test_a_wrong_address_is_not_tried_again() -> None:
    assert after_try(started(FRESH, NOW), Outcome(FAILED, "bad_url", final=True), NOW).state == FAILED


def test_sent_is_sent() -> None:
    assert after_try(started(FRESH, NOW), Outcome(SENT), NOW).state == SENT


def test_a_message_caught_by_a_crash_is_queued_with_its_key_and_says_repeat() -> None:
    caught = after_restart(started(FRESH, NOW), NOW)
    assert (caught.state, caught.dedupe_key) == (QUEUED, FRESH.dedupe_key)
    assert is_repeat(caught)


def test_channels_are_used_in_order() -> None:
    assert next_channel(FRESH, ("c", "d")) == "d"
    assert next_channel(FRESH, ("d", "c")) == ""
    assert next_channel(FRESH, ()) == ""


def _due(number: int, channel: str, purpose: str) -> Message:
    return replace(
        FRESH,
        id=f"m{number}",
        channel_id=channel,
        dedupe_key=f"i:p{number}:{channel}:{purpose}",
        state=QUEUED,
    )


def test_calls_go_before_news_and_no_channel_takes_all_places() -> None:
    slow = [_due(number, "slow", "update:7") for number in range(20)]
    calls = [_due(30, "slow", "emergency"), _due(31, "good", "emergency")]
    chosen = most_urgent([*slow, *calls], {"slow": 2}, 4)
    assert [message.id for message in chosen] == ["m30", "m31", "m0"]


def test_a_clock_set_back_does_not_put_messages_off(room: Room) -> None:
    room.incidents.press(kind="fire").result()
    room.clock.step_wall(seconds=-3600)
    due = room.database.read(lambda reader: reader.outbox.due(room.clock.now(), 100))
    assert due
