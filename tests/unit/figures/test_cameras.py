"""Uptime over a period: of what was observed, and no more."""

from app.figures.cameras import live_of, overall
from app.model.health import Uptime


def test_the_worst_camera_stands_first_and_days_are_added_up() -> None:
    now = [
        Uptime("a", "2026-11-25", 50.0, 100.0),
        Uptime("a", "2026-11-26", 100.0, 100.0),
        Uptime("b", "2026-11-26", 10.0, 100.0),
    ]

    found = live_of(now, [Uptime("a", "2026-11-24", 90.0, 100.0)])

    assert [(one.camera_id, one.share, one.before) for one in found] == [("b", 0.1, None), ("a", 0.75, 0.9)]
    assert overall(now) == 160 / 300


def test_nothing_is_said_of_cameras_that_were_not_observed() -> None:
    assert live_of([Uptime("a", "2026-11-26", 0.0, 0.0)], []) == []
    assert overall([Uptime("a", "2026-11-26", 0.0, 0.0)]) is None
    assert overall([]) is None
