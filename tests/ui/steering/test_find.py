"""Finding a camera from the settings and taking it into the form, against the simulated camera."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.model.site import Camera, CameraOptions
from app.model.words import Words
from app.onvif import search as search_module
from app.ui.main_window import MainWindow
from app.ui.settings.cameras import CamerasPage
from app.ui.settings.screen import SettingsScreen
from app.ui.steering.beside_found import BesideFound
from tests.fakes.onvif_camera import OnvifCamera
from tests.fakes.onvif_search import Announced, search_apart
from tests.fakes.services import ScreenRoom


@pytest.fixture
def dome(monkeypatch: pytest.MonkeyPatch) -> Iterator[OnvifCamera]:
    with OnvifCamera(clock_off_h=8) as opened, Announced(opened, search_apart(monkeypatch)):
        yield opened


@pytest.fixture
def page(dome: OnvifCamera, window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> CamerasPage:
    """The cameras page after a search."""
    monkeypatch.setattr(search_module, "SEARCH_S", 0.5)
    window.go("settings")
    screen = window.pages.currentWidget()
    assert isinstance(screen, SettingsScreen)
    page = screen.open(screen.cameras)
    qtbot.mouseClick(page.find_button, Qt.MouseButton.LeftButton)
    assert page.finder.note.text() == "Searching the network, some seconds …"
    qtbot.waitUntil(lambda: bool(page.finder.table.rows.rows))
    return page


def beside(page: CamerasPage) -> str:
    """What stands there instead of a form."""
    found = page.findChild(BesideFound)
    return found.text() if found.isVisible() else ""


def log_in(page: CamerasPage, qtbot: QtBot, username: str, password: str) -> None:
    find = page.finder
    find.table.selectRow(0)
    for line, text in ((find.username, username), (find.password, password)):
        line.clear()
        qtbot.keyClicks(line, text)
    qtbot.keyClick(find.password, Qt.Key.Key_Return)


def test_a_found_camera_fills_a_new_form_and_is_stored(
    page: CamerasPage, dome: OnvifCamera, room: ScreenRoom, qtbot: QtBot
) -> None:
    assert page.finder.table.rows.rows[0].cells == ("127.0.0.1", "Dome-east", "Dome 4", "new")
    log_in(page, qtbot, dome.username, dome.password)
    qtbot.waitUntil(page.finder.offer.isVisible)
    assert page.finder.offer.about.text() == (
        "Simulated Dome 4 · main0: 1920×1080 H264 + 640×360 H264 · can be steered"
    )
    assert page.finder.offer.clock.text() == "▲ Its clock is 8 h ahead."
    qtbot.mouseClick(page.finder.offer.take, Qt.MouseButton.LeftButton)
    values = page.form.values()
    assert values["address"] == "rtsp://127.0.0.1:554/live/main0?unicast=true"
    assert values["sub_address"] == "rtsp://127.0.0.1:554/live/sub0?unicast=true"
    assert values["onvif"] == dome.address
    qtbot.keyClicks(page.form.fields["name"].editors()[1], "East dome")
    qtbot.mouseClick(page.form.save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.form.note.text() == "Saved.")
    stored = room.site.cameras()[-1]
    assert (stored.name, stored.options.onvif) == (Words("", "East dome"), dome.address)
    assert room.site.camera_login(stored.id) == (dome.username, dome.password)
    qtbot.waitUntil(lambda: page.finder.table.rows.rows[0].cells[3] == "East dome")


def test_after_the_answer_enter_takes_what_the_camera_told(
    page: CamerasPage, dome: OnvifCamera, qtbot: QtBot
) -> None:
    finder = page.finder
    assert (finder.ask.objectName(), finder.offer.take.objectName()) == ("primary", "")
    finder.password.setFocus()
    log_in(page, qtbot, dome.username, dome.password)
    qtbot.waitUntil(finder.offer.take.hasFocus)
    assert (finder.ask.objectName(), finder.offer.take.objectName()) == ("", "primary")
    qtbot.keyClick(finder.offer.take, Qt.Key.Key_Return)
    assert page.form.values()["onvif"] == dome.address
    qtbot.keyClicks(finder.address, "x")
    assert (finder.ask.objectName(), finder.offer.take.objectName()) == ("primary", "")


def test_who_went_on_to_something_else_meanwhile_keeps_the_cursor(
    page: CamerasPage, dome: OnvifCamera, window: MainWindow, qtbot: QtBot
) -> None:
    log_in(page, qtbot, dome.username, dome.password)
    window.pages.currentWidget().tabs.setFocus()
    qtbot.waitUntil(page.finder.offer.isVisible)
    assert window.pages.currentWidget().tabs.hasFocus()


def test_beside_the_list_stands_the_form_of_the_camera_that_is_chosen_or_what_to_do(
    page: CamerasPage, dome: OnvifCamera, room: ScreenRoom, qtbot: QtBot
) -> None:
    """What is begun on one is there again when one comes back to it."""
    find, name = page.finder, page.form.fields["name"].editors()[1]
    room.site.save_camera(Camera("gate", Words("", "Gate"), "rtsp", "rtsp://10.1.1.1/main")).result()
    assert not page.form.isVisible()
    assert "Choose a camera that was found" in beside(page)
    find.table.selectRow(0)
    assert beside(page).startswith("127.0.0.1 is none of this site's cameras yet.")
    log_in(page, qtbot, dome.username, dome.password)
    qtbot.waitUntil(find.offer.take.hasFocus)
    qtbot.keyClick(find.offer.take, Qt.Key.Key_Return)
    qtbot.keyClicks(name, "East dome")
    assert beside(page) == ""
    find.address.clear()
    qtbot.keyClicks(find.address, "10.1.1.1")
    assert (page.opened_id(), page.form.isVisible()) == ("gate", True)
    assert not find.table.currentIndex().isValid()
    qtbot.keyClicks(find.address, "2")
    assert beside(page).startswith("10.1.1.12 is none of this site's cameras yet.")
    find.table.selectRow(0)
    assert (name.text(), page.form.isVisible()) == ("East dome", True)
    name.setFocus()
    qtbot.keyClick(name, Qt.Key.Key_Escape)
    assert beside(page).startswith("127.0.0.1 is none of this site's cameras yet.")
    assert find.table.hasFocus()
    room.site.save_camera(Camera("dome", Words("", "Dome"), "rtsp", "rtsp://127.0.0.1/main")).result()
    qtbot.waitUntil(lambda: (page.opened_id(), page.form.isVisible()) == ("dome", True))
    qtbot.keyClick(find.table, Qt.Key.Key_Escape)
    assert (page.form.isVisible(), beside(page)) == (True, "")


def test_a_camera_of_ours_gets_its_own_form(
    page: CamerasPage, dome: OnvifCamera, room: ScreenRoom, qtbot: QtBot
) -> None:
    ours = Camera(
        "ours", Words("", "Dome"), "rtsp", "rtsp://127.0.0.1/old", options=CameraOptions(sensitivity=77)
    )
    room.site.save_camera(ours).result()
    qtbot.waitUntil(lambda: page.finder.table.rows.rows[0].cells[3] == "Dome")
    log_in(page, qtbot, dome.username, dome.password)
    qtbot.waitUntil(page.finder.offer.isVisible)
    qtbot.mouseClick(page.finder.offer.take, Qt.MouseButton.LeftButton)
    assert page.opened_id() == "ours"
    qtbot.mouseClick(page.form.save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.form.note.text() == "Saved.")
    stored = next(camera for camera in room.site.cameras() if camera.id == "ours")
    assert (stored.options.onvif, stored.options.sensitivity) == (dome.address, 77)


def test_a_wrong_password_is_said_and_can_be_mended(
    page: CamerasPage, dome: OnvifCamera, qtbot: QtBot
) -> None:
    log_in(page, qtbot, dome.username, "wrong")
    qtbot.waitUntil(page.finder.trouble.isVisible)
    assert page.finder.trouble.text().startswith("▲ The camera refuses this user name or password.")
    log_in(page, qtbot, dome.username, dome.password)
    qtbot.waitUntil(page.finder.offer.isVisible)
    assert not page.finder.trouble.isVisible()


def test_what_is_no_address_is_said_at_once(page: CamerasPage, qtbot: QtBot) -> None:
    page.finder.address.clear()
    qtbot.keyClicks(page.finder.address, "two words")
    qtbot.mouseClick(page.finder.ask, Qt.MouseButton.LeftButton)
    assert page.finder.trouble.text().startswith("▲ Write it like http://192.168.1.64")


def test_closing_gives_the_list_back_and_forgets_the_password(
    page: CamerasPage, dome: OnvifCamera, qtbot: QtBot
) -> None:
    log_in(page, qtbot, dome.username, dome.password)
    qtbot.keyClick(page.finder.password, Qt.Key.Key_Escape)
    assert page.list.isVisible()
    assert not page.finder.isVisible()
    assert page.finder.password.text() == ""


def test_each_input_of_a_recorder_becomes_a_camera_of_its_own(
    page: CamerasPage, dome: OnvifCamera, room: ScreenRoom, qtbot: QtBot
) -> None:
    dome.lenses = 2
    offer, before = page.finder.offer, len(room.site.cameras())
    log_in(page, qtbot, dome.username, dome.password)
    qtbot.waitUntil(offer.isVisible)
    for number in (0, 1):
        offer.source.setCurrentIndex(number)
        assert offer.take.text() == "Put into a new form"
        qtbot.mouseClick(offer.take, Qt.MouseButton.LeftButton)
        qtbot.keyClicks(page.form.fields["name"].editors()[1], f"Input {number}")
        qtbot.mouseClick(page.form.save, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda number=number: len(room.site.cameras()) == before + number + 1)
        qtbot.waitUntil(lambda: offer.take.text() == "Put into the form of this camera")
    first, second = room.site.cameras()[-2:]
    assert (first.address, second.address) == (
        "rtsp://127.0.0.1:554/live/main0?unicast=true",
        "rtsp://127.0.0.1:554/live/main1?unicast=true",
    )
    offer.source.setCurrentIndex(0)
    qtbot.mouseClick(offer.take, Qt.MouseButton.LeftButton)
    assert page.opened_id() == first.id


def test_by_keyboard_from_the_search_to_the_login(page: CamerasPage, dome: OnvifCamera, qtbot: QtBot) -> None:
    find = page.finder
    find.again.setFocus()
    qtbot.keyClick(find.again, Qt.Key.Key_Space)
    assert find.table.hasFocus(), "not the button that closes it"
    qtbot.waitUntil(lambda: find.again.isEnabled())
    qtbot.keyClick(find.table, Qt.Key.Key_Down)
    assert find.address.text() == dome.address
    qtbot.keyClick(find.table, Qt.Key.Key_Return)
    assert find.username.hasFocus()
    assert not find.trouble.isVisible()
