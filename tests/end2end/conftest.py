"""The program itself, as processes."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.bench.running import RunningConsole
from app.core.paths import DataFolder


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    return DataFolder(tmp_path / "值班 data")


@pytest.fixture(scope="module")
def console(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningConsole]:
    """One for all tests of a file that leave it as they found it, on a data folder of its own."""
    folder = DataFolder(tmp_path_factory.mktemp("console") / "值班 data")
    with RunningConsole(folder, "--demo") as running:
        running.wait_ready()
        yield running
