"""What cameras usually show outlasts a restart, and a person says when it has changed for good."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest

from app.cameras.protocol import ViewLearnt
from app.core.errors import NotAllowed, NotFound
from app.health.views import LearntViews
from tests.fakes.services import FakeWall, ScreenRoom


@pytest.fixture
def room(tmp_path: Path) -> Iterator[ScreenRoom]:
    made = ScreenRoom(tmp_path, cameras=2)
    yield made
    made.close()


def tell(room: ScreenRoom, camera_id: str = "c0", *, moved: bool = False) -> None:
    view = ViewLearnt(camera_id, (640, 360), b"view", moved, room.clock.monotonic())
    room.services.learnt_views.hear(view)
    room.database.write(lambda transaction: None).result()


def started_again(room: ScreenRoom) -> FakeWall:
    room.wall.views.clear()
    room.reopen()
    room.services.learnt_views.start()
    return room.wall


def test_a_restart_tells_hosts_what_was_learnt_and_how_old_it_is(room: ScreenRoom) -> None:
    tell(room, moved=True)
    room.clock.advance(seconds=7200)
    known = started_again(room).views["c0"]
    assert (known.size, known.data, known.moved) == ((640, 360), b"view", True)
    assert room.clock.monotonic() - known.at == pytest.approx(7200, abs=0.01)


def test_a_camera_of_another_address_shows_something_else(room: ScreenRoom) -> None:
    tell(room)
    camera = room.site.cameras()[0]
    room.site.save_camera(type(camera)(camera.id, camera.name, "demo", "plaza")).result()
    assert started_again(room).views == {}


def test_accepting_is_journaled_and_the_host_learns_anew(room: ScreenRoom) -> None:
    tell(room, moved=True)
    room.services.learnt_views.accept("c0").result()
    room.database.write(lambda transaction: None).result()
    assert room.wall.learning == ["c0"]
    (entry,) = room.journal.latest(1)
    assert (entry.draft.kind, entry.draft.camera_id) == ("view_accepted", "c0")
    assert started_again(room).views == {}
    with pytest.raises(NotFound):
        room.services.learnt_views.accept("nowhere").result()


def test_only_a_person_signed_in_accepts_where_there_are_any(room: ScreenRoom) -> None:
    wall = cast("Any", room.wall)
    views = LearntViews(room.database, room.clock, wall, room.access.actor, room.access.refuse_stranger)
    room.access.set_pin("zhou", "2468").result()
    with pytest.raises(NotAllowed):
        views.accept("c0")
    assert room.wall.learning == []


def test_a_camera_that_was_steered_is_learnt_anew_without_an_entry(room: ScreenRoom) -> None:
    tell(room)
    before = len(room.kinds())
    room.services.learnt_views.turned("c0")
    room.database.write(lambda transaction: None).result()
    assert room.wall.learning == ["c0"]
    assert len(room.kinds()) == before
    assert started_again(room).views == {}
