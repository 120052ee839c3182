"""How a shift stood against what is wanted of it: each line opens at its moment; what has no target says so. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

from app.model.deadline import Due, Recipient
from app.model.handover import HandoverDue
from app.model.incident import Incident
from app.model.journal import WITHDRAWALS, Entry
from app.model.words import Words
from app.roster.attendance import ABSENT, DONE, LATE, LEFT_EARLY, PRESENT, Attendance
from app.shift_review.moments import ALARMS
from app.shift_review.tour_runs import FINISHED, NOT_BEGUN, RUNNING, TourRun
from app.shift_review.troubles import Trouble

_CAME = (PRESENT, DONE, LEFT_EARLY, LATE, ABSENT)
Verdict = Literal["met", "late", "never", "open", "none"]
"""`never`: not done, or not done yet and overdue; `open`: there is time left; `none`: nothing says what is wanted."""


@dataclass(frozen=True, slots=True)
class Line:
    """One thing compared. `subject`: a stage of what incidents owe, handover, on_time, clock_on, clock_off, tour,
    cameras, alarms, corrections."""

    subject: str
    verdict: Verdict
    at: float | None
    """Where it opens."""
    target_s: float | None = None
    took_s: float | None = None
    incident_id: str = ""
    drill: bool = False
    person_id: str = ""
    recipient: Recipient = field(default_factory=Recipient)
    name: Words = field(default_factory=Words)
    due_at: float = 0.0
    """Of a handover: the change of shift it belongs to."""
    count: int = 0
    of: int = 0


def targets(
    incidents: Iterable[Incident],
    dues: Mapping[str, Sequence[Due]],
    attendances: Sequence[Attendance],
    grace: timedelta,
    runs: Iterable[TourRun],
    span: tuple[datetime, datetime],
) -> list[Line]:
    """What has a target, in the order in which it was due."""
    since, until = span
    found = [
        *(line for incident in incidents for line in _of_incident(incident, dues.get(incident.id, ()), span)),
        *_of_attendance(attendances, grace, since),
        *map(_of_tour, runs),
    ]
    inside = (line for line in found if line.at is None or line.at <= until.timestamp())
    return sorted(inside, key=lambda line: line.at or 0.0)


def of_handovers(dues: Iterable[HandoverDue], late_after: timedelta) -> list[Line]:
    """Changes of shift by the roster at both ends of the span and within: signed by both in time, late or never."""
    found = []
    for due in dues:
        if due.withdrawn_at is not None:
            continue
        if due.accepted_at is not None:
            verdict: Verdict = "late" if due.late_at else "met"
        else:
            verdict = "never" if due.missed_at or due.late_at else "open"
        took = max(0.0, (due.accepted_at - due.due_at).total_seconds()) if due.accepted_at else None
        at = (due.accepted_at or due.due_at).timestamp()
        found.append(
            Line("handover", verdict, at, late_after.total_seconds(), took, due_at=due.due_at.timestamp())
        )
    return found


def without_target(
    entries: Sequence[Entry], troubles: Sequence[Trouble], compared: Sequence[Line]
) -> list[Line]:
    """What is counted and measured though nothing says how much is too much; and what was not asked for in this time."""
    alarms = [entry for entry in entries if entry.draft.kind in ALARMS]
    lost = sum(each.end - each.start for each in troubles)
    corrections = [entry for entry in entries if entry.draft.kind in ("amendment", *WITHDRAWALS)]
    kinds = {line.subject for line in compared}
    absent = [Line(subject, "none", None) for subject in ("handover", "tour") if subject not in kinds]
    worst = max(troubles, key=lambda each: each.end - each.start, default=None)
    return [
        *absent,
        Line("cameras", "none", worst.start if worst else None, took_s=lost, count=len(troubles)),
        Line("alarms", "none", alarms[0].at.timestamp() if alarms else None, count=len(alarms)),
        Line(
            "corrections",
            "none",
            corrections[0].at.timestamp() if corrections else None,
            count=len(corrections),
        ),
    ]


def _of_incident(incident: Incident, dues: Sequence[Due], span: tuple[datetime, datetime]) -> Iterator[Line]:
    for due in dues:
        if due.ended_at is not None and not due.missed_at:
            continue
        at = due.met_at or due.due_at
        if not (span[0] <= at < span[1] or span[0] <= due.due_at < span[1]):
            continue
        took = max(0.0, (due.met_at - incident.opened_at).total_seconds()) if due.met_at else None
        yield Line(
            due.stage,
            _verdict(due),
            at.timestamp(),
            due.length_s,
            took,
            incident.id,
            incident.drill,
            recipient=due.recipient,
        )


def _verdict(due: Due) -> Verdict:
    if due.met_at is not None:
        return "late" if due.missed_at else "met"
    return "never" if due.missed_at else "open"


def _of_attendance(attendances: Sequence[Attendance], grace: timedelta, since: datetime) -> Iterator[Line]:
    """How many came in time to the duties that began in the span; each who did not, and each who left too early."""
    begun = [one for one in attendances if one.duty.starts >= since and one.state in _CAME]
    late = [one for one in begun if one.state == ABSENT or one.late > grace]
    if begun:
        starts = min(one.duty.starts for one in begun).timestamp()
        verdict: Verdict = "late" if late else "met"
        yield Line(
            "on_time", verdict, starts, grace.total_seconds(), count=len(begun) - len(late), of=len(begun)
        )
    for one in late:
        at = (one.on_at or one.duty.starts).timestamp()
        took = one.late.total_seconds() if one.on_at else None
        missing: Verdict = "late" if one.on_at else "never"
        yield Line("clock_on", missing, at, grace.total_seconds(), took, person_id=one.duty.shift.person_id)
    for one in attendances:
        if one.state == LEFT_EARLY and one.off_at is not None:
            early, at = one.early.total_seconds(), one.off_at.timestamp()
            person_id = one.duty.shift.person_id
            yield Line("clock_off", "late", at, grace.total_seconds(), early, person_id=person_id)


def _of_tour(run: TourRun) -> Line:
    verdict: Verdict = "met"
    if run.state == RUNNING:
        verdict = "open"
    elif run.state == NOT_BEGUN:
        verdict = "never"
    elif run.missed or run.state != FINISHED:
        verdict = "late"
    at = run.missed[0] if run.missed else run.start
    return Line("tour", verdict, at, name=run.name, count=run.seen, of=run.of)
