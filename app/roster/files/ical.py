"""A person's duties as iCalendar (RFC 5545), for the calendar of a phone."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

_LINE_BYTES = 75


@dataclass(frozen=True, slots=True)
class Event:
    """One duty. The same `uid` in a later file replaces it."""

    uid: str
    starts: datetime
    ends: datetime
    title: str
    place: str = ""


def calendar(name: str, events: Iterable[Event], made: datetime) -> bytes:
    """The file; times are in UTC, so that no reader needs to know the zone."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//dutyroom//roster//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_escaped(name)}",
    ]
    for event in events:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{_escaped(event.uid)}",
            f"DTSTAMP:{_time(made)}",
            f"DTSTART:{_time(event.starts)}",
            f"DTEND:{_time(event.ends)}",
            f"SUMMARY:{_escaped(event.title)}",
            *([f"LOCATION:{_escaped(event.place)}"] if event.place else []),
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line)).encode()


def _time(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _escaped(text: str) -> str:
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return text.replace("\r\n", "\n").replace("\n", "\\n")


def _folded(line: str) -> list[str]:
    """No line longer than 75 bytes, no letter cut in two; lines that go on begin with a space."""
    parts, part, size = [], "", 0
    for letter in line:
        width = len(letter.encode())
        if size + width > _LINE_BYTES:
            parts.append(part)
            part, size = " ", 1
        part += letter
        size += width
    return [*parts, part]
