"""Signed links: one for each call. Whoever changes a character of one holds nothing."""

import hashlib
import hmac

from app.model.incident import Call

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
"""No sign that a messenger could take for the end of the address, none that is easily misread."""
_SIGNS = 20
"""100 bits."""
_CALL_ID = 20
LENGTH = _CALL_ID + _SIGNS
KEY_BYTES = 32


def make_token(key: bytes, call: Call) -> str:
    """What the link of a call ends with: the call's id and a signature over call, person and incident."""
    said = "\0".join(("dutyroom link 1", call.incident_id, call.id, call.person_id)).encode()
    number = int.from_bytes(hmac.new(key, said, hashlib.sha256).digest(), "big")
    signs = "".join(_ALPHABET[number >> (5 * place) & 31] for place in range(_SIGNS))
    return call.id + signs


def call_id_of(token: str) -> str:
    """The call a token speaks of; empty for what cannot be a token."""
    whole = len(token) == LENGTH and all(sign in _ALPHABET for sign in token)
    return token[:_CALL_ID] if whole else ""


def is_genuine(key: bytes, token: str, call: Call) -> bool:
    """Whether this very token was made for this call with this key."""
    return hmac.compare_digest(make_token(key, call).encode(), token.encode("utf-8", "replace"))


def device_mark(secret: str) -> str:
    """What is stored of a device's secret: from it the secret cannot be had again."""
    return hashlib.sha256(b"dutyroom device 1\0" + secret.encode()).hexdigest()
