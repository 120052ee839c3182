"""Whether a single file is as it left the console: the log keeps the SHA-256 of each that was written out."""

from dataclasses import dataclass
from pathlib import Path, PurePath

from app.core.clock import stamp
from app.core.errors import InvalidInput
from app.evidence.bundle import hash_of
from app.model.journal import Entry
from app.storage.transaction import Reader

_PAGE = 500


@dataclass(frozen=True, slots=True)
class FileFinding:
    """`entry` is the number of the entry that tells of the file; 0: there is none.

    Reasons: file_changed (one of this name left the console, but not with this content), export_unknown.
    """

    ok: bool
    file: str
    reason: str = ""
    entry: int = 0
    exported_at: str = ""
    exported_by: str = ""
    sha256: str = ""


def check_single(path: Path, reader: Reader) -> FileFinding:
    """By its content first, whatever it is called now; then by its name. Raises InvalidInput (file_unreadable)."""
    try:
        digest = hash_of(path)
    except OSError as error:
        raise InvalidInput(field="file", reason="file_unreadable", name=path.name) from error
    same_name: Entry | None = None
    before = 0
    while page := reader.journal.latest(_PAGE, kinds=("exported",), before=before):
        for entry in page:
            data = entry.draft.data
            if digest in data.get("sha256", "").split():
                return _finding(path, digest, entry, ok=True)
            if same_name is None and data.get("sha256") and PurePath(data.get("path", "")).name == path.name:
                same_name = entry
        before = page[-1].number
    if same_name is not None:
        return _finding(path, digest, same_name, ok=False)
    return FileFinding(False, path.name, "export_unknown", sha256=digest)


def _finding(path: Path, digest: str, entry: Entry, *, ok: bool) -> FileFinding:
    reason = "" if ok else "file_changed"
    return FileFinding(ok, path.name, reason, entry.number, stamp(entry.at), entry.draft.actor.name, digest)
