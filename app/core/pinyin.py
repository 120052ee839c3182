"""How Chinese characters are read, without tones: what lets somebody find 东门 by `dongmen` or `dm`."""

import os
from functools import lru_cache

_KEPT = 20_000


@lru_cache(maxsize=_KEPT)
def readings(character: str) -> tuple[str, ...]:
    """All readings of one character, the usual one first; empty for what is no Chinese character.

    ü is written `v`, as keyboards do. The first call takes some 60 ms: not on the UI thread.
    """
    if ord(character) < 0x2E80:
        return ()
    # Words are looked up character by character: the table of phrases would cost three times the start and memory.
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
    from pypinyin import Style, pinyin

    found = pinyin(character, style=Style.NORMAL, heteronym=True, errors="ignore")
    return tuple(reading for reading in found[0] if reading) if found else ()
