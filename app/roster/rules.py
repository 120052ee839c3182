"""Shifts on the calendar. Local times of the site; a shift whose end is not after its start ends the next day."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from app.core.errors import InvalidInput
from app.model.plan import WORKING_GROUPS
from app.model.roster import Duty, Shift
from app.model.site import ROLES, Person, Post
from app.model.words import Words

_RANK = {role: rank for rank, role in enumerate(ROLES)}
_TIME = re.compile(r"([01]?[0-9]|2[0-4])[:：.]?([0-5][0-9])")


@dataclass(frozen=True, slots=True)
class OnDuty:
    """Who is on duty, and who begins next (all duties that begin at the next beginning).

    Attributes:
        now: where people clock on, who is there.
        missing: planned, due long enough and not clocked on; nobody where clocking is not used.
    """

    now: tuple[Duty, ...]
    next: tuple[Duty, ...]
    missing: tuple[Duty, ...] = ()


def now_and_next(duties: Iterable[Duty], at: datetime) -> OnDuty:
    """Of these duties: those that cover a moment, and all of the next beginning; operators first."""
    ordered = sorted(duties, key=lambda duty: (duty.starts, duty.shift.id))
    now = by_role(duty for duty in ordered if duty.starts <= at < duty.ends)
    later = [duty for duty in ordered if duty.starts > at]
    return OnDuty(now, by_role(duty for duty in later if duty.starts == later[0].starts))


def by_role(duties: Iterable[Duty]) -> tuple[Duty, ...]:
    """In the order of ROLES: who decides stands first, whoever's shift began when."""
    return tuple(sorted(duties, key=lambda duty: rank(duty.shift.role)))


def rank(role: str) -> int:
    """The place of a role in the order of ROLES."""
    return _RANK.get(role, len(_RANK))


def tidy_shift(shift: Shift, people: Iterable[Person], posts: Collection[str]) -> Shift:
    """The shift with its times as `08:00`. `8:00`, `0800` and the colon of a Chinese keyboard are understood.

    Raises InvalidInput for a shift that would put nobody on duty: without a person or day, with no such time.
    """
    _refuse_nobody(shift.person_id, people)
    if shift.role not in ROLES:
        raise InvalidInput(field="role", reason="unknown_role")
    if shift.post_id and shift.post_id not in posts:
        raise InvalidInput(field="post", reason="unknown_post")
    if shift.date and shift.weekdays:
        raise InvalidInput(field="weekdays", reason="date_and_weekdays")
    if shift.date:
        tidy_date("date", shift.date)
    elif not shift.weekdays or not set(shift.weekdays) <= set(range(7)):
        raise InvalidInput(field="weekdays", reason="no_day")
    start, end = tidy_time("start", shift.start), tidy_time("end", shift.end)
    if start == "24:00":
        raise InvalidInput(field="start", reason="time_form")
    return replace(shift, start=start, end=end, weekdays=tuple(sorted(set(shift.weekdays))))


def check_person(person: Person) -> None:
    """Raises InvalidInput for somebody without a name, with an unknown role or a telephone nobody can dial."""
    refuse_no_name(person.name)
    if any(role not in ROLES for role in person.roles):
        raise InvalidInput(field="roles", reason="unknown_role")
    if any(group not in WORKING_GROUPS for group in person.leads):
        raise InvalidInput(field="leads", reason="unknown_group")
    if not all(is_phone(phone) for phone in person.phones):
        raise InvalidInput(field="phones", reason="phone_form")


def check_post(post: Post, places: Collection[str]) -> None:
    """Raises InvalidInput for a post without a name, at no known place or with a telephone nobody can dial."""
    refuse_no_name(post.name)
    if post.place_id and post.place_id not in places:
        raise InvalidInput(field="place", reason="unknown_place")
    if post.phone and not is_phone(post.phone):
        raise InvalidInput(field="phone", reason="phone_form")


def is_phone(text: str) -> bool:
    """Whether somebody could dial it."""
    return any(letter.isdigit() for letter in text)


def refuse_no_name(name: Words) -> None:
    if not (name.zh.strip() or name.en.strip()):
        raise InvalidInput(field="name", reason="empty_name")


def _refuse_nobody(person_id: str, people: Iterable[Person]) -> None:
    if not person_id:
        raise InvalidInput(field="person", reason="no_person")
    person = next((one for one in people if one.id == person_id), None)
    if person is None or not person.active:
        raise InvalidInput(field="person", reason="person_left" if person else "unknown_person")


def tidy_date(field: str, text: str) -> str:
    """The date as it is kept, `2026-11-23`. Raises InvalidInput for what is none."""
    if not is_date(text):
        raise InvalidInput(field=field, reason="date_form")
    return text


def is_date(text: str) -> bool:
    """Whether it is a date as they are kept."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def is_time(text: str) -> bool:
    """Whether it is a time of day as they are kept; 24:00 is the end of one."""
    return len(text) == 5 and text[2] == ":" and _TIME.fullmatch(text) is not None and text <= "24:00"


def tidy_time(field: str, text: str) -> str:
    """`8:00`, `0800` and a Chinese colon as `08:00`. Raises InvalidInput for what is no time of day."""
    match = _TIME.fullmatch(text.strip())
    hours, minutes = (int(part) for part in match.groups()) if match else (99, 0)
    if hours > 24 or (hours == 24 and minutes):
        raise InvalidInput(field=field, reason="time_form")
    return f"{hours:02d}:{minutes:02d}"
