"""Messages of the outbox. A message is a row before it is sent."""

from dataclasses import dataclass
from datetime import datetime

QUEUED = "queued"
SENDING = "sending"
SENT = "sent"
"""Handed to the service completely; whether it arrived is not known."""
DELIVERED = "delivered"
"""The receiving phone has it, or a person answered: said by channels that can say so."""
ACKNOWLEDGED = "acknowledged"
"""Its receiver has confirmed, by whatever path."""
FAILED = "failed"
"""Given up: dial by hand."""
UNKNOWN = "unknown"
"""The send did not end within its deadline: may or may not have gone out."""
REPLACED = "replaced"
"""It did not get through, and the same news reached the person in another way."""
EXPIRED = "expired"
"""Never sent: its moment had passed before it could be."""

OUT = (SENT, DELIVERED, ACKNOWLEDGED)
"""States of a message that left the console."""
BY_HAND = "@hand"
"""The channel of a person at the telephone; no id of a site can look like this."""


@dataclass(frozen=True, slots=True)
class Message:
    id: str
    dedupe_key: str
    incident_id: str
    person_id: str
    channel_id: str
    title: str
    body: str
    state: str
    attempts: int
    created_at: datetime
    next_try_at: datetime
    updated_at: datetime
    error: str = ""
    reference: str = ""
    """What the service calls it, while its delivery is still to be reported."""
    maybe_received: bool = False
    """A try whose end is not known may have reached the receiver: whatever follows says that it is a repeat."""
    simulated: bool = False
    """Of a drill that rings nowhere: it is handed to a training phone on this computer, whatever its channel."""
    attachment: str = ""
    """SHA-256 of a PDF that goes along where the channel takes files; the body says the same in words."""


def queued(
    message_id: str, dedupe_key: str, channel_id: str, person_id: str, words: tuple[str, str], now: datetime
) -> Message:
    """One that waits for its first try, written now; `words` are title and body. The key begins with its incident, if any."""
    title, body = words
    return Message(
        id=message_id,
        dedupe_key=dedupe_key,
        incident_id=dedupe_key.partition(":")[0],
        person_id=person_id,
        channel_id=channel_id,
        title=title,
        body=body,
        state=QUEUED,
        attempts=0,
        created_at=now,
        next_try_at=now,
        updated_at=now,
    )


@dataclass(frozen=True, slots=True)
class Standing:
    """How the matter of a message stands."""

    running: bool
    """Its incident still runs."""
    acknowledged: bool
    """Its receiver has confirmed."""


@dataclass(frozen=True, slots=True)
class ModemState:
    """How a GSM modem is. `cause` is empty while it is ready; `signal` counts bars from 0 to 5, -1 where unknown."""

    port: str
    cause: str = "modem_starting"
    signal: int = -1
    network: str = ""
