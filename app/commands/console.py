"""Verbs that the running console answers: status, emergency."""

import argparse
from datetime import datetime, timedelta
from typing import Any

from app.bootstrap import open_services
from app.commands.reach import through_console
from app.commands.report import Report
from app.control.client import ask_console
from app.control.incident_answer import incident_answer
from app.core.clock import SystemClock
from app.core.paths import DataFolder
from app.incidents.rules import PRESS_AGAIN_S
from app.model.incident import UNKNOWN_KIND, Incident
from app.site.builtin import load_plans_if_none
from app.ui.language import current_language
from app.ui.services import Services


def run(arguments: argparse.Namespace, folder: DataFolder, report: Report) -> int:
    return _VERBS[arguments.verb](arguments, folder, report)


def _status(arguments: argparse.Namespace, folder: DataFolder, report: Report) -> int:
    status = ask_console(folder.control, "status", language=current_language())
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
    """Without a console the incident is stored all the same: the next start of the console goes on with it."""
    pressed_at = SystemClock().now()

    def ask() -> dict[str, Any]:
        pressed = ask_console(
            folder.control,
            "emergency",
            kind=arguments.kind,
            place_id=arguments.place,
            drill=arguments.drill or arguments.simulated,
            simulated=arguments.simulated,
            language=current_language(),
        )
        return {**pressed, "console": True}

    def alone() -> dict[str, Any]:
        with open_services(folder) as services:
            load_plans_if_none(services.site)
            incident = _stored_before(services, arguments, pressed_at - timedelta(seconds=PRESS_AGAIN_S))
            if incident is None:
                incident = services.incidents.press(
                    origin="command",
                    kind=arguments.kind or UNKNOWN_KIND,
                    place_id=arguments.place,
                    drill=arguments.drill or arguments.simulated,
                    simulated=arguments.simulated,
                ).result()
            elapsed_s = services.incidents.elapsed_s(incident)
            state = services.escalation.of(incident)
        return {**incident_answer(incident, state, elapsed_s, current_language()), "console": False}

    incident = through_console(ask, alone, report.waiting)
    called = len(incident["calls"])
    if incident["console"]:
        return report.done(report.words.opened(incident["id"], called), incident)
    # Nobody has been called and nothing sounds: whoever pressed must hear that the alarm is not under way.
    report.aside(report.words.no_console())
    return report.negative(report.words.stored_alone(incident["id"], called), incident)


def _stored_before(services: Services, arguments: argparse.Namespace, since: datetime) -> Incident | None:
    """This very press, when a console stored it and went before it could answer."""
    return next(
        (
            one
            for one in services.incidents.running()
            if one.origin == "command"
            and one.opened_at >= since
            and (one.kind, one.place_id, one.drill, one.simulated)
            == (
                arguments.kind or UNKNOWN_KIND,
                arguments.place,
                arguments.drill or arguments.simulated,
                arguments.simulated,
            )
        ),
        None,
    )


_VERBS = {"status": _status, "emergency": _emergency}
