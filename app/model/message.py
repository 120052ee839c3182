"""Messages of the outbox. A message is a row before it is sent."""

from dataclasses import dataclass
from datetime import datetime

QUEUED = "queued"
SENDING = "sending"
SENT = "sent"
"""Handed to the service completely; whether it arrived is not known."""
FAILED = "failed"
"""Given up: dial by hand."""
UNKNOWN = "unknown"
"""The send did not end within its deadline: may or may not have gone out."""


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
