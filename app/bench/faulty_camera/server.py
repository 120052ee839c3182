"""The cameras' side of RTSP (RFC 2326), media on the same TCP connection."""

import asyncio
import base64
import contextlib
import random
from dataclasses import dataclass

from app.bench.faulty_camera.camera import Camera
from app.bench.faulty_camera.faults import Fault
from app.bench.faulty_camera.rtp import description
from app.bench.faulty_camera.stream import Stream, goodbye

_REASONS = {
    200: "OK", 401: "Unauthorized", 404: "Not Found", 405: "Method Not Allowed", 453: "Not Enough Bandwidth",
    461: "Unsupported Transport", 503: "Service Unavailable",
}  # fmt: skip
_REALM = 'realm="faulty camera"'
_METHODS = "OPTIONS, DESCRIBE, SETUP, PLAY, GET_PARAMETER, TEARDOWN"
_GOODBYE_S = 0.5
_LOOK_EVERY_S = 0.1
_BROKEN = (ConnectionError, asyncio.IncompleteReadError, OSError)


@dataclass(frozen=True, slots=True)
class Request:
    method: str
    url: str
    headers: dict[str, str]


class Door:
    """A camera's port, open or shut."""

    def __init__(self, camera: Camera) -> None:
        self.camera = camera
        self.port = 0
        self._server: asyncio.Server | None = None

    async def set(self, fault: Fault) -> None:
        if fault.listens and self._server is None:
            await self.open()
        if not fault.listens and self._server is not None:
            self._server.close()
            self._server = None
        self.camera.set(fault)

    async def open(self) -> None:
        """On the same port as before."""
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    async def close(self) -> None:
        """For good."""
        if self._server is not None:
            self._server.close()
        self.camera.hang_up()
        while self.camera.writers:
            await asyncio.sleep(_LOOK_EVERY_S)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.camera.came(writer)
        session = Session(self.camera, reader, writer)
        try:
            await session.run()
        except _BROKEN:
            # The other side has gone, or the fault was to break off.
            pass
        finally:
            session.end()
            self.camera.went(writer)
            writer.close()
            with contextlib.suppress(*_BROKEN):
                await writer.wait_closed()


class Session:
    """One connection, from its first request to its end."""

    def __init__(self, camera: Camera, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._camera = camera
        self._reader = reader
        self._writer = writer
        # Not for security: tells streams apart.
        self._ssrc = random.getrandbits(31)
        self._number = f"{self._ssrc:08x}"
        self._codec = "H264"
        self._tasks: list[asyncio.Task[None]] = []

    async def run(self) -> None:
        self._tasks.append(asyncio.create_task(self._say_goodbye()))
        while (request := await self._request()) is not None:
            while not self._camera.fault.answers and not self._reader.at_eof():
                await asyncio.sleep(_LOOK_EVERY_S)
            if not await self._answer(request):
                return

    def end(self) -> None:
        for task in self._tasks:
            task.cancel()

    async def _request(self) -> Request | None:
        """The next one; what the other side reports on the stream is passed over."""
        while (first := await self._reader.read(1)) == b"$":
            head = await self._reader.readexactly(3)
            await self._reader.readexactly(int.from_bytes(head[1:], "big"))
        if not first:
            return None
        text = (first + await self._reader.readuntil(b"\r\n\r\n")).decode("utf-8", "replace")
        opening, *lines = text.split("\r\n")
        method, url, *_ = [*opening.split(" "), "", ""]
        pairs = (line.partition(":") for line in lines)
        headers = {name.strip().lower(): value.strip() for name, _, value in pairs}
        await self._reader.readexactly(int(headers.get("content-length", 0)))
        return Request(method, url, headers)

    async def _answer(self, request: Request) -> bool:
        """False when the session is over."""
        if refusal := self._refusal(request):
            status, *headers = refusal
            self._camera.counts.refused += 1
            await self._reply(request, int(status), *headers)
            return True
        match request.method:
            case "OPTIONS":
                await self._reply(request, 200, f"Public: {_METHODS}")
            case "DESCRIBE":
                await self._describe(request)
            case "SETUP":
                await self._set_up(request)
            case "PLAY":
                await self._reply(request, 200, "Range: npt=0-")
                stream = Stream(self._camera, self._writer, self._codec, self._ssrc)
                self._tasks.append(asyncio.create_task(self._play(stream)))
            case "GET_PARAMETER" | "SET_PARAMETER":
                await self._reply(request, 200)
            case "TEARDOWN":
                await self._reply(request, 200)
                return False
            case _:
                await self._reply(request, 405)
        return True

    def _refusal(self, request: Request) -> list[str]:
        """Status and headers of a refusal; empty for none."""
        fault = self._camera.fault
        if "authorization" in request.headers:
            self._camera.counts.logins += 1
        if fault.login and request.method == "DESCRIBE":
            nonce = base64.b16encode(random.randbytes(8)).decode()
            asked = f'Digest {_REALM}, nonce="{nonce}"' if fault.login == "digest" else f"Basic {_REALM}"
            return ["401", f"WWW-Authenticate: {asked}"]
        if fault.full and request.method == "SETUP":
            return [str(fault.full)]
        return []

    async def _describe(self, request: Request) -> None:
        material = self._camera.material()
        self._codec = material.codec
        body = description(material)
        base = f"Content-Base: {request.url.rstrip('/')}/"
        await self._reply(request, 200, base, "Content-Type: application/sdp", body=body)

    async def _set_up(self, request: Request) -> None:
        if "interleaved" not in request.headers.get("transport", ""):
            await self._reply(request, 461)
            return
        transport = f"RTP/AVP/TCP;unicast;interleaved=0-1;ssrc={self._ssrc:08X}"
        await self._reply(request, 200, f"Transport: {transport}")

    async def _reply(self, request: Request, status: int, *headers: str, body: bytes = b"") -> None:
        lines = [
            f"RTSP/1.0 {status} {_REASONS[status]}",
            f"CSeq: {request.headers.get('cseq', '0')}",
            f"Session: {self._number};timeout=60",
            *headers,
            *([f"Content-Length: {len(body)}"] if body else []),
        ]
        self._writer.write("\r\n".join([*lines, "", ""]).encode() + body)
        await self._writer.drain()

    async def _play(self, stream: Stream) -> None:
        with contextlib.suppress(*_BROKEN):
            await stream.run()

    async def _say_goodbye(self) -> None:
        """Ends the session when the camera says so, first in words and then by hanging up."""
        await self._camera.changed.wait()
        while not self._camera.fault.says_goodbye:
            await self._camera.changed.wait()
        for task in self._tasks[1:]:
            task.cancel()
        words = f"TEARDOWN * RTSP/1.0\r\nCSeq: 1\r\nSession: {self._number}\r\n\r\n"
        with contextlib.suppress(*_BROKEN):
            self._writer.write(goodbye(self._ssrc) + words.encode())
            await asyncio.sleep(_GOODBYE_S)
            self._writer.close()
