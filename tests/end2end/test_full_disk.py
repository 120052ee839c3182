"""A start where the disk refuses: the window opens, the button works."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from app.bench.running import RunningConsole, screen_environment
from app.control.client import ask_console
from app.core.errors import ConsoleUnreachable
from app.core.exit_codes import REFUSED
from app.core.paths import DataFolder
from tests.end2end.test_console import kinds
from tests.fakes.waiting import until

_REFUSED_LATE = """
import sys
from pathlib import Path
from app import bootstrap
from app.control.server import ControlServer
from app.core.errors import StorageUnavailable
from app.core.paths import DataFolder

def start(self):
    raise StorageUnavailable("disk_full", path="x")

ControlServer.start = start
options = bootstrap.ConsoleOptions(demo=True, language="en", exit_after_s=1.0)
sys.exit(bootstrap.run_console(DataFolder(Path(sys.argv[1])), options))
"""


def reachable(folder: DataFolder) -> bool:
    try:
        return ask_console(folder.control, "measure")["ready_at"] is not None
    except ConsoleUnreachable:
        return False


def fill(path: Path) -> None:
    with path.open("wb", buffering=0) as filler:
        while filler.write(b"\xa5" * 65536):
            continue


def listens(pid: int) -> bool:
    return any(each.status == psutil.CONN_LISTEN for each in psutil.Process(pid).net_connections())


def test_an_address_that_cannot_be_written_does_not_prevent_the_window(folder: DataFolder) -> None:
    in_the_way = folder.root / "console.partial"
    (in_the_way / "full").mkdir(parents=True)
    with RunningConsole(folder) as console:
        until(lambda: folder.database.exists() and folder.reserve.exists())
        assert not folder.control.exists()
        (in_the_way / "full").rmdir()
        in_the_way.rmdir()
        until(lambda: reachable(folder))
        assert console.ask("emergency", kind="fire")["kind"] == "fire"
    assert kinds(folder).count("console_started") == 1


def test_what_refuses_after_the_window_is_built_is_said_once_and_without_a_traceback(
    folder: DataFolder,
) -> None:
    answer = subprocess.run(
        [sys.executable, "-c", _REFUSED_LATE, str(folder.root)],
        env=screen_environment(),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert answer.returncode == REFUSED, answer.stderr
    assert "The disk is full." in answer.stderr
    assert "Traceback" not in answer.stderr
    assert "Error calling Python override" not in answer.stderr


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 100 MB of its own, where this user may mount one."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=100m", "tmpfs", str(disk)]
    try:
        mounted = subprocess.run(mount, capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        mounted = False
    if not mounted:
        pytest.skip("this user may not mount a small disk")
    yield disk
    subprocess.run(["umount", "-l", str(disk)], check=True)


def test_on_a_full_disk_the_console_starts_and_an_emergency_is_stored(small_disk: Path) -> None:
    folder = DataFolder(small_disk / "data")
    with RunningConsole(folder) as console:
        console.wait_ready()
        until(folder.reserve.exists)
    last = small_disk / "last"
    last.write_bytes(b"\xa5" * 65536)
    with pytest.raises(OSError, match="space"):
        fill(small_disk / "filler")
    with RunningConsole(folder) as console:
        until(lambda: listens(console.pid))
        assert folder.reserve.exists()
        assert not folder.control.exists()
        last.unlink()  # a little room: the address is tried again
        until(lambda: reachable(folder))
        assert console.ask("emergency", kind="fire")["kind"] == "fire"
        assert not folder.reserve.exists()
    assert "incident_opened" in kinds(folder)
