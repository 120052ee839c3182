"""A step ticked beside the pictures by mistake is taken back there, by mouse or keyboard."""

from functools import partial

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.model.incident import Incident
from app.ui.main_window import MainWindow
from app.ui.wall.alarm_board import AlarmBoard
from tests.fakes.services import ScreenRoom
from tests.ui.cursor import holder


@pytest.fixture
def incident(window: MainWindow, room: ScreenRoom, qtbot: QtBot) -> Incident:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    incident = room.incidents.press(kind="fire").result()
    qtbot.waitUntil(window.wall.board.isVisible)
    return incident


@pytest.fixture
def board(window: MainWindow, incident: Incident) -> AlarmBoard:
    return window.wall.board


def steps_done(room: ScreenRoom) -> list[int]:
    return [one.step for one in room.incidents.running()[0].steps_done]


def _says(board: AlarmBoard, words: str) -> bool:
    return board.last.text() == words


def tick(room: ScreenRoom, board: AlarmBoard, qtbot: QtBot) -> None:
    """One more, and a hand that rests a moment."""
    ticked = len(steps_done(room)) + 1
    board.done.click()
    qtbot.waitUntil(lambda: board.last.isVisible() and _says(board, f"↶ Step {ticked}"))
    room.clock.advance(seconds=2)


def test_by_keyboard_alone_with_a_reason_and_an_entry_that_points_at_the_wrong_one(
    room: ScreenRoom, board: AlarmBoard, qtbot: QtBot
) -> None:
    assert not board.last.isVisible()
    board.done.setFocus()
    qtbot.keyClick(board.done, Qt.Key.Key_Space)
    qtbot.waitUntil(board.last.isVisible)
    assert board.text.text() == "Evacuate (patrol)"
    assert board.last.text() == "↶ Step 1"
    assert board.last.accessibleName() == "Take back: step 1 is not done: Call 119"
    room.clock.advance(seconds=30)
    qtbot.keyClick(holder(), Qt.Key.Key_Backtab)
    assert holder() is board.last
    qtbot.keyClick(holder(), Qt.Key.Key_Space)
    assert board.last.line is not None
    assert holder() is board.last.line.line
    qtbot.keyClicks(holder(), "wrong key")
    qtbot.keyClick(holder(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: board.text.text() == "Call 119 (operator)")
    assert steps_done(room) == []
    (wrong,), (taken_back,) = (
        room.journal.latest(9, kinds=(kind,)) for kind in ("step_done", "step_withdrawn")
    )
    assert (taken_back.draft.amends, taken_back.draft.data["reason"]) == (wrong.number, "wrong key")
    board.tick()
    assert "taken back 14:00, nobody signed in" in board._number.text()
    assert (board.last.isVisible(), board.last.line.isVisible()) == (False, False)


def test_enter_once_too_often_ticks_nothing(room: ScreenRoom, board: AlarmBoard, qtbot: QtBot) -> None:
    tick(room, board, qtbot)
    board.last.setFocus()
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Return):
        qtbot.keyClick(holder(), key)
    qtbot.waitUntil(lambda: holder() is board.done)
    qtbot.keyClick(holder(), Qt.Key.Key_Space)
    room.journal.add("after all keys").result()
    assert steps_done(room) == []
    room.clock.advance(seconds=2)
    qtbot.keyClick(holder(), Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: steps_done(room) == [0])


def test_done_pressed_twice_ticks_one_step(room: ScreenRoom, board: AlarmBoard, qtbot: QtBot) -> None:
    board.done.click()
    qtbot.waitUntil(board.last.isVisible)
    for button in (board.done, board.last):
        button.click()
    room.journal.add("after all keys").result()
    assert steps_done(room) == [0]
    assert board.last.line is None


def test_escape_leaves_and_the_pictures_stay_as_they_are(
    room: ScreenRoom, window: MainWindow, board: AlarmBoard, incident: Incident, qtbot: QtBot
) -> None:
    room.incidents.set_place(incident.id, "lpg").result()
    qtbot.waitUntil(lambda: bool(window.wall.view.arrangement.featured))
    tick(room, board, qtbot)
    board.last.setFocus()
    qtbot.keyClick(holder(), Qt.Key.Key_Space)
    qtbot.keyClicks(holder(), "no")
    qtbot.keyClick(holder(), Qt.Key.Key_Escape)
    assert holder() is board.last
    assert window.wall.view.arrangement.featured
    assert steps_done(room) == [0]


def test_the_newest_is_offered_first_and_then_the_one_before(
    room: ScreenRoom, board: AlarmBoard, qtbot: QtBot
) -> None:
    for _ in range(2):
        tick(room, board, qtbot)
    assert board.text.text() == "All steps of the plan are done."
    for words in ("↶ Step 2", "↶ Step 1"):
        qtbot.waitUntil(partial(_says, board, words))
        room.clock.advance(seconds=2)
        board.last.click()
        assert board.last.line is not None
        qtbot.keyClick(board.last.line.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not steps_done(room) and not board.last.isVisible())


def test_what_another_hand_has_taken_back_closes_the_line(
    room: ScreenRoom, board: AlarmBoard, incident: Incident, qtbot: QtBot
) -> None:
    tick(room, board, qtbot)
    board.last.click()
    qtbot.keyClicks(board.last.line.line, "wrong")
    (done,) = room.incidents.running()[0].steps_done
    room.withdrawals.step(incident.id, 0, done.at).result()
    qtbot.waitUntil(lambda: not board.last.line.isVisible())
    assert holder() is board.done
    assert board.last.line.line.text() == ""
    assert len(room.journal.latest(9, kinds=("step_withdrawn",))) == 1


def test_another_emergency_on_the_board_takes_the_line_with_it(
    room: ScreenRoom, board: AlarmBoard, qtbot: QtBot
) -> None:
    tick(room, board, qtbot)
    board.last.click()
    assert board.last.line.isVisible()
    room.incidents.press(kind="fire", place_id="lpg").result()
    qtbot.waitUntil(lambda: not board.last.line.isVisible())
    assert not board.last.isVisible()
