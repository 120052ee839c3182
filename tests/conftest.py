"""What every test needs."""

import os
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture
def footage() -> Path:
    """The folder of real surveillance clips beside the checkout."""
    folder = Path(__file__).resolve().parents[2] / "shared" / "footage"
    if not folder.is_dir():
        pytest.skip("no footage beside this checkout")
    return folder
