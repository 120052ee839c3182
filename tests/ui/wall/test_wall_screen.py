"""The wall in the real window: layouts, enlarging, and what tiles say when they are not live."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.ui import theme
from app.ui.language import CHINESE, Language
from app.ui.main_window import MainWindow
from tests.fakes.services import ScreenRoom, live


def middle_colour(window: MainWindow, tile: int) -> QColor:
    view = window.wall.view
    centre = view.tiles[tile].rect.center()
    return view.grab().toImage().pixelColor(centre.x(), view.tiles[tile].rect.top() + 40)


@pytest.mark.parametrize(("count", "tiles"), [(1, 1), (4, 4), (9, 9), (16, 9)])
def test_layouts_by_button(
    count: int, tiles: int, window: MainWindow, room: ScreenRoom, qtbot: QtBot
) -> None:
    qtbot.mouseClick(window.wall.buttons[count], Qt.MouseButton.LeftButton)
    assert len(window.wall.view.tiles) == tiles
    assert set(room.wall.shown) == {tile.camera_id for tile in window.wall.view.tiles}


def test_a_double_click_enlarges_and_gives_back(window: MainWindow, room: ScreenRoom, qtbot: QtBot) -> None:
    view = window.wall.view
    target = view.tiles[4].rect.center()
    qtbot.mouseDClick(view, Qt.MouseButton.LeftButton, pos=target)
    assert [tile.camera_id for tile in view.tiles] == ["c4"]
    assert view.tiles[0].rect.size() == view.size()
    assert set(room.wall.shown) == {"c4"}
    qtbot.mouseDClick(view, Qt.MouseButton.LeftButton, pos=view.rect().center())
    assert len(view.tiles) == 9


def test_a_picture_that_is_not_live_never_looks_live(window: MainWindow, room: ScreenRoom) -> None:
    for camera in ("c0", "c1", "c2"):
        room.wall.picture(camera, 200)
    room.wall.states = [
        live("c0"),
        live("c1", state="late", age_s=4.0),
        live("c2", state="lost", age_s=200.0, cause="stalled"),
        live("c3", state="connecting", age_s=None),
    ]
    view = window.wall.view
    view.look_at_states()
    said = [tile.claim for tile in view.tiles]
    assert said[0].corner == "live · 25 fps · <1 s"
    assert said[1].badge == "4 s late"
    assert "live" not in said[1].corner
    assert said[2].line == "Picture of 13:56:40 · 3 min old"
    assert said[2].detail == "pictures stopped coming · reconnecting"
    assert said[3].line == "Connecting …"
    # Drawn: the live picture bright, the lost one under a veil, the late one with its amber badge.
    assert middle_colour(window, 0).red() > 150
    assert middle_colour(window, 2).red() < 90
    badge = view.tiles[1].rect.topLeft()
    image = view.grab().toImage()
    assert image.pixelColor(badge.x() + 14, badge.y() + 32) == QColor(theme.AMBER)


def test_the_place_of_an_incident_stands_out_and_the_view_before_comes_back(
    window: MainWindow, room: ScreenRoom, qtbot: QtBot
) -> None:
    view, board = window.wall.view, window.wall.board
    qtbot.keyClick(view, Qt.Key.Key_2)
    qtbot.keyClick(view, Qt.Key.Key_PageDown)
    before = [tile.camera_id for tile in view.tiles]
    incident = room.incidents.press(kind="fire", place_id="lpg").result()
    qtbot.waitUntil(lambda: view.arrangement.featured == ("c3",))
    assert view.tiles[0].alarm
    assert not view.tiles[1].alarm
    assert view.tiles[0].rect.width() > 2 * view.tiles[1].rect.width()
    corner = view.tiles[0].rect.topLeft()
    image = view.grab().toImage()
    assert image.pixelColor(corner.x() + 1, corner.y() + 30) == QColor(theme.RED)
    assert board.text.text() == "Call 119 (operator)"
    qtbot.mouseClick(board.done, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: board.text.text() == "Evacuate (patrol)")
    # The operator's own view is a key away, and so is the place.
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    assert [tile.camera_id for tile in view.tiles] == before
    qtbot.mouseClick(board.toggle, Qt.MouseButton.LeftButton)
    assert view.tiles[0].camera_id == "c3"
    room.incidents.stand_down(incident.id, "over").result()
    qtbot.waitUntil(lambda: not view.arrangement.featured)
    assert [tile.camera_id for tile in view.tiles] == before
    assert not board.isVisible()


def test_an_alarm_leaves_place_and_cursor_alone(window: MainWindow, room: ScreenRoom, qtbot: QtBot) -> None:
    window.go("log")
    window.entry.begin()
    qtbot.keyClicks(window.entry.line, "half a sen")
    room.incidents.press(place_id="lpg").result()
    qtbot.waitUntil(window.walls.look.picture.isVisible)
    qtbot.keyClicks(window.entry.line, "tence")
    assert window.entry.line.text() == "half a sentence"
    assert window.entry.line.hasFocus()
    assert window.place() == "log"
    assert "c3" in room.wall.shown
    assert window.walls.look.picture.tile.alarm
    qtbot.mouseClick(window.walls.look.picture, Qt.MouseButton.LeftButton)
    assert window.place() == "wall"
    assert not window.walls.look.isVisible()


def test_tiles_change_places_by_drag_and_by_keyboard(
    window: MainWindow, room: ScreenRoom, qtbot: QtBot
) -> None:
    view = window.wall.view
    start, end = view.tiles[0].rect.center(), view.tiles[4].rect.center()
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(view, start + QPoint(30, 30))
    qtbot.mouseMove(view, end)
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=end)
    assert [tile.camera_id for tile in view.tiles[:5]] == ["c4", "c1", "c2", "c3", "c0"]
    assert view.focused_camera() == "c0"
    qtbot.keyClick(view, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert [tile.camera_id for tile in view.tiles[4:6]] == ["c5", "c0"]
    assert view.focused_camera() == "c0"
    # A mark at the view says that it is not saved.
    assert window.wall.bar.views.currentText().startswith("●")
    qtbot.keyClick(view, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert [tile.camera_id for tile in view.tiles[:2]] == ["c0", "c1"]


@pytest.mark.parametrize("code", ["en", CHINESE])
def test_the_bar_with_everything_on_it_fits_a_small_screen(
    code: str, window: MainWindow, room: ScreenRoom, language: Language, qtbot: QtBot
) -> None:
    room.wall.states = [live(one.id, state="lost", cause="no_route", age_s=9.0) for one in room.wall.states]
    language.switch(code)
    window.wall.view.set_layout(4)
    window.wall.bar.show_second(offered=True, is_open=False)
    window.wall.tick()
    QApplication.processEvents()
    assert window.wall.retry.isVisible()
    assert window.minimumSizeHint().width() <= 1366
    qtbot.keyClick(window.wall.view, Qt.Key.Key_Return)
    QApplication.processEvents()
    assert window.minimumSizeHint().width() <= 1366


def test_the_picture_of_a_file_is_never_called_live(
    window: MainWindow, room: ScreenRoom, language: Language
) -> None:
    room.wall.states = [
        live("c0", from_file=True, fps=12.0),
        *(live(f"c{number}") for number in range(1, 12)),
    ]
    view = window.wall.view
    view.look_at_states()
    claim = view.tiles[0].claim
    assert (claim.corner, claim.short_corner, claim.mark) == (
        "video file, not live · 12 fps",
        "not live",
        "▷",
    )
    assert view.tiles[1].claim.corner.startswith("live")
    language.switch(CHINESE)
    view.look_at_states()
    assert view.tiles[0].claim.corner == "视频文件，非实时 · 12 fps"
    room.wall.states[0] = live("c0", from_file=True, fps=6.0, reduced="half")
    view.look_at_states()
    assert view.tiles[0].claim.corner == "▼ 视频文件，非实时 · 6 fps", "the machine is short of means"


def test_a_button_without_room_for_its_key_still_says_what_it_does(window: MainWindow, qtbot: QtBot) -> None:
    keep = window.wall.keep
    keep.resize(keep.sizeHint())
    assert keep.shown() == "● Keep  K"
    keep.resize(keep.minimumSizeHint())
    assert keep.shown() == "● Keep"
    assert keep.toolTip().endswith("Key K")


def test_a_large_window_becomes_small_in_one_step(window: MainWindow, qtbot: QtBot) -> None:
    window.resize(1920, 1080)
    qtbot.waitUntil(lambda: window.width() == 1920)
    assert not window.wall.bar._hint.isHidden()
    window.resize(1366, 768)
    assert (window.width(), window.height()) == (1366, 768)
