"""Knows the key that signs links and where the page is: messages ask it for the link of a call."""

import secrets
import threading

from app.core.secrets import SecretStore
from app.lanpage.links import KEY_BYTES, make_check_token, make_clock_token, make_report_token, make_token
from app.model.incident import Call
from app.model.lan_page import ClockLink

SECRET = "lan-page:links"


class LinkBook:
    """Makes no link before the page is open once, and none any more when it is off or cannot be opened."""

    def __init__(self, secret_store: SecretStore) -> None:
        self._secrets = secret_store
        self._lock = threading.Lock()
        self._key: bytes | None = None
        self._base = ""

    def key(self) -> bytes | None:
        """None until `load` has read it."""
        return self._key

    def load(self) -> None:
        """Reads the key, or makes it the first time. May wait for a keyring. Raises SecretsUnavailable, StorageUnavailable."""
        with self._lock:
            if self._key is not None:
                return
            kept = self._secrets.get(SECRET) or ""
            if len(kept) != 2 * KEY_BYTES:
                kept = secrets.token_hex(KEY_BYTES)
                self._secrets.put(SECRET, kept)
            self._key = bytes.fromhex(kept)

    def offer(self, base: str) -> None:
        """From now on links begin so; an empty one ends them."""
        self._base = base

    def message_link(self, call: Call) -> str:
        """The call's link; empty while there is no page to open."""
        key, base = self._key, self._base
        return f"{base}/c/{make_token(key, call)}" if key is not None and base else ""

    def report_link(self, message_id: str, report_id: str, person_id: str) -> str:
        """Where this person reads the report and gives its receipt; empty while there is no page to open."""
        key, base = self._key, self._base
        if key is None or not base:
            return ""
        return f"{base}/r/{make_report_token(key, message_id, report_id, person_id)}"

    def check_link(self, message_id: str, check_id: str, person_id: str) -> str:
        """Where this person says that they are reachable; empty while there is no page to open."""
        key, base = self._key, self._base
        if key is None or not base:
            return ""
        return f"{base}/k/{make_check_token(key, message_id, check_id, person_id)}"

    def clock_address(self, link: ClockLink) -> str:
        """Where this person clocks on; empty while there is no page to open."""
        key, base = self._key, self._base
        return f"{base}/w/{make_clock_token(key, link)}" if key is not None and base else ""
