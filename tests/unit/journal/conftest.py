"""A room with the services of the line."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest

from app.journal.attaching import Attaching
from app.journal.line_service import LineService
from app.model.journal import SYSTEM, Actor
from tests.fakes.room import Room
from tests.fakes.services import FakeWall


class Desk:
    """Where somebody writes lines; `reopen` is what a start after a kill sees."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self.room = Room(folder)
        self.wall = FakeWall()
        self.actor: Actor = SYSTEM
        self._open()

    def _open(self) -> None:
        self.attaching = Attaching(self.room.folder / "unfinished", self.room.clock, cast("Any", self.wall))
        self.lines = LineService(
            self.room.database, self.room.media, self.attaching, self.room.clock, lambda: self.actor
        )

    def reopen(self) -> None:
        self.attaching.close()
        self.room.reopen()
        self._open()

    def close(self) -> None:
        self.attaching.close()
        self.room.close()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path / "data")
    yield desk
    desk.close()
