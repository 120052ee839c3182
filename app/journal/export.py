"""The whole log as a file of JSON lines: whole or not at all."""

from collections.abc import Callable
from pathlib import Path

from app.core.errors import DutyRoomError


class NotWritten(DutyRoomError):
    """The file asked for could not be written; values name it."""

    code = "file_not_written"


Export = Callable[[Callable[[str], object]], int]
"""Hands every line to the function it is given."""


def write_export(export: Export, path: Path, written: Callable[[int], object] = lambda count: None) -> int:
    """Returns how many entries it wrote. `written` hears of every line; what it raises ends the work.

    Raises NotWritten where the place refuses; a file that was there before then stays as it was.
    """
    try:
        return _write_whole(export, path, written)
    except OSError as error:
        raise NotWritten(path=str(path)) from error


def _write_whole(export: Export, path: Path, written: Callable[[int], object]) -> int:
    partial = path.with_name(f".{path.name}.partial")
    count = 0
    try:
        with partial.open("w", encoding="utf-8", newline="\n") as file:

            def write_line(line: str) -> None:
                nonlocal count
                file.write(line + "\n")
                count += 1
                written(count)

            export(write_line)
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
    return count
