"""evidence verify: for whoever receives a bundle; needs neither database nor console."""

import argparse
from dataclasses import asdict

from app.commands.report import Report
from app.core.paths import DataFolder
from app.evidence.verify import check_bundle


def run(arguments: argparse.Namespace, folder: DataFolder, report: Report) -> int:
    """The data folder is not touched."""
    finding = check_bundle(arguments.bundle, arguments.key)
    say = report.done if finding.ok else report.negative
    return say(report.words.bundle_verified(finding), asdict(finding))
