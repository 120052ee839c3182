"""A part of a live picture, magnified: by wheel, keys, drag and buttons, and never without saying so."""

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from app.cameras.frames import Frame
from app.ui.language import CHINESE, Language
from app.ui.main_window import MainWindow
from app.ui.pictures.zoom_mark import ZoomMark
from app.ui.wall.caption import caption_height
from app.ui.wall.painter import zoom_corner
from app.ui.wall.view import WallView
from tests.fakes.services import ScreenRoom, live
from tests.ui.wheel import turn


def corners(room: ScreenRoom, camera_id: str) -> None:
    """A dark picture whose left upper quarter is bright."""
    rows = [(bytes([220]) * 32 * 4 + bytes([20]) * 32 * 4) for _ in range(18)]
    pixels = memoryview(bytearray(b"".join(rows) + bytes([20]) * 64 * 4 * 18))
    room.wall.pictures[camera_id] = Frame(1, 64, 36, 64 * 4, 1.0, 0.0, pixels)


@pytest.fixture
def view(window: MainWindow, room: ScreenRoom, qtbot: QtBot) -> WallView:
    """Camera c0 over the whole wall."""
    corners(room, "c0")
    qtbot.keyClick(window.wall.view, Qt.Key.Key_Return)
    return window.wall.view


def picture(view: WallView) -> QImage:
    return view.grab().toImage()


def lightness(image: QImage, across: float, down: float) -> int:
    return image.pixelColor(int(image.width() * across), int(image.height() * down)).lightness()


def test_the_wheel_brings_nearer_what_lies_below_it(view: WallView, room: ScreenRoom, qtbot: QtBot) -> None:
    assert lightness(picture(view), 0.7, 0.7) < 50
    turn(view, view.width() * 0.25, view.height() * 0.25, notches=6)
    image = picture(view)
    assert all(lightness(image, across, down) > 150 for across, down in ((0.1, 0.3), (0.7, 0.6)))
    assert room.wall.closer["c0"] == 4.0
    assert view.accessibleDescription().endswith("Magnified 3.8× · 0: whole picture")
    qtbot.keyClick(view, Qt.Key.Key_0)
    assert lightness(picture(view), 0.7, 0.7) < 50
    assert room.wall.closer["c0"] == 1.0


def test_escape_goes_back_to_the_whole_picture_first(view: WallView, qtbot: QtBot) -> None:
    qtbot.keyClick(view, Qt.Key.Key_Plus)
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    assert not view.magnifier.of("c0").magnified
    assert view.arrangement.enlarged == "c0"
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    assert not view.arrangement.enlarged


def test_arrows_and_a_drag_move_what_is_seen(view: WallView, qtbot: QtBot) -> None:
    for _ in range(4):
        qtbot.keyClick(view, Qt.Key.Key_Plus)
    qtbot.keyClick(view, Qt.Key.Key_Right)
    right = view.magnifier.of("c0")
    assert right.x > 0.5
    start = view.rect().center()
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(view, start + QPoint(80, 60))
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=start + QPoint(80, 60))
    dragged = view.magnifier.of("c0")
    assert dragged.x < right.x
    assert dragged.y < 0.5
    qtbot.mouseMove(view, start)
    assert view.magnifier.of("c0") == dragged


def test_nobody_comes_back_to_a_part_taken_for_the_whole(view: WallView, qtbot: QtBot) -> None:
    qtbot.keyClick(view, Qt.Key.Key_Plus)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert view.arrangement.enlarged == "c0"
    assert not view.magnifier.of("c0").magnified


def test_only_the_enlarged_picture_is_magnified(window: MainWindow, room: ScreenRoom, qtbot: QtBot) -> None:
    view = window.wall.view
    turn(view, 20, 20, notches=3)
    qtbot.keyClick(view, Qt.Key.Key_Plus)
    assert not any(tile.zoom.magnified for tile in view.tiles)


def test_buttons_do_what_wheel_and_escape_do(window: MainWindow, view: WallView, qtbot: QtBot) -> None:
    bar = window.wall.bar
    assert bar.enlarged.isVisible()
    assert not bar.layouts.isVisible()
    qtbot.mouseClick(bar.enlarged.plus, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(bar.enlarged.plus, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(bar.enlarged.minus, Qt.MouseButton.LeftButton)
    assert view.magnifier.of("c0").factor == pytest.approx(1.25)
    qtbot.mouseClick(bar.enlarged.back, Qt.MouseButton.LeftButton)
    assert not view.magnifier.of("c0").magnified
    qtbot.mouseClick(bar.enlarged.back, Qt.MouseButton.LeftButton)
    assert len(view.tiles) == 9
    assert bar.layouts.isVisible()
    assert not bar.enlarged.isVisible()


@pytest.mark.parametrize("code", ["en", CHINESE])
def test_the_mark_hides_no_word_on_state_or_age(
    code: str, view: WallView, room: ScreenRoom, language: Language, qtbot: QtBot
) -> None:
    language.switch(code)
    qtbot.keyClick(view, Qt.Key.Key_Plus)
    room.wall.states = [live("c0", state="lost", age_s=200.0, cause="stalled")]
    view.look_at_states()
    tile = view.tiles[0]
    mark = ZoomMark().area(zoom_corner(tile), tile.zoom)
    foot = caption_height(tile.rect.size())
    middle = tile.rect.center().y()
    assert tile.rect.contains(mark)
    assert not mark.intersects(QRect(0, tile.rect.bottom() + 1 - foot, view.width(), foot))
    assert not mark.intersects(QRect(0, middle - 30, view.width(), 76)), "the veil's words"
    assert not mark.intersects(QRect(0, tile.rect.y(), view.width(), 70)), "badge and mark of recording"
