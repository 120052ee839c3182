"""Other programs that show or decode the same streams, to be measured beside ours."""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

import psutil

from app.core.errors import InvalidInput

_SCREEN = ":97"
_TILE = "480x270"
_APART_S = 0.1


@dataclass(frozen=True, slots=True)
class Player:
    """One process for each stream."""

    command: Callable[[str], list[str]]
    needs_screen: bool

    @contextmanager
    def playing(self, addresses: Sequence[str]) -> Iterator[list[psutil.Process]]:
        """Runs one for each address; yields the processes."""
        with ExitStack() as stack:
            environment = stack.enter_context(_screen()) if self.needs_screen else None
            processes = []
            for address in addresses:
                started = subprocess.Popen(
                    self.command(address),
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                    env=environment,
                )
                stack.callback(_end, started)
                processes.append(psutil.Process(started.pid))
                time.sleep(_APART_S)
            yield processes


def decoder_is_installed() -> bool:
    return shutil.which("ffmpeg") is not None


def bare_decoding() -> Player:
    """The floor: decoding and nothing else, in one thread; by ffmpeg."""
    words = ["-hide_banner", "-loglevel", "quiet", "-threads", "1", "-re", "-rtsp_transport", "tcp"]
    return Player(lambda address: ["ffmpeg", *words, "-i", address, "-an", "-f", "null", "-"], False)


def player_named(name: str) -> Player:
    """Raises InvalidInput for players that are not known or not installed."""
    if name != "mpv":
        raise InvalidInput(field="against", reason="unknown")
    _need("mpv")
    _need("Xvfb")
    words = ["--no-config", "--really-quiet", "--no-audio", "--vo=x11", "--vd-lavc-threads=1"]
    words += ["--profile=low-latency", "--rtsp-transport=tcp", f"--geometry={_TILE}"]
    return Player(lambda address: ["mpv", *words, address], True)


@contextmanager
def _screen() -> Iterator[dict[str, str]]:
    """An invisible X screen, whose own work is not counted."""
    server = subprocess.Popen(
        ["Xvfb", _SCREEN, "-screen", "0", "1920x1080x24", "-nolisten", "tcp"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        time.sleep(1.0)
        with tempfile.TemporaryDirectory(prefix="dutyroom-bench-") as home:
            yield {"DISPLAY": _SCREEN, "HOME": home, "PATH": os.environ.get("PATH", os.defpath)}
    finally:
        _end(server)


def _end(process: "subprocess.Popen[bytes]") -> None:
    process.kill()
    process.wait()


def _need(program: str) -> None:
    if shutil.which(program) is None:
        raise InvalidInput(field="program", reason="not_installed", program=program)
