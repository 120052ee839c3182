"""One session's pictures, sent as the camera's fault has it."""

import asyncio
import random
import time

from app.bench.faulty_camera.camera import Camera, reset
from app.bench.faulty_camera.faults import Fault
from app.bench.faulty_camera.material import RATE, Material, Unit
from app.bench.faulty_camera.rtp import TICKS_PER_S, Packetiser, interleaved

_REPORT_EVERY_S = 1.0
_TOO_FAR_BEHIND = 2 * RATE
"""Pictures: a camera does not keep more for a line that is too slow."""
_DRIP_EVERY_S = 0.25


class Stream:
    """Sends until it is cancelled or the connection breaks."""

    def __init__(self, camera: Camera, writer: asyncio.StreamWriter, codec: str, ssrc: int) -> None:
        self._camera = camera
        self._writer = writer
        self._packetiser = Packetiser(codec, ssrc)
        self._index = camera.position()
        self._material: Material | None = None
        self._began = time.monotonic()
        self._due = self._began
        self._delay_s = 0.0
        self._reported = 0.0
        # Not for security: noise that is the same in every run.
        self._noise = random.Random(ssrc)

    async def run(self) -> None:
        while True:
            fault = self._camera.fault
            if not fault.sends:
                await self._camera.changed.wait()
                self._resume()
                continue
            if fault.breaks_after_s and time.monotonic() - self._began > fault.breaks_after_s:
                reset(self._writer)
                return
            await self._wait_due(fault)
            await self._send(fault, self._index)
            self._index += 1

    def _resume(self) -> None:
        """At the picture being taken now, from the next key frame on."""
        self._index, self._due = self._camera.position(), time.monotonic()
        self._material = None

    async def _wait_due(self, fault: Fault) -> None:
        now = time.monotonic()
        self._due += fault.delay_s - self._delay_s
        self._delay_s = fault.delay_s
        if self._due < now - _TOO_FAR_BEHIND / RATE:
            self._resume()
        if fault.pace == 1.0 and abs(self._index - self._camera.position()) > _TOO_FAR_BEHIND:
            # After a time of sending too fast or too slowly.
            self._resume()
        self._due += 1 / (RATE * fault.pace)
        await asyncio.sleep(max(0.0, self._due - now))

    async def _send(self, fault: Fault, index: int) -> None:
        material = self._camera.material()
        unit = material.units[index % len(material.units)]
        if fault.same_unit:
            unit = material.units[0]
        if unit.key and not fault.key_frames:
            return
        if material is not self._material:
            if not unit.key and fault.key_frames:
                return
            # Without key frames there is nothing to wait for.
            self._material = material if unit.key else None
        ticks = int((index / RATE + fault.time_offset_s) * TICKS_PER_S)
        data = self._packetiser.picture(self._nals(fault, material, unit), ticks)
        now = time.monotonic()
        if now - self._reported >= _REPORT_EVERY_S:
            self._reported = now
            data = self._packetiser.sender_report(ticks, time.time() + fault.clock_offset_s) + data
        await self._write(data)

    def _nals(self, fault: Fault, material: Material, unit: Unit) -> tuple[bytes, ...]:
        nals = unit.nals
        if fault.damaged:
            nals = tuple(self._damage(nal) if self._noise.random() < fault.damaged else nal for nal in nals)
        return (*material.sets, *nals) if unit.key else nals

    def _damage(self, nal: bytes) -> bytes:
        """Its kind stays, so that it reaches the decoder."""
        return nal[:2] + self._noise.randbytes(len(nal) - 2)

    async def _write(self, data: bytes) -> None:
        while data:
            fault = self._camera.fault
            if fault.sends and not fault.bytes_per_s:
                self._writer.write(data)
                await self._writer.drain()
                return
            # What has been begun has to be ended before anything else may follow.
            share = max(1, int(fault.bytes_per_s * _DRIP_EVERY_S)) if fault.sends else 0
            self._writer.write(data[:share])
            data = data[share:]
            await asyncio.sleep(_DRIP_EVERY_S)


def goodbye(ssrc: int) -> bytes:
    """RTCP BYE: the camera ends the stream."""
    return interleaved(1, b"\x81\xcb\x00\x01" + ssrc.to_bytes(4, "big"))
