"""What a PIN must be, how it is hashed, and when a name is locked."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from app.core.errors import InvalidInput

TRIES = 5
LOCK_S = 60
_PIN = re.compile(r"[0-9]{4,12}")
_hasher = PasswordHasher()
"""The library's defaults: argon2id with the RFC 9106 low-memory parameters."""


@dataclass(frozen=True, slots=True)
class TryResult:
    """State of a name after a try: failures so far and the end of its lock, if any."""

    failures: int
    locked_until: datetime | None


def is_pin(pin: str) -> bool:
    """Whether a text may be a PIN: 4 to 12 digits."""
    return _PIN.fullmatch(pin) is not None


def hash_pin(pin: str) -> str:
    """The argon2id hash of a PIN. Raises InvalidInput unless it is 4 to 12 digits."""
    if not is_pin(pin):
        raise InvalidInput(field="pin", reason="pin_form")
    return _hasher.hash(pin)


def pin_matches(pin_hash: str, pin: str) -> bool:
    try:
        return _hasher.verify(pin_hash, pin)
    except (VerificationError, InvalidHashError):
        return False


def is_locked(locked_until: datetime | None, now: datetime) -> bool:
    """Whether a name is locked at `now`; a lock that lies further ahead than one lasts was set by another clock."""
    return locked_until is not None and now < locked_until <= now + timedelta(seconds=LOCK_S)


def after_wrong_pin(failures: int, now: datetime) -> TryResult:
    """Five wrong PINs lock the name for a minute: long enough against guessing, short enough at 03:00."""
    failures += 1
    if failures >= TRIES:
        return TryResult(0, now + timedelta(seconds=LOCK_S))
    return TryResult(failures, None)
