"""What to record now, and what has to go."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta

from app.core.errors import InvalidInput
from app.model.recording import Retention, Segment
from app.model.site import CameraOptions

MOTION_POST_ROLL_S = 10.0
KEEP_LONGEST_S = 3600.0
"""A clip that somebody forgot to end."""
GIGABYTE = 1_000_000_000
FREE_BYTES = 1 * GIGABYTE
"""Recordings leave so much of the disk to everything else, by giving up the oldest."""
SHORT_DAYS, GONE_DAYS = 1.0, 1 / 24
"""Where ordinary recordings stay for less, it is an alarm; for less than the second, next to nothing is kept."""
_CLEARLY_MORE = 1.25
"""An alarm ends only when there is so much more room, so that it does not come and go."""
_RATE_KNOWN_AFTER = timedelta(hours=1)
MOST_DAYS, MOST_GIGABYTES = 3650, 1_000_000


def records_now(options: CameraOptions, there: datetime, *, motion: bool) -> bool:
    """Whether a camera records at that local time of the site.

    One that records on motion, but is not watched for any, records all the time: too much is better than nothing.
    """
    if options.record == "off" or not within_hours(options.record_from, options.record_to, there.time()):
        return False
    return options.record == "always" or motion or not options.watched


def within_hours(begin: str, end: str, at: time) -> bool:
    """`end` at or before `begin` means the next day; `24:00` is the end of the day."""
    now = at.hour * 60 + at.minute
    first, last = _minutes(begin), _minutes(end)
    if last <= first:
        return now >= first or now < last
    return first <= now < last


def moves(began_at: float | None, ended_at: float | None, now: float) -> bool:
    """Motion counts until some seconds after its end. Monotonic seconds."""
    if began_at is None:
        return False
    return ended_at is None or ended_at < began_at or now - ended_at < MOTION_POST_ROLL_S


def budget(retention: Retention, usage: int, free: int) -> int:
    """Bytes that all recordings together may take."""
    room = max(0, usage + free - FREE_BYTES)
    return min(room, retention.gigabytes * GIGABYTE) if retention.gigabytes else room


def expired(
    oldest_first: Iterable[Segment], retention: Retention, now: datetime, excess: int
) -> list[Segment]:
    """What has to go: whatever is too old, and the oldest until `excess` bytes are free. Never evidence."""
    before = now - timedelta(days=retention.days)
    going: list[Segment] = []
    for segment in oldest_first:
        if segment.protected:
            continue
        if segment.ended_at >= before and excess <= 0:
            break
        going.append(segment)
        excess -= segment.size
    return going


def days_left(room: int, recorded: int, over: timedelta) -> float | None:
    """Until the room is used up at the rate of late; None where nothing was recorded."""
    if recorded <= 0 or over <= timedelta(0):
        return None
    return max(0, room) / (recorded / (over / timedelta(days=1)))


def daily_rate(recorded: int, over: timedelta, *, pressed: bool) -> float | None:
    """Bytes a day; None where nothing was recorded, or not for long enough to tell. `pressed`: the room is used up,
    so that there will never be more to tell it from."""
    if recorded <= 0 or over <= timedelta(0) or (over < _RATE_KNOWN_AFTER and not pressed):
        return None
    return recorded / (over / timedelta(days=1))


def scarcity(room: int, daily: float | None, before: str) -> str:
    """What is wrong with the `room` that evidence leaves to ordinary recordings: `room_gone`, `room_short` or nothing.

    `before` is what was wrong so far; it stays where the rate is not known.
    """
    if room <= 0:
        return "room_gone"
    if daily is None:
        return before
    days = room / daily
    if days < GONE_DAYS * (_CLEARLY_MORE if before == "room_gone" else 1.0):
        return "room_gone"
    return "room_short" if days < SHORT_DAYS * (_CLEARLY_MORE if before else 1.0) else ""


def checked_reason(reason: str) -> str:
    """Raises InvalidInput for none."""
    if not reason.strip():
        raise InvalidInput(field="reason", reason="reason_empty")
    return reason.strip()


def checked_retention(retention: Retention) -> Retention:
    """Raises InvalidInput for what would keep nothing, or no number of days."""
    if not 1 <= retention.days <= MOST_DAYS:
        raise InvalidInput(field="days", reason="out_of_range", value=f"1-{MOST_DAYS}")
    if not 0 <= retention.gigabytes <= MOST_GIGABYTES:
        raise InvalidInput(field="gigabytes", reason="out_of_range", value=f"0-{MOST_GIGABYTES}")
    return retention


def _minutes(text: str) -> int:
    hours, _, minutes = text.partition(":")
    return int(hours) * 60 + int(minutes)
