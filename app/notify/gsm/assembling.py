"""Long short messages come in parts, in any order; they are handed on whole. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from app.notify.gsm.pdu import Received


@dataclass(frozen=True, slots=True)
class Whole:
    """A message with the places of the memory its parts lie in; `key` is the same whenever it is read again."""

    key: str
    message: Received
    places: tuple[int, ...]


def whole_messages(stored: Iterable[tuple[int, Received]]) -> list[Whole]:
    """Those of which every part is there. A part that was stored twice is one part."""
    groups: dict[tuple[str, int, int], dict[int, list[tuple[int, Received]]]] = {}
    found: list[Whole] = []
    for place, message in stored:
        if message.parts <= 1:
            found.append(_whole([(place, message)], (place,)))
        else:
            parts = groups.setdefault((message.phone, message.group, message.parts), {})
            parts.setdefault(message.part, []).append((place, message))
    for (_, _, count), parts in groups.items():
        if parts.keys() >= set(range(1, count + 1)):
            firsts = [parts[number][0] for number in sorted(parts)]
            places = tuple(place for number in sorted(parts) for place, _ in parts[number])
            found.append(_whole(firsts, places))
    return found


def _whole(parts: list[tuple[int, Received]], places: tuple[int, ...]) -> Whole:
    first = parts[0][1]
    text = "".join(part.text for _, part in parts)
    sent = first.sent_at.isoformat() if first.sent_at else ""
    key = sha256(f"{first.phone}\n{sent}\n{text}".encode()).hexdigest()[:32]
    return Whole(key, Received(first.phone, text, first.sent_at), places)
