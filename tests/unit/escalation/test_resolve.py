"""Whom a tier calls at a moment, and why."""

from app.escalation.resolve import (
    ANY_LEADER,
    AT_POST,
    HAS_ROLE,
    LEADS,
    NAMED,
    OFF_DUTY,
    ON_DUTY,
    Staff,
    resolve,
    staff_of,
)
from app.model.plan import GROUP, PERSON, POST, ROLE, Target, Tier, roles
from app.model.roster import Duty, Shift
from app.model.site import Person
from app.model.words import Words
from tests.fakes.clock import FakeClock

NAME = Words("某", "Somebody")
DAY = Shift("day", "zhou", "operator", "desk", weekdays=(0,))
GATE = Shift("gate", "liu", "patrol", "gate", weekdays=(0,))
NIGHT = Shift("night", "wu", "operator", "desk", weekdays=(0,))
PEOPLE = (
    Person("zhou", NAME, roles=("operator",), channels=("sms", "mail")),
    Person("wu", NAME, roles=("operator",)),
    Person("liu", NAME, roles=("patrol",), channels=("phone", "sms", "mail")),
    Person("zhao", NAME, roles=("police", "group_leader"), leads=("social_stability",)),
    Person("long", NAME, roles=("group_leader",)),
    Person("gone", NAME, roles=("police",), active=False),
)


def staff(*on_duty: Shift) -> Staff:
    now = FakeClock().now()
    return staff_of(
        PEOPLE, {one.role for one in (DAY, GATE, NIGHT)}, [Duty(shift, now, now) for shift in on_duty]
    )


def called(*targets: Target, now: Staff | None = None) -> list[tuple[str, str, str]]:
    found = resolve(Tier(1, targets), now or staff(DAY, GATE))
    return [(callee.person.id, callee.role, callee.why) for callee in found.callees]


def test_a_rostered_role_is_who_is_on_duty_another_everybody_who_has_it() -> None:
    assert called(*roles("operator", "police")) == [
        ("zhou", "operator", ON_DUTY),
        ("zhao", "police", HAS_ROLE),
    ]


def test_a_post_is_who_stands_there_now() -> None:
    assert called(Target(POST, "gate")) == [("liu", "patrol", AT_POST)]
    found = resolve(Tier(1, (Target(POST, "gate"), Target(PERSON, "zhou"))), staff(DAY))
    assert found.nobody == (Target(POST, "gate"),)
    assert not found.empty


def test_a_group_is_its_leader_or_those_of_whom_the_site_does_not_say() -> None:
    assert called(Target(GROUP, "social_stability")) == [("zhao", "group_leader", LEADS)]
    assert called(Target(GROUP, "fire_safety")) == [("long", "group_leader", ANY_LEADER)]


def test_somebody_named_is_called_on_duty_or_not_but_not_after_leaving() -> None:
    assert called(Target(PERSON, "wu")) == [("wu", "", NAMED)]
    assert resolve(Tier(1, (Target(PERSON, "gone"),)), staff(DAY)).nobody


def test_nobody_is_called_twice_and_the_first_reason_stands() -> None:
    assert called(Target(POST, "gate"), *roles("patrol"), Target(PERSON, "liu")) == [
        ("liu", "patrol", AT_POST)
    ]


def test_an_empty_tier_calls_those_off_duty_and_says_that_it_is_empty() -> None:
    found = resolve(Tier(1, roles("operator", "leader")), staff())
    assert [(callee.person.id, callee.why) for callee in found.callees] == [
        ("zhou", OFF_DUTY),
        ("wu", OFF_DUTY),
    ]
    assert found.empty
    assert [target.id for target in found.nobody] == ["operator", "leader"]
    nobody = resolve(Tier(1, roles("leader")), staff())
    assert (nobody.callees, nobody.empty) == ((), True)
    assert resolve(Tier(1), staff()).empty


def test_channels_of_the_target_come_first_and_the_others_stay() -> None:
    (liu,) = resolve(Tier(1, (Target(ROLE, "patrol", ("mail", "fax")),)), staff(GATE)).callees
    assert liu.channels == ("mail", "phone", "sms")
    (zhou,) = resolve(Tier(1, roles("operator")), staff(DAY)).callees
    assert zhou.channels == ("sms", "mail")
