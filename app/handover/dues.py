"""When handovers are due, late and missed: each is told once. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from app.model.handover import HandoverDue, HandoverSettings

LOOK_BACK = timedelta(days=1)
"""Changes of shift longer ago than this, while the program was off, are not asked after."""
EARLY = timedelta(minutes=60)
"""A handover begun so long before a change of shift is the one for it."""


def settled(
    planned: Iterable[HandoverDue], rows: Iterable[HandoverDue], now: datetime, settings: HandoverSettings
) -> list[HandoverDue]:
    """Rows that are new or changed, the earliest first.

    Args:
        planned: what the roster says, from `LOOK_BACK` before now on.
        rows: what is known already of the same time, and all that are still open.
    """
    known = {row.due_at: row for row in rows}
    roster = {due.due_at: due for due in planned}
    remind = timedelta(minutes=settings.remind_min)
    after = dict(known)
    for due_at, due in roster.items():
        if due_at not in known and now >= due_at - remind:
            after[due_at] = replace(due, reminded_at=now)
        elif due_at in known and known[due_at].withdrawn_at is not None and now < due_at:
            # The roster has it again.
            after[due_at] = replace(due, reminded_at=known[due_at].reminded_at)
    reached = [due_at for due_at, row in after.items() if due_at <= now and row.withdrawn_at is None]
    last = max(reached, default=None)
    for due_at, row in after.items():
        if row.is_open:
            after[due_at] = _aged(row, roster.get(due_at), now, last, settings)
    return sorted(
        (row for due_at, row in after.items() if row != known.get(due_at)), key=lambda row: row.due_at
    )


def told(before: HandoverDue | None, after: HandoverDue) -> str:
    """What the log hears of a row that has changed: due, late, missed, withdrawn or nothing. The worst alone."""
    if after.missed_at and not (before and before.missed_at):
        return "missed"
    if after.withdrawn_at and not (before and before.withdrawn_at):
        return "withdrawn"
    if after.late_at and not (before and before.late_at):
        return "late"
    return "due" if before is None else ""


def is_late(due: HandoverDue, now: datetime, settings: HandoverSettings) -> bool:
    return now >= due.due_at + timedelta(minutes=settings.late_min)


def due_for(dues: Sequence[HandoverDue], now: datetime) -> HandoverDue | None:
    """Which of the open ones a handover begun now is for: the last that is reached or near."""
    near = [due for due in dues if due.is_open and due.due_at <= now + EARLY]
    return max(near, key=lambda due: due.due_at, default=None)


def _aged(
    row: HandoverDue,
    planned: HandoverDue | None,
    now: datetime,
    last: datetime | None,
    settings: HandoverSettings,
) -> HandoverDue:
    if now < row.due_at:
        if planned is None:
            return replace(row, withdrawn_at=now)
        return replace(row, outgoing=planned.outgoing, incoming=planned.incoming)
    if last is not None and row.due_at < last:
        return replace(row, missed_at=now)
    if row.late_at is None and is_late(row, now, settings):
        return replace(row, late_at=now)
    return row
