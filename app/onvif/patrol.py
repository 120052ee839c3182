"""A camera's patrol: from preset to preset, with a stay at each. Pure: what happens next, given the time."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.core.errors import InvalidInput
from app.model.onvif import Preset

SHORTEST_STAY_S = 5
LONGEST_STAY_S = 3600
PAUSE_S = 60.0
"""A hand on the camera holds the patrol for this long; then it goes on by itself."""


@dataclass(frozen=True, slots=True)
class Patrol:
    """`due` is the monotonic time of the next preset, `at` its number."""

    presets: tuple[Preset, ...]
    stay_s: int
    due: float
    at: int = 0
    in_trouble: bool = False
    """The last preset could not be reached."""


def begun(presets: Sequence[Preset], stay_s: int, now: float) -> Patrol:
    """Raises InvalidInput for a patrol that would not move, or not let anybody see anything."""
    if len(presets) < 2:
        raise InvalidInput(field="presets", reason="too_few_presets")
    if not SHORTEST_STAY_S <= stay_s <= LONGEST_STAY_S:
        raise InvalidInput(field="stay_s", reason="stay_range")
    return Patrol(tuple(presets), stay_s, now)


def due_preset(patrol: Patrol, now: float) -> Preset | None:
    """The preset to go to now; None while the stay at the last one lasts."""
    return patrol.presets[patrol.at] if now >= patrol.due else None


def gone_on(patrol: Patrol, now: float, *, reached: bool) -> Patrol:
    """After the camera was sent to the due preset, or could not be: the next one comes after the stay."""
    return replace(
        patrol, at=(patrol.at + 1) % len(patrol.presets), due=now + patrol.stay_s, in_trouble=not reached
    )


def packed(presets: Sequence[Preset]) -> str:
    """The presets as the log keeps them, so that a patrol goes on after a crash."""
    return json.dumps([[preset.token, preset.name] for preset in presets], ensure_ascii=False)


def unpacked(text: str) -> tuple[Preset, ...]:
    """What `packed` gave."""
    return tuple(Preset(token, name) for token, name in json.loads(text))


def held(patrol: Patrol, now: float) -> Patrol:
    """Somebody steers by hand."""
    return replace(patrol, due=max(patrol.due, now + PAUSE_S))
