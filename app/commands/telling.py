"""The log keeps that a command has taken something out of the data folder."""

from pathlib import Path
from typing import Any

from app.bootstrap import open_services
from app.commands.reach import through_console
from app.commands.report import Report
from app.control.client import ask_console
from app.core.errors import DutyRoomError
from app.core.paths import DataFolder


def tell_log(folder: DataFolder, report: Report, what: str, path: Path | None, count: int = 0) -> None:
    """`path` None: to standard output. Where the log cannot be written (damaged, full) what was read is out all the same,
    and that it is not in the log is said."""
    said = {"path": "" if path is None else str(path.absolute()), "count": str(count) if count else ""}

    def ask() -> dict[str, Any]:
        return ask_console(folder.control, "exported", what=what, path=said["path"], count=said["count"])

    def alone() -> dict[str, Any]:
        with open_services(folder) as services:
            services.journal.record_export(what, **said, keeper=True).result()
        return {}

    try:
        through_console(ask, alone, report.waiting)
    except DutyRoomError as error:
        report.aside(report.words.not_journaled(error))
