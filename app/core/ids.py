"""Ids of everything that is made at run time."""

import secrets
from datetime import datetime

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"


def new_id(moment: datetime) -> str:
    """A new id, 20 letters and digits; ids made later sort later (milliseconds first, then chance)."""
    millis = int(moment.timestamp() * 1000)
    return _encode(millis, 10) + _encode(secrets.randbits(50), 10)


def _encode(number: int, width: int) -> str:
    letters = []
    for _ in range(width):
        number, rest = divmod(number, 32)
        letters.append(_ALPHABET[rest])
    return "".join(reversed(letters))
