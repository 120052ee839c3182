"""What becomes of a message after a try to send it."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

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
    ModemState,
    Standing,
)

SAYS_NOTHING = "call_says_nothing"
"""Why news fails by telephone: a call rings, no more."""
SEND_DEADLINE_S = 15.0
"""A send that has not ended by then may or may not have gone out."""
RETRY_AFTER_S = (2, 5, 10, 20, 40, 60, 60, 60)
"""Pauses after each failed try; after the last one a person must be dialled by hand (about 4 minutes in all)."""
WAITS_S = 60.0
"""Then it waits for the network to come back: nothing is dropped while it still matters."""
WAITS_UNSURE_S = 300.0
"""One that may have arrived each time is not repeated every minute."""
TROUBLE_LASTS_S = 20.0
"""A modem that comes back within this time is not worth an entry."""
TEST_FOR_S = 600.0
"""A test of a channel that has not gone out by then has shown what it was to show."""
ASKS_FOR_S = 1800.0
"""So long it may take to ask somebody whether they are reachable."""
RINGS_AFTER_S = 5.0
NEWS_FOR_S = 3600.0
"""So long it still matters to tell somebody that an incident is over."""

_REPEAT_ZH, _REPEAT_EN = "（重发）", "(repeat) "
ENDINGS = ("stood_down", "false_alarm")
"""Purposes of what tells those called that it is over."""
OPEN_FOR_S = 600.0
"""A message that failed counts as a problem while its incident runs, and so long after it was written (stand-down)."""


@dataclass(frozen=True, slots=True)
class Way:
    """How the messages of a channel go out. Channels that share a modem share a lane, which takes `places` at a time."""

    lane: str
    places: int = 8
    """Fewer than the sender's workers, so that none waits for one."""
    deadline_s: float = SEND_DEADLINE_S
    rings: bool = False
    """It takes a minute to learn that nobody answers."""


SIMULATED = Way("@simulated")
"""Of messages that stay on this computer, whatever their channel."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one try ended. `state` is sent, delivered, failed or unknown; `final` says that trying again cannot help.

    `reference` is what the service calls the message where it reports the delivery later; the next try is not before
    `again_s` seconds.
    """

    state: str
    error: str = ""
    final: bool = False
    reference: str = ""
    again_s: float = 0.0


def started(message: Message, now: datetime) -> Message:
    """The message as it is handed to the sender."""
    return replace(message, state=SENDING, attempts=message.attempts + 1, updated_at=now, error="")


def after_try(message: Message, outcome: Outcome, now: datetime) -> Message:
    """Out; or queued again after a pause, for as long as it matters; or given up where no repeat can help.

    Whatever follows an unknown outcome is a repeat and says so.
    """
    if outcome.state in OUT:
        return replace(message, state=outcome.state, updated_at=now, error="", reference=outcome.reference)
    message = replace(message, maybe_received=message.maybe_received or outcome.state == UNKNOWN)
    if outcome.final:
        state = UNKNOWN if outcome.state == UNKNOWN else FAILED
        return replace(message, state=state, updated_at=now, error=outcome.error)
    pause = timedelta(seconds=_pause_s(message.attempts, outcome))
    return replace(message, state=QUEUED, updated_at=now, next_try_at=now + pause, error=outcome.error)


def _pause_s(attempts: int, outcome: Outcome) -> float:
    if attempts <= len(RETRY_AFTER_S):
        return max(outcome.again_s, RETRY_AFTER_S[attempts - 1])
    return WAITS_UNSURE_S if outcome.state == UNKNOWN else max(outcome.again_s, WAITS_S)


def after_restart(message: Message, now: datetime) -> Message:
    """A message the last run was sending when it died: tried again with the same dedupe key, never dropped."""
    return replace(
        message, state=QUEUED, next_try_at=now, updated_at=now, error="interrupted", maybe_received=True
    )


