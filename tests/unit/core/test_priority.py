"""Pictures and messages on their way give way to the window."""

import os
import subprocess
import sys

import pytest

from app.core.priority import AFTER_WINDOW

_ASKED = f"import os; from app.core.priority import give_way; give_way({AFTER_WINDOW}); print(os.getpriority(os.PRIO_PROCESS, 0))"


@pytest.mark.skipif(sys.platform == "win32", reason="its classes have no numbers")
def test_a_process_that_gives_way_stands_behind_the_one_that_started_it() -> None:
    said = subprocess.run([sys.executable, "-c", _ASKED], check=True, capture_output=True, text=True).stdout
    assert int(said) == min(19, os.getpriority(os.PRIO_PROCESS, 0) + AFTER_WINDOW)
