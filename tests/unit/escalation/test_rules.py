"""Each rule of the escalation, one by one."""

from dataclasses import replace

import pytest

from app.core.errors import NotAllowed
from app.escalation.events import (
    Acknowledge,
    AcknowledgementExpired,
    Add,
    Added,
    Arrive,
    CalledAgain,
    End,
    Ended,
    EscalateNow,
    Follow,
    HandedOver,
    HandOver,
    Hold,
    PersonAcknowledged,
    PersonArrived,
    Release,
    Reminded,
    Reopen,
    Reopened,
    TierAcknowledged,
    TierCalled,
    TierEmpty,
    TierHeld,
    TierMissed,
    TierReleased,
    TurnedOut,
)
from app.escalation.resolve import Resolution
from app.escalation.tiers import missing_answers
from app.model.escalation import ACKNOWLEDGED, CALLING, EMPTY, EXPIRED, MISSED, WAITING
from app.model.plan import Tier
from tests.unit.escalation.desk import NOBODY, ON_DUTY, PLAN, Desk, callee, people


def called(desk: Desk) -> list[tuple[int, int, list[str]]]:
    """Second, tier and people of each tier called."""
    return [
        (second, action.tier, [one.person.id for one in action.callees])
        for second, action in desk.all(TierCalled)
    ]


def test_silence_calls_tier_after_tier_at_their_limits() -> None:
    desk = Desk()
    for _ in range(1000):
        desk.after(1)
    assert called(desk) == [(0, 1, ["liu", "peng"]), (180, 2, ["zeng"]), (480, 3, ["yang"])]
    assert [(second, action.tier) for second, action in desk.all(TierMissed)] == [
        (180, 1),
        (480, 2),
        (780, 3),
    ]
    assert desk.state.next_due_s() is None


def test_an_acknowledged_tier_stops_and_the_next_is_not_called() -> None:
    desk = Desk()
    assert desk.after(30, Acknowledge("liu")) == (
        PersonAcknowledged("liu"),
        TierAcknowledged(1, "liu", late=False),
    )
    for _ in range(100):
        assert desk.after(3600) == ()
    assert desk.run(1).state == ACKNOWLEDGED
    assert desk.run(2).state == WAITING


def test_who_has_not_answered_is_called_again_so_often() -> None:
    desk = Desk((replace(PLAN[0], required=2), PLAN[1]))
    desk.after(50, Acknowledge("peng"))
    for _ in range(600):
        desk.after(1)
    again = [(second, action.people, action.count) for second, action in desk.all(CalledAgain)]
    assert again == [(60, ("liu",), 1), (120, ("liu",), 2)]


def test_a_missed_tier_is_called_on_as_often_as_the_plan_says() -> None:
    desk = Desk((replace(PLAN[0], limit_s=60, repeat_times=3), PLAN[1]))
    for _ in range(600):
        desk.after(1)
    assert [second for second, _ in desk.all(CalledAgain)] == [60, 120, 180]
    assert called(desk)[1] == (60, 2, ["zeng"])


@pytest.mark.parametrize(("required", "needed"), [(1, 1), (2, 2), (3, 2), (0, 2)])
def test_as_many_must_acknowledge_as_the_tier_requires(required: int, needed: int) -> None:
    desk = Desk((replace(PLAN[0], required=required), PLAN[1]))
    assert missing_answers(desk.state, desk.run(1)) == needed
    desk.after(10, Acknowledge("liu"))
    desk.after(10, Acknowledge("liu"))
    assert (desk.run(1).state == ACKNOWLEDGED) == (needed == 1)
    desk.after(10, Acknowledge("peng"))
    assert desk.run(1).state == ACKNOWLEDGED