def marked_as_repeat(title: str, language: str) -> str:
    """The title of a message that may have arrived before."""
    return (_REPEAT_ZH if language.startswith("zh") else _REPEAT_EN) + title


def says_repeat(title: str) -> bool:
    """Whether a title that was received says that the message may have arrived before."""
    return title.startswith((_REPEAT_ZH, _REPEAT_EN))


def receipt_mark(message: Message) -> str:
    """Stands at the end of each message, the same in each of its repeats: by it a receiver tells two messages apart."""
    incident = message.dedupe_key.partition(":")[0][:10]
    # What belongs to no incident (tests, checks) needs no more than its own end; ids of people and channels are nobody's business.
    return f"{incident}-{message.id[-6:]}" if incident else message.id[-6:]


def is_stuck(message: Message) -> bool:
    """Whether all regular tries have failed and it waits for better times."""
    return message.state in (QUEUED, SENDING) and message.attempts > len(RETRY_AFTER_S)


def needs_hand(message: Message) -> bool:
    """Whether nothing but a person at the telephone helps now."""
    given_up = message.state in (FAILED, UNKNOWN) or is_stuck(message)
    return given_up and message.channel_id != BY_HAND and purpose_of(message) not in ("proof", "reach")


def may_help_again(message: Message) -> bool:
    """Whether what needs a hand could still go out by itself: a telephone call will never tell news."""
    return needs_hand(message) and message.error != SAYS_NOTHING


def purpose_of(message: Message) -> str:
    """What it is for: `emergency` (a call to turn out), `update`, `stood_down`, ..."""
    return topic_of(message).partition(":")[0]


def topic_of(message: Message) -> str:
    """The end of its key: purpose, and what tells apart two messages of one purpose."""
    return "".join(message.dedupe_key.split(":", 3)[3:])


def passed(message: Message, standing: Standing, now: datetime) -> str:
    """Why a message that has not gone out need not go out any more; empty while it must."""
    purpose = purpose_of(message)
    if purpose in ("emergency", "update") and not standing.running:
        return "incident_over"
    if purpose == "emergency" and standing.acknowledged:
        return "confirmed_before"
    if purpose == "proof" and now - message.created_at > timedelta(seconds=TEST_FOR_S):
        return message.error or "too_late"
    if purpose == "reach" and now - message.created_at > timedelta(seconds=ASKS_FOR_S):
        return message.error or "too_late"
    if purpose in ENDINGS and now - message.created_at > timedelta(seconds=NEWS_FOR_S):
        return "too_late"
    return ""


def settled(message: Message, standing: Standing, now: datetime) -> Message:
    """What a confirmation, or the end of the incident, makes of a message."""
    if is_call(message) and standing.acknowledged:
        if message.state in (SENT, DELIVERED):
            return replace(message, state=ACKNOWLEDGED, updated_at=now, reference="")
        if message.state in (FAILED, UNKNOWN):
            return replaced(message, now)
    why = passed(message, standing, now) if message.state == QUEUED else ""
    return replace(message, state=EXPIRED, updated_at=now, error=why) if why else message


def replaced(message: Message, now: datetime) -> Message:
    """Of one that did not get through, once the same news did in another way; any other stays as it is."""
    if message.state not in (QUEUED, FAILED, UNKNOWN) or message.channel_id == BY_HAND:
        return message
    return replace(message, state=REPLACED, updated_at=now)


def same_news(message: Message, others: Iterable[Message]) -> list[Message]:
    """Those of the other messages that tell the same person the same, by other channels."""
    mine = (message.incident_id, message.person_id, topic_of(message))
    return [
        other
        for other in others
        if other.id != message.id and (other.incident_id, other.person_id, topic_of(other)) == mine
    ]


