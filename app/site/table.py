"""Reads values out of a parsed TOML table; every mistake is written down with its line, and reading goes on."""

import re
from collections.abc import Iterable
from datetime import date, datetime
from difflib import get_close_matches
from typing import Any

from app.core.errors import Problem
from app.model.words import Words
from app.site.lines import Lines, Path

LONGEST_TEXT = 1000
_TIME = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]")


class Mistakes:
    """All mistakes of one file."""

    def __init__(self, lines: Lines) -> None:
        self._lines = lines
        self._found: list[Problem] = []

    def add(self, path: Path, field: str, reason: str, value: str = "") -> None:
        self._found.append(Problem(self._lines.of(path), field, reason, value))

    def in_order(self) -> tuple[Problem, ...]:
        return tuple(sorted(self._found, key=lambda problem: problem.line))


class Table:
    """One table of the file. `label` names it in mistakes: `camera "gate-e"`."""

    def __init__(self, content: dict[str, Any], path: Path, label: str, mistakes: Mistakes) -> None:
        self.label = label
        self._content = content
        self._path = path
        self._mistakes = mistakes
        self._asked: list[str] = []

    def has(self, key: str) -> bool:
        self._asked.append(key)
        return key in self._content

    def is_filled(self, key: str) -> bool:
        """Whether something is written there, right or wrong."""
        return self.has(key) and bool(self._content[key])

    def wrong(self, key: str, reason: str, value: str = "") -> None:
        """Writes down a mistake of this key."""
        self._mistakes.add((*self._path, key), f"{self.label}.{key}" if self.label else key, reason, value)

    def text(
        self, key: str, *, required: bool = False, default: str = "", longest: int = LONGEST_TEXT
    ) -> str:
        """A text of one line; empty when it is missing or wrong."""
        found = self._typed(key, str, "text", required=required)
        if found is None:
            return default
        text = str(found)
        if any(ord(letter) < 32 or ord(letter) == 127 for letter in text):
            self.wrong(key, "control_character")
            return default
        if len(text) > longest:
            self.wrong(key, "too_long", str(longest))
            return default
        if required and not text.strip():
            self.wrong(key, "empty_text")
        return text

    def choice(
        self, key: str, words: Iterable[str], reason: str, *, required: bool = False, default: str = ""
    ) -> str:
        """A text out of `words`; the nearest of them is the hint when it is another."""
        known = tuple(words)
        found = self.text(key, required=required, default=default)
        if found and found not in known:
            self.wrong(key, reason, nearest(found, known))
            return default
        return found

    def choices(self, key: str, words: Iterable[str], reason: str) -> tuple[str, ...]:
        """A list of texts, each out of `words`, none twice."""
        known = tuple(words)
        chosen: dict[str, None] = {}
        for found in self.texts(key):
            if found in known:
                chosen[found] = None
            else:
                field = f'{self.label}.{key} "{shown(found)}"'
                self._mistakes.add((*self._path, key), field, reason, nearest(found, known))
        return tuple(chosen)

    def texts(self, key: str) -> tuple[str, ...]:
        found = self._typed(key, list, "texts")
        if found is None:
            return ()
        if not all(isinstance(item, str) for item in found):
            self.wrong(key, "wrong_type", "texts")
            return ()
        if any(len(item) > LONGEST_TEXT for item in found):
            self.wrong(key, "too_long", str(LONGEST_TEXT))
            return ()
        if any(ord(letter) < 32 or ord(letter) == 127 for item in found for letter in item):
            self.wrong(key, "control_character")
            return ()
        return tuple(found)

    def words(self, key: str, *, required: bool = True) -> Words:
        """A name in Chinese and English, `{ zh = "…", en = "…" }`."""
        found = self._typed(key, dict, "words", required=required)
        if found is None:
            return Words()
        inner = Table(found, (*self._path, key), f"{self.label}.{key}" if self.label else key, self._mistakes)
        words = Words(zh=inner.text("zh"), en=inner.text("en"))
        inner.refuse_unknown()
        if required and not any(str(found.get(language, "")).strip() for language in ("zh", "en")):
            self.wrong(key, "empty_name")
        return words

    def whole(self, key: str, default: int, *, least: int, most: int, required: bool = False) -> int:
        """A whole number from `least` to `most`."""
        found = self._typed(key, int, "number", required=required)
        if found is None:
            return default
        if not least <= found <= most:
            self.wrong(key, "out_of_range", f"{least}–{most}")
            return default
        return int(found)

    def yes(self, key: str, *, default: bool) -> bool:
        found = self._typed(key, bool, "yes_no")
        return default if found is None else bool(found)

    def day(self, key: str) -> str:
        """A date as `2026-11-23`, in quotes or without; empty when it is missing or wrong."""
        found = self._content.get(key)
        if isinstance(found, date) and not isinstance(found, datetime):
            self._asked.append(key)
            return found.isoformat()
        text = self.text(key)
        if text and not _is_date(text):
            self.wrong(key, "date_form", shown(text))
            return ""
        return text

    def time(self, key: str, *, default: str = "", required: bool = False, midnight: bool = False) -> str:
        """A time of day as `08:00`; `24:00` where it may end a day."""
        text = self.text(key, required=required, default=default)
        if text.strip() and not _TIME.fullmatch(text) and not (midnight and text == "24:00"):
            self.wrong(key, "time_form", shown(text))
            return default
        return text

    def points(self, key: str) -> tuple[tuple[float, float], ...]:
        """Corners of an area of a picture, `[[0.0, 0.5], …]`: three or more, each from 0 to 1."""
        found = self._typed(key, list, "points", required=True)
        if found is None:
            return ()
        points = [item for item in found if isinstance(item, list) and len(item) == 2]
        numbers = [number for point in points for number in point]
        right = all(type(number) in (int, float) and 0 <= number <= 1 for number in numbers)
        if len(points) != len(found) or len(points) < 3 or not right:
            self.wrong(key, "points_form")
            return ()
        return tuple((float(across), float(down)) for across, down in points)

    def tables(self, key: str, name: str = "") -> "list[Table]":
        """The items of `[[key]]`."""
        found = self._typed(key, list, "tables")
        if found is None or not all(isinstance(item, dict) for item in found):
            if found is not None:
                self.wrong(key, "wrong_type", "tables")
            return []
        prefix = f"{self.label}." if self.label else ""
        path = (*self._path, key)
        return [
            Table(item, (*path, number), f"{prefix}{_label(name or key, item, number)}", self._mistakes)
            for number, item in enumerate(found)
        ]

    def table(self, key: str, *, required: bool = False) -> "Table | None":
        found = self._typed(key, dict, "table", required=required)
        return None if found is None else Table(found, (*self._path, key), key, self._mistakes)

    def ids(self, key: str) -> frozenset[str]:
        """Ids of all items of `[[key]]` that have one, to check references against."""
        found = self._content.get(key)
        items = found if isinstance(found, list) else []
        ids = (item.get("id") for item in items if isinstance(item, dict))
        return frozenset(record_id for record_id in ids if isinstance(record_id, str))

    def refuse_unknown(self, reason: str = "unknown_key") -> None:
        """Every key nobody has asked for is a mistake; the nearest known one is the hint."""
        for key in self._content:
            if key not in self._asked:
                field = f"{self.label}.{shown(key)}" if self.label else shown(key)
                self._mistakes.add((*self._path, key), field, reason, nearest(key, self._asked))

    def _typed(self, key: str, kind: type, name: str, *, required: bool = False) -> Any:
        if not self.has(key):
            if required:
                self._mistakes.add(self._path, f"{self.label}.{key}" if self.label else key, "missing_key")
            return None
        found = self._content[key]
        # A bool is an int to Python, and never a number to the one who wrote the file.
        if not isinstance(found, kind) or (kind is int and isinstance(found, bool)):
            self.wrong(key, "wrong_type", name)
            return None
        return found


def nearest(found: str, known: Iterable[str]) -> str:
    """The word that was probably meant; empty when nothing is near."""
    close = get_close_matches(found[:60].lower(), list(known), n=1, cutoff=0.6)
    return close[0] if close else ""


def shown(text: str) -> str:
    """A value as a mistake may show it: short, on one line."""
    return "".join(letter if letter.isprintable() else "?" for letter in text[:40])


def _label(key: str, item: dict[str, Any], number: int) -> str:
    record_id = item.get("id")
    return (
        f'{key} "{shown(record_id)}"' if isinstance(record_id, str) and record_id else f"{key}[{number + 1}]"
    )


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
