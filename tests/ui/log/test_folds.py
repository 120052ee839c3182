"""Automatic entries fold in the log and in the rail; nothing is out of reach."""

import pytest
from PySide6.QtCore import QModelIndex, Qt
from pytestqt.qtbot import QtBot

from app.model.journal import Draft
from app.storage.transaction import Transaction
from app.ui.journal.rail_list import SHOWN
from app.ui.log.entries import OF_PEOPLE, Column
from app.ui.log.screen import LogScreen
from app.ui.main_window import MainWindow
from tests.fakes.services import ScreenRoom


def write(room: ScreenRoom, *drafts: Draft) -> None:
    def change(transaction: Transaction) -> None:
        for draft in drafts:
            transaction.journal.append(draft)
        transaction.touch("journal")

    room.database.write(change).result()


@pytest.fixture
def log(room: ScreenRoom, window: MainWindow, qtbot: QtBot) -> LogScreen:
    write(
        room, Draft("note", text="Gate closed"), Draft("signed_in"), Draft("camera_lost", camera_id="c1"),
        Draft("camera_back", camera_id="c1"), Draft("note", text="Gate open"),
    )  # fmt: skip
    window.go("log")
    screen = window.pages.currentWidget()
    assert isinstance(screen, LogScreen)
    qtbot.waitUntil(lambda: screen.model.rowCount() == 3)
    return screen


def sentences(log: LogScreen) -> list[str]:
    return [str(log.model.index(at, Column.SENTENCE).data()) for at in range(log.model.rowCount())]


def kinds(log: LogScreen) -> list[str]:
    rows = [log.model.row(at) for at in range(log.model.rowCount())]
    return [row.entry.draft.kind for row in rows if row]


def test_a_run_is_one_line_and_enter_opens_it(log: LogScreen, qtbot: QtBot) -> None:
    assert sentences(log)[1] == "▸ 3 automatic: 1 camera loss, 1 camera return, 1 sign-in"
    log.table.selectRow(1)
    qtbot.keyClick(log.table, Qt.Key.Key_Return)
    assert log.model.rowCount() == 6
    assert sentences(log)[1].startswith("▾ 3 automatic")
    assert sentences(log)[4] == "Signed in"
    qtbot.keyClick(log.table, Qt.Key.Key_Right)
    assert log.model.rowCount() == 6
    qtbot.keyClick(log.table, Qt.Key.Key_Left)
    assert log.model.rowCount() == 3


def test_a_click_opens_it_and_an_entry_stays_an_entry(log: LogScreen, qtbot: QtBot) -> None:
    def click(at: int) -> None:
        place = log.table.visualRect(log.model.index(at, Column.SENTENCE)).center()
        qtbot.mouseClick(log.table.viewport(), Qt.MouseButton.LeftButton, pos=place)

    click(0)
    assert log.detail.text.text() == "Gate open"
    click(1)
    assert log.model.rowCount() == 6
    click(2)
    assert log.model.rowCount() == 6
    click(1)
    assert log.model.rowCount() == 3


def test_a_search_shows_each_hit(log: LogScreen, qtbot: QtBot) -> None:
    qtbot.mouseClick(log.filters.groups["access"], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: sentences(log) == ["Signed in"])


def test_new_entries_join_the_fold_on_top(log: LogScreen, room: ScreenRoom, qtbot: QtBot) -> None:
    write(room, Draft("signed_out"))
    qtbot.waitUntil(lambda: sentences(log)[0] == "Signed out")
    write(room, Draft("signed_in"))
    qtbot.waitUntil(lambda: sentences(log)[0] == "▸ 2 automatic: 1 sign-in, 1 sign-out")
    assert sentences(log)[1] == "Gate open"


