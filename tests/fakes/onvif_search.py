"""Makes a simulated camera answer those who search for cameras: WS-Discovery over UDP."""

import socket
import struct
import threading
from typing import Self
from xml.etree import ElementTree

import pytest
from onveef import wsdiscovery

from tests.fakes import onvif_answers as answers
from tests.fakes.onvif_camera import OnvifCamera

GROUP, PORT = "239.255.255.250", 3702


def search_apart(monkeypatch: pytest.MonkeyPatch) -> int:
    """Lets this process search on a port of its own, which is returned: cameras of other tests answer on the usual one."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as free:
        free.bind(("", 0))
        port: int = free.getsockname()[1]
    monkeypatch.setattr(wsdiscovery, "WS_DISCOVERY_PORT", port)
    return port


class Announced:
    """Answers WS-Discovery for a camera, at the group's address and at 127.0.0.1, while the block lasts."""

    def __init__(self, camera: OnvifCamera, port: int = PORT) -> None:
        self._camera = camera
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM, socket.IPPROTO_UDP)
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self._socket.bind(("", port))
        member = struct.pack("4s4s", socket.inet_aton(GROUP), socket.inet_aton("127.0.0.1"))
        self._socket.setsockopt(socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP, member)
        self._socket.settimeout(0.05)
        self._open = True
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._open = False
        self._thread.join(timeout=5)
        self._socket.close()

    def _run(self) -> None:
        while self._open:
            try:
                data, sender = self._socket.recvfrom(65535)
            except TimeoutError:
                continue
            probe = ElementTree.fromstring(data)
            name = next(one.text or "" for one in probe.iter() if one.tag.endswith("MessageID"))
            self._socket.sendto(b"\xff\xfe not XML", sender)
            match = answers.probe_match(name, self._camera.address, self._camera.name)
            self._socket.sendto(match.encode(), sender)
