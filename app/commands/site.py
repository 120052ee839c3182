"""site import, site export."""

import argparse
from dataclasses import asdict
from typing import Any

from app.bootstrap import open_services
from app.commands.reach import through_console
from app.commands.report import Report
from app.commands.telling import tell_log
from app.control.client import ask_console
from app.core.paths import DataFolder
from app.core.whole_file import whole_file


def run(arguments: argparse.Namespace, folder: DataFolder, report: Report) -> int:
    return _VERBS[arguments.verb](arguments, folder, report)


def _import(arguments: argparse.Namespace, folder: DataFolder, report: Report) -> int:
    path = arguments.file.absolute()

    def alone() -> dict[str, Any]:
        with open_services(folder) as services:
            return asdict(services.site.import_file(path, keeper=True).result())

    summary = through_console(
        lambda: ask_console(folder.control, "import_site", path=str(path)), alone, report.waiting
    )
    counts = {name: sum(summary[name].values()) for name in ("added", "changed", "removed")}
    return report.done(report.words.site_imported(**counts), summary)


def _export(arguments: argparse.Namespace, folder: DataFolder, report: Report) -> int:
    def alone() -> str:
        with open_services(folder) as services:
            return services.site.export_text()

    text = through_console(
        lambda: str(ask_console(folder.control, "export_site")["text"]), alone, report.waiting
    )
    with whole_file(arguments.file) as written:
        written.write(text)
    tell_log(folder, report, "site_file", arguments.file, files=[arguments.file])
    file = str(arguments.file)
    return report.done(report.words.site_exported(file), {"file": file})


_VERBS = {"site-import": _import, "site-export": _export}
