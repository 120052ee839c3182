"""The address behind a camera's name, asked for under a deadline: the system's own question has none, and takes 10 s and
more where no name server answers."""

import ipaddress
import socket
import threading
from collections.abc import Callable

from app.cameras.host.sources import SourceFailed


class _Question:
    """Asked in a thread of its own, which may outlast whoever wants to know."""

    def __init__(self, name: str, resolve: Callable[[str], object]) -> None:
        self._name = name
        self._resolve = resolve
        self.has_address = False
        self.answered = threading.Event()
        threading.Thread(target=self._ask, name="camera-name", daemon=True).start()

    def _ask(self) -> None:
        try:
            self._resolve(self._name)
            self.has_address = True
        except (OSError, UnicodeError):
            # No such name, or none that could be asked for.
            self.has_address = False
        finally:
            self.answered.set()


class Names:
    """From any thread. However often a name is asked for, one question about it is on its way at most."""

    def __init__(
        self, resolve: Callable[[str], object] = lambda name: socket.getaddrinfo(name, None)
    ) -> None:
        self._resolve = resolve
        self._lock = threading.Lock()
        self._questions: dict[str, _Question] = {}

    def require(self, host: str, within_s: float) -> None:
        """Raises SourceFailed where the name has no address, or none is told in time."""
        if _is_address(host):
            return
        with self._lock:
            question = self._questions.get(host) or _Question(host, self._resolve)
            self._questions[host] = question
        answered = question.answered.wait(within_s)
        with self._lock:
            if answered and self._questions.get(host) is question:
                del self._questions[host]
        if not (answered and question.has_address):
            raise SourceFailed("no_route")


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
