"""`bench wall`: what a wall of cameras costs and how well it shows, against bare decoding and other players."""

import json
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import psutil

from app.bench.players import Player, bare_decoding, decoder_is_installed, player_named
from app.bench.running import RunningConsole, folder_in
from app.bench.wall_figures import compared, growth, latencies_ms, shown_share
from app.bench.wall_streams import Streams, open_streams
from app.core.paths import DataFolder

_LIVE_WITHIN_S = 60.0
_SETTLE_S = 3.0
"""Between the first pictures and the measuring, for everybody."""
_ROOM_S = 120.0
"""How much longer than the measuring the clips last: start, settling and several players one after the other."""
_STARTED_S = 10.0
"""What a start does once (checks, copies, screens made ready) is over then: a wall runs for months."""


def measure(*, cameras: int, source: str, seconds: float, against: str = "") -> dict[str, Any]:
    """`source` is a video file (its beginning served by RTSP), an rtsp:// address (`{number}` in it stands for the
    camera's), or `demo`. Takes about three times `seconds`.

    Figures that cannot be had are null: what pictures of a foreign server were due, where its stream has no time
    stamps; when they left it, always; what others use for the demo, or where ffmpeg is not installed.
    """
    with tempfile.TemporaryDirectory(prefix="dutyroom-bench-", ignore_cleanup_errors=True) as parent:
        streams = open_streams(source, cameras, 3 * seconds + _ROOM_S, Path(parent))
        try:
            return _measure(streams, seconds, against, folder_in(parent, "data"))
        finally:
            if streams.server is not None:
                streams.server.kill()


def _measure(streams: Streams, seconds: float, against: str, folder: DataFolder) -> dict[str, Any]:
    peers = {against: player_named(against)} if against and streams.comparable else {}
    # Before and after ours, so that what the machine does besides counts alike.
    bare = [bare_decoding()] if streams.comparable and decoder_is_installed() else []
    floors = [_cpu_of(player, streams, seconds / 2) for player in bare]
    ours = _ours(streams, seconds, folder)
    floors += [_cpu_of(player, streams, seconds / 2) for player in bare]
    floor = statistics.mean(floors) if floors else None
    used = {name: _cpu_of(player, streams, seconds) for name, player in peers.items()}
    cpu = ours.pop("cpu")
    return {
        "cameras": len(streams.addresses),
        "seconds": seconds,
        "rate": min((rate for rate in streams.rates if rate), default=None),
        **compared(cpu, floor, used),
        "cpu_cores": round(cpu, 4),
        "floor_cores": None if floor is None else round(floor, 4),
        **ours,
    }


def _ours(streams: Streams, seconds: float, folder: DataFolder) -> dict[str, Any]:
    site = folder.root.parent / "site.toml"
    site.write_text(_site_file(streams), encoding="utf-8")
    with RunningConsole(folder) as console:
        console.wait_ready()
        console.ask("import_site", path=str(site))
        live = _wait_live(console, len(streams.addresses))
        time.sleep(_STARTED_S)
        processes = _processes(console.pid)
        memory = [_pss_mb(processes)]
        console.ask("measure", reset=True)
        console.ask("painted")
        begun, cpu = time.monotonic(), _cpu_s(processes)
        time.sleep(seconds)
        passed = time.monotonic() - begun
        used = _cpu_s(processes) - cpu
        painted, lateness = console.ask("painted"), console.ask("measure")
        # Reading it costs the watched processes time: not while they are measured.
        memory.append(_pss_mb(processes))
        reduced = [camera["id"] for camera in console.ask("status")["cameras"] if camera["reduced"]]
    counts = painted["counts"]
    rates = {f"cam{number}": rate for number, rate in enumerate(streams.rates)}
    fps = {camera_id: round(counts.get(camera_id, 0) / passed, 2) for camera_id in rates}
    share, late = shown_share(counts, rates, passed), _latencies_ms(streams, painted["recent"])
    grown = growth(late)
    return {
        "tiles": len(counts),
        "cpu": used / passed,
        "live": live,
        "reduced": len(reduced),
        "fps_min": min(fps.values()),
        "fps": fps,
        "fps_share_min": None if share is None else round(share, 4),
        "loop_late_ms_p99": round(lateness["loop_late_ms_p99"], 2),
        "loop_late_ms_max": round(lateness["loop_late_ms_max"], 2),
        "pss_mb": round(max(memory), 1),
        "pss_mb_growth": round(memory[-1] - memory[0], 1),
        "latency_ms_median": round(statistics.median(late), 1) if late else None,
        "latency_ms_growth": None if grown is None else round(grown, 1),
    }


def _latencies_ms(streams: Streams, recent: list[tuple[str, int, float]]) -> list[float]:
    """By the numbers in the pictures, and what our server says of when it sent the first."""
    rate = streams.rates[0]
    if streams.server is None or rate is None:
        return []
    zero_at = {f"cam{number}": at for number, at in streams.server.began.items()}
    return latencies_ms(recent, zero_at, rate, streams.pictures)


def _site_file(streams: Streams) -> str:
    cameras = [
        f'[[camera]]\nid = "cam{number}"\nname = {{ zh = "{number}", en = "{number}" }}\n'
        f'kind = "{streams.kind}"\naddress = {json.dumps(address)}\n'
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


def _pss_mb(processes: list[psutil.Process]) -> float:
    if sys.platform != "linux":
        return sum(process.memory_info().rss for process in processes) / 1e6
    return sum(process.memory_full_info().pss for process in processes) / 1e6
