"""Handing a part of the log out from F4."""

import csv
import threading
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QDateTime, Qt
from PySide6.QtPdf import QPdfDocument
from pytestqt.qtbot import QtBot

from app.journal.exports import service
from app.journal.exports.check import check_export
from app.model.journal import Draft
from app.ui.language import Language
from app.ui.log.export_panel import ExportPanel
from app.ui.log.export_what import shifts_of
from app.ui.log.screen import LogScreen
from app.ui.main_window import MainWindow
from tests.fakes.services import ScreenRoom


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    (tmp_path / "stick").mkdir()
    return tmp_path / "stick"


@pytest.fixture
def log(room: ScreenRoom, window: MainWindow, qtbot: QtBot) -> LogScreen:
    room.journal.add("东门巡逻正常", "patrol", camera_id="c1").result()
    room.database.write(lambda tx: tx.journal.append(Draft("camera_lost", camera_id="c1"))).result()
    room.journal.add("Gate open").result()
    room.journal.amend(3, "Gate closed", "mistaken").result()
    window.go("log")
    screen = window.pages.currentWidget()
    assert isinstance(screen, LogScreen)
    qtbot.waitUntil(lambda: screen.model.rowCount() == 4)
    return screen


@pytest.fixture
def panel(log: LogScreen, qtbot: QtBot) -> ExportPanel:
    qtbot.keyClick(log.table, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    assert log.export is not None
    assert not log.detail.isVisible()
    return log.export


def hand_out(panel: ExportPanel, format_: str, folder: Path, qtbot: QtBot) -> Path:
    panel.format.setCurrentIndex(panel.format.findData(format_))
    panel.hand_over.reason.setText("for the police office")
    panel.hand_over.folder.setText(str(folder))
    qtbot.mouseClick(panel.hand_over.begin, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: panel.hand_over.outcome.text().startswith(("Exported:", "▲")), timeout=20_000)
    assert panel.hand_over.outcome.text().startswith("Exported: "), panel.hand_over.outcome.text()
    return max(folder.iterdir())


def choose(panel: ExportPanel, what: str) -> None:
    panel.what.what.setCurrentIndex(panel.what.what.findData(what))
    panel.what.what.activated.emit(panel.what.what.currentIndex())


def test_what_the_screen_shows_is_handed_out_in_words_of_the_screen(
    panel: ExportPanel, log: LogScreen, room: ScreenRoom, stick: Path, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: panel.chosen.text() == "the whole log\n4 entries")
    qtbot.mouseClick(log.filters.groups["notes"], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: panel.chosen.text().endswith("3 entries"))
    folder = hand_out(panel, "csv", stick, qtbot)
    with (folder / "duty-log.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[0][:5] == ["No.", "Time", "Kind", "Entry", "By"]
    assert rows[1][2:7] == ["Patrol", "Patrol: 东门巡逻正常", "system", "", "Building 2 lobby"]
    assert rows[2][8] == "↳ corrected by no. 4: Gate closed (reason: mistaken)"
    assert check_export(folder).why == "for the police office"
    entry = room.journal.latest(1)[0].draft
    assert (entry.kind, entry.data["folder"]) == ("log_exported", str(stick))
    assert panel.hand_over.reason.text() == ""


def test_a_paper_holds_the_entries_the_head_and_what_it_proves(
    panel: ExportPanel, room: ScreenRoom, stick: Path, qtbot: QtBot
) -> None:
    head = room.journal.latest(1)[0]
    folder = hand_out(panel, "pdf", stick, qtbot)
    document = QPdfDocument()
    document.load(str(folder / "duty-log.pdf"))
    text = "".join(document.getAllText(page).text() for page in range(document.pageCount()))
    document.close()
    flat = "".join(text.split())
    assert "Gateopen" in flat
    assert "correctedbyno.4:Gateclosed" in flat
    assert head.hash in flat
    assert "Itdoesnotprove:" in flat
    assert "forthepoliceoffice" in flat


def test_both_languages(panel: ExportPanel, language: Language, stick: Path, qtbot: QtBot) -> None:
    language.switch("zh")
    panel.format.setCurrentIndex(panel.format.findData("csv"))
    panel.hand_over.reason.setText("移交派出所")
    panel.hand_over.folder.setText(str(stick))
    qtbot.mouseClick(panel.hand_over.begin, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: panel.hand_over.outcome.text().startswith("已导出"))
    folder = max(stick.iterdir())
    text = (folder / "duty-log.csv").read_text(encoding="utf-8-sig")
    assert text.startswith("编号,时间,类别,内容,记录人")
    assert "能证明" in (folder / "README.txt").read_text(encoding="utf-8")


def test_a_time_an_incident_and_a_shift(
    panel: ExportPanel, room: ScreenRoom, stick: Path, qtbot: QtBot
) -> None:
    choose(panel, "incident")
    assert panel.chosen.text() == "There is none yet."
    assert not panel.hand_over.begin.isEnabled()
    incident = room.incidents.press(kind="fire").result()
    room.clock.advance(minutes=90)
    room.journal.add("later").result()
    panel.what.offer(panel.what._shown)
    qtbot.waitUntil(lambda: "of the incident 11-23 14:00 Fire" in panel.chosen.text())
    wanted = panel.what.wanted()
    assert wanted is not None
    assert wanted.incident_id == incident.id
    choose(panel, "time")
    day = panel.what.since.date()
    panel.setFixedWidth(300)  # on a small screen
    assert panel._area.widget().minimumSizeHint().width() <= 300
    panel.what.since.setDateTime(QDateTime(day.year(), day.month(), day.day(), 15, 30, 0))
    panel.what.until.setDateTime(QDateTime(day.year(), day.month(), day.day(), 15, 30, 0))
    qtbot.waitUntil(lambda: panel.chosen.text() == "2026-11-23 15:30 to 2026-11-23 15:31\n1 entry")
    choose(panel, "shift")
    assert panel.what.shift.currentText() == "11-23 08:00–20:00"
    qtbot.waitUntil(lambda: "counting" not in panel.chosen.text())
    folder = hand_out(panel, "jsonl", stick, qtbot)
    assert check_export(folder).chosen == "2026-11-23 08:00 to 2026-11-23 20:00"


def test_shifts_are_those_of_operators_that_have_begun(room: ScreenRoom) -> None:
    now = room.clock.now()
    spans = shifts_of(room.roster.duties_between(now - timedelta(days=2), now + timedelta(days=1)), now)
    assert all(since <= now for since, _ in spans)
    assert spans == sorted(set(spans), reverse=True)
    assert len(spans) >= 4


def test_it_can_be_stopped_and_leaves_nothing(
    panel: ExportPanel, stick: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocks_of = service.blocks_of

    def stop_first(path: Path) -> str:
        panel.hand_over._work._stop.set()
        return blocks_of(path)

    monkeypatch.setattr(service, "blocks_of", stop_first)
    panel.hand_over.reason.setText("x")
    panel.hand_over.folder.setText(str(stick))
    qtbot.mouseClick(panel.hand_over.begin, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(
        lambda: panel.hand_over.outcome.text() == "Stopped. Nothing was left in the folder.", timeout=20_000
    )
    assert list(stick.iterdir()) == []


def test_escape_brings_the_entry_back(panel: ExportPanel, log: LogScreen, qtbot: QtBot) -> None:
    qtbot.keyClick(panel.hand_over.reason, Qt.Key.Key_Escape)
    assert not panel.isVisible()
    assert log.detail.isVisible()
    assert log.table.hasFocus()


def test_the_language_is_switched_while_an_export_runs_and_what_it_writes_stays_in_one(
    panel: ExportPanel,
    room: ScreenRoom,
    stick: Path,
    qtbot: QtBot,
    language: Language,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    begun, may = threading.Event(), threading.Event()
    table = service.csv_table

    def held(*values: object) -> object:
        begun.set()
        may.wait(20)
        return table(*values)

    monkeypatch.setattr(service, "csv_table", held)
    qtbot.waitUntil(lambda: panel.hand_over.begin.isEnabled() or panel.chosen.text().endswith("4 entries"))
    panel.format.setCurrentIndex(panel.format.findData("csv"))
    panel.hand_over.reason.setText("for the police office")
    panel.hand_over.folder.setText(str(stick))
    qtbot.mouseClick(panel.hand_over.begin, Qt.MouseButton.LeftButton)
    assert begun.wait(20)
    language.switch("zh")
    assert panel.hand_over.stop.text() == "停止"
    may.set()
    qtbot.waitUntil(lambda: panel.hand_over.outcome.text().startswith("已导出"), timeout=20_000)
    (folder,) = stick.iterdir()
    with (folder / "duty-log.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[1][2:7] == ["Patrol", "Patrol: 东门巡逻正常", "system", "", "Building 2 lobby"]
    assert rows[3][8] == "↳ corrected by no. 4: Gate closed (reason: mistaken)"
    assert check_export(folder).why == "for the police office"
