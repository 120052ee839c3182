"""What is wrong with a roster for the people in it: found as it is made, and always on the front page."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from app.model.roster import Duty
from app.model.rota import Exchange, Leg, Limits, Line, Need, Terms
from app.model.site import Person
from app.roster.layers import Found

TWO_PLACES = "two_places"
REST_SHORT = "rest_short"
STRETCH_LONG = "stretch_long"
WEEK_LONG = "week_long"
CERTIFICATE_MISSING = "certificate_missing"
CERTIFICATE_EXPIRED = "certificate_expired"
ON_LEAVE = "on_leave"
NO_PHONE = "no_phone"
VOID_EXCHANGE = "void_exchange"
CONFLICTS = (
    TWO_PLACES, REST_SHORT, STRETCH_LONG, WEEK_LONG, CERTIFICATE_MISSING, CERTIFICATE_EXPIRED, ON_LEAVE,
    NO_PHONE, VOID_EXCHANGE,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Conflict:
    """One thing wrong, of one person, from one moment to another. `value`: hours, or the code of a certificate."""

    code: str
    person_id: str
    line: Line
    starts: datetime
    ends: datetime
    value: str = ""
    other: Line | None = None


@dataclass(frozen=True, slots=True)
class Staff:
    """What is known of the people: their terms by id, what the site says for all, what the lines ask for."""

    people: Mapping[str, Person]
    terms: Mapping[str, Terms] = field(default_factory=dict)
    limits: Limits = field(default_factory=Limits)
    needs: Sequence[Need] = ()

    def limits_of(self, person_id: str) -> tuple[int, int, int]:
        """Hours a week, of rest, of one stretch; 0 for no limit."""
        own = self.terms[person_id].limits if person_id in self.terms else Limits()
        return (
            _first(own.week_h, self.limits.week_h),
            _first(own.rest_h, self.limits.rest_h),
            _first(own.stretch_h, self.limits.stretch_h),
        )


def conflicts(
    found: Found, staff: Staff, zone: ZoneInfo, since: datetime | None = None
) -> tuple[Conflict, ...]:
    """Everything wrong with these duties, the earliest first.

    `since`: duties that end before count for rest and weeks; a telephone or certificate that is missing is told by the
    first one after.
    """
    by_person: dict[str, list[Duty]] = {}
    for duty in found.duties:
        by_person.setdefault(duty.shift.person_id, []).append(duty)
    wrong: list[Conflict] = []
    for person_id, duties in by_person.items():
        duties.sort(key=lambda duty: (duty.starts, duty.ends))
        for check in _CHECKS:
            wrong.extend(check(person_id, duties, staff, zone))
        coming = [duty for duty in duties if since is None or duty.ends > since]
        if coming:
            wrong.extend(_certificates(person_id, coming, staff, zone))
            wrong.extend(_phone(person_id, coming, staff))
    wrong.extend(_about(ON_LEAVE, duty) for duty in found.away)
    wrong.extend(_void(exchange, leg) for exchange, leg in found.void)
    return tuple(sorted(wrong, key=lambda one: (one.starts, one.person_id, one.code)))


def line_of(duty: Duty) -> Line:
    return Line(duty.shift.role, duty.shift.post_id)


def hours(duties: Iterable[Duty]) -> float:
    """Hours of one person's duties; what overlaps counts once."""
    return sum((ends - starts).total_seconds() for starts, ends in _merged(duties)) / 3600


_Check = Callable[[str, list[Duty], Staff, ZoneInfo], Iterator[Conflict]]


def _two_places(_person_id: str, duties: list[Duty], _staff: Staff, _zone: ZoneInfo) -> Iterator[Conflict]:
    """In two lines at once; two roles at one post are one place."""
    running: list[Duty] = []
    for duty in duties:
        running = [one for one in running if one.ends > duty.starts]
        for one in running:
            mine, other = line_of(duty), line_of(one)
            if mine != other and not (mine.post_id and mine.post_id == other.post_id):
                yield Conflict(
                    TWO_PLACES,
                    duty.shift.person_id,
                    mine,
                    duty.starts,
                    min(one.ends, duty.ends),
                    other=other,
                )
        running.append(duty)


