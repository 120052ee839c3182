"""Times and durations as they stand on the screen: in the site's zone, figures only."""

from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


def site_zone(name: str) -> tzinfo:
    """The site's zone; UTC when the machine does not know it (an import refuses such a name, a hand edit may not)."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return UTC


def clock_time(moment: datetime, zone: tzinfo) -> str:
    """`14:32:07`"""
    return moment.astimezone(zone).strftime("%H:%M:%S")


def short_time(moment: datetime, zone: tzinfo) -> str:
    """`14:32`"""
    return moment.astimezone(zone).strftime("%H:%M")


def short_span(first: datetime, last: datetime, zone: tzinfo) -> str:
    """`14:32–15:01`, or one of the two where they are the same minute."""
    return "–".join(dict.fromkeys((short_time(first, zone), short_time(last, zone))))


def iso_date(moment: datetime, zone: tzinfo) -> str:
    """`2026-11-23`"""
    return moment.astimezone(zone).date().isoformat()


def byte_size(size: int) -> str:
    """`26 MB`, `0.3 GB`, from ten gigabytes on whole ones."""
    value = size / 1_000_000_000
    if value < 0.1:
        return f"{size / 1_000_000:.0f} MB"
    return f"{value:.0f} GB" if value >= 10 else f"{value:.1f} GB"


def duration(seconds: float) -> str:
    """`3:26`, from one hour on `1:03:26`."""
    whole = max(0, int(seconds))
    hours, rest = divmod(whole, 3600)
    minutes, left = divmod(rest, 60)
    return f"{hours}:{minutes:02d}:{left:02d}" if hours else f"{minutes}:{left:02d}"
