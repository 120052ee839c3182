"""One tier at a time: called, called again, missed, acknowledged. Pure."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from app.core.moment import Moment
from app.escalation.events import (
    AcknowledgementExpired,
    Action,
    CalledAgain,
    Reminded,
    TierAcknowledged,
    TierCalled,
    TierEmpty,
    TierMissed,
    TierReopened,
)
from app.escalation.resolve import Callee, Resolution
from app.model.escalation import (
    ACKNOWLEDGED,
    CALLING,
    EMPTY,
    EXPIRED,
    GOES_ON,
    MISSED,
    WAITING,
    Called,
    Escalation,
    TierRun,
)
from app.model.incident import AT_THE_DESK
from app.model.plan import Tier


@dataclass(frozen=True, slots=True)
class Now:
    """The moment, and who would be called by a tier at that moment (`resolve`, asked when a tier is called)."""

    moment: Moment
    resolve: Callable[[Tier], Resolution]


@dataclass(frozen=True, slots=True)
class Outcome:
    """The state after, and what is to be done, in this order."""

    state: Escalation
    actions: tuple[Action, ...] = ()


def with_run(state: Escalation, run: TierRun) -> Escalation:
    runs = tuple(run if one.number == run.number else one for one in state.runs)
    return replace(state, runs=runs)


def tier_of(state: Escalation, number: int) -> Tier:
    """What the plan says about a tier; one that it no longer has goes on without limit."""
    found = (tier for tier in state.tiers if tier.number == number)
    return next(found, Tier(number, limit_s=0))


def next_to_call(state: Escalation) -> TierRun | None:
    """The lowest tier that was not called yet."""
    return next((run for run in state.runs if run.state == WAITING), None)


def is_due(state: Escalation) -> bool:
    """Whether the next tier must be called now: the first at once, another when the one before gave no answer."""
    run = next_to_call(state)
    if run is None or run.held:
        return False
    before = state.runs[: state.runs.index(run)]
    return not before or before[-1].state in GOES_ON


def call(state: Escalation, run: TierRun, now: Now, *, by_hand: bool = False) -> Outcome:
    """Calls a tier's people of this moment. Where none is on duty or new, it counts as empty."""
    tier, elapsed = tier_of(state, run.number), state.watch.read(now.moment)
    found = now.resolve(tier)
    state, callees = _with_people(state, found.callees, run.number)
    empty = found.empty or not callees
    called = TierRun(
        run.number,
        EMPTY if empty else CALLING,
        elapsed,
        limit_due_s=elapsed + tier.limit_s if tier.limit_s and not empty else None,
        repeat_due_s=_repeat_due(tier, 0, elapsed) if callees else None,
    )
    actions: list[Action] = [TierCalled(run.number, callees, found.nobody, by_hand)]
    if empty:
        last = run.number == max(each.number for each in state.tiers)
        actions.append(TierEmpty(run.number, known=bool(found.callees), last=last))
    return Outcome(with_run(state, called), tuple(actions))


def join(state: Escalation, run: TierRun, now: Now) -> Outcome:
    """Of another plan: calls those of a called tier who were not called yet, and takes up its limit."""
    tier = tier_of(state, run.number)
    found = now.resolve(tier)
    state, callees = _with_people(state, found.callees, run.number)
    if CALLING in (run.state, run.before_answer):
        due = run.called_s + tier.limit_s if tier.limit_s else None
        run = replace(run, limit_due_s=due, repeat_due_s=_repeat_due(tier, run.repeats, run.called_s))
    actions = (TierCalled(run.number, callees, found.nobody, more=True),) if callees else ()
    return Outcome(with_run(state, run), actions)


def miss(state: Escalation, run: TierRun, _now: Now) -> Outcome:
    """Not enough have acknowledged in time. Who was called is called on as often as the plan says."""
    return Outcome(with_run(state, replace(run, state=MISSED, limit_due_s=None)), (TierMissed(run.number),))


def call_again(state: Escalation, run: TierRun, now: Now) -> Outcome:
    """Those of the tier who have not acknowledged. With nobody left to call its time goes on: one may be taken back."""
    tier, count = tier_of(state, run.number), run.repeats + 1
    silent = tuple(one.person_id for one in state.people if one.tier == run.number and not one.acknowledged)
    due = _repeat_due(tier, count, state.watch.read(now.moment))
    state = with_run(state, replace(run, repeats=count, repeat_due_s=due))
    return Outcome(state, (CalledAgain(run.number, silent, count),) if silent else ())


def remind(state: Escalation, run: TierRun, _now: Now) -> Outcome:
    state = with_run(state, replace(run, remind_due_s=None))
    people = tuple(one.person_id for one in state.people if one.person_id in run.answered_by)
    return Outcome(state, (Reminded(run.number, people),))


def expire(state: Escalation, run: TierRun, _now: Now) -> Outcome:
    """Nobody came: the acknowledgements count no more, and the next tier is called."""
    expired = replace(
        run,
        state=EXPIRED,
        answered_by=(),
        own_by=(),
        acknowledged_s=None,
        remind_due_s=None,
        expire_due_s=None,
        before_answer="",
        enough=0,
    )
    return Outcome(with_run(state, expired), (AcknowledgementExpired(run.number),))


