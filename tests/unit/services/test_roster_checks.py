"""What the roster refuses, and what it understands of times typed at night."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from app.core.errors import InvalidInput
from app.model.roster import EVERY_DAY, Shift
from app.model.site import Person, Post
from app.model.words import Words
from app.roster.layers import Layers, duties_in
from app.roster.rules import check_person, check_post, tidy_shift
from tests.fakes.room import Room

SHIFT = Shift("s", "zhou", "operator", weekdays=EVERY_DAY)
PEOPLE = (Person("zhou", Words("周敏")), Person("gone", Words("李军"), active=False))
CHANGSHA = ZoneInfo("Asia/Shanghai")


def _tidy(shift: Shift) -> Shift:
    return tidy_shift(shift, PEOPLE, {"gate"})


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("8:00", "08:00"), ("08:00", "08:00"), ("0800", "08:00"), ("800", "08:00"), ("8：30", "08:30"),
        ("8.30", "08:30"), (" 23:59 ", "23:59"), ("00:00", "00:00"), ("24:00", "24:00"),
    ],
)  # fmt: skip
def test_times_are_understood_as_they_are_typed(typed: str, kept: str) -> None:
    assert _tidy(replace(SHIFT, end=typed)).end == kept


@pytest.mark.parametrize("typed", ["", "8", "25:00", "12:60", "24:01", "noon", "12:00:00", "-1:00"])
def test_what_is_no_time_is_refused(typed: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        _tidy(replace(SHIFT, end=typed))
    assert refusal.value.values == {"field": "end", "reason": "time_form"}


@pytest.mark.parametrize(
    ("shift", "field", "reason"),
    [
        (replace(SHIFT, person_id=""), "person", "no_person"),
        (replace(SHIFT, person_id="nobody"), "person", "unknown_person"),
        (replace(SHIFT, person_id="gone"), "person", "person_left"),
        (replace(SHIFT, role=""), "role", "unknown_role"),
        (replace(SHIFT, post_id="roof"), "post", "unknown_post"),
        (replace(SHIFT, weekdays=()), "weekdays", "no_day"),
        (replace(SHIFT, weekdays=(7,)), "weekdays", "no_day"),
        (replace(SHIFT, date="2026-11-23"), "weekdays", "date_and_weekdays"),
        (replace(SHIFT, weekdays=(), date="2026-02-30"), "date", "date_form"),
        (replace(SHIFT, weekdays=(), date="20261123"), "date", "date_form"),
        (replace(SHIFT, start="24:00"), "start", "time_form"),
    ],
)
def test_a_shift_that_puts_nobody_on_duty_is_refused(shift: Shift, field: str, reason: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        _tidy(shift)
    assert refusal.value.values == {"field": field, "reason": reason}


def test_people_and_posts_need_a_name_and_a_number_that_can_be_dialled() -> None:
    check_person(Person("p", Words(en="Zhou Min"), ("0731-8555 0101 转 8",), ("operator",)))
    check_post(Post("g", Words("东门"), "lpg", "8555 0120"), {"lpg"})
    for person, field in (
        (Person("p", Words(" ", " ")), "name"),
        (Person("p", Words("周敏"), ("none",)), "phones"),
        (Person("p", Words("周敏"), (), ("king",)), "roles"),
    ):
        with pytest.raises(InvalidInput) as refusal:
            check_person(person)
        assert refusal.value.values["field"] == field
    for post, field in (
        (Post("g", Words()), "name"),
        (Post("g", Words("东门"), "moon"), "place"),
        (Post("g", Words("东门"), "", "none"), "phone"),
    ):
        with pytest.raises(InvalidInput) as refusal:
            check_post(post, {"lpg"})
        assert refusal.value.values["field"] == field


def test_duties_of_the_coming_day_begin_with_what_is_running() -> None:
    now = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
    night = Shift("night", "li", "operator", weekdays=EVERY_DAY, start="20:00", end="08:00")
    day = Shift("day", "zhou", "operator", weekdays=EVERY_DAY)
    layers = Layers(CHANGSHA, (day, night))
    found = duties_in(layers, now, now + timedelta(hours=24)).duties
    assert [duty.shift.id for duty in found] == ["night", "day", "night"]
    assert found[0].starts < now < found[0].ends
    assert all(duty.starts < now + timedelta(hours=24) for duty in found)


def test_a_refused_shift_leaves_roster_and_log_as_they_were(room: Room) -> None:
    before, entries = room.roster.shifts(), room.kinds()
    with pytest.raises(InvalidInput):
        room.roster.save_shift(replace(SHIFT, person_id=""))
    assert room.roster.shifts() == before
    assert room.kinds() == entries


def test_somebody_who_has_left_is_never_said_to_be_on_duty(room: Room) -> None:
    assert "zhou" in {duty.shift.person_id for duty in room.roster.on_duty().now}
    room.roster.remove_person("zhou").result()
    assert "zhou" not in {duty.shift.person_id for duty in room.roster.on_duty().now}
    assert "zhou" not in {duty.shift.person_id for duty in room.roster.duties()}
    assert "zhou" in {shift.person_id for shift in room.roster.shifts()}
