"""A file a person asked for: written whole or not at all."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from app.core.errors import StorageUnavailable

_NO_SPACE = 28


@contextmanager
def whole_file(path: Path) -> Iterator[TextIO]:
    """Opens a text file that takes the place of `path` when the block ends well; else what was there stays.

    Raises StorageUnavailable (target_full, file_not_written) where the place refuses.
    """
    with in_the_place_of(path) as partial, partial.open("w", encoding="utf-8", newline="\n") as file:
        yield file


def write_whole(path: Path, content: bytes) -> None:
    """Raises StorageUnavailable (target_full, file_not_written) where the place refuses."""
    with in_the_place_of(path) as partial:
        partial.write_bytes(content)


@contextmanager
def in_the_place_of(path: Path) -> Iterator[Path]:
    """What the block has written there takes the place of `path` when it ends well."""
    partial = path.with_name(f".{path.name}.partial")
    try:
        try:
            yield partial
            partial.replace(path)
        finally:
            partial.unlink(missing_ok=True)
    except OSError as error:
        code = "target_full" if error.errno == _NO_SPACE else "file_not_written"
        raise StorageUnavailable(code, path=str(path)) from error
