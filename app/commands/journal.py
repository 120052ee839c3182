"""journal add, search, verify. All but add read the database beside a running console."""

import argparse
import json
from dataclasses import asdict
from datetime import datetime, tzinfo
from typing import Any

from app.bootstrap import open_services
from app.commands import journal_export
from app.commands.reach import through_console
from app.commands.reading import read
from app.commands.report import Report
from app.control.client import ask_console
from app.control.entry_answer import noted
from app.core.clock import stamp
from app.core.errors import InvalidInput
from app.core.paths import DataFolder
from app.journal.service import exported
from app.journal.verifying import verify_log
from app.model.journal import Entry
from app.model.line import Line
from app.model.search import Wanted
from app.search.finder import Finder
from app.storage.media import MediaStore
from app.storage.search_index import index_beside
from app.storage.transaction import Reader
from app.ui.format import site_zone
from app.ui.journal.kind_words import kind_words


def run(arguments: argparse.Namespace, folder: DataFolder, report: Report) -> int:
    return _VERBS[arguments.verb](arguments, folder, report)


def _add(arguments: argparse.Namespace, folder: DataFolder, report: Report) -> int:
    def ask() -> dict[str, Any]:
        return ask_console(folder.control, "note", text=arguments.text, kind=arguments.kind)

    def alone() -> dict[str, Any]:
        with open_services(folder) as services:
            line = Line(arguments.text, arguments.kind)
            entry = services.lines.store(line, by_script=True).result()
            return noted(services.lines, line, entry)

    stored = through_console(ask, alone, report.waiting)
    return report.done(report.words.noted(stored["number"], stored.get("unknown", [])), stored)


def _search(arguments: argparse.Namespace, folder: DataFolder, report: Report) -> int:
    index, sayings = index_beside(folder.database), kind_words()

    def look(reader: Reader) -> tuple[Entry, ...]:
        zone = site_zone(reader.site.site().timezone)
        wanted = Wanted(
            " ".join(arguments.words),
            tuple(arguments.kind),
            place_id=arguments.place,
            camera_id=arguments.camera,
            person_id=arguments.person,
            incident_id=arguments.incident,
            since=_moment("since", arguments.since, zone),
            until=_moment("until", arguments.until, zone),
        )
        return Finder(reader, index, sayings).find(wanted, arguments.limit, patience=None).entries

    entries = read(folder, look)
    lines = []
    for entry in entries:
        draft = entry.draft
        said = draft.text or json.dumps(dict(draft.data), ensure_ascii=False)
        lines.append(f"{entry.number:>6}  {stamp(entry.at)}  {draft.kind}  {draft.actor.name}  {said}")
    return report.done("\n".join(lines), [json.loads(exported(entry)) for entry in entries])


def _moment(field: str, text: str, zone: tzinfo) -> datetime | None:
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise InvalidInput(field=field, reason="moment_form", value=text) from error
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)


def _verify(arguments: argparse.Namespace, folder: DataFolder, report: Report) -> int:
    media = None if arguments.without_pictures else MediaStore(folder.media)
    result = verify_log(folder.database, media)
    say = report.done if result.ok else report.negative
    return say(report.words.verified(result), asdict(result))


_VERBS = {
    "journal-add": _add,
    "journal-search": _search,
    "journal-verify": _verify,
    "journal-export": journal_export.export,
    "journal-check-export": journal_export.check,
}
