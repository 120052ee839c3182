"""That a channel works is known from what went out through it last; a test message each day sees to that."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class ChannelProof:
    """What is known of one channel. Times are None where that never happened."""

    channel_id: str
    due_at: datetime | None = None
    """When the next test goes out."""
    proven_at: datetime | None = None
    """Something went out, a test or not."""
    failed_at: datetime | None = None
    """A test did not."""
    error: str = ""
