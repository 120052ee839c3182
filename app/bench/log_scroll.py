"""How long a picture of F4's table takes while somebody scrolls fast through a long log.

Run as `python -m app.bench.log_scroll FOLDER`; prints a line of JSON.
"""

import json
import sys
import time
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

from PySide6.QtWidgets import QApplication

from app.bench.figures import percentile
from app.core.changes import Changes
from app.core.clock import SystemClock
from app.core.paths import DataFolder
from app.core.secrets import FileSecrets
from app.incidents.service import IncidentService
from app.journal.service import JournalService
from app.lanpage.link_book import LinkBook
from app.model.journal import SYSTEM
from app.relays.service import RelayService
from app.roster.service import RosterService
from app.site.service import SiteService
from app.storage.database import Database
from app.storage.media import MediaStore
from app.ui.journal.entry_words import EntryWords
from app.ui.language import Language
from app.ui.log.entries import LogEntries, LogFilter
from app.ui.log.painting import RowPainter
from app.ui.log.table import LogTable
from app.ui.names import Names
from app.ui.ops import Ops
from app.ui.theme import apply_theme

if TYPE_CHECKING:
    from app.ui.services import Services

_FRAMES = 900
_STEP = 120
"""Three rows a picture: 180 rows a second at 60 pictures."""
_PAUSE_S = 1 / 60


def scroll(folder: DataFolder) -> dict[str, float]:
    """Milliseconds a picture, of the clock and of this thread's work alone, and how many rows were loaded by the end."""
    application = QApplication(sys.argv[:1])
    apply_theme(application)
    Language(application, "zh")
    database = Database(folder.database, SystemClock(), Changes())
    ops = Ops()
    table, entries = _table(database, folder, ops)
    table.resize(920, 800)
    table.show()
    entries.show_filtered(LogFilter())
    while not entries.rowCount():
        application.processEvents()
    bar = table.verticalScrollBar()
    taken, worked = [], []
    for _ in range(_FRAMES):
        begun, work = time.perf_counter(), time.thread_time()
        bar.setValue(bar.value() + _STEP)
        application.processEvents()
        worked.append((time.thread_time() - work) * 1000)
        taken.append((time.perf_counter() - begun) * 1000)
        time.sleep(max(0.0, _PAUSE_S - (time.perf_counter() - begun)))
    rows = entries.rowCount()
    ops.close()
    database.close()
    return {
        "frame_ms_p50": round(percentile(taken, 0.5), 2),
        "frame_ms_p99": round(percentile(taken, 0.99), 2),
        "frame_cpu_ms_p50": round(percentile(worked, 0.5), 2),
        "frame_cpu_ms_p99": round(percentile(worked, 0.99), 2),
        "frame_cpu_ms_max": round(max(worked), 2),
        "rows_loaded": rows,
    }


def _table(database: Database, folder: DataFolder, ops: Ops) -> tuple[LogTable, LogEntries]:
    """The table alone: what it needs of the services, and nothing that starts."""
    clock, secrets = SystemClock(), FileSecrets(folder.secrets)
    services = SimpleNamespace(
        clock=clock,
        site=SiteService(database, secrets, lambda: SYSTEM),
        journal=JournalService(database, MediaStore(folder.media), lambda: SYSTEM),
        roster=RosterService(database, clock, lambda: SYSTEM),
        incidents=IncidentService(database, clock, lambda: SYSTEM, _nothing, LinkBook(secrets)),
        relays=RelayService(database, clock, Changes(), secrets, lambda: SYSTEM, _nothing, _nothing),
    )
    known = cast("Services", services)
    words = EntryWords(Names(known))
    entries = LogEntries(known, ops, words)
    return LogTable(entries, RowPainter(known, words)), entries


def _nothing(_said: object = None) -> None:
    """Nobody presses, and nothing runs that could fail."""


if __name__ == "__main__":
    print(json.dumps(scroll(DataFolder(Path(sys.argv[1])))))
