"""Who came, who was late, who is missing, who left early; and the hours that were worked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.model.roster import Duty
from app.model.rota import Presence, RosterSettings

PLANNED = "planned"
EXPECTED = "expected"
PRESENT = "present"
LATE = "late"
ABSENT = "absent"
LEFT_EARLY = "left_early"
DONE = "done"


@dataclass(frozen=True, slots=True)
class Attendance:
    """A duty, and whether its person was there. `late` and `early`: how much of it is missing at its ends."""

    duty: Duty
    state: str
    on_at: datetime | None = None
    off_at: datetime | None = None
    late: timedelta = timedelta()
    early: timedelta = timedelta()


def attendance(
    duties: Iterable[Duty], presences: Sequence[Presence], now: datetime, settings: RosterSettings
) -> list[Attendance]:
    """Each duty with what is known of it."""
    return [_of(duty, presences, now, settings) for duty in duties]


def duty_to_clock_on(
    duties: Iterable[Duty],
    presences: Sequence[Presence],
    person_id: str,
    now: datetime,
    settings: RosterSettings,
) -> Duty | None:
    """The duty that somebody who clocks on now comes for: the running one, else one that begins soon."""
    early = timedelta(minutes=settings.early_min)
    own = [
        duty
        for duty in duties
        if duty.shift.person_id == person_id and duty.starts - early <= now < duty.ends
    ]
    open_ones = [duty for duty in own if not any(_is_for(one, duty) and one.off_at for one in presences)]
    return min(open_ones or own, key=lambda duty: (duty.starts > now, duty.starts), default=None)


def worked_hours(
    presences: Iterable[Presence], span: tuple[datetime, datetime], now: datetime
) -> dict[str, float]:
    """Hours that each was there between two moments."""
    seconds: dict[str, float] = {}
    for presence in presences:
        starts = max(presence.on_at, span[0])
        ends = min(presence.off_at or now, span[1])
        if ends > starts:
            seconds[presence.person_id] = (
                seconds.get(presence.person_id, 0.0) + (ends - starts).total_seconds()
            )
    return {person_id: value / 3600 for person_id, value in seconds.items()}


def _is_for(presence: Presence, duty: Duty) -> bool:
    """By its person and time: what was exchanged while somebody stood there is still the same duty."""
    if presence.person_id != duty.shift.person_id:
        return False
    if presence.duty_starts is not None and presence.duty_ends is not None:
        return presence.duty_starts < duty.ends and presence.duty_ends > duty.starts
    return presence.on_at < duty.ends and (presence.off_at is None or presence.off_at > duty.starts)


def _of(duty: Duty, presences: Sequence[Presence], now: datetime, settings: RosterSettings) -> Attendance:
    grace = timedelta(minutes=settings.late_min)
    own = [one for one in presences if _is_for(one, duty) and one.on_at < duty.ends]
    if not own:
        return Attendance(duty, _without(duty, now, grace))
    on_at = min(one.on_at for one in own)
    off_at = None if any(one.off_at is None for one in own) else max(one.off_at for one in own if one.off_at)
    late = max(timedelta(), on_at - duty.starts)
    early = max(timedelta(), duty.ends - off_at) if off_at is not None else timedelta()
    if early > grace:
        state = LEFT_EARLY
    elif late > grace:
        state = LATE
    else:
        state = DONE if now >= duty.ends else PRESENT
    return Attendance(duty, state, on_at, off_at, late, early)


def _without(duty: Duty, now: datetime, grace: timedelta) -> str:
    if now < duty.starts:
        return PLANNED
    return EXPECTED if now < duty.starts + grace else ABSENT
