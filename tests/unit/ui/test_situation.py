"""Which cards of running incidents show everything."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.model.incident import Incident
from app.ui.emergency.situation import OPEN_AT_ONCE, opened_cards

NOW = datetime(2026, 11, 26, 6, tzinfo=UTC)


def incident(name: str) -> Incident:
    """A small letter is a drill."""
    return Incident(name, NOW, 0.0, "", NOW, drill=name.islower())


def opened(running: str, before: str = "", chosen: str = "") -> str:
    return "".join(opened_cards([incident(name) for name in running], tuple(before), chosen))


@pytest.mark.parametrize(
    ("running", "before", "chosen", "expected"),
    [
        ("", "AB", "", ""),
        ("A", "", "", "A"),
        ("CBA", "", "", "CB"),
        ("CBA", "BA", "", "BA"),
        ("CBA", "BX", "", "BC"),
        ("CBA", "BA", "C", "CB"),
        ("CBA", "CB", "X", "CB"),
        ("Aab", "ab", "", "Aa"),
        ("ABa", "AB", "a", "aA"),
    ],
)
def test_an_open_card_stays_so_and_a_drill_gives_way(
    running: str, before: str, chosen: str, expected: str
) -> None:
    assert opened(running, before, chosen) == expected


@given(
    st.sets(st.sampled_from("ABCDEabcde")),
    st.lists(st.sampled_from("ABCDEabcdeXY"), unique=True),
    st.sampled_from("Aax"),
)
def test_as_many_as_there_is_room_for_and_only_what_runs(
    running: set[str], before: list[str], chosen: str
) -> None:
    found = opened("".join(sorted(running)), "".join(before), chosen)
    assert len(found) == len(set(found)) == min(OPEN_AT_ONCE, len(running))
    assert set(found) <= running
    assert chosen not in running or chosen in found
