"""A relay stands as the running incidents want it, whatever order things happen in."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.errors import InvalidInput
from app.model.incident import FALSE_ALARM, Incident
from app.model.relay import OFF, ON, UNSURE, Relay, RelayState
from app.model.words import Words
from app.relays.address import Coil, RelayAddress, address_fault, coil_of, packed, unpacked
from app.relays.rules import (
    after_try,
    by_hand,
    next_turn,
    released,
    target,
    tidy_relay,
    wants_on,
)

NOW = datetime(2026, 11, 23, tzinfo=UTC)
SIREN = Relay("siren", Words("警笛", "Siren"), "http")
FIRE = Incident("i", NOW, 0.0, "boot", NOW, kind="fire")


@pytest.mark.parametrize(
    ("relay", "incident", "elapsed", "on"),
    [
        (SIREN, FIRE, 10.0, True),
        (SIREN, replace(FIRE, state=FALSE_ALARM), 10.0, False),
        (SIREN, replace(FIRE, drill=True), 10.0, False),
        (replace(SIREN, drills=True), replace(FIRE, drill=True), 10.0, True),
        (replace(SIREN, drills=True), replace(FIRE, drill=True, simulated=True), 10.0, False),
        (replace(SIREN, kinds=("fire",)), FIRE, 10.0, True),
        (replace(SIREN, kinds=("flood",)), FIRE, 10.0, False),
        (replace(SIREN, pulse_s=30), FIRE, 29.9, True),
        (replace(SIREN, pulse_s=30), FIRE, 30.0, False),
    ],
)
def test_which_incident_switches_it(relay: Relay, incident: Incident, elapsed: float, on: bool) -> None:
    assert wants_on(relay, [(incident, elapsed)]) is on


EVENTS = st.lists(
    st.sampled_from(["open", "close", "works", "refuses", "unsure", "hand_on", "hand_off"]), max_size=40
)


@given(EVENTS, st.booleans())
def test_in_the_end_it_stands_as_it_is_wanted(events: list[str], ends: bool) -> None:
    """Random incidents, hands and failures; then the device works and time passes."""
    relay, state, wanted, now = replace(SIREN, ends=ends), RelayState("siren"), False, NOW
    device = OFF
    for event in [*events, *["works"] * 3]:
        now += timedelta(minutes=3)
        if event in ("open", "close"):
            wanted = event == "open"
        elif event.startswith("hand"):
            state = by_hand(state, event.removeprefix("hand_"), wanted=wanted)
        state = released(relay, state, wanted=wanted)
        turn = next_turn(relay, state, wanted=wanted, now=now)
        if turn and event in ("works", "refuses", "unsure"):
            if event != "refuses":
                device = turn
            error = "" if event == "works" else "relay_timeout"
            state = after_try(state, turn, error, now, unsure=event == "unsure")
        state = released(relay, state, wanted=wanted)
    goal = target(relay, state, wanted=wanted)
    assert not goal or device == goal
    assert next_turn(relay, state, wanted=wanted, now=now) == ""
    assert state.error == ""


def test_one_that_was_never_touched_is_left_alone() -> None:
    assert next_turn(SIREN, RelayState("siren"), wanted=False, now=NOW) == ""


def test_a_failure_waits_ever_longer_and_another_wish_does_not_wait() -> None:
    state, now, pauses = RelayState("siren"), NOW, []
    for _ in range(8):
        assert next_turn(SIREN, state, wanted=True, now=now) == ON
        state = after_try(state, ON, "relay_unreachable", now, unsure=True)
        assert state.next_try_at is not None
        pauses.append((state.next_try_at - now).total_seconds())
        assert next_turn(SIREN, state, wanted=True, now=now) == ""
        now = state.next_try_at
    assert pauses == [2, 5, 10, 20, 40, 60, 60, 60]
    assert state.done == UNSURE
    assert next_turn(SIREN, state, wanted=False, now=NOW) == OFF, "it may be on: stand-down switches it off"


def test_a_clock_set_back_does_not_put_it_off_for_ever() -> None:
    state = after_try(RelayState("siren"), ON, "relay_unreachable", NOW)
    assert next_turn(SIREN, state, wanted=True, now=NOW - timedelta(hours=1)) == ON


def test_a_gate_that_shall_stay_open_is_opened_by_the_next_incident_again() -> None:
    gate = replace(SIREN, ends=False)
    state = after_try(RelayState("siren"), ON, "", NOW)
    state = released(gate, state, wanted=False)
    assert next_turn(gate, state, wanted=False, now=NOW) == ""
    assert next_turn(gate, state, wanted=True, now=NOW) == ON


def test_a_hand_counts_until_the_incidents_want_something_else() -> None:
    state = after_try(RelayState("siren"), ON, "", NOW)
    state = by_hand(state, OFF, wanted=True)
    assert next_turn(SIREN, state, wanted=True, now=NOW) == OFF
    state = after_try(state, OFF, "", NOW)
    assert next_turn(SIREN, state, wanted=True, now=NOW) == ""
    state = released(SIREN, state, wanted=False)
    assert next_turn(SIREN, state, wanted=True, now=NOW) == ON, "the next incident sounds it again"


@pytest.mark.parametrize(
    ("url", "coil"),
    [
        ("modbus://192.168.1.70/3", Coil("192.168.1.70", 502, 3, 1)),
        ("modbus://relay:1502/0?unit=17", Coil("relay", 1502, 0, 17)),
        ("modbus://192.168.1.70", None),
        ("modbus://192.168.1.70/65536", None),
        ("modbus://192.168.1.70/3?unit=400", None),
        ("modbus://192.168.1.70/3?slave=1", None),
        ("http://192.168.1.70/3", None),
        ("modbus:///3", None),
    ],
)
def test_a_coil_is_read_from_its_address(url: str, coil: Coil | None) -> None:
    assert coil_of(url) == coil


@pytest.mark.parametrize(
    ("address", "fault"),
    [
        (RelayAddress("http://r/on", "http://r/off"), ("", "")),
        (RelayAddress("http://r/on"), ("off", "relay_off_missing")),
        (RelayAddress("file:///etc/passwd", "http://r/off"), ("on", "relay_form")),
        (RelayAddress("http://r/on", "ftp://r/off"), ("off", "relay_form")),
        (RelayAddress("http://r/on", "http://r/off", "PUT"), ("method", "relay_method")),
        (RelayAddress("http://r/on", "http://r/off", "POST", "x" * 2001), ("on_body", "relay_body")),
        (RelayAddress("modbus://r"), ("on", "relay_coil")),
    ],
)
def test_what_is_wrong_with_an_address_is_named(address: RelayAddress, fault: tuple[str, str]) -> None:
    assert address_fault(address, ends=True) == fault
    assert unpacked(packed(address)) == address


def test_a_relay_is_refused_before_it_is_stored() -> None:
    address = RelayAddress("modbus://r/3")
    assert tidy_relay(replace(SIREN, service=""), address, {"fire"}).service == "modbus"
    for relay, given_address, field in (
        (replace(SIREN, name=Words()), address, "name"),
        (replace(SIREN, kinds=("fair",)), address, "kinds"),
        (replace(SIREN, pulse_s=4000), address, "pulse_s"),
        (replace(SIREN, service=""), None, "on"),
    ):
        with pytest.raises(InvalidInput) as caught:
            tidy_relay(relay, given_address, {"fire"})
        assert caught.value.values["field"] == field
