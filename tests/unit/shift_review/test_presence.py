"""Planned against clocked."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.model.roster import Duty, Shift
from app.model.rota import Presence
from app.shift_review.presence import bars_of, presence_of

SINCE = datetime(2026, 11, 24, 0, 0, tzinfo=UTC)
UNTIL = SINCE + timedelta(hours=12)
_PEOPLE = st.sampled_from(("zhou", "sun", "li"))
_ROLES = st.sampled_from(("operator", "patrol"))
_SPANS = st.tuples(st.integers(-120, 700), st.integers(1, 400))


def _at(minute: float) -> datetime:
    return SINCE + timedelta(minutes=minute)


def _duty(person: str, role: str, start: int, length: int) -> Duty:
    return Duty(Shift(f"{person}{start}", person, role), _at(start), _at(start + length))


def _presence(person: str, role: str, start: int, length: int | None) -> Presence:
    off = None if length is None else _at(start + length)
    return Presence(f"{person}{start}", person, role, "", None, None, _at(start), off)


@given(
    st.lists(st.tuples(_PEOPLE, _ROLES, _SPANS), max_size=8),
    st.lists(st.tuples(_PEOPLE, _ROLES, _SPANS, st.booleans()), max_size=8),
    st.integers(0, 719),
)
def test_at_each_moment_it_says_who_was_planned_and_who_was_there(
    planned: list[tuple[str, str, tuple[int, int]]],
    clocked: list[tuple[str, str, tuple[int, int], bool]],
    minute: int,
) -> None:
    duties = [_duty(person, role, *span) for person, role, span in planned]
    presences = [
        _presence(person, role, span[0], None if here else span[1]) for person, role, span, here in clocked
    ]
    moment = _at(minute + 0.5)
    for role in ("operator", "patrol"):
        found = presence_of(duties, presences, SINCE, UNTIL, UNTIL)
        stretch = next((one.at(moment.timestamp()) for one in found if one.role == role), None)
        wanted = {
            one.shift.person_id
            for one in duties
            if one.shift.role == role and one.starts <= moment < one.ends
        }
        there = {
            one.person_id
            for one in presences
            if one.role == role and one.on_at <= moment < (one.off_at or max(UNTIL, one.on_at))
        }
        assert set(stretch.planned if stretch else ()) == wanted
        assert set(stretch.there if stretch else ()) == there


@pytest.mark.parametrize(
    ("planned", "there", "state"),
    [
        ("ab", "ab", "full"),
        ("ab", "a", "short"),
        ("ab", "", "nobody"),
        ("a", "ab", "extra"),
        ("", "a", "extra"),
    ],
)
def test_what_is_made_of_it(planned: str, there: str, state: str) -> None:
    duties = [_duty(person, "patrol", 0, 60) for person in planned]
    presences = [_presence(person, "patrol", 0, 60) for person in there]
    roles = presence_of(duties, presences, SINCE, _at(60), UNTIL)
    (bar,) = bars_of(roles, UNTIL.timestamp(), clocking=True)
    assert bar.code == state
    (bar,) = bars_of(roles, UNTIL.timestamp(), clocking=False)
    assert bar.code == "unknown"


def test_nothing_is_claimed_of_what_is_still_to_come() -> None:
    roles = presence_of([_duty("zhou", "operator", 0, 720)], [], SINCE, UNTIL, _at(100))
    (bar,) = bars_of(roles, _at(100).timestamp(), clocking=True)
    assert bar.end == _at(100).timestamp()
