"""When somebody is asked, who, and what their answers come to. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from statistics import median

from app.core.errors import InvalidInput
from app.model.reach import ANSWERED, LATE, MISSED, OPEN, ReachCheck, ReachSettings
from app.model.words import Words

MOST_PER_WEEK, MOST_WITHIN_MIN = 42, 120
_WEEK = timedelta(days=7)
LATE_FOR = timedelta(hours=24)
"""So long an answer still counts as a late one."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What one person's checks of a month come to; times are seconds to the answer, None where there was none."""

    person_id: str
    name: Words
    checks: int
    in_time: int
    median_s: float | None
    slowest_s: float | None


def check_settings(settings: ReachSettings) -> None:
    """Raises InvalidInput for more checks than a week bears or no time to answer."""
    if not 0 <= settings.per_week <= MOST_PER_WEEK:
        raise InvalidInput(field="per_week", reason="out_of_range", number=f"0–{MOST_PER_WEEK}")
    if not 1 <= settings.within_min <= MOST_WITHIN_MIN:
        raise InvalidInput(field="within_min", reason="out_of_range", number=f"1–{MOST_WITHIN_MIN}")


def next_due(settings: ReachSettings, now: datetime, chance: float) -> datetime | None:
    """The moment of the next check, which nobody can foresee; `chance` is from 0 to 1."""
    if settings.per_week == 0:
        return None
    return now + _WEEK / settings.per_week * (0.5 + chance)


def is_far_off(due_at: datetime, settings: ReachSettings, now: datetime) -> bool:
    """Whether it lies further ahead than any check would (the wall clock was set back, or there are more a week now)."""
    return settings.per_week > 0 and due_at - now > _WEEK / settings.per_week * 1.6


def chosen(people: Sequence[str], before: str, chance: float) -> str:
    """One of these at random; not the one asked last while there are others. Empty where there is nobody."""
    others = [person for person in people if person != before] or list(people)
    return others[min(len(others) - 1, int(chance * len(others)))] if others else ""


def answered(check: ReachCheck, path: str, now: datetime) -> ReachCheck:
    """With the answer; one that has it already stays as it is, and so does one of long ago."""
    if check.answered_at is not None or now - check.asked_at > LATE_FOR:
        return check
    state = ANSWERED if now <= check.due_at else LATE
    return replace(check, state=state, answered_at=now, path=path)


def overdue(check: ReachCheck, now: datetime) -> ReachCheck:
    """Missed, once its time is over."""
    return replace(check, state=MISSED) if check.state == OPEN and now > check.due_at else check


def seconds_to_answer(check: ReachCheck) -> float | None:
    return None if check.answered_at is None else (check.answered_at - check.asked_at).total_seconds()


def by_person(checks: Iterable[ReachCheck]) -> list[Asked]:
    """A line for each person, those who missed most first. An open check counts for nobody yet."""
    groups: dict[str, list[ReachCheck]] = {}
    for check in checks:
        if check.state != OPEN:
            groups.setdefault(check.person_id, []).append(check)
    found = [_asked(group) for group in groups.values()]
    return sorted(found, key=lambda asked: (asked.in_time - asked.checks, -(asked.slowest_s or 0.0)))


def _asked(checks: list[ReachCheck]) -> Asked:
    times = [seconds for check in checks if (seconds := seconds_to_answer(check)) is not None]
    return Asked(
        checks[0].person_id,
        checks[0].name,
        len(checks),
        sum(1 for check in checks if check.state == ANSWERED),
        median(times) if times else None,
        max(times) if times else None,
    )
