"""What every test needs."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# Both measure how busy the machine is, not the program: on a loaded one they refused examples that were right.
settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any machine")


@pytest.fixture(scope="session")
def footage(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of clips: real surveillance footage where there is some, else drawn ones."""
    from tests.fakes.clips import draw_footage, real_footage

    return real_footage() or draw_footage(tmp_path_factory.mktemp("footage"))
