"""What every test needs."""

import os
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(scope="session")
def footage(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of clips: real surveillance footage where there is some, else drawn ones."""
    from tests.fakes.clips import draw_footage, real_footage

    return real_footage() or draw_footage(tmp_path_factory.mktemp("footage"))
