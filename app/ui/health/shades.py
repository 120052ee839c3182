"""Uptime in six steps, told apart by brightness alone: the worse, the brighter."""

from collections.abc import Iterable

from app.model.health import Uptime

UNKNOWN = 0
SHADES = ("#15181c", "#3a4148", "#6a727b", "#a98a45", "#f2b84b", "#fff3d6")
"""By step: not observed, then from always live to hardly ever."""
_AT_LEAST = (0.999, 0.99, 0.95, 0.5)
_LEAST_OBSERVED_S = 60.0


def step_of(uptime: Uptime | None) -> int:
    """0 for a day on which the camera was not observed, 1 for the best, 5 for the worst."""
    if uptime is None or uptime.observed_s < _LEAST_OBSERVED_S:
        return UNKNOWN
    share = uptime.live_s / uptime.observed_s
    return next((number for number, least in enumerate(_AT_LEAST, start=1) if share >= least), 5)


def by_cell(uptimes: Iterable[Uptime]) -> dict[tuple[str, str], Uptime]:
    """By camera and day."""
    return {(one.camera_id, one.day): one for one in uptimes}
