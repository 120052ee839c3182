"""Carries out a verb."""

import argparse
import importlib

from app.commands.report import Report
from app.core.errors import DutyRoomError
from app.core.paths import DataFolder, default_data_folder

_MODULES = {
    "status": "app.commands.console",
    "emergency": "app.commands.console",
    "journal": "app.commands.journal",
    "site": "app.commands.site",
    "plan": "app.commands.plan",
    "evidence": "app.commands.evidence",
    "backup": "app.commands.backup",
    "bench": "app.commands.bench",
}
"""By the first word of the verb; each has a `run(arguments, folder, report) -> int`."""


def run(arguments: argparse.Namespace) -> int:
    """Returns the exit code."""
    folder = (
        DataFolder(arguments.data.absolute()) if arguments.data else default_data_folder(demo=arguments.demo)
    )
    if arguments.verb == "console":
        return _open_window(arguments, folder)
    word = arguments.verb.split("-")[0]
    report = Report(arguments.lang, as_json=arguments.json, letters=_prints(arguments))
    module = importlib.import_module(_MODULES[word])
    try:
        code: int = module.run(arguments, folder, report)
    except DutyRoomError as error:
        return report.failed(error)
    return code


def _prints(arguments: argparse.Namespace) -> bool:
    return arguments.verb == "plan-print" or getattr(arguments, "format", "") == "pdf"


def _open_window(arguments: argparse.Namespace, folder: DataFolder) -> int:
    from app.bootstrap import ConsoleOptions, run_console

    exit_after = arguments.exit_after
    if arguments.screenshot is not None and exit_after is None:
        exit_after = 5.0  # long enough for the first pictures of every camera
    options = ConsoleOptions(
        arguments.demo, arguments.lang, arguments.screenshot, exit_after, after_crash=arguments.after_crash
    )
    return run_console(folder, options)
