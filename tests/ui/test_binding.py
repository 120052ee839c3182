"""The Qt binding itself: a version that miscounts references ends the console after minutes of painting."""

import subprocess
import sys

_PROBE = """
import sys
from PySide6.QtCore import QObject
probe = QObject()
before = sys.getrefcount(None)
for _ in range(200):
    probe.setObjectName("x")
lost = before - sys.getrefcount(None)
print("lost" if lost > 100 else "kept", flush=True)
"""


def test_calls_into_qt_do_not_use_up_none() -> None:
    """PySide6 6.12.0 on Python 3.11 loses a reference to None with every call that returns nothing."""
    probe = subprocess.run(
        [sys.executable, "-c", _PROBE], capture_output=True, text=True, timeout=60, check=False
    )
    assert probe.stdout.strip() == "kept"
