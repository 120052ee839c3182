"""Many emergencies at once: two cards show everything, the others are two lines each, and one key opens them."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.model.incident import Incident
from app.ui.emergency.situation import OPEN_AT_ONCE
from app.ui.main_window import MainWindow
from tests.fakes.services import ScreenRoom


@pytest.fixture
def four(room: ScreenRoom, window: MainWindow, qtbot: QtBot) -> list[Incident]:
    """In the order they began."""
    opened = []
    for number in range(4):
        opened.append(room.incidents.press(kind="fire", origin=f"hand {number}").result())
        qtbot.waitUntil(lambda: len(window.emergency.running) == len(opened))
        room.clock.advance(seconds=10)
    qtbot.waitUntil(lambda: len(window.panel.folded) == 4 - OPEN_AT_ONCE)
    # What was pressed last comes before the others until all have been shown.
    qtbot.waitUntil(lambda: not window.panel._unshown and not window.panel._pressed)
    return opened


def shown(window: MainWindow) -> tuple[set[str], set[str]]:
    """Ids of the open cards, and of those folded."""
    cards = {one for one, card in window.panel.cards.items() if not card.isHidden()}
    return cards, {one for one, folded in window.panel.folded.items() if not folded.isHidden()}


def test_those_that_came_later_are_folded_and_stand_on_top(window: MainWindow, four: list[Incident]) -> None:
    first, second, third, fourth = (incident.id for incident in four)
    assert shown(window) == ({first, second}, {third, fourth})
    places = window.panel._list
    assert [places.indexOf(window.panel.folded[one]) for one in (fourth, third)] == [0, 1]
    assert [places.indexOf(window.panel.cards[one]) for one in (second, first)] == [2, 3]


def test_a_folded_one_tells_its_clock_and_who_answered(
    room: ScreenRoom, window: MainWindow, four: list[Incident], qtbot: QtBot
) -> None:
    folded = window.panel.folded[four[3].id]
    room.incidents.acknowledge(four[3].calls[0].id).result()
    called = len(four[3].calls)
    qtbot.waitUntil(lambda: folded._answers.text() == f"1 of {called} confirmed")
    assert folded.clock.text() == "0:10"
    room.clock.advance(seconds=295)
    folded.tick()
    assert folded.clock.text() == "5:05"
    window._language.switch("zh")
    assert folded._answers.text() == f"{called}人中已有1人确认"


def test_its_key_opens_it_and_what_was_typed_in_the_other_is_kept(
    window: MainWindow, four: list[Incident], qtbot: QtBot
) -> None:
    first, second = window.panel.cards[four[0].id], window.panel.cards[four[1].id]
    for card in (first, second):
        qtbot.mouseClick(card.closing.stand_down, Qt.MouseButton.LeftButton)
        qtbot.keyClicks(card.closing.reason, "half a rea")
    window.panel.folded[four[3].id].open.setFocus()
    qtbot.keyClick(window.panel.folded[four[3].id].open, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: four[3].id in shown(window)[0])
    qtbot.waitUntil(window.panel.cards[four[3].id].kind.hasFocus)
    assert len(shown(window)[0]) == OPEN_AT_ONCE
    hidden = first if first.isHidden() else second
    gone = next(one for one, card in window.panel.cards.items() if card is hidden)
    qtbot.mouseClick(window.panel.folded[gone].open, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not hidden.isHidden())
    assert hidden.closing.reason.text() == "half a rea"


def test_one_that_ends_makes_room(
    room: ScreenRoom, window: MainWindow, four: list[Incident], qtbot: QtBot
) -> None:
    room.incidents.stand_down(four[0].id, "over").result()
    qtbot.waitUntil(lambda: shown(window) == ({four[1].id, four[3].id}, {four[2].id}))
    assert four[0].id not in window.panel.cards


def test_the_key_to_the_card_opens_the_newest(window: MainWindow, four: list[Incident], qtbot: QtBot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_F7)
    qtbot.waitUntil(lambda: four[3].id in shown(window)[0])
    qtbot.waitUntil(window.panel.cards[four[3].id].kind.hasFocus)


def test_each_has_a_turn_of_the_window_of_its_own(
    window: MainWindow, four: list[Incident], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = {one: folded.open.accessibleName() for one, folded in window.panel.folded.items()}
    window._language.switch("zh")
    drawn: list[str] = []
    show = window.panel._show

    def note(one: str) -> None:
        drawn.append(one)
        show(one)

    monkeypatch.setattr(window.panel, "_show", note)
    window.panel.refresh()
    assert not drawn, "who told of the change has a turn of its own, too"
    window.panel._show_next()
    assert len(drawn) == 1
    qtbot.waitUntil(lambda: len(drawn) == 4)
    assert sorted(drawn) == sorted(incident.id for incident in four)
    assert all(folded.open.accessibleName() != before[one] for one, folded in window.panel.folded.items())


def test_changes_that_come_before_all_had_their_turn_start_with_the_others(
    window: MainWindow, four: list[Incident], qtbot: QtBot
) -> None:
    window.panel.refresh()
    window.panel._show_next()
    left = list(window.panel._unshown)
    assert len(left) == 3
    window.panel.refresh()
    assert window.panel._unshown[:3] == left
    qtbot.waitUntil(lambda: not window.panel._unshown)
