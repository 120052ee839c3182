"""The log screen in the real window."""

import sqlite3
from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import QBuffer, QDateTime, QIODevice, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage
from pytestqt.qtbot import QtBot

from app.model.journal import Draft
from app.storage.transaction import Transaction
from app.ui.log import entries
from app.ui.log.entries import PAGE, Column
from app.ui.log.painting import CORRECTED_ROW, ROW
from app.ui.log.screen import LogScreen
from app.ui.main_window import MainWindow
from app.ui.ops import Ops
from app.ui.shell.problems import Problems
from tests.fakes.services import ScreenRoom, refused


@pytest.fixture
def log(room: ScreenRoom, window: MainWindow, qtbot: QtBot) -> LogScreen:
    room.journal.add("Gate closed").result()
    window.go("log")
    screen = window.pages.currentWidget()
    assert isinstance(screen, LogScreen)
    qtbot.waitUntil(lambda: screen.model.rowCount() == 1)
    return screen


def sentences(log: LogScreen) -> list[str]:
    return [str(log.model.index(at, Column.SENTENCE).data()) for at in range(log.model.rowCount())]


def write_many(room: ScreenRoom, count: int) -> None:
    def write(transaction: Transaction) -> None:
        for number in range(count):
            transaction.journal.append(Draft("note", text=f"line {number}"))

    room.database.write(write).result()


def jpeg() -> bytes:
    image = QImage(64, 36, QImage.Format.Format_RGB32)
    image.fill(QColor("#406080"))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "JPG")
    return bytes(buffer.data().data())


def test_new_entries_appear_on_top(log: LogScreen, room: ScreenRoom, qtbot: QtBot) -> None:
    room.journal.add("Gate open").result()
    qtbot.waitUntil(lambda: sentences(log) == ["Gate open", "Gate closed"])


