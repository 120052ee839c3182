"""What may hang on an entry, what it is, and what may be opened from it. Pure."""

from collections.abc import Sequence
from pathlib import PurePath

from app.core.errors import InvalidInput
from app.journal.rules import plain
from app.model.line import FILE, PICTURE, Attachment

MOST_BYTES = 100 * 1024 * 1024
MOST_FILES = 20
MOST_SECONDS = 180
"""Of one voice note."""
HEAD = 16
"""Bytes by which pictures are known."""
_LONGEST_NAME = 120
_PICTURES = {b"\xff\xd8\xff": (".jpg", ".jpeg"), b"\x89PNG\r\n\x1a\n": (".png",)}
_OPENABLE = frozenset(
    (
        ".pdf", ".txt", ".csv", ".doc", ".docx", ".xls", ".xlsx", ".ppt", ".pptx", ".wps", ".et", ".odt", ".ods",
        ".jpg", ".jpeg", ".png", ".gif", ".bmp", ".webp", ".heic", ".tif", ".tiff",
        ".mp4", ".mov", ".mkv", ".avi", ".mp3", ".m4a", ".amr", ".wav",
    )
)  # fmt: skip
"""What a double click shows. Everything else (programs, scripts, documents with macros) can only be copied out."""


def kind_of(name: str, head: bytes) -> str:
    """A picture is one by what is in it: what only calls itself so could not be shown."""
    suffix = PurePath(name).suffix.lower()
    for magic, suffixes in _PICTURES.items():
        if head.startswith(magic) and suffix in suffixes:
            return PICTURE
    return FILE


def suffix_of(name: str) -> str:
    """The ending under which it is kept: letters and digits alone."""
    suffix = "".join(
        letter for letter in PurePath(name).suffix.lower() if letter.isascii() and letter.isalnum()
    )
    return f".{suffix[:8]}" if suffix else ".bin"


def tidy_name(name: str) -> str:
    """As it is shown: the end of the path, nothing unseen in it, the ending kept where it is cut."""
    shown = " ".join(plain(PurePath(name.replace("\\", "/")).name).split()) or "file"
    if len(shown) <= _LONGEST_NAME:
        return shown
    suffix = PurePath(shown).suffix[:10]
    return shown[: _LONGEST_NAME - len(suffix) - 1] + "…" + suffix


def opens(attachment: Attachment) -> bool:
    """Whether the system's own program may show it."""
    return suffix_of(attachment.name) in _OPENABLE


def refuse_more(attachments: Sequence[Attachment]) -> None:
    """Raises InvalidInput where one more is too many."""
    if len(attachments) >= MOST_FILES:
        raise InvalidInput(field="file", reason="too_many_files", number=str(MOST_FILES))
