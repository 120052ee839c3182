"""Listens with TLS and puts an end to callers who take too long or come too many at once."""

import asyncio
import ssl
from collections import Counter
from collections.abc import Callable
from typing import Any

import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol

from app.lanpage.protocol import STOP_S, Start

HANDSHAKE_S = 5.0
_CLOSING_S = 2.0
MOST_CONNECTIONS = 96
MOST_OF_ONE_ADDRESS = 24
_HEAD_BYTES = 16_384
_BACKLOG = 64


class ImpatientProtocol(H11Protocol):
    """One request a connection, each within its time. uvicorn itself waits for ever for a head that never ends.

    Args:
        callers: how many connections each address has open.
        start: with the deadlines.
    """

    def __init__(self, callers: Counter[str], start: Start, **values: Any) -> None:
        super().__init__(**values)
        self._callers = callers
        self._start = start
        self._caller = ""
        self._ends: list[asyncio.TimerHandle] = []

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(transport)  # type: ignore[arg-type]  # it names the one kind it is given
        self._caller = self.client[0] if self.client else "?"
        self._callers[self._caller] += 1
        loop = asyncio.get_running_loop()
        self._ends = [
            loop.call_later(self._start.head_s, self._end_without_request),
            loop.call_later(self._start.whole_s, self.transport.abort),
        ]
        if self._callers[self._caller] > MOST_OF_ONE_ADDRESS or self._callers.total() > MOST_CONNECTIONS:
            self.transport.abort()

    def connection_lost(self, exc: Exception | None) -> None:
        self._callers[self._caller] -= 1
        if self._callers[self._caller] <= 0:
            del self._callers[self._caller]
        for end in self._ends:
            end.cancel()
        super().connection_lost(exc)

    def _end_without_request(self) -> None:
        if self.cycle is None:
            self.transport.abort()


class DoorServer(uvicorn.Server):
    """uvicorn with deadlines for the handshake and for saying goodbye."""

    def __init__(self, config: uvicorn.Config, start: Start) -> None:
        super().__init__(config)
        self._start = start

    async def startup(self, sockets: Any = None) -> None:
        await self.lifespan.startup()
        config, callers = self.config, Counter[str]()

        def create_protocol() -> asyncio.Protocol:
            return ImpatientProtocol(
                callers,
                self._start,
                config=config,
                server_state=self.server_state,
                app_state=self.lifespan.state,
            )

        loop = asyncio.get_running_loop()
        self.servers = [
            await loop.create_server(
                create_protocol,
                sock=sock,
                ssl=config.ssl,
                backlog=_BACKLOG,
                ssl_handshake_timeout=HANDSHAKE_S,
                ssl_shutdown_timeout=_CLOSING_S,
            )
            for sock in sockets
        ]
        self.started = True


def build_server(app: ASGIApp, start: Start) -> DoorServer:
    def context(config: uvicorn.Config, default: Callable[[], ssl.SSLContext]) -> ssl.SSLContext:
        made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        made.minimum_version = ssl.TLSVersion.TLSv1_2
        made.load_cert_chain(start.certificate, start.key)
        return made

    return DoorServer(
        uvicorn.Config(
            app,
            interface="asgi3",
            http="h11",
            ws="none",
            loop="asyncio",
            lifespan="off",
            proxy_headers=False,
            server_header=False,
            date_header=False,
            access_log=False,
            log_config=None,
            h11_max_incomplete_event_size=_HEAD_BYTES,
            timeout_graceful_shutdown=int(STOP_S),
            ssl_context_factory=context,
        ),
        start,
    )
