"""What an incident owes: every clock ends once, whatever the order, and no clock believes a wall that was moved."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.moment import Moment
from app.model.deadline import Due, Recipient, ReportDeadline
from app.model.incident import FALSE_ALARM, STOOD_DOWN, Call, Incident
from app.model.plan import Tier
from app.model.words import Words
from app.reports.deadlines import Facts, Told, applying, is_settled, left_s, newly_missed, settle, urgency

START = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
STREET, POLICE = Recipient("street_office"), Recipient("police")
LINE = ReportDeadline("street", STREET)
INCIDENT = Incident("i", START, 1000.0, "b", START + timedelta(minutes=5), kind="fire")
CALL = Call("c", "i", "liu", Words("刘志强"), "patrol", "", 1, START)


def at(minutes: float, *, wall_step_s: float = 0, boot: str = "b") -> Moment:
    now = START + timedelta(minutes=minutes, seconds=wall_step_s)
    return Moment(now, 1000.0 + 60 * minutes if boot == "b" else 60 * minutes, boot)


def facts(**changes: object) -> Facts:
    return replace(Facts(INCIDENT, 2, 120.0, (LINE,)), **changes)


def told(stage: str, minutes: float, *recipients: Recipient) -> Told:
    moment = at(minutes)
    return Told(stage, frozenset(recipients or (STREET,)), moment.now, moment.monotonic, "b")


class Ledger:
    """Rows as they would be stored; `go` is a tick."""

    def __init__(self) -> None:
        self.rows: dict[str, Due] = {}
        self.missed: list[str] = []

    def go(self, facts: Facts, moment: Moment) -> None:
        before = list(self.rows.values())
        changed = settle(facts, before, moment)
        self.missed += [due.id.removeprefix("i:") for due in newly_missed(before, changed)]
        self.rows |= {due.id: due for due in changed}
        assert not settle(facts, self.rows.values(), moment), "the same question again changes nothing"

    def of(self, stage: str, number: int = 0, recipient: Recipient | None = None) -> Due:
        found = [due for due in self.rows.values() if (due.stage, due.number) == (stage, number)]
        return next(due for due in found if recipient in (None, due.recipient))


@pytest.fixture
def ledger() -> Ledger:
    ledger = Ledger()
    ledger.go(facts(), at(0))
    return ledger


def test_the_click_begins_four_clocks(ledger: Ledger) -> None:
    lengths = {due.stage: due.length_s for due in ledger.rows.values()}
    assert lengths == {"acknowledge": 120, "turn_out": 300, "phone": 900, "written": 3600}
    assert left_s(ledger.of("phone"), at(4)) == 660


def test_a_clock_runs_again_when_what_met_it_was_marked_by_mistake(ledger: Ledger) -> None:
    wrong = replace(CALL, acknowledged_at=at(1).now, arrived_at=at(1).now)
    ledger.go(facts(incident=replace(INCIDENT, calls=(wrong,))), at(1))
    assert ledger.of("acknowledge").met_at == ledger.of("turn_out").met_at == at(1).now
    none = facts(incident=replace(INCIDENT, calls=(CALL,)))
    ledger.go(none, at(4))
    assert ledger.missed == ["acknowledge::0"], "its time had passed, that of the turn-out not"
    assert left_s(ledger.of("turn_out"), at(4)) == 60
    ledger.go(none, at(6))
    assert ledger.missed == ["acknowledge::0", "turn_out::0"]
    late = replace(CALL, acknowledged_at=at(7).now, arrived_at=at(8).now)
    ledger.go(facts(incident=replace(INCIDENT, calls=(late,))), at(8))
    assert urgency(ledger.of("turn_out"), at(8)) == "late"
    ledger.go(none, at(9))
    assert ledger.missed == ["acknowledge::0", "turn_out::0"], "missed once"
    assert ledger.of("turn_out").is_open


def test_the_next_one_who_had_confirmed_counts_when_the_first_is_taken_back(ledger: Ledger) -> None:
    first, second = (
        replace(CALL, id=name, person_id=name, acknowledged_at=at(minutes).now)
        for name, minutes in (("first", 1), ("second", 3))
    )
    ledger.go(facts(incident=replace(INCIDENT, calls=(first, second))), at(3))
    ledger.go(facts(incident=replace(INCIDENT, calls=(replace(first, acknowledged_at=None), second))), at(4))
    due = ledger.of("acknowledge")
    assert (due.met_at, urgency(due, at(4))) == (at(3).now, "late")


def test_another_plan_unmakes_no_confirmation_that_stands(ledger: Ledger) -> None:
    incident = replace(INCIDENT, calls=(replace(CALL, acknowledged_at=at(1).now),))
    ledger.go(facts(incident=incident), at(1))
    ledger.go(facts(incident=incident, tiers=(Tier(1, (), 180, 1, ("leader",)), Tier(2))), at(5))
    assert ledger.of("acknowledge").met_at == at(1).now


@pytest.mark.parametrize(
    ("minutes", "wanted"), [(11.2, "calm"), (11.25, "soon"), (14.99, "soon"), (15, "over")]
)
def test_the_last_quarter_is_amber_and_then_it_is_over(ledger: Ledger, minutes: float, wanted: str) -> None:
    assert urgency(ledger.of("phone"), at(minutes)) == wanted


def test_what_ran_out_is_missed_once_and_may_still_be_met_late(ledger: Ledger) -> None:
    for minutes in (14, 15, 16, 17):
        ledger.go(facts(), at(minutes))
    assert ledger.missed == ["acknowledge::0", "turn_out::0", "phone:street_office:0"]
    ledger.go(facts(told=(told("phone", 18),)), at(18))
    assert urgency(ledger.of("phone"), at(18)) == "late"
    assert ledger.missed.count("phone:street_office:0") == 1


def test_a_call_that_was_acknowledged_and_arrived_ends_the_two_clocks_of_the_house(ledger: Ledger) -> None:
    acknowledged = replace(CALL, acknowledged_at=START + timedelta(seconds=70))
    ledger.go(facts(incident=replace(INCIDENT, calls=(acknowledged,))), at(1.2))
    assert urgency(ledger.of("acknowledge"), at(30)) == "met"
    at_the_desk = replace(acknowledged, role="operator", arrived_at=START + timedelta(minutes=1))
    ledger.go(facts(incident=replace(INCIDENT, calls=(at_the_desk,))), at(2))
    assert urgency(ledger.of("turn_out"), at(2)) == "calm", "who sits at the console has not turned out"
    arrived = replace(acknowledged, arrived_at=START + timedelta(minutes=6))
    ledger.go(facts(incident=replace(INCIDENT, calls=(arrived,))), at(6))
    assert urgency(ledger.of("turn_out"), at(6)) == "late"


def test_a_confirmation_counts_when_the_plan_says_so(ledger: Ledger) -> None:
    """The operator at the console is called too, but goes nowhere; where none of the named was called, everybody counts."""
    operator = replace(CALL, id="c1", role="operator", acknowledged_at=START + timedelta(seconds=20))
    patrol = replace(CALL, id="c2", role="patrol", acknowledged_at=START + timedelta(seconds=90))
    tier = Tier(1, acknowledged_by=("leader", "patrol"))
    ledger.go(facts(incident=replace(INCIDENT, calls=(operator,)), tiers=(Tier(2), tier)), at(0.5))
    assert ledger.of("acknowledge").met_at == operator.acknowledged_at
    other = Ledger()
    both = facts(incident=replace(INCIDENT, calls=(operator, patrol)), tiers=(tier,))
    other.go(both, at(1.6))
    assert other.of("acknowledge").met_at == patrol.acknowledged_at


def test_a_wall_clock_that_is_set_moves_no_clock(ledger: Ledger) -> None:
    ledger.go(facts(), at(1, wall_step_s=86_400))
    assert ledger.missed == []
    assert left_s(ledger.of("phone"), at(1, wall_step_s=86_400)) == 840
    ledger.go(facts(), at(15, wall_step_s=-86_400))
    assert "phone:street_office:0" in ledger.missed


def test_after_a_restart_of_the_computer_the_wall_clock_goes_on(ledger: Ledger) -> None:
    after = at(10, boot="b2")
    ledger.go(facts(), after)
    assert left_s(ledger.of("phone"), after) == 300
    assert ledger.missed == ["acknowledge::0", "turn_out::0"]


def test_what_was_done_in_time_before_a_crash_is_not_called_late(ledger: Ledger) -> None:
    """The program was away from minute 10 on, the call was written down at 14, the next look is at 40."""
    ledger.go(facts(told=(told("phone", 14),)), at(40))
    assert urgency(ledger.of("phone"), at(40)) == "met"
    late = Ledger()
    late.go(facts(), at(0))
    late.go(facts(told=(told("phone", 16),)), at(40))
    assert urgency(late.of("phone"), at(40)) == "late"
    assert "phone:street_office:0" in late.missed


def test_follow_ups_count_from_the_last_written_report(ledger: Ledger) -> None:
    first, second = told("written", 30), told("follow_up", 60 * 20)
    ledger.go(facts(told=(first,)), at(31))
    assert left_s(ledger.of("follow_up", 1), at(30)) == 24 * 3600
    ledger.go(facts(told=(first, second)), at(60 * 20))
    assert urgency(ledger.of("follow_up", 1), at(60 * 20)) == "met"
    assert left_s(ledger.of("follow_up", 2), at(60 * 20)) == 24 * 3600
    ledger.go(facts(told=(first, second)), at(60 * 45))
    assert "follow_up:street_office:2" in ledger.missed


def test_a_higher_level_has_its_own_line_and_ends_what_it_does_not_ask_for() -> None:
    lines = (LINE, ReportDeadline("p", POLICE, 3), ReportDeadline("s1", STREET, 1, 5, 30, 12))
    ledger = Ledger()
    ledger.go(facts(level=3, deadlines=lines), at(0))
    assert ledger.of("phone", 0, POLICE).is_open
    ledger.go(facts(level=1, deadlines=lines), at(2))
    assert left_s(ledger.of("phone", 0, STREET), at(2)) == 180
    assert ledger.of("phone", 0, POLICE).ended == "changed"
    ledger.go(facts(level=3, deadlines=lines), at(3))
    assert left_s(ledger.of("phone", 0, POLICE), at(3)) == 720


def test_a_line_taken_out_of_the_table_frees_nobody(ledger: Ledger) -> None:
    ledger.go(facts(deadlines=()), at(3))
    assert ledger.of("phone").is_open


def test_the_line_of_the_level_goes_before_the_one_for_every_level() -> None:
    own = ReportDeadline("own", STREET, 2, 5, 20, 0)
    for lines in ((LINE, own), (own, LINE)):
        assert applying(lines, 2) == {STREET: own}
        assert applying(lines, 3) == {STREET: LINE}


def test_after_stand_down_the_reports_are_still_owed_and_a_final_one_too(ledger: Ledger) -> None:
    over = replace(INCIDENT, state=STOOD_DOWN, closed_at=START + timedelta(minutes=4))
    ledger.go(facts(incident=over), at(4))
    assert ledger.of("turn_out").ended == "closed"
    assert ledger.of("phone").is_open
    assert left_s(ledger.of("final"), at(4)) == 24 * 3600
    done = (told("phone", 6), told("written", 20), told("final", 60))
    ledger.go(facts(incident=over, told=done), at(60))
    assert is_settled(facts(incident=over, told=done), ledger.rows.values())


def test_a_false_alarm_owes_nothing_but_a_word_to_those_who_were_told() -> None:
    over = replace(INCIDENT, state=FALSE_ALARM, closed_at=START + timedelta(minutes=4))
    for calls, owed in (((), False), ((told("phone", 3),), True)):
        ledger = Ledger()
        ledger.go(facts(told=calls), at(3))
        ledger.go(facts(incident=over, told=calls), at(4))
        assert any(due.stage == "final" and due.is_open for due in ledger.rows.values()) is owed
        assert is_settled(facts(incident=over, told=calls), ledger.rows.values()) is not owed


def test_nobody_waits_for_the_papers_of_a_drill_that_is_over() -> None:
    drill = replace(INCIDENT, drill=True)
    ledger = Ledger()
    ledger.go(facts(incident=drill), at(0))
    ledger.go(facts(incident=drill), at(16))
    over = replace(drill, state=STOOD_DOWN, closed_at=START + timedelta(minutes=17))
    ledger.go(facts(incident=over), at(17))
    assert is_settled(facts(incident=over), ledger.rows.values())
    assert urgency(ledger.of("phone"), at(17)) == "never"
    assert urgency(ledger.of("written"), at(17)) == "ended"
    assert not any(due.stage == "final" for due in ledger.rows.values())


@given(
    st.lists(
        st.tuples(
            st.sampled_from(
                ["tick", "phone", "written", "follow_up", "acknowledge", "withdraw", "boot", "wall", "level"]
            ),
            st.floats(0.01, 40),
        ),
        max_size=30,
    )
)
def test_whatever_happens_each_clock_is_missed_once_at_most_and_never_comes_back(
    story: list[tuple[str, float]],
) -> None:
    ledger, state = Ledger(), facts()
    minutes, monotonic, step, boot = 0.0, 1000.0, 0.0, "b"
    for what, passed in story:
        minutes, monotonic = minutes + passed, monotonic + 60 * passed
        if what == "boot":
            boot, monotonic = boot + "+", 5.0
        elif what == "wall":
            step += 7200 * (1 if passed > 20 else -1)
        moment = Moment(START + timedelta(minutes=minutes, seconds=step), monotonic, boot)
        if what in ("phone", "written", "follow_up"):
            one = Told(what, frozenset((STREET,)), moment.now, monotonic, boot)
            state = replace(state, told=(*state.told, one))
        elif what in ("acknowledge", "withdraw"):
            # The first confirmation stands until it is taken back.
            first = state.incident.calls[0].acknowledged_at if state.incident.calls else None
            call = replace(CALL, acknowledged_at=(first or moment.now) if what == "acknowledge" else None)
            state = replace(state, incident=replace(INCIDENT, calls=(call,)))
        elif what == "level":
            state = replace(state, level=5 - state.level)
        before = {key: due for key, due in ledger.rows.items() if not due.is_open}
        ledger.go(state, moment)
        met = [
            due for due in before.values() if due.met_at and (what, due.stage) != ("withdraw", "acknowledge")
        ]
        assert all(ledger.rows[due.id].met_at == due.met_at for due in met)
        if what == "withdraw":
            assert ledger.of("acknowledge").is_open
    assert len(ledger.missed) == len(set(ledger.missed))
