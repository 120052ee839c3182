"""Moments as text, as they are stored. Pure, where `clock` asks the machine."""

from datetime import UTC, datetime


def stamp(moment: datetime) -> str:
    """UTC text of fixed width, milliseconds, sortable: `2026-11-23T17:52:13.123Z`."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds")[:23] + "Z"


def parse_stamp(text: str) -> datetime:
    """The moment a `stamp` names. Raises ValueError for any other form."""
    # Ten times as fast as strptime, which took a fifth of each refresh of the log; but it takes other forms as well.
    if len(text) != 24 or [text[place] for place in (4, 7, 10, 13, 16, 19, 23)] != list("--T::.Z"):
        raise ValueError(text)
    return datetime.fromisoformat(text)
