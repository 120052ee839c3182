"""What the machine can do at best, measured in the same run: a bare Qt window, and a bare commit to the same disk.

Run as `python -m app.bench.peer FOLDER SECONDS`; prints a line of JSON.
"""

import json
import sqlite3
import sys
import time
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QPushButton

from app.bench.figures import percentile
from app.ui.loop_watch import LoopWatch

_COMMITS = 100


def commit_ms(folder: Path) -> list[float]:
    """Milliseconds of single-row commits with `synchronous=FULL`, one after the other."""
    connection = sqlite3.connect(folder / "peer.sqlite", isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("CREATE TABLE IF NOT EXISTS line (text TEXT)")
    taken = []
    for _ in range(_COMMITS):
        begun = time.perf_counter()
        connection.execute("INSERT INTO line VALUES ('x')")
        taken.append((time.perf_counter() - begun) * 1000)
    connection.close()
    return taken


def bare_window(seconds: float) -> dict[str, float]:
    """A window with one button: when it is ready (monotonic), and how late its event loop comes."""
    application = QApplication(sys.argv[:1])
    window = QPushButton("peer")
    watch = LoopWatch()
    ready: list[float] = []
    window.resize(1920, 1080)
    window.show()
    watch.start()
    QTimer.singleShot(0, lambda: ready.append(time.monotonic()))
    QTimer.singleShot(int(seconds * 1000), application.quit)
    application.exec()
    return {
        "ready_at": ready[0],
        "loop_late_ms_p99": round(watch.p99_ms(), 2),
        "loop_late_ms_max": round(watch.max_ms(), 2),
    }


def main(folder: str, seconds: str) -> None:
    figures = bare_window(float(seconds))
    commits = commit_ms(Path(folder))
    figures["commit_ms_median"] = round(percentile(commits, 0.5), 2)
    figures["commit_ms_p99"] = round(percentile(commits, 0.99), 2)
    print(json.dumps(figures))


if __name__ == "__main__":
    main(*sys.argv[1:3])
