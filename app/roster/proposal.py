"""What a proposed roster has to do: duties to fill, who may, what limits and wishes there are; and how a draft does it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from app.model.roster import Duty
from app.model.rota import Cell, Leave, Line, Need, Slot, Wish
from app.model.site import Person
from app.roster.burden import Balance, Load, is_night
from app.roster.conflicts import Staff, wanted_of
from app.roster.cover import is_needed_on
from app.roster.days import Days, every_day
from app.roster.layers import span_of

STRENGTH = "strength"
WISH = "wish"
LOCKED = "locked"
NOBODY_MAY = "nobody_may"


@dataclass(frozen=True, slots=True)
class Job:
    """A duty to fill: minutes since the first day's midnight in UTC; how many, and what makes it hard."""

    line: Line
    date: str
    start: str
    end: str
    begins: int
    ends: int
    count: int
    night: bool = False
    weekend: bool = False
    holiday: bool = False

    @property
    def hours(self) -> float:
        return (self.ends - self.begins) / 60


@dataclass(frozen=True, slots=True)
class Worker:
    """Somebody who may be planned: for which jobs, and within which limits (0: none)."""

    id: str
    jobs: tuple[int, ...]
    week_h: int = 0
    rest_h: int = 0
    stretch_h: int = 0
    off: frozenset[str] = frozenset()
    on: frozenset[str] = frozenset()
    standing: tuple[tuple[int, int], ...] = ()
    """Duties that stand already, before, beside and after the jobs, in minutes: no stretch may grow too long with them."""
    used: Mapping[int, int] = field(default_factory=dict)
    """By week, the minutes that those duties take of it."""
    balance: Balance = Balance()
    """What the months before leave over: it is evened out."""


