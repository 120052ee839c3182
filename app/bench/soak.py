"""`bench soak`: cameras that go wrong at random, for as long as asked. Nothing may be claimed that is not so, nothing may
leak, and everything comes back.

One console, as it is shipped and with some of its cameras recorded, is watched: what stands on the tiles that it really
painted, by the number in each picture, what its processes hold, and how late its event loop comes. At half time and at
the end all faults end for a rest, so that like is weighed with like.
"""

import random
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import psutil

from app.bench.faulty_camera.expected import EXPECTED
from app.bench.faulty_camera.process import FaultyCameras
from app.bench.footprint import Footprint, family, footprint
from app.bench.running import RunningConsole, folder_in
from app.bench.soak_report import failures, truth
from app.bench.soak_watch import NONE, Findings, Look, Watched
from app.bench.soak_weights import FLAT_SHARE, MAY_GROW, grown, least, memory

_LOOK_EVERY_S = 0.1
_WEIGH_EVERY_S = 10.0
_WEIGHED_AT_LEAST = 8
"""Times in each half."""
_LIVE_WITHIN_S = 60.0
_LASTS_S = (13.0, 18.0)
"""Longer than a frozen picture takes to be found."""
_WELL_S = (18.0, 35.0)
"""Longer than a full camera takes to come back."""
_RESTS_S = 10.0
"""After everything is back: what a fault left over has gone by then."""
_PATIENCE_S = 60.0
_RESTS_WEIGHED = 4
_GONE_WITHIN_S = 10.0
_EACH_RECORDED = 4
"""One camera of so many is recorded all the time."""


@dataclass(slots=True)
class Turn:
    """One camera's luck: when it changes next."""

    watched: Watched
    next_at: float


