"""Brings what an incident owes up to the moment, inside a transaction, and tells the journal what was missed."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from math import inf

from app.core.clock import moment_of, stamp
from app.core.moment import Moment
from app.incidents.plans import plan_of
from app.model.deadline import Due, Recipient, Stage
from app.model.incident import Incident
from app.model.journal import SYSTEM, Actor, Draft
from app.model.report import Report, ReportKind
from app.reports.deadlines import Facts, Told, is_settled, left_s, newly_missed, settle
from app.storage.transaction import Reader, Transaction

_STAGES: dict[ReportKind, Stage] = {"initial": "written", "follow_up": "follow_up", "final": "final"}


def facts_of(store: Reader | Transaction, incident: Incident, dues: Sequence[Due]) -> Facts:
    """All that decides about what the incident owes; `dues` are the rows there are."""
    calls = [
        Told("phone", frozenset((report.recipient,)), report.at, 0.0, "")
        for report in store.dues.phone_reports(incident.id)
    ]
    reports = store.reports.of_incident(incident.id)
    told = sorted((*calls, *_written(store, reports)), key=lambda one: one.at)
    # The log is asked only where the answer matters.
    ended_before = any(due.ended == "closed" for due in dues) or any(one.kind == "final" for one in reports)
    plan = plan_of(incident, store)
    return Facts(
        incident=incident,
        level=plan.level,
        acknowledge_s=store.site.site().acknowledge_s,
        deadlines=tuple(store.dues.deadlines()),
        told=tuple(told),
        reopened_at=reopened_at(store, incident.id) if ended_before else None,
        tiers=plan.tiers,
    )


def reopened_at(store: Reader | Transaction, incident_id: str) -> datetime | None:
    """When it turned out, the last time, that the incident was not over."""
    entries = store.journal.latest(1, kinds=("incident_reopened",), incident_id=incident_id)
    return entries[0].at if entries else None


def _written(store: Reader | Transaction, reports: Sequence[Report]) -> Iterator[Told]:
    """A correction tells those alone who were not told before: it answers nothing that is owed to the others."""
    roles = {person.id: person.roles for person in store.site.people()} if reports else {}
    before: dict[tuple[str, int], set[str]] = {}
    for report in reports:
        known = before.setdefault((report.kind, report.number), set())
        new = [person_id for person_id in report.people if person_id not in known]
        known.update(new)
        whom = {Recipient("", person_id) for person_id in new}
        whom |= {Recipient(role) for person_id in new for role in roles.get(person_id, ())}
        if whom:
            stage = _STAGES[report.kind]
            yield Told(stage, frozenset(whom), report.sent_at, report.sent_monotonic, report.boot_id)


def must_settle(reader: Reader, incident: Incident, moment: Moment) -> tuple[bool, float]:
    """Whether a settling would write anything, and in how many seconds time alone will change something."""
    dues = reader.dues.of_incident(incident.id)
    facts = facts_of(reader, incident, dues)
    changed = settle(facts, dues, moment)
    waiting = [left_s(due, moment) for due in dues if due.is_open and due.missed_at is None]
    over = is_settled(facts, dues) and reader.dues.is_unsettled(incident.id)
    return bool(changed) or over, min(waiting, default=inf)


def settle_incident(transaction: Transaction, incident: Incident) -> None:
    """Writes what changed; every clock that ran out is an entry, once."""
    moment = moment_of(transaction.clock)
    before = transaction.dues.of_incident(incident.id)
    facts = facts_of(transaction, incident, before)
    changed = settle(facts, before, moment)
    for due in changed:
        transaction.dues.save(due)
    for due in newly_missed(before, changed):
        note_due(transaction, due, "clock_missed")
    if changed:
        transaction.touch_quietly("due")
    settled = is_settled(facts, transaction.dues.of_incident(incident.id))
    transaction.dues.mark(incident.id, settled=settled)


def note_due(transaction: Transaction, due: Due, kind: str, actor: Actor = SYSTEM, **data: str) -> None:
    """An entry about something owed, in its incident."""
    values = {
        "stage": due.stage,
        "role": due.recipient.role,
        "person": due.recipient.person_id,
        "number": str(due.number),
        "due": stamp(due.due_at),
        **data,
    }
    transaction.journal.append(Draft(kind, actor=actor, data=values, incident_id=due.incident_id))
