"""`bench console`: how soon the button works, how fast a click is on the disk, how late the event loop comes."""

import json
import subprocess
import sys
import tempfile
import time
from typing import Any

from app.bench.figures import percentile
from app.bench.running import RunningConsole, folder_in, screen_environment

STARTS = 5
_CAMERAS = 9
_LIVE_WITHIN_S = 30.0
_PAUSE_S = 0.3
"""Between clicks: a storm of clicks is not what is measured."""


def measure(*, clicks: int, seconds: float) -> dict[str, Any]:
    """Runs the console on the demo site several times; takes about `seconds` and half a second a click.

    `loop_late_ms_*` is of the time with the cameras live, `loop_late_*_clicking` of the time with the clicks.
    """
    with tempfile.TemporaryDirectory(prefix="dutyroom-bench-", ignore_cleanup_errors=True) as parent:
        folder = folder_in(parent, "data")
        first_start = _start_s(folder)
        starts, peer_starts = [], []
        peer: dict[str, float] = {}
        for _ in range(STARTS):
            starts.append(_start_s(folder))
            peer_start, peer = _peer(parent, 1.0)
            peer_starts.append(peer_start)
        with RunningConsole(folder, "--demo") as console:
            console.wait_ready()
            live = _wait_live(console)
            quiet = _watch(console, seconds)
            durable, busy = _click(console, clicks)
        _, peer = _peer(parent, min(seconds, 20.0))
    return {
        "start_to_button_s": round(percentile(starts, 0.5), 3),
        "first_start_to_button_s": round(first_start, 3),
        "click_to_durable_ms_median": round(percentile(durable, 0.5), 2),
        "click_to_durable_ms_p99": round(percentile(durable, 0.99), 2),
        "loop_late_ms_p99": quiet["loop_late_ms_p99"],
        "loop_late_ms_max": quiet["loop_late_ms_max"],
        "loop_late_ms_p99_clicking": busy["loop_late_ms_p99"],
        "loop_late_ms_max_clicking": busy["loop_late_ms_max"],
        "cameras_live": live,
        "clicks": len(durable),
        "seconds": seconds,
        "peer": {
            "bare_window_start_s": round(percentile(peer_starts, 0.5), 3),
            "bare_window_loop_late_ms_p99": peer["loop_late_ms_p99"],
            "bare_window_loop_late_ms_max": peer["loop_late_ms_max"],
            "bare_commit_ms_median": peer["commit_ms_median"],
            "bare_commit_ms_p99": peer["commit_ms_p99"],
        },
    }


def _start_s(folder: Any) -> float:
    with RunningConsole(folder, "--demo") as console:
        return console.wait_ready()


def _wait_live(console: RunningConsole) -> int:
    until = time.monotonic() + _LIVE_WITHIN_S
    live = 0
    while live < _CAMERAS and time.monotonic() < until:
        live = sum(camera["state"] == "live" for camera in console.ask("status")["cameras"])
        time.sleep(0.2)
    return live


def _watch(console: RunningConsole, seconds: float) -> dict[str, float]:
    console.ask("measure", reset=True)
    time.sleep(seconds)
    return _lateness(console)


def _click(console: RunningConsole, clicks: int) -> tuple[list[float], dict[str, float]]:
    console.ask("measure", reset=True)
    taken = []
    for _ in range(clicks):
        clicked = console.ask("click")
        taken.append(float(clicked["durable_after_ms"]))
        console.ask("stand_down", incident_id=clicked["incident_id"])
        time.sleep(_PAUSE_S)
    return taken, _lateness(console)


def _lateness(console: RunningConsole) -> dict[str, float]:
    measured = console.ask("measure")
    return {name: round(measured[name], 2) for name in ("loop_late_ms_p99", "loop_late_ms_max")}


def _peer(folder: str, seconds: float) -> tuple[float, dict[str, float]]:
    begun = time.monotonic()
    result = subprocess.run(
        [sys.executable, "-m", "app.bench.peer", folder, str(seconds)],
        env=screen_environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    figures: dict[str, float] = json.loads(result.stdout.splitlines()[-1])
    return figures["ready_at"] - begun, figures
