"""Tiles of a machine short of means say so; those that matter are named to the hosts."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.ui.main_window import MainWindow
from tests.fakes.services import ScreenRoom, live


def test_a_tile_says_that_it_shows_fewer_pictures(window: MainWindow, room: ScreenRoom) -> None:
    view = window.wall.view
    shown = [tile.camera_id for tile in view.tiles]
    room.wall.states = [
        live(shown[0], reduced="half", fps=12.0),
        live(shown[1], reduced="keys"),
        *(live(camera_id) for camera_id in shown[2:]),
    ]
    view.look_at_states()
    corners = [tile.claim.corner for tile in view.tiles]
    assert corners[0].startswith("▼ PC busy: 12 fps")
    assert corners[1].startswith("▼ PC busy: key frames only")
    assert corners[2].startswith("live")


def test_the_focused_tile_and_those_of_an_incident_keep_every_picture(
    window: MainWindow, room: ScreenRoom, qtbot: QtBot
) -> None:
    view = window.wall.view
    assert room.wall.preferred == {view.tiles[0].camera_id}
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert room.wall.preferred == {view.tiles[1].camera_id}
    room.incidents.press(kind="fire", place_id="lpg").result()
    qtbot.waitUntil(lambda: "c3" in room.wall.preferred)
