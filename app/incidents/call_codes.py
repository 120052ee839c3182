"""The code in a call's message that the person reads out by telephone: it proves that this message arrived."""

import hashlib
import unicodedata
from collections.abc import Iterable, Sequence

from app.model.incident import Call

CODE_DIGITS = 5
_NUMBERS = 10 ** (CODE_DIGITS - 1)
_DAMM = (
    "0317598642", "7092154863", "4206871359", "1750983426", "6123045978",
    "3674209581", "5869720134", "8945362017", "9438617205", "2581436790",
)  # fmt: skip
"""Damm's table: a last digit by it finds every single wrong digit and every two that changed places."""


def call_codes(call_ids: Iterable[str]) -> dict[str, str]:
    """The code of each call of one incident; no two are the same.

    Ids sort by their time, so a call that is added later leaves the codes of the calls before it as they were.
    """
    codes: dict[str, str] = {}
    taken: set[str] = set()
    for call_id in sorted(call_ids):
        turn = 0
        while (code := _code(call_id, turn)) in taken:
            turn += 1
        taken.add(code)
        codes[call_id] = code
    return codes


def call_with_code(calls: Sequence[Call], typed: str) -> Call | None:
    """The call with the code that was typed."""
    if not is_code(typed):
        return None
    wanted = _tidy(typed)
    codes = call_codes(call.id for call in calls)
    return next((call for call in calls if codes[call.id] == wanted), None)


def is_code(typed: str) -> bool:
    """Whether it can be a code of any call: the right number of digits, and the last one fits the others."""
    digits = _tidy(typed)
    return len(digits) == CODE_DIGITS and digits.isascii() and digits.isdecimal() and _check(digits) == "0"


def _tidy(typed: str) -> str:
    """Spaces, dashes and full-width digits do not matter."""
    return "".join(sign for sign in unicodedata.normalize("NFKC", typed) if sign not in " -")


def _code(call_id: str, turn: int) -> str:
    digest = hashlib.sha256(f"dutyroom call code {call_id} {turn}".encode()).digest()
    number = f"{int.from_bytes(digest[:8], 'big') % _NUMBERS:0{CODE_DIGITS - 1}}"
    return number + _check(number)


def _check(digits: str) -> str:
    interim = "0"
    for digit in digits:
        interim = _DAMM[int(interim)][int(digit)]
    return interim