def test_whose_acknowledgement_counts() -> None:
    on_duty = {
        1: Resolution((callee("zhou", "operator"), callee("chen", "leader"))),
        2: people("zeng", role="office"),
    }
    plan = (
        replace(PLAN[0], acknowledged_by=("leader",)),
        replace(PLAN[1], acknowledged_by=("leader", "office")),
    )
    desk = Desk(plan, on_duty)
    assert desk.after(10, Acknowledge("zhou")) == (PersonAcknowledged("zhou"),)
    assert desk.run(1).state == CALLING
    desk.after(170)
    assert desk.run(2).state == CALLING
    # The leader, called in the first tier, answers for both.
    assert desk.after(20, Acknowledge("chen")) == (
        PersonAcknowledged("chen"),
        TierAcknowledged(1, "chen", late=True),
        TierAcknowledged(2, "chen", late=False),
    )


def test_where_nobody_of_the_named_roles_was_called_the_tier_answers_for_itself() -> None:
    desk = Desk((replace(PLAN[0], acknowledged_by=("leader",)), PLAN[1]))
    desk.after(10, Acknowledge("liu"))
    assert desk.run(1).state == ACKNOWLEDGED


def test_an_answer_given_before_counts_for_a_later_tier_only_when_given_again() -> None:
    plan = (replace(PLAN[0], required=2), replace(PLAN[1], acknowledged_by=("patrol",)))
    desk = Desk(plan)
    desk.after(10, Acknowledge("liu"))
    desk.after(170)
    assert desk.run(2).state == CALLING
    assert desk.after(10, Acknowledge("liu")) == (TierAcknowledged(2, "liu", late=False),)


def test_an_answer_after_the_limit_comes_after_it_whoever_looked_when() -> None:
    desk = Desk()
    actions = desk.after(181, Acknowledge("liu"))
    assert [type(action) for action in actions] == [
        CalledAgain,
        TierMissed,
        TierCalled,
        PersonAcknowledged,
        TierAcknowledged,
    ]
    assert desk.run(1).state == ACKNOWLEDGED
    assert desk.run(2).state == CALLING


def test_an_empty_tier_goes_on_at_once_and_says_so() -> None:
    desk = Desk(PLAN, {**ON_DUTY, 1: NOBODY, 2: NOBODY})
    assert [type(action) for _, action in desk.done] == [
        TierCalled,
        TierEmpty,
        TierCalled,
        TierEmpty,
        TierCalled,
    ]
    assert called(desk)[-1] == (0, 3, ["yang"])
    assert [action.known for _, action in desk.all(TierEmpty)] == [False, False]
    assert desk.run(1).state == EMPTY


def test_people_off_duty_are_called_and_the_next_tier_does_not_wait_for_them() -> None:
    off_duty = Resolution((callee("wu", "operator", "off_duty"),), empty=True)
    desk = Desk(PLAN, {**ON_DUTY, 1: off_duty})
    assert called(desk) == [(0, 1, ["wu"]), (0, 2, ["zeng"])]
    assert desk.after(60) == (CalledAgain(1, ("wu",), 1),)
    assert desk.after(1, Acknowledge("wu"))[1] == TierAcknowledged(1, "wu", late=True)


def test_nobody_is_called_twice_and_a_tier_of_known_people_is_empty() -> None:
    desk = Desk(PLAN, {**ON_DUTY, 2: people("liu")})
    desk.after(180)
    assert called(desk) == [(0, 1, ["liu", "peng"]), (180, 2, []), (180, 3, ["yang"])]
    assert desk.all(TierEmpty) == [(180, TierEmpty(2, known=True))]


def test_a_tier_without_limit_waits_for_a_hand() -> None:
    desk = Desk((replace(PLAN[0], limit_s=0), PLAN[1]))
    desk.after(100_000)
    assert desk.run(1).state == CALLING
    assert called(desk)[1:] == []
    desk.do(EscalateNow(2))
    assert desk.all(TierCalled)[-1][1].by_hand


def test_a_plan_without_tiers_says_that_nobody_is_called() -> None:
    desk = Desk((), {})
    assert [type(action) for _, action in desk.done] == [TierCalled, TierEmpty]