def _rest(person_id: str, duties: list[Duty], staff: Staff, _zone: ZoneInfo) -> Iterator[Conflict]:
    _, rest_h, stretch_h = staff.limits_of(person_id)
    stretches = _merged(duties)
    if rest_h:
        for before, after in pairwise(stretches):
            rest = after[0] - before[1]
            if rest < timedelta(hours=rest_h):
                duty = next(duty for duty in duties if duty.starts == after[0])
                value = f"{rest.total_seconds() / 3600:g}"
                yield Conflict(REST_SHORT, person_id, line_of(duty), before[1], after[0], value)
    if stretch_h:
        for starts, ends in stretches:
            if ends - starts > timedelta(hours=stretch_h):
                duty = next(duty for duty in duties if duty.starts == starts)
                value = f"{(ends - starts).total_seconds() / 3600:g}"
                yield Conflict(STRETCH_LONG, person_id, line_of(duty), starts, ends, value)


def _week(person_id: str, duties: list[Duty], staff: Staff, zone: ZoneInfo) -> Iterator[Conflict]:
    """Weeks begin on Monday; a duty counts for the week it begins in."""
    week_h = staff.limits_of(person_id)[0]
    if not week_h:
        return
    weeks: dict[date, list[Duty]] = {}
    for duty in duties:
        day = duty.starts.astimezone(zone).date()
        weeks.setdefault(day - timedelta(days=day.weekday()), []).append(duty)
    for week in weeks.values():
        worked = hours(week)
        if worked > week_h:
            yield Conflict(
                WEEK_LONG, person_id, line_of(week[0]), week[0].starts, week[-1].ends, f"{worked:g}"
            )


def _certificates(person_id: str, duties: list[Duty], staff: Staff, zone: ZoneInfo) -> Iterator[Conflict]:
    held = (
        {one.code: one.expires for one in staff.terms[person_id].qualifications}
        if person_id in staff.terms
        else {}
    )
    told: set[tuple[str, str, Line]] = set()
    for duty in duties:
        for code in wanted_of(line_of(duty), staff.needs):
            last = duty.ends - timedelta(microseconds=1)
            expires = held.get(code)
            if expires is None:
                wrong = CERTIFICATE_MISSING
            elif expires and expires < last.astimezone(zone).date().isoformat():
                wrong = CERTIFICATE_EXPIRED
            else:
                continue
            # The first duty says it: thirty lines for one certificate would hide the rest.
            if (wrong, code, line_of(duty)) not in told:
                told.add((wrong, code, line_of(duty)))
                yield Conflict(wrong, person_id, line_of(duty), duty.starts, duty.ends, code)


def wanted_of(line: Line, needs: Iterable[Need]) -> tuple[str, ...]:
    """The certificates that the strength of a line asks for."""
    codes = [
        code
        for need in needs
        if need.role == line.role and need.post_id in ("", line.post_id)
        for code in need.qualifications
    ]
    return tuple(dict.fromkeys(codes))


def _phone(person_id: str, duties: list[Duty], staff: Staff) -> Iterator[Conflict]:
    person = staff.people.get(person_id)
    if person is not None and not any(phone.strip() for phone in person.phones):
        yield _about(NO_PHONE, duties[0])


_CHECKS: tuple[_Check, ...] = (_two_places, _rest, _week)


def _about(code: str, duty: Duty) -> Conflict:
    return Conflict(code, duty.shift.person_id, line_of(duty), duty.starts, duty.ends)


def _void(exchange: Exchange, leg: Leg) -> Conflict:
    line = Line(leg.role, leg.post_id)
    return Conflict(VOID_EXCHANGE, leg.person_out, line, leg.starts, leg.ends, exchange.kind)


def _merged(duties: Iterable[Duty]) -> list[tuple[datetime, datetime]]:
    """Stretches of one person without a break."""
    stretches: list[tuple[datetime, datetime]] = []
    for duty in sorted(duties, key=lambda duty: duty.starts):
        if stretches and duty.starts <= stretches[-1][1]:
            stretches[-1] = (stretches[-1][0], max(stretches[-1][1], duty.ends))
        else:
            stretches.append((duty.starts, duty.ends))
    return stretches


def _first(own: int | None, of_site: int | None) -> int:
    return own if own is not None else (of_site or 0)
