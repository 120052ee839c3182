from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fakes.services import ScreenRoom


@pytest.fixture
def house(tmp_path: Path) -> Iterator[ScreenRoom]:
    """A furnished duty room with a site service."""
    opened = ScreenRoom(tmp_path, cameras=2)
    yield opened
    opened.close()