def test_escalating_by_hand_calls_the_next_in_order_and_ends_with_the_last() -> None:
    desk = Desk()
    desk.after(5, EscalateNow(2))
    desk.after(5, EscalateNow(3))
    assert [(second, tier) for second, tier, _ in called(desk)] == [(0, 1), (5, 2), (10, 3)]
    with pytest.raises(NotAllowed, match="no_more_tiers"):
        desk.do(EscalateNow(4))
    for _ in range(1000):
        desk.after(1)
    assert len(called(desk)) == 3


def test_a_press_that_comes_as_its_tier_is_called_by_time_does_not_call_the_one_after() -> None:
    desk = Desk()
    desk.after(180)
    assert desk.do(EscalateNow(2)) == ()
    assert desk.do(EscalateNow(1)) == ()
    assert [tier for _, tier, _ in called(desk)] == [1, 2]


def test_a_held_tier_is_not_called_until_released_then_at_once_if_its_time_has_passed() -> None:
    desk = Desk()
    assert desk.after(10, Hold(2, "burnt rice", "zhou")) == (TierHeld(2, "burnt rice"),)
    assert (desk.run(2).held, desk.run(2).held_by) == ("burnt rice", "zhou")
    for _ in range(300):
        desk.after(1)
    assert desk.run(1).state == MISSED
    assert called(desk)[1:] == []
    assert [type(action) for action in desk.after(1, Release(2))] == [TierReleased, TierCalled]
    assert desk.do(EscalateNow(3))
    for event in (Hold(2, "no"), Release(2), Hold(9, "no")):
        with pytest.raises(NotAllowed, match="tier_called"):
            desk.do(event)


def test_a_hold_released_in_time_changes_nothing_and_a_hand_overrules_it() -> None:
    desk = Desk()
    desk.after(10, Hold(2, "wait"))
    desk.after(10, Release(2))
    assert desk.do(Release(2)) == ()
    desk.after(160)
    assert called(desk)[-1] == (180, 2, ["zeng"])
    desk.do(Hold(3, "wait"))
    assert desk.do(EscalateNow(3))
    assert desk.run(3).state == CALLING


def test_arriving_is_more_than_acknowledging_and_ends_the_turn_out_clock() -> None:
    desk = Desk()
    desk.after(30, Acknowledge("liu"))
    assert not desk.person("liu").arrived
    assert not desk.state.turned_out
    assert desk.after(90, Arrive("liu")) == (PersonArrived("liu"), TurnedOut("liu", 120.0))
    assert desk.do(Arrive("liu")) == ()
    assert desk.after(10, Arrive("peng")) == (
        PersonAcknowledged("peng"),
        PersonArrived("peng", confirmed=True, tiers=(1,)),
    )
    assert desk.after(1000) == ()


def test_who_sits_at_the_desk_does_not_end_the_turn_out_clock() -> None:
    desk = Desk(PLAN, {**ON_DUTY, 1: Resolution((callee("zhou", "operator"), callee("liu")))})
    assert TurnedOut not in [type(action) for action in desk.after(10, Arrive("zhou"))]
    assert desk.after(350, Arrive("liu"))[-1] == TurnedOut("liu", 360.0)


def test_an_acknowledgement_without_arrival_is_reminded_then_counts_no_more() -> None:
    desk = Desk(remind_after_s=240, expire_after_s=480)
    desk.after(10, Acknowledge("liu"))
    for _ in range(600):
        desk.after(1)
    assert desk.all(Reminded) == [(250, Reminded(1, ("liu",)))]
    assert desk.all(AcknowledgementExpired) == [(490, AcknowledgementExpired(1))]
    assert called(desk)[1] == (490, 2, ["zeng"])
    assert desk.run(1).state == EXPIRED
    assert desk.after(1, Acknowledge("liu")) == (TierAcknowledged(1, "liu", late=True),)


def test_an_arrival_ends_reminders() -> None:
    desk = Desk(remind_after_s=240, expire_after_s=480)
    desk.after(10, Acknowledge("liu"))
    desk.after(10, Arrive("peng"))
    assert desk.after(10_000) == ()


