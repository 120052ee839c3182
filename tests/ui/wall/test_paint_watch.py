"""What a bench is told of the wall is what was painted."""

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.cameras.frames import Frame
from app.ui.main_window import MainWindow
from app.ui.wall.paint_watch import Stands
from tests.fakes.services import ScreenRoom, live
from tests.unit.cameras.test_picture_clock import drawn

WIDTH, HEIGHT = 160, 90


def give(room: ScreenRoom, camera_id: str, number: int, seq: int) -> None:
    pixels, stride = drawn(number, WIDTH, HEIGHT)
    room.wall.pictures[camera_id] = Frame(seq, WIDTH, HEIGHT, stride, float(seq), 0.0, pixels)


def test_numbers_are_those_of_the_painted_pictures(
    window: MainWindow, room: ScreenRoom, qtbot: QtBot
) -> None:
    paints = window.wall.view.paints
    paints.take()
    give(room, "c0", 7, seq=1)
    qtbot.waitUntil(lambda: paints.stands().get("c0") is not None)
    give(room, "c0", 8, seq=2)
    qtbot.waitUntil(lambda: paints.stands()["c0"].number == 8)
    counts, recent = paints.take()
    assert counts == {"c0": 2}
    assert [(each.camera_id, each.number) for each in recent] == [("c0", 7), ("c0", 8)]
    # Painted again, it is no new picture.
    window.wall.view.repaint()
    assert paints.take() == ({}, [])


def test_what_stands_on_a_tile_is_what_it_said_when_it_was_painted(
    window: MainWindow, room: ScreenRoom
) -> None:
    view = window.wall.view
    give(room, "c0", 7, seq=1)
    room.wall.states = [live("c0", health=("covered",)), live("c1", state="connecting", cause="timeout")]
    view.paints.stands()
    view.look_at_states()
    view.repaint()
    QApplication.processEvents()
    stands = view.paints.stands()
    assert stands["c0"] == Stands("live", "", ("covered",), 7)
    assert stands["c1"] == Stands("connecting", "timeout", (), None)
    # What is known now is not what stands there before it was painted.
    room.wall.states = [live("c0", state="lost", cause="stalled")]
    assert view.paints.stands()["c0"].state == "live"
