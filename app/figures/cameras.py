"""How much of the time in which they were watched cameras were live. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from app.model.health import Uptime


@dataclass(frozen=True, slots=True)
class Live:
    """Of one camera over a period; `before` is its share in the one before, None where nothing was observed then."""

    camera_id: str
    live_s: float
    observed_s: float
    before: float | None = None

    @property
    def share(self) -> float:
        return self.live_s / self.observed_s


def live_of(now: Iterable[Uptime], earlier: Iterable[Uptime]) -> list[Live]:
    """The worst first; cameras that were not observed are left out: nothing is known of them."""
    sums, was = _sums(now), _sums(earlier)
    found = [
        Live(camera_id, live, observed, _share(was.get(camera_id)))
        for camera_id, (live, observed) in sums.items()
        if observed > 0
    ]
    return sorted(found, key=lambda one: (one.share, one.camera_id))


def overall(found: Iterable[Uptime]) -> float | None:
    """Of all cameras together; None where nothing was observed."""
    live, observed = 0.0, 0.0
    for one in found:
        live += one.live_s
        observed += one.observed_s
    return live / observed if observed > 0 else None


def _sums(found: Iterable[Uptime]) -> dict[str, tuple[float, float]]:
    sums: dict[str, tuple[float, float]] = {}
    for one in found:
        live, observed = sums.get(one.camera_id, (0.0, 0.0))
        sums[one.camera_id] = live + one.live_s, observed + one.observed_s
    return sums


def _share(sums: tuple[float, float] | None) -> float | None:
    return sums[0] / sums[1] if sums and sums[1] > 0 else None
