"""A running console and its stick: `kill -9`, a destroyed database, and the way back, also from within."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from app.backup.layout import Layout
from app.bench.running import RunningConsole, screen_environment
from app.bootstrap import open_services
from app.core.exit_codes import RESTART
from app.core.paths import DataFolder
from app.model.backup import BackupTarget
from tests.end2end.test_console import kinds
from tests.fakes.waiting import until

_GO_BACK = """
import sys
from pathlib import Path
from app import bootstrap
from app.core.paths import DataFolder
from app.ui.application import ConsoleWindow

def run(self, **named):
    backup = self.window._services.backup
    offer = backup.offers()[0]
    backup.restore_at_the_end(backup.prepare_restore(offer, lambda count: None))
    return 0

ConsoleWindow.run = run
sys.exit(bootstrap.run_console(DataFolder(Path(sys.argv[1])), bootstrap.ConsoleOptions(language="en")))
"""

_RESCUE = """
import sys, time
from pathlib import Path
from app import bootstrap
from app.core.paths import DataFolder
from app.ui import application as shown

def loop(application, window, screenshot, exit_after_s):
    until = time.monotonic() + 60
    while not window.wants_restart and time.monotonic() < until:
        application.processEvents()
        if window.rescue.offers and not window.wants_restart and not window.rescue._work.running:
            window.rescue.begin_restore()
    return 0

shown._loop = loop
sys.exit(bootstrap.run_console(DataFolder(Path(sys.argv[1])), bootstrap.ConsoleOptions(language="en")))
"""


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    stick = tmp_path / "stick"
    stick.mkdir()
    return stick


@pytest.fixture
def backed_up(folder: DataFolder, stick: Path) -> DataFolder:
    """A data folder whose backups go to the stick."""
    with open_services(folder) as services:
        services.journal.add("the first line").result()
        services.backup.save_target(BackupTarget("new", str(stick))).result()
    return folder


def texts(folder: DataFolder) -> list[str]:
    with open_services(folder) as services:
        return [entry.draft.text for entry in reversed(services.journal.latest(1000, kinds=("note",)))]


def killed_after_twenty_lines(folder: DataFolder, stick: Path) -> int:
    """A console that had a good backup, and whose lines are on the stick; gives the number of the last."""
    with RunningConsole(folder) as console:
        console.wait_ready()
        until(lambda: bool(Layout(stick).good()))
        last: int = [console.ask("note", text=f"line {number}")["number"] for number in range(20)][-1]
        until(lambda: console.ask("status")["backups"][0]["spilled"] >= last)
        console.kill()
    return last


def test_a_killed_console_with_a_destroyed_database_comes_back_with_every_line(
    backed_up: DataFolder, stick: Path
) -> None:
    last = killed_after_twenty_lines(backed_up, stick)
    backed_up.database.write_bytes(b"\xa5" * 10_000)
    command = [sys.executable, "-m", "app", "--data", str(backed_up.root), "backup", "restore", "--json"]
    answer = subprocess.run(command, capture_output=True, text=True, check=False, env=screen_environment())
    assert answer.returncode == 0, answer.stderr + answer.stdout
    assert json.loads(answer.stdout)["lost"] == 0
    assert texts(backed_up) == ["the first line", *(f"line {number}" for number in range(20))]
    with RunningConsole(backed_up) as console:
        console.wait_ready()
        until(lambda: not console.ask("status")["backups"][0]["alarm"])
        until(lambda: console.ask("status")["backups"][0]["spilled"] > last)
    assert kinds(backed_up).count("log_restored") == 1


def test_a_console_killed_while_it_backs_up_leaves_good_backups_alone(
    backed_up: DataFolder, stick: Path
) -> None:
    layout = Layout(stick)
    with RunningConsole(backed_up) as console:
        console.wait_ready()
        until(
            lambda: (
                any(path.name.startswith(".partial") for path in layout.copies.iterdir())
                or bool(layout.good())
            )
        )
        console.kill()
    before = [each.sequence for each in layout.good()]
    with RunningConsole(backed_up) as console:
        console.wait_ready()
        until(lambda: bool(layout.good()))
        until(lambda: not any(path.name.startswith(".partial") for path in layout.copies.iterdir()))
    assert {each.sequence for each in layout.good()} >= set(before[-1:])


def test_going_back_from_within_closes_the_console_and_starts_it_anew(
    backed_up: DataFolder, stick: Path
) -> None:
    with RunningConsole(backed_up) as console:
        console.wait_ready()
        until(lambda: bool(Layout(stick).good()))
        console.ask("note", text="after the backup")
    command = [sys.executable, "-c", _GO_BACK, str(backed_up.root)]
    answer = subprocess.run(command, capture_output=True, text=True, check=False, env=screen_environment())
    assert answer.returncode == RESTART, answer.stderr
    assert texts(backed_up) == ["the first line", "after the backup"]
    assert "log_restored" in kinds(backed_up)


def test_the_window_of_a_damaged_database_leads_back_to_the_console(
    backed_up: DataFolder, stick: Path
) -> None:
    with RunningConsole(backed_up) as console:
        console.wait_ready()
        until(lambda: bool(Layout(stick).good()))
        last = console.ask("note", text="after the backup")["number"]
        until(lambda: console.ask("status")["backups"][0]["spilled"] >= last)
    backed_up.database.write_bytes(b"")
    command = [sys.executable, "-c", _RESCUE, str(backed_up.root)]
    answer = subprocess.run(command, capture_output=True, text=True, check=False, env=screen_environment())
    assert answer.returncode == RESTART, answer.stderr
    assert "The database is damaged." in answer.stderr
    with RunningConsole(backed_up) as console:
        console.wait_ready()
    assert texts(backed_up) == ["the first line", "after the backup"]


def test_the_start_takes_back_what_a_damaged_log_of_writes_has_lost(
    backed_up: DataFolder, stick: Path
) -> None:
    killed_after_twenty_lines(backed_up, stick)
    wal = backed_up.database.with_name("dutyroom.sqlite-wal")
    content = wal.read_bytes()
    wal.write_bytes(content[: content.rfind(b"line 12")])
    with RunningConsole(backed_up) as console:
        console.wait_ready()
    assert "log_completed" in kinds(backed_up)
    assert [text for text in texts(backed_up) if text.startswith("line")] == [
        f"line {number}" for number in range(20)
    ]
