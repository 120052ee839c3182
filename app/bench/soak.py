"""`bench soak`: cameras that go wrong at random, for as long as asked. Nothing may be claimed that is not so, nothing may
leak, and everything comes back.

Two watch the same cameras: a console as it is shipped, whose processes are weighed and whose event loop is timed, and a
wall of ours without a window, where the number in each picture tells whether the picture is a new one.
"""

import logging
import random
import tempfile
import threading
import time
from dataclasses import asdict, dataclass
from typing import Any

import psutil

from app.bench.faulty_camera.expected import EXPECTED, FROZEN_WITHIN_S
from app.bench.faulty_camera.process import FaultyCameras
from app.bench.figures import percentile
from app.bench.footprint import Footprint, family, footprint, growth_per_hour, named_shared_memories
from app.bench.running import RunningConsole, folder_in
from app.bench.soak_watch import NONE, Findings, Look, Watched
from app.cameras.console.wall import CameraWall
from app.cameras.picture_clock import number_in
from app.cameras.protocol import CameraSpec
from app.cameras.rules import LOST_AFTER_S

_TILE = (320, 180)
_LOOK_EVERY_S = 0.1
_WEIGH_EVERY_S = 10.0
_LIVE_WITHIN_S = 60.0
_LASTS_S = (13.0, 18.0)
"""Longer than a frozen picture takes to be found."""
_WELL_S = (18.0, 35.0)
"""Longer than a full camera takes to come back."""
_SETTLED = 0.1
"""Share of the time after which memory should not grow any more."""
_GONE_WITHIN_S = 10.0


@dataclass(slots=True)
class Turn:
    """One camera's luck: when it changes next."""

    watched: Watched
    next_at: float


class Soak:
    """`run` takes as long as asked; `findings` and `weights` then say what was seen."""

    def __init__(self, cameras: FaultyCameras, count: int, chance: random.Random) -> None:
        self._cameras = cameras
        self._ids = [f"cam{number}" for number in range(count)]
        self._chance = chance
        self.findings = Findings()
        self.weights: list[tuple[float, Footprint]] = []
        self.slowest_look_s = 0.0

    def run(self, wall: CameraWall, console_pid: int, seconds: float) -> None:
        begun = time.monotonic()
        turns = [Turn(Watched(self.findings), begun + self._chance.uniform(0, _WELL_S[1])) for _ in self._ids]
        weigh_at = begun
        while (now := time.monotonic()) < begun + seconds:
            for number, turn in enumerate(turns):
                if now >= turn.next_at:
                    self._change(number, turn, wall, now)
            self._look(wall, turns)
            if now >= weigh_at:
                self.weights.append((now - begun, footprint(family(console_pid))))
                weigh_at = now + _WEIGH_EVERY_S
            time.sleep(max(0.0, now + _LOOK_EVERY_S - time.monotonic()))
        self.weights.append((time.monotonic() - begun, footprint(family(console_pid))))

    def _change(self, number: int, turn: Turn, wall: CameraWall, now: float) -> None:
        watched = turn.watched
        if watched.fault == NONE:
            fault = self._chance.choice(list(EXPECTED))
            self._cameras.set(number, fault)
            watched.begin(fault, now)
            turn.next_at = now + self._chance.uniform(*_LASTS_S)
            return
        asks = EXPECTED[watched.fault].asks
        self._cameras.set(number, NONE)
        watched.end(now)
        if asks:
            # As the operator does who has heard that the password is right again.
            wall.retry(self._ids[number])
        turn.next_at = now + self._chance.uniform(*_WELL_S)

    def _look(self, wall: CameraWall, turns: list[Turn]) -> None:
        begun = time.monotonic()
        for turn, status in zip(turns, wall.statuses(), strict=True):
            frame = wall.frame(status.id)
            number = None
            if frame is not None:
                number = number_in(frame.pixels, frame.width, frame.height, frame.stride)
            turn.watched.see(Look(time.monotonic(), status.state, status.cause, status.health, number))
        self.slowest_look_s = max(self.slowest_look_s, time.monotonic() - begun)


