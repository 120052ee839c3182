"""A duty room for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fakes.room import Room


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    room = Room(tmp_path)
    yield room
    room.close()
