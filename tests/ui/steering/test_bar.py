"""Steering an enlarged picture in the real window, against the simulated camera."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.model.site import Camera, CameraOptions
from app.model.words import Words
from app.ui.main_window import MainWindow
from app.ui.steering.bar import SteeringBar
from tests.fakes.onvif_camera import OnvifCamera
from tests.fakes.services import ScreenRoom
from tests.ui.wheel import turn


@pytest.fixture
def dome() -> Iterator[OnvifCamera]:
    with OnvifCamera() as opened:
        yield opened


@pytest.fixture
def bar(room: ScreenRoom, dome: OnvifCamera, window: MainWindow, qtbot: QtBot) -> SteeringBar:
    """The dome enlarged, its positions known, the picture with the focus."""
    record = Camera(
        "dome", Words("东门球机", "East dome"), "rtsp", "rtsp://127.0.0.1:554/live/main0?unicast=true",
        position=-1, options=CameraOptions(onvif=dome.address),
    )  # fmt: skip
    room.site.save_camera(record, dome.username, dome.password).result()
    view = window.wall.view
    qtbot.waitUntil(lambda: any(tile.camera_id == "dome" for tile in view.tiles))
    view.arrangement.focused = next(n for n, tile in enumerate(view.tiles) if tile.camera_id == "dome")
    view.setFocus()
    view.toggle_enlarged()
    qtbot.waitUntil(lambda: len(window.wall.steering.positions.buttons) == 3)
    return window.wall.steering


def log_of(room: ScreenRoom) -> list[str]:
    return [entry.draft.kind for entry in room.journal.latest(50) if entry.draft.camera_id == "dome"]


def test_only_an_enlarged_camera_that_can_be_steered_has_the_bar(
    bar: SteeringBar, window: MainWindow
) -> None:
    assert bar.isVisible()
    window.wall.view.toggle_enlarged()
    assert not bar.isVisible()
    window.wall.view.arrangement.focused = 3
    window.wall.view.toggle_enlarged()
    assert not bar.isVisible()


def test_what_the_mouse_does_stands_in_two_lines_on_a_small_screen(
    bar: SteeringBar, window: MainWindow, qtbot: QtBot
) -> None:
    note = bar.note
    assert note.text() == "Drag turns, wheel zooms, Ctrl + wheel magnifies"
    assert note.heightForWidth(note.width()) <= 2 * note.fontMetrics().lineSpacing() + 4
    window.resize(1920, 1080)
    qtbot.waitUntil(lambda: note.text().startswith("Drag or Ctrl + arrows turn"))
    assert note.heightForWidth(note.width()) <= 2 * note.fontMetrics().lineSpacing() + 4


def test_a_button_steers_while_it_is_held(bar: SteeringBar, dome: OnvifCamera, qtbot: QtBot) -> None:
    QTest.mousePress(bar.moves["right"], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dome.moving)
    qtbot.waitUntil(lambda: len(dome.moves) > 1)  # held: asked for again
    QTest.mouseRelease(bar.moves["right"], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dome.stops == 1)
    assert {move[:3] for move in dome.moves} == {(0.5, 0.0, 0.0)}
    assert not dome.moving


def test_keys_steer_zoom_and_stop_when_let_go(
    bar: SteeringBar, dome: OnvifCamera, window: MainWindow, qtbot: QtBot
) -> None:
    view = window.wall.view
    QTest.keyPress(view, Qt.Key.Key_Up, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(dome.moves))
    QTest.keyPress(view, Qt.Key.Key_Left, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: dome.moves[-1][:3] == (-0.5, 0.5, 0.0))
    # Control may be let go first.
    QTest.keyRelease(view, Qt.Key.Key_Left)
    QTest.keyRelease(view, Qt.Key.Key_Up)
    qtbot.waitUntil(lambda: dome.stops >= 1)
    QTest.keyPress(view, Qt.Key.Key_Plus)
    qtbot.waitUntil(lambda: dome.moves[-1][2] == 0.5)
    QTest.keyRelease(view, Qt.Key.Key_Plus)
    qtbot.waitUntil(lambda: not dome.moving)


def test_a_lost_focus_lets_go(bar: SteeringBar, dome: OnvifCamera, window: MainWindow, qtbot: QtBot) -> None:
    QTest.keyPress(window.wall.view, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: dome.moving)
    window.entry.setFocus()
    window.wall.view.clearFocus()
    qtbot.waitUntil(lambda: dome.stops == 1)


def test_leaving_the_picture_lets_go(
    bar: SteeringBar, dome: OnvifCamera, window: MainWindow, qtbot: QtBot
) -> None:
    QTest.mousePress(bar.moves["up"], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dome.moving)
    window.go("roster")
    qtbot.waitUntil(lambda: dome.stops == 1)


def test_a_drag_on_the_picture_steers_towards_it(
    bar: SteeringBar, dome: OnvifCamera, window: MainWindow, qtbot: QtBot
) -> None:
    view = window.wall.view
    middle = view.rect().center()
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=middle)
    QTest.mouseMove(view, middle + QPoint(3, 2))
    assert dome.moves == []
    QTest.mouseMove(view, middle + QPoint(view.height() // 2, 0))
    qtbot.waitUntil(lambda: bool(dome.moves))
    assert dome.moves[0][:2] == (1.0, 0.0)
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=middle)
    qtbot.waitUntil(lambda: dome.stops == 1)
    assert window.wall.view.arrangement.enlarged == "dome"


def test_the_wheel_zooms_for_a_moment(
    bar: SteeringBar, dome: OnvifCamera, window: MainWindow, qtbot: QtBot
) -> None:
    view = window.wall.view
    turn(view, view.width() / 2, view.height() / 2, notches=-1)
    qtbot.waitUntil(lambda: dome.stops == 1)
    assert dome.moves[0][:3] == (0.0, 0.0, -0.5)
    assert not view.magnifier.of("dome").magnified


def test_with_control_the_picture_is_magnified_and_the_camera_left_alone(
    bar: SteeringBar, dome: OnvifCamera, window: MainWindow, qtbot: QtBot
) -> None:
    view, control = window.wall.view, Qt.KeyboardModifier.ControlModifier
    turn(view, view.width() / 4, view.height() / 2, notches=3, held=control)
    QTest.keyClick(view, Qt.Key.Key_Plus, control)
    seen = view.magnifier.of("dome")
    assert seen.factor == pytest.approx(1.25**4)
    middle = view.rect().center()
    QTest.mousePress(view, Qt.MouseButton.LeftButton, control, middle)
    QTest.mouseMove(view, middle - QPoint(view.width() // 4, 0))
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, control, middle)
    assert view.magnifier.of("dome").x > seen.x
    # A drag without it still steers: the only move that reaches the camera.
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=middle)
    QTest.mouseMove(view, middle + QPoint(view.height() // 2, 0))
    qtbot.waitUntil(lambda: bool(dome.moves))
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=middle)
    qtbot.waitUntil(lambda: dome.stops == 1)
    assert {move[:3] for move in dome.moves} == {(1.0, 0.0, 0.0)}
    QTest.keyClick(view, Qt.Key.Key_0)
    assert not view.magnifier.of("dome").magnified
    assert view.arrangement.enlarged == "dome"


def test_number_keys_and_buttons_go_to_positions(
    bar: SteeringBar, dome: OnvifCamera, window: MainWindow, qtbot: QtBot
) -> None:
    QTest.keyClick(window.wall.view, Qt.Key.Key_2)
    qtbot.waitUntil(lambda: dome.went_to == ["2"])
    qtbot.mouseClick(bar.positions.buttons[2], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dome.went_to == ["2", "3"])
    QTest.keyClick(window.wall.view, Qt.Key.Key_9)
    assert window.wall.view.arrangement.enlarged == "dome"


def test_a_position_is_kept_and_forgotten_by_name(
    bar: SteeringBar, dome: OnvifCamera, room: ScreenRoom, window: MainWindow, qtbot: QtBot
) -> None:
    qtbot.mouseClick(bar.keep, Qt.MouseButton.LeftButton)
    assert not bar.positions.keep_button.isEnabled()
    qtbot.keyClicks(bar.positions.line, "Ramp")
    assert not bar.positions.forget_button.isEnabled()
    qtbot.keyClick(bar.positions.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(bar.positions.buttons) == 4)
    assert bar.positions.buttons[3].accessibleName() == "Go to Ramp, key 4"
    assert window.wall.view.hasFocus()
    qtbot.mouseClick(bar.keep, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(bar.positions.line, "Ramp")
    qtbot.mouseClick(bar.positions.forget_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(bar.positions.buttons) == 3)
    assert log_of(room) == ["preset_removed", "preset_saved"]


def test_a_patrol_begins_and_ends_and_the_bar_says_so(
    bar: SteeringBar, dome: OnvifCamera, room: ScreenRoom, qtbot: QtBot
) -> None:
    qtbot.mouseClick(bar.patrol, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bar.note.text() == "Patrol, next: Car park")
    assert bar.patrol.text() == "End patrol"
    assert dome.went_to == ["1"]
    qtbot.mouseClick(bar.patrol, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bar.patrol.text() == "Patrol")
    assert log_of(room) == ["camera_patrol_ended", "camera_patrol_begun"]


def test_a_camera_that_does_not_answer_is_named_and_can_be_tried_again(
    bar: SteeringBar, dome: OnvifCamera, window: MainWindow, qtbot: QtBot
) -> None:
    window.wall.view.toggle_enlarged()
    dome.fault = "reset"
    window.wall.view.toggle_enlarged()
    qtbot.waitUntil(bar.again.isVisible)
    assert bar.note.text() == "▲ The camera does not answer."
    dome.fault = ""
    qtbot.mouseClick(bar.again, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(bar.positions.buttons) == 3)
    assert not bar.again.isVisible()
    assert "▲" not in bar.note.text()
