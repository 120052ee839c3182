"""The whole log as a file of JSON lines: whole or not at all."""

from collections.abc import Callable
from pathlib import Path

from app.core.whole_file import whole_file

Export = Callable[[Callable[[str], object]], int]
"""Hands every line to the function it is given."""


def write_export(export: Export, path: Path, written: Callable[[int], object] = lambda count: None) -> int:
    """Returns how many entries it wrote. `written` hears of every line; what it raises ends the work.

    Raises StorageUnavailable where the place refuses; a file that was there before then stays as it was.
    """
    count = 0
    with whole_file(path) as file:

        def write_line(line: str) -> None:
            nonlocal count
            file.write(line + "\n")
            count += 1
            written(count)

        export(write_line)
    return count
