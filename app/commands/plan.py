"""plan print: call sheets and plan cards as PDF, on a machine without a screen too."""

import argparse

from app.commands.reading import read
from app.commands.report import Report
from app.commands.telling import tell_log
from app.core.errors import InvalidInput, StorageUnavailable
from app.core.paths import DataFolder
from app.core.whole_file import write_whole
from app.model.plan import Plan
from app.reports.sheet_service import SHEETS, sheet_of
from app.storage.transaction import Reader
from app.ui.papers.press import print_paper


def run(arguments: argparse.Namespace, folder: DataFolder, report: Report) -> int:
    """Both sheets of each plan asked for, all of them where none is; the letters come with the report's application."""
    papers = read(
        folder,
        lambda reader: {
            f"{what.replace('_', '-')}-{plan.id}.pdf": sheet_of(
                reader, what, plan, _language(arguments, reader)
            )
            for plan in _wanted(reader, arguments.kind)
            for what in SHEETS
        },
    )
    target = arguments.folder
    try:
        target.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageUnavailable("file_not_written", path=str(target)) from error
    for name, paper in papers.items():
        write_whole(target / name, print_paper(paper))
    tell_log(folder, report, "plan_sheets", target, files=[target / name for name in sorted(papers)])
    names = sorted(papers)
    return report.done(report.words.printed(len(names), str(target)), {"folder": str(target), "files": names})


def _wanted(reader: Reader, kinds: list[str]) -> list[Plan]:
    plans = {plan.id: plan for plan in reader.site.plans()}
    for kind in kinds:
        if kind not in plans:
            raise InvalidInput(field="kind", reason="unknown_kind", value=kind)
    return [plans[kind] for kind in kinds] if kinds else list(plans.values())


def _language(arguments: argparse.Namespace, reader: Reader) -> str:
    """Paper speaks as the site does, whoever prints it."""
    return arguments.lang or reader.site.site().language
