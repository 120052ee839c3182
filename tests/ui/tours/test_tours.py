"""Guard tours in the real window: begun, answered by key and button, written about."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from pytestqt.qtbot import QtBot

from app.model.tour import Stop, Tour
from app.model.view import View
from app.model.words import Words
from app.ui.language import CHINESE, ENGLISH, Language
from app.ui.main_window import MainWindow
from app.ui.wall.walls import Walls
from tests.fakes.services import ScreenRoom, live
from tests.ui.wheel import turn

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def walked(window: MainWindow, room: ScreenRoom, qtbot: QtBot) -> MainWindow:
    """A tour of a camera, a view and a camera has just begun."""
    room.views.save(View("gates", "Gates", ("c5", "c6"), 4)).result()
    stops = (Stop("c1"), Stop(view_id="gates"), Stop("c3"))
    room.tours.save(Tour("night", Words("夜间", "Night"), stops)).result()
    qtbot.waitUntil(
        lambda: window.walls.tour_start.count() == 1 and window.walls.tour_start.itemText(0) == "Night"
    )
    window.walls.tour_start.setCurrentIndex(0)
    window.walls.tour_start.activated.emit(0)
    qtbot.waitUntil(window.walls.tour_card.isVisible)
    return window


def test_each_step_shows_its_camera_large_and_space_answers(
    walked: MainWindow, room: ScreenRoom, qtbot: QtBot
) -> None:
    view, card = walked.wall.view, walked.walls.tour_card
    assert view.tiles[0].camera_id == "c1"
    assert view.tiles[0].rect.width() > 2 * view.tiles[1].rect.width()
    assert card.stop.text() == "Building 2 lobby"
    assert card.clock.text() == "0:35"
    room.clock.advance(seconds=10)
    walked._tick()
    assert card.clock.text() == "0:25"
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: card.stop.text() == "Gates")
    assert view.arrangement.featured == ("c5", "c6")
    qtbot.mouseClick(card.seen, LEFT)
    qtbot.waitUntil(lambda: card.stop.text() == "Building 4 lobby")
    qtbot.mouseClick(card.seen, LEFT)
    qtbot.waitUntil(lambda: not card.isVisible())
    assert not view.arrangement.featured
    assert walked.walls.tour_start.isVisible()
    assert room.kinds().count("tour_step_seen") == 3


def test_a_tour_begun_by_keyboard_leaves_the_cursor_where_its_keys_are(
    window: MainWindow, room: ScreenRoom, qtbot: QtBot
) -> None:
    for tour_id, name in (("day", "Day"), ("night", "Night")):
        room.tours.save(Tour(tour_id, Words("", name), (Stop("c1"), Stop("c3")))).result()
    start, view = window.walls.tour_start, window.wall.view
    qtbot.waitUntil(lambda: start.count() == 2)
    qtbot.keyClick(window, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(start.view().isVisible)
    qtbot.keyClick(start.view(), Qt.Key.Key_Escape)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_N):
        qtbot.keyClick(start, key)
        start.hidePopup()
    turn(start, 9, 9)
    turn(start, 9, 9, -1)
    assert room.tours.running() is None, "nothing is chosen on the way"
    start.setFocus()
    qtbot.keyClick(start, Qt.Key.Key_Down)
    qtbot.keyClick(start.view(), Qt.Key.Key_End)
    qtbot.keyClick(start.view(), Qt.Key.Key_Return)
    qtbot.waitUntil(window.walls.tour_card.isVisible)
    assert window.focusWidget() is view, "Space is a key of the wall"


def test_a_picture_that_is_not_live_is_never_well(walked: MainWindow, room: ScreenRoom, qtbot: QtBot) -> None:
    room.wall.states = [live("c1", state="lost", age_s=9.0, cause="frozen")]
    walked._tick()
    card = walked.walls.tour_card
    assert not card.seen.isEnabled()
    walked.wall.view.setFocus()
    qtbot.keyClick(walked.wall.view, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: walked.banner.isVisible())
    assert "tour_step_seen" not in room.kinds()
    qtbot.keyClick(walked.wall.view, Qt.Key.Key_W)
    qtbot.waitUntil(lambda: "tour_step_seen" in room.kinds())


def test_what_is_wrong_is_written_about_that_camera_and_the_tour_waits(
    walked: MainWindow, room: ScreenRoom, qtbot: QtBot
) -> None:
    qtbot.mouseClick(walked.walls.tour_card.wrong, LEFT)
    qtbot.waitUntil(walked.entry.line.hasFocus)
    qtbot.waitUntil(walked.walls.tour.writes)
    assert walked.wall.view.tiles[0].camera_id == "c1"
    room.clock.advance(seconds=60)
    assert room.tours.tick() is None
    qtbot.keyClicks(walked.entry.line, "Door stands open")
    qtbot.keyClick(walked.entry.line, Qt.Key.Key_Return)
    qtbot.waitUntil(walked.walls.tour.asks)
    entry = room.journal.latest(1, kinds=("fault",))[0].draft
    assert (entry.text, entry.camera_id) == ("Door stands open", "c1")
    assert walked.walls.tour_card.stop.text() == "Gates"


def test_an_incident_has_the_window_for_itself_and_the_tour_resumes(
    walked: MainWindow, room: ScreenRoom, qtbot: QtBot
) -> None:
    walked.go("log")
    incident = room.incidents.press(place_id="lpg").result()
    # At once, before the tour itself takes notice; and the window does not grow for it.
    qtbot.waitUntil(lambda: not walked.walls.tour_card.isVisible())
    assert walked.height() == 768
    change = room.tours.tick()
    assert change is not None
    change.result()
    assert walked.wall.view.arrangement.featured == ("c3",)
    room.incidents.stand_down(incident.id, "over").result()
    room.tours.tick()
    qtbot.waitUntil(walked.walls.tour_card.isVisible)
    qtbot.waitUntil(lambda: walked.wall.view.arrangement.featured == ("c1",))


def test_it_asks_on_every_place_with_a_small_picture(
    walked: MainWindow, room: ScreenRoom, qtbot: QtBot
) -> None:
    walked.go("log")
    assert walked.walls.tour_card.isVisible()
    assert walked.walls.look.picture.tile.camera_id == "c1"
    qtbot.mouseClick(walked.walls.tour_card.end, LEFT)
    qtbot.waitUntil(lambda: not walked.walls.look.isVisible())
    assert "tour_stopped" in room.kinds()


def test_a_window_opened_anew_goes_on_with_the_tour(
    walked: MainWindow, room: ScreenRoom, qtbot: QtBot
) -> None:
    qtbot.mouseClick(walked.walls.tour_card.seen, LEFT)
    qtbot.waitUntil(lambda: walked.walls.tour_card.stop.text() == "Gates")
    again = Walls(room.services, walked.names, walked.ops, walked)
    assert again.tour_card.stop.text() == "Gates"
    assert again.main.view.arrangement.featured == ("c5", "c6")


@pytest.mark.parametrize("code", [ENGLISH, CHINESE])
def test_its_title_stands_whole_on_a_low_screen(
    walked: MainWindow, language: Language, qtbot: QtBot, code: str
) -> None:
    language.switch(code)
    walked.go("playback")
    walked.resize(1366, 700)
    qtbot.waitUntil(lambda: walked.height() == 700)
    title = walked.walls.tour_card._title
    assert title.height() < 2 * QFontMetrics(title.font()).height()
