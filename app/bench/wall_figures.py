"""What `bench wall` makes of what it counted. Pure."""

import statistics
from collections.abc import Mapping, Sequence


def shown_share(counts: Mapping[str, int], rates: Mapping[str, float | None], seconds: float) -> float | None:
    """Pictures painted over pictures due, of the worst tile; None where no stream tells what is due.

    A camera without a tile has painted nothing.
    """
    shares = [counts.get(camera_id, 0) / (rate * seconds) for camera_id, rate in rates.items() if rate]
    return min(1.0, *shares) if shares else None


def latencies_ms(
    painted: Sequence[tuple[str, int, float]],
    zero_at: Mapping[str, float],
    rate: float,
    pictures: int,
) -> list[float]:
    """From the moment a picture left the server to its being painted.

    Args:
        painted: camera, the number in the picture, the monotonic second of painting.
        zero_at: by camera, the monotonic second at which the server sent its first picture.
        pictures: after so many the numbers begin again, so no latency can be longer than these last.
    """
    turn = pictures / rate
    return [
        (at - zero_at[camera_id] - number / rate) % turn * 1000
        for camera_id, number, at in painted
        if camera_id in zero_at
    ]


def growth(values: Sequence[float]) -> float | None:
    """By how much the median of the last quarter is above that of the first; None for too few."""
    quarter = len(values) // 4
    if not quarter:
        return None
    return statistics.median(values[-quarter:]) - statistics.median(values[:quarter])


def compared(cpu: float, floor: float | None, peers: Mapping[str, float]) -> dict[str, object]:
    """Ours and the peers', each over bare decoding of the same streams; and ours over theirs."""
    return {
        "cpu_ratio": _ratio(cpu, floor),
        "against": {name: _ratio(peer, floor) for name, peer in peers.items()},
        "ours_over_peer": {name: _ratio(cpu, peer) for name, peer in peers.items()},
    }


def _ratio(value: float, by: float | None) -> float | None:
    return round(value / by, 3) if by else None
