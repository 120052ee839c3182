"""Writing, reading, checking and exporting the log."""

import json
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from datetime import datetime

from app.core.errors import InvalidInput
from app.journal.correcting import append_correction
from app.journal.rules import checked_note
from app.journal.verifying import verify_log
from app.model.journal import SYSTEM, Actor, ChainHead, Draft, Entry, Verification
from app.model.search import Found, Wanted
from app.search.finder import Finder
from app.search.words import Sayings
from app.storage.chain import canonical
from app.storage.database import Database
from app.storage.media import MediaStore
from app.storage.search_index import index_beside
from app.storage.transaction import Reader


class JournalService:
    """The log as screens and commands see it. `actor` tells who is signed in."""

    def __init__(self, database: Database, media: MediaStore, actor: Callable[[], Actor]) -> None:
        self._database = database
        self._media = media
        self._actor = actor
        self.sayings: Sayings = {}
        """By kind the words with which the screen tells it, which can be looked for too; the window knows them."""

    def add(
        self,
        text: str,
        kind: str = "note",
        *,
        camera_id: str = "",
        place_id: str = "",
        incident_id: str = "",
        by_script: bool = False,
    ) -> "Future[Entry]":
        """Stores a line. Raises InvalidInput at once when it may not be written.

        `by_script`: from the command line, so not by the person who happens to be signed in.
        """
        draft = checked_note(
            Draft(
                kind=kind,
                text=text.strip(),
                actor=SYSTEM if by_script else self._actor(),
                camera_id=camera_id,
                place_id=place_id,
                incident_id=incident_id,
            )
        )
        return self._database.write(lambda transaction: transaction.journal.append(draft))

    def record(self, kind: str, **data: str) -> "Future[Entry]":
        """Stores an entry of the program itself (start, stop, fault)."""
        draft = Draft(kind, actor=self._actor(), data=data)
        return self._database.write(lambda transaction: transaction.journal.append(draft))

    def record_export(
        self,
        what: str,
        *,
        path: str = "",
        name: str = "",
        reason: str = "",
        count: str = "",
        sha256: str = "",
        keeper: bool = False,
    ) -> "Future[Entry]":
        """Something has left the console: what, where to (nothing: to a printer or another program), why, how much of it.

        `sha256`: of the file that was written; of several, one after the other with a space between.
        `keeper`: the keeper of this computer, from the command line: not whoever happens to be signed in.
        """
        data = {"what": what, "path": path, "name": name, "reason": reason, "count": count, "sha256": sha256}
        said = {name: value for name, value in data.items() if value}
        draft = Draft("exported", actor=SYSTEM if keeper else self._actor(), data=said)
        return self._database.write(lambda transaction: transaction.journal.append(draft))

    def amend(self, number: int, text: str, reason: str) -> "Future[Entry]":
        """Corrects an entry by a new one that points at it. The old one stays as it was."""
        if not reason.strip():
            raise InvalidInput(field="reason", reason="reason_empty")
        draft = checked_note(
            Draft(
                "amendment",
                text=text.strip(),
                actor=self._actor(),
                data={"reason": reason.strip()},
                amends=number,
            )
        )
        return self._database.write(lambda transaction: append_correction(transaction, draft))

    def latest(
        self,
        limit: int = 200,
        *,
        kinds: Sequence[str] = (),
        without: Sequence[str] = (),
        incident_id: str = "",
        before: int = 0,
        after: int = 0,
        since: datetime | None = None,
        until: datetime | None = None,
    ) -> list[Entry]:
        """Newest first. `since` and `until` come together."""
        return self._database.read(
            lambda reader: reader.journal.latest(
                limit,
                kinds=kinds,
                without=without,
                incident_id=incident_id,
                before=before,
                after=after,
                since=since,
                until=until,
            )
        )

    def find(self, wanted: Wanted, limit: int = 200, *, before: int = 0, after: int = 0) -> Found:
        """Newest first: entries with all the words, as `app.search.words` says what a word finds."""
        by_table = not (wanted.words or wanted.place_id or wanted.camera_id or wanted.person_id)
        if by_table and (wanted.since is None) == (wanted.until is None):
            return Found(
                tuple(
                    self.latest(
                        limit,
                        kinds=wanted.kinds,
                        without=wanted.without,
                        incident_id=wanted.incident_id,
                        before=before,
                        after=after,
                        since=wanted.since,
                        until=wanted.until,
                    )
                )
            )
        index, sayings = index_beside(self._database.path), self.sayings
        return self._database.read(
            lambda reader: Finder(reader, index, sayings).find(wanted, limit, before=before, after=after)
        )

    def amendments(self, numbers: Sequence[int]) -> dict[int, list[Entry]]:
        """Corrections of these entries, oldest first."""
        return self._database.read(lambda reader: reader.journal.amendments(numbers))

    def head_at(self, moment: datetime) -> ChainHead | None:
        """Number and hash of the last entry up to a moment: what a paper prints so that it anchors the log."""
        return self._database.read(lambda reader: reader.journal.head_at(moment))

    def verify(
        self, *, check_media: bool = True, seen: Callable[[int], object] = lambda number: None
    ) -> Verification:
        """Checks every entry's hash and link, and every picture's; may take long, call it off the UI thread.

        `seen` hears how many entries are done; what it raises ends the work.
        """
        return verify_log(self._database.path, self._media if check_media else None, seen)

    def export(self, write_line: Callable[[str], object]) -> int:
        """Writes one JSON line an entry, hashes included; returns how many."""

        return self._database.read(lambda reader: export_journal(reader, write_line))


def exported(entry: Entry) -> str:
    """An entry as one JSON line: the canonical fields and the two hashes."""
    fields = json.loads(canonical(entry))
    return json.dumps(
        {**fields, "previous_hash": entry.previous_hash, "hash": entry.hash},
        ensure_ascii=False,
        sort_keys=True,
    )


def export_journal(reader: Reader, write_line: Callable[[str], object]) -> int:
    """Hands over every entry, the first one first; returns how many."""
    count = 0
    for entry in reader.journal.all_in_order():
        write_line(exported(entry))
        count += 1
    return count