def measure(*, minutes: float, cameras: int, seed: int = 1) -> dict[str, Any]:
    """Takes `minutes` and half a minute more."""
    # What the hosts log is what this is about: it is counted, not printed.
    logging.getLogger("app").addHandler(logging.NullHandler())
    shared, threads = named_shared_memories(), threading.active_count()
    # Not for security: the same faults in the same order in every run.
    chance = random.Random(seed)  # noqa: S311
    parent = tempfile.TemporaryDirectory(prefix="dutyroom-bench-", ignore_cleanup_errors=True)
    with parent as folder, FaultyCameras(cameras) as faulty:
        addresses = [faulty.address(number) for number in range(cameras)]
        soak = Soak(faulty, cameras, chance)
        with RunningConsole(folder_in(folder, "data")) as console:
            console.wait_ready()
            _give_site(console, addresses)
            wall = _wall(addresses)
            try:
                _wait_live(wall, console)
                console.ask("measure", reset=True)
                hosts = wall.pids()
                soak.run(wall, console.pid, minutes * 60)
                lateness = console.ask("measure")
                processes = family(console.pid)
                replaced = len(set(hosts) - set(wall.pids()))
            finally:
                wall.stop()
        left = psutil.wait_procs(processes, timeout=_GONE_WITHIN_S)[1]
        sessions = max(faulty.counts(number)["most_sessions"] for number in range(cameras))
    return {
        "minutes": minutes,
        "cameras": cameras,
        "seed": seed,
        **_truth(soak.findings),
        "slowest_look_ms": round(soak.slowest_look_s * 1000, 1),
        "console": {
            **_weights(soak.weights),
            "loop_late_ms_p99": round(lateness["loop_late_ms_p99"], 2),
            "loop_late_ms_max": round(lateness["loop_late_ms_max"], 2),
        },
        "hosts_replaced": replaced,
        "most_sessions_of_a_camera": sessions,
        "left_behind": {
            "processes": len(left) + len(psutil.Process().children(recursive=True)),
            "threads": threading.active_count() - threads,
            "shared_memory": sorted(named_shared_memories() - shared),
        },
    }


def passed(figures: dict[str, Any]) -> bool:
    """Whether every tile was truthful and everything came back and went away as it should."""
    left = figures["left_behind"]
    return (
        figures["longest_undetected_freeze_s"] <= LOST_AFTER_S
        and figures["longest_frozen_encoder_s"] <= FROZEN_WITHIN_S + _LOOK_EVERY_S
        and not figures["wrong_causes"]
        and not figures["never_back"]
        and not any(left.values())
    )


def _truth(findings: Findings) -> dict[str, Any]:
    """Frozen encoders stand apart: that they send the same picture for ever takes longer to prove."""
    frozen = {name for name, expected in EXPECTED.items() if expected.health == "frozen"}
    freezes = {name: round(longest, 1) for name, longest in findings.freezes.items()}
    back = [seconds for times in findings.back.values() for seconds in times]
    late = {
        name: round(max(times), 1)
        for name, times in findings.back.items()
        if max(times) > EXPECTED[name].back_within_s
    }
    return {
        "faults": findings.faults.total(),
        "longest_undetected_freeze_s": max(
            (s for name, s in freezes.items() if name not in frozen), default=0.0
        ),
        "longest_frozen_encoder_s": max((s for name, s in freezes.items() if name in frozen), default=0.0),
        "freezes_by_fault_s": dict(sorted(freezes.items(), key=lambda item: -item[1])),
        "said_after_s": {name: round(max(times), 1) for name, times in sorted(findings.said.items())},
        "wrong_causes": {name: dict(words) for name, words in findings.wrong.items()},
        "lost_while_well": dict(findings.lost_while_well),
        "recoveries": len(back),
        "recovery_s_median": round(percentile(back, 0.5), 2),
        "recovery_s_p95": round(percentile(back, 0.95), 2),
        "recovery_s_max": round(max(back, default=0.0), 2),
        "recoveries_late_s": late,
        "never_back": dict(findings.never_back),
    }


def _weights(weights: list[tuple[float, Footprint]]) -> dict[str, Any]:
    """At a tenth, half and the end of the time."""
    end = weights[-1][0]
    settled = [(at, weight.pss_mb) for at, weight in weights if at >= end * _SETTLED]
    at_share = {
        f"{share:.0%}": asdict(next(weight for at, weight in weights if at >= end * share))
        for share in (_SETTLED, 0.5, 1.0)
    }
    return {"at": at_share, "pss_mb_growth_per_hour": round(growth_per_hour(settled), 1)}


def _wall(addresses: list[str]) -> CameraWall:
    wall = CameraWall(time.monotonic)
    wall.start(CameraSpec(f"cam{number}", "rtsp", address) for number, address in enumerate(addresses))
    for number in range(len(addresses)):
        wall.show(f"cam{number}", *_TILE)
    return wall


def _wait_live(wall: CameraWall, console: RunningConsole) -> None:
    """Those that are not after a minute will be found out by what follows."""
    until = time.monotonic() + _LIVE_WITHIN_S
    while time.monotonic() < until:
        states = {status.state for status in wall.statuses()}
        states |= {camera["state"] for camera in console.ask("status")["cameras"]}
        if states == {"live"}:
            return
        time.sleep(0.2)


def _give_site(console: RunningConsole, addresses: list[str]) -> None:
    file = console.folder.root.parent / "site.toml"
    cameras = [
        f'[[camera]]\nid = "cam{number}"\nname = {{ zh = "{number}", en = "{number}" }}\n'
        f'kind = "rtsp"\naddress = "{address}"\n'
        for number, address in enumerate(addresses)
    ]
    head = '[site]\nname = { zh = "测", en = "Bench" }\ntimezone = "Asia/Shanghai"\n\n'
    file.write_text(head + "\n".join(cameras), encoding="utf-8")
    console.ask("import_site", path=str(file))
