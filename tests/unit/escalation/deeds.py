"""Everything that can happen to an escalation, in any order: plans, answers, waits, crashes, steps of the wall clock."""

from dataclasses import dataclass
from itertools import permutations, product

from hypothesis import strategies as st

from app.core.errors import NotAllowed
from app.escalation.events import (
    Acknowledge,
    Action,
    Add,
    Arrive,
    End,
    EscalateNow,
    Event,
    Follow,
    HandOver,
    Hold,
    Release,
    Reopen,
    Withdraw,
)
from app.escalation.resolve import Resolution
from app.model.plan import Tier
from tests.unit.escalation.desk import NOBODY, Desk, callee

POOL = ("a", "b", "c", "d", "e", "f")
ROLES = ("operator", "leader", "patrol", "office")
SOMEBODY = st.sampled_from(POOL)
TEAMS = tuple(
    tuple(callee(person, ROLES[(place + turn) % len(ROLES)]) for place, person in enumerate(team))
    for size in (2, 3)
    for team in permutations(POOL, size)
    for turn in range(len(ROLES))
)
"""Made beforehand: drawn person by person they cost more time than everything that is tried with them."""
CALLEES = st.sampled_from(TEAMS)
RESOLUTIONS = st.sampled_from((*map(Resolution, TEAMS), *([NOBODY] * (len(TEAMS) // 3))))
ON_DUTY = st.fixed_dictionaries({1: RESOLUTIONS, 2: RESOLUTIONS, 3: RESOLUTIONS})


def _tiers(number: int) -> st.SearchStrategy[Tier]:
    known = product(
        (30, 180, 300, 0), (1, 1, 2, 0), ((), ("leader",), ("patrol", "office")), (15, 60, 0), (3, 1, 0)
    )
    return st.sampled_from([Tier(number, (), *values) for values in known])


PLANS = st.sampled_from((2, 3, 3, 1)).flatmap(
    lambda count: st.tuples(*(_tiers(number) for number in range(1, count + 1)))
)


@dataclass(frozen=True)
class Wait:
    """Time passes, and somebody looks."""

    seconds: int


@dataclass(frozen=True)
class Step:
    """Somebody sets the wall clock."""

    seconds: int


@dataclass(frozen=True)
class Crash:
    """What was being decided is lost with the program, before it was stored; it starts again a little later."""

    event: Event | None
    seconds: int


@dataclass(frozen=True)
class Reboot:
    """The PC was off so long; its wall clock may be wrong afterwards."""

    off_s: int
    wrong_s: int


ANSWERS = st.builds(Acknowledge, SOMEBODY, st.booleans())
"""Of people themselves, and marks of somebody at the desk."""
WITHDRAWALS = st.builds(Withdraw, SOMEBODY, st.booleans())
HOLDS = st.builds(Hold, st.integers(2, 3), st.just("because"))
OF_ONE_PLAN: st.SearchStrategy[Event] = st.one_of(
    st.builds(Arrive, SOMEBODY, st.booleans()),
    st.builds(EscalateNow, st.integers(1, 4)),
    st.builds(Release, st.integers(1, 3)),
    st.builds(Add, CALLEES),
    st.builds(HandOver, SOMEBODY),
    st.just(End()),
    st.just(Reopen()),
)
EVENTS: st.SearchStrategy[Event] = OF_ONE_PLAN | st.builds(Follow, PLANS)
WAITS = st.builds(Wait, st.sampled_from([0, 5, 16, 61, 200, 301]) | st.integers(0, 400))
STEPS = st.builds(Step, st.integers(-100_000, 100_000))
CRASHES = st.builds(Crash, st.none() | ANSWERS | WITHDRAWALS | EVENTS, st.integers(0, 30))
REBOOTS = st.builds(Reboot, st.integers(0, 1000), st.integers(-5000, 5000))
Deed = Event | Wait | Step | Crash | Reboot
DEEDS = st.lists(
    st.one_of(WAITS, WAITS, ANSWERS, EVENTS, HOLDS, ANSWERS, WITHDRAWALS, STEPS, CRASHES, REBOOTS),
    min_size=8,
    max_size=30,
)
"""Of short lists, which it draws by itself, most tell of nothing: a tier that was held called itself unseen in 400."""
DESKS = st.builds(
    Desk,
    PLANS,
    ON_DUTY,
    remind_after_s=st.sampled_from([0, 100]),
    expire_after_s=st.sampled_from([0, 200]),
)


def play(desk: Desk, deed: Deed) -> tuple[Action, ...]:
    """Refusals are answers too: the state stays as it was."""
    try:
        match deed:
            case Wait(seconds):
                return desk.after(seconds)
            case Step(seconds):
                desk.clock.step_wall(seconds=seconds)
                return desk.do()
            case Crash(event, seconds):
                decide_and_forget(desk, event)
                return desk.after(seconds)
            case Reboot(off_s, wrong_s):
                desk.clock.advance(seconds=off_s)
                desk.clock.step_wall(seconds=wrong_s)
                desk.clock.reboot()
                return desk.do()
            case event:
                return desk.do(event)
    except NotAllowed:
        return ()


def decide_and_forget(desk: Desk, event: Event | None) -> None:
    stored, done = desk.state, list(desk.done)
    try:
        desk.do(event)
    except NotAllowed:
        pass
    finally:
        desk.state, desk.done = stored, done


CALM = st.lists(st.one_of(WAITS, ANSWERS, WITHDRAWALS, HOLDS, EVENTS), min_size=6, max_size=20)
PLAIN = st.lists(st.one_of(WAITS, ANSWERS, WITHDRAWALS, HOLDS, OF_ONE_PLAN), min_size=6, max_size=20)
"""Of one plan: by another the answers there are may be enough, which a tier learns with its next answer."""
