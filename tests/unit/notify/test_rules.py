"""What becomes of a message: never dropped while it matters, never sent again once out, marked when its moment passed."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.model.message import (
    ACKNOWLEDGED,
    BY_HAND,
    DELIVERED,
    EXPIRED,
    FAILED,
    OUT,
    QUEUED,
    REPLACED,
    SENDING,
    SENT,
    UNKNOWN,
    Message,
    Standing,
)
from app.notify.rules import (
    RETRY_AFTER_S,
    Outcome,
    Way,
    after_restart,
    after_try,
    has_room,
    is_stuck,
    most_urgent,
    needs_hand,
    next_channel,
    passed,
    purpose_of,
    receipt_mark,
    replaced,
    same_news,
    settled,
    started,
)
from tests.fakes.room import Room

NOW = datetime(2026, 11, 23, tzinfo=UTC)
FRESH = Message("m", "i:p:c:emergency", "i", "p", "c", "t", "b", QUEUED, 0, NOW, NOW, NOW)
FAILURES = st.sampled_from([Outcome(FAILED, "service_refused"), Outcome(UNKNOWN, "timeout")])


@given(st.lists(FAILURES, min_size=len(RETRY_AFTER_S) + 1, max_size=len(RETRY_AFTER_S) + 30))
def test_failures_are_tried_again_ever_later_and_never_dropped(outcomes: list[Outcome]) -> None:
    message, now, unsure = FRESH, NOW, False
    for tries, outcome in enumerate(outcomes, start=1):
        message = after_try(started(message, now), outcome, now)
        assert message.state == QUEUED
        assert now < message.next_try_at <= now + timedelta(minutes=5)
        # One try that may have arrived makes repeats of all that follow, also after another that surely failed.
        unsure = unsure or outcome.state == UNKNOWN
        assert message.maybe_received == unsure
        assert needs_hand(message) == (tries > len(RETRY_AFTER_S))
        now = message.next_try_at
    assert is_stuck(message)


def test_what_may_have_arrived_each_time_is_repeated_less_often() -> None:
    stuck = replace(FRESH, attempts=len(RETRY_AFTER_S))
    unsure = after_try(started(stuck, NOW), Outcome(UNKNOWN, "timeout"), NOW)
    refused = after_try(started(stuck, NOW), Outcome(FAILED, "service_refused"), NOW)
    assert unsure.next_try_at > refused.next_try_at


@given(st.sampled_from([QUEUED, SENDING, SENT, DELIVERED, ACKNOWLEDGED, FAILED, UNKNOWN, REPLACED, EXPIRED]))
def test_the_end_of_an_incident_changes_no_message_that_left_or_was_given_up(state: str) -> None:
    message = replace(FRESH, state=state)
    after = settled(message, Standing(running=False, acknowledged=False), NOW)
    assert after.state == (EXPIRED if state == QUEUED else state)
    assert (after.error == "incident_over") == (state == QUEUED)


def test_a_confirmation_counts_for_the_call_by_whatever_way_it_came() -> None:
    confirmed = Standing(running=True, acknowledged=True)
    becomes = {
        state: settled(replace(FRESH, state=state), confirmed, NOW).state
        for state in (QUEUED, SENDING, SENT, DELIVERED, FAILED, UNKNOWN)
    }
    assert becomes == {
        QUEUED: EXPIRED,
        SENDING: SENDING,
        SENT: ACKNOWLEDGED,
        DELIVERED: ACKNOWLEDGED,
        FAILED: REPLACED,
        UNKNOWN: REPLACED,
    }
    news = replace(FRESH, dedupe_key="i:p:c:update:7", state=SENT)
    assert settled(news, confirmed, NOW) == news


def test_the_end_is_told_for_an_hour_and_other_matters_without_limit() -> None:
    over = Standing(running=False, acknowledged=False)
    end, report = (replace(FRESH, dedupe_key=f"i:p:c:{purpose}") for purpose in ("stood_down", "report:3"))
    hour, day = NOW + timedelta(hours=1), NOW + timedelta(days=1)
    assert [passed(end, over, at) for at in (hour, hour + timedelta(seconds=1))] == ["", "too_late"]
    assert passed(report, over, day) == ""
    assert passed(FRESH, Standing(running=True, acknowledged=False), day) == ""


def test_one_way_that_works_replaces_those_that_did_not() -> None:
    becomes = {
        state: replaced(replace(FRESH, state=state), NOW).state for state in (QUEUED, FAILED, UNKNOWN, *OUT)
    }
    assert becomes == {QUEUED: REPLACED, FAILED: REPLACED, UNKNOWN: REPLACED, **{out: out for out in OUT}}
    by_hand = replace(FRESH, channel_id=BY_HAND, state=FAILED)
    assert replaced(by_hand, NOW) == by_hand


def test_the_same_news_is_that_of_one_person_and_one_purpose() -> None:
    other = replace(FRESH, id="n", channel_id="d", dedupe_key="i:p:d:emergency")
    update = replace(FRESH, id="u", dedupe_key="i:p:c:update:7")
    newer = replace(FRESH, id="v", dedupe_key="i:p:c:update:8")
    stranger = replace(FRESH, id="s", person_id="q", dedupe_key="i:q:c:emergency")
    assert same_news(FRESH, [FRESH, other, update, stranger]) == [other]
    assert same_news(update, [FRESH, newer]) == []
    assert [purpose_of(message) for message in (FRESH, update)] == ["emergency", "update"]


def test_who_was_not_reached_by_hand_is_no_message_to_send_again() -> None:
    assert not needs_hand(replace(FRESH, channel_id=BY_HAND, state=FAILED))


def test_a_wrong_address_is_not_tried_again() -> None:
    assert after_try(started(FRESH, NOW), Outcome(FAILED, "bad_url", final=True), NOW).state == FAILED


def test_sent_is_sent() -> None:
    assert after_try(started(FRESH, NOW), Outcome(SENT), NOW).state == SENT


def test_a_message_caught_by_a_crash_is_queued_with_its_key_and_says_repeat() -> None:
    caught = after_restart(started(FRESH, NOW), NOW)
    assert (caught.state, caught.dedupe_key) == (QUEUED, FRESH.dedupe_key)
    assert caught.maybe_received
    refused = after_try(started(caught, NOW), Outcome(FAILED, "service_refused"), NOW)
    assert (refused.state, refused.maybe_received) == (QUEUED, True)


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
    ways = {"slow": Way("slow", 4)}
    chosen = most_urgent([*slow, *calls], {"slow": 2}, ways, NOW)
    assert [message.id for message in chosen] == ["m30", "m31", "m0"]


def test_nobody_looks_for_messages_while_every_lane_is_full() -> None:
    ways = {"mail": Way("mail", 2), "sms": Way("modem", 1), "voice": Way("modem", 1)}
    assert has_room({}, ways)
    assert has_room({"mail": 2}, ways)
    assert not has_room({"mail": 2, "modem": 1}, ways)
    assert has_room({"mail": 2}, {}), "a message of a channel that was removed must be told as failed"


def test_channels_of_one_modem_take_turns_and_what_rings_waits_for_what_is_quick() -> None:
    ways = {"sms": Way("modem", 1), "voice": Way("modem", 1, rings=True)}
    due = [_due(1, "voice", "emergency"), _due(2, "sms", "emergency"), _due(3, "sms", "update:7")]
    later = NOW + timedelta(seconds=5)
    assert [message.id for message in most_urgent(due, {}, ways, later)] == ["m2"]
    assert most_urgent(due, {"modem": 1}, ways, later) == []
    assert [message.id for message in most_urgent(due[::2], {}, ways, later)] == ["m1"]
    voice_alone = {"voice": Way("modem", 1, rings=True)}
    assert [message.id for message in most_urgent(due[:1], {}, voice_alone, NOW)] == ["m1"]
    assert most_urgent(due[:1], {}, ways, NOW) == [], "a short message may come within seconds"


def test_a_person_who_does_not_answer_is_not_rung_every_second() -> None:
    rung = after_try(started(FRESH, NOW), Outcome(FAILED, "no_answer", again_s=60), NOW)
    assert rung.next_try_at == NOW + timedelta(seconds=60)


def test_a_clock_set_back_does_not_put_messages_off(room: Room) -> None:
    room.incidents.press(kind="fire").result()
    room.clock.step_wall(seconds=-3600)
    due = room.database.read(lambda reader: reader.outbox.due(room.clock.now(), 100))
    assert due


def test_the_mark_at_the_end_tells_messages_apart_and_names_no_person() -> None:
    call = replace(FRESH, id="01m8c98wmcabc123", dedupe_key="01m8c98wmcccs83hjhwf:zhou:mail:emergency")
    assert receipt_mark(call) == "01m8c98wmc-abc123"
    assert receipt_mark(replace(call, dedupe_key=":zhou:mail:proof:x")) == "abc123"
