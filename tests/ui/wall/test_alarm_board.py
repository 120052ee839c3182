"""The plan's instruction beside pictures, also where nobody has named a place yet."""

from dataclasses import replace

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.model.plan import Plan
from app.ui.main_window import MainWindow
from tests.fakes.room import FIRE
from tests.fakes.services import ScreenRoom


def press(room: ScreenRoom, window: MainWindow, qtbot: QtBot, kind: str = "fire", place_id: str = "") -> None:
    room.incidents.press(kind=kind, place_id=place_id).result()
    qtbot.waitUntil(window.wall.board.isVisible)


def plan_with(room: ScreenRoom, plan: Plan) -> None:
    room.site.save_plan(plan).result()


def test_a_press_without_place_shows_what_to_do_and_asks_where(
    window: MainWindow, room: ScreenRoom, qtbot: QtBot
) -> None:
    press(room, window, qtbot, kind="unknown")
    board = window.wall.board
    assert board.text.text() == "Name the kind of incident on its card: its plan then stands here."
    assert board.where.text() == "▲ Place not yet known. Name it on the card (F7), or choose a picture there."
    assert not board.toggle.isVisible()
    # Nobody chose the first picture: it is not made to look like the place.
    assert not board.here.isVisible()
    assert len(window.wall.view.tiles) == 9


def test_a_picture_chosen_after_the_press_names_the_place_with_one_click(
    window: MainWindow, room: ScreenRoom, qtbot: QtBot
) -> None:
    press(room, window, qtbot)
    view, board = window.wall.view, window.wall.board
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=view.tiles[3].rect.center())
    assert board.here.text() == "It is here: LPG station"
    assert len(view.tiles) == 9, "nothing jumps below the hand"
    qtbot.mouseClick(board.here, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: view.arrangement.featured == ("c3",))
    assert room.incidents.running()[0].place_id == "lpg"
    assert view.tiles[0].alarm
    assert not board.where.isVisible()
    assert not board.here.isVisible()


def test_the_picture_chosen_right_before_the_press_stands_out_and_says_why(
    window: MainWindow, room: ScreenRoom, qtbot: QtBot
) -> None:
    view, board = window.wall.view, window.wall.board
    qtbot.keyClick(view, Qt.Key.Key_Down)
    room.clock.advance(seconds=60)
    press(room, window, qtbot)
    assert view.arrangement.featured == ("c3",)
    assert not view.tiles[0].alarm, "nobody has said that it is there"
    assert board.where.text() == "▲ Place not yet known. Shown is the picture chosen before the press."
    assert board.here.text() == "It is here: LPG station"
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    assert len(view.tiles) == 9
    assert board.toggle.text() == "Show its pictures"


def test_a_picture_chosen_long_before_is_not_what_it_is_about(
    window: MainWindow, room: ScreenRoom, qtbot: QtBot
) -> None:
    qtbot.keyClick(window.wall.view, Qt.Key.Key_Down)
    room.clock.advance(seconds=121)
    press(room, window, qtbot)
    assert window.wall.view.arrangement.featured == ()
    assert not window.wall.board.here.isVisible()


def test_the_plans_cameras_stand_out_where_the_place_has_none(
    window: MainWindow, room: ScreenRoom, qtbot: QtBot
) -> None:
    plan_with(room, replace(FIRE, cameras=("c5", "c6")))
    room.database.write(lambda tx: tx.site.save_place(replace(tx.site.places()[0], id="roof"))).result()
    press(room, window, qtbot, place_id="roof")
    assert window.wall.view.arrangement.featured == ("c5", "c6")
    assert window.wall.board.where.text() == "▲ This place has no camera. Shown are the plan's cameras."
    assert not window.wall.board.here.isVisible()


def test_beside_other_screens_it_is_no_alarm_picture(
    window: MainWindow, room: ScreenRoom, qtbot: QtBot
) -> None:
    plan_with(room, replace(FIRE, cameras=("c5",)))
    window.go("log")
    room.incidents.press(kind="fire").result()
    qtbot.waitUntil(window.walls.look.picture.isVisible)
    assert window.walls.look.picture.tile.camera_id == "c5"
    assert not window.walls.look.picture.tile.alarm
