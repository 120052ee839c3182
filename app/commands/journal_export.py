"""journal export, check-export: handing the log out, and checking what was handed out."""

import argparse
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from app.bootstrap import open_services
from app.commands.reach import through_console
from app.commands.reading import read
from app.commands.report import Report
from app.commands.telling import tell_log
from app.control.client import ask_console
from app.control.log_export import export_log
from app.core.errors import InvalidInput
from app.core.exit_codes import DONE
from app.core.paths import DataFolder
from app.evidence.bundle import MANIFEST
from app.journal.export import write_export
from app.journal.exports.check import check_export
from app.journal.exports.single import check_single
from app.journal.service import export_journal

_LONGEST_S = 3600.0
"""A console that hands a million entries out is waited for so long."""


def export(arguments: argparse.Namespace, folder: DataFolder, report: Report) -> int:
    return _part(arguments, folder, report) if arguments.format else _whole(arguments, folder, report)


def check(arguments: argparse.Namespace, folder: DataFolder, report: Report) -> int:
    """A part of the log is checked by itself, for whoever receives it: neither data folder nor console is touched. Any other
    file is compared with what the log of this data folder says of it."""
    path: Path = arguments.path
    if path.is_file() and not (path.parent / MANIFEST).exists():
        single = read(folder, lambda reader: check_single(path, reader))
        tell = report.done if single.ok else report.negative
        return tell(report.words.file_checked(single), asdict(single))
    finding = check_export(arguments.path, arguments.key)
    say = report.done if finding.ok else report.negative
    return say(report.words.export_checked(finding), asdict(finding))


def _part(arguments: argparse.Namespace, folder: DataFolder, report: Report) -> int:
    """The console writes it, since it has the names and the key; without one this command is the console for so long."""
    if arguments.file is None:
        raise InvalidInput(field="file", reason="path_missing")
    asked: dict[str, Any] = {
        "format": arguments.format,
        "folder": str(arguments.file.absolute()),
        "reason": arguments.reason,
        "since": arguments.since,
        "until": arguments.until,
        "kinds": arguments.kind,
        "words": arguments.words,
        "incident": arguments.incident,
        "place": arguments.place,
        "camera": arguments.camera,
        "person": arguments.person,
        "attachments": arguments.attachments,
    }

    def alone() -> dict[str, Any]:
        with open_services(folder) as services:
            return export_log(services, asked)

    made = through_console(
        lambda: ask_console(folder.control, "export_log", wait_s=_LONGEST_S, **asked), alone, report.waiting
    )
    return report.done(report.words.handed_out(made), made)


def _whole(arguments: argparse.Namespace, folder: DataFolder, report: Report) -> int:
    """To a file, whole or not at all; without one, to standard output, where each line is an entry and nothing else."""

    def lines(write_line: Callable[[str], object]) -> int:
        return read(folder, lambda reader: export_journal(reader, write_line))

    file: Path | None = arguments.file
    count = lines(print) if file is None else write_export(lines, file)
    tell_log(folder, report, "log", file, count, [] if file is None else [file])
    if file is None:
        return DONE
    return report.done(report.words.exported(count, str(file)), {"entries": count, "file": str(file)})
