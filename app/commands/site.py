"""site import, site export."""

import argparse
from dataclasses import asdict
from typing import Any

from app.bootstrap import open_services
from app.commands.report import Report
from app.control.client import ask_console
from app.core.errors import ConsoleUnreachable
from app.core.paths import DataFolder
from app.core.whole_file import whole_file


def run(arguments: argparse.Namespace, folder: DataFolder, report: Report) -> int:
    return _VERBS[arguments.verb](arguments, folder, report)


def _import(arguments: argparse.Namespace, folder: DataFolder, report: Report) -> int:
    path = arguments.file.absolute()
    summary: dict[str, Any]
    try:
        summary = ask_console(folder.control, "import_site", path=str(path))
    except ConsoleUnreachable:
        with open_services(folder, demo=arguments.demo) as services:
            summary = asdict(services.site.import_file(path, keeper=True).result())
    counts = {name: sum(summary[name].values()) for name in ("added", "changed", "removed")}
    return report.done(report.words.site_imported(**counts), summary)


def _export(arguments: argparse.Namespace, folder: DataFolder, report: Report) -> int:
    try:
        text = str(ask_console(folder.control, "export_site")["text"])
    except ConsoleUnreachable:
        with open_services(folder, demo=arguments.demo) as services:
            text = services.site.export_text()
    with whole_file(arguments.file) as written:
        written.write(text)
    file = str(arguments.file)
    return report.done(report.words.site_exported(file), {"file": file})


_VERBS = {"site-import": _import, "site-export": _export}
