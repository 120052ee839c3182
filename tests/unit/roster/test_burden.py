"""Who has borne more than their share in the months before."""

from datetime import date

from app.model.roster import Duty, Shift, Why
from app.model.rota import Slot
from app.roster.burden import Balance, balances, months_before
from app.roster.days import Days
from app.roster.layers import span_of
from tests.unit.roster.worlds import CHANGSHA

DAY, NIGHT = Slot("08:00", "20:00"), Slot("20:00", "08:00")


def duty(person_id: str, day: int, slot: Slot, role: str = "operator") -> Duty:
    span = span_of(slot, date(2026, 12, day), CHANGSHA)
    return Duty(Shift(f"{person_id}{day}", person_id, role), *span, Why("rotation", "r"))


def test_a_share_goes_by_the_hours_worked() -> None:
    """7 December is a Monday. b has all three nights; c came for one day and owes nothing for nights before."""
    found = balances(
        [
            *(duty("a", day, DAY) for day in (7, 8, 9)),
            *(duty("b", day, NIGHT) for day in (7, 8, 9)),
            duty("c", 12, DAY),
            duty("leader", 7, NIGHT, "leader"),
        ],
        CHANGSHA,
        Days(),
    )
    assert {one: round(balance.nights, 2) for one, balance in found.items()} == {
        "a": -1.29,
        "b": 1.71,
        "c": -0.43,
        "leader": 0.0,
    }
    assert round(found["c"].weekends, 2) == 0.86
    assert round(sum(balance.nights for balance in found.values()), 9) == 0


def test_two_roles_of_one_person_are_counted_together() -> None:
    found = balances(
        [duty("a", 7, NIGHT), duty("b", 7, DAY), duty("a", 8, DAY, "leader"), duty("b", 8, NIGHT, "leader")],
        CHANGSHA,
        Days(),
    )
    assert found == {"a": Balance(), "b": Balance()}
    assert balances((), CHANGSHA, Days()) == {}


def test_fairness_looks_back_over_whole_months() -> None:
    assert months_before(date(2026, 3, 1)) == (date(2025, 9, 1), date(2026, 2, 28))
    assert months_before(date(2026, 12, 16)) == (date(2026, 6, 1), date(2026, 12, 15))
