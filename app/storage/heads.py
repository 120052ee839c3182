"""The newest number and hash of the journal, kept beside the database: a tail that was cut off leaves no gap in the chain.

One line a commit, written after it and not synced: after a crash the file may be behind, which is no fault; it is never ahead.
"""

import logging
import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from app.core.errors import StorageUnavailable

log = logging.getLogger(__name__)
Head = tuple[int, str]
_HASH_LENGTH = 64
_MOST_DIGITS = 19
_NEAR = 8192
"""Bytes that are read rather than searched."""
_TAIL = 64 * 1024


def heads_beside(database: Path) -> Path:
    return database.with_name("journal.heads")


class HeadFile:
    """Append only; whoever cannot write it (a full disk) loses the line, never the entry."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._troubled = False

    def note(self, head: Head) -> None:
        number, digest = head
        # The line feed before: a line that a full disk cut short must not swallow this one.
        line = f"{chr(10) if self._troubled else ''}{number} {digest}\n".encode("ascii")
        try:
            descriptor = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
            try:
                self._troubled = os.write(descriptor, line) != len(line)
            finally:
                os.close(descriptor)
        except OSError as error:
            if not self._troubled:
                log.warning("the head of the journal is not written beside the database: %s", error)
            self._troubled = True


def newest_recorded(path: Path) -> int:
    """Number of the last entry that the end of the file tells of; 0 where there is none, or no file."""
    try:
        with path.open("rb") as file:
            size = file.seek(0, os.SEEK_END)
            # Each start notes the head it finds, which is behind where entries were lost.
            file.seek(max(0, size - _TAIL))
            return max((number for number, _ in _read(file, size - file.tell())), default=0)
    except FileNotFoundError:
        return 0
    except OSError as error:
        log.warning("the heads of the journal cannot be read: %s", error)
        return 0


def heads_size(path: Path) -> int:
    """How much is in the file at this moment; to be asked for before the entries are read: what a running console adds
    meanwhile is not compared."""
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0
    except OSError as error:
        raise StorageUnavailable("disk_failed", path=str(path)) from error


def recorded_heads(path: Path, size: int | None = None, after: int = 0) -> Iterator[Head]:
    """What is in the first `size` bytes of the file, in the order it was written; nothing where there is none.

    `after`: numbers up to this one are not asked for, so that the lines of years need not be read; some may come.
    Raises StorageUnavailable for a file that cannot be read: nobody can say then that nothing is missing.
    """
    try:
        file = path.open("rb")
    except FileNotFoundError:
        return
    except OSError as error:
        raise StorageUnavailable("disk_failed", path=str(path)) from error
    with file:
        size = os.fstat(file.fileno()).st_size if size is None else size
        begin = _begin_of(file, size, after) if after else 0
        file.seek(begin)
        yield from _read(file, size - begin)


def _begin_of(file: BinaryIO, size: int, after: int) -> int:
    """Where a line begins that is not behind the first one with a number greater than `after`: numbers grow."""
    low, high = 0, size
    while high - low > _NEAR:
        middle = (low + high) // 2
        file.seek(middle)
        file.readline()
        head = next(_parsed(file.readline()), None)
        # A line that cannot be read tells nothing: then more than needed is read.
        if head is not None and head[0] <= after:
            low = middle
        else:
            high = middle
    file.seek(low)
    if low:
        file.readline()
    return file.tell()


def _read(file: BinaryIO, size: int) -> Iterator[Head]:
    for line in file:
        size -= len(line)
        if size >= 0:
            yield from _parsed(line)


def _parsed(line: bytes) -> Iterator[Head]:
    number, _, digest = line.rstrip(b"\r\n").partition(b" ")
    # A power cut may leave half a line or zeros.
    if number.isdigit() and len(number) < _MOST_DIGITS and len(digest) == _HASH_LENGTH:
        yield int(number), digest.decode("ascii", "replace")
