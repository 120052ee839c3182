"""The whole decision: `advance(state, now, event)` gives the new state and what is to be done. Pure.

Time is the seconds of the state's watch: exact within a boot, by the wall clock across one, never backwards. What is due
is done before the event: an answer that comes a moment after the limit comes after it, whoever looked at the clock when.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from app.core.errors import NotAllowed
from app.core.moment import Moment
from app.core.stopwatch import Stopwatch
from app.escalation import tiers
from app.escalation.events import (
    Acknowledge,
    Action,
    Add,
    Added,
    AnswerWithdrawn,
    ArrivalWithdrawn,
    Arrive,
    End,
    Ended,
    EscalateNow,
    Event,
    Follow,
    HandedOver,
    HandOver,
    Hold,
    MarkWithdrawn,
    PersonAcknowledged,
    PersonAnswered,
    PersonArrived,
    Release,
    Reopen,
    Reopened,
    TierHeld,
    TierReleased,
    TurnedOut,
    TurnOutReopened,
    Withdraw,
)
from app.escalation.resolve import Resolution
from app.escalation.tiers import Now, Outcome, with_run
from app.model.escalation import CALLING, WAITING, Called, Escalation, TierRun
from app.model.plan import LIMIT_S, Tier

_Handler = Callable[[Escalation, Any, Now], Outcome]
_Due = tuple[float, Callable[[Escalation], Outcome]]


def begin(
    incident_id: str,
    plan: Iterable[Tier],
    moment: Moment,
    *,
    operator_id: str = "",
    remind_after_s: int = 0,
    expire_after_s: int = 0,
) -> Escalation:
    """At the click; `advance` then calls the first tier. A plan without tiers has an empty one, which says so."""
    known = tuple(plan) or (Tier(1),)
    return Escalation(
        incident_id,
        Stopwatch.started(moment),
        known,
        tuple(TierRun(tier.number) for tier in known),
        operator_id=operator_id,
        remind_after_s=remind_after_s,
        expire_after_s=expire_after_s,
    )


def take_up(
    incident_id: str, plan: Iterable[Tier], watch: Stopwatch, people: tuple[Called, ...], moment: Moment
) -> Escalation:
    """Of an incident that an older program opened: what it called counts as called now, with its whole limit."""
    state = replace(begin(incident_id, plan, moment), watch=watch, people=people)
    elapsed, called = watch.read(moment), {person.tier for person in people}
    runs = tuple(
        replace(
            run, state=CALLING, limit_due_s=elapsed + (tiers.tier_of(state, run.number).limit_s or LIMIT_S)
        )
        if run.number in called
        else run
        for run in state.runs
    )
    state = replace(
        state, runs=runs, turned_out=any(tiers.turns_out(person) for person in people if person.arrived)
    )
    now = Now(moment, lambda _tier: Resolution(()))
    for person in people:
        if person.acknowledged:
            own = not person.marked or person.answered_s is not None
            state = tiers.count_answer(state, person.person_id, now, own=own).state
    return state


def advance(state: Escalation, now: Now, event: Event | None = None) -> Outcome:
    """What time has brought, then the event, then what follows from it at once.

    The very same state is given back where nothing is to be stored. Raises NotAllowed (incident_closed, tier_called,
    no_more_tiers, incident_running, nothing_to_withdraw) for an event that makes no sense now.
    """
    after, actions = _pass_time(state, now)
    if event is not None:
        handled = _HANDLERS[type(event)](after, event, now)
        after, more = _pass_time(handled.state, now)
        actions += [*handled.actions, *more]
    if after == state and not state.watch.must_be_noted(now.moment):
        return Outcome(state)
    return Outcome(replace(after, watch=after.watch.carried_on(now.moment)), tuple(actions))


def _pass_time(state: Escalation, now: Now) -> tuple[Escalation, list[Action]]:
    """Does everything that is due, the earliest first. A tier that was late is called late, and has its whole limit."""
    actions: list[Action] = []
    elapsed = state.watch.read(now.moment)
    while state.ended_s is None:
        run = tiers.next_to_call(state)
        if run is not None and tiers.is_due(state):
            outcome = tiers.call(state, run, now)
        else:
            due = min(_all_due(state, now), key=lambda one: one[0], default=None)
            if due is None or due[0] > elapsed:
                break
            outcome = due[1](state)
        state = outcome.state
        actions += outcome.actions
    return state, actions


def _all_due(state: Escalation, now: Now) -> Iterable[_Due]:
    for run in state.runs:
        deeds = (tiers.miss, tiers.call_again, tiers.remind, tiers.expire)
        for second, do in zip(state.due_of(run), deeds, strict=True):
            if second is not None:
                yield second, lambda before, run=run, do=do: do(before, run, now)  # type: ignore[misc]  # it infers no type of such defaults


def _acknowledge(state: Escalation, event: Acknowledge, now: Now) -> Outcome:
    person = _person(state, event.person_id)
    if person is None:
        return Outcome(state)
    actions: tuple[Action, ...] = ()
    if not person.acknowledged:
        actions = (PersonAcknowledged(person.person_id),)
        state = _with_person(state, replace(person, acknowledged=True, marked=not event.own))
    elif event.own and person.marked and person.answered_s is None:
        answered_s = state.watch.read(now.moment)
        actions = (PersonAnswered(person.person_id, answered_s),)
        state = _with_person(state, replace(person, answered_s=answered_s))
    outcome = tiers.count_answer(state, person.person_id, now, own=event.own)
    return Outcome(outcome.state, (*actions, *outcome.actions))


def _arrive(state: Escalation, event: Arrive, now: Now) -> Outcome:
    """Whoever is there has confirmed. The first of the turn-out team ends its clock, and nobody need be reminded."""
    person = _person(state, event.person_id)
    if person is None:
        return Outcome(state)
    if person.arrived:
        return (
            _acknowledge(state, Acknowledge(event.person_id, own=True), now) if event.own else Outcome(state)
        )
    turns_out = tiers.turns_out(person) and not state.turned_out
    state = _with_person(
        replace(state, turned_out=state.turned_out or turns_out), replace(person, arrived=True)
    )
    before = tiers.answered_tiers(state, event.person_id)
    answered = _acknowledge(state, Acknowledge(event.person_id, event.own), now)
    counts = tuple(n for n in tiers.answered_tiers(answered.state, event.person_id) if n not in before)
    arrived = PersonArrived(event.person_id, not person.acknowledged, counts)
    actions: list[Action] = [*answered.actions, arrived]
    if turns_out:
        actions.append(TurnedOut(event.person_id, state.watch.read(now.moment)))
    return Outcome(answered.state, tuple(actions))


def _withdraw(state: Escalation, event: Withdraw, _now: Now) -> Outcome:
    """Whoever has not confirmed is not on scene either. What the mistake had stopped goes on."""
    person = _person(state, event.person_id)
    if person is None or not (person.acknowledged if event.answer else person.arrived):
        raise NotAllowed("nothing_to_withdraw")
    actions: list[Action] = []
    after = replace(person, arrived=False)
    if event.answer:
        answered = person.marked and person.answered_s is not None
        after = replace(after, acknowledged=answered, marked=False, answered_s=None)
        withdrawn = MarkWithdrawn if answered else AnswerWithdrawn
        actions.append(withdrawn(person.person_id, event.reason))
    state = _with_person(state, after)
    if person.arrived:
        # Last, for it says the most.
        actions.append(ArrivalWithdrawn(person.person_id, event.reason))
    there = any(one.arrived and tiers.turns_out(one) for one in state.people)
    if person.arrived and tiers.turns_out(person) and not there:
        state = replace(state, turned_out=False)
        actions.append(TurnOutReopened(person.person_id))
    numbers = tiers.answered_tiers(state, person.person_id) if event.answer else event.tiers
    if after.acknowledged:
        own = tiers.answered_tiers(state, person.person_id, own=True)
        numbers = tuple(number for number in numbers if number not in own)
        if event.answer and person.answered_s is not None:
            state = tiers.count_from(state, person.person_id, person.answered_s)
    outcome = tiers.withdraw_answer(state, person.person_id, numbers)
    return Outcome(outcome.state, (*actions, *outcome.actions))


def _escalate(state: Escalation, event: EscalateNow, now: Now) -> Outcome:
    _refuse_ended(state)
    if state.run(event.tier) is None:
        raise NotAllowed("no_more_tiers")
    run = tiers.next_to_call(state)
    if run is None or run.number != event.tier:
        return Outcome(state)
    return tiers.call(state, run, now, by_hand=True)


def _hold(state: Escalation, event: Hold, _now: Now) -> Outcome:
    run = _waiting(state, event.tier)
    held = replace(run, held=event.reason, held_by=event.by)
    return Outcome(with_run(state, held), (TierHeld(event.tier, event.reason),))


def _release(state: Escalation, event: Release, _now: Now) -> Outcome:
    """Called at once where its time has passed."""
    run = _waiting(state, event.tier)
    if not run.held:
        return Outcome(state)
    return Outcome(with_run(state, replace(run, held="", held_by="")), (TierReleased(event.tier),))


def _add(state: Escalation, event: Add, _now: Now) -> Outcome:
    """They count for the highest tier that was called."""
    _refuse_ended(state)
    number = max((run.number for run in state.runs if run.state != WAITING), default=state.runs[0].number)
    known = {one.person_id for one in state.people}
    new = tuple(callee for callee in event.callees if callee.person.id not in known)
    people = (Called(callee.person.id, callee.role, number) for callee in new)
    state = replace(state, people=(*state.people, *people))
    return Outcome(state, (Added(number, new),) if new else ())


def _hand_over(state: Escalation, event: HandOver, _now: Now) -> Outcome:
    _refuse_ended(state)
    if event.person_id == state.operator_id:
        return Outcome(state)
    handed = HandedOver(event.person_id, state.operator_id)
    return Outcome(replace(state, operator_id=event.person_id), (handed,))


def _follow(state: Escalation, event: Follow, now: Now) -> Outcome:
    """What was called or held stays so: its tiers go on with those of the same number, and who is new there is called."""
    _refuse_ended(state)
    known = {run.number: run for run in state.runs}
    wanted = event.tiers or (Tier(1),)
    touched = {run.number for run in state.runs if run.state != WAITING or run.held}
    numbers = sorted({tier.number for tier in wanted} | touched)
    runs = tuple(known.get(number, TierRun(number)) for number in numbers)
    state = replace(state, tiers=wanted, runs=runs)
    actions: list[Action] = []
    for number in numbers:
        run = state.run(number)
        if run is not None and run.state != WAITING:
            outcome = tiers.join(state, run, now)
            state = outcome.state
            actions += outcome.actions
    return Outcome(state, tuple(actions))


def _end(state: Escalation, _event: End, now: Now) -> Outcome:
    _refuse_ended(state)
    return Outcome(replace(state, ended_s=state.watch.read(now.moment)), (Ended(),))


def _reopen(state: Escalation, _event: Reopen, now: Now) -> Outcome:
    if state.ended_s is None:
        raise NotAllowed("incident_running")
    closed = state.watch.read(now.moment) - state.ended_s
    runs = tuple(_later(run, closed) for run in state.runs)
    state = replace(state, ended_s=None, runs=runs)
    return Outcome(state, (Reopened(tuple(one.person_id for one in state.people)),))


def _later(run: TierRun, seconds: float) -> TierRun:
    return replace(
        run,
        limit_due_s=_plus(run.limit_due_s, seconds),
        repeat_due_s=_plus(run.repeat_due_s, seconds),
        remind_due_s=_plus(run.remind_due_s, seconds),
        expire_due_s=_plus(run.expire_due_s, seconds),
    )


def _plus(due: float | None, seconds: float) -> float | None:
    return due + seconds if due is not None else None


def _waiting(state: Escalation, number: int) -> TierRun:
    _refuse_ended(state)
    run = state.run(number)
    if run is None or run.state != WAITING:
        raise NotAllowed("tier_called", tier=str(number))
    return run


def _refuse_ended(state: Escalation) -> None:
    if state.ended_s is not None:
        raise NotAllowed("incident_closed", id=state.incident_id)


def _person(state: Escalation, person_id: str) -> Called | None:
    """Raises NotAllowed for an incident that is over."""
    _refuse_ended(state)
    return next((one for one in state.people if one.person_id == person_id), None)


def _with_person(state: Escalation, person: Called) -> Escalation:
    people = tuple(person if one.person_id == person.person_id else one for one in state.people)
    return replace(state, people=people)


_HANDLERS: dict[type[Any], _Handler] = {
    Acknowledge: _acknowledge,
    Arrive: _arrive,
    Withdraw: _withdraw,
    EscalateNow: _escalate,
    Hold: _hold,
    Release: _release,
    Add: _add,
    HandOver: _hand_over,
    Follow: _follow,
    End: _end,
    Reopen: _reopen,
}
