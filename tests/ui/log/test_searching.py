"""Finding in F4: as somebody types, narrowed down, saved under a name."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from pytestqt.qtbot import QtBot

from app.journal.kinds import GROUPS as KINDS_THAT_FOLD
from app.model.journal import Draft, Entry
from app.model.search import Found, SavedSearch
from app.storage.transaction import Transaction
from app.ui.journal.entry_words import EntryWords
from app.ui.language import Language
from app.ui.log.entries import EVERYTHING, OF_PEOPLE, Column, LogFilter
from app.ui.log.groups import GROUPS
from app.ui.log.screen import LogScreen
from app.ui.main_window import MainWindow
from app.ui.names import Names
from tests.fakes.services import ScreenRoom

LINES = (
    ("note", "东门快递车登记", "gate", ""),
    ("hazard", "配电房门口堆放纸箱，电话 138 0013 8000", "hall", ""),
    ("note", "smell of gas near the lobby", "hall", "c2"),
)


@pytest.fixture
def log(room: ScreenRoom, window: MainWindow, qtbot: QtBot) -> LogScreen:
    def write(transaction: Transaction) -> None:
        for kind, text, place_id, camera_id in LINES:
            transaction.journal.append(Draft(kind, text, place_id=place_id, camera_id=camera_id))

    room.database.write(write).result()
    window.go("log")
    screen = window.pages.currentWidget()
    assert isinstance(screen, LogScreen)
    qtbot.waitUntil(lambda: screen.model.rowCount() == len(LINES))
    return screen


def shown(log: LogScreen) -> list[str]:
    return [str(log.model.index(at, Column.SENTENCE).data()) for at in range(log.model.rowCount())]


def kinds_of(entries: list[Entry]) -> list[str]:
    return [entry.draft.kind for entry in entries]


@pytest.mark.parametrize("words", ["快递", "kuaidi", "dongmen", "东", "登记 车"])
def test_what_is_typed_is_found_by_characters_and_pinyin(log: LogScreen, qtbot: QtBot, words: str) -> None:
    log.filters.words.insert(words)
    qtbot.waitUntil(lambda: shown(log) == ["东门快递车登记"])


@pytest.mark.parametrize("words", ["13800138000", "138-0013", "隐患", "Hazard"])
def test_telephone_numbers_and_the_words_of_a_kind_are_found(
    log: LogScreen, qtbot: QtBot, words: str
) -> None:
    log.filters.words.insert(words)
    qtbot.waitUntil(lambda: len(shown(log)) == 1 and "纸箱" in shown(log)[0])


def test_place_camera_and_person_narrow_it_down_and_out_of_sight_no_longer(
    log: LogScreen, room: ScreenRoom, qtbot: QtBot
) -> None:
    about = log.filters.about
    assert not about.isVisible()
    log.filters.more.click()
    assert about.isVisible()
    about.choose("camera", "c2")
    about.chosen.emit()
    qtbot.waitUntil(lambda: shown(log) == ["smell of gas near the lobby"])
    log.filters.more.click()
    qtbot.waitUntil(lambda: len(shown(log)) == len(LINES))


def _actions(log: LogScreen) -> dict[str, QAction]:
    log.filters.saved._fill()
    return {action.text(): action for action in log.filters.saved.menu_of_all.actions() if action.text()}


def test_a_search_is_saved_named_recalled_removed_and_brought_back(
    log: LogScreen, room: ScreenRoom, window: MainWindow, qtbot: QtBot
) -> None:
    filters, saved = log.filters, log.filters.saved
    filters.words.setText("纸箱")
    filters.groups["notes"].click()
    qtbot.keyClick(log, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(saved.naming.name.isVisible)
    saved.naming.name.setText("  纸箱  隐患 ")
    qtbot.keyClick(saved.naming.name, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Saved as 纸箱 隐患" in saved.naming.said.text())
    wanted = filters.current()
    filters.clear()
    _actions(log)["&1  纸箱 隐患"].trigger()
    assert filters.current() == wanted
    qtbot.waitUntil(lambda: len(shown(log)) == 1)
    removing = _actions(log)["&Remove"].menu()
    assert removing is not None
    removing.actions()[0].trigger()
    qtbot.waitUntil(saved.naming.undo.isVisible)
    assert room.services.searches.all() == []
    saved.naming.undo.click()
    qtbot.waitUntil(lambda: [one.name for one in room.services.searches.all()] == ["纸箱 隐患"])
    assert [kind for kind in room.kinds() if kind.startswith("search_")] == [
        "search_saved", "search_removed", "search_saved",
    ]  # fmt: skip


def test_a_saved_search_brings_back_whose_entries_it_was_about(
    log: LogScreen, room: ScreenRoom, qtbot: QtBot
) -> None:
    log.scope.choose(OF_PEOPLE)
    room.services.searches.save(replace(log.filters.to_save(), name="People")).result()
    log.filters.clear()
    assert log.filters.current().scope == EVERYTHING
    (saved,) = room.services.searches.all()
    log.filters.recall(saved)
    assert log.filters.current().scope == OF_PEOPLE
    log.filters.recall(replace(saved, scope=""))  # as earlier programs saved it
    assert log.filters.current().scope == EVERYTHING


def test_the_same_name_is_the_same_search_and_none_is_refused_in_words(
    log: LogScreen, room: ScreenRoom, qtbot: QtBot
) -> None:
    for words in ("one", "two"):
        room.services.searches.save(SavedSearch("", "Night", words=words)).result()
    assert [one.words for one in room.services.searches.all()] == ["two"]
    log.filters.saved.ask_name()
    log.filters.saved.naming.name.setText("   ")
    log.filters.saved.naming.confirm.click()
    qtbot.waitUntil(log.filters.saved.naming.said.isVisible)
    assert log.filters.saved.naming.said.text().startswith("▲")


def test_a_search_whose_place_and_incident_are_gone_is_recalled_all_the_same(
    log: LogScreen, room: ScreenRoom
) -> None:
    gone = SavedSearch("x", "old", place_id="pulled-down", incident_id="never", day="day", date="2026-11-20")
    log.filters.recall(gone)
    assert log.filters.current().place_id == "pulled-down"
    assert log.filters.when.date.isVisibleTo(log.filters)
    assert log.filters.to_save().date == "2026-11-20"


def test_what_the_index_does_not_hold_yet_is_said_and_asked_again(
    log: LogScreen, room: ScreenRoom, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal = room.services.journal
    real: Callable[..., Found] = journal.find
    monkeypatch.setattr(journal, "find", lambda *words, **values: Found((), 7000))
    log.filters.words.setText("gas")
    qtbot.waitUntil(lambda: "7000 older entries were not searched yet" in log._empty.text())
    monkeypatch.setattr(journal, "find", real)
    room.services.journal_watch._hear({"unindexed": 1})
    qtbot.waitUntil(lambda: shown(log) == ["smell of gas near the lobby"])
    assert not log._empty.isVisible()


def test_everything_is_said_in_the_language_shown(log: LogScreen, language: Language) -> None:
    language.switch("zh")
    assert log.filters.saved.text() == "常用查找"
    assert "&Save this search …" not in _actions(log)
    log.filters.clear()
    assert log.filters.current() == LogFilter()


def test_every_kind_of_entry_stands_in_one_group(room: ScreenRoom) -> None:
    grouped = [kind for kinds in GROUPS.values() for kind in kinds]
    assert len(grouped) == len(set(grouped))
    assert set(EntryWords(Names(room.services)).sentences()) <= set(grouped)
    folding = {kind for kinds in KINDS_THAT_FOLD.values() for kind in kinds}
    assert folding <= set(grouped)
