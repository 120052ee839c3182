"""An escalation moved by hand: a clock, a plan, and who is on duty, without any database."""

from collections.abc import Mapping
from typing import TypeVar

from app.core.moment import Moment
from app.escalation.events import Action, Event
from app.escalation.resolve import Callee, Resolution
from app.escalation.rules import advance, begin
from app.escalation.tiers import Now
from app.model.escalation import Called, Escalation, TierRun
from app.model.plan import Target, Tier
from app.model.site import Person
from app.model.words import Words
from tests.fakes.clock import FakeClock

A = TypeVar("A")
NOBODY = Resolution((), (Target("role", "nobody"),), empty=True)


def callee(person_id: str, role: str = "patrol", why: str = "on_duty") -> Callee:
    return Callee(Person(person_id, Words(person_id)), role, why, ())


def people(*ids: str, role: str = "patrol") -> Resolution:
    return Resolution(tuple(callee(person_id, role) for person_id in ids))


PLAN = (
    Tier(1, limit_s=180, repeat_s=60, repeat_times=2),
    Tier(2, limit_s=300),
    Tier(3, limit_s=300),
)
ON_DUTY = {1: people("liu", "peng"), 2: people("zeng", role="office"), 3: people("yang", role="committee")}


class Desk:
    """`after` lets time pass and asks; `done` are all actions so far, with the second of each."""

    def __init__(
        self,
        plan: tuple[Tier, ...] = PLAN,
        on_duty: Mapping[int, Resolution] = ON_DUTY,
        *,
        remind_after_s: int = 0,
        expire_after_s: int = 0,
    ) -> None:
        self.clock = FakeClock()
        self.on_duty = dict(on_duty)
        self.done: list[tuple[int, Action]] = []
        self.state: Escalation = begin(
            "i", plan, self.moment(), remind_after_s=remind_after_s, expire_after_s=expire_after_s
        )
        self.do()

    def moment(self) -> Moment:
        return Moment(self.clock.now(), self.clock.monotonic(), self.clock.boot_id())

    def seconds(self) -> float:
        return self.state.watch.read(self.moment())

    def do(self, event: Event | None = None) -> tuple[Action, ...]:
        outcome = advance(self.state, Now(self.moment(), self._resolve), event)
        self.state = outcome.state
        self.done += [(round(self.seconds()), action) for action in outcome.actions]
        return outcome.actions

    def after(self, seconds: float, event: Event | None = None) -> tuple[Action, ...]:
        self.clock.advance(seconds=seconds)
        return self.do(event)

    def run(self, number: int) -> TierRun:
        found = self.state.run(number)
        assert found is not None
        return found

    def person(self, person_id: str) -> Called:
        return next(one for one in self.state.people if one.person_id == person_id)

    def all(self, kind: type[A]) -> list[tuple[int, A]]:
        return [(second, action) for second, action in self.done if isinstance(action, kind)]

    def _resolve(self, tier: Tier) -> Resolution:
        return self.on_duty.get(tier.number, NOBODY)
