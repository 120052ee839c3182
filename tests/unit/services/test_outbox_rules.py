"""What becomes of a message after a try: never lost, never sent again once sent, given up in the end."""

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
    next_channel,
    started,
)

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
