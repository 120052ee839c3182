"""Verbs that the running console answers: status, emergency."""

import argparse
from typing import Any

from app.commands.report import Report
from app.control.client import ask_console
from app.core.paths import DataFolder


def run(arguments: argparse.Namespace, folder: DataFolder, report: Report) -> int:
    return _VERBS[arguments.verb](arguments, folder, report)


def _status(arguments: argparse.Namespace, folder: DataFolder, report: Report) -> int:
    status = ask_console(folder.control, "status")
    messages: dict[str, int] = status["outbox"]
    cameras: list[dict[str, Any]] = status["cameras"]
    sentence = report.words.status(
        live=sum(camera["state"] == "live" for camera in cameras),
        cameras=len(cameras),
        running=len(status["escalations"]),
        waiting=messages.get("queued", 0) + messages.get("sending", 0),
        failed=messages.get("failed", 0) + messages.get("unknown", 0),
    )
    return report.done(sentence, status)


def _emergency(arguments: argparse.Namespace, folder: DataFolder, report: Report) -> int:
    incident = ask_console(
        folder.control,
        "emergency",
        kind=arguments.kind,
        place_id=arguments.place,
        drill=arguments.drill,
    )
    return report.done(report.words.opened(incident["id"], len(incident["calls"])), incident)


_VERBS = {"status": _status, "emergency": _emergency}
