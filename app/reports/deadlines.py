"""What an incident owes, until when, and what has become of it. Pure: facts and a moment in, rows out."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from app.core.moment import Moment
from app.model.deadline import EVERY_LEVEL, Due, DueEnd, Recipient, ReportDeadline, Stage
from app.model.incident import FALSE_ALARM, RUNNING, STOOD_DOWN, Call, Incident, turned_out_at
from app.model.plan import Tier

SOON_SHARE = 0.25
"""The last quarter of its time is amber."""
FINAL_S = 24 * 3600.0
"""Until the final report where the table has no follow-ups."""
WITHIN: tuple[Stage, ...] = ("acknowledge", "turn_out")
"""Owed by those called; the others are owed to somebody above."""
Urgency = Literal["calm", "soon", "over", "met", "late", "ended", "never"]
Fault = Literal["", "overdue", "never", "late", "corrected"]
Key = tuple[Stage, Recipient, int]


@dataclass(frozen=True, slots=True)
class Told:
    """A report that went out. A call tells one recipient; a written one all it was sent to, persons and their roles."""

    stage: Stage
    recipients: frozenset[Recipient]
    at: datetime
    monotonic: float
    boot_id: str


@dataclass(frozen=True, slots=True)
class Facts:
    """All that decides about what one incident owes."""

    incident: Incident
    level: int
    acknowledge_s: float
    deadlines: tuple[ReportDeadline, ...]
    told: tuple[Told, ...] = ()
    """In the order in which they went out."""
    reopened_at: datetime | None = None
    """When it turned out, the last time, that it was not over."""
    tiers: tuple[Tier, ...] = ()
    """Of the plan that is followed: they say whose confirmation counts."""


@dataclass(frozen=True, slots=True)
class _Owed:
    length_s: float
    passed_s: float
    """Since its time began to run."""


def left_s(due: Due, moment: Moment) -> float:
    """Seconds until it is due, negative afterwards."""
    if moment.boot_id == due.boot_id:
        return due.due_monotonic - moment.monotonic
    return (due.due_at - moment.now).total_seconds()


def urgency(due: Due, moment: Moment) -> Urgency:
    """How a due stands: `late` is met after its time, `never` was missed and is no longer owed."""
    if due.met_at is not None:
        return "late" if due.missed_at else "met"
    if due.ended_at is not None:
        return "never" if due.missed_at else "ended"
    left = left_s(due, moment)
    if due.missed_at or left <= 0:
        return "over"
    return "soon" if left <= due.length_s * SOON_SHARE else "calm"


def applying(deadlines: Iterable[ReportDeadline], level: int) -> dict[Recipient, ReportDeadline]:
    """The line of the table for each recipient: that of the level itself, else that for every level."""
    found: dict[Recipient, ReportDeadline] = {}
    for line in deadlines:
        fits = line.level in (level, EVERY_LEVEL)
        if fits and (line.recipient not in found or line.level != EVERY_LEVEL):
            found[line.recipient] = line
    return found


def settle(facts: Facts, dues: Iterable[Due], moment: Moment) -> list[Due]:
    """The rows that are new or have changed; nothing when the same facts are asked again."""
    before = {_key(due): due for due in dues}
    owed = dict(_owed(facts, moment))
    after = {key: _unmet(due, facts) for key, due in before.items()}
    for key, what in owed.items():
        after[key] = _begun(after.get(key), key, what, facts, moment)
    changed = []
    for key, due in after.items():
        now = _met(due, _met_at(facts, due), moment)
        if key not in owed and now.is_open and _is_void(now, facts):
            now = replace(now, ended_at=moment.now, ended=_why_void(facts))
        now = _noticed(now, moment)
        if now != before.get(key):
            changed.append(now)
    return changed


def is_settled(facts: Facts, dues: Iterable[Due]) -> bool:
    """Whether time brings nothing more."""
    return facts.incident.state != RUNNING and not any(due.is_open for due in dues)


def newly_missed(before: Iterable[Due], after: Iterable[Due]) -> list[Due]:
    """Those of `after` that `before` did not know as missed: each once."""
    known = {due.id for due in before if due.missed_at}
    return [due for due in after if due.missed_at and due.id not in known]


def fault_of(dues: Iterable[Due], *, corrected: bool) -> Fault:
    """What is worst about the reports of an incident (迟报、不报); what is owed within the house does not count."""
    above = [due for due in dues if due.recipient and due.missed_at]
    if any(due.is_open for due in above):
        return "overdue"
    if any(due.met_at is None for due in above):
        return "never"
    if above:
        return "late"
    return "corrected" if corrected else ""


def elapsed_s(incident: Incident, moment: Moment) -> float:
    """Seconds since the click: exact within its boot."""
    return _since(incident.opened_at, incident.opened_monotonic, incident.boot_id, moment)


def _owed(facts: Facts, moment: Moment) -> Iterator[tuple[Key, _Owed]]:
    incident, nobody = facts.incident, Recipient()
    passed = elapsed_s(incident, moment)
    if incident.state == RUNNING:
        turn_out = (incident.turn_out_due_at - incident.opened_at).total_seconds()
        yield ("acknowledge", nobody, 0), _Owed(facts.acknowledge_s, passed)
        yield ("turn_out", nobody, 0), _Owed(turn_out, passed)
    if _is_past_drill(incident):
        return
    for recipient, line in applying(facts.deadlines, facts.level).items():
        told = [one for one in facts.told if recipient in one.recipients]
        if incident.state != FALSE_ALARM:
            first: tuple[tuple[Stage, int], ...] = (("phone", line.phone_min), ("written", line.written_min))
            for stage, minutes in first:
                if minutes:
                    yield (stage, recipient, 0), _Owed(60.0 * minutes, _since_reopened(facts, passed, moment))
        if incident.state == RUNNING:
            yield from _follow_ups(recipient, line, told, moment)
        elif incident.closed_at is not None and (told or incident.state == STOOD_DOWN):
            since_end = max(0.0, (moment.now - incident.closed_at).total_seconds())
            number = _finals_before(facts, told)
            yield ("final", recipient, number), _Owed(3600.0 * line.follow_up_h or FINAL_S, since_end)


def _since_reopened(facts: Facts, passed: float, moment: Moment) -> float:
    """What a false alarm had ended begins anew when the alarm was none."""
    if facts.reopened_at is None:
        return passed
    return min(passed, max(0.0, (moment.now - facts.reopened_at).total_seconds()))


def _finals_before(facts: Facts, told: Iterable[Told]) -> int:
    """Final reports of what turned out not to be the end: another one is owed after them."""
    reopened = facts.reopened_at
    return sum(1 for one in told if one.stage == "final" and reopened is not None and one.at < reopened)


def _follow_ups(
    recipient: Recipient, line: ReportDeadline, told: Iterable[Told], moment: Moment
) -> Iterator[tuple[Key, _Owed]]:
    """One after each written report, its time counted from that one."""
    if not line.follow_up_h:
        return
    for number, one in enumerate(_written(told), start=1):
        passed = _since(one.at, one.monotonic, one.boot_id, moment)
        yield ("follow_up", recipient, number), _Owed(3600.0 * line.follow_up_h, passed)


def _begun(due: Due | None, key: Key, owed: _Owed, facts: Facts, moment: Moment) -> Due:
    """A new row; or the one there, with another time only where the incident has come to another level."""
    if due is not None and not _is_owed_again(due, facts) and (not due.is_open or due.level == facts.level):
        return due
    stage, recipient, number = key
    left = timedelta(seconds=owed.length_s - owed.passed_s)
    return Due(
        id=":".join((facts.incident.id, stage, recipient.code, str(number))),
        incident_id=facts.incident.id,
        stage=stage,
        recipient=recipient,
        number=number,
        level=facts.level,
        length_s=owed.length_s,
        due_at=moment.now + left,
        due_monotonic=moment.monotonic + left.total_seconds(),
        boot_id=moment.boot_id,
        missed_at=due.missed_at if due else None,
    )


def _is_owed_again(due: Due, facts: Facts) -> bool:
    """What the end of the incident had ended is owed again once it was no end; nobody turns out twice in five minutes."""
    if due.ended == "closed" and due.stage not in WITHIN:
        return (
            facts.reopened_at is not None and due.ended_at is not None and due.ended_at <= facts.reopened_at
        )
    return due.ended == "changed"


def _unmet(due: Due, facts: Facts) -> Due:
    """Runs again where what had met it was marked by mistake and taken back. What was missed stays missed."""
    calls = facts.incident.calls
    times = {
        "acknowledge": {call.acknowledged_at for call in calls},
        "turn_out": {call.arrived_at for call in calls},
    }
    stands = due.met_at is None or due.met_at in times.get(due.stage, {due.met_at})
    return due if stands or facts.incident.state != RUNNING else replace(due, met_at=None)


def _met_at(facts: Facts, due: Due) -> datetime | None:
    """When what is owed was done."""
    calls = facts.incident.calls
    if due.stage == "acknowledge":
        return _confirmed_at(calls, facts.tiers)
    if due.stage == "turn_out":
        return turned_out_at(calls)
    told = [one for one in facts.told if due.recipient in one.recipients]
    if due.stage in ("phone", "final"):
        return next((one.at for one in [one for one in told if one.stage == due.stage][due.number :]), None)
    # The first written report of whatever kind is the one owed first; each later one answers the one before.
    return next((one.at for one in _written(told)[due.number :]), None)


def _confirmed_at(calls: tuple[Call, ...], tiers: Iterable[Tier]) -> datetime | None:
    """The first confirmation that counts: who sits at the console has not gone anywhere by saying so."""
    able: dict[str, Call] = {}
    for tier in tiers:
        named = [call for call in calls if call.role in tier.acknowledged_by]
        able |= {call.id: call for call in named or calls if named or call.tier == tier.number}
    counting = able.values() if able else calls
    return min((call.acknowledged_at for call in counting if call.acknowledged_at), default=None)


def _met(due: Due, met_at: datetime | None, moment: Moment) -> Due:
    if met_at is None or not due.is_open:
        return due
    late = left_s(due, moment) <= 0 and met_at > due.due_at
    return replace(due, met_at=met_at, missed_at=due.missed_at or (moment.now if late else None))


def _noticed(due: Due, moment: Moment) -> Due:
    over = due.is_open and due.missed_at is None and left_s(due, moment) <= 0
    return replace(due, missed_at=moment.now) if over else due


def _is_void(due: Due, facts: Facts) -> bool:
    """Whether it is no longer owed. A line taken out of the table meanwhile frees nobody: only the incident itself does."""
    if _is_past_drill(facts.incident):
        return True
    if facts.incident.state == STOOD_DOWN:
        return due.stage in (*WITHIN, "follow_up") or due.level != facts.level
    if facts.incident.state == FALSE_ALARM:
        return due.stage != "final"
    return due.stage == "final" or due.level != facts.level


def _is_past_drill(incident: Incident) -> bool:
    """Nobody above waits for the papers of an exercise that is over."""
    return incident.drill and incident.state != RUNNING


def _why_void(facts: Facts) -> DueEnd:
    return "changed" if facts.incident.state == RUNNING else "closed"


def _written(told: Iterable[Told]) -> list[Told]:
    return [one for one in told if one.stage in ("written", "follow_up", "final")]


def _since(at: datetime, monotonic: float, boot_id: str, moment: Moment) -> float:
    if moment.boot_id == boot_id:
        return max(0.0, moment.monotonic - monotonic)
    return max(0.0, (moment.now - at).total_seconds())


def _key(due: Due) -> Key:
    return due.stage, due.recipient, due.number