def most_urgent(
    due: Iterable[Message], busy: Mapping[str, int], ways: Mapping[str, Way], now: datetime
) -> list[Message]:
    """Which of the due messages go out now: calls to turn out before news of them, what is quick before what rings.

    `busy` counts by lane, `ways` are by channel; a lane takes so many at a time. A call on a modem that also sends short
    messages lets those go first that a dead channel brings within seconds: they would wait until nobody has answered.
    """
    quick = {way.lane for way in ways.values() if not way.rings}
    places = Counter(busy)
    chosen = []
    for message in sorted(due, key=lambda message: (not is_call(message), _way(message, ways).rings)):
        way = _way(message, ways)
        young = now - message.created_at < timedelta(seconds=RINGS_AFTER_S)
        if way.rings and way.lane in quick and young and message.attempts == 0:
            continue
        if places[way.lane] < way.places:
            places[way.lane] += 1
            chosen.append(message)
    return chosen


def has_room(busy: Mapping[str, int], ways: Mapping[str, Way]) -> bool:
    """Whether any lane would take a message. Without channels there may be messages of one that was removed."""
    return not ways or any(busy.get(way.lane, 0) < way.places for way in ways.values())


def _way(message: Message, ways: Mapping[str, Way]) -> Way:
    if message.simulated:
        return SIMULATED
    return ways.get(message.channel_id) or Way(message.channel_id)


def after_report(message: Message, reference: int, status: int, now: datetime) -> Message:
    """A message of which the network says what became of one part (TS 23.040, 9.2.3.15); whole once every part is there."""
    if message.state != SENT or str(reference) not in message.reference.split():
        return message
    if status < 0x20:
        left = " ".join(part for part in message.reference.split() if part != str(reference))
        return replace(message, reference=left, state=SENT if left else DELIVERED, updated_at=now)
    if status < 0x40:
        return message
    return replace(message, reference="", state=FAILED, error="not_delivered", updated_at=now)


def has_news(messages: Iterable[Message]) -> bool:
    """Whether somebody to whom these were written may know of the incident: then they must also hear of its end."""
    calls = [one for one in messages if purpose_of(one) in ("emergency", "update")]
    return any(one.state in (*OUT, UNKNOWN) or one.maybe_received for one in calls)


def untold_end(messages: Sequence[Message]) -> Message | None:
    """The message that should have told one person that it is over and has not got through; None where nobody need be
    dialled: it is out, somebody was reached, or its first try is not over. `messages` in the order they were written."""
    ends = [one for one in messages if purpose_of(one) in ENDINGS]
    same = [one for one in ends if topic_of(one) == topic_of(ends[-1])]
    if any(one.state in (*OUT, EXPIRED) for one in same):
        return None
    sent = [one for one in same if one.channel_id != BY_HAND]
    return next((one for one in reversed(sent) if needs_hand(one) or one.error), None)


def is_call(message: Message) -> bool:
    """Whether it calls somebody to turn out, rather than telling them what is new."""
    return purpose_of(message) == "emergency"


def next_channel(message: Message, channels: tuple[str, ...]) -> str:
    """The person's channel after the one that failed; empty when there is none left."""
    later = channels[channels.index(message.channel_id) + 1 :] if message.channel_id in channels else ()
    return later[0] if later else ""


class ModemWatch:
    """How a modem is, and when that is worth an entry: trouble that lasts, and the end of trouble that was told."""

    def __init__(self, state: ModemState, now: float) -> None:
        self.state = state
        self._since = now
        self._told = ""

    def see(self, state: ModemState, now: float) -> None:
        if bool(state.cause) != bool(self.state.cause):
            self._since = now
        self.state = state

    def news(self, now: float) -> str:
        """`modem_lost` or `modem_back`, each once; empty when there is nothing to tell. `now` is monotonic."""
        lasts = now - self._since >= TROUBLE_LASTS_S
        kind = ""
        if lasts and self.state.cause and not self._told:
            kind, self._told = "modem_lost", self.state.cause
        elif not self.state.cause and self._told:
            kind, self._told = "modem_back", ""
        return kind
