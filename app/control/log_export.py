"""A part of the log handed out for a command: by the running console, or by the command where there is none."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from app.core.errors import InvalidInput
from app.journal.exports.picking import pick_of
from app.journal.exports.wish import LogWish
from app.model.search import Wanted
from app.ui.language import current_language
from app.ui.log.chosen_words import ChosenWords
from app.ui.log.export_words import ExportWords
from app.ui.names import Names
from app.ui.services import Services


def export_log(services: Services, asked: Mapping[str, Any]) -> dict[str, Any]:
    """`asked` are the words of the command line, all of them text but `kinds` and `attachments`.

    Raises InvalidInput (time_form, …) and what `LogExports.export` raises.
    """
    site = services.site.site()
    zone = ZoneInfo(site.timezone)
    wanted = _wanted(asked, zone)
    words = ChosenWords(Names(services))
    incident = services.incidents.get(wanted.incident_id) if wanted.incident_id else None
    if wanted.incident_id and incident is None:
        raise InvalidInput(field="incident", reason="unknown_incident", value=wanted.incident_id)
    wish = LogWish(
        str(asked.get("format", "")),
        str(asked.get("reason", "")),
        pick_of(services.journal, wanted),
        words.say(wanted, zone, incident),
        {"what": "command", **words.codes(wanted)},
        bool(asked.get("attachments", False)),
    )
    made = services.log_exports.export(
        wish, ExportWords(services), current_language(), Path(str(asked.get("folder", ""))), keeper=True
    )
    return {**asdict(made), "folder": str(made.folder), "file": str(made.file)}


def _wanted(asked: Mapping[str, Any], zone: ZoneInfo) -> Wanted:
    return Wanted(
        str(asked.get("words", "")),
        tuple(asked.get("kinds", ())),
        place_id=str(asked.get("place", "")),
        camera_id=str(asked.get("camera", "")),
        person_id=str(asked.get("person", "")),
        incident_id=str(asked.get("incident", "")),
        since=_moment(asked, "since", zone),
        until=_moment(asked, "until", zone),
    )


def _moment(asked: Mapping[str, Any], name: str, zone: ZoneInfo) -> datetime | None:
    """A day or a minute on the site's clock; None for nothing."""
    text = str(asked.get(name, ""))
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise InvalidInput(field=name, reason="moment_form", value=text) from None
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=zone)
