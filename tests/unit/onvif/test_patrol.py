"""From preset to preset."""

import pytest

from app.core.errors import InvalidInput
from app.model.onvif import Preset
from app.onvif.patrol import PAUSE_S, begun, due_preset, gone_on, held

GATE, PARK = Preset("1", "Gate"), Preset("2", "Car park")


def test_round_and_round_with_a_stay_at_each() -> None:
    patrol = begun([GATE, PARK], 10, 100.0)
    assert due_preset(patrol, 100.0) == GATE
    patrol = gone_on(patrol, 101.0, reached=True)
    assert due_preset(patrol, 110.9) is None
    assert due_preset(patrol, 111.0) == PARK
    patrol = gone_on(patrol, 111.0, reached=False)
    assert patrol.in_trouble
    assert due_preset(patrol, 121.0) == GATE
    assert not gone_on(patrol, 121.0, reached=True).in_trouble


def test_a_hand_holds_it_for_a_minute_then_it_goes_on() -> None:
    patrol = held(begun([GATE, PARK], 10, 100.0), 105.0)
    assert due_preset(patrol, 105.0 + PAUSE_S - 0.1) is None
    assert due_preset(patrol, 105.0 + PAUSE_S) == GATE


@pytest.mark.parametrize(
    ("presets", "stay_s", "reason"),
    [([GATE], 10, "too_few_presets"), ([GATE, PARK], 4, "stay_range"), ([GATE, PARK], 3601, "stay_range")],
)
def test_a_patrol_that_makes_no_sense_is_refused(presets: list[Preset], stay_s: int, reason: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        begun(presets, stay_s, 0.0)
    assert caught.value.values["reason"] == reason
