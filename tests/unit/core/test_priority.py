"""The window comes first; pictures and messages on their way give way to it."""

import os
import subprocess
import sys
import threading

import pytest

from app.core.priority import AFTER_WINDOW, WINDOW, come_first

_ASKED = f"import os; from app.core.priority import give_way; give_way({AFTER_WINDOW}); print(os.getpriority(os.PRIO_PROCESS, 0))"


@pytest.mark.skipif(sys.platform == "win32", reason="its classes have no numbers")
def test_a_process_that_gives_way_stands_behind_the_one_that_started_it() -> None:
    said = subprocess.run([sys.executable, "-c", _ASKED], check=True, capture_output=True, text=True).stdout
    assert int(said) == min(19, os.getpriority(os.PRIO_PROCESS, 0) + AFTER_WINDOW)


@pytest.mark.skipif(sys.platform != "linux", reason="its threads have no priority of their own")
def test_what_the_first_thread_starts_is_not_first_itself() -> None:
    usual = os.getpriority(os.PRIO_PROCESS, 0)
    found: dict[str, int] = {}

    def note(what: str) -> None:
        found[what] = os.getpriority(os.PRIO_PROCESS, 0)

    def first() -> None:
        found["lifted"] = come_first()
        note("first")
        other = threading.Thread(target=note, args=("other",))
        other.start()
        other.join()
        asked = [sys.executable, "-c", "import os; print(os.getpriority(os.PRIO_PROCESS, 0))"]
        found["program"] = int(subprocess.run(asked, check=True, capture_output=True, text=True).stdout)

    thread = threading.Thread(target=first)
    thread.start()
    thread.join()
    assert found["first"] == (WINDOW if found["lifted"] else usual)
    assert (found["other"], found["program"]) == (usual, usual)
    assert os.getpriority(os.PRIO_PROCESS, 0) == usual, "nor are those that were there"
