"""A guard tour is made, refused, removed and brought back in the settings."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.ui.main_window import MainWindow
from app.ui.settings.screen import SettingsScreen
from tests.fakes.services import ScreenRoom

LEFT = Qt.MouseButton.LeftButton


def test_a_tour_is_made_in_the_settings(window: MainWindow, room: ScreenRoom, qtbot: QtBot) -> None:
    window.go("settings")
    settings = window.pages.currentWidget()
    assert isinstance(settings, SettingsScreen)
    page = settings.open(settings.tours)
    qtbot.mouseClick(page.list.add, LEFT)
    qtbot.keyClicks(page.form.fields["name"].english, "Night")
    qtbot.keyClicks(page.form.fields["times"].line, "22:00, 2:00")
    stops = page.form.fields["stops"]
    qtbot.mouseClick(stops.add, LEFT)
    qtbot.mouseClick(page.form.save, LEFT)
    assert stops.problem.isVisible() or qtbot.waitUntil(stops.problem.isVisible) is None
    assert stops.problem.text() == "▲ Step 1: choose a camera or a view."
    qtbot.mouseClick(stops.rows[0].remove, LEFT)
    qtbot.mouseClick(stops.add_all, LEFT)
    qtbot.mouseClick(stops.rows[1].up, LEFT)
    qtbot.mouseClick(page.form.save, LEFT)
    qtbot.waitUntil(lambda: len(room.tours.all()) == 1)
    qtbot.waitUntil(page.form.remove.isEnabled)
    tour = room.tours.all()[0]
    assert tour.times == ("02:00", "22:00")
    assert [stop.camera_id for stop in tour.stops[:3]] == ["c1", "c0", "c2"]
    assert len(tour.stops) == 9
    qtbot.mouseClick(page.form.remove, LEFT)
    qtbot.waitUntil(lambda: not room.tours.all())
    qtbot.waitUntil(page.list.undo.isVisible)
    qtbot.mouseClick(page.list.undo, LEFT)
    qtbot.waitUntil(lambda: room.tours.all() == [tour])
