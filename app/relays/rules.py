"""When a relay is switched, and what a try to do so leads to. Pure."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from app.core.errors import InvalidInput
from app.model.incident import RUNNING, Incident
from app.model.relay import OFF, ON, UNSURE, Relay, RelayState
from app.relays.address import RelayAddress, address_fault

SWITCH_DEADLINE_S = 8.0
"""A try that has not ended by then may or may not have switched it."""
RETRY_AFTER_S = (2, 5, 10, 20, 40, 60)
"""Pauses after each failed try; the last one stays, for as long as it should stand otherwise."""
_FURTHEST = timedelta(minutes=2)
LONGEST_PULSE_S = 3600


def tidy_relay(relay: Relay, address: RelayAddress | None, kinds: Collection[str]) -> Relay:
    """The relay with the service its address names; None leaves the stored address as it is.

    Raises InvalidInput for one without a name or an address, with an unknown kind or a pulse of no sensible length.
    """
    if not (relay.name.zh.strip() or relay.name.en.strip()):
        raise InvalidInput(field="name", reason="empty_name")
    if any(kind not in kinds for kind in relay.kinds):
        raise InvalidInput(field="kinds", reason="unknown_kind")
    if not 0 <= relay.pulse_s <= LONGEST_PULSE_S:
        raise InvalidInput(field="pulse_s", reason="out_of_range", number=f"0–{LONGEST_PULSE_S}")
    if address is None:
        if not relay.service:
            raise InvalidInput(field="on", reason="relay_missing")
        return relay
    field, reason = address_fault(address, ends=relay.ends or relay.pulse_s > 0)
    if reason:
        raise InvalidInput(field=field, reason=reason)
    return replace(relay, service=address.service)


def concerns(relay: Relay, incident: Incident) -> bool:
    """Whether an incident switches it while it runs."""
    of_kind = not relay.kinds or incident.kind in relay.kinds
    for_drill = relay.drills and not incident.simulated
    return incident.state == RUNNING and of_kind and (for_drill or not incident.drill)


def wants_on(relay: Relay, running: Iterable[tuple[Incident, float]]) -> bool:
    """Whether it should be on now; the incidents come with the seconds since their click."""
    return any(
        concerns(relay, incident) and (relay.pulse_s == 0 or elapsed_s < relay.pulse_s)
        for incident, elapsed_s in running
    )


def target(relay: Relay, state: RelayState, *, wanted: bool) -> str:
    """How it should stand; empty where it may stand as it does."""
    if state.hand and state.hand_during == wanted:
        return state.hand
    if wanted:
        return ON
    return OFF if relay.ends or relay.pulse_s else ""


def next_turn(relay: Relay, state: RelayState, *, wanted: bool, now: datetime) -> str:
    """What to do to it now; empty for nothing."""
    turn = target(relay, state, wanted=wanted)
    untouched = turn == OFF and not state.done and not state.turn and not state.hand
    if not turn or turn == state.done or untouched:
        return ""
    waits = state.next_try_at is not None and now < state.next_try_at <= now + _FURTHEST
    return "" if waits and turn == state.turn else turn


def released(relay: Relay, state: RelayState, *, wanted: bool) -> RelayState:
    """Without what no longer counts: a hand of before, a failure that is over; and where nobody asks anything of it, all."""
    if state.hand and state.hand_during != wanted:
        state = replace(state, hand="", hand_during=False)
    goal = target(relay, state, wanted=wanted)
    if goal == "" and (state.done or state.turn):
        return RelayState(state.relay_id)
    if state.error and goal == state.done:
        return replace(state, turn=goal, attempts=0, next_try_at=None, error="")
    return state


def after_try(state: RelayState, turn: str, error: str, now: datetime, *, unsure: bool = False) -> RelayState:
    """Done, or to be tried again after a pause. An error that leaves it open whether it was done makes it unsure."""
    if not error:
        return replace(state, done=turn, turn=turn, attempts=0, next_try_at=None, error="")
    attempts = state.attempts + 1 if turn == state.turn else 1
    pause = RETRY_AFTER_S[min(attempts, len(RETRY_AFTER_S)) - 1]
    return replace(
        state,
        done=UNSURE if unsure else state.done,
        turn=turn,
        attempts=attempts,
        next_try_at=now + timedelta(seconds=pause),
        error=error,
    )


def by_hand(state: RelayState, turn: str, *, wanted: bool) -> RelayState:
    """Somebody switches it: that holds until the incidents want something else than now, and is tried at once."""
    return replace(state, hand=turn, hand_during=wanted, done=UNSURE, next_try_at=None)
