"""What somebody wants handed out. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from app.core.errors import InvalidInput
from app.model.journal import Entry

PDF, XLSX, CSV, JSONL = "pdf", "xlsx", "csv", "jsonl"
FORMATS = (PDF, XLSX, CSV, JSONL)
MAX_REASON = 1000
Pick = Callable[[int, int], list[Entry]]
"""So many of the entries chosen that are older than a number (0 for none), the newest first."""


@dataclass(frozen=True, slots=True)
class LogWish:
    """`chosen` says in words which entries these are, as the receiver reads it; `codes` says it for programs."""

    format: str
    reason: str
    pick: Pick
    chosen: str
    codes: Mapping[str, str] = field(default_factory=dict)
    attachments: bool = False


def check_wish(wish: LogWish) -> None:
    """Raises InvalidInput (unknown_format, reason_empty, text_too_long)."""
    if wish.format not in FORMATS:
        raise InvalidInput(field="format", reason="unknown_format", value=wish.format)
    if not wish.reason.strip():
        raise InvalidInput(field="reason", reason="reason_empty")
    if len(wish.reason) > MAX_REASON:
        raise InvalidInput(field="reason", reason="text_too_long", limit=str(MAX_REASON))
