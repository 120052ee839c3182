"""Pictures and files of entries on a target: only those that are new are copied, each is read again now and then."""

import hashlib
import logging
import os
from collections.abc import Callable, Iterable
from pathlib import Path

from app.backup.layout import Layout, sync_folder

log = logging.getLogger(__name__)
_BLOCK = 256 * 1024
DIGITS = 64


def listed(media: Path) -> dict[str, Path]:
    """Every kept file below a folder of pictures, by its SHA-256."""
    if not media.is_dir():
        return {}
    found = {}
    for folder in os.scandir(media):
        if folder.is_dir(follow_symlinks=False) and len(folder.name) == 2:
            with os.scandir(folder) as files:
                for file in files:
                    digest = file.name.partition(".")[0]
                    if len(digest) == DIGITS and file.is_file(follow_symlinks=False):
                        found[digest] = Path(file.path)
    return found


def bring(
    source: Iterable[tuple[str, Path]], layout: Layout, between: Callable[[], None]
) -> tuple[set[str], set[str]]:
    """Copies files to a target, or links them where it lies on their own disk; as `copy_new`."""
    return (_link_new if layout.beside else copy_new)(source, layout.media, between)


def copy_new(
    source: Iterable[tuple[str, Path]], media: Path, between: Callable[[], None]
) -> tuple[set[str], set[str]]:
    """Copies files under the names they have; gives the SHA-256 of those copied, and of those that are not what their
    name says and were left out. A copy is read back from the disk before it gets its name. Raises OSError."""
    copied: set[str] = set()
    wrong: set[str] = set()
    folders: set[Path] = set()
    for digest, path in source:
        target = media / digest[:2] / path.name
        target.parent.mkdir(mode=0o700, exist_ok=True)
        partial = target.with_name(f".{target.name}.partial")
        if _copy(path, partial, between) != digest:
            partial.unlink()
            wrong.add(digest)
            continue
        if sha256_of(partial, between) != digest:
            partial.unlink()
            raise OSError(5, "what was written reads otherwise", str(target))
        partial.replace(target)
        folders.add(target.parent)
        copied.add(digest)
    for folder in folders:
        sync_folder(folder)
    return copied, wrong


def _link_new(
    source: Iterable[tuple[str, Path]], media: Path, between: Callable[[], None]
) -> tuple[set[str], set[str]]:
    """A second name for the same file takes no room, and keeps it where somebody deletes the first. A disk that knows no
    second names leaves it at the first."""
    linked: set[str] = set()
    wrong: set[str] = set()
    for digest, path in source:
        target = media / digest[:2] / path.name
        target.parent.mkdir(mode=0o700, exist_ok=True)
        partial = target.with_name(f".{target.name}.partial")
        partial.unlink(missing_ok=True)
        try:
            os.link(path, partial)
        except OSError as error:
            log.debug("%s has one name alone: %s", path, error)
            linked.add(digest)
            continue
        if sha256_of(partial, between) != digest:
            partial.unlink()
            wrong.add(digest)
            continue
        partial.replace(target)
        linked.add(digest)
    return linked, wrong


def sha256_of(path: Path, between: Callable[[], None] = lambda: None) -> str:
    """From the disk, not from the memory that holds what was just written, where the system can tell them apart."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        forget_cached(file.fileno())
        while block := file.read(_BLOCK):
            digest.update(block)
            between()
    return digest.hexdigest()


def forget_cached(descriptor: int) -> None:
    if hasattr(os, "posix_fadvise"):
        os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)


def _copy(source: Path, target: Path, between: Callable[[], None]) -> str:
    """Synced; gives the SHA-256 of what was read."""
    digest = hashlib.sha256()
    with source.open("rb") as reading, target.open("wb") as writing:
        while block := reading.read(_BLOCK):
            digest.update(block)
            writing.write(block)
            between()
        writing.flush()
        os.fsync(writing.fileno())
    return digest.hexdigest()
