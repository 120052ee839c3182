"""How Chinese characters are read, without tones: what lets somebody find 东门 by `dongmen` or `dm`."""

import os
from collections.abc import Mapping
from functools import lru_cache
from unicodedata import normalize

_KEPT = 20_000
_COMMON = (0x4E00, 0xA000)
"""The block of characters that people write."""


@lru_cache(maxsize=_KEPT)
def readings(character: str) -> tuple[str, ...]:
    """All readings of one character, the usual one first; empty for what is no Chinese character.

    ü is written `v`, as keyboards do. The first call takes some 60 ms: not on the UI thread.
    """
    if ord(character) < 0x2E80:
        return ()
    _leave_phrases_out()
    from pypinyin import Style, pinyin

    found = pinyin(character, style=Style.NORMAL, heteronym=True, errors="ignore")
    return tuple(reading for reading in found[0] if reading) if found else ()


@lru_cache(maxsize=1)
def spoken() -> Mapping[str, str]:
    """The common characters by what they are read as. The first call takes some 100 ms: not on the UI thread."""
    _leave_phrases_out()
    found: dict[str, list[str]] = {}
    for code in range(*_COMMON):
        for reading in _plain_readings(code):
            found.setdefault(reading, []).append(chr(code))
    return {reading: "".join(characters) for reading, characters in found.items()}


def _leave_phrases_out() -> None:
    """Words are looked up character by character: the table of phrases would cost three times the start and memory."""
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")


def _plain_readings(code: int) -> set[str]:
    from pypinyin.pinyin_dict import pinyin_dict

    return {_without_tone(reading) for reading in pinyin_dict.get(code, "").split(",") if reading}


def _without_tone(reading: str) -> str:
    """`nǚ` as keyboards write it: `nv`."""
    letters = normalize("NFD", reading).replace("u\u0308", "v")
    return "".join(letter for letter in letters if letter.isascii())
