"""What modems tell: how they are, which messages arrived, and what people answer. An answer may be a confirmation."""

import logging
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from app.core.clock import Clock
from app.core.errors import DutyRoomError, StorageUnavailable
from app.incidents.call_codes import call_with_code
from app.model.incident import Call, Incident, Source
from app.model.journal import Actor, Draft
from app.model.message import DELIVERED, FAILED, Message, ModemState
from app.model.site import Person
from app.notify.journaling import journal_message
from app.notify.outcomes import queue_next_channel
from app.notify.proof import is_proof
from app.notify.proving import learn
from app.notify.rules import ModemWatch, after_report
from app.notify.telephones import confirms, same_phone
from app.reach.answers import answer_check
from app.reports.answering import confirm_report
from app.storage.database import Database
from app.storage.transaction import Transaction

log = logging.getLogger(__name__)
_REPORTED_WITHIN = timedelta(days=3)
Confirm = Callable[[str, Source], "Future[None]"]
Say = Callable[[str, Mapping[str, Any]], None]


class Incoming:
    """`take` is called on the reading threads of modems' processes.

    Args:
        confirm: records that a called person has confirmed, by the call's id.
        say: tells a modem's process something.
        fault: told of what nobody expected.
    """

    def __init__(
        self,
        database: Database,
        clock: Clock,
        confirm: Confirm,
        say: Say,
        fault: Callable[[BaseException], None],
    ) -> None:
        self._database = database
        self._clock = clock
        self._confirm = confirm
        self._say = say
        self._fault = fault
        self._watches: dict[str, ModemWatch] = {}

    def states(self) -> list[ModemState]:
        """Of every modem in use."""
        return [watch.state for watch in list(self._watches.values())]

    def follow(self, ports: list[str]) -> None:
        """Of these modems there is something to know; and their trouble is told once it lasts."""
        for port in self._watches.keys() - set(ports):
            del self._watches[port]
        for port in ports:
            watch = self._watches.setdefault(port, ModemWatch(ModemState(port), self._clock.monotonic()))
            kind = watch.news(self._clock.monotonic())
            if kind:
                self._note_modem(kind, watch.state)

    def take(self, port: str, values: Mapping[str, Any]) -> None:
        try:
            if "modem" in values and port in self._watches:
                self._watches[port].see(ModemState(port, **values["modem"]), self._clock.monotonic())
            elif "report" in values:
                self._report(**values["report"])
            elif "received" in values:
                self._receive(port, **values["received"])
        except StorageUnavailable as error:
            # It stays on the card and is told again.
            log.error("what modem %s told could not be written: %s", port, error)
        except Exception as error:  # the reading thread must go on, whatever one message did
            log.exception("what modem %s told could not be used", port)
            self._fault(error)

    def _note_modem(self, kind: str, state: ModemState) -> None:
        data = {"port": state.port, "error": state.cause}
        self._database.write(lambda tx: tx.journal.append(Draft(kind, data=data)))

    def _report(self, reference: int, phone: str, status: int) -> None:
        self._database.write(lambda tx: take_report(tx, reference, phone, status)).result()

    def _receive(self, port: str, key: str, phone: str, text: str, sent_at: str) -> None:
        answer = self._database.write(lambda tx: take_answer(tx, key, phone, text, sent_at)).result()
        if answer is not None:
            try:
                self._confirm(answer.call.id, answer.source(phone)).result()
            except StorageUnavailable:
                raise
            except DutyRoomError as error:
                log.info("an answer came too late: %s", error)
        self._say(port, {"stored": key})


@dataclass(frozen=True, slots=True)
class Answer:
    """A confirmation of a called person."""

    person: Person
    call: Call

    def source(self, phone: str) -> Source:
        name = self.person.name.zh or self.person.name.en
        return Source(Actor(self.person.id, name), "sms", phone)


def take_report(transaction: Transaction, reference: int, phone: str, status: int) -> None:
    """What the network says became of a message: of the newest it can mean."""
    now = transaction.clock.now()
    people = {person.id: person for person in transaction.site.people()}
    for message in transaction.outbox.awaiting_reports(now - _REPORTED_WITHIN):
        person = people.get(message.person_id)
        after = after_report(message, reference, status, now)
        if after == message or person is None or not any(same_phone(phone, own) for own in person.phones):
            continue
        transaction.outbox.save(after)
        transaction.touch_quietly("message")
        _note_report(transaction, after)
        return


def _note_report(transaction: Transaction, message: Message) -> None:
    if is_proof(message):
        learn(transaction, message)
        return
    if message.state in (DELIVERED, FAILED):
        journal_message(transaction, message, f"message_{message.state}", error=message.error)
    if message.state == FAILED:
        queue_next_channel(transaction, message)


def take_answer(transaction: Transaction, key: str, phone: str, text: str, sent_at: str) -> Answer | None:
    """Enters what somebody wrote; gives the call it confirms.

    One that is told again after a crash is not entered again, but may still have to be counted.
    """
    people = [
        person
        for person in transaction.site.people()
        if person.active and any(same_phone(phone, own) for own in person.phones)
    ]
    found = _running_call(transaction, people)
    new = transaction.outbox.note_received(key, transaction.clock.now())
    if new:
        sender = found[0] if found else next(iter(people), None)
        data = {"phone": phone, "sent_at": sent_at, "person": sender.id if sender else ""}
        incident_id = found[1].id if found else ""
        transaction.journal.append(Draft("sms_received", text=text, data=data, incident_id=incident_id))
    ids = [person.id for person in people]
    if found is None:
        if new and confirms(text) and not answer_check(transaction, ids, "sms"):
            confirm_report(transaction, ids)
        return None
    person, incident, call = found
    if new and confirms(text) and call.acknowledged_at is not None:
        # That call is answered: what is still open is a report. Who was only marked as confirmed has answered now, too.
        confirm_report(transaction, ids)
        if call.has_answered:
            return None
    by_code = call_with_code(incident.calls, text)
    confirmed = confirms(text) or (by_code is not None and by_code.id == call.id)
    return Answer(person, call) if confirmed else None


def _running_call(transaction: Transaction, people: list[Person]) -> tuple[Person, Incident, Call] | None:
    """The newest call of any of these people in an incident that runs; one not confirmed yet before others, and then one
    that was only marked as confirmed."""
    by_id = {person.id: person for person in people}
    calls = [
        (by_id[call.person_id], incident, call)
        for incident in transaction.incidents.running()
        for call in incident.calls
        if call.person_id in by_id
    ]
    calls.sort(
        key=lambda found: (found[2].acknowledged_at is None, not found[2].has_answered, found[2].called_at),
        reverse=True,
    )
    return next(iter(calls), None)
