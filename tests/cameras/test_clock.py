"""When a picture leaves our server is what the server says: latencies are measured by that."""

import re
import socket
import statistics
import struct
import time
from pathlib import Path
from typing import IO

from app.bench.clips import lengthen, numbered, rate_at
from tests.cameras.conftest import MakeServer

PICTURES = 20
LATE_MS = 60.0
"""On a busy machine; what is measured on a quiet one is below a millisecond."""


def ask(stream: socket.socket, answers: IO[bytes], *lines: str) -> tuple[dict[str, str], str]:
    stream.sendall("\r\n".join([*lines, "", ""]).encode())
    while not answers.readline().startswith(b"RTSP"):
        """Pictures that come before the answer."""
    headers: dict[str, str] = {}
    while line := answers.readline().strip().decode():
        name, _, value = line.partition(":")
        headers[name.lower()] = value.strip()
    return headers, answers.read(int(headers.get("content-length", 0))).decode()


def arrivals(address: str) -> list[float]:
    """The monotonic seconds at which pictures were there whole, from the first one on."""
    port = int(address.rpartition(":")[2].partition("/")[0])
    with (
        socket.create_connection(("127.0.0.1", port), timeout=10) as stream,
        stream.makefile("rb") as answers,
    ):
        _, sdp = ask(stream, answers, f"DESCRIBE {address} RTSP/1.0", "CSeq: 1")
        control = re.findall(r"a=control:(\S+)", sdp)[-1]
        track = control if control.startswith("rtsp") else f"{address}/{control}"
        how = "Transport: RTP/AVP/TCP;unicast;interleaved=0-1"
        headers, _ = ask(stream, answers, f"SETUP {track} RTSP/1.0", "CSeq: 2", how)
        session = headers["session"].partition(";")[0]
        ask(stream, answers, f"PLAY {address} RTSP/1.0", "CSeq: 3", f"Session: {session}")
        came: list[float] = []
        while len(came) < PICTURES:
            if answers.read(1) != b"$":
                continue
            channel, length = struct.unpack(">BH", answers.read(3))
            packet = answers.read(length)
            if channel == 0 and packet[1] & 0x80:
                came.append(time.monotonic())
        return came


def test_pictures_leave_when_the_server_says(footage: Path, tmp_path: Path, make_server: MakeServer) -> None:
    made = numbered(min(footage.glob("*.mp4")), tmp_path / "numbered.mp4")
    server = make_server([lengthen(tmp_path / "numbered.mp4", tmp_path / "long.mp4", 30)])
    came = arrivals(server.address())
    late = [(at - server.began[0] - number / made.rate) * 1000 for number, at in enumerate(came)]
    assert -5.0 < statistics.median(late) < LATE_MS


def test_the_rate_of_a_foreign_stream_is_found_by_looking(
    footage: Path, tmp_path: Path, make_server: MakeServer
) -> None:
    made = numbered(min(footage.glob("*.mp4")), tmp_path / "numbered.mp4")
    server = make_server([lengthen(tmp_path / "numbered.mp4", tmp_path / "long.mp4", 30)])
    rate = rate_at(server.address())
    assert rate is not None
    assert abs(rate - made.rate) < 0.05
