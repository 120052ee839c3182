"""The camera's form says by what it is decoded, and that the graphics card failed it."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.cameras.protocol import HardwareFailed
from app.model.site import Camera, CameraOptions
from app.model.words import Words
from app.ui.main_window import MainWindow
from app.ui.settings.cameras import CamerasPage
from app.ui.settings.hardware_field import HardwareField
from app.ui.settings.screen import SettingsScreen
from tests.fakes.services import ScreenRoom, live


@pytest.fixture
def page(window: MainWindow, room: ScreenRoom) -> CamerasPage:
    gate = Camera(
        "gate", Words("东门", "East gate"), "rtsp", "rtsp://10.0.0.7/1", position=-1,
        options=CameraOptions(hardware=True),
    )  # fmt: skip
    room.site.save_camera(gate).result()
    room.wall.states.append(live("gate", decoder="hardware"))
    window.go("settings")
    screen = window.pages.currentWidget()
    assert isinstance(screen, SettingsScreen)
    page = screen.open(screen.cameras)
    page.list.table.selectRow(0)
    return page


def field(page: CamerasPage) -> HardwareField:
    found = page.form.fields["hardware"]
    assert isinstance(found, HardwareField)
    return found


def save(page: CamerasPage, qtbot: QtBot, *, on: bool) -> None:
    field(page).check.click()
    assert field(page).check.isChecked() == on
    qtbot.mouseClick(page.form.save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.form.note.text() == "Saved.")


def test_it_says_by_what_the_camera_is_decoded_now(page: CamerasPage, room: ScreenRoom, qtbot: QtBot) -> None:
    assert field(page).note.text() == "The graphics card decodes it now."
    room.wall.states[-1] = live("gate", decoder="software")
    page._show_states()
    assert field(page).note.text() == "No graphics card passed the test for it: software decodes it."


def test_a_failure_stays_until_it_is_switched_off_and_on_again(
    page: CamerasPage, room: ScreenRoom, qtbot: QtBot
) -> None:
    room.services.fallbacks.hear(HardwareFailed("gate", "undecodable"))
    note = field(page).note
    qtbot.waitUntil(lambda: note.text().startswith("▲ It gave no pictures on 2026-11-23 14:00:00: software"))
    assert note.text().endswith("To try it anew, switch off and save, then on and save.")
    save(page, qtbot, on=False)
    qtbot.waitUntil(lambda: room.services.fallbacks.all() == {})
    save(page, qtbot, on=True)
    assert next(camera for camera in room.site.cameras() if camera.id == "gate").options.hardware
    qtbot.waitUntil(lambda: "▲" not in note.text())