def count_answer(state: Escalation, person_id: str, now: Now, *, own: bool = False) -> Outcome:
    """Lets an acknowledgement count for every called tier for which this person may give one."""
    actions: list[Action] = []
    for run in state.runs:
        if run.state == WAITING or person_id not in {one.person_id for one in _able(state, run)}:
            continue
        counted = run
        if own and person_id not in run.own_by:
            counted = replace(counted, own_by=(*run.own_by, person_id))
        if person_id in run.answered_by:
            state = with_run(state, counted)
            continue
        counted = replace(counted, answered_by=(*run.answered_by, person_id))
        outcome = _answered(state, counted, person_id, now)
        state = outcome.state
        actions += outcome.actions
    return Outcome(state, tuple(actions))


def answered_tiers(state: Escalation, person_id: str, *, own: bool = False) -> tuple[int, ...]:
    """For which an acknowledgement of this person counts; `own`: their own answer."""
    return tuple(run.number for run in state.runs if person_id in (run.own_by if own else run.answered_by))


def count_from(state: Escalation, person_id: str, answered_s: float) -> Escalation:
    """The tiers that have enough only by the own answer of this person were acknowledged no earlier than by that."""
    for run in state.runs:
        if run.state != ACKNOWLEDGED or person_id not in run.own_by or run.acknowledged_s is None:
            continue
        left = replace(run, answered_by=tuple(one for one in run.answered_by if one != person_id))
        if answered_s > run.acknowledged_s and not _has_enough(state, left):
            state = with_run(state, _acknowledged_at(state, run, answered_s))
    return state


def withdraw_answer(state: Escalation, person_id: str, numbers: Iterable[int]) -> Outcome:
    """Lets an acknowledgement count no more for these. A tier that has enough without it stays acknowledged."""
    actions: list[Action] = []
    for run in [run for run in state.runs if run.number in set(numbers)]:
        left = tuple(one for one in run.answered_by if one != person_id)
        own = tuple(one for one in run.own_by if one != person_id)
        after = replace(run, answered_by=left, own_by=own)
        if run.state == ACKNOWLEDGED and not _has_enough(state, after):
            after = _open_again(state, after)
            actions.append(TierReopened(run.number, person_id, after.state))
        state = with_run(state, after)
    return Outcome(state, tuple(actions))


def missing_answers(state: Escalation, run: TierRun) -> int:
    """How many more must acknowledge."""
    able, required = len(_able(state, run)), tier_of(state, run.number).required
    needed = min(required, able) if required else able
    return max(0, max(1, needed) - len(run.answered_by))


def _answered(state: Escalation, run: TierRun, person_id: str, now: Now) -> Outcome:
    if run.state == ACKNOWLEDGED or missing_answers(state, run):
        return Outcome(with_run(state, run))
    elapsed = state.watch.read(now.moment)
    done = replace(
        run,
        state=ACKNOWLEDGED,
        acknowledged_s=elapsed,
        remind_due_s=elapsed + state.remind_after_s if state.remind_after_s else None,
        expire_due_s=elapsed + state.expire_after_s if state.expire_after_s else None,
        before_answer=run.state,
        enough=len(run.answered_by),
    )
    late = run.state in GOES_ON
    return Outcome(with_run(state, done), (TierAcknowledged(run.number, person_id, late),))


def _acknowledged_at(state: Escalation, run: TierRun, second: float) -> TierRun:
    """Later than it had seemed; who was reminded already is not reminded again."""
    return replace(
        run,
        acknowledged_s=second,
        remind_due_s=second + state.remind_after_s if run.remind_due_s is not None else None,
        expire_due_s=second + state.expire_after_s if run.expire_due_s is not None else None,
    )


def _has_enough(state: Escalation, run: TierRun) -> bool:
    """Whether an acknowledged tier stays so: by as many as were enough, or by those who may acknowledge for it now."""
    if len(run.answered_by) >= run.enough:
        return True
    able = {one.person_id for one in _able(state, run)}
    counted = tuple(one for one in run.answered_by if one in able)
    return not missing_answers(state, replace(run, answered_by=counted))


def _open_again(state: Escalation, run: TierRun) -> TierRun:
    """Its time limit and its repeats go on from when they began, as if nobody had answered."""
    if not run.before_answer:
        # An older program has acknowledged it, and kept no time.
        tier = tier_of(state, run.number)
        due = run.called_s + tier.limit_s if tier.limit_s else None
        repeat = _repeat_due(tier, run.repeats, run.called_s)
        run = replace(run, before_answer=CALLING, limit_due_s=due, repeat_due_s=repeat)
    return replace(
        run,
        state=run.before_answer,
        acknowledged_s=None,
        remind_due_s=None,
        expire_due_s=None,
        before_answer="",
        enough=0,
    )


def turns_out(person: Called) -> bool:
    """Whether the arrival of this person ends the turn-out clock."""
    return person.role not in AT_THE_DESK


def _able(state: Escalation, run: TierRun) -> tuple[Called, ...]:
    """Who may acknowledge for the tier: those in the roles it names; where none of these was called, its own people."""
    roles = tier_of(state, run.number).acknowledged_by
    named = tuple(one for one in state.people if one.role in roles)
    return named or tuple(one for one in state.people if one.tier == run.number)


def _with_people(
    state: Escalation, callees: Iterable[Callee], number: int
) -> tuple[Escalation, tuple[Callee, ...]]:
    """Nobody is called twice in an incident: gives those who are new to it."""
    known = {one.person_id for one in state.people}
    new = tuple(callee for callee in callees if callee.person.id not in known)
    people = (Called(callee.person.id, callee.role, number) for callee in new)
    return replace(state, people=(*state.people, *people)), new


def _repeat_due(tier: Tier, done: int, since_s: float) -> float | None:
    return since_s + tier.repeat_s if tier.repeat_s and done < tier.repeat_times else None
