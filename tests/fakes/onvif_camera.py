"""A camera that can be found and steered: real SOAP over HTTP, and real ways to go wrong."""

import socket
import struct
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Self
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from tests.fakes import onvif_answers as answers
from tests.fakes.onvif_logins import challenge, digest_good, token_fault

_OPEN = ("GetSystemDateAndTime", "GetServices", "GetCapabilities")
_PTZ = "{http://www.onvif.org/ver20/ptz/wsdl}"
_SCHEMA = "{http://www.onvif.org/ver10/schema}"


@dataclass
class OnvifCamera:
    """Steer it, then look at what it did.

    `fault` may change at any time: garbage, page, slow, drip, reset, huge, busy, bomb, no_clock, broken_clock.
    """

    username: str = "admin"
    password: str = "Cam-Pa55 word"
    http_digest: bool = False
    """Asks for HTTP digest; else for a token in the message."""
    clock_off_h: float = 0.0
    fault: str = ""
    lenses: int = 1
    steerable: bool = True
    only_capabilities: bool = False
    """An old camera without GetServices."""
    advertised: str = ""
    """The host it believes to have; a camera behind a router is wrong about it."""
    shortest_move: str = "PT0.5S"
    name: str = "Dome-east"
    asked: list[str] = field(default_factory=list)
    moves: list[tuple[float, float, float, str]] = field(default_factory=list)
    stops: int = 0
    went_to: list[str] = field(default_factory=list)
    presets: dict[str, str] = field(default_factory=lambda: {"1": "East gate", "2": "Car park", "3": "Lift"})
    refused_logins: list[str] = field(default_factory=list)

    def __enter__(self) -> Self:
        self._closing = threading.Event()
        self._nonces: set[str] = set()
        self._moves_until = 0.0
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=lambda: self._server.serve_forever(0.02), daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._closing.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(timeout=5)

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}/onvif/device_service"

    @property
    def moving(self) -> bool:
        """Whether it turns at this moment: told to, not told to stop, and within the time it was told."""
        return time.monotonic() < self._moves_until

    def go_away(self) -> None:
        """As if its cable were pulled: nobody listens any more."""
        self._closing.set()
        self._server.shutdown()
        self._server.socket.close()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        camera = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                camera._answer(self, body)

            def log_message(self, *_: object) -> None:
                """Quiet."""

        return Handler

    def _answer(self, request: BaseHTTPRequestHandler, body: bytes) -> None:
        message = ElementTree.fromstring(body)
        part = next(child for child in message if child.tag.endswith("Body"))[0]
        operation = part.tag.rpartition("}")[2]
        self.asked.append(operation)
        if self._goes_wrong(request, operation):
            return
        secret = operation not in _OPEN or (self.fault == "no_clock" and operation == "GetSystemDateAndTime")
        if secret and self.http_digest:
            header = request.headers.get("Authorization", "")
            if not digest_good(header, self.username, self.password, "POST"):
                if header:
                    self.refused_logins.append("wrong password")
                _send(request, 401, "", {"WWW-Authenticate": challenge()})
                return
        elif secret:
            why = token_fault(message, self.username, self.password, self._now(), self._nonces)
            if why:
                if why != "no token":
                    self.refused_logins.append(why)
                _send(request, 400, answers.fault("NotAuthorized", "Sender not Authorized"))
                return
        status, text = self._carry_out(operation, part)
        _send(request, status, text)

    def _now(self) -> datetime:
        return datetime.now(UTC) + timedelta(hours=self.clock_off_h)

    def _goes_wrong(self, request: BaseHTTPRequestHandler, operation: str) -> bool:
        wrong: dict[str, Callable[[], None]] = {
            "garbage": lambda: _send(request, 200, "<s:Envelope><not closed \x00"),
            "page": lambda: _send(request, 404, "<html>no such page</html>"),
            "slow": lambda: _wait(self._closing),
            "drip": lambda: self._drip(request),
            "reset": lambda: _reset(request),
            "huge": lambda: _send(request, 200, answers.envelope("<x>" + "y" * 9_000_000 + "</x>")),
            "busy": lambda: _send(request, 503, ""),
            "bomb": lambda: _send(request, 200, _BOMB),
        }
        if self.fault not in wrong:
            return False
        wrong[self.fault]()
        return True

    def _drip(self, request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.send_header("Content-Length", "100000")
        request.end_headers()
        while not self._closing.wait(0.1):
            try:
                request.wfile.write(b"<")
            except OSError:
                return

    def _carry_out(self, operation: str, part: Element) -> tuple[int, str]:
        act = getattr(self, f"_do_{operation}", None)
        if act is None or (self.only_capabilities and operation == "GetServices"):
            return 400, answers.fault("ActionNotSupported", "not here")
        told = act(part)
        return (
            (200, answers.envelope(told)) if told else (400, answers.fault("InvalidArgVal", "no such thing"))
        )

    # What it can do

    def _do_GetSystemDateAndTime(self, part: Element) -> str:
        told = answers.date_and_time(self._now())
        return told.replace("<tt:Month>", "<tt:Month>9") if self.fault == "broken_clock" else told

    def _do_GetServices(self, part: Element) -> str:
        return answers.services(self._places())

    def _do_GetCapabilities(self, part: Element) -> str:
        return answers.capabilities(self._places())

    def _places(self) -> dict[str, str]:
        host = self.advertised or f"127.0.0.1:{self.port}"
        names = ("device", "media", "ptz") if self.steerable else ("device", "media")
        return {name: f"http://{host}/onvif/{name}_service" for name in names}

    def _do_GetDeviceInformation(self, part: Element) -> str:
        return answers.device_information()

    def _do_GetProfiles(self, part: Element) -> str:
        sizes = {"sub": (640, 360), "main": (1920, 1080), "third": (176, 144)}
        return answers.profiles(
            answers.profile(f"{name}{lens}", f"lens{lens}", *size, steerable=self.steerable)
            for lens in range(self.lenses)
            for name, size in sizes.items()
        )

    def _do_GetStreamUri(self, part: Element) -> str:
        token = _text(part, "ProfileToken")
        host = (self.advertised or "127.0.0.1").partition(":")[0]
        return answers.stream_uri(f"rtsp://root:leaked@{host}:554/live/{token}?unicast=true")

    def _do_GetConfigurationOptions(self, part: Element) -> str:
        return answers.configuration_options(self.shortest_move)

    def _do_GetConfigurations(self, part: Element) -> str:
        return answers.configurations()

    def _do_GetNodes(self, part: Element) -> str:
        return answers.nodes()

    def _do_ContinuousMove(self, part: Element) -> str:
        turn, zoom = part.find(f".//{_SCHEMA}PanTilt"), part.find(f".//{_SCHEMA}Zoom")
        pan, tilt = (float(turn.attrib["x"]), float(turn.attrib["y"])) if turn is not None else (0.0, 0.0)
        timeout = _text(part, "Timeout")
        self.moves.append((pan, tilt, float(zoom.attrib["x"]) if zoom is not None else 0.0, timeout))
        self._moves_until = time.monotonic() + float(timeout.removeprefix("PT").removesuffix("S"))
        return "<tptz:ContinuousMoveResponse/>"

    def _do_Stop(self, part: Element) -> str:
        self.stops += 1
        self._moves_until = 0.0
        return "<tptz:StopResponse/>"

    def _do_GetPresets(self, part: Element) -> str:
        return answers.presets(self.presets)

    def _do_SetPreset(self, part: Element) -> str:
        token = _text(part, "PresetToken") or str(len(self.presets) + 1)
        self.presets[token] = _text(part, "PresetName")
        return (
            f"<tptz:SetPresetResponse><tptz:PresetToken>{token}</tptz:PresetToken></tptz:SetPresetResponse>"
        )

    def _do_GotoPreset(self, part: Element) -> str:
        token = _text(part, "PresetToken")
        if token not in self.presets:
            return ""
        self.went_to.append(token)
        return "<tptz:GotoPresetResponse/>"

    def _do_RemovePreset(self, part: Element) -> str:
        gone = self.presets.pop(_text(part, "PresetToken"), None)
        return "<tptz:RemovePresetResponse/>" if gone is not None else ""


_BOMB = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
    + "".join(
        f'<!ENTITY {later} "{f"&{earlier};" * 10}">'
        for earlier, later in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + "]><GetSystemDateAndTimeResponse>&i;</GetSystemDateAndTimeResponse>"
)


def _text(part: Element, name: str) -> str:
    return next((one.text or "" for one in part.iter() if one.tag.endswith("}" + name)), "")


def _wait(closing: threading.Event) -> None:
    closing.wait(30)


def _reset(request: BaseHTTPRequestHandler) -> None:
    request.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    request.connection.close()
    request.close_connection = True


def _send(
    request: BaseHTTPRequestHandler, status: int, text: str, headers: dict[str, str] | None = None
) -> None:
    body = text.encode()
    try:
        request.send_response(status)
        for name, value in (headers or {}).items():
            request.send_header(name, value)
        request.send_header("Content-Type", "application/soap+xml; charset=utf-8")
        request.send_header("Content-Length", str(len(body)))
        request.end_headers()
        request.wfile.write(body)
    except OSError:
        request.close_connection = True
