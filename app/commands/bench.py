"""bench console, bench escalation, bench journal, bench wall, bench soak, bench crash: figures of this machine, in JSON."""

import argparse
import json
from typing import Any

from app.bench import console, crash, escalation, journal, roster, soak, wall
from app.commands.report import Report
from app.core.exit_codes import DONE, FAILED
from app.core.paths import DataFolder


def run(arguments: argparse.Namespace, folder: DataFolder, report: Report) -> int:
    """The benches use data folders of their own; `folder` stays untouched."""
    if arguments.verb == "bench-console":
        return _show(console.measure(clicks=arguments.clicks, seconds=arguments.seconds), report)
    if arguments.verb == "bench-wall":
        return _show(
            wall.measure(
                cameras=arguments.cameras,
                source=arguments.source,
                seconds=arguments.seconds,
                against=arguments.against,
            ),
            report,
        )
    if arguments.verb == "bench-roster":
        return _show(roster.measure(), report)
    if arguments.verb == "bench-journal":
        logged = journal.measure(entries=arguments.entries)
        shown = _show(logged, report)
        return FAILED if logged["wrong"] else shown
    if arguments.verb == "bench-escalation":
        called = escalation.measure(clicks=arguments.clicks, restarts=arguments.restarts)
        shown = _show(called, report)
        return shown if escalation.is_whole(called) else FAILED
    if arguments.verb == "bench-soak":
        return _soak(arguments, report)
    figures = crash.measure(kills=arguments.kills, seed=arguments.seed)
    shown = _show(figures, report)
    return shown if crash.is_whole(figures) else FAILED


def _soak(arguments: argparse.Namespace, report: Report) -> int:
    figures = soak.measure(minutes=arguments.minutes, cameras=arguments.cameras, seed=arguments.seed)
    shown = _show(figures, report)
    return FAILED if figures["failures"] else shown


def _show(figures: dict[str, Any], report: Report) -> int:
    report.done(json.dumps(figures, indent=2, ensure_ascii=False), figures)
    return DONE
