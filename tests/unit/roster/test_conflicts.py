"""What is wrong with a roster is found, and what is right is not."""

from datetime import UTC, datetime, timedelta

import pytest

from app.core.errors import InvalidInput, NotAllowed
from app.model.roster import EVERY_DAY, OVERRIDE, STAND_IN, SWAP, Duty, Shift
from app.model.rota import (
    AGREED,
    APPROVED,
    ASKED,
    REFUSED,
    WITHDRAWN,
    Exchange,
    Leave,
    Leg,
    Limits,
    Need,
    Qualification,
    Terms,
)
from app.model.site import Person
from app.model.words import Words
from app.roster.conflicts import Staff, conflicts, hours
from app.roster.exchanges import check_exchange, leg_of, moved, swap_of
from app.roster.layers import Layers, duties_at, duties_in
from tests.unit.roster.worlds import CHANGSHA

PEOPLE = {one: Person(one, Words(one), () if one == "mute" else ("8555 0101",)) for one in ("a", "b", "mute")}
MONDAY = datetime(2026, 11, 23, tzinfo=CHANGSHA)
SPAN = (MONDAY.astimezone(UTC), (MONDAY + timedelta(days=7)).astimezone(UTC))


def shift(
    person: str, start: str, end: str, *, role: str = "operator", post: str = "", day: int = 23
) -> Shift:
    return Shift(f"{person}{day}{start}", person, role, post, f"2026-11-{day}", start=start, end=end)


def wrong(*shifts: Shift, staff: Staff | None = None, **layers: object) -> list[tuple[str, str, str]]:
    found = duties_in(Layers(CHANGSHA, shifts, **layers), *SPAN)
    return [
        (one.code, one.person_id, one.value) for one in conflicts(found, staff or Staff(PEOPLE), CHANGSHA)
    ]


def test_two_places_at_once() -> None:
    gate, garage = shift("a", "08:00", "20:00", post="gate"), shift("a", "19:00", "23:00", post="garage")
    assert wrong(gate, garage) == [("two_places", "a", "")]
    assert wrong(gate, shift("a", "20:00", "23:00", post="garage")) == []
    assert wrong(gate, shift("b", "19:00", "23:00", post="garage")) == []
    assert wrong(gate, shift("a", "09:00", "10:00", role="leader", post="gate")) == []
    assert wrong(gate, shift("a", "09:00", "10:00", role="leader")) == [("two_places", "a", "")]


def test_rest_stretch_and_week() -> None:
    late, early = shift("a", "16:00", "24:00"), shift("a", "07:00", "12:00", day=24)
    staff = Staff(PEOPLE, limits=Limits(40, 8, 12))
    assert wrong(late, early, staff=staff) == [("rest_short", "a", "7")]
    assert wrong(late, shift("a", "08:00", "12:00", day=24), staff=staff) == []
    back_to_back = [shift("a", "08:00", "16:00"), late]
    assert wrong(*back_to_back, staff=staff) == [("stretch_long", "a", "16")]
    week = [shift("a", "08:00", "18:00", day=day) for day in range(23, 28)]
    assert wrong(*week, staff=staff) == [("week_long", "a", "50")]
    own = Terms("a", limits=Limits(week_h=0))
    assert wrong(*week, staff=Staff(PEOPLE, {"a": own}, staff.limits)) == []


def test_a_certificate_must_last_to_the_end_of_the_duty() -> None:
    needs = (Need("n", "operator", "", qualifications=("fire_control",)),)
    night = shift("a", "20:00", "08:00")

    def with_expiry(expires: str) -> list[tuple[str, str, str]]:
        terms = {"a": Terms("a", (Qualification("fire_control", expires),))}
        return wrong(night, staff=Staff(PEOPLE, terms, needs=needs))

    assert with_expiry("") == with_expiry("2026-11-24") == []
    assert with_expiry("2026-11-23") == [("certificate_expired", "a", "fire_control")]
    assert wrong(night, staff=Staff(PEOPLE, needs=needs)) == [("certificate_missing", "a", "fire_control")]
    assert wrong(shift("a", "20:00", "08:00", role="patrol"), staff=Staff(PEOPLE, needs=needs)) == []


