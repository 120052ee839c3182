"""The clocks of incidents: rows that say what is owed until when, kept up to the moment by a thread that only asks."""

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace
from datetime import datetime, timedelta
from math import inf

from app.core.changes import Changed, Changes
from app.core.clock import Clock, moment_of, stamp
from app.core.errors import InvalidInput, NotAllowed, NotFound
from app.core.ids import new_id
from app.core.ticking import Ticker
from app.model.deadline import Due, PhoneReport, Recipient
from app.model.incident import Incident
from app.model.journal import Actor, Draft
from app.reports.deadlines import Urgency, left_s, urgency
from app.reports.settling import must_settle, note_due, settle_incident
from app.storage.database import Database
from app.storage.transaction import Reader, Transaction

_TICK_S = 0.5
_LOOK_AT_LEAST_EVERY_S = 15.0
"""After a restart of the PC the wall clock counts, which somebody may set."""
_DECIDING = frozenset({"incident", "due", "report", "plan", "report_deadline", "person", "site"})
"""Kinds of changes that decide what is owed."""
_LONGEST_WORDS = 1000
_MINUTE = timedelta(minutes=1)
"""A time is typed to the minute."""


class ReportClocks:
    """`start` begins the ticking, `tick` is one of them. What is due is a row: a restart asks the same question."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        actor: Callable[[], Actor],
        gate: Callable[[], None] = lambda: None,
        fault: Callable[[BaseException], None] = lambda error: None,
        changes: Changes | None = None,
    ) -> None:
        self._database = database
        self._clock = clock
        self._actor = actor
        self._gate = gate
        self._stale = True
        self._look_at = 0.0
        self._unsubscribe = changes.subscribe(self._on_change) if changes is not None else None
        self._ticker = Ticker("report-clocks", _TICK_S, self.tick, fault)

    def start(self) -> None:
        self._ticker.start()

    def stop(self) -> None:
        if self._unsubscribe is not None:
            self._unsubscribe()
        self._ticker.stop()

    def dues(self, incident_id: str) -> list[Due]:
        """Everything the incident owes and owed."""
        return self._database.read(lambda reader: reader.dues.of_incident(incident_id))

    def dues_of(self, incident_ids: list[str]) -> dict[str, list[Due]]:
        """For a list of incidents, by their ids."""
        return self._database.read(lambda reader: reader.dues.of_incidents(incident_ids))

    def still_owed(self, most: int) -> tuple[list[tuple[Incident, list[Due]]], int]:
        """What incidents that are over still owe above, the most urgent first, and how many more incidents owe something."""
        moment = moment_of(self._clock)

        def read(reader: Reader) -> tuple[list[tuple[Incident, list[Due]]], int]:
            dues = reader.dues.of_incidents(reader.dues.after_the_end())
            waiting = {
                one: [due for due in owed if due.is_open and due.recipient] for one, owed in dues.items()
            }
            soonest = {one: min(left_s(due, moment) for due in owed) for one, owed in waiting.items() if owed}
            ranked = sorted(soonest, key=lambda one: soonest[one])
            shown = ((reader.incidents.get(one), waiting[one]) for one in ranked[:most])
            return [(incident, owed) for incident, owed in shown if incident is not None], len(ranked[most:])

        return self._database.read(read)

    def left_s(self, due: Due) -> float:
        """Seconds until it is due, negative afterwards."""
        return left_s(due, moment_of(self._clock))

    def urgency(self, due: Due) -> Urgency:
        return urgency(due, moment_of(self._clock))

    def phone_reports(self, incident_id: str) -> list[PhoneReport]:
        return self._database.read(lambda reader: reader.dues.phone_reports(incident_id))

    def reported_by_phone(
        self,
        incident_id: str,
        recipient: Recipient,
        whom: str,
        *,
        at: datetime | None = None,
        said: str = "",
    ) -> "Future[None]":
        """Somebody above was told on the telephone, now or a while ago.

        Fails with NotFound, or InvalidInput (whom_empty, time_ahead, time_before, text_too_long).
        """
        actor = self._actor()

        def change(transaction: Transaction) -> None:
            incident = _existing(transaction, incident_id)
            now = transaction.clock.now()
            report = PhoneReport(
                new_id(now), incident_id, recipient, whom.strip(), at or now, said.strip(), actor.person_id
            )
            _check(report, incident, now)
            transaction.dues.add_phone_report(report)
            data = {"role": recipient.role, "person": recipient.person_id, "whom": report.whom}
            data["at"] = stamp(report.at)
            transaction.journal.append(
                Draft("reported_by_phone", report.said, actor, data, incident_id=incident_id)
            )
            transaction.touch("due")
            settle_incident(transaction, incident)

        return self._database.write(change)

    def waive(self, due_id: str, reason: str) -> "Future[None]":
        """A person says that this is not owed. Fails with NotFound or NotAllowed (due_over).

        Raises NotAllowed where nobody is signed in, InvalidInput (reason_empty).
        """
        self._gate()
        actor = self._actor()
        if not reason.strip():
            raise InvalidInput(field="reason", reason="reason_empty")

        def change(transaction: Transaction) -> None:
            due = transaction.dues.get(due_id)
            if due is None:
                raise NotFound("no_due", id=due_id)
            if not due.is_open:
                raise NotAllowed("due_over")
            ended = replace(
                due, ended="waived", ended_at=transaction.clock.now(), reason=reason.strip()[:_LONGEST_WORDS]
            )
            transaction.dues.save(ended)
            note_due(transaction, ended, "clock_waived", actor, reason=ended.reason)
            transaction.touch("due")
            settle_incident(transaction, _existing(transaction, due.incident_id))

        return self._database.write(change)

    def tick(self) -> "Future[None] | None":
        """Asks what time has brought; None where that is nothing. Reads nothing while nothing has changed or come due."""
        now = self._clock.monotonic()
        if self._unsubscribe is not None and not self._stale and now < self._look_at:
            return None
        self._stale = False
        late, left = self._database.read(self._overtaken)
        self._look_at = now + min(max(left, 0.0), _LOOK_AT_LEAST_EVERY_S)
        if not late:
            return None
        return self._database.write(lambda transaction: _settle_all(transaction, late))

    def _on_change(self, changed: Changed) -> None:
        if changed.kinds & _DECIDING:
            self._stale = True

    def _overtaken(self, reader: Reader) -> tuple[list[str], float]:
        """Incidents in which something must be written, and the seconds until time brings something."""
        moment = moment_of(self._clock)
        found, soonest = [], inf
        for incident_id in reader.dues.unsettled():
            incident = reader.incidents.get(incident_id)
            if incident is None:
                continue
            must, left = must_settle(reader, incident, moment)
            soonest = min(soonest, left)
            if must:
                found.append(incident_id)
        return found, soonest


def _settle_all(transaction: Transaction, incident_ids: list[str]) -> None:
    for incident_id in incident_ids:
        settle_incident(transaction, _existing(transaction, incident_id))


def _check(report: PhoneReport, incident: Incident, now: datetime) -> None:
    if not report.recipient:
        raise InvalidInput(field="recipient", reason="no_recipient")
    if not report.whom:
        raise InvalidInput(field="whom", reason="whom_empty")
    if len(report.said) > _LONGEST_WORDS or len(report.whom) > _LONGEST_WORDS:
        raise InvalidInput(field="said", reason="text_too_long")
    if report.at > now:
        raise InvalidInput(field="at", reason="time_ahead")
    if report.at < incident.opened_at - _MINUTE:
        raise InvalidInput(field="at", reason="time_before")


def _existing(transaction: Transaction, incident_id: str) -> Incident:
    incident = transaction.incidents.get(incident_id)
    if incident is None:
        raise NotFound("no_incident", id=incident_id)
    return incident
