"""Steps of a handover, as the people of two shifts go through them."""

from datetime import UTC, datetime

from app.core.clock import stamp
from app.model.handover import Handover
from tests.fakes.room import Room

PIN = "2468"
EVENING = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
"""20:00 on the site's wall: Zhou goes, Li comes, and Chen's duty as leader ends."""


def until(room: Room, moment: datetime) -> None:
    """Time passes up to a moment."""
    room.clock.advance(seconds=(moment - room.clock.now()).total_seconds())


def tick(room: Room) -> None:
    change = room.handovers.watch.tick()
    if change is not None:
        change.result()


def now(room: Room) -> Handover:
    """The one that is under way."""
    handover = room.handovers.current()
    assert handover is not None
    return handover


def counted(room: Room, side: str, keys: int = 6, radios: int = 4) -> Handover:
    room.handovers.count("keys", side, keys).result()
    return room.handovers.count("radios", side, radios).result()


def offered(room: Room, person_id: str = "zhou") -> Handover:
    """Drafted, counted and signed by the outgoing."""
    room.handovers.begin().result()
    handover = counted(room, "outgoing")
    return room.handovers.signing.offer(person_id, PIN, handover.revision).result()


def agreed(room: Room) -> Handover:
    """Every point is checked and everything recounted."""
    for point in now(room).points:
        room.handovers.check(point.key, "agreed").result()
    return counted(room, "incoming")


def accepted(room: Room) -> Handover:
    offered(room)
    return room.handovers.signing.accept("night", PIN, agreed(room).revision).result()


def told(room: Room, kind: str) -> list[dict[str, str]]:
    """Values of the entries of a kind, the oldest first."""
    entries = room.journal.latest(1000, kinds=(kind,))
    return [dict(entry.draft.data) for entry in reversed(entries)]


def due_text() -> str:
    return stamp(EVENING)
