"""A folder with a signed list of what lies in it: whether the list is as it was signed, and the files as it says."""

import json
from collections.abc import Callable
from pathlib import Path, PurePosixPath
from typing import Any

from app.evidence.bundle import MANIFEST, SIGNATURE, hash_of
from app.evidence.signing import fingerprint, is_signed

_SIGNED_APART = {MANIFEST, SIGNATURE}


class Bad(Exception):
    """The first thing that is wrong, and the file it is wrong with."""

    def __init__(self, reason: str, file: str) -> None:
        super().__init__(reason, file)
        self.reason, self.file = reason, file


def read_file(folder: Path, name: str, missing: str) -> bytes:
    """Raises Bad: what `missing` says, or file_unreadable."""
    try:
        return (folder / name).read_bytes()
    except FileNotFoundError:
        raise Bad(missing, name) from None
    except OSError:
        raise Bad("file_unreadable", name) from None


def signed_list(folder: Path, format_: str) -> tuple[dict[str, Any], str]:
    """What the list says, and the fingerprint of the key that signed it.

    Raises Bad: manifest_missing, manifest_unreadable, signature_missing, signature_wrong.
    """
    content = read_file(folder, MANIFEST, "manifest_missing")
    said = _parsed(content, format_)
    signature = read_file(folder, SIGNATURE, "signature_missing").decode("ascii", "replace")
    if not is_signed(content, signature.removesuffix("\n"), said["public_key"]):
        raise Bad("signature_wrong", MANIFEST)
    return said, fingerprint(said["public_key"])


def _parsed(content: bytes, format_: str) -> dict[str, Any]:
    """Checks only what is used before the signature is known to be good."""
    try:
        said = json.loads(content)
    except ValueError:
        raise Bad("manifest_unreadable", MANIFEST) from None
    if not isinstance(said, dict) or said.get("format") != format_:
        raise Bad("manifest_unreadable", MANIFEST)
    if not isinstance(said.get("public_key"), str) or not isinstance(said.get("files"), list):
        raise Bad("manifest_unreadable", MANIFEST)
    return said


def check_files(
    folder: Path, files: list[dict[str, Any]], changed: Callable[[str], object] = lambda name: None
) -> None:
    """Every file is there, as it was signed, and nothing else is. `changed` hears of one that is not, before Bad is raised."""
    named = set(_SIGNED_APART)
    for each in files:
        name = str(each["path"])
        if PurePosixPath(name).is_absolute() or ".." in PurePosixPath(name).parts or "\\" in name:
            raise Bad("path_outside", name)
        named.add(name)
        path = folder / name
        if path.is_symlink() or not path.is_file():
            raise Bad("file_missing", name)
        try:
            same = path.stat().st_size == each["bytes"] and hash_of(path) == each["sha256"]
        except OSError:
            raise Bad("file_unreadable", name) from None
        if not same:
            changed(name)
            raise Bad("file_changed", name)
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if name not in named and (path.is_symlink() or not path.is_dir()):
            raise Bad("file_extra", name)
