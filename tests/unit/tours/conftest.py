from collections.abc import Iterator
from pathlib import Path

import pytest

from app.model.tour import Stop, Tour
from app.model.words import Words
from tests.fakes.services import ScreenRoom


@pytest.fixture
def room(tmp_path: Path) -> Iterator[ScreenRoom]:
    room = ScreenRoom(tmp_path)
    stops = (Stop("c0"), Stop("c3"), Stop("c1"))
    room.tours.save(Tour("night", Words("夜间巡查", "Night round"), stops)).result()
    yield room
    room.close()
