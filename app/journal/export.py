"""Files that leave the console: whole or not at all, and the log is told. The whole log as JSON lines is one of them."""

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

from app.core.whole_file import in_the_place_of, whole_file
from app.journal.service import JournalService

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


def write_out(journal: JournalService, what: str, path: Path, content: bytes) -> None:
    """A file that somebody asked for, and its entry. Waits for both: not on the UI thread.

    Args:
        what: site_file, roster, paper, figures, attachment.
    Raises StorageUnavailable where the place refuses, or the log cannot be told; a file that was there before then stays.
    """
    with in_the_place_of(path) as partial:
        partial.write_bytes(content)
        journal.record_export(what, path=str(path), sha256=sha256(content).hexdigest()).result()
