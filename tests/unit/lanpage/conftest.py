from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fakes.room import Room


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    opened = Room(tmp_path)
    yield opened
    opened.close()
