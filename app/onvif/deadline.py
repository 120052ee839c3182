"""An end for whole commands to a camera: timeouts alone end only single waits."""

import time
from collections.abc import Iterator

import httpx


class Deadline(httpx.BaseTransport):
    """Ends a command as a whole: a camera that sends a byte now and then keeps within every timeout of its own."""

    def __init__(self) -> None:
        # Cameras sign their certificates themselves; what is secret crosses as a digest either way.
        self._inner = httpx.HTTPTransport(verify=False)
        self._ends = 0.0

    def begin(self, seconds: float) -> None:
        self._ends = time.monotonic() + seconds

    def left(self) -> float:
        """Seconds left. Raises when there are none."""
        left = self._ends - time.monotonic()
        if left <= 0:
            raise httpx.ReadTimeout("the command took too long")
        return left

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        left = self.left()
        limits = request.extensions["timeout"]
        request.extensions["timeout"] = {name: min(limit, left) for name, limit in limits.items()}
        response = self._inner.handle_request(request)
        stream = response.stream
        assert isinstance(stream, httpx.SyncByteStream)
        return httpx.Response(
            response.status_code,
            headers=response.headers,
            stream=_Watched(stream, self),
            extensions=response.extensions,
        )

    def close(self) -> None:
        self._inner.close()


class _Watched(httpx.SyncByteStream):
    def __init__(self, stream: httpx.SyncByteStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def __iter__(self) -> Iterator[bytes]:
        for chunk in self._stream:
            self._deadline.left()
            yield chunk

    def close(self) -> None:
        self._stream.close()
