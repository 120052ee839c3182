"""Keeping from the wall: the key, the button, and what the tile says."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.cameras.protocol import RecordingFault
from app.ui.wall.keep_button import KeepButton
from app.ui.wall.shown import ShownPictures
from app.ui.wall.view import WallView
from tests.fakes.services import ScreenRoom, live


@pytest.fixture
def room(tmp_path: Path) -> Iterator[ScreenRoom]:
    made = ScreenRoom(tmp_path, cameras=4)
    yield made
    made.close()


@pytest.fixture
def view(room: ScreenRoom, qtbot: QtBot) -> WallView:
    made = WallView(room.services, ShownPictures(room.services.wall))
    qtbot.addWidget(made)
    made.resize(800, 450)
    made.set_layout(4)
    made.show()
    return made


def test_a_press_keeps_the_chosen_camera_and_another_ends_it(
    view: WallView, room: ScreenRoom, qtbot: QtBot
) -> None:
    button = KeepButton(room.services, view)
    qtbot.addWidget(button)
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert view.focused_camera() == "c1"
    button.click()
    assert [camera_id for camera_id, _ in room.wall.kept] == ["c1"]
    assert [tile.claim.tape for tile in view.tiles] == ["", "kept", "", ""]
    assert "End" in button.text()
    button.click()
    assert room.wall.kept == []
    assert {tile.claim.tape for tile in view.tiles} == {""}
    assert "Keep" in button.text()


def test_a_tile_says_that_it_is_recorded_and_when_it_is_not_though_it_should_be(
    view: WallView, room: ScreenRoom
) -> None:
    room.incidents.press().result()
    room.recording.tick()
    view.look_at_states()
    assert {tile.claim.tape for tile in view.tiles} == {"recording"}
    room.recording.hear(RecordingFault("c2", "disk_full"))
    view.look_at_states()
    assert [tile.claim.tape_runs for tile in view.tiles] == [True, True, False, True]
    assert view.tiles[2].claim.tape == "not recorded"
    assert not view.grab().isNull()


def test_a_camera_without_a_picture_is_never_said_to_be_recorded(view: WallView, room: ScreenRoom) -> None:
    room.incidents.press().result()
    room.recording.tick()
    room.wall.states = [
        live("c0", state="lost", cause="timeout"),
        live("c1", state="connecting"),
        live("c2", state="lost", cause="frozen"),
        live("c3"),
    ]
    view.look_at_states()
    assert [(tile.claim.tape, tile.claim.tape_runs) for tile in view.tiles] == [
        ("not recorded", False),
        ("", True),
        ("recording", True),
        ("recording", True),
    ]
