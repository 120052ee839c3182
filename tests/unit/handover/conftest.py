"""A duty room in which everybody has a PIN and the list has two lines."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.model.handover import Item
from app.model.words import Words
from tests.fakes.room import PEOPLE, Room
from tests.unit.handover.shift import PIN

ITEMS = (
    Item("keys", Words("门禁钥匙", "Gate keys"), 6, 0),
    Item("radios", Words("对讲机", "Radios"), 4, 1),
)


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    room = Room(tmp_path)
    for item in ITEMS:
        room.handovers.lists.save_item(item).result()
    for person in PEOPLE:
        room.access.set_pin(person.id, PIN).result()
        room.access.sign_in(person.id, PIN).result()
    room.access.sign_in("zhou", PIN).result()
    yield room
    room.close()
