"""The window that stands where the database is damaged: the newest good backup is one key away, the siren works meanwhile."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.backup import places
from app.backup.rescue import Rescue
from app.core.errors import StorageUnavailable
from app.ui.language import CHINESE, Language
from app.ui.refusal.rescue import RescuePanel
from app.ui.refusal.window import RefusalWindow
from tests.unit.backup.vault import Vault

_SLOW_MS = 20_000


@pytest.fixture(autouse=True)
def _no_sticks_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "mounted", list)


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    vault = Vault(tmp_path)
    vault.fill(50)
    vault.make()
    vault.room.journal.add("after the backup").result()
    vault.spill()
    yield vault
    vault.room.close()


@pytest.fixture
def show(vault: Vault, language: Language, qtbot: QtBot) -> Callable[[], RefusalWindow]:
    def shown() -> RefusalWindow:
        vault.room.close()
        vault.data.database.write_bytes(b"\xa5" * 9000)
        error = StorageUnavailable("damaged", path=str(vault.data.database))
        window = RefusalWindow(error, vault.room.clock, (), None, Rescue(vault.data, vault.room.clock))
        qtbot.addWidget(window)
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        return window

    return shown


@pytest.fixture(autouse=True)
def _reopened(vault: Vault) -> Iterator[None]:
    """Whatever a test leaves: the room can be closed."""
    yield
    if not vault.data.database.exists() or vault.data.database.read_bytes()[:1] == b"\xa5":
        vault.data.database.unlink(missing_ok=True)
        (vault.data.root / "journal.heads").unlink(missing_ok=True)
    vault.room._open()


def panel(window: RefusalWindow) -> RescuePanel:
    assert window.rescue is not None
    return window.rescue


def words(window: RefusalWindow) -> str:
    return "\n".join(label.text() for label in window.findChildren(QLabel) if label.isVisible())


def test_one_key_restores_the_best_backup_and_starts_the_console(
    show: Callable[[], RefusalWindow], vault: Vault, qtbot: QtBot
) -> None:
    window = show()
    qtbot.waitUntil(lambda: "The log loses nothing." in words(window), timeout=_SLOW_MS)
    qtbot.keyClick(window, Qt.Key.Key_F12)
    assert window.alarm.siren.sounding  # the button works all the time
    with qtbot.waitSignal(panel(window).restored, timeout=_SLOW_MS):
        qtbot.keyClick(window, Qt.Key.Key_F5)
    assert window.wants_restart
    vault.room._open()
    assert vault.texts()[-1] == "after the backup"
    vault.room.close()


def test_a_stick_that_is_plugged_in_now_is_found(
    show: Callable[[], RefusalWindow], vault: Vault, qtbot: QtBot
) -> None:
    away = vault.stick.with_name("away")
    vault.below.rename(away)
    window = show()
    qtbot.waitUntil(lambda: "No backup is found yet" in words(window), timeout=_SLOW_MS)
    assert not panel(window).restore.isVisible()
    away.rename(vault.below)
    panel(window).look()
    qtbot.waitUntil(lambda: panel(window).restore.isVisible(), timeout=_SLOW_MS)
    assert not panel(window).anew.isVisible()  # no empty log where there is something to go back to


def test_an_empty_log_is_asked_about_twice_and_only_without_a_backup(
    show: Callable[[], RefusalWindow], vault: Vault, qtbot: QtBot
) -> None:
    shutil.rmtree(vault.below)
    window = show()
    qtbot.waitUntil(lambda: panel(window).anew.isVisible(), timeout=_SLOW_MS)
    panel(window).anew.click()
    assert "are gone" in words(window)
    assert not window.wants_restart
    with qtbot.waitSignal(panel(window).restored, timeout=_SLOW_MS):
        panel(window).anew.click()
    vault.room._open()
    assert vault.room.kinds() == ["log_begun_anew"]
    vault.room.close()


def test_a_backup_found_spoilt_is_said_and_the_next_one_offered(
    show: Callable[[], RefusalWindow], vault: Vault, qtbot: QtBot
) -> None:
    vault.room.clock.advance(minutes=60)
    newest = vault.make()
    window = show()
    qtbot.waitUntil(lambda: len(panel(window).offers) == 2, timeout=_SLOW_MS)
    file = vault.layout.folder_of(newest) / "dutyroom.sqlite"
    file.write_bytes(file.read_bytes()[:-1] + b"x")
    qtbot.keyClick(window, Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: "This backup was changed or is damaged." in words(window), timeout=_SLOW_MS)
    qtbot.waitUntil(lambda: len(panel(window).offers) == 1, timeout=_SLOW_MS)
    with qtbot.waitSignal(panel(window).restored, timeout=_SLOW_MS):
        qtbot.keyClick(window, Qt.Key.Key_F5)


@pytest.mark.parametrize(("count", "said"), [(1, "1 entry lost"), (2, "2 entries lost")])
def test_what_is_lost_is_said_beforehand(
    show: Callable[[], RefusalWindow], vault: Vault, qtbot: QtBot, count: int, said: str
) -> None:
    for number in range(count):
        vault.room.journal.add(f"not spilled {number}").result()
    window = show()
    qtbot.waitUntil(lambda: bool(panel(window).offers), timeout=_SLOW_MS)
    assert said in panel(window).choice.itemText(0)
    assert "The log loses nothing." not in words(window)


def test_in_chinese(show: Callable[[], RefusalWindow], language: Language, qtbot: QtBot) -> None:
    language.switch(CHINESE)
    window = show()
    qtbot.waitUntil(lambda: "日志不丢失任何记录" in words(window), timeout=_SLOW_MS)
    assert "恢复并启动控制台" in panel(window).restore.text()
