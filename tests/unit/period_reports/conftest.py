"""A duty room on an afternoon of November."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.fakes.clock import FakeClock
from tests.fakes.room import Room


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    room = Room(tmp_path, FakeClock(datetime(2026, 11, 23, 6, tzinfo=UTC)))
    yield room
    room.close()
