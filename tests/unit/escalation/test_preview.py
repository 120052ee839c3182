"""The dry run says what a silent emergency does, second by second."""

from hypothesis import given, settings

from app.escalation.events import TierCalled
from app.escalation.preview import dry_run
from app.escalation.resolve import Resolution
from app.model.plan import Tier
from tests.unit.escalation.desk import NOBODY, ON_DUTY, PLAN, Desk
from tests.unit.escalation.test_properties import ON_DUTY as ANY_DUTY
from tests.unit.escalation.test_properties import PLANS


def test_it_names_tiers_at_their_times() -> None:
    desk = Desk()
    lines = dry_run(PLAN, lambda tier: ON_DUTY.get(tier.number, NOBODY), desk.moment())
    called = [(line.at_s, line.action.tier) for line in lines if isinstance(line.action, TierCalled)]
    assert called == [(0.0, 1), (180.0, 2), (480.0, 3)]


@settings(max_examples=50, deadline=None)
@given(PLANS, ANY_DUTY)
def test_it_is_what_silence_does(plan: tuple[Tier, ...], on_duty: dict[int, Resolution]) -> None:
    desk = Desk(plan, on_duty)
    lines = dry_run(plan, lambda tier: on_duty.get(tier.number, NOBODY), desk.moment())
    for _ in range(1300):
        desk.after(1)
    assert [(round(line.at_s), line.action) for line in lines] == desk.done
