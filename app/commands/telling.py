"""The log keeps that a command has taken something out of the data folder."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from app.bootstrap import open_services
from app.commands.reach import through_console
from app.commands.report import Report
from app.control.client import ask_console
from app.core.errors import DutyRoomError
from app.core.paths import DataFolder
from app.evidence.bundle import hash_of


def tell_log(
    folder: DataFolder,
    report: Report,
    what: str,
    path: Path | None,
    count: int = 0,
    files: Sequence[Path] = (),
) -> None:
    """`path` None: to standard output; `files`: what was written there. Where the log cannot be written (damaged, full)
    what was read is out all the same, and that it is not in the log is said."""
    said = {"path": "" if path is None else str(path.absolute()), "count": str(count) if count else ""}
    said["sha256"] = " ".join(hash_of(file) for file in files)

    def ask() -> dict[str, Any]:
        return ask_console(
            folder.control,
            "exported",
            what=what,
            path=said["path"],
            count=said["count"],
            sha256=said["sha256"],
        )

    def alone() -> dict[str, Any]:
        with open_services(folder) as services:
            services.journal.record_export(what, **said, keeper=True).result()
        return {}

    try:
        through_console(ask, alone, report.waiting)
    except DutyRoomError as error:
        report.aside(report.words.not_journaled(error))