def test_somebody_added_counts_for_the_highest_tier_called() -> None:
    desk = Desk()
    desk.after(180)
    assert desk.do(Add((callee("wu"), callee("liu")))) == (Added(2, (callee("wu"),)),)
    assert desk.do(Add((callee("wu"),))) == ()
    assert desk.do(Acknowledge("wu"))[1] == TierAcknowledged(2, "wu", late=False)


def test_handing_over_names_the_new_hand() -> None:
    desk = Desk()
    assert desk.do(HandOver("wang")) == (HandedOver("wang", ""),)
    assert desk.do(HandOver("wang")) == ()
    assert desk.state.operator_id == "wang"


def test_after_the_end_nothing_more_is_called_and_nothing_may_be_done() -> None:
    desk = Desk()
    assert desk.after(10, End()) == (Ended(),)
    assert desk.after(100_000) == ()
    assert desk.state.next_due_s() is None
    for event in (
        Acknowledge("liu"),
        Arrive("liu"),
        EscalateNow(2),
        Hold(2, "x"),
        End(),
        HandOver("x"),
        Add(()),
    ):
        with pytest.raises(NotAllowed, match="incident_closed"):
            desk.do(event)
    with pytest.raises(NotAllowed, match="incident_closed"):
        desk.do(Follow(PLAN))


def test_reopened_it_goes_on_where_it_was_and_the_time_between_counts_against_nobody() -> None:
    desk = Desk()
    with pytest.raises(NotAllowed, match="incident_running"):
        desk.do(Reopen())
    desk.after(100, End())
    assert desk.after(3600, Reopen()) == (Reopened(("liu", "peng")),)
    assert desk.after(79) == (CalledAgain(1, ("liu", "peng"), 2),)
    assert [type(action) for action in desk.after(1)] == [TierMissed, TierCalled]


def test_another_plan_calls_who_is_new_and_keeps_what_was_called() -> None:
    desk = Desk()
    desk.after(10, Acknowledge("liu"))
    desk.on_duty = {1: people("liu", "luo"), 2: people("long"), 3: people("yang")}
    plan = (Tier(1, limit_s=60), Tier(2, limit_s=60))
    (joined,) = desk.after(10, Follow(plan))
    assert isinstance(joined, TierCalled)
    assert (joined.more, [one.person.id for one in joined.callees]) == (True, ["luo"])
    assert [run.number for run in desk.state.runs] == [1, 2]
    assert desk.run(1).state == ACKNOWLEDGED
    assert desk.after(1000) == ()


def test_another_plan_brings_its_own_limits_and_a_called_tier_it_lacks_stays() -> None:
    desk = Desk()
    desk.after(180)
    desk.after(70, Follow((Tier(1, limit_s=60), Tier(3))))
    assert [run.number for run in desk.state.runs] == [1, 2, 3]
    desk.after(10_000)
    assert called(desk)[-1][1] == 2, "a tier that the plan no longer has waits for ever"
    desk.do(EscalateNow(3))
    assert called(desk)[-1][1] == 3


def test_a_shorter_limit_of_another_plan_may_have_passed_already() -> None:
    desk = Desk()
    actions = desk.after(100, Follow((Tier(1, limit_s=60), PLAN[1])))
    assert [type(action) for action in actions][-2:] == [TierMissed, TierCalled]


def test_a_held_tier_stays_held_under_another_plan() -> None:
    desk = Desk()
    desk.do(Hold(2, "wait"))
    desk.after(10, Follow(PLAN[:1]))
    desk.after(10, Follow(PLAN))
    desk.after(1000)
    assert desk.run(2).state == WAITING


def test_somebody_who_was_not_called_acknowledges_nothing() -> None:
    desk = Desk()
    assert desk.do(Acknowledge("stranger")) == ()
    assert desk.do(Arrive("stranger")) == ()


def test_where_nothing_is_to_be_stored_the_state_is_the_same() -> None:
    desk = Desk()
    before = desk.state
    assert desk.after(10) == ()
    assert desk.state is before
    assert desk.after(10) == ()
    assert desk.state == replace(before, watch=before.watch.carried_on(desk.moment()))
