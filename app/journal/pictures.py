"""When the pictures that an entry names were taken, and what was known of them then. Pure."""

from datetime import datetime, timedelta

from app.core.stamps import parse_stamp
from app.model.journal import Entry


def taken_at(entry: Entry) -> datetime:
    """Of a picture that was kept later than it was taken the entry gives the time (`at`) or the age."""
    data = entry.draft.data
    if data.get("at"):
        return parse_stamp(data["at"])
    return entry.at - timedelta(seconds=float(data.get("age_s") or 0))


def was_live(entry: Entry) -> bool:
    """False where the camera's tile said otherwise when the picture was kept."""
    return entry.draft.data.get("state", "live") == "live"
