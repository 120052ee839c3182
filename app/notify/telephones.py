"""Which of a person's numbers a modem may dial, whose number an answer came from, and what an answer means. Pure."""

import re
import unicodedata
from collections.abc import Iterable

from app.notify.modem_address import SMS

_MOBILE_OF_CHINA = re.compile(r"(\+?86)?1[3-9]\d{9}")
_LEAST_DIGITS = 7
"""Numbers of emergency services are shorter: those are called by people, never by a machine."""
_WORDS = re.compile(r"[a-z]+|\d+|[\u4e00-\u9fff]+")
_YES = ("收到", "确认")
_NOT = ("没", "未", "不", "无", "法", "能")
"""Also the second half of 无法 and 不能: who hears that calls again rather than believing it."""
_QUESTION = re.compile(r"[?？吗么]")


def number_for(service: str, phones: Iterable[str]) -> str:
    """The number that messages of a modem's service go to, as it is dialled; empty where the person has none."""
    numbers = [number for number in map(dialable, phones) if len(number.strip("+")) >= _LEAST_DIGITS]
    if service != SMS:
        return next(iter(numbers), "")
    mobile = (number for number in numbers if _MOBILE_OF_CHINA.fullmatch(number))
    abroad = (number for number in numbers if number.startswith("+"))
    return next(mobile, "") or next(abroad, "")


def dialable(phone: str) -> str:
    """A written number without spaces, dashes and brackets."""
    digits = "".join(sign for sign in unicodedata.normalize("NFKC", phone) if sign in "+0123456789")
    return digits[:1] + digits[1:].replace("+", "")


def same_phone(one: str, other: str) -> bool:
    """Whether two written numbers are the same telephone, with or without the country in front."""
    ends = sorted((_end(one), _end(other)), key=len)
    return len(ends[0]) >= _LEAST_DIGITS and ends[1].endswith(ends[0])


def _end(phone: str) -> str:
    return dialable(phone).lstrip("+").lstrip("0")


def confirms(text: str) -> bool:
    """Whether an answer says that the call was received: 1, 收到, 确认 or OK, not asked and not denied."""
    plain = unicodedata.normalize("NFKC", text).lower()
    if _QUESTION.search(plain):
        return False
    words = _WORDS.findall(plain)
    if words == ["1"]:
        return True
    if "not" in words or "no" in words:
        return False
    chinese = "".join(word for word in words if word > "\u4e00")
    if any(no + yes in chinese for no in _NOT for yes in _YES) or any(f"{yes}不" in chinese for yes in _YES):
        return False
    return "ok" in words or any(yes in chinese for yes in _YES)
