"""No English word is left where tours ask, views are edited and an incident stands out."""

import re

import pytest
from pytestqt.qtbot import QtBot

from app.model.tour import Stop, Tour
from app.model.view import View
from app.model.words import Words
from app.ui.language import Language
from app.ui.main_window import MainWindow
from tests.fakes.services import ScreenRoom, live
from tests.ui.visible_words import visible_words

_KEYS = frozenset({"Ctrl", "Shift", "Esc", "fps", "English", "II", "III", "IV"})
_WORD = re.compile(r"[A-Za-z]{2,}")


def english_left(window: MainWindow) -> dict[str, set[str]]:
    found = {text: set(_WORD.findall(text)) - _KEYS for text in visible_words(window)}
    return {text: words for text, words in found.items() if words}


def tick(room: ScreenRoom) -> None:
    change = room.tours.tick()
    assert change is not None
    change.result()


@pytest.fixture
def walked(window: MainWindow, room: ScreenRoom, qtbot: QtBot) -> MainWindow:
    """Built in English, with a view and a tour under way."""
    window.resize(1920, 1080)
    room.views.save(View("gates", "东门", ("c5", "c6"), 4)).result()
    stops = (Stop("c1"), Stop(view_id="gates"), Stop("c3"))
    room.tours.save(Tour("night", Words("夜间", "Night"), stops, ("22:00",))).result()
    room.tours.begin("night").result()
    qtbot.waitUntil(window.walls.tour_card.isVisible)
    return window


def test_a_tour_and_the_editing_of_a_view(walked: MainWindow, language: Language, qtbot: QtBot) -> None:
    language.switch("zh")
    walked.wall.views.choose("gates")
    walked.wall.panel.begin()
    assert english_left(walked) == {}
    walked.wall.panel.remove.click()
    qtbot.waitUntil(walked.wall.panel.undo.isVisible)
    assert english_left(walked) == {}


def test_every_state_of_a_step(
    walked: MainWindow, room: ScreenRoom, language: Language, qtbot: QtBot
) -> None:
    language.switch("zh")
    room.clock.advance(seconds=21)
    walked.walls.tick()
    assert english_left(walked) == {}
    room.wall.states = [live("c1", state="lost", age_s=9.0, cause="frozen")]
    walked.walls.tick()
    assert english_left(walked) == {}
    walked.walls.tour.answer(wrong=True)
    qtbot.waitUntil(walked.walls.tour.writes)
    assert english_left(walked) == {}
    walked.go("log")
    assert english_left(walked) == {}


def test_every_entry_of_tours_and_views(
    walked: MainWindow, room: ScreenRoom, language: Language, qtbot: QtBot
) -> None:
    run = room.tours.running()
    assert run is not None
    room.tours.acknowledge(run.id, 0, wrong=False, picture="live").result()
    room.tours.acknowledge(run.id, 1, wrong=True, picture="lost").result()
    room.tours.go_on(run.id).result()
    incident = room.incidents.press().result()
    tick(room)
    room.incidents.stand_down(incident.id, "完").result()
    tick(room)
    room.clock.advance(minutes=1)
    tick(room)
    room.tours.begin("night").result()
    again = room.tours.running()
    assert again is not None
    room.tours.end(again.id).result()
    room.views.save(View("gates", "西门", ("c5",), 1)).result()
    room.views.remove("gates").result()
    room.tours.remove("night").result()
    told = {kind for kind in room.kinds() if kind.startswith(("tour", "view"))}
    assert told >= {
        "tour_saved", "tour_begun", "tour_step_seen", "tour_step_missed", "tour_held", "tour_resumed",
        "tour_finished", "tour_stopped", "tour_removed", "view_saved", "view_removed",
    }  # fmt: skip
    language.switch("zh")
    qtbot.waitUntil(lambda: walked.log.isVisible())
    assert english_left(walked) == {}


def test_an_incident_stands_out(
    walked: MainWindow, room: ScreenRoom, language: Language, qtbot: QtBot
) -> None:
    language.switch("zh")
    room.incidents.press(kind="fire", place_id="lpg", drill=True).result()
    qtbot.waitUntil(walked.wall.board.isVisible)
    assert english_left(walked) == {}
    walked.wall.board.toggle.click()
    assert english_left(walked) == {}
    walked.go("incidents")
    assert english_left(walked) == {}
