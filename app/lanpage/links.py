"""Signed links: one for each call, one for each receiver of a report, one for each person who clocks on by phone.
Whoever changes a character of one holds nothing."""

import hashlib
import hmac

from app.model.incident import Call
from app.model.lan_page import ClockLink

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
"""No sign that a messenger could take for the end of the address, none that is easily misread."""
_SIGNS = 20
"""100 bits."""
_ID = 20
LENGTH = _ID + _SIGNS
KEY_BYTES = 32


def make_token(key: bytes, call: Call) -> str:
    """What the link of a call ends with: the call's id and a signature over call, person and incident."""
    return call.id + _signs(key, "dutyroom link 1", call.incident_id, call.id, call.person_id)


def make_clock_token(key: bytes, link: ClockLink) -> str:
    """What the link ends with by which a person clocks on and off. It can never pass for a call's."""
    return link.id + _signs(key, "dutyroom clock link 1", link.id, link.person_id)


def make_report_token(key: bytes, message_id: str, report_id: str, person_id: str) -> str:
    """What the link of a report ends with, by which one receiver reads it and gives the receipt. No other kind can pass
    for it."""
    return message_id + _signs(key, "dutyroom report link 1", message_id, report_id, person_id)


def make_check_token(key: bytes, message_id: str, check_id: str, person_id: str) -> str:
    """What the link of a reachability check ends with."""
    return message_id + _signs(key, "dutyroom check link 1", message_id, check_id, person_id)


def id_of(token: str) -> str:
    """The call, the clock link, or the message of a report or a check, that a token speaks of; empty for what cannot be a token."""
    whole = len(token) == LENGTH and all(sign in _ALPHABET for sign in token)
    return token[:_ID] if whole else ""


def is_genuine(made: str, token: str) -> bool:
    """Whether this very token is the one that was made."""
    return hmac.compare_digest(made.encode(), token.encode("utf-8", "replace"))


def _signs(key: bytes, *words: str) -> str:
    number = int.from_bytes(hmac.new(key, "\0".join(words).encode(), hashlib.sha256).digest(), "big")
    return "".join(_ALPHABET[number >> (5 * place) & 31] for place in range(_SIGNS))


def device_mark(secret: str) -> str:
    """What is stored of a device's secret: from it the secret cannot be had again."""
    return hashlib.sha256(b"dutyroom device 1\0" + secret.encode()).hexdigest()
