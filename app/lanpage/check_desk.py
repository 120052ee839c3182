"""Answers what phones ask by the link of a reachability check: one key says that somebody is there."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from app.core.clock import Clock
from app.lanpage.links import id_of, is_genuine, make_check_token
from app.lanpage.storing import noticing, stored
from app.model.journal import Actor
from app.model.reach import LATE, ReachCheck
from app.model.site import Person, Site
from app.reach.answers import check_id_of, note_answer
from app.reach.rules import LATE_FOR
from app.storage.database import Database
from app.storage.transaction import Reader, Transaction

Answer = dict[str, Any]


class CheckDesk:
    """One answer for each question; any number of threads may ask at once. It knows one check, and nothing of incidents.

    Args:
        key: signs links; None while it cannot be read.
    """

    def __init__(self, database: Database, clock: Clock, key: Callable[[], bytes | None]) -> None:
        self._database = database
        self._clock = clock
        self._key = key

    def answer(self, asked: Mapping[str, Any]) -> Answer:
        """`check` to show, with a `notice` for what was not done, or `refused` and why.

        `asked["ask"]`: `check_look`; `check_answer` counts as the person's answer.
        """
        found = self._database.read(lambda reader: self._found(reader, str(asked.get("token", ""))))
        if found is None:
            return {"refused": "unknown"}
        check, person = found
        if not person.active:
            return {"refused": "revoked"}
        if check.answered_at is None and self._clock.now() - check.asked_at > LATE_FOR:
            return {"refused": "expired"}
        notice = ""
        if asked.get("ask") == "check_answer":
            notice = self._note(check.id, Actor(person.id, person.name.zh or person.name.en))
        return self._database.read(lambda reader: _shown(reader, check.id, person, notice))

    def _note(self, check_id: str, actor: Actor) -> str:
        """Why it is not known to be stored; empty when it is. A second press changes nothing."""

        def change(transaction: Transaction) -> None:
            check = transaction.reach.check(check_id)
            if check is not None:
                note_answer(transaction, check, "link", actor)

        with noticing("check_answer") as notice:
            stored(self._database.write(change))
        return notice.code

    def _found(self, reader: Reader, token: str) -> tuple[ReachCheck, Person] | None:
        key, message_id = self._key(), id_of(token)
        message = reader.outbox.get(message_id) if key is not None and message_id else None
        check = reader.reach.check(check_id_of(message)) if message is not None else None
        if key is None or message is None or check is None or not reader.lan_page.page().on:
            return None
        if not is_genuine(make_check_token(key, message.id, check.id, check.person_id), token):
            return None
        person = next((one for one in reader.site.people() if one.id == check.person_id), None)
        return (check, person) if person is not None else None


def _shown(reader: Reader, check_id: str, person: Person, notice: str) -> Answer:
    check, site = reader.reach.check(check_id), reader.site.site()
    assert check is not None, "no check is ever removed"
    sheet = {
        "site": {"zh": site.name.zh, "en": site.name.en},
        "name": {"zh": person.name.zh, "en": person.name.en},
        "asked": _time(check.asked_at, site),
        "until": _time(check.due_at, site),
        "answered": _time(check.answered_at, site) if check.answered_at is not None else "",
        "late": check.state == LATE,
    }
    return {"check": sheet, "notice": notice, "language": site.language}


def _time(moment: datetime, site: Site) -> str:
    return moment.astimezone(ZoneInfo(site.timezone)).strftime("%H:%M")