@dataclass(frozen=True, slots=True)
class Problem:
    """`locked` are pairs of worker and job that stay; `weeks` says which week each job counts for."""

    jobs: tuple[Job, ...]
    workers: tuple[Worker, ...]
    locked: tuple[tuple[str, int], ...] = ()
    weeks: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Unmet:
    """A rule that a draft does not keep: which, for whom or where, when, and how much is missing."""

    rule: str
    date: str
    line: Line | None = None
    start: str = ""
    person_id: str = ""
    missing: int = 0


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be drafted: which days, and how the day of each line is divided."""

    first: date
    last: date
    division: Mapping[Line, tuple[Slot, ...]]
    locked: tuple[Cell, ...] = ()
    wishes: tuple[Wish, ...] = ()
    leaves: tuple[Leave, ...] = ()
    fixed: tuple[Duty, ...] = ()
    """Duties that stand on other lines and on the days around, whole weeks of them: nobody is planned against them."""
    balances: Mapping[str, Balance] = field(default_factory=dict)


def problem_of(wanted: Wanted, staff: Staff, zone: ZoneInfo, days: Days) -> Problem:
    """The duties of the days, and who may do which."""
    origin = span_of(Slot("00:00", "24:00"), wanted.first, zone)[0]
    jobs = tuple(_jobs(wanted, staff.needs, zone, days, origin))
    workers = tuple(
        worker
        for person in staff.people.values()
        if person.active and (worker := _worker(person, jobs, wanted, staff, zone, origin)).jobs
    )
    known = {worker.id for worker in workers}
    places = {(job.line, job.date, job.start, job.end): number for number, job in enumerate(jobs)}
    locked = [
        (cell.person_id, places[(cell.line, cell.date, cell.start, cell.end)])
        for cell in wanted.locked
        if cell.person_id in known and (cell.line, cell.date, cell.start, cell.end) in places
    ]
    weeks = tuple(_week(date.fromisoformat(job.date), wanted.first) for job in jobs)
    return Problem(jobs, workers, tuple(locked), weeks)


def needed_in(slot: Slot, line: Line, day: date, needs: Iterable[Need], zone: ZoneInfo, days: Days) -> int:
    """The most that is needed at any moment of a slot."""
    starts, ends = span_of(slot, day, zone)
    counts = [0]
    for need in needs:
        if (need.role, need.post_id) != (line.role, line.post_id):
            continue
        for offset in (-1, 0, 1):
            on = day + timedelta(days=offset)
            if is_needed_on(need, on, days):
                begins, stops = span_of(need, on, zone)
                if begins < ends and stops > starts:
                    counts.append(need.count)
    return max(counts)


def unmet(problem: Problem, chosen: Iterable[tuple[str, int]], wanted: Wanted) -> tuple[Unmet, ...]:
    """Every rule that a choice of workers for jobs does not keep."""
    there: dict[int, set[str]] = {}
    on_dates: dict[str, set[str]] = {}
    for person_id, number in chosen:
        there.setdefault(number, set()).add(person_id)
        on_dates.setdefault(person_id, set()).add(problem.jobs[number].date)
    may = {number for worker in problem.workers for number in worker.jobs}
    found = []
    for number, job in enumerate(problem.jobs):
        missing = job.count - len(there.get(number, ()))
        if missing > 0:
            rule = STRENGTH if number in may else NOBODY_MAY
            found.append(Unmet(rule, job.date, job.line, job.start, missing=missing))
    for worker in problem.workers:
        dates = on_dates.get(worker.id, set())
        found += [Unmet(WISH, day, person_id=worker.id) for day in sorted(worker.off & dates)]
        found += [Unmet(WISH, day, person_id=worker.id) for day in sorted(worker.on - dates)]
    kept = {(person_id, number) for number, people in there.items() for person_id in people}
    places = {
        (person_id, problem.jobs[number].date, problem.jobs[number].start) for person_id, number in kept
    }
    for cell in wanted.locked:
        if (cell.person_id, cell.date, cell.start) not in places:
            found.append(Unmet(LOCKED, cell.date, cell.line, cell.start, cell.person_id))
    return tuple(sorted(found, key=lambda one: (one.date, one.rule, one.start, one.person_id)))


def loads(problem: Problem, chosen: Iterable[tuple[str, int]]) -> dict[str, Load]:
    """What each is asked to do, nobody left out."""
    found = {worker.id: Load() for worker in problem.workers}
    for person_id, number in chosen:
        job, load = problem.jobs[number], found.get(person_id, Load())
        found[person_id] = load.with_more(
            job.hours, night=job.night, weekend=job.weekend, holiday=job.holiday
        )
    return found


def cells_of(problem: Problem, chosen: Iterable[tuple[str, int]], locked: Sequence[Cell]) -> list[Cell]:
    """The draft; cells that were locked stay themselves, whether the jobs know them or not."""
    cells = {(cell.person_id, cell.line, cell.date, cell.start): cell for cell in locked}
    for person_id, number in chosen:
        job = problem.jobs[number]
        key = (person_id, job.line, job.date, job.start)
        cell_id = f"{job.date}:{job.line.role}:{job.line.post_id}:{person_id}:{job.start}"
        cells.setdefault(
            key,
            Cell(cell_id, person_id, job.line.role, job.line.post_id, job.date, job.start, job.end),
        )
    return sorted(cells.values(), key=lambda cell: (cell.date, cell.start, cell.id))


def _jobs(
    wanted: Wanted, needs: Sequence[Need], zone: ZoneInfo, days: Days, origin: datetime
) -> Iterable[Job]:
    for day in every_day(wanted.first, wanted.last):
        for line, division in wanted.division.items():
            for slot in division:
                count = needed_in(slot, line, day, needs, zone, days)
                if not count:
                    continue
                starts, ends = span_of(slot, day, zone)
                yield Job(
                    line,
                    day.isoformat(),
                    slot.start,
                    slot.end,
                    _minutes(starts, origin),
                    _minutes(ends, origin),
                    count,
                    night=is_night(starts, ends, zone),
                    weekend=day.weekday() >= 5,
                    holiday=day.weekday() < 5 and not days.is_worked(day),
                )


def _worker(
    person: Person, jobs: Sequence[Job], wanted: Wanted, staff: Staff, zone: ZoneInfo, origin: datetime
) -> Worker:
    week_h, rest_h, stretch_h = staff.limits_of(person.id)
    away = [
        (_minutes(leave.starts, origin), _minutes(leave.ends, origin))
        for leave in wanted.leaves
        if leave.person_id == person.id
    ]
    fixed = tuple(
        sorted(
            (_minutes(duty.starts, origin), _minutes(duty.ends, origin))
            for duty in wanted.fixed
            if duty.shift.person_id == person.id
        )
    )
    used: dict[int, int] = {}
    for duty in wanted.fixed:
        if duty.shift.person_id == person.id:
            week = _week(duty.starts.astimezone(zone).date(), wanted.first)
            used[week] = used.get(week, 0) + round((duty.ends - duty.starts).total_seconds() / 60)
    free = [
        number
        for number, job in enumerate(jobs)
        if job.line.role in person.roles
        and not (stretch_h and job.hours > stretch_h)
        and not any(begins < job.ends and ends > job.begins for begins, ends in away)
        and not any(
            begins - rest_h * 60 < job.ends and ends + rest_h * 60 > job.begins for begins, ends in fixed
        )
    ]
    own = [wish for wish in wanted.wishes if wish.person_id == person.id]
    return Worker(
        person.id,
        tuple(number for number in free if _is_qualified(person.id, jobs[number], staff)),
        week_h,
        rest_h,
        stretch_h,
        frozenset(wish.date for wish in own if wish.want == "off"),
        frozenset(wish.date for wish in own if wish.want == "on"),
        fixed,
        used,
        wanted.balances.get(person.id, Balance()),
    )


def _is_qualified(person_id: str, job: Job, staff: Staff) -> bool:
    held = (
        {one.code: one.expires for one in staff.terms[person_id].qualifications}
        if person_id in staff.terms
        else {}
    )
    last = date.fromisoformat(job.date) + timedelta(days=job.end <= job.start and job.end != "24:00")
    return all(
        code in held and (not held[code] or held[code] >= last.isoformat())
        for code in wanted_of(job.line, staff.needs)
    )


def _week(day: date, first: date) -> int:
    monday = first - timedelta(days=first.weekday())
    return (day - monday).days // 7


def _minutes(moment: datetime, origin: datetime) -> int:
    return round((moment - origin).total_seconds() / 60)