def test_leave_takes_somebody_off_duty_and_says_so() -> None:
    noon = MONDAY.replace(hour=12).astimezone(UTC)
    leave = Leave("l", "a", noon, noon + timedelta(hours=2))
    day = shift("a", "08:00", "20:00")
    assert wrong(day, leaves=(leave,)) == [("on_leave", "a", "")]
    found = duties_in(Layers(CHANGSHA, (day,), leaves=(leave,)), *SPAN)
    assert [(duty.ends - duty.starts) // timedelta(hours=1) for duty in found.duties] == [4, 6]
    assert hours(found.duties) == 10
    assert not duties_at(Layers(CHANGSHA, (day,), leaves=(leave,)), noon).duties


def test_who_has_no_telephone_is_told_once() -> None:
    assert wrong(shift("mute", "08:00", "12:00"), shift("mute", "13:00", "14:00"), staff=Staff(PEOPLE)) == [
        ("no_phone", "mute", "")
    ]


def test_an_exchange_that_finds_no_duty_is_told() -> None:
    leg = Leg("b", "a", "operator", "", SPAN[0] + timedelta(hours=9), SPAN[0] + timedelta(hours=10))
    void = Exchange("x", STAND_IN, (leg,), APPROVED, number=1)
    assert wrong(shift("a", "08:00", "20:00"), exchanges=(void,)) == [("void_exchange", "b", "stand_in")]


def test_a_swap_and_what_was_swapped_on_say_why() -> None:
    shifts = (
        Shift("d", "a", "operator", weekdays=EVERY_DAY),
        Shift("n", "b", "operator", weekdays=EVERY_DAY, start="20:00", end="08:00"),
    )
    layers = Layers(CHANGSHA, shifts)
    noon, night = MONDAY.replace(hour=12), MONDAY.replace(hour=23)
    (day_duty,), (night_duty,) = duties_at(layers, noon).duties, duties_at(layers, night).duties
    swap = Exchange("x1", SWAP, swap_of(day_duty, night_duty), APPROVED, number=1)
    later = Exchange(
        "x2", OVERRIDE, (leg_of(Duty(shifts[0], day_duty.starts, day_duty.ends), ""),), APPROVED, number=2
    )
    changed = Layers(CHANGSHA, shifts, exchanges=(later, swap))
    (now,) = duties_at(changed, noon).duties
    assert (now.shift.person_id, now.why.code, now.why.source_id, now.why.instead_of) == (
        "b",
        SWAP,
        "x1",
        "a",
    )
    (then,) = duties_at(changed, night).duties
    assert (then.shift.person_id, then.why.instead_of) == ("a", "b")
    # The order takes b, who stands there by then, away: not a.
    taken = Exchange(
        "x3", OVERRIDE, (Leg("b", "", "operator", "", day_duty.starts, day_duty.ends),), APPROVED, number=3
    )
    assert not duties_at(Layers(CHANGSHA, shifts, exchanges=(swap, taken)), noon).duties


def test_an_exchange_goes_from_hand_to_hand() -> None:
    legs = (Leg("a", "b", "operator", "", *SPAN),)
    asked = Exchange("x", STAND_IN, legs)
    with pytest.raises(NotAllowed) as early:
        moved(asked, APPROVED, 1)
    assert early.value.code == "exchange_too_early"
    approved = moved(moved(asked, AGREED, 1), APPROVED, 7)
    assert (approved.state, approved.number) == (APPROVED, 7)
    assert moved(approved, WITHDRAWN, 8).number == 7
    refused = moved(asked, REFUSED, 1)
    with pytest.raises(NotAllowed) as over:
        moved(refused, AGREED, 1)
    assert over.value.code == "exchange_over"
    assert moved(Exchange("y", OVERRIDE, legs), APPROVED, 3).state == APPROVED
    assert asked.state == ASKED


@pytest.mark.parametrize(
    ("kind", "legs", "reason"),
    [
        (OVERRIDE, (), "no_duty"),
        (OVERRIDE, (Leg("", "", "operator", "", *SPAN),), "no_person"),
        (OVERRIDE, (Leg("", "z", "operator", "", *SPAN),), "unknown_person"),
        (OVERRIDE, (Leg("a", "a", "operator", "", *SPAN),), "same_person"),
        (OVERRIDE, (Leg("a", "b", "operator", "", SPAN[1], SPAN[0]),), "ends_before"),
        (OVERRIDE, (Leg("", "b", "operator", "", *SPAN),), "longer_than_a_day"),
        (STAND_IN, (Leg("a", "", "operator", "", *SPAN),), "no_person"),
        (SWAP, (Leg("a", "b", "operator", "", *SPAN),), "no_swap"),
    ],
)
def test_an_exchange_that_means_nothing_is_refused(kind: str, legs: tuple[Leg, ...], reason: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        check_exchange(Exchange("x", kind, legs), {"a", "b"})
    assert refusal.value.values["reason"] == reason
