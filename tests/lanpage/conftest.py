"""The page as it runs: its own process, TLS on 127.0.0.1, a real database behind it."""

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest

from app.core.paths import DataFolder
from app.lanpage.links import make_token
from app.model.incident import Incident
from app.model.lan_page import LanPage
from tests.fakes.clock import FakeClock
from tests.fakes.room import Room

HOST = "127.0.0.1"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


class LanRoom(Room):
    """A room whose page is on. Its clock begins now: the certificate must be valid to others."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, FakeClock(datetime.now(UTC)))
        self.never_changes_shift()
        DataFolder(folder).prepare()
        self.port = free_port()
        self.lan_page.save(LanPage(on=True, address=HOST, port=self.port)).result()
        self.lan_page.start()
        self.wait_state("open")

    @property
    def certificate(self) -> Path:
        return self.folder / "lan-page" / "certificate.pem"

    def trusting(self) -> ssl.SSLContext:
        """What a phone has that was given the page's certificate: it trusts that one and no other."""
        return ssl.create_default_context(cafile=str(self.certificate))

    def phone(self, language: str = "zh-CN") -> httpx.Client:
        """A phone with a memory for cookies."""
        headers = {"accept-language": language}
        return httpx.Client(
            verify=self.trusting(), base_url=f"https://{HOST}:{self.port}", headers=headers, timeout=20
        )

    def fire(self, *, drill: bool = False) -> Incident:
        return self.incidents.press(kind="fire", place_id="lpg", drill=drill).result()

    def path(self, incident: Incident, person_id: str = "chen") -> str:
        call = next(call for call in incident.calls if call.person_id == person_id)
        key = self.links.key()
        assert key is not None
        return f"/c/{make_token(key, call)}"

    def wait(self, condition: Callable[[], bool], within_s: float = 30) -> None:
        pause, until = threading.Event(), time.monotonic() + within_s
        while not condition():
            assert time.monotonic() < until, self.lan_page.standing()
            pause.wait(0.02)

    def wait_state(self, state: str, code: str = "") -> None:
        self.wait(lambda: (self.lan_page.standing().state, self.lan_page.standing().code) == (state, code))

    def close(self) -> None:
        self.lan_page.stop()
        super().close()


@pytest.fixture
def lan(tmp_path: Path) -> Iterator[LanRoom]:
    room = LanRoom(tmp_path)
    yield room
    room.close()