def test_pages_that_were_scrolled_through_are_let_go_and_come_again(
    log: LogScreen, room: ScreenRoom, window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(entries, "KEPT", 50)
    write_many(room, 2 * PAGE)
    log.filters.tell()
    qtbot.waitUntil(lambda: log.model.rowCount() == PAGE)

    def read_all() -> None:
        bar = log.table.verticalScrollBar()
        bar.setValue(bar.maximum())
        assert log.model.rowCount() == 2 * PAGE + 1

    qtbot.waitUntil(read_all)
    log.table.selectRow(300)
    log.table.scrollToTop()
    assert log.model.rowCount() == 2 * PAGE + 1  # what is shown beside it is still among them
    log.table.selectRow(0)
    log.table.verticalScrollBar().setValue(40)
    log.table.scrollToTop()
    assert log.model.rowCount() == 50
    assert sentences(log)[::49] == [f"line {2 * PAGE - 1}", f"line {2 * PAGE - 50}"]
    qtbot.waitUntil(read_all)
    assert sentences(log)[-1] == "Gate closed"
    window.go("wall")
    assert log.model.rowCount() == 50
    assert log.table.verticalScrollBar().value() == 0


def test_older_pages_come_with_scrolling_and_reading_is_not_moved(
    log: LogScreen, room: ScreenRoom, qtbot: QtBot
) -> None:
    write_many(room, 2 * PAGE)
    log.filters.tell()
    qtbot.waitUntil(lambda: log.model.rowCount() == PAGE)
    bar = log.table.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    bar.setValue(bar.maximum())
    qtbot.waitUntil(lambda: log.model.rowCount() == 2 * PAGE)
    bar.setValue(50 * ROW)
    read = log.table.indexAt(log.table.viewport().rect().topLeft()).row()
    number = log.model.row(read)
    assert number is not None
    room.journal.add("Gate open").result()
    qtbot.waitUntil(lambda: log.model.rowCount() == 2 * PAGE + 1)
    assert bar.value() == 51 * ROW
    still = log.table.indexAt(log.table.viewport().rect().topLeft()).row()
    assert log.model.row(still) == number


def test_words_kinds_and_incident_filter(log: LogScreen, room: ScreenRoom, qtbot: QtBot) -> None:
    room.journal.add("液化气泄漏", "hazard").result()
    incident = room.incidents.press().result()
    room.journal.add("smoke", incident_id=incident.id).result()
    log.filters.words.setText("泄漏")
    log.filters.tell()
    qtbot.waitUntil(lambda: sentences(log) == ["Hazard: 液化气泄漏"])
    log.filters.words.clear()
    qtbot.mouseClick(log.filters.groups["notes"], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: sentences(log) == ["smoke", "Hazard: 液化气泄漏", "Gate closed"])
    qtbot.waitUntil(lambda: log.filters.incident.count() == 2)
    log.filters.incident.setCurrentIndex(1)
    log.filters.tell()
    qtbot.waitUntil(lambda: sentences(log) == ["smoke"])
    log.filters.words.setText("nothing like it")
    log.filters.tell()
    qtbot.waitUntil(lambda: log.model.rowCount() == 0)
    qtbot.waitUntil(lambda: log._all.isVisible())
    qtbot.mouseClick(log._all, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: log.model.rowCount() > 3)


def test_one_day_is_a_day_of_the_site(log: LogScreen, room: ScreenRoom, qtbot: QtBot) -> None:
    room.clock.advance(seconds=timedelta(hours=11).total_seconds())  # 01:00 of the next day in Changsha
    room.journal.add("after midnight").result()
    qtbot.waitUntil(lambda: log.model.rowCount() == 2)
    log.filters.when.day.setCurrentIndex(log.filters.when.day.findData("today"))
    log.filters.tell()
    qtbot.waitUntil(lambda: sentences(log) == ["after midnight"])
    log.filters.when.day.setCurrentIndex(log.filters.when.day.findData("yesterday"))
    log.filters.tell()
    qtbot.waitUntil(lambda: sentences(log) == ["Gate closed"])


def test_today_is_the_new_day_once_midnight_is_past(log: LogScreen, room: ScreenRoom, qtbot: QtBot) -> None:
    log.filters.when.day.setCurrentIndex(log.filters.when.day.findData("today"))
    log.filters.tell()
    qtbot.waitUntil(lambda: sentences(log) == ["Gate closed"])
    room.clock.advance(seconds=timedelta(hours=11).total_seconds())
    room.journal.add("after midnight").result()
    qtbot.waitUntil(lambda: sentences(log) == ["after midnight"])


def test_from_one_minute_to_another_and_the_last_belongs_to_it(
    log: LogScreen, room: ScreenRoom, qtbot: QtBot
) -> None:
    for text in ("the minute after", "and one more"):
        room.clock.advance(seconds=61)
        room.journal.add(text).result()
    when = log.filters.when
    when.day.setCurrentIndex(when.day.findData("span"))
    when.day.activated.emit(when.day.currentIndex())
    assert when.span.isVisible()
    first = QDateTime(2026, 11, 23, 14, 0, 0)
    when.since.setDateTime(first)
    when.until.setDateTime(first.addSecs(60))
    qtbot.waitUntil(lambda: sentences(log) == ["the minute after", "Gate closed"])
    saved = log.filters.to_save()
    assert (saved.day, saved.date) == ("span", "2026-11-23T14:00/2026-11-23T14:01")
    # The wrong way round it is the same span.
    when.since.setDateTime(first.addSecs(120))
    when.until.setDateTime(first.addSecs(60))
    qtbot.waitUntil(lambda: sentences(log) == ["and one more", "the minute after"])
    log.filters.clear()
    assert not when.span.isVisible()
    log.filters.recall(saved)
    qtbot.waitUntil(lambda: sentences(log) == ["the minute after", "Gate closed"])


_LIMITS = (
    ("2026-11-23T06:00", "month", "2026-11-01", "2026-12-01"),
    ("2026-11-23T06:00", "last_month", "2026-10-01", "2026-11-01"),
    ("2026-12-31T15:59", "month", "2026-12-01", "2027-01-01"),
    ("2026-12-31T16:00", "month", "2027-01-01", "2027-02-01"),  # midnight in Changsha
    ("2026-12-31T16:00", "last_month", "2026-12-01", "2027-01-01"),
    ("2027-01-03T06:00", "week", "2026-12-28", "2027-01-04"),
    ("2028-02-29T06:00", "month", "2028-02-01", "2028-03-01"),
    ("2028-03-01T06:00", "yesterday", "2028-02-29", "2028-03-01"),
)


def test_days_and_months_have_their_limits_at_the_sites_midnight(log: LogScreen, room: ScreenRoom) -> None:
    when = log.filters.when
    for now, what, begins, ends in _LIMITS:
        moment = datetime.fromisoformat(f"{now}+00:00")
        room.clock.advance(seconds=(moment - room.clock.now()).total_seconds())
        when.day.setCurrentIndex(when.day.findData(what))
        limits = [str(one.replace(tzinfo=None)) for one in when.times() if one is not None]
        assert limits == [f"{begins} 00:00:00", f"{ends} 00:00:00"]


def test_a_correction_keeps_the_original(log: LogScreen, room: ScreenRoom, qtbot: QtBot) -> None:
    log.table.selectRow(0)
    qtbot.mouseClick(log.detail.correct, Qt.MouseButton.LeftButton)
    form = log.detail.form
    form.text.setPlainText("Gate open")
    qtbot.mouseClick(form.confirm, Qt.MouseButton.LeftButton)
    assert "A reason is missing." in form.trouble.text()
    assert form.text.toPlainText() == "Gate open"
    form.reason.setText("mistaken")
    qtbot.keyClick(form.reason, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: log.model.rowCount() == 2)
    assert sentences(log)[1] == "Gate closed"
    qtbot.waitUntil(lambda: log.table.rowHeight(1) == CORRECTED_ROW)
    assert log.detail.text.text() == "Gate closed"
    assert log.detail.text.font().strikeOut()
    assert "Gate open" in log.detail.corrections.text()
    assert form.isHidden()


def test_a_refused_correction_loses_no_word(
    log: LogScreen, room: ScreenRoom, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    log.table.selectRow(0)
    qtbot.mouseClick(log.detail.correct, Qt.MouseButton.LeftButton)
    form = log.detail.form
    form.text.setPlainText("Gate open")
    form.reason.setText("mistaken")
    monkeypatch.setattr(room.lines, "amend", lambda *_: refused("disk_full"))
    form.store()
    qtbot.waitUntil(lambda: "The disk is full." in form.trouble.text())
    assert form.text.toPlainText() == "Gate open"
    assert form.reason.text() == "mistaken"
    monkeypatch.undo()
    form.store()
    qtbot.waitUntil(lambda: form.isHidden())


def test_the_hash_can_be_copied(log: LogScreen, room: ScreenRoom, qtbot: QtBot) -> None:
    log.table.selectRow(0)
    qtbot.mouseClick(log.detail.copy, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == room.journal.latest(1)[0].hash


def test_pictures_stand_with_their_entry_and_open_large(
    log: LogScreen, room: ScreenRoom, qtbot: QtBot
) -> None:
    digest = room.media.keep(jpeg(), ".jpg")
    changed = room.media.keep(jpeg() + b"x", ".jpg")
    room.media.path(changed).write_bytes(jpeg())
    draft = Draft("picture_kept", camera_id="c0", data={"age_s": "0.1"}, media=(digest, changed))
    room.database.write(lambda transaction: transaction.journal.append(draft)).result()
    qtbot.waitUntil(lambda: log.model.rowCount() == 2)
    log.table.selectRow(0)
    thumbnails = log.detail.pictures.thumbnails
    assert len(thumbnails) == 2
    qtbot.waitUntil(lambda: "the picture's file was changed" in thumbnails[1].accessibleName())
    assert "changed" not in thumbnails[0].accessibleName()
    qtbot.mouseClick(thumbnails[0], Qt.MouseButton.LeftButton)
    assert log.viewer.isVisible()
    qtbot.keyClick(log.viewer, Qt.Key.Key_Escape)
    assert not log.viewer.isVisible()


def test_the_check_says_in_words_what_it_found(log: LogScreen, room: ScreenRoom, qtbot: QtBot) -> None:
    for number in range(5):
        room.journal.add(f"line {number}").result()
    qtbot.mouseClick(log.proof.verify, Qt.MouseButton.LeftButton)
    head = room.journal.latest(1)[0].hash[:12]
    qtbot.waitUntil(lambda: f"All 6 entries are unchanged. Head hash {head} …" in log.proof.result.text())
    with sqlite3.connect(room.folder / "dutyroom.sqlite") as connection:
        connection.execute("DROP TRIGGER journal_no_update")
        connection.execute("UPDATE journal SET text = 'never' WHERE number = 3")
    connection.close()
    qtbot.mouseClick(log.proof.verify, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "First bad entry: no. 3" in log.proof.result.text())
    assert "its content was changed after it was written" in log.proof.result.text()


def test_choosing_a_folder_does_not_block_the_emergency(
    log: LogScreen, room: ScreenRoom, window: MainWindow, qtbot: QtBot
) -> None:
    qtbot.mouseClick(log.proof.export, Qt.MouseButton.LeftButton)
    assert log.export is not None
    qtbot.mouseClick(log.export.hand_over.choose, Qt.MouseButton.LeftButton)
    assert QGuiApplication.modalWindow() is None
    qtbot.keyClick(window, Qt.Key.Key_F12)
    qtbot.waitUntil(lambda: len(window.panel.cards) == 1)


def test_the_check_in_the_background_is_seen_quietly_and_a_change_loudly(
    log: LogScreen, room: ScreenRoom, window: MainWindow
) -> None:
    watch = room.services.journal_watch
    checked = {"number": 1, "hash": "a" * 64, "whole": True, "first_bad": 0, "reason": ""}
    watch._hear({"checked": checked})
    log.proof.retranslate()
    assert log.proof.result.text().startswith("✓ Unchanged up to no. 1, checked at")
    assert not any("CHANGED" in part for part in Problems(room.services, Ops()).parts())
    watch._hear({"checked": checked | {"first_bad": 1, "reason": "hash_differs"}})
    log.proof.retranslate()
    assert "First bad entry: no. 1" in log.proof.result.text()
    assert Problems(room.services, Ops()).parts()[0] == "the log was CHANGED at no. 1"
    assert room.journal.latest(1)[0].draft.kind == "journal_damaged"
