from collections.abc import Iterator
from pathlib import Path

import pytest

from app.model.incident import Incident
from app.model.site import Person
from app.model.words import Words
from tests.fakes.room import Room

STREET_DUTY = Person(
    "wang",
    Words("王芳", "Wang Fang"),
    ("8555 0130",),
    ("street_office",),
    Words("街道办值班室", "Street duty"),
    ("mail",),
)


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    room = Room(tmp_path)
    room.database.write(lambda transaction: transaction.site.save_person(STREET_DUTY)).result()
    yield room
    room.close()


@pytest.fixture
def incident(room: Room) -> Incident:
    incident = room.incidents.press(kind="fire", place_id="lpg").result()
    tick(room)
    return incident


def tick(room: Room) -> bool:
    """Whether there was anything to write."""
    change = room.clocks.tick()
    if change is not None:
        change.result()
    return change is not None
