"""Over any order of events, crashes, restarts and steps of the wall clock."""

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from app.escalation.events import (
    Acknowledge,
    AcknowledgementExpired,
    Action,
    Added,
    AnswerWithdrawn,
    ArrivalWithdrawn,
    Arrive,
    CalledAgain,
    MarkWithdrawn,
    PersonAcknowledged,
    PersonAnswered,
    PersonArrived,
    TierAcknowledged,
    TierCalled,
    TierHeld,
    TierMissed,
    TierReleased,
    TierReopened,
    TurnedOut,
    TurnOutReopened,
    Withdraw,
)
from app.escalation.resolve import Resolution
from app.escalation.tiers import is_due, turns_out
from app.model.escalation import ACKNOWLEDGED, CALLING, GOES_ON, WAITING, Escalation
from app.model.plan import Tier
from tests.unit.escalation.deeds import (
    CALM,
    DEEDS,
    DESKS,
    ON_DUTY,
    PLAIN,
    PLANS,
    SOMEBODY,
    STEPS,
    Deed,
    Step,
    Wait,
    decide_and_forget,
    play,
)
from tests.unit.escalation.desk import Desk


class Watcher:
    """Everything that must hold after each deed."""

    def __init__(self, desk: Desk) -> None:
        self.called: list[str] = []
        self.tiers: list[int] = []
        self.acknowledged: set[int] = set()
        self.answered: set[str] = set()
        self.answered_beside: set[str] = set()
        self.arrived: set[str] = set()
        self.turned_out = False
        self.held: set[int] = set()
        self.missed: Counter[int] = Counter()
        self.before = self.noted = 0.0
        self.boot = desk.clock.boot_id()
        self.see(desk, tuple(action for _, action in desk.done))

    def see(self, desk: Desk, actions: tuple[Action, ...]) -> None:
        for action in actions:
            self._see(action)
            self._see_person(action)
            if isinstance(action, TierReopened):
                assert action.person_id not in desk.run(action.tier).answered_by, (
                    "an answer that counts was forgotten"
                )
        elapsed = desk.seconds()
        same_boot = desk.clock.boot_id() == self.boot
        assert elapsed >= (self.before if same_boot else self.noted), "the watch ran backwards"
        self.before, self.noted, self.boot = elapsed, desk.state.watch.passed_s, desk.clock.boot_id()
        self._nothing_is_left(desk.state, elapsed)
        people = desk.state.people
        assert sorted(self.called) == sorted(one.person_id for one in people)
        assert self.answered == {one.person_id for one in people if one.acknowledged}
        assert self.answered_beside == {one.person_id for one in people if one.answered_s is not None}
        assert self.answered_beside.issubset(self.answered)
        assert self.arrived == {one.person_id for one in people if one.arrived}
        assert self.turned_out == desk.state.turned_out
        assert desk.state.turned_out == any(one.arrived and turns_out(one) for one in people)
        assert self.acknowledged == {run.number for run in desk.state.runs if run.state == ACKNOWLEDGED}
        for run in desk.state.runs:
            assert self.answered.issuperset(run.answered_by), "an answer that was taken back counts"
            assert set(run.own_by).issubset(run.answered_by), "an own answer that was taken back counts"

    def _see(self, action: Action) -> None:
        match action:
            case TierCalled(tier, callees, by_hand=by_hand, more=more):
                self._call(callees)
                assert by_hand or more or tier not in self.held, "a held tier was called by itself"
                if not more:
                    self.tiers.append(tier)
            case Added(_, callees):
                self._call(callees)
            case CalledAgain(tier, people):
                assert tier not in self.acknowledged, "an acknowledged tier was called again"
                assert people
            case TierAcknowledged(tier):
                assert tier not in self.acknowledged, "acknowledged twice"
                self.acknowledged.add(tier)
            case AcknowledgementExpired(tier) | TierReopened(tier):
                self.acknowledged.remove(tier)
            case TierHeld(tier):
                self.held.add(tier)
            case TierReleased(tier):
                self.held.discard(tier)
            case TierMissed(tier):
                self.missed[tier] += 1
                assert self.missed[tier] == 1, "missed twice"
                assert tier not in self.acknowledged
            case _:
                pass

    def _see_person(self, action: Action) -> None:
        match action:
            case PersonAcknowledged(person):
                assert person not in self.answered, "somebody answered twice"
                self.answered.add(person)
            case PersonAnswered(person):
                assert person in self.answered
                assert person not in self.answered_beside, "somebody answered twice beside a mark"
                self.answered_beside.add(person)
            case MarkWithdrawn(person):
                self.answered_beside.remove(person)
            case AnswerWithdrawn(person):
                assert person not in self.answered_beside, "an own answer was taken back with a mark"
                self.answered.remove(person)
            case PersonArrived(person):
                assert person not in self.arrived, "somebody arrived twice"
                assert person in self.answered
                self.arrived.add(person)
            case ArrivalWithdrawn(person):
                self.arrived.remove(person)
            case TurnedOut():
                assert not self.turned_out, "turned out twice"
                self.turned_out = True
            case TurnOutReopened():
                assert self.turned_out
                self.turned_out = False
            case CalledAgain(_, people):
                assert self.answered.isdisjoint(people), "who has answered was called again"
            case _:
                pass

    def _call(self, callees: tuple[object, ...]) -> None:
        new = [one.person.id for one in callees]
        self.called += new
        assert len(self.called) == len(set(self.called)), "somebody was called twice"

    def _nothing_is_left(self, state: Escalation, elapsed: float) -> None:
        assert len(self.tiers) == len(set(self.tiers)), "a tier was called twice"
        assert self.tiers == sorted(self.tiers), "a tier was called before the one below it"
        if state.ended_s is not None:
            return
        assert not is_due(state), "a tier that is due was not called"
        due = state.next_due_s()
        assert due is None or due > elapsed, "something due was left"
        for below, above in zip(state.runs, state.runs[1:], strict=False):
            if above.state != WAITING:
                assert below.state != WAITING, "a tier was skipped"
            elif below.state in GOES_ON:
                assert above.held, "the next tier was not called"
        for run in state.runs:
            limit, repeat, remind, expires = state.due_of(run)
            assert run.state == CALLING or limit is None, "a tier that waits for nobody has an end"
            assert run.state == ACKNOWLEDGED or (remind, expires) == (None, None)
            assert run.state != ACKNOWLEDGED or repeat is None, "an acknowledged tier will be called again"
            tier = next((tier for tier in state.tiers if tier.number == run.number), None)
            if run.state == CALLING and tier is not None and tier.limit_s:
                assert limit is not None, "a tier waits without an end"


