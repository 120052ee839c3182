"""The entries as rows that people read: the same cells in every table, whatever the format."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import tzinfo
from typing import Protocol

from app.model.journal import Entry

COLUMNS = (
    "number", "time", "kind", "entry", "who", "place", "camera", "incident", "corrections", "attachments", "hash",
)  # fmt: skip
_BETWEEN = "\x1f"
ROW_DIGITS = 16


class LogWords(Protocol):
    """What stands in the cells, in one language."""

    def column(self, name: str) -> str: ...
    def kind(self, entry: Entry) -> str: ...
    def sentence(self, entry: Entry) -> str: ...
    def who(self, entry: Entry) -> str: ...
    def place(self, place_id: str) -> str: ...
    def camera(self, camera_id: str) -> str: ...
    def incident(self, incident_id: str) -> str: ...
    def corrected(self, correction: Entry) -> str:
        """`corrected by no. 12: new words (reason)`"""
        ...

    def fact(self, name: str, value: str) -> tuple[str, str]:
        """A line of the head or the foot: what it is, and its value in words."""
        ...

    def title(self) -> str: ...
    def proof(self) -> Sequence[str]:
        """What the export proves and what it does not."""
        ...


@dataclass(frozen=True, slots=True)
class LogRow:
    entry: Entry
    corrections: tuple[Entry, ...] = ()


def cells(row: LogRow, words: LogWords, zone: tzinfo) -> list[str]:
    """In the order of `COLUMNS`; the time is the site's, to the second."""
    entry, draft = row.entry, row.entry.draft
    return [
        str(entry.number),
        entry.at.astimezone(zone).strftime("%Y-%m-%d %H:%M:%S"),
        words.kind(entry),
        words.sentence(entry),
        words.who(entry),
        words.place(draft.place_id) if draft.place_id else "",
        words.camera(draft.camera_id) if draft.camera_id else "",
        words.incident(draft.incident_id) if draft.incident_id else "",
        "\n".join(words.corrected(correction) for correction in row.corrections),
        " ".join(draft.media),
        entry.hash,
    ]


def row_digest(written: Sequence[str]) -> str:
    """Names the row that somebody changed; that something was changed at all is told by the file's own hash."""
    return hashlib.sha256(_BETWEEN.join(written).encode("utf-8", "replace")).hexdigest()[:ROW_DIGITS]


def rows_of(entries: Sequence[Entry], corrections: Mapping[int, Sequence[Entry]]) -> list[LogRow]:
    return [LogRow(entry, tuple(corrections.get(entry.number, ()))) for entry in entries]