def test_pages_come_until_the_screen_is_full_of_lines(log: LogScreen, room: ScreenRoom, qtbot: QtBot) -> None:
    """Two thousand automatic entries are four lines: nobody could scroll to what lies below."""
    write(room, *(Draft("signed_in") for _ in range(2000)))
    log.filters.tell()
    qtbot.waitUntil(lambda: sentences(log)[-1] == "Gate closed")
    assert log.model.rowCount() < 12
    assert "so far" not in "".join(sentences(log))


def test_an_entry_asked_for_is_found_in_a_closed_fold(log: LogScreen) -> None:
    log.table.select_number(3)
    row = log.table.current()
    assert row is not None
    assert row.entry.number == 3
    assert row.fold is None


def test_whose_entries_are_shown_is_remembered(
    log: LogScreen, room: ScreenRoom, window: MainWindow, qtbot: QtBot
) -> None:
    write(room, Draft("incident_opened", data={"kind": "fire"}))
    qtbot.mouseClick(log.scope.buttons["people"], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: sentences(log) == ["Gate open", "Gate closed"])
    qtbot.mouseClick(log.scope.buttons["important"], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: kinds(log) == ["incident_opened", "camera_lost"])
    qtbot.mouseClick(log.scope.buttons["people"], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: room.services.folder.window.is_file())
    qtbot.waitUntil(lambda: OF_PEOPLE in room.services.folder.window.read_text())
    again = LogScreen(room.services, window.ops)
    qtbot.addWidget(again)
    assert again.scope.scope == OF_PEOPLE


def test_a_damaged_memory_shows_everything(room: ScreenRoom, window: MainWindow, qtbot: QtBot) -> None:
    room.services.folder.window.write_text("[1, 2")
    screen = LogScreen(room.services, window.ops)
    qtbot.addWidget(screen)
    assert screen.scope.scope == "all"


def test_the_rail_folds_too(log: LogScreen, room: ScreenRoom, window: MainWindow, qtbot: QtBot) -> None:
    model, view = window.log.model, window.log.view
    qtbot.waitUntil(lambda: model.rowCount() == 3)
    assert str(model.index(1).data()).startswith("▸ 3 automatic: ")
    view.setCurrentIndex(model.index(1))
    qtbot.keyClick(view, Qt.Key.Key_Space)
    assert model.rowCount() == 6
    qtbot.keyClick(view, Qt.Key.Key_Left)
    assert model.rowCount() == 3
    write(room, *(Draft("note", text=str(number)) for number in range(20)))
    qtbot.waitUntil(lambda: model.rowCount() == 23)
    for begin in range(20, 320, 20):
        write(room, *(Draft("note", text=str(number)) for number in range(begin, begin + 20)))
    qtbot.waitUntil(lambda: str(model.index(0).data()).startswith("319"))
    assert model.rowCount(QModelIndex()) == 200


def test_what_the_rail_read_before_all_was_read_anew_is_not_told_twice(
    room: ScreenRoom, window: MainWindow, qtbot: QtBot
) -> None:
    rail = window.log.model
    write(room, Draft("note", text="Gate closed"))
    stale = rail._question()()
    rail.reload()
    rail._add(stale)
    write(room, Draft("note", text="Gate open"))
    qtbot.waitUntil(lambda: "Gate open" in str(rail.index(0).data()))
    assert [str(rail.index(at).data()) for at in range(rail.rowCount())].count(str(rail.index(1).data())) == 1
    assert "Gate closed" in str(rail.index(1).data())


def test_more_entries_at_once_than_the_rail_holds_leave_no_hole(
    room: ScreenRoom, window: MainWindow, qtbot: QtBot
) -> None:
    rail = window.log.model
    write(room, *(Draft("note", text=f"No. {number}") for number in range(SHOWN + 20)))
    qtbot.waitUntil(lambda: f"No. {SHOWN + 19} " in str(rail.index(0).data()))
    told = [str(rail.index(at).data()).split()[1] for at in range(rail.rowCount())]
    assert told == [str(number) for number in range(SHOWN + 19, 19, -1)]