class Soak:
    """`run` takes as long as asked and a rest; `findings`, `weights` and `rests` then say what was seen."""

    def __init__(
        self, cameras: FaultyCameras, console: RunningConsole, count: int, chance: random.Random
    ) -> None:
        self._cameras = cameras
        self._console = console
        self._ids = [f"cam{number}" for number in range(count)]
        self._chance = chance
        self.findings = Findings()
        self._turns = [Turn(Watched(self.findings), 0.0) for _ in self._ids]
        self.weights: list[tuple[float, Footprint]] = []
        """Of the last run, with the seconds since it began."""
        self.rests: list[Footprint] = []
        self.slowest_look_s = 0.0

    def run(self, seconds: float) -> None:
        """Faults, then a rest."""
        begun = weigh_at = time.monotonic()
        self.weights = []
        for turn in self._turns:
            turn.next_at = begun + self._chance.uniform(0, min(_WELL_S[1], seconds))
        while (now := time.monotonic()) < begun + seconds:
            for number, turn in enumerate(self._turns):
                if now >= turn.next_at:
                    self._change(number, turn, now)
            self._look()
            if now >= weigh_at:
                self.weights.append((now - begun, self._weigh()))
                weigh_at = now + min(_WEIGH_EVERY_S, seconds / _WEIGHED_AT_LEAST)
            time.sleep(max(0.0, now + _LOOK_EVERY_S - time.monotonic()))
        self._rest()

    def _rest(self) -> None:
        """Ends all faults, waits until all cameras are back, and weighs what is left."""
        begun = time.monotonic()
        for number, turn in enumerate(self._turns):
            if turn.watched.fault != NONE:
                self._change(number, turn, begun)
        while (now := time.monotonic()) < begun + _PATIENCE_S and any(
            turn.watched.is_awaited for turn in self._turns
        ):
            self._look()
            time.sleep(max(0.0, now + _LOOK_EVERY_S - time.monotonic()))
        for turn in self._turns:
            turn.watched.give_up()
        weights = []
        for _ in range(_RESTS_WEIGHED):
            self._watch(_RESTS_S / _RESTS_WEIGHED)
            weights.append(self._weigh())
        self.rests.append(least(weights))

    def _watch(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        while (now := time.monotonic()) < until:
            self._look()
            time.sleep(max(0.0, now + _LOOK_EVERY_S - time.monotonic()))

    def _change(self, number: int, turn: Turn, now: float) -> None:
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
            self._console.ask("retry", camera_id=self._ids[number])
        turn.next_at = now + self._chance.uniform(*_WELL_S)

    def _look(self) -> None:
        begun = time.monotonic()
        tiles = self._console.ask("stands")["tiles"]
        now = time.monotonic()
        for camera_id, turn in zip(self._ids, self._turns, strict=True):
            turn.watched.see(_look(now, tiles.get(camera_id)))
        self.slowest_look_s = max(self.slowest_look_s, now - begun)

    def _weigh(self) -> Footprint:
        return footprint(family(self._console.pid))


def measure(*, minutes: float, cameras: int, seed: int = 1) -> dict[str, Any]:
    """Takes `minutes` and about a minute more, for the start and two rests."""
    threads = threading.active_count()
    # Not for security: the same faults in the same order in every run.
    chance = random.Random(seed)
    parent = tempfile.TemporaryDirectory(prefix="dutyroom-bench-", ignore_cleanup_errors=True)
    with parent as folder, FaultyCameras(cameras) as faulty:
        with RunningConsole(folder_in(folder, "data")) as console:
            console.wait_ready()
            _give_site(console, [faulty.address(number) for number in range(cameras)])
            _wait_live(console, cameras)
            console.ask("measure", reset=True)
            hosts = _hosts(console)
            soak = Soak(faulty, console, cameras, chance)
            soak.run(minutes * 30)
            soak.run(minutes * 30)
            lateness = console.ask("measure")
            processes = family(console.pid)
            replaced = len(hosts - _hosts(console))
        recorded_mb = _recorded_mb(console)
        left = psutil.wait_procs(processes, timeout=_GONE_WITHIN_S)[1]
        sessions = max(faulty.counts(number)["most_sessions"] for number in range(cameras))
    remain = footprint([psutil.Process(), *left])
    half, end = soak.rests
    figures = {
        "minutes": minutes,
        "cameras": cameras,
        "seed": seed,
        **truth(soak.findings),
        "slowest_look_ms": round(soak.slowest_look_s * 1000, 1),
        "console": {
            "at_half": asdict(half),
            "at_end": asdict(end),
            "grown": grown(half, end),
            "memory": memory([(at, weight.pss_mb) for at, weight in soak.weights]).figures(),
            "loop_late_ms_p99": round(lateness["loop_late_ms_p99"], 2),
            "loop_late_ms_max": round(lateness["loop_late_ms_max"], 2),
            "recorded_mb": round(recorded_mb, 1),
        },
        "bounds": {"memory_share": FLAT_SHARE, **MAY_GROW},
        "hosts_replaced": replaced,
        "most_sessions_of_a_camera": sessions,
        "left_behind": {
            "processes": len(left) + len(psutil.Process().children(recursive=True)),
            "threads": threading.active_count() - threads,
            "shared_memories": remain.shared_memories + remain.shared_descriptors,
        },
    }
    return {**figures, "failures": failures(figures)}


def _look(at: float, tile: dict[str, Any] | None) -> Look:
    """A tile that was never painted claims nothing."""
    if tile is None:
        return Look(at, "connecting", "", (), None)
    return Look(at, tile["state"], tile["cause"], tuple(tile["health"]), tile["number"])


def _hosts(console: RunningConsole) -> set[int]:
    return set(console.ask("status")["console"]["camera_hosts"])


def _recorded_mb(console: RunningConsole) -> float:
    """Of files that are whole and of those that are not yet."""
    files = [path for path in console.folder.root.rglob("*") if path.suffix in (".mp4", ".partial")]
    return sum(path.stat().st_size for path in files) / 1e6


def _wait_live(console: RunningConsole, cameras: int) -> None:
    """Those that are not after a minute will be found out by what follows."""
    until = time.monotonic() + _LIVE_WITHIN_S
    while time.monotonic() < until:
        tiles = console.ask("stands")["tiles"].values()
        if len(tiles) == cameras and all(tile["state"] == "live" for tile in tiles):
            return
        time.sleep(0.2)


def _give_site(console: RunningConsole, addresses: Sequence[str]) -> None:
    file = console.folder.root.parent / "site.toml"
    cameras = [
        f'[[camera]]\nid = "cam{number}"\nname = {{ zh = "{number}", en = "{number}" }}\n'
        f'kind = "rtsp"\naddress = "{address}"\n'
        f'record = "{"off" if number % _EACH_RECORDED else "always"}"\n'
        for number, address in enumerate(addresses)
    ]
    head = '[site]\nname = { zh = "测", en = "Bench" }\ntimezone = "Asia/Shanghai"\n\n'
    file.write_text(head + "\n".join(cameras), encoding="utf-8")
    console.ask("import_site", path=str(file))
