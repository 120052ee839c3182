"""`bench wall`: what a wall of cameras costs and how well it shows, against bare decoding and other players."""

import json
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

from app.bench.players import Player, bare_decoding, player_named
from app.bench.rtsp import RtspServer, server_is_installed
from app.bench.running import RunningConsole, folder_in
from app.core.errors import InvalidInput
from app.core.paths import DataFolder

_LIVE_WITHIN_S = 60.0
_SETTLE_S = 3.0
"""Between the first pictures and the measuring, for everybody."""
_ROOM_S = 120.0
"""How much longer than the measuring the clips last: start, settling and several players one after the other."""
_LOOK_EVERY_S = 1.0


@dataclass(frozen=True, slots=True)
class Streams:
    """What is shown: addresses for the cameras, and the server behind them if it is ours."""

    kind: str
    addresses: list[str]
    rate: float
    """Pictures a second that are due; 0.0 when unknown."""
    server: RtspServer | None = None


def measure(*, cameras: int, source: str, seconds: float, against: str = "") -> dict[str, Any]:
    """`source` is a video file (served by RTSP), an rtsp:// address, or `demo`. Takes about three times `seconds`.

    Figures that cannot be had for this source are null.
    """
    with tempfile.TemporaryDirectory(prefix="dutyroom-bench-", ignore_cleanup_errors=True) as parent:
        streams = _streams(source, cameras, seconds, Path(parent))
        try:
            return _measure(streams, cameras, seconds, against, folder_in(parent, "data"))
        finally:
            if streams.server is not None:
                streams.server.kill()


def _measure(
    streams: Streams, cameras: int, seconds: float, against: str, folder: DataFolder
) -> dict[str, Any]:
    comparable = streams.kind == "rtsp"
    floors = [_cpu_of(bare_decoding(), streams, seconds / 2)] if comparable else []
    ours = _ours(streams, cameras, seconds, folder)
    floors += [_cpu_of(bare_decoding(), streams, seconds / 2)] if comparable else []
    floor = statistics.mean(floors) if floors else None
    peer = _cpu_of(player_named(against), streams, seconds) if against and comparable else None
    cpu = ours.pop("cpu")
    return {
        "cameras": cameras,
        "seconds": seconds,
        "rate": streams.rate or None,
        "cpu_ratio": _ratio(cpu, floor),
        "against": {against: _ratio(cpu, peer), f"{against}_cpu_ratio": _ratio(peer, floor)}
        if against
        else {},
        "cpu_cores": round(cpu, 4),
        "floor_cores": None if floor is None else round(floor, 4),
        **ours,
    }


def _ours(streams: Streams, cameras: int, seconds: float, folder: DataFolder) -> dict[str, Any]:
    site = folder.root.parent / "site.toml"
    site.write_text(_site_file(streams), encoding="utf-8")
    with RunningConsole(folder) as console:
        console.wait_ready()
        console.ask("import_site", path=str(site))
        live = _wait_live(console, cameras)
        time.sleep(_SETTLE_S)
        processes = _processes(console.pid)
        console.ask("measure", reset=True)
        console.ask("painted")
        begun, cpu = time.monotonic(), _cpu_s(processes)
        memory = _watch_memory(processes, seconds)
        passed = time.monotonic() - begun
        used = _cpu_s(processes) - cpu
        painted, lateness = console.ask("painted"), console.ask("measure")
        reduced = [camera["id"] for camera in console.ask("status")["cameras"] if camera["reduced"]]
    due = streams.rate * passed
    counts = list(painted["counts"].values()) or [0]
    return {
        "tiles": len(painted["counts"]),
        "cpu": used / passed,
        "live": live,
        "reduced": len(reduced),
        "fps_min": round(min(counts) / passed, 2),
        "fps_share_min": round(min(1.0, min(counts) / due), 4) if due else None,
        "loop_late_ms_p99": round(lateness["loop_late_ms_p99"], 2),
        "loop_late_ms_max": round(lateness["loop_late_ms_max"], 2),
        "pss_mb": round(max(memory), 1),
        "pss_mb_growth": round(memory[-1] - memory[0], 1),
        "latency_ms_median": _latency_ms(streams, painted["recent"]),
    }


