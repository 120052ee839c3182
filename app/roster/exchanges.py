"""What may happen to an exchange: asked for by one, agreed by the other, approved by who is in charge."""

from collections.abc import Collection
from dataclasses import replace
from datetime import timedelta

from app.core.errors import InvalidInput, NotAllowed
from app.model.roster import OVERRIDE, STAND_IN, SWAP, Duty
from app.model.rota import AGREED, APPROVED, ASKED, REFUSED, SUPERSEDED, WITHDRAWN, Exchange, Leg

_LONGEST = timedelta(hours=24)
_NEXT: dict[str, dict[str, Collection[str]]] = {
    # An order needs nobody's consent; a stand-in and a swap need the other one's.
    OVERRIDE: {ASKED: (APPROVED, REFUSED, WITHDRAWN)},
    SWAP: {ASKED: (AGREED, REFUSED, WITHDRAWN), AGREED: (APPROVED, REFUSED, WITHDRAWN)},
    STAND_IN: {ASKED: (AGREED, REFUSED, WITHDRAWN), AGREED: (APPROVED, REFUSED, WITHDRAWN)},
}
OPEN = (ASKED, AGREED)


def next_states(exchange: Exchange) -> Collection[str]:
    """What may be said about it now. One in force can still be taken back."""
    if exchange.state == APPROVED:
        return (WITHDRAWN, SUPERSEDED)
    return _NEXT[exchange.kind].get(exchange.state, ())


def moved(exchange: Exchange, state: str, number: int) -> Exchange:
    """The exchange in its new state; `number` is the place of an approval. Raises NotAllowed."""
    if state not in next_states(exchange):
        raise NotAllowed("exchange_over" if not next_states(exchange) else "exchange_too_early", state=state)
    return replace(exchange, state=state, number=number if state == APPROVED else exchange.number)


def check_exchange(exchange: Exchange, active: Collection[str]) -> None:
    """Raises InvalidInput for one that changes nothing or nobody knows."""
    if not exchange.legs:
        raise InvalidInput(field="legs", reason="no_duty")
    for leg in exchange.legs:
        if not leg.person_out and not leg.person_in:
            raise InvalidInput(field="person", reason="no_person")
        if leg.person_in and leg.person_in not in active:
            raise InvalidInput(field="person", reason="unknown_person")
        if leg.person_in == leg.person_out:
            raise InvalidInput(field="person", reason="same_person")
        if leg.starts >= leg.ends:
            raise InvalidInput(field="end", reason="ends_before")
        if not leg.person_out and leg.ends - leg.starts > _LONGEST:
            raise InvalidInput(field="end", reason="longer_than_a_day")
    if exchange.kind != OVERRIDE and not all(leg.person_out and leg.person_in for leg in exchange.legs):
        raise InvalidInput(field="person", reason="no_person")
    if exchange.kind == SWAP and not _is_swap(exchange.legs):
        raise InvalidInput(field="legs", reason="no_swap")


def _is_swap(legs: tuple[Leg, ...]) -> bool:
    if len(legs) != 2:
        return False
    one, two = legs
    return (one.person_out, one.person_in) == (two.person_in, two.person_out)


def leg_of(duty: Duty, person_in: str) -> Leg:
    """`person_in` takes the whole of a duty; nobody when empty."""
    shift = duty.shift
    return Leg(shift.person_id, person_in, shift.role, shift.post_id, duty.starts, duty.ends)


def swap_of(one: Duty, two: Duty) -> tuple[Leg, ...]:
    """Each takes the other's duty."""
    return leg_of(one, two.shift.person_id), leg_of(two, one.shift.person_id)
