"""What goes with every answer and before every question: headers, and how often who may ask."""

from collections.abc import Callable

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.lanpage.throttle import Throttle

_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "content-security-policy": _POLICY,
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "geolocation=(), microphone=(), camera=(), usb=()",
    "x-robots-tag": "noindex, nofollow",
    # One request a connection: its time is counted from the handshake on.
    "connection": "close",
}


class SafeAnswers:
    """Adds the headers; what nobody named otherwise is not kept by the phone."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.setdefault("cache-control", "no-store")
                for name, value in HEADERS.items():
                    headers[name] = value
            await send(message)

        await self._app(scope, receive, send_safely)


class Limits:
    """Questions a minute: of everybody together, of one address, of one link."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._all = Throttle(per_minute=3000, burst=600, monotonic=monotonic)
        self._address = Throttle(per_minute=300, burst=100, monotonic=monotonic)
        self._link = Throttle(per_minute=90, burst=40, monotonic=monotonic)

    def wait_s(self, address: str, token: str) -> float:
        """0.0 when it may ask; else the seconds to wait."""
        wait = self._address.wait_s(address)
        if not wait and token:
            wait = self._link.wait_s(token)
        return wait or self._all.wait_s("")
