"""Two consoles never share a data folder."""

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.core.errors import AlreadyRunning, StorageUnavailable
from app.core.instance_lock import InstanceLock

_HOLD = """
import sys, time
from pathlib import Path
from app.core.instance_lock import InstanceLock
with InstanceLock(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_second_one_is_refused_until_the_first_lets_go(tmp_path: Path) -> None:
    path = tmp_path / "console.lock"
    with InstanceLock(path), pytest.raises(AlreadyRunning), InstanceLock(path):
        pytest.fail("two hold the lock")
    with InstanceLock(path):
        assert path.exists()


def test_one_with_patience_has_it_as_soon_as_the_other_lets_go(tmp_path: Path) -> None:
    path, paused = tmp_path / "console.lock", list[float]()
    first = InstanceLock(path)
    first.__enter__()

    def pause(seconds: float) -> None:
        paused.append(seconds)
        if len(paused) == 3:
            first.__exit__(None, None, None)

    with InstanceLock(path, 2.0, pause):
        assert len(paused) == 3
        endless = list[float]()
        with pytest.raises(AlreadyRunning), InstanceLock(path, 1.0, endless.append):
            pytest.fail("two hold the lock")
        assert sum(endless) == pytest.approx(1.0)


def test_a_killed_process_holds_nothing(tmp_path: Path) -> None:
    path = tmp_path / "console.lock"
    holder = subprocess.Popen(
        [sys.executable, "-c", _HOLD, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert holder.stdout is not None
    assert holder.stdin is not None
    assert holder.stdout.readline() == b"held\n"
    with pytest.raises(AlreadyRunning), InstanceLock(path):
        pytest.fail("two hold the lock")
    holder.kill()
    holder.wait()
    with InstanceLock(path):
        pass
    holder.stdin.close()
    holder.stdout.close()


def test_a_folder_where_the_lock_should_be_is_said(tmp_path: Path) -> None:
    with pytest.raises(StorageUnavailable) as refused, InstanceLock(tmp_path):
        pytest.fail("a folder is no lock")
    assert (refused.value.code, refused.value.values) == ("lock_unusable", {"path": str(tmp_path)})


@pytest.mark.parametrize(("number", "code"), [(errno.EACCES, "lock_unusable"), (errno.ENOSPC, "disk_full")])
def test_a_lock_that_cannot_be_opened_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, code: str
) -> None:
    def refuse(*words: object) -> int:
        raise OSError(number, "refused")

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(StorageUnavailable) as refused, InstanceLock(tmp_path / "console.lock"):
        pytest.fail("it was not opened")
    assert refused.value.code == code


def test_a_disk_without_locks_is_not_taken_for_a_second_console(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(descriptor: int) -> None:
        raise OSError(errno.ENOLCK, "no locks")

    monkeypatch.setattr("app.core.instance_lock._lock", refuse)
    with pytest.raises(StorageUnavailable) as refused, InstanceLock(tmp_path / "console.lock"):
        pytest.fail("nothing was locked")
    assert refused.value.code == "lock_unusable"
