"""What was late in an incident or never done, and how a drill stood against its targets. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from app.model.deadline import Due, Stage
from app.model.incident import Incident
from app.model.message import FAILED, UNKNOWN, Message
from app.model.plan import Plan

FindingCode = Literal[
    "due_late", "due_never", "step_late", "step_never", "never_confirmed", "message_not_out"
]
TARGETS: tuple[Stage, ...] = ("acknowledge", "turn_out", "phone", "written")
"""What a drill is measured by."""


@dataclass(frozen=True, slots=True)
class Finding:
    """`over_s` is how late; `due`, `step` (from 0), `person_id` say what it is about."""

    code: FindingCode
    over_s: float = 0.0
    due: Due | None = None
    step: int = -1
    person_id: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """How long something took against its target; None: never done."""

    stage: Stage
    target_s: float
    took_s: float | None

    @property
    def late(self) -> bool:
        return self.took_s is None or self.took_s > self.target_s


def findings(
    incident: Incident, plan: Plan, dues: Iterable[Due], messages: Iterable[Message]
) -> list[Finding]:
    """Reports and turn-out first, then steps, people, messages."""
    return [*_of_dues(dues), *_of_steps(incident, plan), *_of_people(incident), *_of_messages(messages)]


def results(incident: Incident, dues: Iterable[Due]) -> list[Result]:
    """The first of each target: where several are told, the one told last counts."""
    found: dict[Stage, Result] = {}
    for due in dues:
        # What is still in time, or was when the incident ended, says nothing.
        if due.stage not in TARGETS or (due.met_at is None and not due.missed_at):
            continue
        took = _took(incident, due)
        before = found.get(due.stage)
        if before is None or _worse(took, before.took_s):
            found[due.stage] = Result(due.stage, due.length_s, took)
    return [found[stage] for stage in TARGETS if stage in found]


def _took(incident: Incident, due: Due) -> float | None:
    """Never below nothing: what is within a set wall clock was still done after the click."""
    return max(0.0, (due.met_at - incident.opened_at).total_seconds()) if due.met_at else None


def _worse(took: float | None, before: float | None) -> bool:
    return before is not None and (took is None or took > before)


def _of_dues(dues: Iterable[Due]) -> Iterator[Finding]:
    for due in dues:
        if not due.missed_at:
            continue
        if due.met_at is None:
            yield Finding("due_never", due=due)
        else:
            yield Finding("due_late", max(0.0, (due.met_at - due.due_at).total_seconds()), due)


def _of_steps(incident: Incident, plan: Plan) -> Iterator[Finding]:
    done: dict[int, datetime] = {one.step: one.at for one in incident.steps_done}
    for number, step in enumerate(plan.steps):
        at = done.get(number)
        if at is None:
            yield Finding("step_never", step=number)
            continue
        over = (at - incident.opened_at).total_seconds() - step.within_s
        if step.within_s and over > 0:
            yield Finding("step_late", over, step=number)


def _of_people(incident: Incident) -> Iterator[Finding]:
    for call in incident.calls:
        if call.acknowledged_at is None:
            yield Finding("never_confirmed", person_id=call.person_id)


def _of_messages(messages: Iterable[Message]) -> Iterator[Finding]:
    seen: set[str] = set()
    for message in messages:
        if message.state in (FAILED, UNKNOWN) and message.person_id not in seen:
            seen.add(message.person_id)
            yield Finding("message_not_out", person_id=message.person_id)
