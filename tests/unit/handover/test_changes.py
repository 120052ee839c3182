"""When the shift changes, by the roster."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.handover.changes import OVERLAP, shift_changes
from app.model.roster import Duty, Shift

DAY = datetime(2026, 11, 23, tzinfo=UTC)
SINCE, UNTIL = DAY - timedelta(days=5), DAY + timedelta(days=5)


def duty(person_id: str, starts: float, ends: float, role: str = "operator") -> Duty:
    """Hours of the day; 32 is eight in the morning of the next."""
    shift = Shift(f"{person_id}{starts}", person_id, role)
    return Duty(shift, DAY + timedelta(hours=starts), DAY + timedelta(hours=ends))


def changes(*duties: Duty) -> list[tuple[float, str, str]]:
    """Hour, who goes, who comes."""
    return [
        (
            (change.due - DAY) / timedelta(hours=1),
            "".join(one.shift.person_id for one in change.outgoing),
            "".join(one.shift.person_id for one in change.incoming),
        )
        for change in shift_changes(duties, SINCE, UNTIL)
    ]


def test_one_after_the_other() -> None:
    assert changes(duty("A", 8, 20), duty("B", 20, 32), duty("A", 32, 44)) == [
        (20, "A", "B"),
        (32, "B", "A"),
    ]


def test_two_at_the_console_go_together() -> None:
    assert changes(duty("A", 8, 20), duty("C", 8, 20), duty("B", 20, 32), duty("D", 20, 32)) == [
        (20, "AC", "BD")
    ]


def test_who_comes_a_quarter_of_an_hour_early_takes_over_when_the_other_goes() -> None:
    assert changes(duty("A", 8, 20), duty("B", 19.75, 32)) == [(20, "A", "B")]


def test_of_two_who_come_at_different_times_before_the_change_both_take_over() -> None:
    assert changes(duty("A", 8, 20), duty("B", 19.75, 32), duty("C", 20, 32)) == [(20, "A", "BC")]


def test_nobody_is_relieved_by_one_more() -> None:
    assert changes(duty("A", 8, 20), duty("B", 12, 16)) == []


def test_who_goes_while_the_other_stays_hands_nothing_over() -> None:
    assert changes(duty("A", 8, 20), duty("B", 8, 14)) == []


def test_each_of_two_who_change_at_different_hours_hands_over() -> None:
    assert changes(duty("A", 8, 20), duty("C", 0, 12), duty("D", 12, 24), duty("B", 20, 32)) == [
        (12, "C", "D"),
        (20, "A", "B"),
    ]


def test_after_hours_without_anybody_the_next_takes_over_from_the_last() -> None:
    assert changes(duty("A", 8, 18), duty("B", 32, 42)) == [(32, "A", "B")]


def test_one_person_in_two_shifts_hands_nothing_over_to_themselves() -> None:
    assert changes(duty("A", 8, 20), duty("A", 20, 32)) == []


def test_but_does_so_where_the_other_one_changes() -> None:
    found = changes(duty("A", 8, 20), duty("C", 8, 20), duty("A", 20, 32), duty("B", 20, 32))
    assert found == [(20, "AC", "AB")]


def test_a_stand_in_in_the_middle_takes_over_and_hands_over() -> None:
    assert changes(duty("A", 8, 12), duty("B", 12, 16), duty("A", 16, 20)) == [(12, "A", "B"), (16, "B", "A")]


def test_patrols_change_no_shift_and_leaders_only_where_no_operator_is_planned() -> None:
    leaders = (duty("L", 8, 20, "leader"), duty("M", 20, 32, "leader"))
    assert changes(*leaders) == [(20, "L", "M")]
    assert changes(*leaders, duty("A", 8, 20)) == []
    assert changes(duty("P", 8, 20, "patrol"), duty("Q", 20, 32, "patrol")) == []


def test_only_what_is_due_between_the_two_moments() -> None:
    duties = (duty("A", 8, 20), duty("B", 20, 32))
    due = DAY + timedelta(hours=20)
    assert len(shift_changes(duties, due, due + timedelta(seconds=1))) == 1
    assert shift_changes(duties, due - timedelta(hours=1), due) == []


HOURS = st.integers(0, 47)
DUTIES = st.lists(
    st.builds(
        lambda person, start, length: duty(person, start, start + length),
        st.sampled_from("ABCD"),
        HOURS,
        st.integers(1, 24),
    ),
    max_size=8,
)


@given(DUTIES)
def test_whoever_is_said_to_go_has_gone_and_whoever_comes_is_there(duties: list[Duty]) -> None:
    """Whatever the roster: at the moment it is due all of the outgoing are over and somebody of the incoming is there."""
    for change in shift_changes(duties, SINCE, UNTIL):
        assert all(one.ends <= change.due for one in change.outgoing)
        assert all(one.starts <= change.due <= one.starts + OVERLAP for one in change.incoming)
        people = [{one.shift.person_id for one in side} for side in (change.outgoing, change.incoming)]
        assert people[0] != people[1]


@given(DUTIES)
def test_no_console_is_left_without_a_handover(duties: list[Duty]) -> None:
    """Looked at hour by hour: where everybody who was there has gone and others are there, a change was due between."""
    found = [change.due for change in shift_changes(duties, SINCE, UNTIL)]
    before: tuple[datetime, set[str]] | None = None
    for hour in range(72):
        at = DAY + timedelta(hours=hour)
        there = {one.shift.person_id for one in duties if one.starts <= at < one.ends}
        if not there:
            continue
        if before is not None and not there & before[1]:
            assert any(before[0] < due <= at for due in found), (before, at, there)
        before = (at, there)
