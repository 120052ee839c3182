"""The site's Ed25519 key: made once, the private half in the secret store, the public half for everybody."""

import base64
import binascii
import hashlib
import threading

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from app.core.errors import SecretsUnavailable
from app.core.secrets import SecretStore

SECRET = "site:signing"
_GROUPS, _LETTERS = 5, 4


class SiteKey:
    """Reads and makes the key at first use, which may wait for a keyring: not on the UI thread."""

    def __init__(self, secrets: SecretStore) -> None:
        self._secrets = secrets
        self._lock = threading.Lock()
        self._key: Ed25519PrivateKey | None = None

    def public(self) -> str:
        """The public key, base64 of its 32 bytes."""
        return base64.b64encode(self._private().public_key().public_bytes_raw()).decode()

    def fingerprint(self) -> str:
        return fingerprint(self.public())

    def sign(self, content: bytes) -> str:
        """The signature, base64 of its 64 bytes."""
        return base64.b64encode(self._private().sign(content)).decode()

    def _private(self) -> Ed25519PrivateKey:
        with self._lock:
            if self._key is None:
                self._key = self._load() or self._make()
            return self._key

    def _load(self) -> Ed25519PrivateKey | None:
        kept = self._secrets.get(SECRET)
        if kept is None:
            return None
        try:
            return Ed25519PrivateKey.from_private_bytes(base64.b64decode(kept, validate=True))
        except (binascii.Error, ValueError) as error:
            # A new key in its place would make what was signed before look foreign.
            raise SecretsUnavailable("signing_key_damaged") from error

    def _make(self) -> Ed25519PrivateKey:
        key = Ed25519PrivateKey.generate()
        self._secrets.put(SECRET, base64.b64encode(key.private_bytes_raw()).decode())
        return key


def fingerprint(public: str) -> str:
    """Short enough to read out on the telephone: `3F2A 90C1 …`, from the SHA-256 of the key."""
    digest = hashlib.sha256(public.encode("ascii", "replace")).hexdigest().upper()
    return " ".join(digest[_LETTERS * group : _LETTERS * (group + 1)] for group in range(_GROUPS))


def same_fingerprint(one: str, other: str) -> bool:
    """Spaces, colons and letter case do not count."""
    return _bare(one) == _bare(other)


def is_signed(content: bytes, signature: str, public: str) -> bool:
    """Whether the holder of this public key has signed exactly this content; `signature` in the one form it is written."""
    try:
        key = Ed25519PublicKey.from_public_bytes(base64.b64decode(public, validate=True))
        signed = base64.b64decode(signature, validate=True)
        if base64.b64encode(signed).decode() != signature:
            return False  # another spelling of the same bytes: somebody has touched it
        key.verify(signed, content)
    except (InvalidSignature, binascii.Error, ValueError):
        return False
    return True


def _bare(text: str) -> str:
    return text.replace(" ", "").replace(":", "").upper()
