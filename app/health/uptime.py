"""How long each camera was live, day by day. Pure."""

from dataclasses import dataclass, field

from app.model.health import Uptime

_LONGEST_STEP_S = 5.0
"""What lies between two looks further apart (a machine asleep) was not observed."""
_Counts = dict[tuple[str, str], tuple[float, float]]


@dataclass(slots=True)
class Tally:
    """Seconds counted and not known to be stored."""

    _counts: _Counts = field(default_factory=dict)
    _leaving: list[Uptime] = field(default_factory=list)

    def add(self, camera_id: str, day: str, seconds: float, *, live: bool) -> None:
        if seconds <= _LONGEST_STEP_S:
            _add(self._counts, Uptime(camera_id, day, seconds if live else 0.0, seconds))

    def so_far(self) -> list[Uptime]:
        return joined(self._leaving, _as_list(self._counts))

    def take(self) -> list[Uptime]:
        """What is to be stored; nothing while the last taken is still on its way."""
        if self._leaving:
            return []
        self._leaving, self._counts = _as_list(self._counts), {}
        return self._leaving

    def stored(self, *, well: bool) -> None:
        """What was taken is stored, or was refused and stays counted here."""
        for one in [] if well else self._leaving:
            _add(self._counts, one)
        self._leaving = []


def joined(stored: list[Uptime], fresh: list[Uptime]) -> list[Uptime]:
    """What is stored and what is not yet, one for each camera and day."""
    counts: _Counts = {}
    for one in (*stored, *fresh):
        _add(counts, one)
    return _as_list(counts)


def _add(counts: _Counts, one: Uptime) -> None:
    live_s, observed_s = counts.get((one.camera_id, one.day), (0.0, 0.0))
    counts[one.camera_id, one.day] = (live_s + one.live_s, observed_s + one.observed_s)


def _as_list(counts: _Counts) -> list[Uptime]:
    return [Uptime(*key, *seconds) for key, seconds in counts.items()]
