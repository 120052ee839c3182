"""What every test needs."""

import gc
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher
from hypothesis import HealthCheck, settings
from pytestqt.qtbot import QtBot

from app.access import rules as access_rules
from app.ui.garbage import collect_due

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# Both measure how busy the machine is, not the program: on a loaded one they refused examples that were right.
settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any machine")

# Five seconds are for ever on a quiet machine, and nothing on one that other programs keep busy.
for _wait in (QtBot.waitUntil, QtBot.waitSignal):
    _wait.__kwdefaults__ = {**(_wait.__kwdefaults__ or {}), "timeout": 30_000}

# What makes a PIN hard to guess is time, and tests would spend much of theirs on it. Programs that they start keep it.
THE_REAL_HASHER = access_rules._hasher
access_rules._hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)

_ONE_AT_A_TIME = (
    "tests/cameras/test_faults.py",
    "tests/cameras/test_hosts.py",
    "tests/cameras/test_rtsp.py",
    "tests/cameras/test_slow_line.py",
    "tests/cameras/test_streams.py",
    "tests/end2end/",
)
"""Many processes each, and promises in seconds: never beside each other."""


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Hands whole files to the workers: a file's tests share what its fixtures made."""
    from xdist.scheduler import LoadScopeScheduling

    class Files(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            file = nodeid.partition("::")[0]
            return "one at a time" if file.startswith(_ONE_AT_A_TIME) else file

    return Files(config, log)


@pytest.fixture(scope="session", autouse=True)
def _collect_on_this_thread() -> Iterator[None]:
    # As the console does it: widgets that a worker's thread collects take the whole process along.
    gc.disable()
    yield
    gc.enable()


@pytest.fixture(autouse=True)
def _collect(_collect_on_this_thread: None) -> Iterator[None]:
    yield
    collect_due()


@pytest.fixture(scope="session")
def footage(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of clips: real surveillance footage where there is some, else drawn ones."""
    from tests.fakes.clips import draw_footage, real_footage

    return real_footage() or draw_footage(tmp_path_factory.mktemp("footage"))


@pytest.fixture(scope="session")
def recorded_shift(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of a whole day shift, made once; tests take a `shift_folder` of their own."""
    from tests.fakes.demo_shift import record_shift

    folder = tmp_path_factory.mktemp("shift") / "data"
    record_shift(folder).close()
    return folder


@pytest.fixture
def shift_folder(recorded_shift: Path, tmp_path: Path) -> Path:
    """A copy of the recorded day shift, for `open_shift`."""
    return Path(shutil.copytree(recorded_shift, tmp_path / "shift"))
