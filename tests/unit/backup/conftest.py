import contextlib
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.backup import places
from tests.unit.backup.vault import Vault


@pytest.fixture(autouse=True)
def _no_sticks_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Backups of a real duty room may be plugged in."""
    monkeypatch.setattr(places, "mounted", list)


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    made = Vault(tmp_path)
    yield made
    with contextlib.suppress(RuntimeError):  # a test may have closed it
        made.room.close()


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Callable[[int], Path]]:
    """A disk of so many megabytes of its own, where this user may mount one."""
    mounted: list[Path] = []

    def mount(megabytes: int) -> Path:
        place = tmp_path / "mounted"
        place.mkdir()
        words = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(place)]
        try:
            done = subprocess.run(words, capture_output=True, check=False).returncode == 0
        except FileNotFoundError:
            done = False
        if not done:
            pytest.skip("this user may not mount a disk")
        mounted.append(place)
        return place

    yield mount
    for place in mounted:
        subprocess.run(["umount", "-l", str(place)], capture_output=True, check=False)
