"""Pictures cut into RTP packets, and what goes round them on a TCP connection (RFC 6184, 7798, 3550, 2326)."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from app.bench.faulty_camera.material import Material

TICKS_PER_S = 90_000
PAYLOAD_TYPE = 96
_MOST_BYTES = 1200
_FU_A, _FU_HEVC = 28, 49
_NTP_EPOCH_S = 2_208_988_800
_SENDER_REPORT = 200


@dataclass(slots=True)
class Packetiser:
    """One RTP stream."""

    codec: str
    ssrc: int
    sequence: int = 1
    packets: int = field(default=0, init=False)
    octets: int = field(default=0, init=False)

    def picture(self, nals: tuple[bytes, ...], ticks: int) -> bytes:
        """A whole picture as interleaved packets; the last one carries the marker."""
        payloads = [payload for nal in nals for payload in fragments(nal, hevc=self.codec == "H265")]
        return b"".join(
            interleaved(0, self._packet(payload, ticks, last=index == len(payloads) - 1))
            for index, payload in enumerate(payloads)
        )

    def sender_report(self, ticks: int, wall_clock: float) -> bytes:
        """What ties the stream's time to the camera's own clock."""
        seconds = int(wall_clock)
        fraction = int((wall_clock - seconds) * 2**32)
        head = struct.pack(">BBHI", 0x80, _SENDER_REPORT, 6, self.ssrc)
        told = struct.pack(
            ">IIIII",
            (seconds + _NTP_EPOCH_S) & 0xFFFFFFFF,
            fraction,
            ticks & 0xFFFFFFFF,
            self.packets,
            self.octets & 0xFFFFFFFF,
        )
        return interleaved(1, head + told)

    def _packet(self, payload: bytes, ticks: int, *, last: bool) -> bytes:
        head = struct.pack(
            ">BBHII", 0x80, PAYLOAD_TYPE | (0x80 if last else 0), self.sequence, ticks & 0xFFFFFFFF, self.ssrc
        )
        self.sequence = (self.sequence + 1) & 0xFFFF
        self.packets += 1
        self.octets += len(payload)
        return head + payload


def fragments(nal: bytes, *, hevc: bool) -> Iterator[bytes]:
    """A NAL unit as it is, or in fragments (FU-A, FU) where it is too large for a packet."""
    if len(nal) <= _MOST_BYTES:
        yield nal
        return
    head, kind = (nal[:2], nal[0] >> 1 & 0x3F) if hevc else (nal[:1], nal[0] & 0x1F)
    indicator = bytes([nal[0] & 0x81 | _FU_HEVC << 1, nal[1]]) if hevc else bytes([nal[0] & 0xE0 | _FU_A])
    body = nal[len(head) :]
    for begin in range(0, len(body), _MOST_BYTES):
        first, last = begin == 0, begin + _MOST_BYTES >= len(body)
        yield indicator + bytes([first << 7 | last << 6 | kind]) + body[begin : begin + _MOST_BYTES]


def interleaved(channel: int, packet: bytes) -> bytes:
    return struct.pack(">BBH", 0x24, channel, len(packet)) + packet


def description(material: Material) -> bytes:
    """The SDP of a camera that sends this. The parameter sets come in the stream, before each key frame."""
    lines = [
        "v=0",
        "o=- 1 1 IN IP4 127.0.0.1",
        "s=faulty camera",
        "c=IN IP4 0.0.0.0",
        "t=0 0",
        "a=control:*",
        f"m=video 0 RTP/AVP {PAYLOAD_TYPE}",
        f"a=rtpmap:{PAYLOAD_TYPE} {material.codec}/{TICKS_PER_S}",
        *([f"a=fmtp:{PAYLOAD_TYPE} packetization-mode=1"] if material.codec == "H264" else []),
        "a=control:track1",
        "",
    ]
    return "\r\n".join(lines).encode()
