"""What a line of the log names: `#place`, `@camera`. Pure."""

from collections.abc import Iterable
from unicodedata import normalize

from app.model.words import Words

PLACE_MARK, CAMERA_MARK = "#", "@"


def named(text: str, mark: str, names: Iterable[tuple[str, Words]]) -> str:
    """The id of what stands behind the mark: the longest name that fits, in either language; empty when none does."""
    folded = _folded(text)
    if mark not in folded:
        return ""
    found = [
        (len(name), record_id)
        for record_id, words in names
        for name in (words.zh, words.en)
        if name and _folded(f"{mark}{name}") in folded
    ]
    return max(found)[1] if found else ""


def _folded(text: str) -> str:
    """Without the difference of case and of full-width signs, which Chinese keyboards write."""
    return normalize("NFKC", text).casefold()
