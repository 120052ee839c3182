"""F9, Backups: where they go, how they stand, and the way back."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.backup.standing import Standing
from app.model.backup import SAFETY_COPY, BackupRule, BackupTarget
from app.ui.backup.page import BackupPage
from app.ui.language import CHINESE, Language
from app.ui.main_window import MainWindow
from app.ui.settings.screen import SettingsScreen
from tests.fakes.services import ScreenRoom
from tests.unit.backup.test_rules import backup

_SLOW_MS = 20_000


@pytest.fixture
def stick(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("stick")


@pytest.fixture
def page(window: MainWindow, room: ScreenRoom) -> BackupPage:
    room.journal.record("console_started").result()
    window.go("settings")
    screen = window.pages.currentWidget()
    assert isinstance(screen, SettingsScreen)
    screen.show_backups()
    return screen.backups.built()


def test_a_target_is_added_by_its_folder(
    page: BackupPage, room: ScreenRoom, stick: Path, qtbot: QtBot
) -> None:
    page.targets.list.add.click()
    page.targets.form.fields["folder"].set_value(str(stick))
    page.targets.form.fields["away_days"].set_value(7)
    page.targets.form.save.click()
    qtbot.waitUntil(lambda: len(room.backup.targets()) == 1)
    (target,) = room.backup.targets()
    assert (target.folder, target.away_days) == (str(stick), 7)
    qtbot.waitUntil(lambda: page.targets.opened_id() in ("", target.id))


def test_a_folder_that_is_none_is_told_beside_the_field(page: BackupPage, qtbot: QtBot) -> None:
    page.targets.list.add.click()
    page.targets.form.fields["folder"].set_value("/nowhere/at/all")
    page.targets.form.save.click()
    problem = page.targets.form.fields["folder"].problem
    qtbot.waitUntil(lambda: "Is the disk plugged in?" in problem.text())


def test_the_rule_is_changed(page: BackupPage, room: ScreenRoom, qtbot: QtBot) -> None:
    page.rule.form.fields["every_h"].set_value(4)
    page.rule.form.save.click()
    qtbot.waitUntil(lambda: room.backup.rule() == BackupRule(every_h=4))


def test_an_outage_stands_on_the_strip_and_leads_to_its_remedy(
    page: BackupPage,
    window: MainWindow,
    room: ScreenRoom,
    language: Language,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    target = BackupTarget("t", "/media/stick")
    made = backup(3, room.clock.now())
    standing = Standing(target, there=False, code="target_gone", alarm=True, newest=made)
    monkeypatch.setattr(room.backup, "standings", lambda: [standing])
    window.go("wall")
    window.strip.tick()
    assert "no backup: the disk or stick is not there" in window.strip.trouble.text()
    window.strip.trouble.click()
    assert page.isVisible()
    page.refresh()
    assert "Plug it in" in page.trouble.text()
    language.switch(CHINESE)
    assert "备份盘不在" in window.strip.trouble.text()
    assert "请插上" in page.trouble.text()


def test_a_stick_that_may_be_away_is_no_alarm(
    page: BackupPage, window: MainWindow, room: ScreenRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    standing = Standing(BackupTarget("t", "/media/stick", 7), there=False, code="target_gone")
    monkeypatch.setattr(room.backup, "standings", lambda: [standing])
    window.strip.tick()
    assert "backup" not in window.strip.trouble.text()
    page.refresh()
    assert page.trouble.text() == ""
    assert "/media/stick" in page.standing.text()


def test_that_nothing_is_backed_up_is_said(
    page: BackupPage, window: MainWindow, room: ScreenRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room.backup, "is_missing", lambda: True)
    window.strip.tick()
    assert "nothing is backed up" in window.strip.trouble.text()
    page.refresh()
    assert "everything is lost" in page.trouble.text()


def test_copies_on_the_own_disk_alone_are_said_to_be_no_backup(
    page: BackupPage,
    window: MainWindow,
    room: ScreenRoom,
    language: Language,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    here = BackupTarget(SAFETY_COPY, "/srv/data/safety-copies/0123")
    standing = Standing(here, there=True, newest=backup(3, room.clock.now()))
    monkeypatch.setattr(room.backup, "is_missing", lambda: True)
    monkeypatch.setattr(room.backup, "standings", lambda: [standing])
    window.strip.tick()
    assert "backed up on this disk alone" in window.strip.trouble.text()
    page.refresh()
    assert "copies on this disk alone: if it dies, everything is lost" in page.trouble.text()
    assert page.standing.text().startswith("Safety copy on this disk · last ")
    assert not page.now.isEnabled()
    language.switch(CHINESE)
    assert "仅本机硬盘上有备份" in window.strip.trouble.text()
    assert page.standing.text().startswith("本机硬盘上的应急副本")


def test_going_back_asks_first_copies_and_then_wants_the_console_closed(
    page: BackupPage, room: ScreenRoom, stick: Path, qtbot: QtBot
) -> None:
    room.backup.save_target(BackupTarget("new", str(stick))).result()
    room.backup.start()
    qtbot.waitUntil(lambda: any(each.newest for each in room.backup.standings()), timeout=_SLOW_MS)
    panel = page.restore
    page.parts.setCurrentWidget(panel)
    panel.refresh()
    qtbot.waitUntil(lambda: bool(panel.table.rows.rows), timeout=_SLOW_MS)
    assert not panel.restore.isEnabled()
    panel.table.selectRow(0)
    panel.restore.click()
    assert "The log loses nothing." in panel.question.text()
    panel.refuse.click()
    assert not panel.question.isVisible()
    panel.restore.click()
    closed: list[bool] = []
    panel.closing_wanted.disconnect()
    panel.closing_wanted.connect(lambda: closed.append(True))
    panel.confirm.click()
    qtbot.waitUntil(lambda: bool(closed), timeout=_SLOW_MS)
    assert room.backup.restore_wanted is not None
    assert (room.folder / "restoring" / "dutyroom.sqlite").is_file()


def test_while_an_incident_runs_there_is_no_going_back(
    page: BackupPage, room: ScreenRoom, stick: Path, qtbot: QtBot
) -> None:
    room.backup.save_target(BackupTarget("new", str(stick))).result()
    room.backup.start()
    qtbot.waitUntil(lambda: any(each.newest for each in room.backup.standings()), timeout=_SLOW_MS)
    page.parts.setCurrentWidget(page.restore)
    page.restore.refresh()
    qtbot.waitUntil(lambda: bool(page.restore.table.rows.rows), timeout=_SLOW_MS)
    room.incidents.press().result()
    page.restore.table.selectRow(0)
    page.restore.restore.click()
    assert "An incident runs" in page.restore.trouble.text()
    assert not page.restore.question.isVisible()


def test_all_backups_are_read_again(page: BackupPage, room: ScreenRoom, stick: Path, qtbot: QtBot) -> None:
    room.backup.save_target(BackupTarget("new", str(stick))).result()
    room.backup.start()
    qtbot.waitUntil(lambda: any(each.newest for each in room.backup.standings()), timeout=_SLOW_MS)
    (file,) = (stick / "dutyroom-backup" / "copies").glob("*/dutyroom.sqlite")
    file.write_bytes(file.read_bytes()[:-1] + b"x")
    page.parts.setCurrentWidget(page.restore)
    page.restore.refresh()
    qtbot.waitUntil(lambda: bool(page.restore.table.rows.rows), timeout=_SLOW_MS)
    page.restore.check.click()

    def spoilt() -> bool:
        rows = page.restore.table.rows.rows
        return bool(rows) and "spoilt: its database was changed" in rows[0].cells[3]

    qtbot.waitUntil(spoilt, timeout=_SLOW_MS)
    page.restore.table.selectRow(0)
    assert not page.restore.restore.isEnabled()
