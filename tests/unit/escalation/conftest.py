from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fakes.room import Room
from tests.unit.escalation.rooms import furnish_tiers


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    opened = Room(tmp_path)
    furnish_tiers(opened)
    yield opened
    opened.close()
