"""Zones and recording of a camera, from the button of its form to the database."""

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from app.model.site import CameraOptions
from app.ui.health.zones import OptionsPanel
from app.ui.main_window import MainWindow
from app.ui.settings.cameras import CamerasPage
from tests.fakes.services import ScreenRoom

CORNERS = ((0.2, 0.2), (0.8, 0.2), (0.5, 0.8))


@pytest.fixture
def page(window: MainWindow, qtbot: QtBot) -> CamerasPage:
    window.go("settings")
    page = window.pages.currentWidget().cameras.built()
    qtbot.mouseClick(page._options.button, Qt.MouseButton.LeftButton)
    return page


def click(panel: OptionsPanel, qtbot: QtBot, across: float, down: float) -> None:
    area = panel.canvas.picture()
    place = QPoint(round(area.x() + across * area.width()), round(area.y() + down * area.height()))
    qtbot.mouseClick(panel.canvas, Qt.MouseButton.LeftButton, pos=place)


def stored(room: ScreenRoom) -> CameraOptions:
    return next(camera.options for camera in room.site.cameras() if camera.id == "c0")


def test_a_zone_drawn_by_mouse_is_stored(page: CamerasPage, room: ScreenRoom, qtbot: QtBot) -> None:
    panel = page._panel
    for corner in (*CORNERS, CORNERS[0]):
        click(panel, qtbot, *corner)
    panel.sensitivity.setValue(80)
    panel.record.setCurrentIndex(panel.record.findData("motion"))
    panel.pre_roll.setValue(60)
    qtbot.mouseClick(panel.keep, Qt.MouseButton.LeftButton)
    assert not panel.isVisible()
    assert stored(room) == CameraOptions()
    assert page._options.words.text() == "1 zone · recorded on motion"
    assert page.window().focusWidget() is page.form.save, "and not the button that would open all this again"
    qtbot.keyClick(page.form.save, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: stored(room).record == "motion")
    options = stored(room)
    assert (options.sensitivity, options.pre_roll_s) == (80, 60)
    (zone,) = options.zones
    assert zone.name == "Zone 1"
    for (x, y), (across, down) in zip(zone.points, CORNERS, strict=True):
        assert abs(x - across) < 0.01
        assert abs(y - down) < 0.01


def test_a_zone_drawn_by_keys(page: CamerasPage, qtbot: QtBot) -> None:
    canvas = page._panel.canvas
    for keys in ((), (Qt.Key.Key_Right,) * 9, (Qt.Key.Key_Down,) * 9):
        for key in (*keys, Qt.Key.Key_Space):
            qtbot.keyClick(canvas, key)
    qtbot.mouseClick(page._panel.close_zone, Qt.MouseButton.LeftButton)
    assert len(canvas.drawing.zones) == 1
    qtbot.keyClick(canvas, Qt.Key.Key_Delete)
    assert canvas.drawing.zones == ()


def test_a_corner_is_dragged(page: CamerasPage, qtbot: QtBot) -> None:
    panel = page._panel
    for corner in (*CORNERS, CORNERS[0]):
        click(panel, qtbot, *corner)
    area = panel.canvas.picture()

    def place(across: float, down: float) -> QPoint:
        return QPoint(round(area.x() + across * area.width()), round(area.y() + down * area.height()))

    qtbot.mousePress(panel.canvas, Qt.MouseButton.LeftButton, pos=place(*CORNERS[1]))
    qtbot.mouseMove(panel.canvas, place(0.6, 0.4))
    qtbot.mouseRelease(panel.canvas, Qt.MouseButton.LeftButton, pos=place(0.6, 0.4))
    x, y = panel.canvas.drawing.zones[0].points[1]
    assert abs(x - 0.6) < 0.01
    assert abs(y - 0.4) < 0.01


def test_escape_leaves_everything_as_it_was(page: CamerasPage, qtbot: QtBot) -> None:
    panel = page._panel
    panel.watched.setChecked(False)
    qtbot.keyClick(panel, Qt.Key.Key_Escape)
    assert not panel.isVisible()
    assert page._options.value() == CameraOptions()
    assert page.form.note.isHidden()


def test_what_would_record_nothing_and_times_that_are_none_are_refused(
    page: CamerasPage, qtbot: QtBot
) -> None:
    panel = page._panel
    panel.watched.setChecked(False)
    panel.record.setCurrentIndex(panel.record.findData("motion"))
    panel.record.activated.emit(1)
    assert not panel.keep.isEnabled()
    panel.watched.setChecked(True)
    assert panel.keep.isEnabled()
    panel.begin.setText("8:0")
    assert "08:00" in panel.trouble.text()
    assert not panel.keep.isEnabled()


def test_the_picture_is_drawn_only_while_the_panel_is_open(
    page: CamerasPage, room: ScreenRoom, qtbot: QtBot
) -> None:
    assert "c0" in room.wall.shown
    qtbot.keyClick(page._panel, Qt.Key.Key_Escape)
    assert page._panel.canvas not in page.window().walls.shown._viewers
