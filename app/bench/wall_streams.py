"""What `bench wall` shows: streams of a clip served by RTSP, of somebody else's server, or the drawn demo cameras."""

import json
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app.bench.rtsp import RtspServer, server_is_installed
from app.core.errors import InvalidInput
from app.model.view import COUNTS

NUMBER = "{number}"
"""In an rtsp:// address: 0 for the first camera, 1 for the second, and so on."""


@dataclass(frozen=True, slots=True)
class Streams:
    kind: str
    addresses: list[str]
    rates: list[float | None]
    """Pictures a second that each sends; None where its stream does not tell."""
    pictures: int = 0
    """After so many the numbers in the pictures begin again; 0 where they carry none."""
    server: RtspServer | None = field(default=None, compare=False)
    """Where it is ours."""

    @property
    def comparable(self) -> bool:
        """Whether other programs can show the same."""
        return self.kind == "rtsp"


def open_streams(source: str, cameras: int, lasting_s: float, folder: Path) -> Streams:
    """`source` is a video file, an rtsp:// address or `demo`. Raises InvalidInput; end the server afterwards."""
    if not 1 <= cameras <= COUNTS[-1]:
        raise InvalidInput(field="cameras", reason="out_of_range", number=f"1-{COUNTS[-1]}")
    if source == "demo":
        demo = _ask_clips("demo")
        scenes = demo["scenes"]
        addresses = [scenes[number % len(scenes)] for number in range(cameras)]
        return Streams("demo", addresses, [demo["rate"]] * cameras)
    if source.startswith(("rtsp://", "rtsps://")):
        addresses = addresses_of(source, cameras)
        return Streams("rtsp", addresses, _ask_clips("rates", *addresses)["rates"])
    return _served(Path(source), cameras, lasting_s, folder)


def addresses_of(source: str, cameras: int) -> list[str]:
    """One for each camera; the same one for all where it has no `{number}`."""
    return [source.replace(NUMBER, str(number)) for number in range(cameras)]


def _served(clip: Path, cameras: int, lasting_s: float, folder: Path) -> Streams:
    if not clip.is_file():
        raise InvalidInput(field="source", reason="file_missing")
    if not server_is_installed():
        raise InvalidInput(field="source", reason="no_rtsp_server")
    long = folder / "clip.mp4"
    made = _ask_clips("clip", str(clip), str(long), str(lasting_s))
    server = RtspServer([long] * cameras)
    server.start()
    addresses = [server.address(number) for number in range(cameras)]
    return Streams("rtsp", addresses, [made["rate"]] * cameras, made["pictures"], server)


def _ask_clips(*words: str) -> dict[str, Any]:
    command = [sys.executable, "-m", "app.bench.clips", *words]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer
