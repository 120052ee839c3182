"""How a moment that may not have come, and words of both languages, lie in a row."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from app.core.clock import parse_stamp, stamp
from app.model.words import Words


def text_of(moment: datetime | None) -> str:
    """Empty for one that has not come."""
    return stamp(moment) if moment is not None else ""


def moment_of(text: str | None) -> datetime | None:
    """`text` is None where SQL found no row to ask."""
    return parse_stamp(text) if text else None


def columns_of(words: Words, column: str = "name") -> dict[str, str]:
    return {f"{column}_zh": words.zh, f"{column}_en": words.en}


def words_of(row: Mapping[str, Any], column: str = "name") -> Words:
    return Words(row[f"{column}_zh"], row[f"{column}_en"])
