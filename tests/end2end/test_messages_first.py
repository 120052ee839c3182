"""What a crash left unsent does not wait for the window."""

import json
import subprocess
import sys
from pathlib import Path

from app.bench.running import screen_environment
from app.core.exit_codes import FAILED, REFUSED
from app.core.paths import DataFolder
from tests.end2end.test_console import command

_NO_WINDOW_BEFORE_THE_FIRST_MESSAGE = """
import sys
import threading
import time
from pathlib import Path
from app import bootstrap
from app.core.errors import StorageUnavailable
from app.core.paths import DataFolder
from app.ui import application

folder = DataFolder(Path(sys.argv[1]))

def build(self, services, language):
    until = time.monotonic() + 30
    while not (folder.root / "training-messages.jsonl").exists() and time.monotonic() < until:
        threading.Event().wait(0.05)
    raise StorageUnavailable("disk_full", path="x")

application.ConsoleWindow.__init__ = build
options = bootstrap.ConsoleOptions(demo=True, language="en", exit_after_s=0.1)
sys.exit(bootstrap.run_console(folder, options))
"""


def test_messages_go_out_before_the_window_is_there(folder: DataFolder) -> None:
    site = Path(__file__).parents[2] / "resources" / "demo" / "site.toml"
    command(folder, "site", "import", str(site))
    pressed = command(folder, "emergency", "--kind", "fire", "--json")
    assert pressed.returncode == FAILED  # nothing is sent without a console
    called = len(json.loads(pressed.stdout)["calls"])
    words = [sys.executable, "-c", _NO_WINDOW_BEFORE_THE_FIRST_MESSAGE, str(folder.root)]
    answer = subprocess.run(
        words, env=screen_environment(), capture_output=True, text=True, timeout=60, check=False
    )
    assert answer.returncode == REFUSED, answer.stderr
    received = (folder.root / "training-messages.jsonl").read_text(encoding="utf-8").splitlines()
    assert 1 <= len(received) <= called
