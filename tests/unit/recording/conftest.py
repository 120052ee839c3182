"""A room whose recordings the test lays and moves."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.unit.recording.recording_room import RecordingRoom


@pytest.fixture
def room(tmp_path: Path) -> Iterator[RecordingRoom]:
    made = RecordingRoom(tmp_path, cameras=3)
    made.tick()
    yield made
    made.close()
