"""T on the wall asks a lost camera again."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.ui.main_window import MainWindow
from tests.fakes.services import ScreenRoom, live


def lose(window: MainWindow, room: ScreenRoom, camera_id: str, cause: str = "no_route") -> None:
    room.wall.states = [
        live(one.id, state="lost", cause=cause, age_s=9.0) if one.id == camera_id else one
        for one in room.wall.states
    ]
    window.wall.view.look_at_states()
    window.wall.look_at_keys()


def test_a_lost_camera_offers_to_be_asked_again(window: MainWindow, room: ScreenRoom, qtbot: QtBot) -> None:
    assert window.wall.retry.isHidden()
    lose(window, room, "c0")
    assert window.wall.retry.text() == "Retry  T"
    assert window.wall.retry.isVisible()
    qtbot.keyClick(window.wall.view, Qt.Key.Key_T)
    assert room.wall.retried == ["c0"]
    assert window.wall.retry.text() == "Retrying …"
    qtbot.mouseClick(window.wall.retry, Qt.MouseButton.LeftButton)
    assert room.wall.retried == ["c0", "c0"]


def test_t_does_nothing_for_a_camera_that_is_live(window: MainWindow, room: ScreenRoom, qtbot: QtBot) -> None:
    lose(window, room, "c1")
    qtbot.keyClick(window.wall.view, Qt.Key.Key_T)
    assert room.wall.retried == []
    qtbot.keyClick(window.wall.view, Qt.Key.Key_Right)
    qtbot.keyClick(window.wall.view, Qt.Key.Key_T)
    assert room.wall.retried == ["c1"]


def test_once_it_is_back_there_is_nothing_to_ask(window: MainWindow, room: ScreenRoom, qtbot: QtBot) -> None:
    before = list(room.wall.states)
    lose(window, room, "c0")
    qtbot.keyClick(window.wall.view, Qt.Key.Key_T)
    room.wall.states = before
    window.wall.view.look_at_states()
    window.wall.look_at_keys()
    assert window.wall.retry.isHidden()
    lose(window, room, "c0")
    assert window.wall.retry.text() == "Retry  T"