@settings(max_examples=400, deadline=None)
@given(DESKS, DEEDS)
def test_whatever_happens_nothing_is_lost_doubled_or_skipped(desk: Desk, deeds: list[Deed]) -> None:
    watcher = Watcher(desk)
    for deed in deeds:
        watcher.see(desk, play(desk, deed))


@settings(max_examples=200, deadline=None)
@given(PLANS, ON_DUTY, CALM, st.lists(STEPS, min_size=1, max_size=20))
def test_steps_of_the_wall_clock_change_nothing(
    plan: tuple[Tier, ...], on_duty: dict[int, Resolution], deeds: list[Deed], steps: list[Step]
) -> None:
    calm, stepped = (Desk(plan, on_duty, remind_after_s=100, expire_after_s=200) for _ in range(2))
    for number, deed in enumerate(deeds):
        play(calm, deed)
        play(stepped, steps[number % len(steps)])
        play(stepped, deed)
    assert stepped.done == calm.done


@settings(max_examples=200, deadline=None)
@given(PLANS, ON_DUTY, CALM, st.lists(st.booleans(), min_size=1, max_size=20))
def test_a_crash_before_it_is_stored_loses_and_doubles_nothing(
    plan: tuple[Tier, ...], on_duty: dict[int, Resolution], deeds: list[Deed], crashes: list[bool]
) -> None:
    """The same is decided again after the restart, and stored once."""
    whole, crashed = (Desk(plan, on_duty, remind_after_s=100, expire_after_s=200) for _ in range(2))
    for number, deed in enumerate(deeds):
        play(whole, deed)
        if crashes[number % len(crashes)]:
            decide_and_forget(crashed, None if isinstance(deed, Wait) else deed)
        play(crashed, deed)
    assert crashed.done == whole.done


MISTAKES = st.lists(st.tuples(SOMEBODY, st.booleans()), min_size=1, max_size=20)


@settings(max_examples=300, deadline=None)
@given(PLANS, ON_DUTY, PLAIN, MISTAKES)
def test_a_mistake_that_is_taken_back_at_once_was_never_made(
    plan: tuple[Tier, ...],
    on_duty: dict[int, Resolution],
    deeds: list[Deed],
    mistakes: list[tuple[str, bool]],
) -> None:
    """Somebody is marked as confirmed or on scene, and that is taken back: from then on all is done as if it had not been."""
    right, wrong = (Desk(plan, on_duty, remind_after_s=100, expire_after_s=200) for _ in range(2))
    for number, deed in enumerate(deeds):
        person, on_scene = mistakes[number % len(mistakes)]
        _mark_and_take_back(wrong, person, on_scene=on_scene)
        assert play(wrong, deed) == play(right, deed)


def _mark_and_take_back(desk: Desk, person_id: str, *, on_scene: bool) -> None:
    before = next((one for one in desk.state.people if one.person_id == person_id), None)
    if desk.state.ended_s is not None or before is None or before.arrived:
        return
    if on_scene:
        (arrived,) = (one for one in desk.do(Arrive(person_id)) if isinstance(one, PersonArrived))
        desk.do(Withdraw(person_id, arrived.confirmed, tiers=arrived.tiers))
    elif not before.acknowledged:
        desk.do(Acknowledge(person_id))
        desk.do(Withdraw(person_id))


@settings(max_examples=100, deadline=None)
@given(PLANS, ON_DUTY, st.lists(st.floats(0.05, 1.0), min_size=1, max_size=20))
def test_however_often_somebody_looks_each_tier_is_called_within_a_second_of_its_limit(
    plan: tuple[Tier, ...], on_duty: dict[int, Resolution], pauses: list[float]
) -> None:
    desk = Desk(plan, on_duty)
    begun = desk.seconds()
    for number in range(1200):
        due = desk.state.next_due_s()
        actions = desk.after(pauses[number % len(pauses)])
        assert bool(actions) == (due is not None and due <= desk.seconds())
        if actions:
            assert due is not None
            assert desk.seconds() - due <= 1.0
    assert desk.seconds() > begun