def _streams(source: str, cameras: int, seconds: float, folder: Path) -> Streams:
    if source == "demo":
        demo = _ask_clips("demo")
        scenes = demo["scenes"]
        return Streams("demo", [scenes[number % len(scenes)] for number in range(cameras)], demo["rate"])
    if source.startswith(("rtsp://", "rtsps://")):
        return Streams("rtsp", [source] * cameras, 0.0)
    clip = Path(source)
    if not clip.is_file():
        raise InvalidInput(field="source", reason="file_missing")
    if not server_is_installed():
        raise InvalidInput(field="source", reason="no_rtsp_server")
    long = folder / "clip.mp4"
    rate = _ask_clips(str(clip), str(long), str(3 * seconds + _ROOM_S))["rate"]
    server = RtspServer([long] * cameras)
    server.start()
    return Streams("rtsp", [server.address(number) for number in range(cameras)], rate, server)


def _ask_clips(*words: str) -> dict[str, Any]:
    command = [sys.executable, "-m", "app.bench.clips", *words]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def _site_file(streams: Streams) -> str:
    cameras = [
        f'[[camera]]\nid = "cam{number}"\nname = {{ zh = "{number}", en = "{number}" }}\n'
        f'kind = "{streams.kind}"\naddress = "{address}"\n'
        for number, address in enumerate(streams.addresses)
    ]
    return '[site]\nname = { zh = "测", en = "Bench" }\ntimezone = "Asia/Shanghai"\n\n' + "\n".join(cameras)


def _wait_live(console: RunningConsole, cameras: int) -> int:
    until, live = time.monotonic() + _LIVE_WITHIN_S, 0
    while live < cameras and time.monotonic() < until:
        live = sum(camera["state"] == "live" for camera in console.ask("status")["cameras"])
        time.sleep(0.2)
    return live


def _cpu_of(player: Player, streams: Streams, seconds: float) -> float:
    """Cores that the player uses for all streams."""
    with player.playing(streams.addresses) as processes:
        time.sleep(_SETTLE_S)
        begun, cpu = time.monotonic(), _cpu_s(processes)
        time.sleep(seconds)
        return (_cpu_s(processes) - cpu) / (time.monotonic() - begun)


def _processes(pid: int) -> list[psutil.Process]:
    console = psutil.Process(pid)
    return [console, *console.children(recursive=True)]


def _cpu_s(processes: list[psutil.Process]) -> float:
    return sum(sum(process.cpu_times()[:2]) for process in processes)


def _watch_memory(processes: list[psutil.Process], seconds: float) -> list[float]:
    """Megabytes of all processes together, shared pages counted once."""
    values: list[float] = []
    until = time.monotonic() + seconds
    while (left := until - time.monotonic()) > 0:
        # Reading it costs the watched process time: at the beginning and at the end alone.
        if not values:
            values.append(_pss_mb(processes))
        time.sleep(min(left, _LOOK_EVERY_S))
    return [*values, _pss_mb(processes)]


def _pss_mb(processes: list[psutil.Process]) -> float:
    if sys.platform != "linux":
        return sum(process.memory_info().rss for process in processes) / 1e6
    return sum(process.memory_full_info().pss for process in processes) / 1e6


def _latency_ms(streams: Streams, recent: list[list[Any]]) -> float | None:
    """From the moment a picture leaves our server, by its time stamp, to its being painted."""
    if streams.server is None:
        return None
    began = {f"cam{number}": at for number, at in streams.server.began.items()}
    late = [(at - began[camera_id] - pts) * 1000 for camera_id, pts, at in recent if camera_id in began]
    return round(statistics.median(late), 1) if late else None


def _ratio(value: float | None, by: float | None) -> float | None:
    return round(value / by, 3) if value and by else None
